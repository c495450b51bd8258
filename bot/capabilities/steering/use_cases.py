"""Moving the meeting of a review under way, and calling the review off."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from bot.kit.schedule import plan_meeting
from maturity_model.card import AGENDA_CARD, colleague_card, row_card
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.invitation import MAY_HAVE_ARRIVED, ON_ITS_WAY, may_be_told
from maturity_model.notice import Notice, NoticeState, PlannedNotice, Urgency
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


@dataclass(frozen=True, kw_only=True)
class Told:
    """A review that somebody changed, and who should have been told and had enough messages already."""

    review: Review
    untold: tuple[PersonId, ...] = ()


async def find_status(store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId) -> Status | None:
    """A setting's review under way, for those who may see its progress; None for anybody else."""

    def look(tx: Transaction) -> Status | None:
        known = tx.settings.find(workspace, setting)
        review = tx.reviews.find_running(workspace, setting)
        if review is None or review.stage is Stage.DRAFT:
            return None
        held = standings(person, known, review)
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


async def move_meeting(store: Store, request: MoveMeeting, *, zone: tzinfo, now: datetime) -> Told:
    """Change when and where the meeting is; everybody who was invited already is told once a change.

    What hangs on the meeting's time moves with it. Moved back before anybody was told, nobody is. Whoever had enough
    messages of the review finds the change on their card alone, and the answer names them.
    Asking for what stands already changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the meeting is open, or over.
        MeetingInThePast: the new time has gone by.
        MeetingTooFarAway: it is more than a year ahead.
    """

    def decide(tx: Transaction) -> Told:
        review = _review_for_change(tx, request)
        review.require_stage(Stage.REFLECTING)
        if (review.meets_at, review.channel) == (request.meets_at, request.channel):
            return Told(review=review)
        require_meeting_ahead(request.meets_at, now)
        moved = replace(review, meets_at=request.meets_at, channel=request.channel)
        tx.reviews.put(moved)
        tx.notices.move_limits(moved, review.meets_at)
        plan_meeting(tx, moved, zone=zone, now=now)
        known = _last_told(tx, review)
        tx.notices.withdraw(moved, kinds=(MEETING_MOVED,))
        news = News(kind=MEETING_MOVED, by=request.person, before=known, is_worth_it=known != _where(moved))
        return Told(review=moved, untold=_tell_the_invited(tx, moved, news, now=now))

    return await store.write(decide)


async def cancel_review(store: Store, request: CancelReview, *, now: datetime) -> Told:
    """Call a review off: nothing more is sent but one word to everybody who was invited.

    Calling it off again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: it is agreed.
    """

    def decide(tx: Transaction) -> Told:
        review = _review_for_change(tx, request)
        if review.stage is Stage.CANCELLED:
            return Told(review=review)
        cancelled = review.moved_to(Stage.CANCELLED)
        tx.reviews.put(cancelled)
        tx.reviews.add_move(cancelled, by=request.person, at=now)
        tx.notices.withdraw(cancelled)
        tx.cards.mark_all(cancelled, (AGENDA_CARD, *map(row_card, sorted(cancelled.opened_rows))), due_at=now)
        news = News(kind=REVIEW_CANCELLED, by=request.person)
        return Told(review=cancelled, untold=_tell_the_invited(tx, cancelled, news, now=now))

    return await store.write(decide)


def _review_for_change(tx: Transaction, request: MoveMeeting | CancelReview) -> Review:
    review = tx.reviews.get_for_change(request.workspace, request.review)
    require(Action.CHANGE_REVIEW, standings(request.person, tx.settings.get(request.workspace, review.setting)))
    return review


@dataclass(frozen=True, kw_only=True)
class News:
    """What those who were invited are told, and by whom. `before` is what they knew; it may be no news to them."""

    kind: str
    by: PersonId
    before: Mapping[str, str] = field(default_factory=dict)
    is_worth_it: bool = True


def _tell_the_invited(tx: Transaction, review: Review, news: News, *, now: datetime) -> tuple[PersonId, ...]:
    """Have the cards of those drawn anew whose invitation may have arrived, and owe them a word if it may be.

    Gives those who had enough messages already.
    """
    earlier = tx.notices.list_by_kind(review, *STARTED)
    told_before = Counter(notice.person for notice in earlier if notice.kind == news.kind)
    untold = []
    for person in _invited(earlier, review, news.by):
        tx.cards.mark(review, colleague_card(person), due_at=now)
        if not news.is_worth_it:
            continue
        if may_be_told(review.members[person], news.kind, earlier):
            tx.notices.plan(_word_to(person, review, news, copy=told_before[person] + 1, now=now))
        else:
            untold.append(person)
    return tuple(untold)


def _word_to(person: PersonId, review: Review, news: News, *, copy: int, now: datetime) -> PlannedNotice:
    return PlannedNotice(
        key=f"{news.kind}:{review.id}:{person}:{copy}",
        kind=news.kind,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=now,
        person=person,
        about=news.before,
        urgency=Urgency.NEWS,
        useful_until=review.meets_at,
    )


def _where(review: Review) -> Mapping[str, str]:
    return {"meets_at": review.meets_at.isoformat(), "channel": review.channel}


def _last_told(tx: Transaction, review: Review) -> Mapping[str, str]:
    """What people know of the meeting: how it is now, or was before a change that nobody has been told of yet."""
    waiting = [n for n in tx.notices.list_by_kind(review, MEETING_MOVED) if n.state is NoticeState.WAITING]
    return waiting[0].about if waiting else _where(review)


def _invited(earlier: list[Notice], review: Review, by: PersonId) -> list[PersonId]:
    """Who was asked, and who is to run the meeting, as they chose to; but not who makes the change."""
    arrived = {n.person for n in earlier if n.kind in ASKING and n.person and n.state in MAY_HAVE_ARRIVED}
    running = {member.person for member in review.facilitators} - {by}
    on_their_way = {n.person for n in earlier if n.kind in ASKING and n.state in ON_ITS_WAY} - arrived
    return sorted(
        p for p in (arrived | running) - on_their_way if p in review.members and not review.members[p].removed
    )
