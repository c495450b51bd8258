"""What the cards of a row offer to everybody who wants to look closer at its words."""

from bot.kit.buttons import ABOUT_ROW, COMPARE_WORDS, OfRow
from bot.kit.pieces import button
from bot.slack.blocks import Element
from maturity_model.catalog import Edition, RowId, Wording
from maturity_model.ids import ReviewId

WHICH_DIFFER = "Which words differ?"
WHAT_CHANGED = "What changed in this row?"
WHAT_FOR = "What is this row for?"


def words_buttons(review: ReviewId, edition: Edition, row_id: RowId) -> tuple[Element, ...]:
    """Buttons that change nothing: how two columns differ, and what the card itself does not say about the row."""
    row, of_row = edition.row(row_id), OfRow(review=review, row=row_id)
    compare = button(WHICH_DIFFER, COMPARE_WORDS, of_row)
    if row.change:
        return compare, button(WHAT_CHANGED, ABOUT_ROW, of_row)
    if row.purpose and edition.wording is Wording.OFFICIAL:
        return compare, button(WHAT_FOR, ABOUT_ROW, of_row)
    return (compare,)
