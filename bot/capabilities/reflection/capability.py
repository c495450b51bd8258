"""Reflecting: the invitation, then one card that turns from row to row."""

from bot.capability import Capability

REFLECTION = Capability(name="reflection")
