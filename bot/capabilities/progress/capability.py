"""How far everybody is, for careers leaders and facilitators."""

from bot.capabilities.progress.cards import progress_section
from bot.capabilities.progress.handlers import router
from bot.capabilities.progress.jobs import show_who_was_reached
from bot.capabilities.progress.use_cases import find_progress
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.slack.blocks import Block
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.events import NoticesDelivered


async def section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part about everybody's rows."""
    if viewer.setting is None:
        return ()
    progress = await find_progress(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    if progress is None:
        return ()
    return progress_section(progress, deps.zone)


PROGRESS = Capability(
    name="progress",
    router=router,
    reactions={NoticesDelivered: show_who_was_reached},
    home=section,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
    },
)
