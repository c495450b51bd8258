"""Who takes part in a review under way."""

from bot.capabilities.membership import texts
from bot.capabilities.membership.cards import buttons_section
from bot.capabilities.membership.handlers import router
from bot.capabilities.membership.use_cases import find_changeable
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import person_unavailable
from bot.kit.questions import FACILITATORS, PEOPLE
from bot.slack.blocks import Block
from maturity_model.errors import (
    NoColleagues,
    NoFacilitator,
    NotAllowed,
    NothingThere,
    PersonNotInReview,
    PersonUnavailable,
    TakesPartAfterAll,
    TooManyColleagues,
    WrongStage,
)


async def section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's buttons for whoever may change who takes part."""
    if viewer.setting is None:
        return ()
    review = await find_changeable(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return buttons_section(review) if review else ()


MEMBERSHIP = Capability(
    name="membership",
    router=router,
    home=section,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        PersonNotInReview: Refusal(say=texts.PERSON_NOT_IN_REVIEW, field=PEOPLE),
        TakesPartAfterAll: Refusal(say=texts.TAKES_PART_AFTER_ALL),
        NoColleagues: Refusal(say=words.NO_COLLEAGUES, field=PEOPLE),
        TooManyColleagues: Refusal(say=words.too_many_colleagues, field=PEOPLE),
        NoFacilitator: Refusal(say=words.NO_FACILITATOR, field=FACILITATORS),
    },
)
