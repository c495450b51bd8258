from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, strategies as st

from maturity_model.catalog import COLUMNS, Column, RowId
from maturity_model.outcome import (
    Highlights,
    RowOutcome,
    Snapshot,
    chosen,
    indicated_strengths,
    priority_action_areas,
)
from maturity_model.spread import Spread
from tests.maturity_model.given import edition, rows, spread

ALIKE = spread(0, 6, 0, 0)
NEAR = spread(0, 5, 1, 0)
APART = spread(1, 2, 2, 1)
FURTHEST = spread(3, 0, 0, 3)

BOTH: list[Callable[..., Highlights]] = [indicated_strengths, priority_action_areas]


def outcome(row: str, column: int | None, how_apart: Spread | None = ALIKE) -> RowOutcome:
    return RowOutcome(row=RowId(row), column=None if column is None else Column(column), spread=how_apart)


def several(column: int, *how_apart: Spread) -> list[RowOutcome]:
    return [outcome(f"{column}.{place}", column, its) for place, its in enumerate(how_apart, start=1)]


@st.composite
def reviews(draw: st.DrawFn) -> list[RowOutcome]:
    columns = draw(st.lists(st.one_of(st.none(), st.sampled_from(COLUMNS)), max_size=32))
    how_apart = st.sampled_from([ALIKE, NEAR, APART, FURTHEST, spread(1, 0, 0, 1), None])
    return [outcome(f"1.{place}", column, draw(how_apart)) for place, column in enumerate(columns, start=1)]


def test_strengths_are_rows_at_column_four_then_three() -> None:
    agreed = [outcome("1.1", 3), outcome("1.2", 1), outcome("1.3", 4), outcome("2.1", 2)]

    assert indicated_strengths(agreed) == Highlights(rows=rows("1.3", "1.1"))


def test_priority_areas_are_rows_at_column_one_then_two() -> None:
    agreed = [outcome("1.1", 2), outcome("1.2", 4), outcome("1.3", 1), outcome("2.1", 3)]

    assert priority_action_areas(agreed) == Highlights(rows=rows("1.3", "1.1"))


def test_inside_a_column_rows_whose_answers_were_furthest_apart_come_first() -> None:
    agreed = [
        outcome("1.1", 4, ALIKE),
        outcome("1.2", 4, FURTHEST),
        outcome("1.3", 3, FURTHEST),
        outcome("2.1", 4, APART),
    ]

    assert indicated_strengths(agreed).rows == rows("1.2", "2.1", "1.1", "1.3")


def test_a_row_with_few_answers_comes_after_one_whose_answers_were_alike() -> None:
    agreed = [outcome("1.1", 1, spread(1, 0, 0, 1)), outcome("1.2", 1, None), outcome("1.3", 1, ALIKE)]

    assert priority_action_areas(agreed).rows == rows("1.3", "1.1", "1.2")


def test_the_sixth_row_is_cut_where_it_comes_after_the_fifth() -> None:
    agreed = several(4, FURTHEST, APART, APART, NEAR, NEAR, ALIKE)

    assert indicated_strengths(agreed) == Highlights(rows=rows("4.1", "4.2", "4.3", "4.4", "4.5"))


def test_rows_that_tie_across_the_cut_are_offered_for_choosing() -> None:
    agreed = several(1, FURTHEST, APART, APART, NEAR, NEAR, NEAR, ALIKE)

    assert priority_action_areas(agreed) == Highlights(
        rows=rows("1.1", "1.2", "1.3"), tied=rows("1.4", "1.5", "1.6"), places_left=2
    )


def test_where_every_place_is_tied_nothing_is_named_and_all_are_offered() -> None:
    agreed = several(4, *[ALIKE] * 7)

    assert indicated_strengths(agreed) == Highlights(tied=tuple(its.row for its in agreed), places_left=5)


def test_a_row_at_column_three_never_takes_the_place_of_a_tie_at_column_four() -> None:
    agreed = [*several(4, *[ALIKE] * 6), *several(3, FURTHEST)]

    assert "3.1" not in {*indicated_strengths(agreed).rows, *indicated_strengths(agreed).tied}


def test_more_than_five_are_named_where_asked_for() -> None:
    agreed = several(4, FURTHEST, *[APART] * 6)

    assert len(indicated_strengths(agreed, most=7).rows) == 7


def test_where_no_row_is_at_three_or_four_those_furthest_on_are_named() -> None:
    agreed = [*several(1, *[ALIKE] * 5), *several(2, ALIKE, APART)]

    assert indicated_strengths(agreed) == Highlights(rows=rows("2.2", "2.1"), fallback=True)


def test_where_no_row_is_at_one_or_two_those_next_to_work_on_are_named() -> None:
    agreed = [*several(4, *[ALIKE] * 5), *several(3, ALIKE, APART)]

    assert priority_action_areas(agreed) == Highlights(rows=rows("3.2", "3.1"), fallback=True)


def test_a_priority_area_is_not_furthest_on_as_well() -> None:
    agreed = [*several(1, *[ALIKE] * 4), *several(2, FURTHEST, APART, NEAR)]

    assert priority_action_areas(agreed).rows[-1:] == rows("2.1")
    assert indicated_strengths(agreed).rows == rows("2.2", "2.3")


