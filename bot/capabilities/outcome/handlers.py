"""The buttons and modals of the outcome, and its part of Home."""

from bot.capabilities.outcome.cards.comparison import comparison_modal
from bot.capabilities.outcome.cards.home import home_blocks
from bot.capabilities.outcome.cards.modals import choosing_modal, reopening_modal
from bot.capabilities.outcome.cards.values import (
    CHOOSE,
    CHOOSE_HIGHLIGHTS,
    COMPARE,
    POST_AGAIN,
    PRIORITIES,
    REASON,
    REOPEN,
    REOPEN_REVIEW,
    SHOW_PICTURE,
    STRENGTHS,
)
from bot.capabilities.outcome.texts import PICTURE_COMING
from bot.capabilities.outcome.use_cases.asked import OfOutcome
from bot.capabilities.outcome.use_cases.changing import (
    ChooseHighlights,
    ReopenReview,
    choose_highlights,
    offer,
    reopen_review,
)
from bot.capabilities.outcome.use_cases.comparing import LookAtComparison, look_at_comparison
from bot.capabilities.outcome.use_cases.home import look_at_home
from bot.capabilities.outcome.use_cases.telling import post_again, show_picture_again
from bot.capability import Viewer
from bot.deps import Deps
from bot.kit.availability import refuse_unusable
from bot.kit.buttons import OfReview
from bot.slack.blocks import Block
from bot.slack.payloads import Click, Submission
from bot.slack.reply import NOTHING, OpenModal, RefreshHome, Reply, Whisper
from bot.slack.router import Router
from maturity_model.catalog import RowId
from maturity_model.choice import Choice
from maturity_model.events import ReviewReopened
from maturity_model.permission import Action

router: Router[Deps] = Router()


@router.click(CHOOSE)
async def choose(click: Click, deps: Deps) -> Reply:
    outcome = await offer(deps.store, _asked(click), Action.CHOOSE_HIGHLIGHTS)
    return OpenModal(trigger=click.trigger, view=choosing_modal(outcome))


@router.submission(CHOOSE_HIGHLIGHTS)
async def save_choice(submission: Submission, deps: Deps) -> Reply:
    request = ChooseHighlights(
        workspace=submission.workspace,
        person=submission.person,
        review=OfReview.decode(submission.metadata).review,
        choice=Choice(
            strengths=tuple(map(RowId, submission.several(STRENGTHS))),
            priorities=tuple(map(RowId, submission.several(PRIORITIES))),
        ),
    )
    await choose_highlights(deps.store, request, now=deps.now())
    deps.wake()
    return NOTHING


@router.click(SHOW_PICTURE)
async def show_picture(click: Click, deps: Deps) -> Reply:
    here = click.place.channel
    await show_picture_again(deps.store, _asked(click), now=deps.now())
    deps.wake()
    return Whisper(channel=here, person=click.person, text=PICTURE_COMING)


@router.click(POST_AGAIN)
async def post_outcome_again(click: Click, deps: Deps) -> Reply:
    asked = _asked(click)
    outcome = await offer(deps.store, asked, Action.CHOOSE_HIGHLIGHTS)
    await refuse_unusable(deps.directory, outcome.review)
    await post_again(deps.store, asked, now=deps.now())
    deps.wake()
    return RefreshHome(person=click.person)


@router.click(COMPARE)
async def compare(click: Click, deps: Deps) -> Reply:
    asked = _asked(click)
    request = LookAtComparison(**vars(asked), channel=click.place.channel)
    return OpenModal(trigger=click.trigger, view=comparison_modal(await look_at_comparison(deps.store, request)))


@router.click(REOPEN)
async def ask_why(click: Click, deps: Deps) -> Reply:
    outcome = await offer(deps.store, _asked(click), Action.REOPEN_REVIEW)
    return OpenModal(trigger=click.trigger, view=reopening_modal(outcome.review.id))


@router.submission(REOPEN_REVIEW)
async def reopen(submission: Submission, deps: Deps) -> Reply:
    request = ReopenReview(
        workspace=submission.workspace,
        person=submission.person,
        review=OfReview.decode(submission.metadata).review,
        reason=submission.text(REASON),
    )
    await reopen_review(deps.store, request, now=deps.now())
    await deps.announce(
        ReviewReopened(workspace=request.workspace, review=request.review, reason=request.reason),
    )
    return RefreshHome(person=submission.person)


async def home(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's line about the newest agreed review, for those who took part in it or lead careers."""
    if viewer.setting is None:
        return ()
    agreed = await look_at_home(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return home_blocks(agreed, deps.zone) if agreed else ()


def _asked(click: Click) -> OfOutcome:
    return OfOutcome(workspace=click.workspace, person=click.person, review=OfReview.decode(click.value).review)
