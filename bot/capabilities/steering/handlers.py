"""What a careers leader presses while a review is under way."""

from datetime import UTC, datetime

from bot.capabilities.steering.cards import (
    CHANNEL,
    CONFIRM,
    MEETS_AT,
    MOVE,
    Move,
    cancelled_modal,
    confirm_modal,
    meeting_modal,
    moved_modal,
)
from bot.capabilities.steering.use_cases import CancelReview, MoveMeeting, cancel_review, get_movable, move_meeting
from bot.deps import Deps
from bot.kit.availability import audience_of
from bot.kit.buttons import CANCEL_REVIEW, OfReview
from bot.slack.ids import BadPayload
from bot.slack.payloads import Click, Submission
from bot.slack.reply import OpenModal, RefreshHome, ReplaceModal, Reply, Together
from bot.slack.router import Router
from maturity_model.events import ReviewCancelled
from maturity_model.ids import ChannelId

router: Router[Deps] = Router()


@router.click(MOVE)
async def ask_meeting(click: Click, deps: Deps) -> Reply:
    review = await get_movable(deps.store, click.workspace, click.person, OfReview.decode(click.value).review)
    return OpenModal(trigger=click.trigger, view=meeting_modal(review))


@router.submission(MOVE)
async def move(sent: Submission, deps: Deps) -> Reply:
    wanted = _read(sent)
    review = await get_movable(deps.store, sent.workspace, sent.person, wanted.review)
    if wanted.channel == review.channel:
        return await _move(sent, wanted, deps)
    audience = await audience_of(deps.directory, sent.workspace, wanted.channel)
    outside = audience.outside(review)
    if audience.public:
        return ReplaceModal(view=confirm_modal(wanted, outside))
    return await _move(sent, wanted, deps, outside=outside)


@router.submission(CONFIRM)
async def confirm(sent: Submission, deps: Deps) -> Reply:
    wanted = Move.decode(sent.metadata)
    await audience_of(deps.directory, sent.workspace, wanted.channel)  # others may have come in while they thought
    return await _move(sent, wanted, deps)


@router.click(CANCEL_REVIEW)
async def cancel(click: Click, deps: Deps) -> Reply:
    review = OfReview.decode(click.value).review
    request = CancelReview(workspace=click.workspace, person=click.person, review=review)
    told = await cancel_review(deps.store, request, now=deps.now())
    await deps.announce(ReviewCancelled(workspace=click.workspace, review=review))
    home = RefreshHome(person=click.person)
    if not told.untold:
        return home
    return Together(OpenModal(trigger=click.trigger, view=cancelled_modal(told.untold)), home)


async def _move(sent: Submission, wanted: Move, deps: Deps, *, outside: int = 0) -> Reply:
    request = MoveMeeting(
        workspace=sent.workspace,
        person=sent.person,
        review=wanted.review,
        meets_at=_moment(wanted.meets_at),
        channel=wanted.channel,
    )
    told = await move_meeting(deps.store, request, zone=deps.zone, now=deps.now())
    deps.wake()
    worth_saying = outside or told.untold
    said = (ReplaceModal(view=moved_modal(wanted, outside, told.untold)),) if worth_saying else ()
    return Together(*said, RefreshHome(person=sent.person))


def _read(sent: Submission) -> Move:
    meets_at = sent.moment(MEETS_AT)
    channel = sent.text(CHANNEL)
    if not channel:
        raise BadPayload
    return Move(
        review=OfReview.decode(sent.metadata).review,
        meets_at=int(meets_at.timestamp()),
        channel=ChannelId(channel),
    )


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadPayload from None
