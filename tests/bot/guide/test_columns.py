"""Whether the paragraphs of a row can be parted into four statements at all, none of them too long."""

import pytest

from bot.guide.columns import MOST_PARAGRAPHS, can_be_parted
from bot.guide.findings import Proposal
from bot.guide.said import read_all_ends
from maturity_model.catalog import RowId
from maturity_model.errors import ColumnsNotUnderstood

MOST = 2000


@pytest.mark.parametrize(
    ("lengths", "can"),
    [
        ([1, 1, 1, 1], True),
        ([1, 1, 1], False),
        ([], False),
        ([MOST] * 4, True),
        ([MOST + 1, 1, 1, 1], False),
        ([1500] * 5, False),
        ([1, 1, 1, MOST - 1], True),
        ([1] * MOST_PARAGRAPHS, True),
        ([1] * (MOST_PARAGRAPHS + 1), False),
    ],
)
def test_a_row_can_be_parted_where_four_columns_can_hold_it(lengths: list[int], can: bool) -> None:
    assert can_be_parted(["x" * length for length in lengths]) is can


def test_columns_too_long_for_a_statement_are_not_understood() -> None:
    paragraphs = tuple("x" * 999 for _ in range(6))
    row = Proposal(row=RowId("5.3"), title="T", where="page 1", paragraphs=paragraphs, cues=((),) * 6, ends=None)

    assert read_all_ends("5.3 = 2, 4, 5", [row]) == {"5.3": (2, 4, 5)}
    with pytest.raises(ColumnsNotUnderstood):
        read_all_ends("5.3 = 1, 2, 3", [row])
