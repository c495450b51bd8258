"""Making a hub, and belonging to one."""

from bot.capabilities.hubs import cards, texts
from bot.capabilities.hubs.handlers import router
from bot.capabilities.hubs.jobs import joining_message
from bot.capabilities.hubs.use_cases.looking import find_place, leads, list_hubs
from bot.capability import Capability, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import channel_unusable, person_unavailable
from bot.kit.hub_questions import LEARNERS
from bot.kit.hub_standing import Asker
from bot.kit.hub_words import NO_STAFF, NOT_IN_A_HUB, learners_out_of_range
from bot.kit.questions import PEOPLE
from bot.slack.blocks import Block
from maturity_model.errors import (
    AlreadyInAHub,
    ChannelUnusable,
    LearnersOutOfRange,
    NameMissing,
    NoStaff,
    NotAllowed,
    NothingThere,
    NotInAHub,
    PersonUnavailable,
    TextTooLong,
    TooManyStaff,
    TooManyTries,
    UnknownCode,
)
from maturity_model.notice_kinds import SETTING_JOINED, SETTING_LEFT


async def hubs_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part about hubs: for their staff and workspace admins, and for the setting in view its careers leaders."""
    asker = Asker(workspace=viewer.workspace, person=viewer.person)
    overviews = await list_hubs(deps.store, asker, is_admin=viewer.admin)
    making = cards.making_section() if viewer.admin and not overviews else ()
    return *await _place(asker, viewer, deps), *cards.staff_section(overviews), *making


async def _place(asker: Asker, viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    setting = viewer.setting
    if setting is None or not leads(setting, asker):
        return ()
    place = await find_place(deps.store, asker, setting.id)
    return cards.place_section(place, setting.id) if place else cards.join_section(setting.id)


HUBS = Capability(
    name="hubs",
    router=router,
    home=hubs_section,
    notices={SETTING_JOINED: joining_message, SETTING_LEFT: joining_message},
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        TextTooLong: Refusal(say=words.TEXT_TOO_LONG),
        NameMissing: Refusal(say=words.NAME_MISSING, field=cards.NAME),
        NoStaff: Refusal(say=NO_STAFF, field=PEOPLE),
        TooManyStaff: Refusal(say=texts.too_many_staff, field=PEOPLE),
        PersonUnavailable: Refusal(say=person_unavailable, field=PEOPLE),
        ChannelUnusable: Refusal(say=channel_unusable, field=cards.CHANNEL),
        UnknownCode: Refusal(say=texts.UNKNOWN_CODE, field=cards.CODE),
        TooManyTries: Refusal(say=texts.too_many_tries, field=cards.CODE),
        AlreadyInAHub: Refusal(say=texts.ALREADY_IN_A_HUB, field=cards.CODE),
        LearnersOutOfRange: Refusal(say=learners_out_of_range, field=LEARNERS),
        NotInAHub: Refusal(say=NOT_IN_A_HUB),
    },
)
