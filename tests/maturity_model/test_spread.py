from random import Random

import pytest
from hypothesis import given, strategies as st

from maturity_model.review import Family
from maturity_model.spread import NO_ANSWERS, Closeness, Counts, Spread
from tests.maturity_model.given import Answer, answers, columns, families, named, named_answers, spread

WORKED_BY_HAND = [
    ((12, 0, 0, 0), 1.0, Closeness.CLOSE),
    ((0, 0, 5, 0), 1.0, Closeness.CLOSE),
    ((6, 0, 0, 6), 0.0, Closeness.WIDE),
    ((3, 3, 3, 3), 0.368483, Closeness.WIDE),
    ((2, 4, 4, 2), 0.491311, Closeness.WIDE),
    ((1, 5, 5, 1), 0.614138, Closeness.SOME_SPREAD),
    ((0, 6, 6, 0), 0.736966, Closeness.SOME_SPREAD),
    ((2, 1, 0, 0), 0.765860, Closeness.SOME_SPREAD),
    ((0, 3, 1, 0), 0.802093, Closeness.CLOSE),
    ((0, 9, 1, 0), 0.904525, Closeness.CLOSE),
]


@pytest.mark.parametrize(("counts", "consensus", "closeness"), WORKED_BY_HAND)
def test_a_spread_worked_out_by_hand_has_this_consensus_and_this_word(
    counts: Counts, consensus: float, closeness: Closeness
) -> None:
    row = spread(*counts)

    assert row.consensus == pytest.approx(consensus, abs=1e-6)
    assert row.closeness is closeness


def test_a_row_that_nobody_answered_has_no_consensus_and_few_answers() -> None:
    assert NO_ANSWERS.consensus is None
    assert NO_ANSWERS.closeness is Closeness.FEW_ANSWERS


def test_two_answers_are_few_answers_however_many_more_cannot_judge() -> None:
    assert spread(1, 0, 0, 1, cannot_judge=9).closeness is Closeness.FEW_ANSWERS


def test_three_answers_are_enough_for_a_word() -> None:
    assert spread(0, 3, 0, 0).closeness is Closeness.CLOSE


def test_answers_are_counted_by_column_and_by_family_and_those_who_cannot_judge_beside_them() -> None:
    given_answers: list[Answer] = [
        *named(Family.CAREERS, 1, 1, 4),
        *named(Family.CURRICULUM, 2),
        *named(None, 2),
        (Family.CAREERS, None),
        (Family.SENIOR_LEADERS, None),
    ]

    counted = Spread.of(given_answers)

    assert counted.counts == (2, 2, 0, 1)
    assert counted.cannot_judge == 2
    assert counted.named == 5
    assert counted.families == {Family.CAREERS: (2, 0, 0, 1), Family.CURRICULUM: (0, 1, 0, 0)}


def test_rows_with_few_answers_all_come_last_and_none_before_another() -> None:
    nearest = spread(0, 9, 0, 0).nearness
    few = {spread(1, 0, 0, 1).nearness, spread(2, 0, 0, 0).nearness, NO_ANSWERS.nearness}

    assert len(few) == 1
    assert few.pop() > nearest


@given(answers=answers, seed=st.integers())
def test_the_order_of_answers_never_matters(answers: list[Answer], seed: int) -> None:
    shuffled = Random(seed).sample(answers, len(answers))

    assert Spread.of(shuffled) == Spread.of(answers)
    assert Spread.of(shuffled).consensus == Spread.of(answers).consensus


@given(column=columns, family=families, people=st.integers(min_value=1, max_value=200))
def test_unanimity_is_a_consensus_of_one(column: int, family: Family | None, people: int) -> None:
    assert Spread.of(named(family, *[column] * people)).consensus == 1


@given(half=st.integers(min_value=1, max_value=100))
def test_half_at_one_and_half_at_four_is_a_consensus_of_nought(half: int) -> None:
    assert spread(half, 0, 0, half).consensus == 0


@given(answers=named_answers)
def test_consensus_lies_between_nought_and_one(answers: list[Answer]) -> None:
    consensus = Spread.of(answers).consensus

    assert consensus is not None
    assert 0 <= consensus <= 1


@given(answers=named_answers)
def test_only_unanimity_is_a_consensus_of_one(answers: list[Answer]) -> None:
    chosen = {column for _, column in answers}

    assert (Spread.of(answers).consensus == 1) is (len(chosen) == 1)


@given(answers=answers, family=families, people=st.integers(min_value=1, max_value=20))
def test_who_cannot_judge_changes_neither_consensus_nor_word(
    answers: list[Answer], family: Family | None, people: int
) -> None:
    before = Spread.of(answers)

    after = Spread.of([*answers, *[(family, None)] * people])

    assert after.cannot_judge == before.cannot_judge + people
    assert (after.consensus, after.closeness, after.counts) == (before.consensus, before.closeness, before.counts)


@given(answers=named_answers)
def test_reading_the_columns_from_the_other_end_changes_no_consensus(answers: list[Answer]) -> None:
    there = Spread.of(answers)

    back = Spread(counts=(there.counts[3], there.counts[2], there.counts[1], there.counts[0]), cannot_judge=0)

    assert back.consensus == there.consensus


@given(answers=named_answers, times=st.integers(min_value=2, max_value=7))
def test_as_many_again_of_each_answer_changes_no_consensus(answers: list[Answer], times: int) -> None:
    assert Spread.of(answers * times).consensus == Spread.of(answers).consensus


@given(answers=answers)
def test_families_and_those_without_one_add_up_to_the_whole(answers: list[Answer]) -> None:
    whole = Spread.of(answers)
    without_family = Spread.of([answer for answer in answers if answer[0] is None])

    parts = [*whole.families.values(), without_family.counts]

    assert tuple(map(sum, zip(*parts, strict=True))) == whole.counts
