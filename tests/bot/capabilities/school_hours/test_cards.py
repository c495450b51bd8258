"""School hours on Home, and the modal that changes them."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.capabilities.school_hours import cards, texts
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from maturity_model.days import read_closures
from maturity_model.errors import ClosureTooLong, DaysNotUnderstood, DaysOutOfOrder, TooManyClosures
from maturity_model.school_hours import usual_closures
from maturity_model.setting import MOST_CLOSURES, Closure, Setting
from tests import given

TODAY = date(2026, 11, 23)
HALF_TERM = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
LAST_YEAR = Closure(first_on=date(2026, 7, 22), last_on=date(2026, 8, 31))
NEXT_YEAR = Closure(first_on=date(2027, 10, 25), last_on=date(2027, 10, 25))


def closed(*closures: Closure) -> Setting:
    return replace(given.setting(), closures=closures)


def test_home_says_when_the_bot_writes() -> None:
    blocks = list(cards.hours_section(replace(given.setting(), opens_at=time(9), closes_at=time(15, 5))))

    check_blocks(blocks, Surface.HOME)
    assert "between 09:00 and 15:05 on school days" in str(blocks)
    assert cards.SET_HOURS in str(blocks)


def test_before_anything_was_entered_the_usual_closures_of_two_years_are_offered() -> None:
    assert cards.closures_offered(closed(), TODAY) == (*usual_closures(2026), *usual_closures(2027))


def test_a_year_in_which_something_was_entered_has_no_usual_closures() -> None:
    assert cards.closures_offered(closed(HALF_TERM), TODAY) == (HALF_TERM, *usual_closures(2027))
    assert cards.closures_offered(closed(NEXT_YEAR), TODAY) == (*usual_closures(2026), NEXT_YEAR)
    assert cards.closures_offered(closed(HALF_TERM, NEXT_YEAR), TODAY) == (HALF_TERM, NEXT_YEAR)


def test_closures_of_earlier_years_are_not_offered_any_more() -> None:
    assert LAST_YEAR not in cards.closures_offered(closed(LAST_YEAR, HALF_TERM), TODAY)
    assert LAST_YEAR in cards.closures_offered(closed(LAST_YEAR), date(2026, 8, 31))


def test_no_more_are_offered_than_can_be_saved() -> None:
    crowd = [HALF_TERM.first_on + timedelta(days=number) for number in range(MOST_CLOSURES)]
    full = closed(*(Closure(first_on=day, last_on=day) for day in crowd))

    assert cards.closures_offered(full, TODAY) == full.closures


@pytest.mark.parametrize("setting", [closed(), closed(HALF_TERM), closed(NEXT_YEAR)])
def test_what_is_offered_is_read_as_it_was_meant(setting: Setting) -> None:
    view = cards.hours_modal(setting, TODAY)

    [written] = [
        block["element"]["initial_value"] for block in view["blocks"] if block.get("block_id") == cards.CLOSURES
    ]
    check_view(view, Surface.MODAL)
    assert read_closures(written) == cards.closures_offered(setting, TODAY)


def test_the_longest_list_fits() -> None:
    first = date(2026, 9, 20)
    long = [
        Closure(first_on=first + timedelta(weeks=n), last_on=first + timedelta(weeks=n, days=9))
        for n in range(MOST_CLOSURES)
    ]

    check_view(cards.hours_modal(closed(*long), TODAY), Surface.MODAL)


def test_the_example_in_the_hint_can_be_read() -> None:
    example = texts.CLOSURES_HINT.partition("like this: ")[2].partition(".")[0]

    assert read_closures(example) == (HALF_TERM,)


def test_a_refusal_names_the_line_or_the_days() -> None:
    endless, days = "x" * 3000, (date(2026, 10, 30), date(2026, 10, 26))

    assert "“the week after”" in texts.days_not_understood(DaysNotUnderstood("the week after"))
    assert len(texts.days_not_understood(DaysNotUnderstood(endless))) < 500
    assert "30 October 2026 - 26 October 2026 ends before" in texts.days_out_of_order(DaysOutOfOrder(*days))
    assert "longer than 10 weeks" in texts.closure_too_long(ClosureTooLong(*days))
    assert "up to 40 closures" in texts.too_many_closures(TooManyClosures(MOST_CLOSURES))
