"""What a reminder says, or why it is better not sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from maturity_model.catalog import Edition
from maturity_model.invitation import ON_ITS_WAY
from maturity_model.notice import Notice
from maturity_model.notice_kinds import NUDGE, SNOOZED, STARTED, THEME_OF_THE_DAY
from maturity_model.reminding import Unreminded, why_not_now, why_not_wanted
from maturity_model.review import Member, Review, Stage
from maturity_model.schedule import snoozed_reminder
from maturity_model.school_hours import school_hours
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What a colleague is reminded of: how many rows are `left`. `later` is the morning to which it can be put off."""

    review: Review
    edition: Edition
    setting: Setting
    member: Member
    left: int
    later: datetime | None
    nudged: bool = False


async def look_at_reminder(
    store: Store, notice: Notice, *, zone: tzinfo, now: datetime
) -> Reminder | Unreminded | None:
    """What a reminder that is due says; why it is better not sent; None where nobody needs it any more.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Reminder | Unreminded | None:
        if notice.person is None:
            return None
        review = tx.reviews.get(notice.workspace, notice.about_review, only=notice.person)
        member = review.members.get(notice.person)
        edition = tx.editions.of(review)
        left = len(edition.rows) - len(tx.reflections.columns_by_member(review, notice.person))
        theirs = tx.notices.list_by_kind(review, *STARTED, SNOOZED, THEME_OF_THE_DAY, person=notice.person)
        if member is None or why_not_wanted(member, left=left, theme_to_come=_theme_is_to_come(theirs)):
            return None
        if review.stage is not Stage.REFLECTING or review.meets_at <= now:
            return None
        setting = tx.settings.get(notice.workspace, review.setting)
        if why := why_not_now(replace(notice, settled_at=now), member, theirs, hours := school_hours(setting, zone)):
            return why
        return Reminder(
            review=review,
            edition=edition,
            setting=setting,
            member=member,
            left=left,
            later=later.due_at if (later := snoozed_reminder(review, notice.person, hours, now=now)) else None,
            nudged=notice.kind == NUDGE,
        )

    return await store.read(look)


def _theme_is_to_come(notices: Iterable[Notice]) -> bool:
    return any(each.kind == THEME_OF_THE_DAY and each.state in ON_ITS_WAY for each in notices)
