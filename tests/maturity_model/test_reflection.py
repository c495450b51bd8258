import pytest
from hypothesis import given, strategies as st

from maturity_model.catalog import Column, RowId
from maturity_model.errors import TextTooLong
from maturity_model.reflection import LONGEST_NOTE, Note, Progress, Reflection
from tests.maturity_model.given import NOW, SENCO, edition, rows

SIX_ROWS = rows("1.1", "1.2", "1.3", "2.1", "2.2", "2.3")


def progress(*answered: str) -> Progress:
    return Progress(edition=edition(), answers=dict.fromkeys(rows(*answered), Column(2)))


def test_a_note_too_long_to_be_shown_is_refused() -> None:
    assert len(Note(text="n" * LONGEST_NOTE, may_be_shown=False).text) == LONGEST_NOTE

    with pytest.raises(TextTooLong) as refusal:
        Note(text="n" * (LONGEST_NOTE + 1), may_be_shown=False)

    assert refusal.value.most == LONGEST_NOTE


def test_saying_that_one_cannot_judge_is_an_answer() -> None:
    cannot_judge = Reflection(person=SENCO, row=RowId("1.1"), column=None, answered_at=NOW)

    so_far = Progress.of(edition(), [cannot_judge])

    assert so_far.answers == {RowId("1.1"): None}
    assert "1.1" not in so_far.left


def test_rows_left_are_in_model_order() -> None:
    assert progress("2.2", "1.2").left == rows("1.1", "1.3", "2.1", "2.3")


@pytest.mark.parametrize(
    ("answered", "here", "following"),
    [
        (["1.1"], "1.1", "1.2"),
        (["1.1", "1.2"], "1.1", "1.3"),
        (["1.3"], "1.3", "2.1"),  # on into the next theme
        (["2.3"], "2.3", "1.1"),  # back to what was skipped
        (["1.1", "1.2", "1.3", "2.1", "2.3"], "2.3", "2.2"),
    ],
)
def test_the_next_card_is_the_next_row_without_an_answer(answered: list[str], here: str, following: str) -> None:
    assert progress(*answered).next_after(RowId(here)) == following


def test_skipping_a_row_goes_past_it_and_comes_back_to_it_last() -> None:
    assert progress().next_after(RowId("1.1")) == "1.2"
    assert progress("1.2", "1.3", "2.1", "2.2", "2.3").next_after(RowId("2.3")) == "1.1"


def test_after_the_last_answer_nothing_is_next() -> None:
    assert progress(*SIX_ROWS).next_after(RowId("1.1")) is None


@given(answered=st.sets(st.sampled_from(SIX_ROWS)), here=st.sampled_from(SIX_ROWS))
def test_the_next_row_is_always_one_that_is_left(answered: set[RowId], here: RowId) -> None:
    so_far = progress(*answered)

    following = so_far.next_after(here)

    assert following in so_far.left if so_far.left else following is None
