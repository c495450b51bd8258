"""Deleting the answers and notes of reviews that ended long enough ago."""

from datetime import datetime, timedelta

from maturity_model.card import colleague_card, row_card
from maturity_model.ids import ReviewId, WorkspaceId
from storage.reviews import ENDED
from storage.store import Store
from storage.transaction import Transaction

KEPT = timedelta(weeks=8)
"""How long answers are kept once their review is agreed or called off, as everybody is told."""


async def delete_old_answers(store: Store, *, now: datetime) -> tuple[ReviewId, ...]:
    """Delete the answers and notes of reviews that ended eight weeks ago or earlier, and name those reviews.

    What the meeting froze and agreed stays. A review that was reopened keeps its answers until it ends again. Where
    nothing is due this is one look; the second time it changes nothing.
    """
    due = await store.read(lambda tx: tx.reviews.list_ended_with_answers(by=now - KEPT))
    for review in due:
        await _delete_answers(store, review.workspace, review.id, now=now)
    return tuple(review.id for review in due)


async def _delete_answers(store: Store, workspace: WorkspaceId, review: ReviewId, *, now: datetime) -> None:
    def decide(tx: Transaction) -> None:
        ended = tx.reviews.get_for_change(workspace, review)
        if ended.stage not in ENDED or tx.reviews.list_moves(ended)[-1].at > now - KEPT:
            return  # reopened since it was found
        tx.reflections.delete_all(ended)
        shown = [colleague_card(member.person) for member in ended.colleagues]
        tx.cards.mark_all(ended, [*shown, *map(row_card, sorted(ended.opened_rows))], due_at=now)

    await store.write(decide)
