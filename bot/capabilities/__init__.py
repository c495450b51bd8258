"""What the bot does, a folder each."""
