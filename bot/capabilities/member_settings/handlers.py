"""What hub staff press and send in about settings, and careers leaders about reviews that they held elsewhere."""

from datetime import date

from bot.capabilities.member_settings.cards import (
    CONTACT,
    DONE_ON,
    NAME,
    PAST_KIND,
    REMOVE_PAST,
    SOURCE,
    OfPast,
    added_modal,
    consultant_changed_modal,
    consultant_modal,
    entered_modal,
    member_modal,
    past_modal,
    removed_modal,
)
from bot.capabilities.member_settings.use_cases.members import (
    AboutMember,
    AddMember,
    SetConsultant,
    add_member,
    get_member,
    prepare_member,
    remove_member,
    set_consultant,
)
from bot.capabilities.member_settings.use_cases.past import EnterPast, RemovePast, enter_past, prepare_past, remove_past
from bot.deps import Deps
from bot.kit.hub_buttons import ADD_MEMBER, CONSULTANT, ENTER_PAST, REMOVE_MEMBER, OfHub, OfMember
from bot.kit.hub_questions import TRUST, kind_of, learners_of, phase_of
from bot.kit.hub_standing import Asker
from bot.kit.modals import modal_after
from bot.kit.questions import PEOPLE
from bot.slack.forms import a_day
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, RefreshHome, ReplaceModal, Reply, Together, UpdateModal
from bot.slack.router import Router
from maturity_model.hub import PastKind
from maturity_model.ids import MemberSettingId, PersonId

router: Router[Deps] = Router()


@router.click(ADD_MEMBER)
async def ask_member(click: Click, deps: Deps) -> Reply:
    asker = Asker(workspace=click.workspace, person=click.person)
    hub = await prepare_member(deps.store, asker, OfHub.decode(click.value).hub)
    return OpenModal(trigger=click.trigger, view=member_modal(hub.id, MemberSettingId(deps.new_id())))


@router.submission(ADD_MEMBER)
async def add(sent: Submission, deps: Deps) -> Reply:
    member = await add_member(deps.store, _read(sent), now=deps.now())
    return Together(ReplaceModal(view=added_modal(member)), RefreshHome(person=sent.person))


@router.click(REMOVE_MEMBER)
async def remove(click: Click, deps: Deps) -> Reply:
    member = await remove_member(deps.store, _about(click, click.value), now=deps.now())
    home = RefreshHome(person=click.person)
    return Together(UpdateModal(view_id=click.view_id, view=removed_modal(member)), home) if click.view_id else home


@router.click(CONSULTANT)
async def ask_consultant(click: Click, deps: Deps) -> Reply:
    member = await get_member(deps.store, _about(click, click.value))
    return modal_after(click, consultant_modal(member, click.person))


@router.submission(CONSULTANT)
async def name_consultant(sent: Submission, deps: Deps) -> Reply:
    this = OfMember.decode(sent.metadata)
    consultant = PersonId(sent.text(PEOPLE))
    request = SetConsultant(
        workspace=sent.workspace, person=sent.person, hub=this.hub, member=this.member, consultant=consultant
    )
    member = await set_consultant(deps.store, request, now=deps.now())
    deps.wake()
    return ReplaceModal(view=consultant_changed_modal(member, consultant))


@router.click(ENTER_PAST)
async def ask_past(click: Click, deps: Deps) -> Reply:
    entered = await prepare_past(deps.store, _about(click, click.value))
    return modal_after(click, past_modal(entered, _today(deps)))


@router.click(REMOVE_PAST)
async def take_out(click: Click, deps: Deps) -> Reply:
    this = OfPast.decode(next(iter(click.chosen), ""))
    request = RemovePast(
        workspace=click.workspace,
        person=click.person,
        hub=this.hub,
        member=this.member,
        kind=this.past_kind,
        done_on=a_day(this.done_on),
    )
    entered, home = await remove_past(deps.store, request), RefreshHome(person=click.person)
    if click.view_id is None:
        return home
    return Together(UpdateModal(view_id=click.view_id, view=past_modal(entered, _today(deps))), home)


@router.submission(ENTER_PAST)
async def enter(sent: Submission, deps: Deps) -> Reply:
    this, kind = OfMember.decode(sent.metadata), sent.text(PAST_KIND)
    if kind not in PastKind.__members__:
        raise BadPayload
    request = EnterPast(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        member=this.member,
        kind=PastKind[kind],
        done_on=a_day(sent.text(DONE_ON)),
        source=sent.text(SOURCE),
    )
    member = await enter_past(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    told = entered_modal(member, request.kind, request.done_on)
    return Together(ReplaceModal(view=told), RefreshHome(person=sent.person))


def _read(sent: Submission) -> AddMember:
    this = OfMember.decode(sent.metadata)
    return AddMember(
        workspace=sent.workspace,
        person=sent.person,
        hub=this.hub,
        member=this.member,
        name=sent.text(NAME),
        kind=kind_of(sent),
        phase=phase_of(sent),
        trust=sent.text(TRUST),
        learners=learners_of(sent),
        contact=sent.text(CONTACT),
    )


def _about(click: Click, value: str) -> AboutMember:
    this = OfMember.decode(value)
    return AboutMember(workspace=click.workspace, person=click.person, hub=this.hub, member=this.member)


def _today(deps: Deps) -> date:
    return deps.now().astimezone(deps.zone).date()
