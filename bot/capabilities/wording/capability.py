"""What looking closer at a row's words gives to the bot."""

from bot.capabilities.wording.handlers import router
from bot.capability import Capability, Refusal
from bot.kit import words
from maturity_model.errors import NotAllowed, NothingThere, UnknownRow, WrongStage

WORDING = Capability(
    name="wording",
    router=router,
    refusals={
        NothingThere: Refusal(say=words.NOTHING_THERE),
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        WrongStage: Refusal(say=words.wrong_stage),
        UnknownRow: Refusal(say=words.NOTHING_THERE),
    },
)
