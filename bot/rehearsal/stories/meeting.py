"""The agreement meeting: the facilitator goes through the rows, and the group settles on a column for each."""

import re
from dataclasses import dataclass, field
from random import Random

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards import values
from bot.kit.buttons import OPEN_MEETING
from bot.kit.meeting_parts import ORDERS
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.cast import tendency
from bot.rehearsal.reading import choice, choices, counts_in, has, most_chosen, row_on, words
from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Message
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_until
from maturity_model.agenda import Order
from maturity_model.catalog import COLUMNS, Column, RowId

AGREED = re.compile(r"(\d+) of (\d+) agreed")
ORDER = next(variant for variant, order in ORDERS.items() if order is Order.WIDEST_FIRST)
OPENING = f"{OPEN_MEETING}:{ORDER}"
OFTEN_ANOTHER_COLUMN = 0.15
OFTEN_A_REASON = 0.3
PARKED = 2  # how many rows were talked about before the one that is put off
REASONS = (
    "We do all of it, though not yet for everybody.",
    "Those who work on it every day convinced the rest of us.",
    "Most of the next column is there, but it isn't written down.",
    "It was different last year; we went by what happens now.",
)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The meeting as the facilitator lives it. `recorded` is the column they recorded for each row talked about."""

    on: Scene
    show: Show
    recorded: dict[RowId, Column] = field(default_factory=dict)
    parked: set[RowId] = field(default_factory=set)

    async def hold(self) -> None:
        """Open the meeting, agree every row, think again about one, and finish."""
        await self.open()
        await self._pull_one_out()
        await self._agree_together()
        card = self._agenda()
        while self._left():
            card = await self._go_on_from(card)
            await self._talk_about(card)
        if self.recorded:
            await self._think_again_about(card)
        await self._facilitator.press(self._agenda(), values.FINISH)

    async def open(self) -> None:
        """Wait for the hour, and open the meeting with the button that comes then; the agenda comes."""
        await live_until(self.on, self.on.meets_at)
        await self._facilitator.until(lambda: bool(self._openings()), "the button that opens the meeting")
        await self._facilitator.press(self._openings()[-1], OPENING)
        await self._facilitator.until(lambda: bool(self._agendas()), "the agenda")

    @property
    def _facilitator(self) -> Actor:
        return self.on.facilitator

    async def _pull_one_out(self) -> None:
        """Somebody would rather talk about the first row that is listed."""
        listed = list(choices(self._agenda(), values.PULL_OUT))
        if listed:
            somebody = self.on.colleagues[-1].actor
            wanted = choice(self._agenda(), values.PULL_OUT, listed[0])
            await somebody.press(self._agenda(), values.PULL_OUT, chosen=wanted)
            await somebody.until(lambda: listed[0] not in choices(self._agenda(), values.PULL_OUT), "the row to be out")

    async def _agree_together(self) -> None:
        if not has(self._agenda(), values.AGREE_TOGETHER):
            return
        await self._facilitator.think(60, 120)
        await self._facilitator.press(self._agenda(), values.AGREE_TOGETHER)
        await self._facilitator.until(lambda: self._agreed() > 0, "the listed rows to be agreed")
        for _ in range(self._agreed()):
            self.show.step()

    async def _go_on_from(self, card: Message) -> Message:
        """Open the next row, and find its card below everything."""
        row = row_on(card, self.on.edition)
        await self._facilitator.press(card, values.NEXT_ROW)
        await self._facilitator.until(lambda: self._row_shown() not in (None, row), "the next row's card")
        return self._row_cards()[-1]

    async def _talk_about(self, card: Message) -> None:
        """Everybody says why; then a column is recorded, or the row is put off."""
        row = row_on(card, self.on.edition)
        if row is None:
            raise NotAsPromised("the card in the channel is about no row")
        await self._facilitator.think(45, 90)
        if len(self.recorded) == PARKED and not self.parked and self._left() > 1:
            await self._facilitator.press(card, values.PARK)
            self.parked.add(row)
            await self._facilitator.until(lambda: not has(self._now(card), values.PARK), "the row to be parked")
            return
        await self._record(card, row)

    async def _record(self, card: Message, row: RowId) -> None:
        dice = Random(f"{self.on.seed} meeting {row}")
        counts = counts_in(card.text)
        column = most_chosen(counts) if counts else tendency(row, self.on.seed)
        if dice.random() < OFTEN_ANOTHER_COLUMN:
            column = dice.choice([other for other in COLUMNS if abs(other - column) == 1])
        agreed = self._agreed()
        await self._facilitator.press(card, f"{values.RECORD}:{column}")
        self.recorded[row] = column
        self.show.step()
        await self._facilitator.until(lambda: has(self._now(card), values.EXPLAIN), "the column to be recorded")
        await self._facilitator.until(lambda: self._agreed() > agreed, "the agenda to count the row")
        if dice.random() < OFTEN_A_REASON:
            await self._explain(card, dice.choice(REASONS))

    async def _explain(self, card: Message, reason: str) -> None:
        await self._facilitator.press(card, values.EXPLAIN)
        await self._facilitator.modal(values.GIVE_REASON)
        await self._facilitator.submit({values.REASON: reason})
        await self._facilitator.until(lambda: texts.reason(reason) in words(self._now(card)), "the reason to show")

    async def _think_again_about(self, card: Message) -> None:
        """The row on the card belongs one column further, or one back."""
        row = row_on(card, self.on.edition)
        if row is None:
            raise NotAsPromised("the card in the channel is about no row")
        column = min(other for other in COLUMNS if abs(other - self.recorded[row]) == 1)
        await self._facilitator.think()
        wanted = choice(self._now(card), values.CHANGE, texts.agree_column(column))
        await self._facilitator.press(card, values.CHANGE, chosen=wanted)
        self.recorded[row] = column
        await self._facilitator.until(lambda: texts.agreed_column(column) in words(self._now(card)), "the change")

    # what stands in the channel

    def _openings(self) -> list[Message]:
        """What the facilitator was sent at the hour."""
        return [message for message in self._facilitator.person.dm() if has(message, OPENING)]

    def _agenda(self) -> Message:
        return self._agendas()[-1]

    def _agendas(self) -> list[Message]:
        return [message for message in self.on.room.messages() if has(message, values.FINISH)]

    def _row_cards(self) -> list[Message]:
        return [message for message in self.on.room.messages() if row_on(message, self.on.edition)]

    def _row_shown(self) -> RowId | None:
        cards = self._row_cards()
        return row_on(cards[-1], self.on.edition) if cards else None

    def _now(self, card: Message) -> Message:
        return self.on.room.log[card.ts]

    def _agreed(self) -> int:
        """How many rows are agreed, as the agenda says."""
        found = AGREED.search(words(self._agenda()))
        if found is None:
            raise NotAsPromised("the agenda does not say how many rows are agreed")
        return int(found[1])

    def _left(self) -> int:
        return len(self.on.edition.rows) - self._agreed()
