"""A clock that nobody has to sit out: time passes when somebody sleeps, and not otherwise."""

import asyncio
from datetime import datetime, timedelta


class SteppedClock:
    """Starts at a given time, and is moved on by every sleep to its end. Two sleeps side by side pass together."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Let everybody else run once, then let so much time have passed."""
        wake_at = self._now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.move_to(wake_at)

    def move_to(self, moment: datetime) -> None:
        """Let it be that time, unless it is later already."""
        self._now = max(self._now, moment)

    def advance(self, **how_long: float) -> None:
        """Let so much time pass: `advance(days=2, hours=1)`."""
        self._now += timedelta(**how_long)
