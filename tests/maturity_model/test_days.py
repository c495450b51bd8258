"""Days as people in Britain write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from maturity_model.days import read_closures, read_days
from maturity_model.errors import ClosureTooLong, DaysNotUnderstood, DaysOutOfOrder
from maturity_model.setting import Closure

FIRST, LAST = date(2026, 10, 26), date(2026, 10, 30)
HALF_TERM = Closure(first_on=FIRST, last_on=LAST)


@pytest.mark.parametrize(
    "line",
    [
        "26/10/2026 - 30/10/2026",
        "26/10/2026-30/10/2026",
        "26.10.2026\u201330.10.2026",
        "26-10-2026 — 30-10-2026",
        "26 October 2026 to 30 October 2026",
        "26 October 2026 until 30 October 2026",
        "26 OCTOBER 2026 TO 30 october 2026",
        "26 Oct - 30 Oct 2026",
        "26 Oct 2026 - 30 Oct",
        "26 October, 2026 - 30 October, 2026",
        "26/10 - 30/10/2026",
        "26.10. \u2013 30.10.2026",
        "26-30 October 2026",
        "26th to 30th Oct. 2026",
        "Mon 26 Oct \u2013 Fri 30 Oct 2026",
        "Autumn half-term 26.10.2026 \u2013 30.10.2026",
        "Half-term: Monday, 26 October to Friday, 30 October 2026.",
        "from 26 October 2026 until 30 October 2026",
        "  26/10/2026\t-\xa030/10/2026  ",
    ],
)
def test_a_first_and_a_last_day_are_read(line: str) -> None:
    assert read_days(line) == (FIRST, LAST)


@pytest.mark.parametrize(
    "line",
    [
        "26/10/2026",
        "26.10.2026",
        "26 October 2026",
        "26th Oct 2026",
        "INSET day: Monday 26 October 2026",
        "- 26/10/2026",
    ],
)
def test_a_single_day_is_its_own_last(line: str) -> None:
    assert read_days(line) == (FIRST, FIRST)


@pytest.mark.parametrize(
    ("month", "written"),
    [
        *enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1),
        *((9, "Sept"), (1, "January"), (6, "June"), (9, "September"), (12, "December")),
    ],
)
def test_months_have_their_names(month: int, written: str) -> None:
    assert read_days(f"3 {written} 2027") == (date(2027, month, 3), date(2027, month, 3))


def test_days_run_over_the_turn_of_a_year() -> None:
    assert read_days("20 December 2026 - 3 January 2027") == (date(2026, 12, 20), date(2027, 1, 3))


@pytest.mark.parametrize(
    "line",
    [
        "half-term",
        "2026",
        "31.02.2026",
        "29 February 2027",
        "1/13/2026",
        "10/26/2026",
        "26/10/26",
        "26 Oct 26",
        "26/10/26 - 30/10/26",
        "26/10/1926",
        "26/10/20266",
        "26 October",
        "26 Oct - 30 Oct",
        "October 26 2026",
        "2026-10-26",
        "26/10/2026 30/10/2026",
        "26/10/2026, 30/10/2026",
        "26/10/2026 - 30/10/2026 - 2/11/2026",
        "26/10/2026 and 27/10/2026 and 28/10/2026",
        "26/10/2026 -",
        "1-2-3 March 2026",
        "1-2-3-2026",
        "26-30/10/2026",
        "closed from 26/10/2026",
        "until 26/10/2026",
        "26 October 2026 until further notice",
        "12 Marchand 2026",
        "Year 11 leave 26/10/2026",
        "26/10/2026 and two more days",
    ],
)
def test_nothing_is_guessed(line: str) -> None:
    with pytest.raises(DaysNotUnderstood) as refused:
        read_days(line)

    assert refused.value.line == line


def test_a_line_that_goes_on_for_ever_is_not_looked_through() -> None:
    with pytest.raises(DaysNotUnderstood):
        read_days("Half-term " + "and so on " * 20 + "26/10/2026")


def test_closures_are_read_one_a_line_in_their_order() -> None:
    text = "\n 1 May 2027 \r\n\nHalf-term 26/10/2026 - 30/10/2026\n26-30 October 2026\n"

    assert read_closures(text) == (HALF_TERM, Closure(first_on=date(2027, 5, 1), last_on=date(2027, 5, 1)))


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_written_is_no_closure(text: str) -> None:
    assert read_closures(text) == ()


def test_closures_may_overlap() -> None:
    assert len(read_closures("26/10/2026 - 30/10/2026\n28/10/2026 - 2/11/2026")) == 2


def test_the_line_that_is_not_understood_is_named() -> None:
    with pytest.raises(DaysNotUnderstood) as refused:
        read_closures("26/10/2026\n  the week after\n27/10/2026")

    assert refused.value.line == "the week after"


def test_days_that_run_backwards_are_refused() -> None:
    with pytest.raises(DaysOutOfOrder) as refused:
        read_closures("20 March - 3 March 2027")

    assert (refused.value.first_on, refused.value.last_on) == (date(2027, 3, 20), date(2027, 3, 3))


def test_a_closure_that_nobody_can_have_meant_is_refused() -> None:
    with pytest.raises(ClosureTooLong):
        read_closures("26/10/2026 - 26/10/2027")


DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2098, 1, 1))
FORMATS = st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%A %d %B %Y", "%a %d %b, %Y"])
DASHES = st.sampled_from([" - ", "-", "\u2013", " — ", " to ", " until "])
WORDS = st.sampled_from(["", "Half-term ", "Holiday: ", "INSET day \u2013 "])


@given(first=DAYS, days=st.integers(0, 69), written=FORMATS, dash=DASHES, words=WORDS)
def test_what_is_written_out_is_read_as_it_was_meant(
    first: date, days: int, written: str, dash: str, words: str
) -> None:
    last = first + timedelta(days=days)

    assert read_days(words + first.strftime(written) + dash + last.strftime(written)) == (first, last)
    assert read_days(words + first.strftime(written)) == (first, first)


@given(st.text(alphabet="0123456789/.- to OctMar", max_size=30))
def test_whatever_is_written_it_is_read_or_refused(line: str) -> None:
    try:
        first, last = read_days(line)
    except DaysNotUnderstood:
        return

    assert {first.year // 100, last.year // 100} == {20}


def test_a_winter_holiday_may_name_the_year_of_its_last_day_alone() -> None:
    assert read_days("Christmas 19 Dec - 4 Jan 2027") == (date(2026, 12, 19), date(2027, 1, 4))
    assert read_days("19 December 2026 to 4 January 2027") == (date(2026, 12, 19), date(2027, 1, 4))
    assert read_days("26 Oct - 30 Oct 2026") == (date(2026, 10, 26), date(2026, 10, 30))
