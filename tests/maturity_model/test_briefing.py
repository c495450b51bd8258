"""How a meeting may go, from one word a row."""

from hypothesis import given, strategies as st

from maturity_model.briefing import MINUTES_TOGETHER, WORTH_A_TALK, plan_of
from maturity_model.catalog import RowId
from maturity_model.spread import Closeness
from tests.maturity_model.given import rows

CLOSE, SOME, WIDE, FEW = Closeness.CLOSE, Closeness.SOME_SPREAD, Closeness.WIDE, Closeness.FEW_ANSWERS


def test_close_rows_are_agreed_together_and_the_widest_come_first() -> None:
    words = dict(zip(rows("1.1", "1.2", "1.3", "2.1", "2.2"), (SOME, CLOSE, WIDE, FEW, WIDE), strict=True))

    plan = plan_of(words, minutes=60)

    assert plan.together == rows("1.2")
    assert plan.to_talk_about == rows("1.3", "2.2", "1.1", "2.1")
    assert plan.minutes_a_row == (60 - MINUTES_TOGETHER) // 4


def test_where_nothing_is_close_all_minutes_are_for_talking() -> None:
    assert plan_of({RowId("1.1"): WIDE, RowId("1.2"): FEW}, minutes=30).minutes_a_row == 15


def test_where_all_is_close_there_is_nothing_to_share_out() -> None:
    plan = plan_of({RowId("1.1"): CLOSE}, minutes=30)

    assert (plan.to_talk_about, plan.minutes_a_row) == ((), None)


@given(st.lists(st.sampled_from(Closeness), max_size=40), st.integers(min_value=0, max_value=240))
def test_every_row_has_its_place_once_and_no_minute_is_spent_twice(words: list[Closeness], minutes: int) -> None:
    of_rows = {RowId(f"1.{number}"): word for number, word in enumerate(words)}

    plan = plan_of(of_rows, minutes=minutes)

    assert sorted((*plan.together, *plan.to_talk_about)) == sorted(of_rows)
    assert [of_rows[row] for row in plan.to_talk_about] == sorted(
        (of_rows[row] for row in plan.to_talk_about), key=WORTH_A_TALK.index
    )
    assert (plan.minutes_a_row or 0) * len(plan.to_talk_about) <= minutes
