import pytest

from maturity_model.catalog import Column, RowId
from maturity_model.errors import TextTooLong
from maturity_model.reflection import LONGEST_NOTE, Note, Progress
from tests.maturity_model.given import edition, rows

SIX_ROWS = rows("1.1", "1.2", "1.3", "2.1", "2.2", "2.3")


def progress(*answered: str) -> Progress:
    return Progress(edition=edition(), answers=dict.fromkeys(rows(*answered), Column(2)))


def test_a_note_too_long_to_be_shown_is_refused() -> None:
    assert len(Note(text="n" * LONGEST_NOTE, may_be_shown=False).text) == LONGEST_NOTE

    with pytest.raises(TextTooLong) as refusal:
        Note(text="n" * (LONGEST_NOTE + 1), may_be_shown=False)

    assert refusal.value.most == LONGEST_NOTE


def test_saying_that_one_cannot_judge_is_an_answer() -> None:
    cannot_judge = Progress(edition=edition(), answers={RowId("1.1"): None})

    assert "1.1" not in cannot_judge.left


def test_rows_left_are_in_model_order() -> None:
    assert progress("2.2", "1.2").left == rows("1.1", "1.3", "2.1", "2.3")
