"""Buttons that one capability draws and another answers."""

from dataclasses import dataclass

from bot.slack.ids import Packed
from maturity_model.card import AGENDA_CARD, colleague_card, row_card
from maturity_model.ids import ReviewId

__all__ = [
    "AGENDA_CARD",
    "BEGIN",
    "CANCEL_REVIEW",
    "OPEN_MEETING",
    "RESUME",
    "START_REVIEW",
    "OfReview",
    "colleague_card",
    "row_card",
]

START_REVIEW = "opening.start"
CANCEL_REVIEW = "steering.cancel_review"
RESUME = "reflection.resume"
BEGIN = "reflection.begin"
OPEN_MEETING = "agreement.open_meeting"


@dataclass(frozen=True, kw_only=True)
class OfReview(Packed):
    """Which review a button is about."""

    review: ReviewId
