"""What is playing: one scene at a time, begun anew from any starting point as often as somebody likes."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.rehearsal.clock import GoingClock
from bot.rehearsal.page.seen import Seen
from bot.rehearsal.page.starting_points import StartingPoint
from bot.rehearsal.scene import Casting, Scene, scene
from bot.rehearsal.stand_in.record import Record
from maturity_model.catalog import Edition

SEED = 1
NOT_SET = "That did not work out; the terminal says more. Please begin anew"


@dataclass(frozen=True, kw_only=True)
class Play:
    """A scene that is on, from which starting point, and what each of its people has seen."""

    scene: Scene
    clock: GoingClock
    point: StartingPoint
    seen: Seen = field(default_factory=Seen)

    @property
    def record(self) -> Record:
        """Everything that was said between the bot and Slack."""
        return self.scene.slack.world.record


class NothingOn(Exception):
    """Between two scenes."""


class Telling:
    """How far the next scene has been set; a line that everybody who waits can read."""

    def __init__(self) -> None:
        self.name, self.steps, self.done = "Setting the scene", 1, 0

    def part(self, name: str, steps: int) -> None:
        """A part begins."""
        self.name, self.steps, self.done = name, steps, 0

    def step(self) -> None:
        """One more step of it is done."""
        self.done += 1

    @property
    def line(self) -> str:
        """What is being done just now."""
        return f"{self.name}: {self.done} of {self.steps}" if self.steps > 1 else self.name


class Theatre:
    """Keeps the scene that is on, with a folder of its own that goes when the scene goes.

    Attributes:
        telling: how far the next scene has been set.
        tour: the step of the guided tour that shows, from 0; None without one.
        broken: in which way Slack is broken just now, by its name in `helps`; empty where it works.
        rounds: how many scenes there have been, so that an open page can tell a new one.
    """

    def __init__(self, *, edition: Edition, colleagues: int, folder: Path | None = None) -> None:
        """`folder` is where the scenes' own folders lie; without it, where the machine keeps what is passing."""
        self._edition = edition
        self._colleagues = colleagues
        self._folder = folder
        self._stack = AsyncExitStack()
        self._lock = asyncio.Lock()
        self._play: Play | None = None
        self.telling = Telling()
        self.tour: int | None = None
        self.broken = ""
        self.rounds = 0

    @property
    def play(self) -> Play:
        """What is on.

        Raises:
            NothingOn: the next scene is only being set.
        """
        if self._play is None:
            raise NothingOn
        return self._play

    async def begin(self, point: StartingPoint) -> None:
        """End what is on, forget all of it, and play up to a starting point.

        Raises:
            NotAsPromised: the bot did something else than it should have.
        """
        async with self._lock:
            await self._end()
            self.telling = Telling()
            try:
                self._play = await self._set(point)
            except Exception:
                await self._end()
                self.telling.part(NOT_SET, 1)
                raise
            self.rounds += 1

    async def close(self) -> None:
        """End what is on."""
        async with self._lock:
            await self._end()

    async def _set(self, point: StartingPoint) -> Play:
        folder = self._stack.enter_context(TemporaryDirectory(prefix="careers-review-rehearsal-", dir=self._folder))
        clock = GoingClock(monday_in_term(datetime.now(UTC)))
        on = await self._stack.enter_async_context(scene(self._casting(Path(folder)), clock))
        with clock.hurried():
            await point.story(on, self.telling)
        return Play(scene=on, clock=clock, point=point)

    async def _end(self) -> None:
        ended, self._play, self.tour, self.broken = self._play, None, None, ""
        if ended:
            ended.record.nudge()  # whoever watches learns that it is over
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    def _casting(self, folder: Path) -> Casting:
        return Casting(
            colleagues=self._colleagues, seed=SEED, edition=self._edition, database=folder / "careers-review.db"
        )


def monday_in_term(today: datetime) -> datetime:
    """Nine o'clock on the Monday of the week of 23 November this year: every school is open then."""
    day = datetime(today.year, 11, 23, 9, tzinfo=UTC)
    return day - timedelta(days=day.weekday())
