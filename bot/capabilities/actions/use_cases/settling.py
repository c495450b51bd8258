"""Settling an action: it is done, it is for another day, or it is not for now."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bot.capabilities.actions.use_cases.asked import ShownAction, hours_of, plan_reminders, shown
from maturity_model.action import ActionState, ReviewAction, require_due_ahead
from maturity_model.errors import NotAllowed
from maturity_model.ids import ActionId, PersonId, WorkspaceId
from maturity_model.permission import Action
from maturity_model.review import Review, Stage
from maturity_model.school_hours import SchoolHours
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class OfOwner:
    """Somebody presses beside an action: its owner, or a careers leader."""

    workspace: WorkspaceId
    person: PersonId
    action: ActionId


@dataclass(frozen=True, kw_only=True)
class SettleAction(OfOwner):
    """They did it, or will not do it for now."""

    state: ActionState


@dataclass(frozen=True, kw_only=True)
class PutOffAction(OfOwner):
    """They will do it by another day."""

    due_on: date


async def look_at_action(store: Store, request: OfOwner) -> ShownAction:
    """An action as it stands, for whoever may settle it.

    Raises:
        NothingThere: the workspace has no such action.
        NotAllowed: they are neither its owner nor a careers leader.
        WrongStage: its review was cancelled.
    """

    def look(tx: Transaction) -> ShownAction:
        action = tx.actions.get(request.workspace, request.action)
        review = tx.reviews.get(request.workspace, action.review)
        _require_theirs(tx, review, action, request.person)
        return shown(tx, review, action)

    return await store.read(look)


async def settle_action(store: Store, request: SettleAction, *, zone: tzinfo, now: datetime) -> ShownAction:
    """Say what has become of an open action and remind nobody of it any more; one that is settled stays as it is.

    Raises:
        NothingThere: the workspace has no such action.
        NotAllowed: they are neither its owner nor a careers leader.
        WrongStage: its review was cancelled.
    """

    def decide(tx: Transaction) -> ShownAction:
        review, action = _for_change(tx, request)
        if not action.is_open:
            return shown(tx, review, action)
        return _change(tx, review, replace(action, state=request.state), hours_of(tx, review, zone), now)

    return await store.write(decide)


async def put_off_action(store: Store, request: PutOffAction, *, zone: tzinfo, now: datetime) -> ShownAction:
    """Let an open action be due on another day, with reminders of that; one that is settled stays as it is.

    The second time changes nothing.

    Raises:
        NothingThere: the workspace has no such action.
        NotAllowed: they are neither its owner nor a careers leader.
        WrongStage: its review was cancelled.
        DueDateInThePast: the day is not after today.
        DueDateTooFarAway: the day is more than two years ahead.
    """

    def decide(tx: Transaction) -> ShownAction:
        review, action = _for_change(tx, request)
        if not action.is_open:
            return shown(tx, review, action)
        hours = hours_of(tx, review, zone)
        require_due_ahead(request.due_on, today=hours.day_of(now))
        return _change(tx, review, replace(action, due_on=request.due_on), hours, now)

    return await store.write(decide)


def _for_change(tx: Transaction, request: OfOwner) -> tuple[Review, ReviewAction]:
    review = tx.reviews.get_for_change(request.workspace, tx.actions.get(request.workspace, request.action).review)
    action = tx.actions.get(request.workspace, request.action)  # nobody else changes it from here on
    _require_theirs(tx, review, action, request.person)
    return review, action


def _require_theirs(tx: Transaction, review: Review, action: ReviewAction, person: PersonId) -> None:
    setting = tx.settings.get(review.workspace, review.setting)
    if person != action.owner and person not in setting.leaders:
        raise NotAllowed(Action.ADD_ACTION)
    review.require_stage(Stage.AGREEING, Stage.AGREED)


def _change(tx: Transaction, review: Review, action: ReviewAction, hours: SchoolHours, now: datetime) -> ShownAction:
    tx.actions.put(action)
    plan_reminders(tx, review, hours, now)
    return shown(tx, review, action)
