"""Moving the meeting of a review under way, and calling the review off."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from bot.kit.schedule import plan_meeting
from maturity_model.card import AGENDA_CARD, colleague_card, row_card
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId
from maturity_model.invitation import MAY_HAVE_ARRIVED, may_be_told
from maturity_model.notice import Notice, PlannedNotice, Urgency
from maturity_model.notice_kinds import ASKING, MEETING_MOVED, REVIEW_CANCELLED, STARTED
from maturity_model.permission import Action, may, require, standings
from maturity_model.review import Review, Stage, require_meeting_ahead
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Status:
    """A review under way, and whether the person who looks may change it."""

    review: Review
    may_change: bool


@dataclass(frozen=True, kw_only=True)
class MoveMeeting:
    """A careers leader changes when and where the meeting is."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    meets_at: datetime
    channel: ChannelId


@dataclass(frozen=True, kw_only=True)
class CancelReview:
    """A careers leader calls a review off."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


async def find_status(store: Store, workspace: WorkspaceId, person: PersonId) -> Status | None:
    """The setting's review under way, for those who may see its progress; None for anybody else."""

    def look(tx: Transaction) -> Status | None:
        setting = tx.settings.find_by_workspace(workspace)
        review = tx.reviews.find_running(workspace, setting.id) if setting else None
        if review is None or review.stage is Stage.DRAFT:
            return None
        held = standings(person, setting, review)
        may_change = may(Action.CHANGE_REVIEW, held)
        return Status(review=review, may_change=may_change) if may(Action.SEE_PROGRESS, held) else None

    return await store.read(look)


async def get_movable(store: Store, workspace: WorkspaceId, person: PersonId, review: ReviewId) -> Review:
    """A review whose meeting the person may still move.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the meeting is open, or over.
    """

    def look(tx: Transaction) -> Review:
        found = tx.reviews.get(workspace, review)
        require(Action.CHANGE_REVIEW, standings(person, tx.settings.get(workspace, found.setting)))
        found.require_stage(Stage.REFLECTING)
        return found

    return await store.read(look)


async def move_meeting(store: Store, request: MoveMeeting, *, zone: tzinfo, now: datetime) -> Review:
    """Change when and where the meeting is; everybody who was invited already is told once a change.

    What hangs on the meeting's time moves with it. Whoever had three messages of the review only finds the change on
    their card: the fourth is for calling it off.
    Asking for what stands already changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the meeting is open, or over.
        MeetingInThePast: the new time has gone by.
        MeetingTooFarAway: it is more than a year ahead.
    """

    def decide(tx: Transaction) -> Review:
        review = _review_for_change(tx, request)
        review.require_stage(Stage.REFLECTING)
        if (review.meets_at, review.channel) == (request.meets_at, request.channel):
            return review
        require_meeting_ahead(request.meets_at, now)
        moved = replace(review, meets_at=request.meets_at, channel=request.channel)
        tx.reviews.put(moved)
        tx.notices.withdraw(moved, kinds=(MEETING_MOVED,))
        _tell_the_invited(tx, moved, MEETING_MOVED, now=now)
        plan_meeting(tx, moved, zone=zone, now=now)
        return moved

    return await store.write(decide)


async def cancel_review(store: Store, request: CancelReview, *, now: datetime) -> Review:
    """Call a review off: nothing more is sent but one word to everybody who was invited.

    Calling it off again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: it is agreed.
    """

    def decide(tx: Transaction) -> Review:
        review = _review_for_change(tx, request)
        if review.stage is Stage.CANCELLED:
            return review
        cancelled = review.moved_to(Stage.CANCELLED)
        tx.reviews.put(cancelled)
        tx.reviews.add_move(cancelled, by=request.person, at=now)
        tx.notices.withdraw(cancelled)
        tx.cards.mark_all(cancelled, (AGENDA_CARD, *map(row_card, sorted(cancelled.opened_rows))), due_at=now)
        _tell_the_invited(tx, cancelled, REVIEW_CANCELLED, now=now)
        return cancelled

    return await store.write(decide)


def _review_for_change(tx: Transaction, request: MoveMeeting | CancelReview) -> Review:
    review = tx.reviews.get_for_change(request.workspace, request.review)
    require(Action.CHANGE_REVIEW, standings(request.person, tx.settings.get(request.workspace, review.setting)))
    return review


def _tell_the_invited(tx: Transaction, review: Review, kind: str, *, now: datetime) -> None:
    """Have the cards of those drawn anew whose invitation may have arrived, and owe them a word if it may be."""
    earlier = tx.notices.list_by_kind(review, *STARTED)
    told_before = Counter(notice.person for notice in earlier if notice.kind == kind)
    for person in _invited(earlier, review):
        tx.cards.mark(review, colleague_card(person), due_at=now)
        if not may_be_told(review.members[person], kind, earlier):
            continue
        tx.notices.plan(
            PlannedNotice(
                key=f"{kind}:{review.id}:{person}:{told_before[person] + 1}",
                kind=kind,
                workspace=review.workspace,
                setting=review.setting,
                review=review.id,
                due_at=now,
                person=person,
                urgency=Urgency.NEWS,
                useful_until=review.meets_at,
            )
        )


def _invited(earlier: list[Notice], review: Review) -> list[PersonId]:
    asked = (notice for notice in earlier if notice.kind in ASKING)
    arrived = {notice.person for notice in asked if notice.person and notice.state in MAY_HAVE_ARRIVED}
    return sorted(p for p in arrived if p in review.members and not review.members[p].removed)
