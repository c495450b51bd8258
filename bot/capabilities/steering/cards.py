"""Where a review stands on Home, the modal that moves its meeting, and the news that people get."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capabilities.steering import texts
from bot.capabilities.steering.use_cases import Status
from bot.kit import availability
from bot.kit.buttons import CANCEL_REVIEW, OfReview
from bot.kit.pieces import ask_first, button, buttons, line, modal, say
from bot.kit.questions import channel_menu, moment_picker, question
from bot.slack.blocks import Block, View
from bot.slack.card import Card, escape, mention, say_time
from bot.slack.ids import Packed
from maturity_model.ids import ChannelId, PersonId, ReviewId
from maturity_model.review import Review, Stage
from maturity_model.setting import Setting

MOVE, CONFIRM = "steering.move_meeting", "steering.confirm"
MEETS_AT, CHANNEL = "meets_at", "channel"


@dataclass(frozen=True, kw_only=True)
class Move(Packed):
    """Where a meeting is about to be moved; `meets_at` in seconds since 1970."""

    review: ReviewId
    meets_at: int
    channel: ChannelId


def status_section(status: Status, zone: ZoneInfo) -> tuple[Block, ...]:
    """Home's part for whoever leads or facilitates a review under way."""
    review = status.review
    run_by = [mention(member.person) for member in review.facilitators]
    words = say(texts.status(review, say_time(review.meets_at, zone), f"<#{review.channel}>", run_by))
    if not status.may_change:
        return line(), words
    this = OfReview(review=review.id)
    sure = ask_first(texts.CANCEL_TITLE, texts.CANCEL_TEXT, yes=texts.CANCEL, no=texts.KEEP)
    move = [button(texts.MOVE, MOVE, this)] if review.stage is Stage.REFLECTING else []
    cancel = button(texts.CANCEL, CANCEL_REVIEW, this, confirm=sure)
    return line(), words, buttons(*move, cancel, block_id="steering")


def meeting_modal(review: Review) -> View:
    """When and where the meeting is now, to be changed."""
    return modal(
        texts.MOVE_TITLE,
        [
            question(MEETS_AT, texts.MEETS_AT, moment_picker(MEETS_AT, review.meets_at)),
            question(CHANNEL, texts.CHANNEL, channel_menu(CHANNEL, chosen=review.channel), hint=texts.MOVE_HINT),
        ],
        callback=MOVE,
        submit=texts.SAVE,
        metadata=OfReview(review=review.id),
    )


def confirm_modal(move: Move, outside: int) -> View:
    """Asks before a meeting is moved to where anybody of the workspace can read."""
    return modal(
        availability.CONFIRM_TITLE,
        [say(availability.public_channel(f"<#{move.channel}>", outside))],
        callback=CONFIRM,
        submit=availability.GO_AHEAD,
        metadata=move,
    )


def moved_modal(move: Move, outside: int, untold: Sequence[PersonId] = ()) -> View:
    """Says who else reads the new channel, and who had too many messages to be told."""
    reads = [say(availability.private_channel(f"<#{move.channel}>", outside))] if outside else []
    blocks = [say(texts.MOVED), *reads, *_untold(untold)]
    return modal(texts.MOVE_TITLE, blocks, callback="steering.moved")


def cancelled_modal(untold: Sequence[PersonId]) -> View:
    """Says who had too many messages to be told that the review is called off."""
    return modal(texts.CANCELLED_TITLE, [say(texts.IS_CANCELLED), *_untold(untold)], callback="steering.cancelled")


def not_opened_card(review: Review, setting: Setting, zone: ZoneInfo) -> Card:
    """That nobody opened the meeting, and what a careers leader may do about it."""
    said = texts.not_opened(escape(setting.name), say_time(review.meets_at, zone))
    return Card(text=said, blocks=(say(said), say(texts.WHAT_NEXT)))


def moved_card(review: Review, setting: Setting, zone: ZoneInfo) -> Card:
    """When and where the meeting is now."""
    when, name = say_time(review.meets_at, zone), escape(setting.name)
    return Card(text=texts.moved_summary(name, when), blocks=(say(texts.moved(name, when, f"<#{review.channel}>")),))


def cancelled_card(setting: Setting) -> Card:
    """That there is nothing more to do."""
    name = escape(setting.name)
    return Card(text=texts.cancelled_summary(name), blocks=(say(texts.cancelled(name)),))


def _untold(untold: Sequence[PersonId]) -> list[Block]:
    return [say(texts.untold([mention(person) for person in untold]))] if untold else []
