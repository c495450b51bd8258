"""What several cards of the outcome draw."""

from collections.abc import Iterable

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.values import CHOOSE, REOPEN, SHOW_PICTURE
from bot.kit.buttons import OfReview
from bot.kit.pieces import LONGEST_SECTION, button, say
from bot.slack.blocks import Block, Element
from maturity_model.ids import ReviewId
from maturity_model.permission import Action


def outcome_buttons(review: ReviewId, allowed: frozenset[Action], *, with_picture: bool = False) -> list[Element]:
    """What somebody who may do this can do with the outcome."""
    value = OfReview(review=review)
    offered = []
    if Action.CHOOSE_HIGHLIGHTS in allowed:
        offered.append(button(texts.CHOOSE, CHOOSE, value))
    if with_picture:
        offered.append(button(texts.SHOW_PICTURE, SHOW_PICTURE, value))
    if Action.REOPEN_REVIEW in allowed:
        offered.append(button(texts.REOPEN, REOPEN, value))
    return offered


def paragraphs(lines: Iterable[str]) -> list[Block]:
    """The lines in as few paragraphs as hold them; none is ever cut."""
    paragraphs: list[str] = []
    for each in lines:
        if paragraphs and len(paragraphs[-1]) + len(each) < LONGEST_SECTION:
            paragraphs[-1] += f"\n{each}"
        else:
            paragraphs.append(each)
    return [say(paragraph) for paragraph in paragraphs]
