"""What the agreement meeting gives to the bot."""

from bot.capability import Capability

AGREEMENT = Capability(name="agreement")
