"""What people press and type where the bot is new to them, and what Slack tells of people and of the workspace."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from bot.capabilities.home.cards import (
    CHOOSE_SETTING,
    CLOSES,
    KIND,
    LEADERS_OF,
    NAME,
    NAME_SETTING,
    OPENS,
    PHASE,
    RUN_BY,
    STEP_DOWN,
    leaders_modal,
    setting_modal,
    which_modal,
)
from bot.capabilities.home.texts import HELP
from bot.capabilities.home.use_cases.choosing import ChooseSetting, choose_setting
from bot.capabilities.home.use_cases.leading import (
    AddCareersLeaders,
    AskedForLeaders,
    StepDown,
    add_careers_leaders,
    prepare_leaders,
    step_down,
)
from bot.capabilities.home.use_cases.naming import NameSetting, name_setting, prepare_setting
from bot.capabilities.home.use_cases.stopping import GoOnWithout, StopMessages, go_on_without, stop_messages
from bot.deps import Deps
from bot.kit.availability import profile_of, refuse_unavailable
from bot.kit.buttons import ADD_LEADERS, OfSetting, asked_setting
from bot.kit.questions import PEOPLE
from bot.kit.which_setting import setting_chosen
from bot.slack.blocks import View
from bot.slack.forms import a_time_of_day
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Command, Event, Submission
from bot.slack.reply import NOTHING, OpenModal, RefreshHome, ReplaceModal, Reply, Say, Together
from bot.slack.router import Router
from maturity_model.ids import PersonId, SettingId
from maturity_model.setting import Kind, Phase

router: Router[Deps] = Router()
E = TypeVar("E", bound=Enum)


@router.event("app_home_opened")
async def open_home(event: Event, deps: Deps) -> Reply:
    return RefreshHome(person=event.person)


@router.command("help")
async def help_(command: Command, deps: Deps) -> Reply:
    return Say(text=HELP)


@router.click(NAME_SETTING)
async def ask_setting(click: Click, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, click.workspace, click.person)
    known = await prepare_setting(deps.store, click.workspace, click.person, is_admin=profile.admin)
    return OpenModal(trigger=click.trigger, view=setting_modal(SettingId(deps.new_id()), click.person, known))


@router.submission(NAME_SETTING)
async def name(sent: Submission, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, sent.workspace, sent.person)
    request = _read_setting(sent, is_admin=profile.admin)
    await refuse_unavailable(deps.directory, sent.workspace, request.leaders | {request.run_by})
    setting = await name_setting(deps.store, request, now=deps.now())
    return _refresh(setting.leaders | {sent.person})


@router.click(ADD_LEADERS)
async def ask_leaders(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=await _whom_to_add(click, asked_setting(click.value), deps))


@router.submission(LEADERS_OF)
async def ask_leaders_of(sent: Submission, deps: Deps) -> Reply:
    return ReplaceModal(view=await _whom_to_add(sent, setting_chosen(sent), deps))


@router.submission(ADD_LEADERS)
async def add_leaders(sent: Submission, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, sent.workspace, sent.person)
    leaders = frozenset(map(PersonId, sent.several(PEOPLE)))
    await refuse_unavailable(deps.directory, sent.workspace, leaders)
    request = AddCareersLeaders(
        workspace=sent.workspace,
        person=sent.person,
        setting=asked_setting(sent.metadata),
        is_admin=profile.admin,
        leaders=leaders,
    )
    setting = await add_careers_leaders(deps.store, request)
    return _refresh(setting.leaders | {sent.person})


@router.click(STEP_DOWN)
async def step_down_(click: Click, deps: Deps) -> Reply:
    setting = asked_setting(click.value)
    await step_down(deps.store, StepDown(workspace=click.workspace, person=click.person, setting=setting))
    return RefreshHome(person=click.person)


@router.click(CHOOSE_SETTING)
async def choose(click: Click, deps: Deps) -> Reply:
    profile = await profile_of(deps.directory, click.workspace, click.person)
    request = ChooseSetting(
        workspace=click.workspace,
        person=click.person,
        is_admin=profile.admin,
        setting=OfSetting.decode(click.chosen[0] if click.chosen else "").setting,
    )
    await choose_setting(deps.store, request)
    return RefreshHome(person=click.person)


@router.event("user_change")
async def forget_person(event: Event, deps: Deps) -> Reply:
    deps.directory.forget(event.workspace, event.person)
    user = event.fields.get("user")
    if isinstance(user, Mapping) and user.get("deleted") is True:
        await go_on_without(deps.store, GoOnWithout(workspace=event.workspace, person=event.person), now=deps.now())
        deps.wake()
    return NOTHING


@router.event("app_uninstalled")
async def stop(event: Event, deps: Deps) -> Reply:
    await stop_messages(deps.store, StopMessages(workspace=event.workspace))
    return NOTHING


@router.event("tokens_revoked")
async def stop_without_token(event: Event, deps: Deps) -> Reply:
    if _names_a_bot(event.fields.get("tokens")):
        await stop_messages(deps.store, StopMessages(workspace=event.workspace))
    return NOTHING


async def _whom_to_add(asked: Click | Submission, setting: SettingId | None, deps: Deps) -> View:
    """The modal that asks for more careers leaders; or first, of which setting."""
    profile = await profile_of(deps.directory, asked.workspace, asked.person)
    request = AskedForLeaders(workspace=asked.workspace, person=asked.person, is_admin=profile.admin, setting=setting)
    meant = await prepare_leaders(deps.store, request)
    return leaders_modal(meant[0]) if len(meant) == 1 else which_modal(meant)


def _read_setting(sent: Submission, *, is_admin: bool) -> NameSetting:
    return NameSetting(
        workspace=sent.workspace,
        person=sent.person,
        is_admin=is_admin,
        setting=OfSetting.decode(sent.metadata).setting,
        name=sent.text(NAME),
        kind=_chosen(Kind, sent.text(KIND)),
        phase=_chosen(Phase, sent.text(PHASE)),
        opens_at=a_time_of_day(sent.text(OPENS)),
        closes_at=a_time_of_day(sent.text(CLOSES)),
        run_by=PersonId(sent.text(RUN_BY) or sent.person),
        leaders=frozenset(map(PersonId, sent.several(PEOPLE))),
    )


def _chosen(choices: type[E], name: str) -> E:
    if name not in choices.__members__:
        raise BadPayload
    return choices[name]


def _names_a_bot(tokens: object) -> bool:
    """Whether the bot's own token was revoked, and not only one that a person had given."""
    return isinstance(tokens, Mapping) and bool(tokens.get("bot"))


def _refresh(people: frozenset[PersonId]) -> Reply:
    return Together(*(RefreshHome(person=person) for person in sorted(people)))
