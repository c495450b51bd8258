"""Reads the publisher's documents into editions: letter for letter, and never guessing in silence."""
