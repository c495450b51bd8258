"""When a setting may be written to."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given as hypothetically, strategies as st

from maturity_model.school_hours import (
    SchoolHours,
    closures_in,
    first_year_of,
    school_hours,
    usual_closures,
)
from maturity_model.setting import Closure
from tests import given

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=LONDON)
HALF_TERM = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
AN_INSTANT = timedelta(microseconds=1)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """That time of London's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def closed(*closures: Closure) -> SchoolHours:
    return replace(HOURS, closures=closures)


# school days


@pytest.mark.parametrize(("day", "open_"), [(20, True), (21, False), (22, False), (23, True)])
def test_weekends_are_no_school_days(day: int, open_: bool) -> None:
    assert HOURS.is_school_day(date(2026, 11, day)) is open_


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 5, 4),  # early May
        date(2026, 5, 25),  # spring
        date(2027, 3, 26),  # Good Friday
        date(2027, 3, 29),  # Easter Monday
        date(2026, 12, 25),
        date(2026, 12, 28),  # for Boxing Day, which is a Saturday
        date(2027, 12, 27),  # for Christmas Day, which is a Saturday
        date(2027, 12, 28),  # for Boxing Day, which is a Sunday
        date(2028, 1, 3),  # for New Year's Day, which is a Saturday
        date(2028, 8, 28),  # summer
    ],
)
def test_bank_holidays_are_no_school_days_whatever_was_entered(day: date) -> None:
    elsewhere = [
        Closure(first_on=date(year, month, 10), last_on=date(year, month, 10))
        for year, month in ((2025, 11), (2026, 11), (2027, 11))
    ]

    assert not closed(*elsewhere).is_school_day(day)
    assert not HOURS.is_school_day(day)


def test_a_bank_holiday_of_scotland_alone_is_a_school_day() -> None:
    assert HOURS.is_school_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("last_open", "first_closed", "last_closed", "first_open"),
    [
        ((2024, 12, 19), (2024, 12, 20), (2025, 1, 3), (2025, 1, 6)),
        ((2027, 12, 17), (2027, 12, 20), (2028, 1, 3), (2028, 1, 4)),
        ((2027, 3, 19), (2027, 3, 22), (2027, 4, 5), (2027, 4, 6)),  # Easter Monday is 29 March
        ((2027, 7, 30), (2027, 8, 2), (2027, 8, 31), (2027, 9, 1)),
        ((2028, 7, 31), (2028, 8, 1), (2028, 8, 31), (2028, 9, 1)),
    ],
)
def test_the_usual_closures_begin_and_end_on_their_days(
    last_open: tuple[int, int, int],
    first_closed: tuple[int, int, int],
    last_closed: tuple[int, int, int],
    first_open: tuple[int, int, int],
) -> None:
    days = [date(*day) for day in (last_open, first_closed, last_closed, first_open)]

    assert [HOURS.is_school_day(day) for day in days] == [True, False, False, True]


def test_the_usual_closures_are_those_that_the_leader_is_told_of() -> None:
    assert usual_closures(2026) == (
        Closure(first_on=date(2026, 12, 20), last_on=date(2027, 1, 3)),
        Closure(first_on=date(2027, 3, 22), last_on=date(2027, 4, 5)),
        Closure(first_on=date(2027, 8, 1), last_on=date(2027, 8, 31)),
    )


def test_closures_that_were_entered_replace_the_usual_ones_of_their_academic_year_alone() -> None:
    hours = closed(HALF_TERM)

    assert not hours.is_school_day(date(2026, 10, 26))
    assert not hours.is_school_day(date(2026, 10, 30))
    assert hours.is_school_day(date(2026, 10, 23))
    assert hours.is_school_day(date(2026, 11, 2))
    assert hours.is_school_day(date(2026, 12, 21))
    assert hours.is_school_day(date(2027, 8, 2))
    assert not hours.is_school_day(date(2026, 8, 3))
    assert not hours.is_school_day(date(2027, 12, 21))


def test_a_summer_that_ends_in_september_closes_its_days_and_says_nothing_of_the_next_year() -> None:
    summer = Closure(first_on=date(2027, 7, 22), last_on=date(2027, 9, 3))

    assert closures_in(2026, (summer,)) == (summer,)
    assert closures_in(2027, (summer,)) == (summer, *usual_closures(2027))
    assert closures_in(2025, (summer,)) == usual_closures(2025)
    assert [closed(summer).is_school_day(date(2027, *day)) for day in ((7, 21), (8, 31), (9, 3), (9, 6))] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_an_academic_year_begins_in_september(day: date, year: int) -> None:
    assert first_year_of(day) == year


# moments


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (at(2026, 11, 23, 8) - AN_INSTANT, False),
        (at(2026, 11, 23, 8), True),
        (at(2026, 11, 23, 17, 30) - AN_INSTANT, True),
        (at(2026, 11, 23, 17, 30), False),
        (at(2026, 11, 22, 12), False),
    ],
)
def test_a_setting_opens_and_closes_at_the_minute(moment: datetime, open_: bool) -> None:
    assert HOURS.is_open(moment) is open_


@pytest.mark.parametrize(
    ("day", "opens_at"),
    [
        (date(2027, 3, 12), datetime(2027, 3, 12, 8, tzinfo=UTC)),
        (date(2028, 3, 24), datetime(2028, 3, 24, 8, tzinfo=UTC)),  # the clock goes forward on the Sunday after it
        (date(2028, 3, 27), datetime(2028, 3, 27, 7, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 23, 7, tzinfo=UTC)),  # and back on the Sunday after this
        (date(2026, 10, 26), datetime(2026, 10, 26, 8, tzinfo=UTC)),
    ],
)
def test_eight_in_the_morning_is_eight_on_the_clock_at_school(day: date, opens_at: datetime) -> None:
    assert HOURS.opening(day) == opens_at
    assert HOURS.opening(day).astimezone(LONDON).hour == 8


