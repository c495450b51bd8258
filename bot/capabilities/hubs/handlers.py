"""What people press and send in to make a hub, to join one and to leave it."""

import asyncio
import secrets

from bot.capabilities.hubs.cards import (
    CHANNEL,
    CODE,
    CONFIRM,
    JOIN,
    LEAVE,
    MAKE,
    NAME,
    SHOW,
    SHOWS,
    STAFF,
    Joining,
    Showing,
    code_modal,
    confirm_modal,
    hub_modal,
    joined_modal,
    staff_modal,
)
from bot.capabilities.hubs.use_cases.joining import (
    AboutSetting,
    JoinHub,
    TryCode,
    join_hub,
    leave_hub,
    prepare_joining,
    show_progress,
    try_code,
)
from bot.capabilities.hubs.use_cases.making import MakeHub, SetStaff, make_hub, prepare_hub, prepare_staff, set_staff
from bot.deps import Deps
from bot.kit.availability import audience_of, profile_of, refuse_unavailable
from bot.kit.buttons import OfSetting
from bot.kit.hub_buttons import OfHub
from bot.kit.hub_questions import TRUST, learners_of
from bot.kit.hub_standing import Asker
from bot.kit.questions import PEOPLE
from bot.slack.directory import Profile
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.hub import CODE_LENGTH, CODE_LETTERS
from maturity_model.ids import ChannelId, HubId, MemberSettingId, PersonId

router: Router[Deps] = Router()


@router.click(MAKE)
async def ask_hub(click: Click, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, click.workspace, click.person)
    prepare_hub(is_admin=profile.admin)
    return OpenModal(trigger=click.trigger, view=hub_modal(HubId(deps.new_id()), click.person))


@router.submission(MAKE)
async def make(sent: Submission, deps: Deps) -> Reply:
    profile, channel, staff = await _looked_up(sent, deps)
    request = MakeHub(
        workspace=sent.workspace,
        person=sent.person,
        is_admin=profile.admin,
        hub=OfHub.decode(sent.metadata).hub,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        name=sent.text(NAME),
        channel=channel,
        staff=staff,
    )
    hub = await make_hub(deps.store, request, now=deps.now())
    return _refresh({one.person for one in hub.staff} | {sent.person})


@router.click(STAFF)
async def ask_staff(click: Click, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, click.workspace, click.person)
    hub = OfHub.decode(click.value).hub
    found = await prepare_staff(
        deps.store, Asker(workspace=click.workspace, person=click.person), hub, is_admin=profile.admin
    )
    return OpenModal(trigger=click.trigger, view=staff_modal(found))


@router.submission(STAFF)
async def name_staff(sent: Submission, deps: Deps) -> Reply:
    profile, channel, staff = await _looked_up(sent, deps)
    request = SetStaff(
        workspace=sent.workspace,
        person=sent.person,
        is_admin=profile.admin,
        hub=OfHub.decode(sent.metadata).hub,
        channel=channel,
        staff=staff,
    )
    hub = await set_staff(deps.store, request, now=deps.now())
    deps.wake()
    return _refresh({one.person for one in hub.staff if one.workspace == sent.workspace} | {sent.person})


@router.click(JOIN)
async def ask_code(click: Click, deps: Deps) -> Reply:
    setting = await prepare_joining(deps.store, _of_setting(click, click.value))
    return OpenModal(trigger=click.trigger, view=code_modal(setting.id))


@router.submission(JOIN)
async def look_up_code(sent: Submission, deps: Deps) -> Reply:
    of = _of_setting(sent, sent.metadata)
    request = TryCode(workspace=of.workspace, person=of.person, setting=of.setting, code=sent.text(CODE))
    invited = await try_code(deps.store, request, now=deps.now())
    return ReplaceModal(view=confirm_modal(invited, MemberSettingId(deps.new_id())))


@router.submission(CONFIRM)
async def join(sent: Submission, deps: Deps) -> Reply:
    joining = Joining.decode(sent.metadata)
    request = JoinHub(
        workspace=sent.workspace,
        person=sent.person,
        setting=joining.setting,
        code=joining.code,
        member=joining.member,
        trust=sent.text(TRUST),
        learners=learners_of(sent),
        shows_progress=SHOWS in sent.several(SHOWS),
    )
    place = await join_hub(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    return Together(ReplaceModal(view=joined_modal(place)), _refresh(place.member.leaders))


@router.click(LEAVE)
async def leave(click: Click, deps: Deps) -> Reply:
    await leave_hub(deps.store, _of_setting(click, click.value), now=deps.now())
    deps.wake()
    return RefreshHome(person=click.person)


@router.click(SHOW)
async def show(click: Click, deps: Deps) -> Reply:
    wanted = Showing.decode(click.value)
    of = AboutSetting(workspace=click.workspace, person=click.person, setting=wanted.setting)
    await show_progress(deps.store, of, shows=wanted.shows)
    return RefreshHome(person=click.person)


async def _looked_up(sent: Submission, deps: Deps) -> tuple[Profile, ChannelId | None, frozenset[PersonId]]:
    """Who asks, the channel and the staff, all asked for at once: Slack waits three seconds for the whole."""
    return await asyncio.gather(
        profile_of(deps.directory, sent.workspace, sent.person),
        _usable_channel(sent, deps),
        _available_people(sent, deps),
    )


async def _available_people(sent: Submission, deps: Deps) -> frozenset[PersonId]:
    people = frozenset(map(PersonId, sent.several(PEOPLE)))
    await refuse_unavailable(deps.directory, sent.workspace, people)
    return people


async def _usable_channel(sent: Submission, deps: Deps) -> ChannelId | None:
    """The channel that was chosen, if anything can be said there; None where none was."""
    chosen = sent.text(CHANNEL)
    if not chosen:
        return None
    await audience_of(deps.directory, sent.workspace, ChannelId(chosen))
    return ChannelId(chosen)


def _of_setting(asked: Click | Submission, value: str) -> AboutSetting:
    setting = OfSetting.decode(value).setting
    return AboutSetting(workspace=asked.workspace, person=asked.person, setting=setting)


def _refresh(people: set[PersonId] | frozenset[PersonId]) -> Reply:
    return Together(*(RefreshHome(person=person) for person in sorted(people)))
