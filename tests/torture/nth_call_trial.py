"""One trial: a flow with a failure in it, by people who press again when they were told no or see nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan, nan

from bot.app import NOTICES
from bot.kit import words
from bot.rehearsal.reading import words as read
from bot.rehearsal.stand_in import NotPossible, Person
from maturity_model.notice import NoticeState
from tests.torture.nth_call_calls import Failing, Permits
from tests.torture.nth_call_flows import Flow, Press
from tests.torture.nth_call_kept import Reader, Shown, Tables, decided, every_commit, look
from tests.torture.nth_call_promises import broken
from tests.torture.nth_call_school import Scene

INCIDENT = words.incident("").partition(",")[0]
NOT_DONE = (words.NOT_SAVED, words.SLACK_SILENT, INCIDENT)
LOOKS = 4  # of a quarter of a minute each: "Please try again in a minute"
MOST_PRESSES = 4
UNTIL_ALL_IS_HEALED = (17 * 60, 11 * 60)  # seconds: leases end, and cards put off are due again


@dataclass(frozen=True, kw_only=True)
class Untouched:
    """What a flow comes to when nothing fails: every state it goes through, and what is shown in the end."""

    states: tuple[str, ...]
    shown: Shown


async def run_untouched(flow: Flow, scene: Scene, reader: Reader) -> Untouched:
    """Carry a flow out with nothing in its way.

    Raises:
        AssertionError: something is half there, or does not show, even so.
    """
    await flow.prepare(scene)
    states = [decided(await reader.take(scene), scene)]
    with every_commit(scene) as commits:
        for press in flow.presses:
            await press.do(scene)
            await scene.settle()
            assert press.shows(scene), press.what
    for tables in commits:
        assert not broken(tables), broken(tables)
        if (state := decided(tables, scene)) != states[-1]:
            states.append(state)
    await let_heal(scene)
    return Untouched(states=tuple(states), shown=await look(reader, scene))


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A flow with one failure in it, beside the same flow without."""

    flow: Flow
    scene: Scene
    reader: Reader
    untouched: Untouched
    failing: Failing
    permits: Permits

    async def run(self) -> list[str]:
        """Carry it out; gives a sentence for everything that was not as promised."""
        await self.flow.prepare(self.scene)
        found: list[str] = []
        with self.failing.counted():
            for press in self.flow.presses:
                found += [f"{press.what}: {sentence}" for sentence in await self._persist(press)]
        await let_heal(self.scene)
        ended = await look(self.reader, self.scene)
        return [
            *found,
            *broken(await self.reader.take(self.scene)),
            *differences(ended, self.untouched.shown, self.permits),
        ]

    async def _persist(self, press: Press) -> list[str]:
        """Press until it shows; after the first time that it does not, nothing fails any more."""
        found: list[str] = []
        start = self._place(await self.reader.take(self.scene))
        for _ in range(MOST_PRESSES):
            try:
                found += await self._press_once(press, start)
            except NotPossible as nothing_there:
                found.append(str(nothing_there))
            if press.shows(self.scene):
                return found
        return [*found, "it never worked, however often it was pressed"]

    async def _press_once(self, press: Press, start: float) -> list[str]:
        """Press once, and judge what is kept, what shows and what was told."""
        person = press.who(self.scene)
        whispered, before = len(whispers(person)), modal(person)[:1]
        answer = await press.do(self.scene)
        await self.scene.settle()
        showed = press.shows(self.scene)
        told = [*whispers(person)[whispered:], *(sentence for sentence in modal(person) if sentence not in before)]
        tables = await self.reader.take(self.scene)
        if self.failing.struck and not showed:
            self.failing.mend()
        shows_late = await self._wait(press, person)
        lost = [] if answer.ok else [f"Slack was answered {answer.problem}"]
        came = self._place(tables) - start
        if press.by_itself and came >= press.decides and not told and not shows_late:
            lost.append("it is kept, and does not show by itself")
        return [*lost, *broken(tables), *self._judge(press, told, showed=showed, came=came)]

    async def _wait(self, press: Press, person: Person) -> bool:
        """Close what only tells something, and look for a minute whether it shows after all."""
        view = person.modal()
        if view and "submit" not in view.body and not press.shows(self.scene):
            await person.close_modal()
        for _ in range(LOOKS):
            if not press.shows(self.scene):
                await self.scene.pass_time()
        return press.shows(self.scene)

    def _judge(self, press: Press, told: list[str], *, showed: bool, came: float) -> Iterator[str]:
        """Compare what is kept with what the person saw and read."""
        is_done = came >= press.decides
        if isnan(came):
            yield "kept is what no untouched run ever keeps"
        if showed and not is_done:
            yield "it showed as done, and is not kept"
        if not showed and not told and not is_done and press.decides:
            yield "it is not kept, and nobody was told"
        if any(INCIDENT in sentence for sentence in told):
            yield "a mistake of our own was told"
        if (
            is_done
            and press.decides
            and not self.permits.told_too_little
            and any(no in s for no in NOT_DONE for s in told)
        ):
            yield "it is kept, and somebody was told that it is not"

    def _place(self, tables: Tables) -> float:
        """How many states the flow has come through; no number for a state that no untouched run goes through."""
        state = decided(tables, self.scene)
        return self.untouched.states.index(state) if state in self.untouched.states else nan


