"""The outcome: told in the meeting's thread, chosen from, and taken back to the meeting where need be."""

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.values import PRIORITIES, REASON
from bot.capabilities.outcome.handlers import home, router
from bot.capabilities.outcome.jobs import (
    draw_figures,
    figures_message,
    picture_message,
    reopened_message,
    resources_message,
    tell_outcome,
    tell_the_untold,
)
from bot.capabilities.outcome.use_cases.asked import OUTCOME_CARD
from bot.capability import Capability, Refusal
from bot.kit import words
from bot.kit.availability import room_unusable
from maturity_model.errors import (
    NextReviewBegun,
    NotAllowed,
    NothingThere,
    ReasonMissing,
    RoomUnusable,
    RowInBothLists,
    TextTooLong,
    TooManyHighlights,
    WrongStage,
)
from maturity_model.events import ReviewAgreed
from maturity_model.notice_kinds import FIGURES, PICTURE, REOPENED, RESOURCES

OUTCOME = Capability(
    name="outcome",
    router=router,
    notices={
        PICTURE: picture_message,
        FIGURES: figures_message,
        RESOURCES: resources_message,
        REOPENED: reopened_message,
    },
    cards={OUTCOME_CARD: draw_figures},
    jobs={"untold": tell_the_untold},
    reactions={ReviewAgreed: tell_outcome},
    refusals={
        NothingThere: Refusal(say=words.NOTHING_THERE),
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        WrongStage: Refusal(say=words.wrong_stage),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        RoomUnusable: Refusal(say=room_unusable),
        NextReviewBegun: Refusal(say=texts.NEXT_REVIEW_BEGUN),
        ReasonMissing: Refusal(say=texts.REASON_MISSING, field=REASON),
        RowInBothLists: Refusal(say=texts.IN_BOTH_LISTS, field=PRIORITIES),
        TooManyHighlights: Refusal(say=lambda error: texts.too_many(error.most), field=PRIORITIES),
    },
    home=home,
)
