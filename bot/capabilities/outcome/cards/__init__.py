"""What the outcome looks like: `posted`, `comparison`, `modals` and the part of `home`; `values` name its buttons."""
