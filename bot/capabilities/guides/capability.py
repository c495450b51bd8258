"""The publisher's own wording, brought by a careers leader."""

from bot.capabilities.guides import cards, texts
from bot.capabilities.guides.handlers import router
from bot.capabilities.guides.jobs import guide_message, read_given
from bot.capabilities.guides.use_cases.giving import find_wording
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.slack.blocks import Block
from bot.slack.files import FileTooLarge
from maturity_model.errors import (
    ColumnsNotUnderstood,
    EditionInUse,
    GuideSettled,
    NotAllowed,
    NothingThere,
    NotOneGuide,
    SettingMissing,
)
from maturity_model.notice_kinds import GUIDE_READ


async def wording_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part for the setting's careers leaders."""
    if viewer.setting is None:
        return ()
    wording = await find_wording(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return cards.wording_section(wording) if wording else ()


GUIDES = Capability(
    name="guides",
    router=router,
    home=wording_section,
    jobs={"read": read_given},
    notices={GUIDE_READ: guide_message},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        SettingMissing: Refusal(say=words.SETTING_MISSING),
        GuideSettled: Refusal(say=texts.ALREADY_SETTLED),
        EditionInUse: Refusal(say=texts.STAYS),
        ColumnsNotUnderstood: Refusal(say=texts.columns_not_understood, field=cards.ENDS),
        NotOneGuide: Refusal(say=texts.NOT_ONE_GUIDE, field=cards.FILE),
        FileTooLarge: Refusal(say=texts.FILE_TOO_LARGE, field=cards.FILE),
    },
)
