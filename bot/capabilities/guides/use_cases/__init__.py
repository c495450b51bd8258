"""Decisions about guides. Whoever asks and is no careers leader of the setting is refused, and nothing changed."""
