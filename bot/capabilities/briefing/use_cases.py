"""What a facilitator is told before the meeting and at its hour, and the channel at that hour."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.kit.meeting_ahead import MeetingAhead, read_finished, read_words
from maturity_model.briefing import MeetingPlan, plan_of
from maturity_model.invitation import may_be_told
from maturity_model.notice import Notice
from maturity_model.notice_kinds import STARTED, TIME_TO_OPEN
from maturity_model.reminding import Unreminded
from maturity_model.review import Capacity, Review, Stage
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Briefing(MeetingAhead):
    """A meeting ahead, as its facilitator may see it, and how it may go."""

    setting: Setting

    @property
    def plan(self) -> MeetingPlan:
        """How it may go, from the words that may be said today."""
        return plan_of(self.words, minutes=self.review.minutes)


async def look_at_briefing(
    store: Store, notice: Notice, *, zone: tzinfo, now: datetime
) -> Briefing | Unreminded | None:
    """What a facilitator is told; None where they are none any more, or the meeting is open or will not be.

    Whoever has had enough messages finds the same on Home.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Briefing | Unreminded | None:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        member = review.members.get(notice.person) if notice.person else None
        if review.stage is not Stage.REFLECTING or member is None or not member.holds(Capacity.FACILITATOR):
            return None
        if notice.kind == TIME_TO_OPEN and review.meets_at > now:
            return None  # it has moved since
        theirs = tx.notices.list_by_kind(review, *STARTED, person=member.person)
        if not may_be_told(member, notice.kind, [each for each in theirs if each.id != notice.id]):
            return Unreminded.ENOUGH
        edition = tx.editions.of(review)
        return Briefing(
            review=review,
            edition=edition,
            finished=read_finished(tx, review, edition),
            words=read_words(tx, review, edition, now=now, zone=zone),
            setting=tx.settings.get(notice.workspace, review.setting),
        )

    return await store.read(look)


async def look_at_beginning(store: Store, notice: Notice, *, now: datetime) -> tuple[Review, Setting] | None:
    """The meeting that begins; None where it is open already, will not be, or has moved since.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> tuple[Review, Setting] | None:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        if review.stage is not Stage.REFLECTING or review.meets_at > now or review.channel != notice.channel:
            return None
        return review, tx.settings.get(notice.workspace, review.setting)

    return await store.read(look)
