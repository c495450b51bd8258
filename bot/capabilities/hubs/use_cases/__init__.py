"""What can be decided about a hub, its staff and its settings."""
