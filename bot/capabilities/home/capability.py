"""Home's first lines, naming settings, handing over, and help."""

from bot.capabilities.home import cards, texts
from bot.capabilities.home.handlers import router
from bot.capabilities.home.use_cases.naming import is_set_up
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import person_unavailable
from bot.kit.questions import PEOPLE
from bot.slack.blocks import Block
from maturity_model.errors import (
    HoursOutOfOrder,
    LastCareersLeader,
    NameMissing,
    NoCareersLeader,
    NotAllowed,
    NothingThere,
    PersonUnavailable,
    SettingAlreadyNamed,
    SettingMissing,
    TextTooLong,
)


async def first_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's first lines for anybody."""
    if viewer.setting or await is_set_up(deps.store, viewer.workspace):
        return cards.first_lines(viewer)
    return cards.welcome(admin=viewer.admin)


HOME = Capability(
    name="home",
    router=router,
    home=first_section,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        SettingMissing: Refusal(say=words.SETTING_MISSING),
        SettingAlreadyNamed: Refusal(say=texts.SETTING_ALREADY_NAMED, field=cards.NAME),
        NameMissing: Refusal(say=words.NAME_MISSING, field=cards.NAME),
        HoursOutOfOrder: Refusal(say=words.HOURS_OUT_OF_ORDER, field=cards.CLOSES),
        NoCareersLeader: Refusal(say=texts.NO_CAREERS_LEADER, field=PEOPLE),
        LastCareersLeader: Refusal(say=texts.LAST_CAREERS_LEADER),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
    },
)