def test_where_every_row_stands_at_two_what_is_left_is_on_a_par_and_offered_as_furthest_on() -> None:
    agreed = several(2, FURTHEST, APART, APART, NEAR, NEAR, *[ALIKE] * 7)

    assert priority_action_areas(agreed).rows == rows("2.1", "2.2", "2.3", "2.4", "2.5")
    assert indicated_strengths(agreed) == Highlights(
        tied=rows("2.6", "2.7", "2.8", "2.9", "2.10", "2.11", "2.12"), places_left=5, fallback=True
    )


def test_where_every_row_stands_at_three_how_far_apart_they_were_does_not_say_what_is_next() -> None:
    agreed = several(3, FURTHEST, FURTHEST, FURTHEST, FURTHEST, FURTHEST, APART, APART, NEAR, NEAR, NEAR, ALIKE)

    assert indicated_strengths(agreed).rows == rows("3.1", "3.2", "3.3", "3.4", "3.5")
    assert priority_action_areas(agreed).tied == rows("3.6", "3.7", "3.8", "3.9", "3.10", "3.11")


def test_where_every_row_is_a_strength_already_none_is_next_to_work_on() -> None:
    agreed = several(3, ALIKE, ALIKE)

    assert priority_action_areas(agreed) == Highlights(fallback=True)


@pytest.mark.parametrize("of", BOTH)
def test_nothing_is_named_where_nothing_was_agreed(of: Callable[..., Highlights]) -> None:
    assert of([outcome("1.1", None), outcome("1.2", None, None)]) == Highlights(fallback=True)
    assert of([]) == Highlights(fallback=True)


def test_what_the_group_chose_stands_as_it_chose_it_each_row_once() -> None:
    assert chosen(rows("2.1", "1.1", "2.1")) == Highlights(rows=rows("2.1", "1.1"), chosen_by_group=True)


def test_a_row_that_the_group_chose_as_a_strength_is_no_priority_area() -> None:
    agreed = several(1, FURTHEST, APART, ALIKE)

    priorities = priority_action_areas(agreed, elsewhere=rows("1.2"))

    assert priorities.rows == rows("1.1", "1.3")


@pytest.mark.parametrize("of", BOTH)
@given(outcomes=reviews(), most=st.integers(min_value=1, max_value=8))
def test_never_more_are_named_than_there_are_places(
    of: Callable[..., Highlights], outcomes: list[RowOutcome], most: int
) -> None:
    named = of(outcomes, most=most)

    assert len(named.rows) + named.places_left <= most
    assert len(of(outcomes).rows) <= 5


@pytest.mark.parametrize("of", BOTH)
@given(outcomes=reviews())
def test_rows_are_offered_only_where_they_are_more_than_the_places_left(
    of: Callable[..., Highlights], outcomes: list[RowOutcome]
) -> None:
    named = of(outcomes)

    assert bool(named.tied) is bool(named.places_left)
    assert not named.tied or len(named.tied) > named.places_left
    assert not set(named.rows) & set(named.tied)


@pytest.mark.parametrize("of", BOTH)
@given(outcomes=reviews())
def test_a_row_that_was_not_agreed_is_in_neither(of: Callable[..., Highlights], outcomes: list[RowOutcome]) -> None:
    agreed = {its.row for its in outcomes if its.column is not None}

    named = of(outcomes)

    assert {*named.rows, *named.tied} <= agreed


@given(outcomes=reviews())
def test_no_row_is_named_as_both(outcomes: list[RowOutcome]) -> None:
    assert not set(indicated_strengths(outcomes).rows) & set(priority_action_areas(outcomes).rows)


@pytest.mark.parametrize("of", BOTH)
@given(outcomes=reviews(), seed=st.integers())
def test_the_place_of_a_row_in_the_model_decides_nothing(
    of: Callable[..., Highlights], outcomes: list[RowOutcome], seed: int
) -> None:
    shuffled = Random(seed).sample(outcomes, len(outcomes))

    one, other = of(outcomes), of(shuffled)

    assert set(one.rows) == set(other.rows)
    assert set(one.tied) == set(other.tied)


@given(outcomes=reviews())
def test_where_the_rule_finds_rows_they_stand_at_its_columns(outcomes: list[RowOutcome]) -> None:
    column = {its.row: its.column for its in outcomes}
    strengths, priorities = indicated_strengths(outcomes), priority_action_areas(outcomes)

    assert strengths.fallback or {column[row] for row in (*strengths.rows, *strengths.tied)} <= {3, 4}
    assert priorities.fallback or {column[row] for row in (*priorities.rows, *priorities.tied)} <= {1, 2}


def test_a_snapshot_names_the_rows_that_were_not_agreed_in_model_order() -> None:
    snapshot = Snapshot(
        setting_name="The school",
        academic_year="2026/27",
        edition=edition(),
        columns={RowId("2.1"): Column(2), RowId("1.2"): Column(4)},
        strengths=chosen(rows("1.2")),
        priorities=chosen(rows("2.1")),
    )

    assert snapshot.not_agreed == rows("1.1", "1.3", "2.2", "2.3")