@pytest.mark.parametrize("change", [date(2028, 3, 26), date(2028, 10, 29)])
def test_an_opening_that_the_clock_leaves_out_or_shows_twice_is_some_moment_of_that_night(change: date) -> None:
    early = replace(HOURS, opens_at=time(1, 30))

    opening = early.opening(change)

    assert opening.astimezone(LONDON).date() == change
    assert opening.astimezone(LONDON).hour in {1, 2}
    assert early.next_open(opening - AN_INSTANT) == early.opening(change + timedelta(days=1))


def test_in_new_york_it_opens_by_the_clock_there() -> None:
    hours = replace(HOURS, zone=NEW_YORK)

    assert hours.opening(date(2026, 11, 23)) == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert hours.day_of(datetime(2026, 11, 24, 4, tzinfo=UTC)) == date(2026, 11, 23)
    assert hours.next_open(datetime(2026, 11, 23, 9, tzinfo=UTC)) == datetime(2026, 11, 23, 13, tzinfo=UTC)


def test_the_hours_of_a_setting_are_its_own() -> None:
    setting = replace(given.setting(), closures=(HALF_TERM,))

    assert school_hours(setting, LONDON) == closed(HALF_TERM)


# what comes next


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(2026, 11, 23, 12), at(2026, 11, 23, 12)),  # in school hours
        (at(2026, 11, 23, 8), at(2026, 11, 23, 8)),
        (at(2026, 11, 23, 6), at(2026, 11, 23, 8)),  # before school
        (at(2026, 11, 23, 17, 30), at(2026, 11, 24, 8)),  # after it
        (at(2026, 11, 23, 23, 59), at(2026, 11, 24, 8)),
        (at(2026, 11, 20, 18), at(2026, 11, 23, 8)),  # on a Friday evening
        (at(2026, 11, 22, 12), at(2026, 11, 23, 8)),  # on a Sunday
        (at(2026, 12, 18, 20), at(2027, 1, 4, 8)),  # at the beginning of the holidays
        (at(2027, 3, 19, 17, 30), at(2027, 4, 6, 8)),  # over Easter, and into summer time
        (at(2028, 2, 28, 18), at(2028, 2, 29, 8)),  # on the day before a leap day
        (at(2028, 2, 29, 18), at(2028, 3, 1, 8)),
        (at(2027, 7, 30, 18), at(2027, 9, 1, 8)),  # in summer
    ],
)
def test_the_next_opening(moment: datetime, opens: datetime) -> None:
    assert HOURS.next_open(moment) == opens


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (at(2026, 11, 23, 6), at(2026, 11, 24, 8)),
        (at(2026, 11, 23, 12), at(2026, 11, 24, 8)),
        (at(2026, 11, 20, 12), at(2026, 11, 23, 8)),
        (at(2026, 10, 23, 12), at(2026, 10, 26, 8)),
        (at(2028, 2, 28, 12), at(2028, 2, 29, 8)),
    ],
)
def test_the_morning_after(moment: datetime, opens: datetime) -> None:
    assert HOURS.morning_after(moment) == opens


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 12, 7), 1, date(2026, 12, 4)),
        (date(2026, 12, 7), 5, date(2026, 11, 30)),
        (date(2026, 12, 6), 1, date(2026, 12, 4)),  # a Sunday
        (date(2027, 1, 5), 2, date(2026, 12, 18)),
        (date(2028, 3, 1), 1, date(2028, 2, 29)),
    ],
)
def test_a_school_day_so_many_before_another(day: date, count: int, before: date) -> None:
    assert HOURS.school_day_before(day, count) == before


def test_a_setting_that_is_never_open_has_no_next_opening() -> None:
    first = date(2026, 9, 1)
    always = [
        Closure(first_on=first + timedelta(weeks=10 * n), last_on=first + timedelta(weeks=10 * n, days=69))
        for n in range(-10, 14)
    ]
    hours = closed(*always)

    assert hours.next_open(at(2026, 11, 23, 12)) is None
    assert hours.morning_after(at(2026, 11, 23, 12)) is None
    assert hours.school_day_from(date(2026, 11, 23)) is None
    assert hours.school_day_before(date(2026, 11, 23), 1) is None


ZONES = st.sampled_from([LONDON, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Kiritimati")])
FIRST_DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2029, 1, 1))
CLOSURES = st.builds(
    lambda first, days: Closure(first_on=first, last_on=first + timedelta(days=days)),
    FIRST_DAYS,
    st.integers(min_value=0, max_value=40),
)
ANY_HOURS = st.builds(
    lambda zone, opens, minutes, closures: SchoolHours(
        zone=zone,
        opens_at=time(opens // 60, opens % 60),
        closes_at=time((opens + minutes) // 60, (opens + minutes) % 60),
        closures=tuple(closures),
    ),
    ZONES,
    st.integers(min_value=240, max_value=1000),
    st.integers(min_value=1, max_value=420),
    st.lists(CLOSURES, max_size=5),
)
MOMENTS = st.integers(min_value=0, max_value=3 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@hypothetically(hours=ANY_HOURS, moment=MOMENTS, shares=st.lists(st.floats(0, 1, exclude_max=True), max_size=20))
def test_until_the_next_opening_it_is_never_open(hours: SchoolHours, moment: datetime, shares: list[float]) -> None:
    opens = hours.next_open(moment)

    assert opens is not None
    assert opens >= moment
    assert hours.is_open(opens)
    between = [moment + share * (opens - moment) for share in shares]
    assert not any(hours.is_open(instant) for instant in between if instant < opens)
