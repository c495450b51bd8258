"""Colleagues who click without a break, each from card to card, and write down what they were told."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from bot.capabilities.reflection.cards.modals import NOTE_FIELD
from bot.capabilities.reflection.cards.values import CANNOT_SAY, CHOOSE, JUMP, NOTE
from bot.kit.buttons import BEGIN
from bot.kit.words import NOT_SAVED
from bot.rehearsal.reading import choices, has, row_on
from bot.rehearsal.stand_in import Answer, Message, Person, StandIn
from maturity_model.catalog import COLUMNS, Edition, RowId
from tests.torture.told import Attempt, Told, What

PAUSE = (0.05, 0.5)  # seconds between somebody's clicks
SHOWN_WITHIN = 10.0  # seconds until something must have come of a click that was acknowledged
AFTERTHOUGHT = 0.3  # a sweep may turn the card while "not saved" is on its way
CANNOT = "cannot say"


@dataclass(kw_only=True)
class Clicker:
    """A colleague. `attempts` is what they tried, `complaints` whatever was not as promised meanwhile.

    `acknowledged_within` is how many seconds they give the bot before that is a complaint.
    """

    person: Person
    slack: StandIn
    edition: Edition
    chance: Random
    acknowledged_within: float
    attempts: list[Attempt] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def card(self) -> Message:
        """Their one card, as it stands now."""
        return self.person.dm()[-1]

    async def click_until(self, done: asyncio.Event) -> None:
        """Click, pause, and click again."""
        while not done.is_set():
            await self._click_once()
            await asyncio.sleep(self.chance.uniform(*PAUSE))

    def was_told_saved_since(self, moment: float) -> bool:
        """Whether something they did since then was shown as saved."""
        return any(attempt.told is Told.SAVED and attempt.began > moment for attempt in self.attempts)

    async def _click_once(self) -> None:
        row = row_on(self.card(), self.edition)
        if has(self.card(), BEGIN):
            await self._press(BEGIN)
        elif row is None:
            await self._press(JUMP, chosen=self.chance.choice(list(choices(self.card(), JUMP).values())))
        elif self.chance.random() < 1 / 8:
            await self._note(row)
        else:
            await self._answer(row)

    async def _answer(self, row: RowId) -> None:
        column = self.chance.choice((*COLUMNS, None))
        began = time.monotonic()
        told, took = await self._press(CANNOT_SAY if column is None else f"{CHOOSE}:{column}")
        self._write_down(What.ANSWER, row, str(column or CANNOT), told, (began, took))

    async def _note(self, row: RowId) -> None:
        await self._press(NOTE)
        view, began = self.person.modal(), time.monotonic()
        if view is None:
            return
        wanted = f"Thought {len(self.attempts)}"
        answer = await self._timed(lambda: self.person.submit({NOTE_FIELD: wanted}))
        told = Told.SAVED if answer.ok and not answer.body else self._told_below(answer)
        self._write_down(What.NOTE, row, wanted, told, (began, answer.seconds))
        self.person.screen.modals.clear()

    async def _press(self, action: str, *, chosen: str | None = None) -> tuple[Told, float]:
        """Press it; gives what they saw come of it, and the seconds until it was acknowledged."""
        before, heard, modal = self.card().blocks, len(self.person.whispers()), self.person.modal()

        def has_moved() -> bool:
            return self.card().blocks != before or self.person.modal() is not modal

        def has_come() -> bool:
            return len(self.person.whispers()) > heard or has_moved()

        answer = await self._timed(lambda: self.person.click(self.card(), action_id=action, chosen=chosen))
        if await self._comes(has_come, within=SHOWN_WITHIN) and has_moved():
            await self._comes(lambda: len(self.person.whispers()) > heard, within=AFTERTHOUGHT)
        if len(self.person.whispers()) > heard:
            return self._told_aside(), answer.seconds
        if has_moved():
            return Told.SAVED, answer.seconds
        self.complaints.append(f"{self.person.name} pressed {action} and was told nothing")
        return Told.NOTHING, answer.seconds

    async def _timed(self, do: Callable[[], Awaitable[Answer]]) -> Answer:
        answer = await do()
        if not answer.ok or answer.seconds > self.acknowledged_within:
            trouble = answer.problem or "late"
            self.complaints.append(f"a click of {self.person.name} was acknowledged {trouble}: {answer.seconds:.1f} s")
        return answer

    async def _comes(self, holds: Callable[[], bool], *, within: float) -> bool:
        try:
            await self.slack.eventually(holds, within=within)
        except TimeoutError:
            return False
        return True

    def _told_aside(self) -> Told:
        return self._judged(self.person.whispers()[-1].text)

    def _told_below(self, answer: Answer) -> Told:
        errors = answer.body.get("errors", {})
        return self._judged(next(iter(errors.values()), "nothing"))

    def _judged(self, said: str) -> Told:
        if said == NOT_SAVED:
            return Told.NOT_SAVED
        self.complaints.append(f"{self.person.name} was told “{said}” instead of “{NOT_SAVED}”")
        return Told.NOTHING

    def _write_down(self, what: What, row: RowId, wanted: str, told: Told, when: tuple[float, float]) -> None:
        began, took = when
        self.attempts.append(Attempt(what=what, row=row, wanted=wanted, told=told, began=began, took=took))
