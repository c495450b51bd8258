"""When a notice that is due may leave."""

from datetime import datetime

from maturity_model.notice_kinds import Leaves
from maturity_model.school_hours import SchoolHours


def leaves_at(leaves: Leaves, hours: SchoolHours, *, useful_until: datetime | None, now: datetime) -> datetime | None:
    """Now, or when it may leave later; None where that would be too late to be of use.

    News for which it is too late already need not hurry: it waits like any other.

    Args:
        leaves: the rule of its kind.
        hours: those of its setting.
        useful_until: from when on it would be too late; None for never.
        now: when somebody asks.
    """
    opening = now if leaves is Leaves.AT_ONCE else hours.next_open(now)
    in_time = opening is not None and (useful_until is None or opening < useful_until)
    if leaves is Leaves.IN_SCHOOL_HOURS_IF_IN_TIME and not in_time:
        return now if useful_until is None or now < useful_until else opening
    return opening if in_time else None
