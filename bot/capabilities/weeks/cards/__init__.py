"""What people see of weeks: the hub's staff, its settings, and its channel."""
