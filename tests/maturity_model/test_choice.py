"""What a group names itself stands in place of the rule."""

import pytest

from maturity_model.catalog import Column, RowId
from maturity_model.choice import Choice
from maturity_model.errors import RowInBothLists, TooManyHighlights
from maturity_model.outcome import RowOutcome
from tests.maturity_model.given import rows, spread

WIDE, CLOSE = spread(2, 0, 0, 2), spread(0, 4, 0, 0)


def outcome(row: str, column: int) -> RowOutcome:
    return RowOutcome(row=RowId(row), column=Column(column), spread=CLOSE)


OUTCOMES = [outcome("1.1", 4), outcome("1.2", 3), outcome("2.1", 2), outcome("2.2", 1)]


def test_an_empty_choice_leaves_everything_to_the_rule() -> None:
    choice = Choice()

    strengths, priorities = choice.strengths_in(OUTCOMES), choice.priorities_in(OUTCOMES)

    assert (strengths.rows, strengths.chosen_by_group) == (rows("1.1", "1.2"), False)
    assert (priorities.rows, priorities.chosen_by_group) == (rows("2.2", "2.1"), False)


def test_chosen_rows_stand_in_the_order_of_the_group() -> None:
    choice = Choice(strengths=rows("2.1", "1.1"))

    strengths = choice.strengths_in(OUTCOMES)

    assert (strengths.rows, strengths.chosen_by_group) == (rows("2.1", "1.1"), True)


def test_the_rule_names_no_row_that_the_group_put_in_the_other_list() -> None:
    choice = Choice(strengths=rows("2.1"), priorities=())

    priorities = choice.priorities_in(OUTCOMES)

    assert priorities.rows == rows("2.2")


def test_a_row_is_not_both() -> None:
    with pytest.raises(RowInBothLists) as refused:
        Choice(strengths=rows("1.1", "1.2"), priorities=rows("1.2"))

    assert refused.value.row == "1.2"


def test_six_rows_are_too_many() -> None:
    with pytest.raises(TooManyHighlights) as refused:
        Choice(priorities=rows("1.1", "1.2", "1.3", "1.4", "1.5", "1.6"))

    assert refused.value.most == 5


def test_a_list_that_says_what_the_rule_says_stays_with_the_rule() -> None:
    choice = Choice(strengths=rows("1.2", "1.1"), priorities=rows("2.1"))

    kept = choice.beside_the_rule(OUTCOMES)

    assert kept == Choice(priorities=rows("2.1"))


def test_naming_the_rows_that_the_rule_is_sure_of_is_a_choice_where_others_tie() -> None:
    outcomes = [
        RowOutcome(row=RowId("1.1"), column=Column(4), spread=WIDE),
        *(outcome(f"2.{place}", 4) for place in range(1, 7)),
    ]
    choice = Choice(strengths=rows("1.1"))

    kept = choice.beside_the_rule(outcomes)

    assert kept.strengths == rows("1.1")
    assert kept.strengths_in(outcomes).tied == ()
