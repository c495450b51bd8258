"""The outcome: told in the meeting's thread, chosen from, and taken back to the meeting where need be."""

from bot.capability import Capability

OUTCOME = Capability(name="outcome")
