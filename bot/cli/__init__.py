"""The command line: `careers-review`."""

from bot.cli.program import program

__all__ = ["program"]
