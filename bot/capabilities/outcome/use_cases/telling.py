"""Telling the channel what its review came to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.capabilities.outcome.use_cases.asked import (
    OUTCOME_CARD,
    OfOutcome,
    Piece,
    list_lost,
    list_told,
    plan,
    require_for,
)
from maturity_model.ids import ReviewId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import FIGURES, PICTURE, RESOURCES
from maturity_model.outcome import Highlights
from maturity_model.permission import Action
from maturity_model.review import Stage
from storage.outcomes import Outcome, read_outcome
from storage.store import Store
from storage.transaction import Transaction

TIED = "tied"

_ONCE_POSTED = timedelta(seconds=10)  # by then it shows whether Slack took the picture
_ON_THE_WAY = frozenset({NoticeState.WAITING, NoticeState.SENDING})


@dataclass(frozen=True, kw_only=True)
class Posted:
    """An outcome, and what became of its newest picture; None where there was none since it was last agreed."""

    outcome: Outcome
    picture: NoticeState | None


async def plan_outcome(store: Store, workspace: WorkspaceId, review_id: ReviewId, *, now: datetime) -> bool:
    """Owe the meeting's channel the picture, its figures and support; a review that is not agreed is left alone.

    The second time changes nothing, and says False, until the review was taken back and agreed anew.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def decide(tx: Transaction) -> bool:
        outcome = read_outcome(tx, tx.reviews.get_for_change(workspace, review_id))
        if outcome.review.stage is not Stage.AGREED:
            return False
        support = Piece(kind=RESOURCES, what=supported(outcome.snapshot.priorities))
        pieces = (Piece(kind=PICTURE, what="1"), Piece(kind=FIGURES), support)
        is_new = [plan(tx, outcome, piece, now) for piece in pieces]  # those due at one time go in order
        return any(is_new)

    return await store.write(decide)


async def look_at_outcome(store: Store, workspace: WorkspaceId, review_id: ReviewId) -> Posted:
    """What the review came to as it stands now, for everybody in its channel.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Posted:
        outcome = read_outcome(tx, tx.reviews.get(workspace, review_id))
        pictures = _pictures(tx, outcome)
        return Posted(outcome=outcome, picture=pictures[-1] if pictures else None)

    return await store.read(look)


async def show_picture_again(store: Store, request: OfOutcome, *, now: datetime) -> None:
    """Owe the meeting's channel the picture once more, as it is now; while one is on its way nothing changes.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: they are neither careers leader nor facilitator.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        require_for(tx, review, request.person, Action.CHOOSE_HIGHLIGHTS)
        outcome = read_outcome(tx, review)
        pictures = _pictures(tx, outcome)
        if _ON_THE_WAY.isdisjoint(pictures):
            plan(tx, outcome, Piece(kind=PICTURE, what=str(len(pictures) + 1)), now)
            tx.cards.mark(review, OUTCOME_CARD, due_at=now + _ONCE_POSTED)

    await store.write(decide)


async def post_again(store: Store, request: OfOutcome, *, now: datetime) -> None:
    """Owe the meeting's channel once more what of the outcome did not arrive; while it is on its way nothing changes.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: they are neither careers leader nor facilitator.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        require_for(tx, review, request.person, Action.CHOOSE_HIGHLIGHTS)
        outcome = read_outcome(tx, review)
        for lost in list_lost(tx, review, outcome.times_agreed):
            told = len(list_told(tx, review, lost.kind, outcome.times_agreed))
            plan(tx, outcome, _once_more(lost, outcome, told), now)
            tx.cards.mark(review, OUTCOME_CARD, due_at=now + _ONCE_POSTED)

    await store.write(decide)


def supported(priorities: Highlights) -> str:
    """Which rows support is signposted for: the priority areas, or the word that they tie, or nothing."""
    return ",".join(sorted(priorities.rows)) or (TIED if priorities.tied else "")


def _pictures(tx: Transaction, outcome: Outcome) -> list[NoticeState]:
    """What became of each picture since the review was last agreed, oldest first."""
    return [its.state for its in list_told(tx, outcome.review, PICTURE, outcome.times_agreed)]


def _once_more(lost: Notice, outcome: Outcome, told: int) -> Piece:
    what = supported(outcome.snapshot.priorities) if lost.kind == RESOURCES else lost.about["what"]
    return Piece(kind=lost.kind, what=what, copy=told)
