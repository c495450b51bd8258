"""A colleague's own sheet: what is left, and where the card turns to."""

import pytest

from maturity_model.catalog import Column, RowId
from maturity_model.errors import UnknownRow
from maturity_model.reflection import Progress
from maturity_model.review import Capacity, Member, Stage
from maturity_model.sheet import Sheet, Turn
from tests.maturity_model.given import SENCO, edition, review, rows


def sheet(
    *answered: str,
    opened: tuple[str, ...] = (),
    finished: bool = False,
    stage: Stage = Stage.REFLECTING,
) -> Sheet:
    """Two themes of three rows, of which some are answered."""
    member = Member(person=SENCO, capacities=frozenset({Capacity.COLLEAGUE}), finished=finished)
    progress = Progress(edition=edition(), answers=dict.fromkeys(rows(*answered), Column(2)))
    return Sheet(review=review(member, stage=stage, opened=rows(*opened)), member=member, progress=progress)


def test_the_next_row_is_the_first_one_not_answered() -> None:
    assert sheet().next == "1.1"
    assert sheet("1.1", "1.3").next == "1.2"


def test_rows_that_the_meeting_opened_are_not_left() -> None:
    assert sheet("1.1", opened=("1.2", "2.1"), stage=Stage.AGREEING).left == rows("1.3", "2.2", "2.3")


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREED, Stage.CANCELLED])
def test_nothing_is_left_where_the_review_takes_no_answers(stage: Stage) -> None:
    assert sheet(stage=stage).left == ()


def test_whoever_said_all_sees_the_whole_next() -> None:
    assert sheet("1.1", finished=True).next is None
    assert sheet("1.1", finished=True).after(RowId("1.1")) is None


def test_after_the_last_row_those_that_were_passed_over_come_round_again() -> None:
    assert sheet("1.1", "1.3", "2.1", "2.2", "2.3").after(RowId("2.3")) == "1.2"


def test_skipping_the_only_row_left_shows_the_whole() -> None:
    assert sheet("1.1", "1.2", "1.3", "2.1", "2.2").after(RowId("2.3")) is None


def test_back_goes_one_row_in_model_order_and_from_the_first_stays() -> None:
    assert sheet().beside(RowId("2.1"), Turn.BACK) == "1.3"
    assert sheet().beside(RowId("1.1"), Turn.BACK) == "1.1"


@pytest.mark.parametrize("turn", Turn)
def test_no_turn_starts_from_a_row_that_the_edition_does_not_have(turn: Turn) -> None:
    with pytest.raises(UnknownRow):
        sheet().beside(RowId("9.9"), turn)


def test_a_theme_s_rows_left_are_those_not_answered_and_not_opened() -> None:
    half_done = sheet("1.1", opened=("1.2",), stage=Stage.AGREEING)

    assert half_done.left_of(half_done.edition.themes[0]) == rows("1.3")


def test_an_answer_taken_back_is_left_again() -> None:
    assert sheet("1.1", "1.2").without_answer(RowId("1.1")).next == "1.1"
    assert sheet("1.1").with_answers({RowId("1.2"): None}).next == "1.3"
