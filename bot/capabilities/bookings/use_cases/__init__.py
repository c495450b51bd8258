"""What can be decided about a setting's request, and what is seen of it."""
