"""A colleague who reflects while the bot is killed again and again: after an error, they press once more."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.values import (
    BACK,
    CANNOT_SAY,
    CHOOSE,
    JUMP,
    LATER,
    SKIP,
    TAKE_BACK,
    ColumnChoice,
)
from bot.kit.buttons import BEGIN, RESUME, OfRow
from bot.rehearsal.reading import choices, has
from bot.rehearsal.stand_in import Answer, Message, Person, StandIn
from bot.rehearsal.stand_in.values import Json
from maturity_model.catalog import COLUMNS, Column
from maturity_model.ids import PersonId
from tests.torture.kill_history import NOTHING, History, Press

MOVES = {  # how often somebody presses each thing of those on their card
    **{f"{CHOOSE}:{column}": 20.0 for column in COLUMNS},
    CANNOT_SAY: 10.0,
    TAKE_BACK: 4.0,
    BACK: 8.0,
    SKIP: 3.0,
    JUMP: 6.0,
    LATER: 1.0,
    BEGIN: 20.0,
}
OFTEN_BY_WAY_OF_HOME = 0.01
THINKS, LOOKS_FOR, COMES_BACK_AFTER, WAITS_FOR_CARD = 0.3, 1.0, 0.8, 5.0  # seconds at most
NOBODY_LISTENED = "not reached: ClientConnectorError"


@dataclass(kw_only=True)
class Colleague:
    """Somebody with a hurry of their own, who presses nothing that is not on their newest card.

    `errors` are what Slack showed them beside a button, other than that the bot did not answer.
    """

    person: Person
    slack: StandIn
    dice: Random
    history: History
    errors: list[str] = field(default_factory=list)

    async def reflect(self, stop: asyncio.Event) -> None:
        """Go on until told to stop."""
        while not stop.is_set():
            await asyncio.sleep(self.dice.uniform(0, THINKS))
            card = self.card() or await self._wait_for_card()
            if card is None or self.dice.random() < OFTEN_BY_WAY_OF_HOME:
                await self.come_by_home()
            elif not await self._press_something(card):
                await asyncio.sleep(self.dice.uniform(0, COMES_BACK_AFTER))

    def card(self) -> Message | None:
        """The newest message of theirs that has something to press."""
        return next((message for message in reversed(self.person.dm()) if message.blocks), None)

    async def _wait_for_card(self) -> Message | None:
        await asyncio.sleep(self.dice.uniform(0, WAITS_FOR_CARD))
        return self.card()

    async def _press_something(self, card: Message) -> bool:
        """Press something that is on the card; whether something came of it."""
        there = [action for action in MOVES if has(card, action)]
        (action,) = self.dice.choices(there, [MOVES[action] for action in there])
        chosen = self.dice.choice(list(choices(card, JUMP).values())) if action == JUMP else None
        payload = self.person.click_payload(card, action_id=action, chosen=chosen)
        press = answer_in(payload)
        if press is None:
            return await self._turn(card, payload)
        return await self._answer(card, payload, press)

    async def _turn(self, card: Message, payload: Json) -> bool:
        answer = await self._send(payload)
        return answer.ok and await self._turns(card)

    async def _answer(self, card: Message, payload: Json, press: Press) -> bool:
        press.sent_at = time.monotonic()
        self.history.presses.append(press)
        answer = await self._send(payload)
        self.history.note_answer(press, acknowledged=answer.ok, reached=answer.problem != NOBODY_LISTENED)
        press.shown = answer.ok and await self._turns(card)
        return answer.ok

    async def _turns(self, card: Message) -> bool:
        """Wait until the card turns; it does not where they are told instead that something went wrong."""
        told = len(self.person.whispers())
        await self._see(lambda: self.card() is not card or len(self.person.whispers()) > told)
        return self.card() is not card and len(self.person.whispers()) == told

    async def _send(self, payload: Json) -> Answer:
        answer = await self.person.workspace.interact(payload)
        if not answer.ok and not answer.problem.startswith(("not reached", "operation_timeout")):
            self.errors.append(f"{self.person.name} saw an error: {answer.problem}")
        return answer

    async def come_by_home(self) -> None:
        """Ask on Home for the card at the end of the messages, and wait for it a little."""
        while self.person.modal():
            await self.person.close_modal()
        before = self.card()
        if not (await self.person.open_home()).ok:
            await asyncio.sleep(self.dice.uniform(0, COMES_BACK_AFTER))
            return
        await self._see(self._has_way_back)
        if self._has_way_back() and (await self.person.click_home(action_id=RESUME)).ok:
            await self._see(lambda: self.card() not in (None, before))

    def _has_way_back(self) -> bool:
        home = self.person.home()
        return home is not None and has(home, RESUME)

    async def _see(self, holds: Callable[[], bool]) -> bool:
        with contextlib.suppress(TimeoutError):
            await self.slack.eventually(holds, within=LOOKS_FOR)
        return holds()


def answer_in(payload: Json) -> Press | None:
    """The answer that a click gives, read from the very button that was pressed; None where it gives none."""
    pressed, person = payload["actions"][0], PersonId(payload["user"]["id"])
    action = pressed["action_id"].partition(":")[0]
    if action == CHOOSE:
        choice = ColumnChoice.decode(pressed["value"])
        return Press(person=person, row=choice.row, said=texts.answer(Column(choice.column)))
    if action in (CANNOT_SAY, TAKE_BACK):
        said = texts.CANNOT_SAY if action == CANNOT_SAY else NOTHING
        return Press(person=person, row=OfRow.decode(pressed["value"]).row, said=said)
    return None
