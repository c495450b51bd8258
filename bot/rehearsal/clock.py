"""The clocks of a rehearsal: one that nobody has to sit out, and one that goes on by itself and can be hurried."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
        wake_at = self.now() + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self.move_to(wake_at)

    def move_to(self, moment: datetime) -> None:
        """Let it be that time, unless it is later already."""
        self._now = max(self._now, moment)

    def advance(self, **how_long: float) -> None:
        """Let so much time pass: `advance(days=2, hours=1)`."""
        self._now += timedelta(**how_long)


class GoingClock(SteppedClock):
    """Starts at a given time and goes on like the clock on the wall; while it is hurried, nobody waits."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self._set_at = time.monotonic()
        self._hurries = 0
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        return self._now + timedelta(seconds=time.monotonic() - self._set_at)

    async def sleep(self, seconds: float) -> None:
        """Wait for so long, or until somebody moves the clock as far."""
        wake_at = self.now() + timedelta(seconds=seconds)
        while (left := (wake_at - self.now()).total_seconds()) > 0:
            if self._hurries:
                await super().sleep(left)
                continue
            moved = self._moved
            try:
                await asyncio.wait_for(moved.wait(), left)
            except TimeoutError:
                continue

    def move_to(self, moment: datetime) -> None:
        """Let it be that time, unless it is later already; whoever sleeps until then wakes."""
        self._now, self._set_at = max(self.now(), moment), time.monotonic()
        self._wake_sleepers()

    def advance(self, **how_long: float) -> None:
        """Let so much time pass; whoever sleeps meanwhile wakes."""
        super().advance(**how_long)
        self._wake_sleepers()

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Let nobody sit a wait out until the block ends."""
        self.hurry()
        try:
            yield
        finally:
            self._hurries -= 1

    def hurry(self) -> None:
        """Let nobody sit a wait out from now on."""
        self._hurries += 1
        self._wake_sleepers()

    def _wake_sleepers(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
