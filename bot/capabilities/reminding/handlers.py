"""What the reader of a reminder presses, and a careers leader who nudges."""

from bot.capabilities.reminding.cards import (
    CANNOT,
    DECLINE,
    SEND_NUDGE,
    SNOOZE,
    OfReminder,
    declined_card,
    declining_modal,
    nudge_modal,
    nudged_modal,
    snoozed_card,
)
from bot.capabilities.reminding.use_cases import answering
from bot.capabilities.reminding.use_cases.nudging import Nudge, list_to_nudge, nudge
from bot.deps import Deps
from bot.kit.availability import refuse_unavailable
from bot.kit.buttons import NUDGE, OfReview
from bot.kit.questions import PEOPLE
from bot.slack.payloads import Click, Submission
from bot.slack.reply import NOTHING, OpenModal, Redraw, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.ids import PersonId

router: Router[Deps] = Router()


@router.click(SNOOZE)
async def snooze(click: Click, deps: Deps) -> Reply:
    review = OfReview.decode(click.value).review
    request = answering.OfReminder(workspace=click.workspace, person=click.person, review=review)
    later = await answering.snooze_reminder(deps.store, request, zone=deps.zone, now=deps.now())
    return Redraw(place=click.place, card=snoozed_card(review, later, deps.zone))


@router.click(CANNOT)
async def ask_instead(click: Click, deps: Deps) -> Reply:
    review = OfReview.decode(click.value).review
    request = answering.OfReminder(workspace=click.workspace, person=click.person, review=review)
    await answering.prepare_declining(deps.store, request)
    return OpenModal(trigger=click.trigger, view=declining_modal(OfReminder.at(review, click.place)))


@router.submission(DECLINE)
async def decline(sent: Submission, deps: Deps) -> Reply:
    of, suggested = OfReminder.decode(sent.metadata), sorted(map(PersonId, sent.several(PEOPLE)))
    await refuse_unavailable(deps.directory, sent.workspace, suggested)
    instead = suggested[0] if suggested else None
    request = answering.Decline(workspace=sent.workspace, person=sent.person, review=of.review, instead=instead)
    told = await answering.decline(deps.store, request, now=deps.now())
    deps.wake()
    return Redraw(place=of.place, card=declined_card(of.review, told=told)) if of.place else NOTHING


@router.click(NUDGE)
async def ask_whom(click: Click, deps: Deps) -> Reply:
    request = Nudge(
        workspace=click.workspace,
        person=click.person,
        review=OfReview.decode(click.value).review,
        people=frozenset(),
    )
    people = await list_to_nudge(deps.store, request, zone=deps.zone, now=deps.now())
    return OpenModal(trigger=click.trigger, view=nudge_modal(request.review, people))


@router.submission(SEND_NUDGE)
async def send_nudge(sent: Submission, deps: Deps) -> Reply:
    request = Nudge(
        workspace=sent.workspace,
        person=sent.person,
        review=OfReview.decode(sent.metadata).review,
        people=frozenset(map(PersonId, sent.several(PEOPLE))),
    )
    nudged = await nudge(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    told = nudged_modal(nudged, now=deps.now(), zone=deps.zone)
    return Together(ReplaceModal(view=told), RefreshHome(person=sent.person))
