"""What people see of requests: the setting's own careers leaders, and the hub's staff."""
