"""When a notice that is due may leave: every rule at every sort of moment."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maturity_model.leaving import leaves_at
from maturity_model.notice_kinds import Leaves
from maturity_model.school_hours import SchoolHours
from maturity_model.setting import Closure

LONDON = ZoneInfo("Europe/London")
HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=LONDON)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVENING, NEXT_OPENING = datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)
AN_INSTANT = timedelta(microseconds=1)
AT_ONCE, IN_HOURS, IF_IN_TIME = Leaves.AT_ONCE, Leaves.IN_SCHOOL_HOURS, Leaves.IN_SCHOOL_HOURS_IF_IN_TIME


@pytest.mark.parametrize(
    ("leaves", "now", "useful_until", "leaving"),
    [
        (AT_ONCE, NOON, None, NOON),
        (AT_ONCE, EVENING, None, EVENING),
        (AT_ONCE, EVENING, EVENING + AN_INSTANT, EVENING),
        (AT_ONCE, EVENING, EVENING, None),
        (AT_ONCE, EVENING, NOON, None),
        (IN_HOURS, NOON, None, NOON),
        (IN_HOURS, NOON, NOON + AN_INSTANT, NOON),
        (IN_HOURS, NOON, NOON, None),
        (IN_HOURS, EVENING, None, NEXT_OPENING),
        (IN_HOURS, EVENING, NEXT_OPENING + AN_INSTANT, NEXT_OPENING),
        (IN_HOURS, EVENING, NEXT_OPENING, None),
        (IN_HOURS, EVENING, EVENING + timedelta(hours=1), None),
        (IF_IN_TIME, NOON, None, NOON),
        (IF_IN_TIME, EVENING, None, NEXT_OPENING),
        (IF_IN_TIME, EVENING, NEXT_OPENING + AN_INSTANT, NEXT_OPENING),
        (IF_IN_TIME, EVENING, NEXT_OPENING, EVENING),
        (IF_IN_TIME, EVENING, EVENING + timedelta(hours=1), EVENING),
        (IF_IN_TIME, EVENING, EVENING - timedelta(hours=1), NEXT_OPENING),  # too late already: it need not hurry
        (IF_IN_TIME, NOON, NOON - timedelta(hours=1), NOON),
    ],
)
def test_when_a_notice_leaves(
    leaves: Leaves, now: datetime, useful_until: datetime | None, leaving: datetime | None
) -> None:
    assert leaves_at(leaves, HOURS, useful_until=useful_until, now=now) == leaving


@pytest.mark.parametrize(("leaves", "leaving"), [(AT_ONCE, EVENING), (IN_HOURS, None), (IF_IN_TIME, EVENING)])
def test_from_a_setting_that_never_opens_only_what_may_leave_at_once_does(
    leaves: Leaves, leaving: datetime | None
) -> None:
    first = EVENING.date() - timedelta(weeks=100)
    always = [
        Closure(first_on=first + timedelta(weeks=10 * n), last_on=first + timedelta(weeks=10 * n, days=69))
        for n in range(24)
    ]
    never = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=LONDON, closures=tuple(always))

    assert leaves_at(leaves, never, useful_until=None, now=EVENING) == leaving
