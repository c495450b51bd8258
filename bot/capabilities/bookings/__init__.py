"""Settings ask for weeks, and hub staff confirm or decline."""
