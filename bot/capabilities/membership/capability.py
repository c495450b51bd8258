"""What this capability gives to the bot."""

from bot.capability import Capability

MEMBERSHIP = Capability(name="membership")
