"""What the reader of a reminder may do about it: put it off, or say that they cannot take part."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from maturity_model.errors import TooLateToSnooze
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.notice import PlannedNotice, Urgency
from maturity_model.notice_kinds import CANNOT_TAKE_PART, NUDGE, SNOOZED, THEME_OF_THE_DAY
from maturity_model.permission import Action, require, standings
from maturity_model.review import Member, Review, Stage
from maturity_model.schedule import snoozed_reminder
from maturity_model.school_hours import school_hours
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class OfReminder:
    """A colleague answers a reminder of this review."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


@dataclass(frozen=True, kw_only=True)
class Decline(OfReminder):
    """They cannot take part; `instead` is whom they suggest."""

    instead: PersonId | None


@dataclass(frozen=True, kw_only=True)
class Declined:
    """A colleague who cannot take part, as their careers leader is told."""

    review: Review
    setting: Setting
    member: Member
    instead: PersonId | None


async def snooze_reminder(store: Store, request: OfReminder, *, zone: tzinfo, now: datetime) -> datetime:
    """Owe the colleague a reminder on the next school morning, and say when that is. The second time changes nothing.

    They asked for it, so it is none of the messages that the bot starts.

    Raises:
        NothingThere: the workspace has no such review.
        NotAMember: the person takes no part in it.
        NotAllowed: they answer no rows.
        WrongStage: colleagues do not reflect any more.
        TooLateToSnooze: the next school morning comes after the meeting.
    """

    def decide(tx: Transaction) -> datetime:
        review = _answering(tx, request)
        setting = tx.settings.get(request.workspace, review.setting)
        later = snoozed_reminder(review, request.person, school_hours(setting, zone), now=now)
        if later is None:
            raise TooLateToSnooze
        tx.notices.plan_again([later])
        return later.due_at

    return await store.write(decide)


async def prepare_declining(store: Store, request: OfReminder) -> None:
    """Refuse whoever does not answer in the review, before they say that they cannot.

    Raises:
        NothingThere: the workspace has no such review.
        NotAMember: the person takes no part in it.
        NotAllowed: they answer no rows.
        WrongStage: colleagues do not reflect any more.
    """

    def look(tx: Transaction) -> None:
        _require(tx.reviews.get(request.workspace, request.review, only=request.person), request)

    await store.read(look)


async def decline(store: Store, request: Decline, *, now: datetime) -> bool:
    """Remember that a colleague cannot take part, end their reminders, and owe the careers leaders a word about it.

    What they answered stays, and so do they until a careers leader takes them out. Says whether anybody is told; nobody
    is told about themselves. Saying it again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAMember: the person takes no part in it.
        NotAllowed: they answer no rows.
        WrongStage: colleagues do not reflect any more.
    """

    def decide(tx: Transaction) -> bool:
        review = _answering(tx, request)
        member = review.member(request.person)
        leaders = tx.settings.get(request.workspace, review.setting).leaders - {request.person}
        if member.declined:
            return bool(leaders)
        changed = replace(member, declined=True, theme_a_day=False)
        tx.reviews.put_of_member(review, changed, "declined", "theme_a_day")
        tx.notices.withdraw(review, kinds=(NUDGE, SNOOZED, THEME_OF_THE_DAY), person=request.person)
        number = len(tx.notices.list_by_kind(review, CANNOT_TAKE_PART)) + 1
        for leader in sorted(leaders):
            tx.notices.plan(_word_to(leader, review, request, number=number, now=now))
        return bool(leaders)

    return await store.write(decide)


async def look_at_declined(
    store: Store, workspace: WorkspaceId, review: ReviewId, *, who: PersonId, instead: PersonId | None
) -> Declined | None:
    """Who cannot take part; None where they do after all, were taken out, or the review has ended.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Declined | None:
        found = tx.reviews.get(workspace, review)
        member = found.members.get(who)
        if found.stage not in (Stage.REFLECTING, Stage.AGREEING) or not member or member.removed or not member.declined:
            return None
        return Declined(review=found, setting=tx.settings.get(workspace, found.setting), member=member, instead=instead)

    return await store.read(look)


def _answering(tx: Transaction, request: OfReminder) -> Review:
    review = tx.reviews.get_for_answering(request.workspace, request.review, request.person)
    _require(review, request)
    return review


def _require(review: Review, request: OfReminder) -> None:
    review.member(request.person)
    require(Action.ANSWER, standings(request.person, None, review))
    review.require_stage(Stage.REFLECTING)


def _word_to(leader: PersonId, review: Review, request: Decline, *, number: int, now: datetime) -> PlannedNotice:
    instead = request.instead if request.instead and request.instead != request.person else ""
    return PlannedNotice(
        key=f"{CANNOT_TAKE_PART}:{review.id}:{request.person}:{leader}:{number}",
        kind=CANNOT_TAKE_PART,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=now,
        person=leader,
        about={"who": request.person, "instead": instead},
        urgency=Urgency.NEWS,
        useful_until=review.meets_at,
    )
