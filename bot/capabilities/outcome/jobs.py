"""Telling the group: when a review was agreed or taken back, and when nobody has told them yet."""

from datetime import datetime

from bot.capabilities.outcome.cards.posted import figures_card, picture, reopened_card, resources_card
from bot.capabilities.outcome.use_cases.telling import Posted, look_at_outcome, plan_outcome, supported
from bot.capability import Message
from bot.deps import Deps
from bot.kit.availability import refuse_shared
from bot.slack.card import Attachment, Card
from maturity_model.card import AGENDA_CARD, CardMark
from maturity_model.events import ReviewAgreed
from maturity_model.notice import Notice
from maturity_model.notice_kinds import FIGURES
from maturity_model.review import Stage


async def tell_outcome(agreed: ReviewAgreed, deps: Deps) -> None:
    """Owe the channel its outcome as soon as the review is agreed."""
    await plan_outcome(deps.store, agreed.workspace, agreed.review, now=deps.now())


async def tell_the_untold(deps: Deps, now: datetime) -> None:
    """Owe their outcome to the channels of agreed reviews where the process died before that was planned."""
    untold = await deps.store.read(lambda tx: tx.reviews.list_untold(FIGURES))
    for review in untold:
        if await plan_outcome(deps.store, review.workspace, review.id, now=now):
            deps.wake()


async def picture_message(notice: Notice, deps: Deps) -> Message | None:
    """The chart, unless the review went back meanwhile."""
    posted = await _look(notice, deps)
    if not _stands(posted, notice):
        return None
    snapshot = posted.outcome.snapshot
    return await _in_thread(picture(snapshot, await deps.charts.render(snapshot)), notice, deps)


async def figures_message(notice: Notice, deps: Deps) -> Message | None:
    """The figures in words, unless the review went back meanwhile."""
    posted = await _look(notice, deps)
    return await _in_thread(figures_card(posted, deps.zone), notice, deps) if _stands(posted, notice) else None


async def resources_message(notice: Notice, deps: Deps) -> Message | None:
    """Support for the rows it was planned for, unless others stand in their place by now."""
    posted = await _look(notice, deps)
    meant = notice.about["what"]
    if not (meant and meant == supported(posted.outcome.snapshot.priorities) and _stands(posted, notice)):
        return None
    return await _in_thread(resources_card(posted.outcome), notice, deps)


async def reopened_message(notice: Notice, deps: Deps) -> Message | None:
    """Who took the review back and why, unless it has moved on since."""
    outcome = (await _look(notice, deps)).outcome
    if outcome.review.stage is not Stage.AGREEING:
        return None
    return await _in_thread(reopened_card(outcome.last_move), notice, deps)


async def draw_figures(mark: CardMark, deps: Deps) -> Card:
    """The figures as they stand now."""
    posted = await look_at_outcome(deps.store, mark.workspace, mark.review)
    return figures_card(posted, deps.zone)


async def _look(notice: Notice, deps: Deps) -> Posted:
    return await look_at_outcome(deps.store, notice.workspace, notice.about_review)


def _stands(posted: Posted, notice: Notice) -> bool:
    outcome = posted.outcome
    return outcome.review.stage is Stage.AGREED and notice.about["times"] == str(outcome.times_agreed)


async def _in_thread(content: Card | Attachment, notice: Notice, deps: Deps) -> Message:
    """The message, under the meeting's agenda; straight into the channel where that was never posted there.

    Raises:
        Refused: the channel is shared with another organisation by now.
    """
    review = await deps.store.read(lambda tx: tx.reviews.get(notice.workspace, notice.about_review))
    await refuse_shared(deps.directory, notice.workspace, notice.channel or review.channel)
    agenda = await deps.store.read(lambda tx: tx.cards.find(review, AGENDA_CARD))
    in_channel = agenda is not None and agenda.place.channel == notice.channel
    return Message(content=content, thread=agenda.place.ts if agenda and in_channel else None)
