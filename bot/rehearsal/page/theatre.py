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


@dataclass(kw_only=True)
class Play:
    """A scene that is on.

    Attributes:
        point: where it began.
        round: a number of its own, so that an open page can tell it from the scene before.
        seen: what each of its people has looked at.
        tour: the step of the guided tour that shows, from 0; None without one.
        broken: in which way Slack is broken just now, by its name in `helps`; empty where it works.
        answering: how far the others have come who are answering just now.
        latest: the address that was last looked at.
    """

    scene: Scene
    clock: GoingClock
    point: StartingPoint
    round: int
    seen: Seen = field(default_factory=Seen)
    tour: int | None = None
    broken: str = ""
    answering: "Telling | None" = None
    latest: str = ""

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
        rounds: how many scenes there have been.
    """

    def __init__(self, *, edition: Edition, colleagues: int, folder: Path | None = None) -> None:
        """`folder` is where the scenes' own folders lie; without it, where the machine keeps what is passing."""
        self._edition = edition
        self._colleagues = colleagues
        self._folder = folder
        self._stack = AsyncExitStack()
        self._lock = asyncio.Lock()
        self._setting: asyncio.Task[Play] | None = None
        self._play: Play | None = None
        self.telling = Telling()
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

    def nudge(self) -> None:
        """Let whoever watches look again."""
        if self._play:
            self._play.record.nudge()

    async def begin(self, point: StartingPoint) -> Play:
        """End what is on, forget all of it, and play up to a starting point, even if nobody waits for it any more.

        Raises:
            NotAsPromised: the bot did something else than it should have.
        """
        self._setting = asyncio.create_task(self._begin(point))
        return await asyncio.shield(self._setting)

    async def close(self) -> None:
        """End what is on, or what is only being set."""
        if self._setting:
            self._setting.cancel()
            await asyncio.wait([self._setting])
        async with self._lock:
            await self._end()

    async def _begin(self, point: StartingPoint) -> Play:
        async with self._lock:
            await self._end()
            self.telling = Telling()
            self.rounds += 1
            try:
                self._play = await self._set(point)
            except BaseException:
                self.telling.part(NOT_SET, 1)
                await self._end()
                raise
            return self._play

    async def _set(self, point: StartingPoint) -> Play:
        folder = self._stack.enter_context(TemporaryDirectory(prefix="careers-review-rehearsal-", dir=self._folder))
        clock = GoingClock(monday_in_term(datetime.now(UTC)))
        on = await self._stack.enter_async_context(scene(self._casting(Path(folder)), clock))
        self._stack.callback(clock.hurry)  # first of all, so that the bot waits for nothing when it ends
        self._stack.callback(on.slack.mend)
        with clock.hurried():
            await point.story(on, self.telling)
        return Play(scene=on, clock=clock, point=point, round=self.rounds)

    async def _end(self) -> None:
        ended, self._play = self._play, None
        if ended:
            ended.record.nudge()  # whoever watches learns that it is over
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()

    def _casting(self, folder: Path) -> Casting:
        return Casting(
            colleagues=self._colleagues, seed=SEED, edition=self._edition, database=folder / "careers-review.db"
        )


def monday_in_term(today: datetime) -> datetime:
    """Nine o'clock on the Monday of the week of 23 November this year: every school is open then."""
    day = datetime(today.year, 11, 23, 9, tzinfo=UTC)
    return day - timedelta(days=day.weekday())
