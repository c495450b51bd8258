"""Settling on columns: recording one, giving a reason, agreeing several rows together, pulling one out of those."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.capabilities.agreement.use_cases.agenda import ClickedAgenda, clicked_agenda, read_agenda
from bot.capabilities.agreement.use_cases.asked import Asked, look_at_review, meeting_for
from bot.capabilities.agreement.use_cases.rows import ClickedRow, clicked_row, read_row
from maturity_model.agreement import Agreement, pull_out, record
from maturity_model.card import Place, row_card
from maturity_model.catalog import Column, RowId
from maturity_model.errors import AgreementChanged, NothingThere, NothingToAgreeTogether
from maturity_model.permission import Action
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class RecordAgreement:
    """The group settled on this column; `is_change` where another one stands. `place` is the card that was clicked."""

    asked: Asked
    row: RowId
    column: Column
    place: Place
    is_change: bool = False


@dataclass(frozen=True, kw_only=True)
class FindAgreement:
    """A facilitator wants to see what was agreed for this row."""

    asked: Asked
    row: RowId


@dataclass(frozen=True, kw_only=True)
class GiveReason:
    """Why the group settled on this column of this row; empty to take an earlier reason back."""

    asked: Asked
    row: RowId
    column: Column
    reason: str


@dataclass(frozen=True, kw_only=True)
class PullRowOut:
    """A member would rather talk about this row. `place` is the agenda that was clicked."""

    asked: Asked
    row: RowId
    place: Place


@dataclass(frozen=True, kw_only=True)
class AgreeTogether:
    """A facilitator wants to record every row that is still listed. `place` is the agenda that was clicked."""

    asked: Asked
    place: Place


async def record_agreement(store: Store, request: RecordAgreement, *, now: datetime) -> ClickedRow:
    """Record the column that the group settled on for an opened row; earlier ones stay in the history.

    The same column by the same person a second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        RowNotOpened: the meeting has not opened this row.
        RowAlreadyAgreed: somebody else's column stands, and this is not meant as a change of it.
    """

    def decide(tx: Transaction) -> ClickedRow:
        review = meeting_for(tx, request.asked)
        tx.meetings.get(review, request.row)
        standing = tx.agreements.find(review, request.row)
        new = Agreement(row=request.row, column=request.column, recorded_by=request.asked.person, recorded_at=now)
        _keep(tx, review, standing, record(standing, new, is_change=request.is_change))
        return clicked_row(tx, read_row(tx, review, request.row, tx.editions.of(review)), request.place, now=now)

    return await store.write(decide)


async def find_agreement(store: Store, request: FindAgreement) -> Agreement:
    """What stands for a row, for whoever may change it.

    Raises:
        NothingThere: the workspace has no such review, or nothing stands for the row.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
    """

    def look(tx: Transaction) -> Agreement:
        review = look_at_review(tx, request.asked)
        review.require_stage(Stage.AGREEING)
        standing = tx.agreements.find(review, request.row)
        if standing is None:
            raise NothingThere
        return standing

    return await store.read(look)


async def give_reason(store: Store, request: GiveReason, *, now: datetime) -> None:
    """Keep why the group settled on a column; it replaces an earlier reason, and the same one changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        AgreementChanged: this column does not stand any more.
        TextTooLong: the reason is longer than can be shown.
    """

    def decide(tx: Transaction) -> None:
        review = meeting_for(tx, request.asked)
        standing = tx.agreements.find(review, request.row)
        if standing is None or standing.column != request.column:
            raise AgreementChanged(request.row)
        _keep(tx, review, standing, replace(standing, reason=request.reason or None))
        tx.cards.mark(review, row_card(request.row), due_at=now)

    await store.write(decide)


async def pull_row_out(store: Store, request: PullRowOut, *, now: datetime) -> ClickedAgenda:
    """Take a row from those to be agreed together, so that it is talked about; the second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person does not take part in it.
        WrongStage: the meeting is not open.
        RowNotOpened: the meeting has not opened this row.
        RowAlreadyAgreed: it was agreed before.
    """

    def decide(tx: Transaction) -> ClickedAgenda:
        review = meeting_for(tx, request.asked, Action.PULL_OUT_ROW)
        opened = tx.meetings.get(review, request.row)
        standing = tx.agreements.find(review, request.row)
        tx.meetings.put(review, pull_out(opened, standing, by=request.asked.person))
        tx.cards.mark(review, row_card(request.row), due_at=now)
        return clicked_agenda(tx, read_agenda(tx, review, tx.editions.of(review)), request.place, now=now)

    return await store.write(decide)


async def agree_together(store: Store, request: AgreeTogether, *, now: datetime) -> ClickedAgenda:
    """Record the proposed column of every row that is still listed to be agreed together.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
        NothingToAgreeTogether: none is listed any more, for instance the second time.
    """

    def decide(tx: Transaction) -> ClickedAgenda:
        review, person = meeting_for(tx, request.asked), request.asked.person
        edition = tx.editions.of(review)
        listed = read_agenda(tx, review, edition).listed
        if not listed:
            raise NothingToAgreeTogether
        for row, column in listed.items():
            together = Agreement(row=row, column=column, recorded_by=person, recorded_at=now, together=True)
            tx.agreements.put(review, together)
            tx.cards.mark(review, row_card(row), due_at=now)
        return clicked_agenda(tx, read_agenda(tx, review, edition), request.place, now=now)

    return await store.write(decide)


def _keep(tx: Transaction, review: Review, standing: Agreement | None, kept: Agreement) -> None:
    if kept != standing:
        tx.agreements.put(review, kept)
