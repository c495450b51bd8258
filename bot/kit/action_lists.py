"""Actions in a list, as several capabilities show them."""

from collections.abc import Sequence

from bot.kit.pieces import aside, bullets_naming
from bot.kit.words import date_in_words
from bot.slack.blocks import Block
from bot.slack.card import clip
from maturity_model.action import ActionState, ReviewAction

MOST_LISTED = 20
LONGEST_IN_LIST = 120

_SETTLED = {ActionState.DONE: "done", ActionState.NOT_NOW: "put aside for now"}
_ORDER = tuple(ActionState)  # what is still to be done comes first


def action_list(
    actions: Sequence[ReviewAction], *, most: int = MOST_LISTED, say_settled: bool = True
) -> tuple[Block, ...]:
    """Each with its row, owner and day, those that are open first, in a list; the last ones are only counted.

    `say_settled` says of each that is settled what became of it; a heading may have said so already.
    """
    in_order = sorted(actions, key=lambda action: _ORDER.index(action.state))
    shown, left = in_order[:most], len(in_order) - most
    listed = (bullets_naming(_line(each, say_settled=say_settled) for each in shown),) if shown else ()
    return (*listed, aside(f"and {left} more")) if left > 0 else listed


def _line(action: ReviewAction, *, say_settled: bool) -> tuple[str, str, str]:
    one_line = clip(" ".join(action.text.split()), LONGEST_IN_LIST)
    settled = _SETTLED.get(action.state)
    standing = (settled if say_settled else "") if settled else f"by {date_in_words(action.due_on)}"
    return f"{action.row} · {one_line} · ", action.owner, f" · {standing}" if standing else ""
