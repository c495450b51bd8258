"""What a colleague does alone in their direct messages: reflect on one row after another."""
