"""A colleague who reflects: reads each card, thinks, and presses what fits their opinion."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.capabilities.reflection.cards import modals, values
from bot.kit.buttons import BEGIN, RESUME
from bot.kit.questions import role_labels
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.cast import Opinion, Part
from bot.rehearsal.reading import choice, has, heading, row_on
from bot.rehearsal.stand_in import Message
from bot.rehearsal.stand_in.finding import elements_of
from maturity_model.catalog import Column, Edition, RowId

REFLECTION = "reflection"
"""What the actions of a colleague's card begin with."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the cast. `pressed` is what they have answered so far, by row."""

    part: Part
    actor: Actor
    edition: Edition
    opinions: Mapping[RowId, Opinion]
    pressed: dict[RowId, Column | None] = field(default_factory=dict)

    def card(self) -> Message:
        """The one card in their direct messages, as it stands now.

        Raises:
            NotAsPromised: there is none, or more than one.
        """
        cards = self._cards()
        if len(cards) != 1:
            raise NotAsPromised(f"{self.part.name} has {len(cards)} cards")
        return cards[0]

    def row(self) -> RowId | None:
        """The row on their card; none while the card is on its way to the end of their messages."""
        return row_on(self.card(), self.edition) if self._cards() else None

    def can_answer(self) -> bool:
        """Whether a row is before them that takes an answer."""
        return any(has(card, values.CANNOT_SAY) for card in self._cards())

    async def sits_down(self) -> bool:
        """Have a row before them, if there is one to answer: begin, or carry on from where they stopped.

        Whoever was not invited, has answered everything or said that that's all, does not sit down.
        """
        if not self._cards():
            return False
        if has(self.card(), values.ROLE):
            await self.begin()
        elif has(self.card(), values.ALL_DONE) and self.row() is None:
            await self.actor.press(self.card(), BEGIN)
            await self.actor.until(lambda: self.row() is not None, "the row where they stopped")
        return self.can_answer()

    async def begin(self) -> None:
        """Read the invitation, say what they do here, and go to the first row."""
        await self.actor.think()
        role = choice(self.card(), values.ROLE, role_labels()[self.part.role.name])
        await self.actor.press(self.card(), values.ROLE, chosen=role)
        await self.actor.press(self.card(), BEGIN)
        await self.actor.until(lambda: self.row() is not None, "the first row")

    async def carry_on(self) -> None:
        """Come back another day, by way of Home: the card comes anew, at the end of their messages."""
        before = self.card()
        await self.actor.think()
        await self.actor.press_home(RESUME)
        await self.actor.read_modal()
        await self.actor.until(lambda: self.row() is not None and self.card().ts != before.ts, "their card")

    async def leave(self) -> None:
        """Finish later."""
        await self.actor.press(self.card(), values.LATER)
        await self.actor.until(lambda: self.row() is None, "a card to come back to")

    async def answer(self) -> None:
        """Think about the row on the card, note something down where they want to, and choose.

        Raises:
            NotAsPromised: there is no row on the card, or an answer does not bring the next one.
        """
        row = self.row()
        if row is None:
            raise NotAsPromised(f"{self.part.name} looked for a row and saw “{heading(self.card())}”")
        await self.actor.think()
        await self._note(row)
        column = self.opinions[row].column
        await self.actor.press(self.card(), values.CANNOT_SAY if column is None else f"{values.CHOOSE}:{column}")
        self.pressed[row] = column
        await self.actor.until(lambda: self.row() != row, "the next row")

    def _cards(self) -> list[Message]:
        return [message for message in self.actor.person.dm() if _is_card(message)]

    async def _note(self, row: RowId) -> None:
        note = self.opinions[row].note
        if note is None:
            return
        await self.actor.press(self.card(), values.NOTE)
        await self.actor.modal(values.SAVE_NOTE)
        shown = [modals.YES] if note.may_be_shown else []
        await self.actor.submit({modals.NOTE_FIELD: note.text, modals.SHOWN_FIELD: shown})
        await self.actor.until(lambda: has(self.card(), values.DELETE_NOTE), "the note to show on the card")


def _is_card(message: Message) -> bool:
    """A reminder leads to the card and is none: all that it has of it is the way back."""
    actions = {element["action_id"] for _, element in elements_of(message.blocks)}
    return any(action.startswith(f"{REFLECTION}.") for action in actions - {RESUME})
