"""The clock that everything but signatures, triggers and Slack's three seconds goes by."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is and waits; a rehearsal and the tests bring one that need not sit a wait out."""

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed on this clock."""
        ...


class WallClock:
    """The time as it is."""

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""
        await asyncio.sleep(seconds)
