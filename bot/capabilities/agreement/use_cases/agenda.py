"""The agenda of a meeting: every row in the order chosen, and how far each has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.capabilities.agreement.use_cases.channel import HEALS_AFTER, row_shown
from maturity_model.agenda import Order, in_order, next_open
from maturity_model.agreement import OpenedRow
from maturity_model.card import AGENDA_CARD, CardMark, Place
from maturity_model.catalog import Column, Edition, Row, RowId
from maturity_model.disclosure import Audience, Moment, disclose
from maturity_model.review import Review
from maturity_model.spread import NO_ANSWERS, Closeness, Spread
from storage.spreads import spreads_today
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    """One row of an agenda. `closeness` is the word that may be said of it."""

    row: Row
    closeness: Closeness | None
    opened: OpenedRow | None = None
    agreed_at: Column | None = None

    @property
    def is_parked(self) -> bool:
        """Whether it was put off to the end."""
        return self.agreed_at is None and self.opened is not None and self.opened.parked

    @property
    def listed_at(self) -> Column | None:
        """The column proposed where the row stands among those to be agreed together."""
        listed = self.agreed_at is None and self.opened is not None and self.opened.is_listed
        return self.opened.to_agree_together if self.opened and listed else None


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """A meeting's rows in the order chosen. `shown` is the row whose card was put into the channel last.

    `setting_name` is whose meeting it is, where the workspace holds several settings.
    """

    review: Review
    edition: Edition
    rows: tuple[AgendaRow, ...]
    shown: RowId | None
    setting_name: str | None = None

    @property
    def order(self) -> Order:
        """How the rows are ordered."""
        return order_of(self.review)

    @property
    def agreed(self) -> int:
        """How many rows are agreed."""
        return len(self.rows) - len(self.left)

    @property
    def left(self) -> tuple[AgendaRow, ...]:
        """The rows that are not agreed."""
        return tuple(row for row in self.rows if row.agreed_at is None)

    @property
    def listed(self) -> Mapping[RowId, Column]:
        """The rows that may be agreed together, each with the column proposed."""
        return {row.row.id: row.listed_at for row in self.rows if row.listed_at is not None}

    @property
    def parked(self) -> tuple[AgendaRow, ...]:
        """The rows that come back at the end."""
        return tuple(row for row in self.rows if row.is_parked)

    def next_after(self, row: RowId | None) -> RowId | None:
        """The row to talk about next, None once all are agreed.

        Rows listed to be agreed together come up only when nothing else is left.
        """
        order = [each.row.id for each in self.rows]
        agreed = {each.row.id for each in self.rows if each.agreed_at is not None}
        parked = {each.row.id for each in self.parked}
        to_talk_about = next_open(order, done=agreed | self.listed.keys(), parked=parked, after=row)
        return to_talk_about or next_open(order, done=agreed, parked=parked, after=row)


@dataclass(frozen=True, kw_only=True)
class ClickedAgenda:
    """The agenda that somebody clicked, as it stands now, with the promise to draw it."""

    agenda: Agenda
    mark: CardMark | None


def clicked_agenda(tx: Transaction, agenda: Agenda, place: Place, *, now: datetime) -> ClickedAgenda:
    """Promise to draw the agenda where it was clicked."""
    mark = tx.cards.mark(agenda.review, AGENDA_CARD, due_at=now + HEALS_AFTER, place=place)
    return ClickedAgenda(agenda=agenda, mark=mark)


def read_agenda(tx: Transaction, review: Review, edition: Edition) -> Agenda:
    """The agenda of an opened meeting as it stands now."""
    opened = {each.row: each for each in tx.meetings.list_by_review(review)}
    agreed = {each.row: each.column for each in tx.agreements.list_by_review(review)}
    spreads = {**spreads_today(tx, review), **{row: each.spread for row, each in opened.items()}}
    order = in_order(edition, spreads, order_of(review))
    return Agenda(
        review=review,
        edition=edition,
        rows=tuple(
            AgendaRow(
                row=edition.row(row),
                closeness=_word(spreads.get(row, NO_ANSWERS)),
                opened=opened.get(row),
                agreed_at=agreed.get(row),
            )
            for row in order
        ),
        shown=row_shown(tx, review),
        setting_name=tx.settings.find_name(review.workspace, review.setting),
    )


def order_of(review: Review) -> Order:
    """How the review's meeting takes its rows."""
    return Order(review.order or Order.MODEL)


def _word(spread: Spread) -> Closeness | None:
    return disclose(spread, audience=Audience.CHANNEL, moment=Moment.MEETING_OPEN).closeness
