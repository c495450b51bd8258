"""Reminders before the meeting."""

from bot.capabilities.reminding import texts
from bot.capabilities.reminding.handlers import router
from bot.capabilities.reminding.jobs import remind, tell_declined
from bot.capability import Capability, Refusal
from bot.kit import words
from bot.kit.availability import person_unavailable
from bot.kit.questions import PEOPLE
from maturity_model.errors import (
    NotAllowed,
    NotAMember,
    NothingThere,
    NoTimeLeft,
    PersonUnavailable,
    TooLateToSnooze,
    WrongStage,
)
from maturity_model.notice_kinds import CANNOT_TAKE_PART, NUDGE, REMINDER, SNOOZED

REMINDING = Capability(
    name="reminding",
    router=router,
    notices={REMINDER: remind, NUDGE: remind, SNOOZED: remind, CANNOT_TAKE_PART: tell_declined},
    refusals={
        NothingThere: Refusal(say=words.NOTHING_THERE),
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NotAMember: Refusal(say=words.NOT_A_MEMBER),
        WrongStage: Refusal(say=words.wrong_stage),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        TooLateToSnooze: Refusal(say=texts.TOO_LATE_TO_SNOOZE),
        NoTimeLeft: Refusal(say=texts.NO_TIME_LEFT),
    },
)
