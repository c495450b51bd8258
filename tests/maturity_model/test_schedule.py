"""What hangs on a meeting's time."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maturity_model.errors import TooManyReminders
from maturity_model.notice_kinds import BRIEF, MEETING_BEGINS, REMINDER, SNOOZED, THEME_OF_THE_DAY, TIME_TO_OPEN
from maturity_model.review import Capacity, Review
from maturity_model.schedule import (
    MOST_THEMES,
    brief_at,
    notices_of_meeting,
    reminder_days,
    require_few_reminders,
    snoozed_reminder,
    theme_mornings,
    theme_of_the_day,
)
from maturity_model.school_hours import SchoolHours
from maturity_model.setting import Closure
from tests.maturity_model.given import FACILITATOR, GOVERNOR, SENCO, member, review

LONDON = ZoneInfo("Europe/London")
HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=LONDON)
THURSDAY = datetime(2026, 11, 12, 16, tzinfo=UTC)
LONG_BEFORE = datetime(2026, 10, 1, 9, tzinfo=UTC)


def meeting(meets_at: datetime = THURSDAY, *, reminders: tuple[int, ...] = (5, 1)) -> Review:
    whole = review(member(SENCO), member(GOVERNOR), member(FACILITATOR, Capacity.FACILITATOR), meets_at=meets_at)
    return replace(whole, reminders=reminders)


def morning(*day: int, hour: int = 8) -> datetime:
    year, month, number = day
    return datetime(year, month, number, hour, tzinfo=UTC)


def test_everybody_who_answers_is_reminded_five_school_days_and_one_before() -> None:
    planned = notices_of_meeting(meeting(), HOURS, now=LONG_BEFORE)

    reminders = [(notice.person, notice.due_at) for notice in planned if notice.kind == REMINDER]
    mornings = [morning(2026, 11, 5), morning(2026, 11, 11)]
    assert sorted(reminders) == sorted((person, at) for person in (SENCO, GOVERNOR) for at in mornings)
    assert all(notice.useful_until == THURSDAY for notice in planned if notice.kind == REMINDER)


def test_weekends_bank_holidays_and_closures_are_no_school_days() -> None:
    autumn = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
    hours = replace(HOURS, closures=(autumn,))
    monday_after_half_term = datetime(2026, 11, 2, 16, tzinfo=UTC)

    [first, last] = reminder_days(meeting(monday_after_half_term), hours)

    assert (first, last) == (morning(2026, 10, 19, hour=7), morning(2026, 10, 23, hour=7))  # summer time still


@pytest.mark.parametrize(("reminders", "days"), [((), []), ((1,), [11]), ((2, 10), [29, 10]), ((3, 3), [9])])
def test_the_leader_chooses_how_many_days_before(reminders: tuple[int, ...], days: list[int]) -> None:
    assert [at.day for at in reminder_days(meeting(reminders=reminders), HOURS)] == days


@pytest.mark.parametrize("reminders", [(5, 3, 1), (0,), (-1,), (21,)])
def test_more_than_two_reminders_or_days_that_make_no_sense_are_refused(reminders: tuple[int, ...]) -> None:
    with pytest.raises(TooManyReminders):
        require_few_reminders(reminders)


def test_only_what_is_still_to_come_is_planned() -> None:
    kinds = Counter(n.kind for n in notices_of_meeting(meeting(), HOURS, now=morning(2026, 11, 5)))

    assert kinds == {REMINDER: 2, BRIEF: 1, MEETING_BEGINS: 1, TIME_TO_OPEN: 1}
    assert notices_of_meeting(meeting(), HOURS, now=THURSDAY) == ()


def test_the_same_reminder_has_the_same_key_whenever_the_meeting_is() -> None:
    def keys(meets_at: datetime) -> set[str]:
        planned = notices_of_meeting(meeting(meets_at), HOURS, now=LONG_BEFORE)
        return {notice.key for notice in planned if notice.kind == REMINDER}

    assert keys(THURSDAY) == keys(THURSDAY + timedelta(days=5))
    assert len(keys(THURSDAY)) == 4


@pytest.mark.parametrize(
    ("meets_at", "due_at"),
    [
        (THURSDAY, morning(2026, 11, 11)),
        (datetime(2026, 11, 16, 16, tzinfo=UTC), morning(2026, 11, 16)),  # a Monday: on its own morning
        (datetime(2026, 11, 16, 7, 30, tzinfo=UTC), morning(2026, 11, 13)),  # a Monday before school: on Friday
        (datetime(2026, 11, 14, 10, tzinfo=UTC), morning(2026, 11, 13)),  # a Saturday
        (datetime(2026, 11, 15, 10, tzinfo=UTC), morning(2026, 11, 13)),  # a Sunday
    ],
)
def test_the_brief_comes_the_day_before_or_as_near_to_it_as_school_is_open(
    meets_at: datetime, due_at: datetime
) -> None:
    assert brief_at(meeting(meets_at), HOURS) == due_at


def test_at_the_hour_the_channel_hears_of_it_and_each_facilitator_gets_the_button() -> None:
    evening = datetime(2026, 11, 12, 18, 30, tzinfo=UTC)  # governors meet after school

    planned = notices_of_meeting(meeting(evening), HOURS, now=LONG_BEFORE)

    [begins] = [notice for notice in planned if notice.kind == MEETING_BEGINS]
    [opens] = [notice for notice in planned if notice.kind == TIME_TO_OPEN]
    assert (begins.channel, begins.person, begins.due_at) == ("C_CAREERS", None, evening)
    assert (opens.person, opens.due_at) == (FACILITATOR, evening)
    assert begins.useful_until == opens.useful_until == evening + timedelta(hours=1)


def test_a_theme_comes_each_school_morning_until_all_had_their_turn_or_the_meeting_is_there() -> None:
    friday = datetime(2026, 11, 6, 12, tzinfo=UTC)

    assert [at.day for at in theme_mornings(meeting(), HOURS, now=friday)] == [9, 10, 11, 12]
    assert len(theme_mornings(meeting(), HOURS, now=LONG_BEFORE)) == MOST_THEMES
    assert theme_mornings(meeting(), HOURS, now=morning(2026, 11, 12)) == ()


def test_a_theme_turns_the_card_of_whoever_asked_for_it() -> None:
    brought = theme_of_the_day(meeting(), SENCO, morning(2026, 11, 9), HOURS)

    assert (brought.kind, brought.person, brought.subject) == (THEME_OF_THE_DAY, SENCO, f"person:{SENCO}")
    assert brought.key.endswith(":2026-11-09")


def test_a_reminder_is_put_off_to_the_next_school_morning_if_that_is_before_the_meeting() -> None:
    friday = datetime(2026, 11, 6, 12, tzinfo=UTC)

    later = snoozed_reminder(meeting(), SENCO, HOURS, now=friday)

    assert later is not None
    assert (later.kind, later.person, later.due_at) == (SNOOZED, SENCO, morning(2026, 11, 9))
    assert snoozed_reminder(meeting(), SENCO, HOURS, now=morning(2026, 11, 12)) is None


def test_where_the_setting_never_opens_nobody_is_reminded_and_the_meeting_is_announced() -> None:
    days = [date(2025, 9, 1) + timedelta(days=60 * number) for number in range(20)]
    closed = [Closure(first_on=day, last_on=day + timedelta(days=60)) for day in days]
    never = replace(HOURS, closures=tuple(closed))

    kinds = {notice.kind for notice in notices_of_meeting(meeting(), never, now=LONG_BEFORE)}

    assert kinds == {MEETING_BEGINS, TIME_TO_OPEN}
