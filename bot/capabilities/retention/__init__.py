"""Deleting what people answered, once it is no longer needed."""
