"""Buttons that one capability draws and another answers."""

from dataclasses import dataclass

from bot.slack.ids import Packed
from maturity_model.ids import ReviewId

START_REVIEW = "opening.start"
RESUME = "reflection.resume"
BEGIN = "reflection.begin"
OPEN_MEETING = "agreement.open_meeting"


@dataclass(frozen=True, kw_only=True)
class OfReview(Packed):
    """Which review a button is about."""

    review: ReviewId


def colleague_card(person: str) -> str:
    """The subject of the one card that a colleague has in their direct messages."""
    return f"person:{person}"


AGENDA_CARD = "agenda"


def row_card(row: str) -> str:
    """The subject of a row's card in the meeting's channel."""
    return f"row:{row}"
