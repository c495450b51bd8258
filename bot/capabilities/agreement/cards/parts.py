"""Buttons that the meeting's cards share."""

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.values import NEXT_ROW, SHOW_AGENDA, GoOn
from bot.kit.buttons import OfReview
from bot.kit.pieces import button
from bot.slack.blocks import Element
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId


def next_row_button(review: ReviewId, after: RowId | None, *, style: str | None = None) -> Element:
    """On to the next row."""
    return button(texts.NEXT_ROW, NEXT_ROW, GoOn(review=review, after=after), style=style)


def show_agenda_button(review: ReviewId, *, style: str | None = None) -> Element:
    """The agenda once more, below everything."""
    return button(texts.SHOW_AGENDA, SHOW_AGENDA, OfReview(review=review), style=style)
