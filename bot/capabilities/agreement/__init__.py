"""The agreement meeting in its channel."""
