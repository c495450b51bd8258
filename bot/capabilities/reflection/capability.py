"""Reflecting: the invitation, then one card that turns from row to row."""

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.modals import NOTE_FIELD
from bot.capabilities.reflection.handlers import router
from bot.capabilities.reflection.jobs import bring_card, bring_theme, draw_card, invite, show_home
from bot.capability import Capability, Refusal
from bot.kit import words
from maturity_model.errors import (
    NotAllowed,
    NotAMember,
    NothingThere,
    RowAlreadyOpened,
    TextTooLong,
    UnknownRow,
    WrongStage,
)
from maturity_model.notice_kinds import INVITATION, RESUMED_CARD, THEME_OF_THE_DAY

REFLECTION = Capability(
    name="reflection",
    router=router,
    notices={
        INVITATION: invite,
        RESUMED_CARD: bring_card,
        THEME_OF_THE_DAY: bring_theme,
    },
    cards={"person": draw_card},
    home=show_home,
    refusals={
        NothingThere: Refusal(say=words.NOTHING_THERE),
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NotAMember: Refusal(say=words.NOT_A_MEMBER),
        WrongStage: Refusal(say=words.wrong_stage),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        RowAlreadyOpened: Refusal(say=texts.NOTE_TOO_LATE, field=NOTE_FIELD),
        UnknownRow: Refusal(say=words.NOTHING_THERE),
    },
)
