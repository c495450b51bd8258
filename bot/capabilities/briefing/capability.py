"""The day before the meeting, and its hour."""

from bot.capabilities.briefing.jobs import announce_beginning, brief, bring_opening
from bot.capability import Capability, Refusal
from bot.kit import words
from maturity_model.errors import NothingThere
from maturity_model.notice_kinds import BRIEF, MEETING_BEGINS, TIME_TO_OPEN

BRIEFING = Capability(
    name="briefing",
    refusals={NothingThere: Refusal(say=words.NOTHING_THERE)},
    notices={BRIEF: brief, MEETING_BEGINS: announce_beginning, TIME_TO_OPEN: bring_opening},
)
