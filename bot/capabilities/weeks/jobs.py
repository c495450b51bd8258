"""What weeks bring without a click: their messages, and asking again once a review is agreed."""

from datetime import datetime

from bot.capabilities.weeks.cards.messages import (
    again_card,
    by_email_card,
    changed_card,
    channel_card,
    remind_by_email_card,
    weeks_card,
)
from bot.capabilities.weeks.use_cases.telling import (
    ask_again,
    look_at_announcement,
    look_at_change,
    look_at_unanswered,
    look_at_weeks,
)
from bot.capability import Message
from bot.deps import Deps
from maturity_model.events import ReviewAgreed
from maturity_model.notice import Notice


async def weeks_message(notice: Notice, deps: Deps) -> Message | None:
    """The announcement, unless none of its weeks is open any more."""
    told = await look_at_weeks(deps.store, notice, zone=deps.zone, now=deps.now())
    return Message(content=weeks_card(told)) if told else None


async def closing_message(notice: Notice, deps: Deps) -> Message | None:
    """The reminder, for those who may ask and have said nothing yet, or for who writes to them by hand."""
    if "member" not in notice.about:
        spread = await look_at_unanswered(deps.store, notice, zone=deps.zone, now=deps.now())
        return Message(content=remind_by_email_card(spread)) if spread else None
    told = await look_at_weeks(deps.store, notice, zone=deps.zone, now=deps.now())
    is_wanted = told and told.is_ready and not told.has_answered
    return Message(content=weeks_card(told, reminder=True)) if told and is_wanted else None


async def again_message(notice: Notice, deps: Deps) -> Message | None:
    """The word after a review, for those who may ask now and have said nothing yet."""
    told = await look_at_weeks(deps.store, notice, zone=deps.zone, now=deps.now())
    is_wanted = told and told.history.agreed_on and not told.has_answered
    return Message(content=again_card(told)) if told and is_wanted else None


async def channel_message(notice: Notice, deps: Deps) -> Message | None:
    """The announcement in the hub's channel, unless none of its weeks is open any more."""
    spread = await look_at_announcement(deps.store, notice, zone=deps.zone, now=deps.now())
    return Message(content=channel_card(spread)) if spread else None


async def by_email_message(notice: Notice, deps: Deps) -> Message | None:
    """The words for settings without Slack, unless there are none any more."""
    spread = await look_at_announcement(deps.store, notice, zone=deps.zone, now=deps.now())
    return Message(content=by_email_card(spread)) if spread and spread.by_email else None


async def changed_message(notice: Notice, deps: Deps) -> Message | None:
    """The news of a week, as it is now."""
    told = await look_at_change(deps.store, notice)
    return Message(content=changed_card(told)) if told else None


async def review_agreed(_agreed: ReviewAgreed, deps: Deps) -> None:
    """Ask for weeks again as soon as the review that came first is agreed; a sweep finds whom this missed."""
    await ask_the_ready(deps, deps.now())


async def ask_the_ready(deps: Deps, now: datetime) -> None:
    """Ask every setting again whose review is agreed now."""
    if await ask_again(deps.store, zone=deps.zone, now=now):
        deps.wake()
