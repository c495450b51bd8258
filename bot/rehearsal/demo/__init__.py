"""One whole review through the real bot, against the stand-in: `careers-review demo`."""

from bot.rehearsal.demo.plan import Plan
from bot.rehearsal.demo.run import run_demo

__all__ = ["Plan", "run_demo"]
