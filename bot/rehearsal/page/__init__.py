"""A page on which one plays everybody: `careers-review rehearse`."""

from bot.rehearsal.page.run import Rehearsal, run_rehearsal

__all__ = ["Rehearsal", "run_rehearsal"]
