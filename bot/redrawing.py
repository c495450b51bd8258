"""Draws cards again that show something old: a crash or a lost call between a commit and its redraw heals here."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.capability import DrawCard
from bot.deps import Deps
from bot.slack.calls import Refused, Unreachable
from bot.slack.reply import Redraw
from maturity_model.card import CardMark
from storage.errors import StoreUnavailable
from storage.transaction import Transaction

MOST_AT_ONCE = 50
LATER = timedelta(minutes=10)

log = logging.getLogger(__name__)


async def redraw_due(deps: Deps, draws: Mapping[str, DrawCard]) -> None:
    """Note what was drawn, then draw what is due; what Slack does not take now stays due."""
    await _clear(deps, deps.publisher.take_drawn())
    now = deps.now()
    due = await deps.store.read(lambda tx: tx.cards.list_due(now=now, most=MOST_AT_ONCE))
    try:
        for mark in due:
            await _redraw_alone(mark, deps, draws)
    except Unreachable:
        log.warning("cards wait for slack", extra={"cards": len(due)})
    await _clear(deps, deps.publisher.take_drawn())


async def _redraw_alone(mark: CardMark, deps: Deps, draws: Mapping[str, DrawCard]) -> None:
    """Draw one card; what is wrong with it holds no other one back, and it is tried again later."""
    try:
        await _redraw(mark, deps, draws)
    except StoreUnavailable:
        raise
    except Unreachable as unreachable:  # Slack may fail at this one card only: the next look begins with another
        later = deps.now() + unreachable.wait
        await deps.store.write(lambda tx: tx.cards.put_off(mark, until=later))
        raise
    except Exception:
        log.exception("card failed", extra={"card": mark.kind})
        later = deps.now() + LATER
        await deps.store.write(lambda tx: tx.cards.put_off(mark, until=later))


async def _redraw(mark: CardMark, deps: Deps, draws: Mapping[str, DrawCard]) -> None:
    card = await draws[mark.kind](mark, deps)
    if card is None:
        await _clear(deps, [mark])
        return
    try:
        await deps.publisher.redraw(mark.workspace, Redraw(place=mark.place, card=card, mark=mark))
    except Refused as refused:
        log.error("card refused", extra={"card": mark.kind, "error": refused.error})  # noqa: TRY400 - no traceback needed
        await _clear(deps, [mark])


async def _clear(deps: Deps, drawn: Sequence[CardMark]) -> None:
    def decide(tx: Transaction) -> None:
        tx.cards.clear(drawn)

    if drawn:
        await deps.store.write(decide)
