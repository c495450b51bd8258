"""What this capability gives to the bot."""

from bot.capability import Capability

OPENING = Capability(name="opening")
