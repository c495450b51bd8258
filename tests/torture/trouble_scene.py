"""A review under way, whose colleagues click while the database is in trouble, and what they find afterwards."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from bot.capabilities.reflection.cards.values import DELETE_NOTE
from bot.rehearsal.reading import has, row_on, words
from bot.rehearsal.stand_in import Person, StandIn
from bot.slack.clock import WallClock
from maturity_model.catalog import Edition
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import PlannedNotice
from maturity_model.review import Review
from storage.schema import check, upgrade
from storage.store import open_store
from storage.transaction import Transaction
from tests import given
from tests.torture.clicking import CANNOT, Clicker
from tests.torture.told import Subject, Told, What, contradictions, kept_in_silence
from tests.torture.trouble_kinds import Trouble
from tests.torture.verdict import Verdict

BACK_WITHIN = 30.0  # seconds after the trouble's end until everything must work again, without help
INVITED_WITHIN = 30.0
LOOKS_EVERY = 0.2
FIRST_TROUBLE = timedelta(seconds=12)  # after the start; by then it has begun

Kept = dict[Subject, str]


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who takes part. Newcomers only wait for an invitation that falls due in the first trouble.

    `acknowledged_within` is how many seconds a click may take.
    """

    clickers: int
    newcomers: int
    seed: int
    acknowledged_within: float


@dataclass(frozen=True, kw_only=True)
class Scene:
    """The people, their review, and how to reach what is kept about them."""

    slack: StandIn
    review: Review
    clickers: tuple[Clicker, ...]
    newcomers: tuple[Person, ...]
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def complaints(self) -> list[str]:
        """Everything that was not as promised so far."""
        return [complaint for clicker in self.clickers for complaint in clicker.complaints]

    async def play(self, troubles: Sequence[Trouble], *, whose: str) -> list[Verdict]:
        """Let everybody click through one trouble after the other; a verdict for each."""
        await until(lambda: all(clicker.person.dm() for clicker in self.clickers), within=INVITED_WITHIN)
        clicking = [asyncio.create_task(clicker.click_until(self.done)) for clicker in self.clickers]
        try:
            await self._is_back_since(time.monotonic())
            return [await self._endure(trouble, whose) for trouble in troubles]
        finally:
            self.done.set()
            await asyncio.gather(*clicking)

    async def _endure(self, trouble: Trouble, whose: str) -> Verdict:
        complained, began = len(self.complaints), time.monotonic()
        async with trouble.begin():
            await asyncio.sleep(trouble.seconds)
        ended = time.monotonic()
        back = await self._is_back_since(ended)
        found = self.complaints[complained:]
        if back is None:
            found.append(f"not everybody could save anything {BACK_WITHIN:.0f} s after {trouble.name} had ended")
        meanwhile = [a for clicker in self.clickers for a in clicker.attempts if a.began > began]
        refused = [a for a in meanwhile if a.told is Told.NOT_SAVED]
        figures = {
            "told not saved": f"{len(refused):,}",
            "slowest acknowledgement": f"{max((a.took for a in meanwhile), default=0):.1f} s",
            "back after": f"{back:.1f} s" if back is not None else "never",
        }
        name = f"{whose}: {trouble.name}, {ended - began:.0f} s"
        return Verdict(fault=name, trials=len(meanwhile), found=tuple(found), beside=tuple(figures.items()))

    async def _is_back_since(self, moment: float) -> float | None:
        """Seconds until everybody was told once more that something of theirs is saved; None where that took long."""

        def everybody_is() -> bool:
            return all(clicker.was_told_saved_since(moment) for clicker in self.clickers)

        return await until(everybody_is, within=BACK_WITHIN, since=moment)

    async def look_back(self, url: str, *, whose: str) -> Verdict:
        """Hold what is kept, and what everybody sees, against what they were told."""
        began = time.monotonic()
        everything = await self._settled(url)
        took, found, silent = time.monotonic() - began, list(self._untrue(everything)), 0
        for clicker, kept in zip(self.clickers, everything, strict=True):
            found += [f"{clicker.person.name}: {fault}" for fault in contradictions(clicker.attempts, kept)]
            silent += kept_in_silence(clicker.attempts, kept)
        found += [f"not so: {finding.subject}" for finding in await check(url) if not finding.fine]
        saved = sum(1 for clicker in self.clickers for a in clicker.attempts if a.told is Told.SAVED)
        figures = (("called not saved, yet kept", f"{silent}"), ("cards true after", f"{took:.0f} s"))
        name = f"{whose}: what was shown as saved, and the cards, afterwards"
        return Verdict(fault=name, trials=saved, found=tuple(found), beside=figures)

    async def _settled(self, url: str) -> list[Kept]:
        """What is kept of each clicker, once all they see is so, or after a while."""
        store, began = await open_store(url), time.monotonic()
        try:
            everything = await store.read(self._kept)
            while [*self._untrue(everything)] and time.monotonic() - began < BACK_WITHIN:
                await asyncio.sleep(1)
                everything = await store.read(self._kept)
        finally:
            await store.close()
        return everything

    def _kept(self, tx: Transaction) -> list[Kept]:
        return [kept_of(self.review, clicker, tx) for clicker in self.clickers]

    def _untrue(self, everything: Sequence[Kept]) -> Iterator[str]:
        """What people see that is not so."""
        for person in self.newcomers:
            if not person.dm():
                yield f"{person.name} was never invited"
        for clicker, kept in zip(self.clickers, everything, strict=True):
            if not is_true(clicker, kept):
                yield f"the card of {clicker.person.name} is not true"


