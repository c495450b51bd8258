"""Whether somebody may be reminded now, and if not, why."""

from collections.abc import Iterable
from enum import StrEnum

from maturity_model.invitation import MAY_HAVE_ARRIVED, may_be_told
from maturity_model.notice import Notice
from maturity_model.notice_kinds import INVITATION, NUDGE, REMINDER, REMINDING, SNOOZED
from maturity_model.review import Capacity, Member
from maturity_model.school_hours import SchoolHours

ONE_A_DAY = (REMINDER, NUDGE, SNOOZED)
ON_ITS_DAY = (INVITATION, *ONE_A_DAY)
"""On the day of one of these nobody is reminded."""


class Unreminded(StrEnum):
    """Why somebody is not reminded."""

    TAKES_NO_PART = "takes_no_part"
    NOTHING_LEFT = "nothing_left"
    DECLINED = "declined"
    THEME_A_DAY = "theme_a_day"
    TODAY = "reminded_today"
    ENOUGH = "enough_messages"


def why_not_wanted(member: Member | None, *, left: int, theme_to_come: bool) -> Unreminded | None:
    """Why a member needs no reminder at all; None for somebody who does.

    Args:
        member: who it is, None for somebody whom the review does not know.
        left: how many rows they have not answered.
        theme_to_come: whether a theme of the day is still to come to them.
    """
    if member is None or not member.holds(Capacity.COLLEAGUE):
        return Unreminded.TAKES_NO_PART
    if member.declined:
        return Unreminded.DECLINED
    if member.finished or not left:
        return Unreminded.NOTHING_LEFT
    return Unreminded.THEME_A_DAY if member.theme_a_day and theme_to_come else None


def why_not_now(notice: Notice, member: Member, others: Iterable[Notice], hours: SchoolHours) -> Unreminded | None:
    """Why a reminder that is due is better not sent: one a day is enough, and so are four messages in all.

    Args:
        notice: the reminder; when it is sent stands in its `settled_at`.
        member: whom it is for.
        others: their other notices in the review.
        hours: those of the setting, for what a day is.
    """
    had = [each for each in others if each.id != notice.id]
    if any(_left_on_the_day_of(each, notice, hours) for each in had):
        return Unreminded.TODAY
    return Unreminded.ENOUGH if notice.kind in REMINDING and not may_be_told(member, notice.kind, had) else None


def _left_on_the_day_of(other: Notice, notice: Notice, hours: SchoolHours) -> bool:
    if other.kind not in ON_ITS_DAY or other.state not in MAY_HAVE_ARRIVED:
        return False
    if other.settled_at is None or notice.settled_at is None:  # somebody else is sending it now: the earlier one goes
        return other.id < notice.id
    return hours.day_of(other.settled_at) == hours.day_of(notice.settled_at)
