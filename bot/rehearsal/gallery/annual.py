"""The prompts of next year, and what becomes of them once they are answered."""

from collections.abc import Iterable, Iterator

from bot.capabilities.annual.cards import (
    MOST_LISTED,
    answered_card,
    naming_card,
    next_review_card,
    peer_review_card,
)
from bot.capabilities.annual.use_cases import Answered, Reminded
from bot.rehearsal.gallery.made_up import ACTION, ACTIONS, review, setting
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.card import Card
from maturity_model.action import ReviewAction
from maturity_model.review import Stage


def samples() -> Iterator[Sample]:
    """A year later, whoever is left."""
    yield from seen_by(
        "careers leader",
        {
            "Time for the next review, there were no actions": _prompt(()),
            "Time for the next review, with actions in every state": _prompt(ACTIONS),
            "Time for the next review, more actions than are listed": _prompt([ACTION] * (MOST_LISTED + 5)),
            "Time for the next review, the other leader has left": _prompt(ACTIONS, gone=1),
            "Time for the next review, for the last time": _prompt(ACTIONS, is_last=True, gone=1),
            "Put off": answered_card(Answered(again_on=ACTION.due_on)),
            "Not this year": answered_card(Answered()),
            "The next review has begun": answered_card(Answered(has_begun=True)),
            "A peer-to-peer review is open to them": peer_review_card(setting()),
        },
    )
    yield from seen_by("workspace admin", {"No careers leader is left": naming_card(setting())})


def _prompt(actions: Iterable[ReviewAction], *, is_last: bool = False, gone: int = 0) -> Card:
    reminded = Reminded(review=review(stage=Stage.AGREED), setting=setting(), actions=tuple(actions))
    return next_review_card(reminded, is_last=is_last, gone=gone)