def kept_of(review: Review, clicker: Clicker, tx: Transaction) -> Kept:
    """Everything that is kept of what somebody did."""
    who, kept = PersonId(clicker.person.id), Kept()
    for row_id, column in tx.reflections.columns_by_member(review, who).items():
        kept[What.ANSWER, row_id] = CANNOT if column is None else f"{column}"
    for row in clicker.edition.rows:
        if note := tx.reflections.find_note(review, who, row.id):
            kept[What.NOTE, row.id] = note.text
    return kept


def is_true(clicker: Clicker, kept: Kept) -> bool:
    """Whether somebody's card says how many rows they answered, and what they said and noted to the row on it."""
    card, whole, row = words(clicker.card()), len(clicker.edition.rows), row_on(clicker.card(), clicker.edition)
    answered = sum(1 for what, _ in kept if what is What.ANSWER)
    if f" {answered} of {whole} answered" not in card and (
        answered < whole or f"answered all {whole} rows" not in card
    ):
        return False
    if row is None:
        return True
    answer, note = kept.get((What.ANSWER, row)), kept.get((What.NOTE, row))
    said = "I can't say" if answer == CANNOT else f"column {answer}"
    answer_shown = f"Your answer: {said}." in card if answer else "Your answer:" not in card
    return answer_shown and (note in card if note else not has(clicker.card(), DELETE_NOTE))


async def until(holds: Callable[[], bool], *, within: float, since: float | None = None) -> float | None:
    """Seconds until it holds; None where it did not in that time."""
    began = time.monotonic() if since is None else since
    while not holds():
        if time.monotonic() - began > within:
            return None
        await asyncio.sleep(LOOKS_EVERY)
    return time.monotonic() - began


@asynccontextmanager
async def scene(url: str, cast: Cast) -> AsyncIterator[Scene]:
    """A review is kept in a new database, its invitations are due; the program has not been started."""
    async with StandIn(clock=WallClock(), enforce_rates=False, patience=2 * cast.acknowledged_within) as slack:
        home, chance = slack.workspace, Random(cast.seed)
        staff = [home.add_person(f"Colleague {n}") for n in range(1, cast.clickers + cast.newcomers + 1)]
        leader, facilitator = home.add_person("Careers Leader"), home.add_person("Deputy Head")
        room = home.add_channel("careers-review", members=[leader, facilitator, *staff], private=True)
        review = given.review(
            *(PersonId(person.id) for person in staff),
            workspace=WorkspaceId(home.id),
            facilitators=(PersonId(facilitator.id),),
            leaders=(PersonId(leader.id),),
            channel=ChannelId(room.id),
        )
        newcomers = staff[cast.clickers :]
        await _keep(url, review, {PersonId(person.id) for person in newcomers})
        edition = given.built_in()
        clickers = [_clicker(person, slack, edition, chance, cast) for person in staff[: cast.clickers]]
        yield Scene(slack=slack, review=review, clickers=tuple(clickers), newcomers=tuple(newcomers))


def _clicker(person: Person, slack: StandIn, edition: Edition, chance: Random, cast: Cast) -> Clicker:
    return Clicker(
        person=person,
        slack=slack,
        edition=edition,
        chance=Random(chance.random()),
        acknowledged_within=cast.acknowledged_within,
    )


async def _keep(url: str, review: Review, later: set[PersonId]) -> None:
    await upgrade(url)
    store, now = await open_store(url), datetime.now(UTC)
    try:
        await given.kept(store, review, at=now)
        for member in review.colleagues:
            at = now + FIRST_TROUBLE if member.person in later else now
            await store.write(partial(_owe, given.at_any_hour(given.invitation(review, member.person, at=at))))
    finally:
        await store.close()


def _owe(notice: PlannedNotice, tx: Transaction) -> None:
    tx.notices.plan(notice)
