"""Weeks as people write them down, and which of them can be announced."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from maturity_model.booking_week import (
    LONGEST_TERM,
    LONGEST_WEEK,
    MOST_TRIOS,
    MOST_WEEKS_BEFORE,
    BookingWeek,
    Flaw,
    FlawedLine,
    Reading,
    Remark,
    WrittenWeek,
    read_weeks,
    remarks_on,
    require_sound,
)
from maturity_model.days import LONGEST_LINE
from maturity_model.errors import (
    ClosesInThePast,
    ClosesTooLate,
    TriosOutOfRange,
    WeekInThePast,
    WeeksOverlap,
    WeekTooLong,
)
from maturity_model.hub import hub_hours
from maturity_model.ids import WeekId
from maturity_model.school_hours import SchoolHours
from maturity_model.setting import Closure
from tests.given import ZONE
from tests.hub_given import DAYS, JANUARY, JUNE, MARCH, MAY, TODAY, week

SEED = """\
- Spring Term 12.01.2026 \u2013 16.01.2026
- Spring Term 16.03.2026 \u2013 20.03.2026
- Summer Term 04.05.2026 \u2013 08.05.2026
- Summer Term 08.06.2026 \u2013 12.06.2026
"""
TERMS = {JANUARY: "Spring Term", MARCH: "Spring Term", MAY: "Summer Term", JUNE: "Summer Term"}
HOURS = hub_hours(ZONE)
IN_JANUARY = "Spring Term 12.01.2026 - 16.01.2026"


def read(text: str, *announced: BookingWeek, weeks_before: int = 4, today: date = TODAY) -> Reading:
    return read_weeks(text, weeks_before=weeks_before, announced=announced, today=today)


def flaws(text: str, *announced: BookingWeek, weeks_before: int = 4) -> list[Flaw]:
    reading = read(text, *announced, weeks_before=weeks_before)
    return [line.flaw for line in reading.flawed]


def days(reading: Reading) -> list[tuple[date, date]]:
    return [(each.first_on, each.last_on) for each in reading.weeks]


def remarks(first_on: date, last_on: date, hours: SchoolHours = HOURS) -> list[Remark]:
    return list(remarks_on(first_on, last_on, hours))


def test_the_four_weeks_of_2025_26_are_read_letter_for_letter() -> None:
    reading = read(SEED)

    assert reading.flawed == ()
    closings = (date(2025, 12, 15), date(2026, 2, 16), date(2026, 3, 27), date(2026, 5, 11))
    assert reading.weeks == tuple(
        WrittenWeek(term=TERMS[each], first_on=first_on, last_on=last_on, closes_on=closes_on)
        for (each, (first_on, last_on)), closes_on in zip(DAYS.items(), closings, strict=True)
    )


@pytest.mark.parametrize(
    "dash",
    ["-", "\u2013", "\u2014", "\u2010", "\u2011", "\u2012", "\u2015", " - ", " \u2013 ", " \u2014 ", " to ", " until "],
)
def test_any_dash_will_do(dash: str) -> None:
    reading = read(f"Spring Term 12.01.2026{dash}16.01.2026")

    assert days(reading) == [DAYS[JANUARY]]
    assert reading.weeks[0].term == "Spring Term"


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "\u2013 ", "\u2014 ", "", "   - ", "-", "\t"])
def test_marks_of_a_list_are_no_part_of_the_term(mark: str) -> None:
    reading = read(f"{mark}Spring Term: 12.01.2026 - 16.01.2026")

    assert [each.term for each in reading.weeks] == ["Spring Term"]


@pytest.mark.parametrize(
    "line",
    ["12/01/2026 - 16/01/2026", "12-01-2026 - 16-01-2026", "12 January 2026 - 16 January 2026", "12-16 January 2026"],
)
def test_days_come_in_any_way_that_people_in_britain_write_them(line: str) -> None:
    assert days(read(line)) == [DAYS[JANUARY]]


@pytest.mark.parametrize(
    ("first", "last", "term"),
    [
        ("12.01.2026", "16.01.2026", "Spring Term"),
        ("27.03.2026", "31.03.2026", "Spring Term"),
        ("01.04.2026", "02.04.2026", "Summer Term"),
        ("08.06.2026", "12.06.2026", "Summer Term"),
        ("07.09.2026", "11.09.2026", "Autumn Term"),
        ("10.11.2025", "14.11.2025", "Autumn Term"),
    ],
)
def test_a_term_that_nobody_names_is_told_by_the_month(first: str, last: str, term: str) -> None:
    [found] = read(f"{first} - {last}").weeks

    assert found.term == term


def test_a_term_may_be_any_words_and_is_kept_short() -> None:
    [found] = read(f"{'Week of the valley ' * 8} 12.01.2026 - 16.01.2026").weeks

    assert len(found.term) == LONGEST_TERM


def test_weeks_come_by_day_however_they_were_written() -> None:
    reading = read("\n".join(reversed(SEED.splitlines())))

    assert days(reading) == list(DAYS.values())


def test_blank_lines_and_repeated_ones_count_for_nothing() -> None:
    reading = read(f"\n\n{SEED}\n   \n{SEED}")

    assert days(reading) == list(DAYS.values())
    assert reading.flawed == ()


@pytest.mark.parametrize("text", ["", "\n\n", "   "])
def test_nothing_written_is_nothing_read(text: str) -> None:
    assert read(text) == Reading(weeks=(), flawed=())


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ("Spring Term", Flaw.UNREAD),
        ("Spring Term 31.02.2026 - 04.03.2026", Flaw.UNREAD),
        ("Spring Term 27.02.2026 - 31.02.2026", Flaw.UNREAD),
        ("Spring Term 12.01. - 16.01.", Flaw.UNREAD),
        ("Spring Term 12.01.26 - 16.01.26", Flaw.UNREAD),
        ("Spring Term 01.12.2026 - 01.16.2026", Flaw.UNREAD),
        ("Spring Term 2026-01-12 - 2026-01-16", Flaw.UNREAD),
        ("12.01.2026 - 16.01.2026 and 16.03.2026 - 20.03.2026", Flaw.UNREAD),
        ("if you would like to book, please contact your Careers Consultant", Flaw.UNREAD),
        ("Week 3: 12.01.2026 - 16.01.2026", Flaw.UNREAD),
        ("Spring Term 12.01.2026 - 16.01.2025", Flaw.BACKWARDS),
        ("Spring Term 16.01.2026 - 12.01.2026", Flaw.BACKWARDS),
        ("Spring Term 12.01.2025 - 16.01.2026", Flaw.OVER),
        ("Spring Term 13.01.2025 - 17.01.2025", Flaw.OVER),
        ("Autumn Term 01.09.2025 - 05.09.2025", Flaw.OVER),
        ("Spring Term 12.01.2026 - 26.01.2026", Flaw.TOO_LONG),
        ("Spring Term 12.01.2026 - 16.01.2027", Flaw.TOO_LONG),
        ("Spring Term 10.01.2028 - 14.01.2028", Flaw.TOO_FAR_AHEAD),
        ("Autumn Term 08.09.2025 - 12.09.2025", Flaw.CLOSED),
    ],
)
def test_a_line_that_cannot_be_announced_says_why(line: str, flaw: Flaw) -> None:
    reading = read(f"{line}\n{SEED}")

    assert reading.flawed == (FlawedLine(line=line, flaw=flaw),)
    assert days(reading) == list(DAYS.values())


def test_a_week_may_be_as_long_as_two_weeks_and_no_longer() -> None:
    assert days(read("12.01.2026 - 25.01.2026")) == [(date(2026, 1, 12), date(2026, 1, 12) + LONGEST_WEEK)]
    assert flaws("12.01.2026 - 26.01.2026") == [Flaw.TOO_LONG]


def test_a_week_begins_tomorrow_at_the_earliest() -> None:
    assert days(read("02.09.2025 - 05.09.2025", weeks_before=0)) == [(date(2025, 9, 2), date(2025, 9, 5))]
    assert flaws("01.09.2025 - 05.09.2025", weeks_before=0) == [Flaw.OVER]


def test_requests_close_that_many_weeks_before_on_a_school_day() -> None:
    closings = [read(IN_JANUARY, weeks_before=before).weeks[0].closes_on for before in (4, 1, 0)]
    after_easter = read("04.05.2026 - 08.05.2026", weeks_before=4).weeks[0].closes_on

    assert closings == [date(2025, 12, 15), date(2026, 1, 5), date(2026, 1, 9)]
    assert after_easter == date(2026, 3, 27)  # 6 April is Easter Monday, in the holidays


def test_requests_may_close_today() -> None:
    assert flaws("29.09.2025 - 03.10.2025") == []
    assert flaws("28.09.2025 - 02.10.2025") == [Flaw.CLOSED]


def test_of_two_lines_that_share_a_day_the_first_counts() -> None:
    reading = read(f"{IN_JANUARY}\nSpring Term 16.01.2026 - 21.01.2026")

    assert days(reading) == [DAYS[JANUARY]]
    assert reading.flawed == (FlawedLine(line="Spring Term 16.01.2026 - 21.01.2026", flaw=Flaw.OVERLAPS),)


def test_the_same_days_in_other_words_overlap() -> None:
    assert flaws(f"{IN_JANUARY}\nAnother name 12.01.2026 - 16.01.2026") == [Flaw.OVERLAPS]


def test_a_week_that_was_announced_is_not_announced_again() -> None:
    assert flaws(IN_JANUARY, week(JANUARY)) == [Flaw.OVERLAPS]


def test_a_week_that_was_withdrawn_may_be_announced_again() -> None:
    assert flaws(IN_JANUARY, replace(week(JANUARY), withdrawn=True)) == []


def test_a_line_of_any_length_is_named_no_longer_than_it_can_be_shown() -> None:
    [flawed] = read("Spring " * 1000).flawed

    assert len(flawed.line) == LONGEST_LINE
    assert flawed.line.endswith("…")


SHOWN = LONGEST_LINE - 1  # then an ellipsis may stand
_PIECES = st.sampled_from(
    (
        *("Spring Term ", "- ", "12.01.2026", "16.01.2026", "31.02.2026", "05.13.2026", " \u2013 ", "-", " to ", "\n"),
        *(" ", "20", "29.02.2028", "12 January", "2026", "Mon ", "\u0663", "\u00b2", "\u2028", "\x1c", "\0", "*"),
    )
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join))


@given(text=_TEXTS, weeks_before=st.integers(min_value=0, max_value=MOST_WEEKS_BEFORE))
def test_whatever_is_pasted_every_line_is_a_week_or_has_its_flaw(text: str, weeks_before: int) -> None:
    reading = read(text, week(MARCH), weeks_before=weeks_before)

    lines = {" ".join(line.split()) for line in text.splitlines() if line.strip()}
    assert len(reading.weeks) + len(reading.flawed) == len(lines)
    assert {flawed.line[:SHOWN] for flawed in reading.flawed} <= {line[:SHOWN] for line in lines}


@given(text=_TEXTS, weeks_before=st.integers(min_value=0, max_value=MOST_WEEKS_BEFORE))
def test_whatever_is_read_can_be_announced(text: str, weeks_before: int) -> None:
    reading = read(text, week(MARCH), weeks_before=weeks_before)

    others = [week(MARCH)]
    for number, each in enumerate(reading.weeks):
        written = replace(week(), id=WeekId(f"week-{number}"), **vars(each))
        require_sound(written, others, TODAY)
        others.append(written)


def test_the_early_may_bank_holiday_is_remarked_on() -> None:
    assert remarks(*DAYS[MAY]) == [Remark(day=date(2026, 5, 4), holiday="May Day")]


@pytest.mark.parametrize("of", [JANUARY, MARCH, JUNE])
def test_a_week_in_which_schools_are_open_is_not_remarked_on(of: WeekId) -> None:
    assert remarks(*DAYS[of]) == []


def test_usual_holidays_are_remarked_on_as_outside_term() -> None:
    found = remarks(date(2025, 12, 18), date(2025, 12, 29))

    assert [(each.day.day, each.holiday) for each in found] == [
        (22, None),
        (23, None),
        (24, None),
        (25, "Christmas Day"),
        (26, "Boxing Day"),
        (29, None),
    ]


def test_a_settings_own_holidays_are_remarked_on() -> None:
    half_term = Closure(first_on=date(2026, 1, 14), last_on=date(2026, 1, 15))
    hours = SchoolHours(opens_at=time(8), closes_at=time(16), zone=ZONE, closures=(half_term,))

    assert [each.day for each in remarks(*DAYS[JANUARY], hours)] == [half_term.first_on, half_term.last_on]


def test_a_weekend_inside_a_week_needs_no_remark() -> None:
    assert remarks(date(2026, 1, 16), date(2026, 1, 19)) == []


# What is not pasted but chosen from calendars comes through the same rules.


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"trios": 0}, TriosOutOfRange),
        ({"trios": -1}, TriosOutOfRange),
        ({"trios": MOST_TRIOS + 1}, TriosOutOfRange),
        ({"first_on": TODAY}, WeekInThePast),
        ({"first_on": date(2025, 1, 12)}, WeekInThePast),
        ({"last_on": date(2026, 1, 11)}, WeekInThePast),
        ({"last_on": date(2026, 1, 26)}, WeekTooLong),
        ({"closes_on": date(2026, 1, 12)}, ClosesTooLate),
        ({"closes_on": date(2026, 1, 20)}, ClosesTooLate),
        ({"closes_on": date(2025, 8, 31)}, ClosesInThePast),
    ],
)
def test_a_week_that_nobody_could_take_part_in_is_refused(changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        require_sound(replace(week(), **changes), [], TODAY)


@pytest.mark.parametrize(
    "changes",
    [{}, {"trios": MOST_TRIOS}, {"closes_on": date(2026, 1, 11)}, {"closes_on": TODAY}, {"last_on": date(2026, 1, 12)}],
)
def test_a_week_at_the_edge_is_sound(changes: dict[str, Any]) -> None:
    require_sound(replace(week(), **changes), [week(MARCH)], TODAY)


def test_two_weeks_of_a_hub_share_no_day() -> None:
    moved = replace(week(), first_on=date(2026, 3, 20), last_on=date(2026, 3, 24))

    with pytest.raises(WeeksOverlap) as refused:
        require_sound(moved, [week(MARCH)], TODAY)

    assert (refused.value.first_on, refused.value.last_on) == DAYS[MARCH]


def test_a_week_does_not_overlap_with_itself_nor_with_one_that_was_withdrawn() -> None:
    withdrawn = replace(week(MARCH), first_on=week().first_on, last_on=week().last_on, withdrawn=True)

    require_sound(week(), [week(), withdrawn], TODAY)


def test_a_week_whose_requests_have_closed_may_change_but_not_close_on_another_day_that_is_over() -> None:
    closed = replace(week(), closes_on=TODAY - timedelta(days=3))

    require_sound(replace(closed, trios=5), [closed], TODAY)
    with pytest.raises(ClosesInThePast):
        require_sound(replace(closed, closes_on=TODAY - timedelta(days=2)), [closed], TODAY)


def test_each_trio_takes_three_settings() -> None:
    assert [week(trios=trios).places for trios in (1, 2, 5)] == [3, 6, 15]


def test_requests_are_taken_until_the_closing_day_is_over() -> None:
    closes_on = week().closes_on

    assert week().takes_requests(closes_on)
    assert not week().takes_requests(closes_on + timedelta(days=1))
    assert not replace(week(), withdrawn=True).takes_requests(closes_on)