async def let_heal(scene: Scene) -> None:
    """Let pass what the bot needs to make good whatever was broken off."""
    for seconds in UNTIL_ALL_IS_HEALED:
        await scene.pass_time(seconds=seconds)


def whispers(person: Person) -> list[str]:
    """Everything that was ever whispered to somebody."""
    return [whisper.text for whisper in person.whispers()]


def modal(person: Person) -> list[str]:
    """The words of the modal before somebody, and what stands under its fields."""
    view = person.modal()
    return [read(view), *view.errors.values()] if view else []


def differences(ended: Shown, untouched: Shown, permits: Permits) -> Iterator[str]:
    """Everything that is not in the end as it is where nothing fails, but for what may remain of such a failure."""
    unlike = {key: state for key, state in ended.notices.items() if untouched.notices.get(key) != state}
    remaining = {
        key for key, state in unlike.items() if _may_remain(key, state, permits, is_new=key not in untouched.notices)
    }
    yield from (f"{key} is {unlike[key]} in the end" for key in sorted(unlike.keys() - remaining))
    yield from (f"{key} was never owed" for key in sorted(untouched.notices.keys() - ended.notices.keys()))
    yield from (f"the card {subject} is old" for subject, is_drawn in ended.cards.items() if not is_drawn)
    if ended.decided != untouched.decided:
        yield "something else is kept in the end"
    if remaining:
        yield from _titles_that_differ(ended, untouched, len(remaining))
        return
    for channel, title, _ in (untouched.messages - ended.messages).elements():
        yield f"{channel} lacks {title}"
    more = list((ended.messages - untouched.messages).elements())
    if len(more) > permits.twice:
        yield from (f"{channel} has {title} besides" for channel, title, _ in more)
    if ended.home != untouched.home:
        yield "Home shows something else"


def _may_remain(key: str, state: NoticeState, permits: Permits, *, is_new: bool) -> bool:
    if state is NoticeState.SENT and is_new:  # somebody asked for it once more
        return permits.refused or permits.unsure_twice
    if state is NoticeState.UNSURE:
        return permits.unsure_twice if _is_repeated(key) else permits.unsure
    return permits.refused and state is NoticeState.UNDELIVERABLE


def _is_repeated(key: str) -> bool:
    return NOTICES[key.partition(":")[0]].rule.repeat


def _titles_that_differ(ended: Shown, untouched: Shown, remaining: int) -> Iterator[str]:
    """What an outcome says depends on what became of its picture: where that is not known, only titles are compared."""
    have, want = (Counter((where, title) for where, title, _ in one.messages.elements()) for one in (ended, untouched))
    if (want - have).total() > remaining or (have - want).total() > 1:
        yield f"messages lack {sorted(want - have)} and have {sorted(have - want)} besides"
