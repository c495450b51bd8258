"""What this capability gives to the bot."""

from bot.capability import Capability

HOME = Capability(name="home")
