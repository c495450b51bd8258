"""What can be decided about booking weeks, and what is said of them."""
