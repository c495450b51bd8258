from hypothesis import given, strategies as st

from maturity_model.agenda import Order, in_order, next_open
from maturity_model.catalog import RowId
from maturity_model.spread import Spread
from tests.maturity_model.given import edition, rows, spread, spreads

SIX_ROWS = rows("1.1", "1.2", "1.3", "2.1", "2.2", "2.3")

row_sets = st.sets(st.sampled_from(SIX_ROWS))
some_row = st.one_of(st.none(), st.sampled_from(SIX_ROWS))


def test_model_order_is_the_order_of_the_edition() -> None:
    wide_at_the_end = {RowId("2.3"): spread(3, 0, 0, 3)}

    assert in_order(edition(), wide_at_the_end, Order.MODEL) == SIX_ROWS


def test_the_widest_row_comes_first_and_rows_with_few_answers_last() -> None:
    answered = {
        RowId("1.1"): spread(0, 1, 0, 0),
        RowId("1.2"): spread(0, 6, 0, 0),
        RowId("2.1"): spread(1, 2, 2, 1),
        RowId("2.2"): spread(3, 0, 0, 3),
        RowId("2.3"): spread(1, 0, 0, 1),
    }

    order = in_order(edition(), answered, Order.WIDEST_FIRST)

    assert order == rows("2.2", "2.1", "1.2", "1.1", "1.3", "2.3")


def test_rows_as_far_apart_as_each_other_stay_in_model_order() -> None:
    answered = {RowId("2.2"): spread(0, 2, 2, 0), RowId("1.3"): spread(3, 3, 0, 0), RowId("1.1"): spread(0, 0, 1, 2)}

    order = in_order(edition(), answered, Order.WIDEST_FIRST)

    assert order[:3] == rows("1.3", "2.2", "1.1")


@given(answered=st.dictionaries(st.sampled_from(SIX_ROWS), spreads))
def test_every_row_is_on_the_agenda_exactly_once(answered: dict[RowId, Spread]) -> None:
    assert sorted(in_order(edition(), answered, Order.WIDEST_FIRST)) == list(SIX_ROWS)


def test_the_meeting_starts_at_the_first_row_that_is_not_done() -> None:
    assert next_open(SIX_ROWS, done=rows("1.1"), parked=()) == "1.2"


def test_the_meeting_goes_on_with_the_row_after_this_one() -> None:
    assert next_open(SIX_ROWS, done=rows("1.1", "2.1"), parked=(), after=RowId("1.3")) == "2.2"


def test_a_row_passed_over_comes_back_before_the_parked_ones() -> None:
    done = rows("1.1", "2.1", "2.2", "2.3")

    assert next_open(SIX_ROWS, done=done, parked=rows("1.2"), after=RowId("2.3")) == "1.3"


def test_parked_rows_come_back_at_the_end() -> None:
    parked = rows("1.2", "1.3")

    assert next_open(SIX_ROWS, done=rows("1.1"), parked=parked, after=RowId("1.1")) == "2.1"
    assert next_open(SIX_ROWS, done=rows("1.1", "2.1", "2.2", "2.3"), parked=parked, after=RowId("2.3")) == "1.2"


def test_parked_rows_take_turns() -> None:
    done = rows("1.1", "1.3", "2.1", "2.2")
    parked = rows("1.2", "2.3")

    assert next_open(SIX_ROWS, done=done, parked=parked, after=RowId("1.2")) == "2.3"
    assert next_open(SIX_ROWS, done=done, parked=parked, after=RowId("2.3")) == "1.2"


def test_going_on_from_a_row_that_is_still_open_leads_to_a_parked_one_rather_than_nowhere() -> None:
    assert next_open(SIX_ROWS, done=rows("1.1", "1.3", "2.1", "2.2"), parked=rows("1.2"), after=RowId("2.3")) == "1.2"


def test_the_last_row_left_stays_on_the_table() -> None:
    assert next_open(SIX_ROWS, done=SIX_ROWS[:5], parked=(), after=RowId("2.3")) == "2.3"


def test_nothing_is_next_once_every_row_is_done() -> None:
    assert next_open(SIX_ROWS, done=SIX_ROWS, parked=rows("1.2"), after=RowId("2.3")) is None


@given(done=row_sets, parked=row_sets, after=some_row)
def test_the_next_row_is_never_done_and_parked_only_where_nothing_else_is_left(
    done: set[RowId], parked: set[RowId], after: RowId | None
) -> None:
    row = next_open(SIX_ROWS, done=done, parked=parked, after=after)

    left = set(SIX_ROWS) - done
    assert (row is None) is (not left)
    if row is not None:
        assert row in left
        assert row not in parked or not left - parked - {after}


@given(parked=row_sets, start=some_row)
def test_a_meeting_that_agrees_each_row_it_comes_to_reaches_them_all(parked: set[RowId], start: RowId | None) -> None:
    done: list[RowId] = []
    row = next_open(SIX_ROWS, done=done, parked=parked, after=start)

    while row is not None:
        done.append(row)
        row = next_open(SIX_ROWS, done=done, parked=parked, after=row)

    assert sorted(done) == list(SIX_ROWS)
