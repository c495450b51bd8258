"""What can be decided about a setting of a hub."""
