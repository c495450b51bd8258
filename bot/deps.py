"""What a handler, a job or a card is given to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.events import Announcements
from bot.slack.clock import Clock
from bot.slack.directory import Directory
from bot.slack.files import Files
from bot.slack.publisher import Publisher
from maturity_model.events import Fact
from maturity_model.outcome import Snapshot
from storage.store import Store


class Charts(Protocol):
    """Draws pictures somewhere else, so that no click waits for them."""

    async def render(self, values: Snapshot) -> bytes:
        """The picture as PNG bytes."""
        ...


@dataclass(frozen=True, kw_only=True)
class Deps:
    """Made once by the composition root; tests make the same with a clock and a Slack of their own."""

    store: Store
    directory: Directory
    publisher: Publisher
    files: Files
    charts: Charts
    clock: Clock
    zone: ZoneInfo
    announcements: "Announcements[Deps]"
    wake: Callable[[], None]
    new_id: Callable[[], str]

    def now(self) -> datetime:
        """The time by the clock that the bot goes by, aware and in UTC."""
        return self.clock.now()

    async def announce(self, fact: Fact) -> None:
        """Tell whoever reacts to this fact, then let waiting jobs look at once. Call it after the commit."""
        await self.announcements.announce(fact, self)
        self.wake()
