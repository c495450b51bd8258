"""Where a review under way stands, moving its meeting, and calling it off."""

from bot.capabilities.steering import cards
from bot.capabilities.steering.handlers import router
from bot.capabilities.steering.use_cases import find_status
from bot.capability import Capability, Message, Refusal, Viewer
from bot.deps import Deps
from bot.kit import words
from bot.kit.availability import channel_unusable
from bot.slack.blocks import Block
from maturity_model.errors import (
    ChannelUnusable,
    MeetingInThePast,
    MeetingTooFarAway,
    NotAllowed,
    NothingThere,
    WrongStage,
)
from maturity_model.notice import Notice
from maturity_model.notice_kinds import MEETING_MOVED, NOT_OPENED, REVIEW_CANCELLED
from maturity_model.review import Review, Stage
from maturity_model.setting import Setting
from storage.transaction import Transaction


async def status_section(viewer: Viewer, deps: Deps) -> tuple[Block, ...]:
    """Home's part for whoever leads or facilitates a review under way."""
    if viewer.setting is None:
        return ()
    status = await find_status(deps.store, viewer.workspace, viewer.person, viewer.setting.id)
    return cards.status_section(status, deps.zone) if status else ()


async def tell_moved(notice: Notice, deps: Deps) -> Message | None:
    """When and where the meeting is now; not to somebody who was taken out, nor once it is open or called off."""
    review, setting = await _look(notice, deps)
    member = review.members.get(notice.person) if notice.person else None
    if review.stage is not Stage.REFLECTING or member is None or member.removed:
        return None
    return Message(content=cards.moved_card(review, setting, deps.zone))


async def tell_cancelled(notice: Notice, deps: Deps) -> Message | None:
    """That there is nothing more to do."""
    _, setting = await _look(notice, deps)
    return Message(content=cards.cancelled_card(setting))


async def ask_what_became(notice: Notice, deps: Deps) -> Message | None:
    """That nobody opened the meeting; not once it was, or is to be at another time, or to whom it matters no more."""
    review, setting = await _look(notice, deps)
    over = review.stage is Stage.REFLECTING and review.meets_at < deps.now()
    return (
        Message(content=cards.not_opened_card(review, setting, deps.zone)) if over and _leads(notice, setting) else None
    )


def _leads(notice: Notice, setting: Setting) -> bool:
    return notice.person in setting.leaders


async def _look(notice: Notice, deps: Deps) -> tuple[Review, Setting]:
    def look(tx: Transaction) -> tuple[Review, Setting]:
        review = tx.reviews.get(notice.workspace, notice.about_review)
        return review, tx.settings.get(notice.workspace, review.setting)

    return await deps.store.read(look)


STEERING = Capability(
    name="steering",
    router=router,
    home=status_section,
    notices={
        MEETING_MOVED: tell_moved,
        REVIEW_CANCELLED: tell_cancelled,
        NOT_OPENED: ask_what_became,
    },
    refusals={
        NotAllowed: Refusal(say=words.NOT_ALLOWED),
        NothingThere: Refusal(say=words.NOTHING_THERE),
        WrongStage: Refusal(say=words.wrong_stage),
        MeetingInThePast: Refusal(say=words.MEETING_IN_THE_PAST, field=cards.MEETS_AT),
        MeetingTooFarAway: Refusal(say=words.MEETING_TOO_FAR_AWAY, field=cards.MEETS_AT),
        ChannelUnusable: Refusal(say=channel_unusable, field=cards.CHANNEL),
    },
)
