"""What a careers leader presses to change who takes part."""

from collections.abc import Iterable

from bot.capabilities.membership.cards import (
    FACILITATORS,
    INVITE,
    PAGE,
    REMOVE,
    ROLE,
    ROLES,
    RolesPage,
    facilitators_modal,
    gone_card,
    invite_modal,
    remove_modal,
    roles_modal,
)
from bot.capabilities.membership.use_cases import (
    InvitePeople,
    MakeFacilitators,
    RemovePeople,
    SetRole,
    get_changeable,
    invite_people,
    make_facilitators,
    remove_people,
    set_role,
)
from bot.deps import Deps
from bot.kit.availability import refuse_unavailable
from bot.kit.buttons import LEAVE_REVIEW, LeaveReview, OfReview
from bot.kit.questions import PEOPLE
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import NOTHING, OpenModal, Redraw, RefreshHome, Reply, UpdateModal
from bot.slack.router import Router
from maturity_model.events import MembershipChanged
from maturity_model.ids import PersonId, ReviewId
from maturity_model.review import Review, Role

router: Router[Deps] = Router()


@router.click(INVITE)
async def ask_invite(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=invite_modal((await _changeable(click, deps)).id))


@router.submission(INVITE)
async def invite(sent: Submission, deps: Deps) -> Reply:
    people = _people(sent)
    await refuse_unavailable(deps.directory, sent.workspace, people)
    request = InvitePeople(workspace=sent.workspace, person=sent.person, review=_review(sent), people=people)
    return await _changed(await invite_people(deps.store, request, zone=deps.zone, now=deps.now()), sent, deps)


@router.click(REMOVE)
async def ask_remove(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=remove_modal((await _changeable(click, deps)).id))


@router.submission(REMOVE)
async def remove(sent: Submission, deps: Deps) -> Reply:
    request = RemovePeople(workspace=sent.workspace, person=sent.person, review=_review(sent), people=_people(sent))
    return await _changed(await remove_people(deps.store, request, zone=deps.zone, now=deps.now()), sent, deps)


@router.click(LEAVE_REVIEW)
async def let_go(click: Click, deps: Deps) -> Reply:
    leaving = LeaveReview.decode(click.value)
    instead = frozenset({leaving.instead} if leaving.instead else ())
    await refuse_unavailable(deps.directory, click.workspace, instead)
    request = RemovePeople(
        workspace=click.workspace,
        person=click.person,
        review=leaving.review,
        people=frozenset({leaving.person}),
        instead=instead,
        only_declined=True,
    )
    review = await remove_people(deps.store, request, zone=deps.zone, now=deps.now())
    await _announce(review, request.people | instead, deps)
    return Redraw(place=click.place, card=gone_card(leaving))


@router.click(FACILITATORS)
async def ask_facilitators(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=facilitators_modal((await _changeable(click, deps)).id))


@router.submission(FACILITATORS)
async def facilitate(sent: Submission, deps: Deps) -> Reply:
    request = MakeFacilitators(workspace=sent.workspace, person=sent.person, review=_review(sent), people=_people(sent))
    return await _changed(await make_facilitators(deps.store, request, zone=deps.zone, now=deps.now()), sent, deps)


@router.click(ROLES)
async def show_roles(click: Click, deps: Deps) -> Reply:
    return OpenModal(trigger=click.trigger, view=roles_modal(await _changeable(click, deps), 0))


@router.click(PAGE)
async def turn(click: Click, deps: Deps) -> Reply:
    wanted = RolesPage.decode(click.value)
    review = await get_changeable(deps.store, click.workspace, click.person, wanted.review)
    if click.view_id is None:
        raise BadPayload
    return UpdateModal(view_id=click.view_id, view=roles_modal(review, wanted.page))


@router.click(ROLE)
async def choose_role(click: Click, deps: Deps) -> Reply:
    review, member = RolesPage.decode(click.metadata).review, PersonId(click.action.partition(":")[2])
    request = SetRole(workspace=click.workspace, person=click.person, review=review, member=member, role=_role(click))
    await set_role(deps.store, request)
    await deps.announce(MembershipChanged(workspace=click.workspace, review=review, person=member))
    return NOTHING


async def _changeable(click: Click, deps: Deps) -> Review:
    return await get_changeable(deps.store, click.workspace, click.person, OfReview.decode(click.value).review)


async def _changed(review: Review, sent: Submission, deps: Deps) -> Reply:
    await _announce(review, _people(sent), deps)
    return RefreshHome(person=sent.person)


async def _announce(review: Review, people: Iterable[PersonId], deps: Deps) -> None:
    for person in sorted(people):
        await deps.announce(MembershipChanged(workspace=review.workspace, review=review.id, person=person))


def _people(sent: Submission) -> frozenset[PersonId]:
    return frozenset(map(PersonId, sent.several(PEOPLE)))


def _review(sent: Submission) -> ReviewId:
    return OfReview.decode(sent.metadata).review


def _role(click: Click) -> Role:
    chosen = click.chosen[0] if click.chosen else ""
    if chosen not in Role.__members__:
        raise BadPayload
    return Role[chosen]
