"""Next year: careers leaders are prompted to open the next review, with last year's actions first."""
