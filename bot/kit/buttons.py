"""Buttons that one capability draws and another answers."""

from dataclasses import dataclass

from bot.slack.ids import Packed
from maturity_model.card import AGENDA_CARD, colleague_card, row_card
from maturity_model.catalog import RowId
from maturity_model.ids import PersonId, ReviewId, SettingId

__all__ = [
    "ABOUT_ROW",
    "ADD_ACTION",
    "ADD_LEADERS",
    "AGENDA_CARD",
    "BEGIN",
    "CANCEL_REVIEW",
    "COMPARE_WORDS",
    "LEAVE_REVIEW",
    "NUDGE",
    "OPEN_MEETING",
    "RESUME",
    "START_REVIEW",
    "LeaveReview",
    "OfReview",
    "OfRow",
    "OfSetting",
    "asked_setting",
    "colleague_card",
    "row_card",
]

START_REVIEW = "opening.start"
CANCEL_REVIEW = "steering.cancel_review"
RESUME = "reflection.resume"
BEGIN = "reflection.begin"
OPEN_MEETING = "agreement.open_meeting"
NUDGE = "reminding.nudge"
LEAVE_REVIEW = "membership.leave_review"
ADD_ACTION = "actions.add"
ADD_LEADERS = "home.add_careers_leaders"
COMPARE_WORDS = "wording.compare"
ABOUT_ROW = "wording.about_row"


@dataclass(frozen=True, kw_only=True)
class OfReview(Packed):
    """Which review a button is about."""

    review: ReviewId


@dataclass(frozen=True, kw_only=True)
class OfSetting(Packed):
    """Which setting a button or a modal is about."""

    setting: SettingId


def asked_setting(value: str) -> SettingId | None:
    """Which setting a button's value or a modal's metadata names; None where it was drawn before they named one.

    Raises:
        BadPayload: it names something else.
    """
    return OfSetting.decode(value).setting if value else None


@dataclass(frozen=True, kw_only=True)
class OfRow(Packed):
    """Which row of which review a button is about."""

    review: ReviewId
    row: RowId


@dataclass(frozen=True, kw_only=True)
class LeaveReview(Packed):
    """Who is to be taken out of a review, and who may be invited in their place."""

    review: ReviewId
    person: PersonId
    instead: PersonId | None
