"""What careers leaders press about their request, and hub staff about all of them."""

from datetime import date

from bot.capabilities.bookings.cards.own import (
    CHOICES,
    WITHDRAW,
    ask_modal,
    asked_modal,
    not_this_time_card,
    settled_modal,
)
from bot.capabilities.bookings.cards.page import EXPORT, export_modal, week_modal
from bot.capabilities.bookings.cards.setting import ANSWER, DECLINE, SENTENCE, WHAT, answer_modal, setting_modal
from bot.capabilities.bookings.use_cases.asking import (
    AboutRequest,
    AskForWeeks,
    ask_for_weeks,
    prepare_request,
    say_not_this_time,
    withdraw_request,
)
from bot.capabilities.bookings.use_cases.looking import Request, look_at_setting, look_at_week
from bot.capabilities.bookings.use_cases.settling import (
    ConfirmRequest,
    DeclineRequest,
    ask_for_export,
    confirm_request,
    decline_request,
)
from bot.deps import Deps
from bot.kit.hub_buttons import (
    ASK_FOR_WEEKS,
    LOOK_AT_SETTING,
    LOOK_AT_WEEK,
    NOT_THIS_TIME,
    OfHub,
    OfMember,
    OfWeek,
)
from bot.kit.hub_questions import TRUST, kind_of, learners_of, phase_of
from bot.kit.hub_standing import Asker
from bot.kit.modals import modal_after
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, Redraw, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.errors import NothingAsked
from maturity_model.ids import WeekId

router: Router[Deps] = Router()


@router.click(ASK_FOR_WEEKS)
async def ask(click: Click, deps: Deps) -> Reply:
    today = _today(deps)
    request = await prepare_request(deps.store, _about(click, click.value), today=today)
    return modal_after(click, ask_modal(request, today))


@router.submission(ASK_FOR_WEEKS)
async def ask_for(sent: Submission, deps: Deps) -> Reply:
    this = OfMember.decode(sent.metadata)
    wanted = AskForWeeks(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        member=this.member,
        choices=tuple(WeekId(chosen) for name in CHOICES if (chosen := sent.text(name))),
        kind=kind_of(sent),
        phase=phase_of(sent),
        trust=sent.text(TRUST),
        learners=learners_of(sent),
    )
    request = await ask_for_weeks(deps.store, wanted, zone=deps.zone, now=deps.now())
    deps.wake()
    return Together(ReplaceModal(view=asked_modal(request)), RefreshHome(person=sent.person))


@router.click(NOT_THIS_TIME)
async def decline_all(click: Click, deps: Deps) -> Reply:
    await say_not_this_time(deps.store, _about(click, click.value), zone=deps.zone, now=deps.now())
    deps.wake()
    home = RefreshHome(person=click.person)
    return Together(Redraw(place=click.message, card=not_this_time_card()), home) if click.message else home


@router.click(WITHDRAW)
async def withdraw(click: Click, deps: Deps) -> Reply:
    await withdraw_request(deps.store, _about(click, click.value), zone=deps.zone, now=deps.now())
    deps.wake()
    return RefreshHome(person=click.person)


@router.click(LOOK_AT_WEEK)
async def look_at_requests(click: Click, deps: Deps) -> Reply:
    this = OfWeek.decode(next(iter(click.chosen), click.value))
    found = await look_at_week(deps.store, _asker(click), this.hub, this.week, today=_today(deps))
    return modal_after(click, week_modal(found))


@router.click(LOOK_AT_SETTING)
async def look(click: Click, deps: Deps) -> Reply:
    this = OfMember.decode(next(iter(click.chosen), click.value))
    found = await look_at_setting(deps.store, _asker(click), this.hub, this.member, today=_today(deps))
    return modal_after(click, setting_modal(found))


@router.click(ANSWER)
async def ask_answer(click: Click, deps: Deps) -> Reply:
    this = OfMember.decode(click.value)
    found = await look_at_setting(deps.store, _asker(click), this.hub, this.member, today=_today(deps))
    if found.entry.booking is None:
        raise NothingAsked
    return modal_after(click, answer_modal(found, found.entry.booking))


@router.submission(ANSWER)
async def answer(sent: Submission, deps: Deps) -> Reply:
    settle = _decline if sent.text(WHAT) == DECLINE else _confirm
    request = await settle(sent, OfMember.decode(sent.metadata), deps)
    deps.wake()
    return Together(ReplaceModal(view=settled_modal(request)), RefreshHome(person=sent.person))


@router.click(EXPORT)
async def export(click: Click, deps: Deps) -> Reply:
    await ask_for_export(deps.store, _asker(click), OfHub.decode(click.value).hub, now=deps.now())
    deps.wake()
    return OpenModal(trigger=click.trigger, view=export_modal())


async def _decline(sent: Submission, this: OfMember, deps: Deps) -> Request:
    request = DeclineRequest(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        member=this.member,
        sentence=sent.text(SENTENCE),
    )
    return await decline_request(deps.store, request, zone=deps.zone, now=deps.now())


async def _confirm(sent: Submission, this: OfMember, deps: Deps) -> Request:
    request = ConfirmRequest(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        member=this.member,
        week=WeekId(sent.text(WHAT)),
        sentence=sent.text(SENTENCE),
    )
    return await confirm_request(deps.store, request, zone=deps.zone, now=deps.now())


def _asker(click: Click) -> Asker:
    return Asker(workspace=click.workspace, person=click.person)


def _about(click: Click, value: str) -> AboutRequest:
    this = OfMember.decode(value)
    return AboutRequest(workspace=click.workspace, person=click.person, hub=this.hub, member=this.member)


def _today(deps: Deps) -> date:
    return deps.now().astimezone(deps.zone).date()
