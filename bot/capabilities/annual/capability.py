"""Next year: prompts for the next review, and for a peer-to-peer review."""

from bot.capabilities.annual.handlers import router
from bot.capabilities.annual.jobs import (
    look_ahead,
    naming_message,
    next_review_message,
    peer_review_message,
    plan_the_unplanned,
    prompt_the_due,
)
from bot.capability import Capability, Refusal
from bot.kit import words
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.events import ReviewAgreed
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW, PEER_REVIEW_DUE

ANNUAL = Capability(
    name="annual",
    router=router,
    notices={
        NEXT_REVIEW: next_review_message,
        PEER_REVIEW_DUE: peer_review_message,
        NAME_A_LEADER: naming_message,
    },
    jobs={"unplanned": plan_the_unplanned, "due": prompt_the_due},
    reactions={ReviewAgreed: look_ahead},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
    },
)
