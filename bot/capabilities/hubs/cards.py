"""Hubs on Home, the modals that make, join and leave one, and what its staff are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.capabilities.hubs import texts
from bot.capabilities.hubs.use_cases.joining import Invited, Place
from bot.capabilities.hubs.use_cases.looking import HubNews, HubOverview
from bot.kit.buttons import OfSetting
from bot.kit.hub_buttons import ADD_MEMBER, ENTER_PAST, OfHub, OfMember
from bot.kit.hub_questions import context_questions
from bot.kit.menus import option
from bot.kit.pieces import aside, ask_first, button, buttons, line, modal, notice_modal, say
from bot.kit.questions import (
    PEOPLE,
    channel_menu,
    people_menu,
    question,
    text_line,
    tick_box,
)
from bot.slack.blocks import Block, View
from bot.slack.card import Card, escape, mention
from bot.slack.ids import Packed
from maturity_model.hub import (
    CODE_LENGTH,
    MOST_STAFF,
    Hub,
    MemberSetting,
    code_in_print,
)
from maturity_model.ids import HubId, MemberSettingId, PersonId, SettingId
from maturity_model.setting import LONGEST_NAME

MAKE, STAFF = "hubs.make", "hubs.staff"
JOIN, CONFIRM, LEAVE, SHOW = "hubs.join", "hubs.confirm_joining", "hubs.leave", "hubs.show_progress"
NAME, CHANNEL, CODE, SHOWS = "name", "channel", "code", "shows"
LONGEST_CODE = 2 * CODE_LENGTH  # with whatever somebody puts between the letters


@dataclass(frozen=True, kw_only=True)
class Joining(Packed):
    """Which setting joins the hub that gives out which code; `member` is the id that its place will have."""

    setting: SettingId
    code: str
    member: MemberSettingId


@dataclass(frozen=True, kw_only=True)
class Showing(Packed):
    """Whether a setting's hub may see how far it is."""

    setting: SettingId
    shows: bool


def staff_section(overviews: Sequence[HubOverview]) -> tuple[Block, ...]:
    """Home's part for those who work for hubs, and for workspace admins."""
    return tuple(block for overview in overviews for block in _hub(overview))


def making_section() -> tuple[Block, ...]:
    """Home's button for a workspace admin where no hub is at home yet."""
    return line(), aside(texts.FOR_HUBS), buttons(button(texts.MAKE_HUB, MAKE), block_id="hubs.make")


def _hub(overview: HubOverview) -> tuple[Block, ...]:
    hub, this = overview.hub, OfHub(hub=overview.hub.id)
    said = say(texts.hub_lines(escape(hub.name), overview.members, code_in_print(hub.code)))
    steps = [button(texts.CHANGE_STAFF, STAFF, this)]
    if overview.works:
        steps.append(button(texts.ADD_MEMBER, ADD_MEMBER, this))
    return line(), said, buttons(*steps, block_id=f"hubs.{hub.id}")


def join_section(setting: SettingId) -> tuple[Block, ...]:
    """Home's part for the careers leaders of a setting that is in no hub."""
    join = button(texts.JOIN, JOIN, OfSetting(setting=setting))
    return line(), aside(texts.NO_HUB), buttons(join, block_id="hubs.join")


def place_section(place: Place, setting: SettingId) -> tuple[Block, ...]:
    """Home's part for the careers leaders of a setting that is in a hub."""
    this, member = OfSetting(setting=setting), place.member
    shows = texts.SHOWING if member.shows_progress else texts.NOT_SHOWING
    other = texts.STOP_SHOWING if member.shows_progress else texts.START_SHOWING
    sure = ask_first(texts.LEAVE_TITLE, texts.LEAVE_TEXT, yes=texts.LEAVE, no=texts.STAY)
    steps = (
        button(other, SHOW, Showing(setting=setting, shows=not member.shows_progress)),
        button(texts.ENTER_PAST, ENTER_PAST, OfMember(hub=place.hub.id, member=member.id)),
        button(texts.LEAVE, LEAVE, this, confirm=sure),
    )
    said = say(texts.in_hub(escape(place.hub.name), _consultant(member)))
    return line(), said, aside(shows), buttons(*steps, block_id="hubs.place")


def hub_modal(hub: HubId, asker: PersonId) -> View:
    """The questions that make a hub; `hub` is the id that it will have."""
    return modal(
        texts.MAKE_TITLE,
        [question(NAME, texts.NAME, text_line(NAME, most=LONGEST_NAME)), *_staff_and_channel([asker], None)],
        callback=MAKE,
        submit=texts.SAVE,
        metadata=OfHub(hub=hub),
    )


def staff_modal(hub: Hub) -> View:
    """Who works for a hub, and which channel it uses."""
    here = [one.person for one in sorted(hub.staff) if one.workspace == hub.workspace]
    return modal(
        texts.STAFF_TITLE,
        _staff_and_channel(here, hub.channel),
        callback=STAFF,
        submit=texts.SAVE,
        metadata=OfHub(hub=hub.id),
    )


def _staff_and_channel(staff: Sequence[PersonId], channel: str | None) -> list[Block]:
    who = people_menu(PEOPLE, chosen=staff, most=MOST_STAFF)
    return [
        question(PEOPLE, texts.STAFF, who, hint=texts.STAFF_HINT),
        question(CHANNEL, texts.CHANNEL, channel_menu(CHANNEL, chosen=channel), hint=texts.CHANNEL_HINT, optional=True),
    ]


def code_modal(setting: SettingId) -> View:
    """Which code the hub gave out."""
    asked = question(CODE, texts.CODE, text_line(CODE, most=LONGEST_CODE), hint=texts.CODE_HINT)
    return modal(texts.JOIN_TITLE, [asked], callback=JOIN, submit=texts.NEXT, metadata=OfSetting(setting=setting))


def confirm_modal(invited: Invited, member: MemberSettingId) -> View:
    """What joining this hub means, and what else it should know."""
    tick = tick_box(SHOWS, option(SHOWS, texts.SHOW_TICK))
    return modal(
        texts.JOIN_TITLE,
        [
            say(texts.invited(escape(invited.setting.name), escape(invited.hub.name))),
            *context_questions(),
            question(SHOWS, texts.SHOW, tick, hint=texts.SHOW_HINT, optional=True),
        ],
        callback=CONFIRM,
        submit=texts.CONFIRM,
        metadata=Joining(setting=invited.setting.id, code=invited.hub.code, member=member),
    )


def joined_modal(place: Place) -> View:
    """Says that a setting belongs to a hub now."""
    return notice_modal(texts.JOINED_TITLE, texts.joined(escape(place.hub.name), _consultant(place.member)))


def news_card(news: HubNews, *, joined: bool) -> Card:
    """Tells a careers consultant that a setting joined or left."""
    tell = texts.has_joined if joined else texts.has_left
    said = tell(escape(news.member.name), escape(news.hub.name))
    return Card(text=said.replace("*", ""), blocks=(say(said),))


def _consultant(member: MemberSetting) -> str | None:
    """Who looks after the setting, where they are in its own Slack: elsewhere a mention shows no name."""
    consultant = member.consultant
    return mention(consultant.person) if consultant and consultant.workspace == member.workspace else None
