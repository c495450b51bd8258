"""Which card a sheet is drawn as."""

from zoneinfo import ZoneInfo

from bot.capabilities.reflection.cards.invitation import invitation_card
from bot.capabilities.reflection.cards.row import row_card
from bot.capabilities.reflection.cards.whole import removed_card, resting_card
from bot.capabilities.reflection.use_cases.looking import Desk
from bot.slack.card import Card
from maturity_model.sheet import Sheet


def card_of(sheet: Sheet, zone: ZoneInfo) -> Card:
    """The card for a sheet: the row on top, or a few words where none is."""
    return row_card(sheet, sheet.row) if sheet.row else resting_card(sheet, zone)


def standing_card(desk: Desk | None, zone: ZoneInfo) -> Card:
    """The card by itself, with no click to say more: the invitation until somebody has begun, then what is next."""
    if desk is None:
        return removed_card()
    if desk.sheet.takes_answers and not desk.sheet.begun:
        return invitation_card(desk.sheet, desk.setting, zone)
    return card_of(desk.sheet, zone)
