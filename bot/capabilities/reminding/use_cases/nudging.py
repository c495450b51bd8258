"""A careers leader asks the bot to remind people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from maturity_model.errors import NoTimeLeft
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.invitation import ON_ITS_WAY, may_be_told
from maturity_model.notice import Notice, NoticeState, PlannedNotice, Urgency
from maturity_model.notice_kinds import NUDGE, SNOOZED, STARTED, THEME_OF_THE_DAY
from maturity_model.permission import Action, require, standings
from maturity_model.reminding import ON_ITS_DAY, Unreminded, why_not_wanted
from maturity_model.review import Member, Review, Stage
from maturity_model.school_hours import SchoolHours, school_hours
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Nudge:
    """A careers leader wants these people reminded."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId
    people: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class Nudged:
    """Who is reminded, and when; who is not, and why."""

    reminded: tuple[PersonId, ...]
    leaves_at: datetime
    unreminded: Mapping[PersonId, Unreminded]


async def list_to_nudge(store: Store, request: Nudge, *, zone: tzinfo, now: datetime) -> tuple[PersonId, ...]:
    """Everybody whom the careers leader may have reminded now, whoever `people` are.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: colleagues do not reflect any more.
        NoTimeLeft: the setting does not open any more before the meeting.
    """

    def look(tx: Transaction) -> tuple[PersonId, ...]:
        planning = _planning(tx, tx.reviews.get(request.workspace, request.review), request, zone, now)
        return tuple(m.person for m in planning.review.colleagues if not planning.why_not(m.person))

    return await store.read(look)


async def nudge(store: Store, request: Nudge, *, zone: tzinfo, now: datetime) -> Nudged:
    """Owe a reminder to those of these people who need one and may have one, at most one a day each.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: colleagues do not reflect any more.
        NoTimeLeft: the setting does not open any more before the meeting.
    """

    def decide(tx: Transaction) -> Nudged:
        planning = _planning(tx, tx.reviews.get_for_change(request.workspace, request.review), request, zone, now)
        why_not = {person: planning.why_not(person) for person in sorted(request.people)}
        reminded = tuple(person for person, why in why_not.items() if why is None)
        tx.notices.plan_again([planning.nudge_of(person) for person in reminded])
        unreminded = {person: why for person, why in why_not.items() if why}
        return Nudged(reminded=reminded, leaves_at=planning.leaves_at, unreminded=unreminded)

    return await store.write(decide)


@dataclass(frozen=True, kw_only=True)
class _Planning:
    """A review, what its people had so far, and when a nudge would leave."""

    tx: Transaction
    review: Review
    rows: int
    hours: SchoolHours
    leaves_at: datetime
    earlier: tuple[Notice, ...]
    answered: Mapping[PersonId, int]

    def why_not(self, person: PersonId) -> Unreminded | None:
        member = self.review.members.get(person)
        left = self.rows - self.answered.get(person, 0)
        themes = (n for n in self.earlier if n.person == person and n.kind == THEME_OF_THE_DAY)
        ahead = any(notice.state in ON_ITS_WAY for notice in themes)
        return why_not_wanted(member, left=left, theme_to_come=ahead) or self._why_not_now(member)

    def nudge_of(self, person: PersonId) -> PlannedNotice:
        return PlannedNotice(
            key=f"{NUDGE}:{self.review.id}:{person}:{self.hours.day_of(self.leaves_at)}",
            kind=NUDGE,
            workspace=self.review.workspace,
            setting=self.review.setting,
            review=self.review.id,
            due_at=self.leaves_at,
            person=person,
            urgency=Urgency.REMINDER,
            useful_until=self.review.meets_at,
        )

    def _why_not_now(self, member: Member | None) -> Unreminded | None:
        if member is None:
            return Unreminded.TAKES_NO_PART
        theirs = [notice for notice in self.earlier if notice.person == member.person]
        if any(notice.kind in ON_ITS_DAY and self._is_of_that_day(notice) for notice in theirs):
            return Unreminded.TODAY
        return None if may_be_told(member, NUDGE, theirs) else Unreminded.ENOUGH

    def _is_of_that_day(self, notice: Notice) -> bool:
        """Whether it was sent, or will be, on the day on which a nudge would leave."""
        sent = notice.state in (NoticeState.SENT, NoticeState.UNSURE)
        at = notice.settled_at if sent else notice.due_at if notice.state in ON_ITS_WAY else None
        return at is not None and self.hours.day_of(at) == self.hours.day_of(self.leaves_at)


def _planning(tx: Transaction, review: Review, request: Nudge, zone: tzinfo, now: datetime) -> _Planning:
    setting = tx.settings.get(request.workspace, review.setting)
    require(Action.NUDGE, standings(request.person, setting, review))
    review.require_stage(Stage.REFLECTING)
    hours = school_hours(setting, zone)
    leaves_at = hours.next_open(now)
    if leaves_at is None or leaves_at >= review.meets_at:
        raise NoTimeLeft
    return _Planning(
        tx=tx,
        review=review,
        rows=len(tx.editions.of(review).rows),
        hours=hours,
        leaves_at=leaves_at,
        earlier=tuple(tx.notices.list_by_kind(review, *STARTED, SNOOZED, THEME_OF_THE_DAY)),
        answered=tx.reflections.count_by_member(review),
    )
