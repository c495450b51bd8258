"""Going from row to row: opening one, which freezes its answers, going on to the next, parking one."""

from dataclasses import dataclass
from datetime import datetime

from bot.capabilities.agreement.use_cases.agenda import read_agenda
from bot.capabilities.agreement.use_cases.asked import Asked, meeting_for
from bot.capabilities.agreement.use_cases.channel import HEALS_AFTER, put_agenda, put_row
from maturity_model.agreement import Agreement, OpenedRow, park
from maturity_model.card import AGENDA_CARD, CardMark, Place, row_card
from maturity_model.catalog import Edition, Row, RowId
from maturity_model.disclosure import Audience, Disclosed, Moment, disclose
from maturity_model.ids import ReviewId, WorkspaceId
from maturity_model.review import Review
from storage.spreads import spread_of
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class RowOnTable:
    """A row that the meeting has opened, as everybody in its channel may see it. `agreed` counts rows of the review."""

    review: Review
    edition: Edition
    row: Row
    opened: OpenedRow
    disclosed: Disclosed
    agreement: Agreement | None
    agreed: int


@dataclass(frozen=True, kw_only=True)
class ClickedRow:
    """The row whose card somebody clicked, as it stands now, with the promise to draw it."""

    on_table: RowOnTable
    mark: CardMark | None


@dataclass(frozen=True, kw_only=True)
class OpenRow:
    """A facilitator wants to talk about this row now."""

    asked: Asked
    row: RowId


@dataclass(frozen=True, kw_only=True)
class OpenNextRow:
    """A facilitator wants to go on from this row, or from the beginning."""

    asked: Asked
    after: RowId | None


@dataclass(frozen=True, kw_only=True)
class NextRow:
    """The row that comes next, None where all are agreed; `is_new` where its card comes into the channel now."""

    row: RowId | None
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class ParkRow:
    """A facilitator wants to put this row off to the end. `place` is the card that was clicked."""

    asked: Asked
    row: RowId
    place: Place


async def open_row(store: Store, request: OpenRow, *, now: datetime) -> None:
    """Open a row, which freezes its answers, and put its card into the channel.

    A row that is open already keeps its answers; its card comes once more, below everything.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        UnknownRow: the review's edition has no such row.
    """

    def decide(tx: Transaction) -> None:
        review = meeting_for(tx, request.asked)
        _bring_up(tx, review, tx.editions.of(review).row(request.row).id, now=now)

    await store.write(decide)


async def open_next_row(store: Store, request: OpenNextRow, *, now: datetime) -> NextRow:
    """Open the next row in the meeting's order and put its card into the channel.

    Asked twice from the same place it stays with the row it went to. Where all rows are agreed, the agenda comes into
    the channel instead, so that the meeting can be finished.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        UnknownRow: the review's edition has no such row as the one gone on from.
    """

    def decide(tx: Transaction) -> NextRow:
        review = meeting_for(tx, request.asked)
        edition = tx.editions.of(review)
        agenda = read_agenda(tx, review, edition)
        row = agenda.next_after(edition.row(request.after).id if request.after else None)
        if row is None:
            put_agenda(tx, review, now=now)
        elif row != agenda.shown:
            _bring_up(tx, review, row, now=now)
        return NextRow(row=row, is_new=row is not None and row != agenda.shown)

    return await store.write(decide)


async def park_row(store: Store, request: ParkRow, *, now: datetime) -> ClickedRow:
    """Put a row off to the end of the meeting; the second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        RowNotOpened: the meeting has not opened this row.
        RowAlreadyAgreed: there is nothing left to put off.
    """

    def decide(tx: Transaction) -> ClickedRow:
        review = meeting_for(tx, request.asked)
        opened = tx.meetings.get(review, request.row)
        tx.meetings.put(review, park(opened, tx.agreements.find(review, request.row)))
        return clicked_row(tx, read_row(tx, review, request.row, tx.editions.of(review)), request.place, now=now)

    return await store.write(decide)


async def row_of(store: Store, workspace: WorkspaceId, review: ReviewId, row: RowId) -> RowOnTable:
    """An opened row as it stands now, to be drawn.

    Raises:
        NothingThere: the workspace has no such review.
        RowNotOpened: the meeting has not opened it.
    """

    def look(tx: Transaction) -> RowOnTable:
        kept = tx.reviews.get(workspace, review)
        return read_row(tx, kept, row, tx.editions.of(kept))

    return await store.read(look)


def read_row(tx: Transaction, review: Review, row: RowId, edition: Edition) -> RowOnTable:
    """An opened row as it stands now.

    Raises:
        RowNotOpened: the meeting has not opened it.
    """
    opened = tx.meetings.get(review, row)
    notes = tx.reflections.list_notes_by_row(review, row)
    agreements = {each.row: each for each in tx.agreements.list_by_review(review)}
    return RowOnTable(
        review=review,
        edition=edition,
        row=edition.row(row),
        opened=opened,
        disclosed=disclose(opened.spread, notes, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED),
        agreement=agreements.get(row),
        agreed=len(agreements),
    )


def clicked_row(tx: Transaction, on_table: RowOnTable, place: Place, *, now: datetime) -> ClickedRow:
    """Promise to draw the row's card where it was clicked, and the agenda with it."""
    review, subject = on_table.review, row_card(on_table.row.id)
    tx.cards.mark(review, AGENDA_CARD, due_at=now)
    mark = tx.cards.mark(review, subject, due_at=now + HEALS_AFTER, place=place)
    return ClickedRow(on_table=on_table, mark=mark)


def _bring_up(tx: Transaction, review: Review, row: RowId, *, now: datetime) -> None:
    if row not in review.opened_rows:
        spread = spread_of(review, tx.reflections.list_by_row(review, row))
        tx.meetings.put(review, OpenedRow(row=row, spread=spread, opened_at=now))
    put_row(tx, review, row, now=now)
    tx.cards.mark(review, AGENDA_CARD, due_at=now)
