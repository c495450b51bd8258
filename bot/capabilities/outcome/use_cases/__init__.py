"""What the outcome decides: who is told, what is named, and how a review goes back to its meeting."""
