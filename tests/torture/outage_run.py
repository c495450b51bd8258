"""One story with an outage in it, by people who go on until they see that it worked."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.capabilities.outcome.texts import PICTURE_TROUBLE
from bot.kit.pieces import say
from bot.rehearsal.cast import cast_of
from bot.rehearsal.stand_in import Call, NotPossible
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import PICTURE
from tests.torture.databases import SQLITE, database
from tests.torture.nth_call_flows import Press
from tests.torture.nth_call_kept import Reader, Shown, look, reading
from tests.torture.nth_call_promises import broken
from tests.torture.nth_call_school import Scene, Town, town
from tests.torture.nth_call_trial import let_heal
from tests.torture.outage_ledger import errors
from tests.torture.outage_story import Round, Story
from tests.torture.outage_weather import PATIENCE, PatientClock, Weather
from tests.torture.outage_wire import Wire

DOUBT = f"{json.dumps(say(PICTURE_TROUBLE[NoticeState.UNSURE]), sort_keys=True)}, "
MOST_TRIES = 80
LEAST_WAIT, LONGEST_WAIT = 15, 60  # seconds until somebody presses again who sees nothing


@dataclass(frozen=True, kw_only=True)
class Theatre:
    """A bot whose calls are watched."""

    here: Town
    reader: Reader
    wire: Wire
    clock: PatientClock

    def new_scene(self, people: int) -> Scene:
        """A school with so many colleagues."""
        return self.here.new_school([part.name for part in cast_of(people)])

    def forget(self) -> None:
        """Another school comes next: what was asked of Slack for the others is of no interest any more."""
        self.wire.forget()
        self.clock.forget()
        self.here.slack.calls.clear()


@asynccontextmanager
async def theatre() -> AsyncIterator[Theatre]:
    """The bot on a SQLite file, with a session that does not wait for Slack as long as its own."""
    clock = PatientClock()
    wire = Wire(clock=clock)
    with database(SQLITE) as url:
        async with (
            wire.session(patience=PATIENCE) as session,
            town(url, clock=clock, session=session) as here,
            reading(url) as reader,
        ):
            clock.slack = here.slack
            yield Theatre(here=here, reader=reader, wire=wire, clock=clock)


@dataclass(frozen=True, kw_only=True)
class Outage:
    """A story in which Slack goes when round `begins_in` begins, or `after` seconds later."""

    stage: Theatre
    scene: Scene
    story: Story
    weather: Weather
    begins_in: int
    after: float = 0

    async def run(self) -> list[str]:
        """Live through it; gives a sentence for each promise to a person that was not kept on the way."""
        self.stage.forget()
        found: list[str] = []
        for number, together in enumerate(self.story.rounds):
            if number == self.begins_in:
                self.weather.break_out(self.stage.here.slack, after=self.after)
            if number == 0:
                await self.scene.invited()
            found += await self._persist(together)
        await self.stage.clock.wait_for_slack()
        self.weather.end(self.stage.here.slack)
        await let_heal(self.scene)
        return found

    async def judge(self, untouched: Shown) -> list[str]:
        """A sentence for everything that is not, in the end, as it should be."""
        await self.stage.clock.wait_for_slack()
        ended = await look(self.stage.reader, self.scene)
        tables = await self.stage.reader.take(self.scene)
        messages = {person.id: person.dm_id for person in self.scene.home.people.values()}
        return [
            *self.stage.wire.too_soon,
            *broken(tables),
            *errors(tables, self._calls(), self.weather.strikes, messages),
            *lost(ended, untouched),
        ]

    async def _persist(self, together: Round) -> list[str]:
        found: list[str] = []
        left, acknowledged = list(together), list[Press]()
        for _ in range(MOST_TRIES):
            left = [press for press in left if not press.shows(self.scene)]
            if not left:
                return found
            again = [press for press in left if not (press.by_itself and press in acknowledged)]
            problems = await asyncio.gather(*(self._press(press, acknowledged) for press in again))
            found += [problem for problem in problems if problem]
            await self.scene.settle()
            if not all(press.shows(self.scene) for press in left):
                await self.stage.clock.wait_for_slack()
                await self.scene.pass_time(seconds=self.weather.dice.uniform(LEAST_WAIT, LONGEST_WAIT))
        return [*found, f"{left[0].what}: it never showed"]

    async def _press(self, press: Press, acknowledged: list[Press]) -> str:
        try:
            answer = await press.do(self.scene)
        except NotPossible:  # what they look for is not there yet
            return ""
        if not answer.ok:
            return f"{press.what}: Slack was answered {answer.problem}"
        acknowledged.append(press)
        return ""

    def _calls(self) -> list[Call]:
        return [call for call in self.stage.here.slack.calls if call.workspace == self.scene.home.id]


def lost(ended: Shown, untouched: Shown) -> Iterator[str]:
    """What there would be if Slack had been well, and is not there."""
    if ended.decided != untouched.decided:
        yield "something else is kept in the end"
    yield from (f"the card {subject} is old" for subject, is_drawn in ended.cards.items() if not is_drawn)
    for channel, title, _ in (untouched.messages - _without_doubt(ended)).elements():
        yield f"{channel} lacks {title}"


def _without_doubt(ended: Shown) -> Counter[tuple[str, str, str]]:
    """What stands in each channel, but for the sentence that the picture may be missing, where that is so."""
    if NoticeState.UNSURE not in {state for key, state in ended.notices.items() if PICTURE in key}:
        return ended.messages
    return Counter((channel, title, whole.replace(DOUBT, "")) for channel, title, whole in ended.messages.elements())
