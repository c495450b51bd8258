from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from maturity_model.agreement import (
    LONGEST_REASON,
    Agreement,
    OpenedRow,
    park,
    proposal,
    pull_out,
    record,
    to_agree_together,
)
from maturity_model.catalog import COLUMNS, Column, RowId
from maturity_model.errors import RowAlreadyAgreed, TextTooLong
from maturity_model.ids import PersonId
from maturity_model.spread import Counts, Spread
from tests.maturity_model.given import FACILITATOR, GOVERNOR, LEADER, NOW, SENCO, spread, spreads

ROW = RowId("1.1")


def agreed(column: int, *, by: PersonId = FACILITATOR, reason: str | None = None, seconds: int = 0) -> Agreement:
    at = NOW + timedelta(seconds=seconds)
    return Agreement(row=ROW, column=Column(column), recorded_by=by, recorded_at=at, reason=reason)


def opened(*, listed_at: int | None = None, pulled_out_by: PersonId | None = None) -> OpenedRow:
    column = None if listed_at is None else Column(listed_at)
    return OpenedRow(
        row=ROW,
        spread=spread(0, 5, 0, 0),
        opened_at=NOW,
        to_agree_together=column,
        pulled_out_by=pulled_out_by,
    )


def test_the_first_column_recorded_stands() -> None:
    assert record(None, agreed(3)) == agreed(3)


def test_a_second_facilitator_is_told_what_stands() -> None:
    with pytest.raises(RowAlreadyAgreed) as refusal:
        record(agreed(3, by=FACILITATOR), agreed(2, by=LEADER))

    assert (refusal.value.row, refusal.value.column, refusal.value.by) == (ROW, 3, FACILITATOR)


def test_a_second_facilitator_is_told_even_where_both_chose_the_same_column() -> None:
    with pytest.raises(RowAlreadyAgreed):
        record(agreed(3, by=FACILITATOR), agreed(3, by=LEADER))


def test_a_second_facilitator_may_change_what_stands() -> None:
    change = agreed(2, by=LEADER, seconds=5)

    assert record(agreed(3, by=FACILITATOR), change, is_change=True) == change


def test_the_same_click_twice_keeps_what_stands_with_its_reason_and_time() -> None:
    standing = agreed(3, reason="Two of us teach it.")

    assert record(standing, agreed(3, seconds=1)) == standing


def test_changing_to_the_column_that_stands_keeps_its_reason() -> None:
    standing = agreed(3, reason="Two of us teach it.")

    assert record(standing, agreed(3, by=LEADER, seconds=60), is_change=True) == standing


def test_another_column_by_the_same_person_takes_the_place_of_the_first_and_drops_its_reason() -> None:
    now_stands = record(agreed(3, reason="Two of us teach it."), agreed(2, seconds=1))

    assert now_stands.column == 2
    assert now_stands.reason is None


def test_a_reason_may_be_as_long_as_can_be_shown_and_no_longer() -> None:
    assert agreed(1, reason="r" * LONGEST_REASON).reason is not None

    with pytest.raises(TextTooLong) as refusal:
        agreed(1, reason="r" * (LONGEST_REASON + 1))

    assert refusal.value.most == LONGEST_REASON


def test_a_row_can_be_parked_once_or_twice_alike() -> None:
    once = park(opened(), None)

    assert once.parked
    assert park(once, None) == once


def test_an_agreed_row_cannot_be_parked() -> None:
    with pytest.raises(RowAlreadyAgreed):
        park(opened(), agreed(2))


def test_a_row_pulled_out_is_no_longer_listed_and_says_who_pulled_it_out_first() -> None:
    first = pull_out(opened(listed_at=2), None, by=SENCO)
    second = pull_out(first, None, by=GOVERNOR)

    assert not second.is_listed
    assert second.pulled_out_by == SENCO
    assert second.to_agree_together == 2


def test_a_row_cannot_be_pulled_out_after_it_was_agreed() -> None:
    with pytest.raises(RowAlreadyAgreed):
        pull_out(opened(listed_at=2), agreed(2), by=SENCO)


def test_a_row_that_is_not_listed_cannot_be_pulled_out_of_the_list() -> None:
    assert pull_out(opened(), None, by=SENCO) == opened()


@pytest.mark.parametrize(
    ("counts", "invited", "column"),
    [
        ((0, 3, 0, 0), 6, 2),  # three, and just half of those invited
        ((1, 2, 0, 0), 3, 2),
        ((0, 1, 4, 1), 12, 3),  # one on either side
        ((5, 1, 0, 0), 8, 1),
        ((0, 0, 1, 9), 12, 4),
    ],
)
def test_a_row_that_nearly_everybody_sees_alike_is_proposed(counts: Counts, invited: int, column: int) -> None:
    assert proposal(spread(*counts), invited=invited) == column


@pytest.mark.parametrize(
    ("counts", "invited", "why_not"),
    [
        ((0, 2, 0, 0), 2, "only two named a column"),
        ((0, 0, 0, 0), 0, "nobody named a column"),
        ((0, 3, 0, 0), 7, "less than half of those invited named one"),
        ((0, 3, 3, 0), 6, "two columns are chosen equally often"),
        ((9, 0, 1, 0), 10, "somebody is two columns away"),
        ((0, 1, 0, 9), 10, "somebody is two columns away"),
        ((1, 0, 0, 9), 10, "somebody is three columns away"),
        ((3, 1, 0, 3), 7, "two columns at either end are chosen equally often"),
    ],
)
def test_a_row_that_deserves_a_talk_is_never_proposed(counts: Counts, invited: int, why_not: str) -> None:
    assert proposal(spread(*counts), invited=invited) is None, why_not


def test_those_who_cannot_judge_do_not_help_a_row_to_half_of_those_invited() -> None:
    assert proposal(spread(0, 3, 0, 0, cannot_judge=9), invited=12) is None


@given(answered=spreads, invited=st.integers(min_value=0, max_value=60))
def test_every_proposal_keeps_the_whole_rule(answered: Spread, invited: int) -> None:
    column = proposal(answered, invited=invited)

    if column is not None:
        by_column = dict(zip(COLUMNS, answered.counts, strict=True))
        others = [count for other, count in by_column.items() if other != column]
        far_away = [count for other, count in by_column.items() if abs(other - column) >= 2]
        assert answered.named >= 3
        assert answered.named >= invited / 2
        assert max(others) < by_column[column]
        assert sum(far_away) == 0


@given(answered=spreads, invited=st.integers(min_value=0, max_value=60), fewer=st.integers(min_value=0, max_value=60))
def test_inviting_fewer_never_takes_a_proposal_away(answered: Spread, invited: int, fewer: int) -> None:
    column = proposal(answered, invited=invited)

    if column is not None:
        assert proposal(answered, invited=max(0, invited - fewer)) == column


def test_the_rows_to_agree_together_are_listed_in_the_order_given_with_their_columns() -> None:
    answered = {
        RowId("2.1"): spread(0, 0, 4, 1),
        RowId("1.2"): spread(2, 0, 0, 2),
        RowId("1.1"): spread(4, 0, 0, 0),
    }

    listed = to_agree_together(answered, invited=5)

    assert list(listed.items()) == [("2.1", 3), ("1.1", 1)]
