"""What careers leaders press beside a prompt."""

from bot.capabilities.annual.cards import NOT_THIS_YEAR, SNOOZE, Snooze, answered_card
from bot.capabilities.annual.use_cases import DeclinePrompt, SnoozePrompt, decline_prompt, snooze_prompt
from bot.deps import Deps
from bot.kit.buttons import OfReview
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click
from bot.slack.reply import Redraw, Reply
from bot.slack.router import Router

router: Router[Deps] = Router()


@router.click(SNOOZE)
async def snooze(click: Click, deps: Deps) -> Reply:
    wanted = Snooze.decode(_chosen(click))
    request = SnoozePrompt(workspace=click.workspace, person=click.person, review=wanted.review, weeks=wanted.weeks)
    answered = await snooze_prompt(deps.store, request, zone=deps.zone, now=deps.now())
    return Redraw(place=click.place, card=answered_card(answered))


@router.click(NOT_THIS_YEAR)
async def decline(click: Click, deps: Deps) -> Reply:
    review = OfReview.decode(click.value).review
    request = DeclinePrompt(workspace=click.workspace, person=click.person, review=review)
    return Redraw(place=click.place, card=answered_card(await decline_prompt(deps.store, request)))


def _chosen(click: Click) -> str:
    if len(click.chosen) != 1:
        raise BadPayload
    return click.chosen[0]
