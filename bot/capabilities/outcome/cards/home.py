"""The outcome on Home."""

from zoneinfo import ZoneInfo

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.parts import outcome_buttons
from bot.capabilities.outcome.cards.values import POST_AGAIN
from bot.capabilities.outcome.use_cases.home import Agreed
from bot.kit.buttons import OfReview
from bot.kit.pieces import button, buttons, line, say
from bot.slack.blocks import Block
from bot.slack.card import say_time


def home_blocks(agreed: Agreed, zone: ZoneInfo) -> tuple[Block, ...]:
    """That the review is agreed and where its outcome is, with the buttons that are this person's."""
    channel = f"<#{agreed.review.channel}>"
    where = texts.lost(channel, agreed.lost[0].failure) if agreed.lost else texts.posted(channel)
    told = say(f"{texts.agreed_on(say_time(agreed.agreed_at, zone))} {where}")
    offered = outcome_buttons(agreed.review.id, agreed.allowed)
    if agreed.lost:
        offered.insert(0, button(texts.POST_AGAIN, POST_AGAIN, OfReview(review=agreed.review.id)))
    return (line(), told, buttons(*offered)) if offered else (line(), told)
