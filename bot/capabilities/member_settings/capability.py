"""The settings of a hub, as its staff look after them."""

from bot.capabilities.member_settings import cards, texts
from bot.capabilities.member_settings.handlers import router
from bot.capability import Capability, Refusal
from bot.kit import words
from bot.kit.hub_questions import LEARNERS
from bot.kit.hub_words import NO_STAFF, learners_out_of_range
from bot.kit.questions import PEOPLE
from maturity_model.errors import (
    ContactNotUnderstood,
    DayNotOverYet,
    DayTooLongAgo,
    LearnersOutOfRange,
    NameMissing,
    NoStaff,
    NotAllowed,
    NothingThere,
    SourceMissing,
    TextTooLong,
)

MEMBER_SETTINGS = Capability(
    name="member_settings",
    router=router,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        NameMissing: Refusal(say=words.NAME_MISSING, field=cards.NAME),
        NoStaff: Refusal(say=NO_STAFF, field=PEOPLE),
        ContactNotUnderstood: Refusal(say=texts.CONTACT_NOT_UNDERSTOOD, field=cards.CONTACT),
        LearnersOutOfRange: Refusal(say=learners_out_of_range, field=LEARNERS),
        SourceMissing: Refusal(say=texts.SOURCE_MISSING, field=cards.SOURCE),
        DayNotOverYet: Refusal(say=texts.DAY_NOT_OVER_YET, field=cards.DONE_ON),
        DayTooLongAgo: Refusal(say=texts.day_too_long_ago, field=cards.DONE_ON),
    },
)
