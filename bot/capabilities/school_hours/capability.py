"""When the bot may write to people: a careers leader says when school is open and when it is closed."""

from bot.capabilities.school_hours import cards, texts
from bot.capabilities.school_hours.handlers import router
from bot.capabilities.school_hours.use_cases import find_own_setting
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.slack.blocks import Block
from maturity_model.errors import (
    ClosureTooLong,
    DaysNotUnderstood,
    DaysOutOfOrder,
    HoursOutOfOrder,
    NotAllowed,
    NothingThere,
    SettingMissing,
    TooManyClosures,
)


async def hours_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part for the setting's careers leaders."""
    if viewer.setting is None:
        return ()
    setting = await find_own_setting(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return cards.hours_section(setting) if setting else ()


SCHOOL_HOURS = Capability(
    name="school_hours",
    router=router,
    home=hours_section,
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        SettingMissing: Refusal(say=words.SETTING_MISSING),
        HoursOutOfOrder: Refusal(say=words.HOURS_OUT_OF_ORDER, field=cards.CLOSES),
        DaysNotUnderstood: Refusal(say=texts.days_not_understood, field=cards.CLOSURES),
        DaysOutOfOrder: Refusal(say=texts.days_out_of_order, field=cards.CLOSURES),
        ClosureTooLong: Refusal(say=texts.closure_too_long, field=cards.CLOSURES),
        TooManyClosures: Refusal(say=texts.too_many_closures, field=cards.CLOSURES),
    },
)
