"""Adding an action to an agreed row."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.capabilities.actions.use_cases.asked import hours_of, plan_reminders
from maturity_model.action import ReviewAction, require_due_ahead
from maturity_model.catalog import Edition, RowId
from maturity_model.errors import NoRowAgreed, RowNotAgreed
from maturity_model.ids import ActionId, PersonId, ReviewId, WorkspaceId
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class PrepareAction:
    """A careers leader is about to add an action, to this row where they pressed there."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    row: RowId | None = None


@dataclass(frozen=True, kw_only=True)
class Addable:
    """The rows of a review that an action can be added to, in model order, and the one it is about so far."""

    review: Review
    edition: Edition
    rows: tuple[RowId, ...]
    row: RowId | None


@dataclass(frozen=True, kw_only=True)
class AddAction:
    """A careers leader says who will do what about a row, and by when; `action` is made with the form."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    action: ActionId
    row: RowId
    text: str
    owner: PersonId
    due_on: date


async def prepare_action(store: Store, request: PrepareAction) -> Addable:
    """What an action can be added to.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the meeting is not open yet, or the review was cancelled.
        NoRowAgreed: nothing is agreed.
        RowNotAgreed: the row they pressed at is not.
    """

    def look(tx: Transaction) -> Addable:
        review = tx.reviews.get(request.workspace, request.review)
        _require_addable(tx, review, request.person)
        edition = tx.editions.of(review)
        rows = _agreed_rows(tx, review, edition)
        if not rows:
            raise NoRowAgreed
        if request.row is not None and request.row not in rows:
            raise RowNotAgreed(request.row)
        return Addable(review=review, edition=edition, rows=rows, row=request.row)

    return await store.read(look)


async def add_action(store: Store, request: AddAction, *, zone: tzinfo, now: datetime) -> ReviewAction:
    """Keep an action and owe its owner the reminders; the same form sent in twice adds one.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the meeting is not open yet, or the review was cancelled.
        RowNotAgreed: the row is not agreed.
        ActionTextMissing: it says nothing.
        TextTooLong: it says more than can be kept.
        DueDateInThePast: its day is not after today.
        DueDateTooFarAway: its day is more than two years ahead.
    """

    def decide(tx: Transaction) -> ReviewAction:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        _require_addable(tx, review, request.person)
        if tx.agreements.find(review, request.row) is None:
            raise RowNotAgreed(request.row)
        hours = hours_of(tx, review, zone)
        require_due_ahead(request.due_on, today=hours.day_of(now))
        tx.actions.add(_new(review, request), at=now)
        plan_reminders(tx, review, hours, now)
        return tx.actions.get(request.workspace, request.action)

    return await store.write(decide)


def _require_addable(tx: Transaction, review: Review, person: PersonId) -> None:
    require(Action.ADD_ACTION, standings(person, tx.settings.get(review.workspace, review.setting), review))
    review.require_stage(Stage.AGREEING, Stage.AGREED)


def _agreed_rows(tx: Transaction, review: Review, edition: Edition) -> tuple[RowId, ...]:
    agreed = {agreement.row for agreement in tx.agreements.list_by_review(review)}
    return tuple(row.id for row in edition.rows if row.id in agreed)


def _new(review: Review, request: AddAction) -> ReviewAction:
    return ReviewAction(
        id=request.action,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        row=request.row,
        text=request.text,
        owner=request.owner,
        due_on=request.due_on,
        added_by=request.person,
    )
