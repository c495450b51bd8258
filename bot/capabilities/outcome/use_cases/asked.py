"""What all that the outcome decides has in common: who asks, and what the channel is owed."""

from dataclasses import dataclass
from datetime import datetime

from maturity_model.errors import NextReviewBegun
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice, Urgency
from maturity_model.notice_kinds import FIGURES, PICTURE, RESOURCES
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from storage.outcomes import Outcome
from storage.transaction import Transaction

OUTCOME_CARD = "outcome"

_LOST = frozenset({NoticeState.UNDELIVERABLE, NoticeState.UNSURE})


@dataclass(frozen=True, kw_only=True)
class OfOutcome:
    """Somebody asks about the outcome of a review."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


def require_for(tx: Transaction, review: Review, person: PersonId, action: Action) -> None:
    """Refuse whoever may not do this with the outcome, or not now.

    Raises:
        NotAllowed: the action is not theirs.
        WrongStage: the review is not agreed.
        NextReviewBegun: it cannot go back to its meeting, because the setting's next review has begun.
    """
    require(action, standings(person, tx.settings.get(review.workspace, review.setting), review))
    review.require_stage(Stage.AGREED)
    if action is Action.REOPEN_REVIEW and tx.reviews.find_running(review.workspace, review.setting):
        raise NextReviewBegun


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A message of the outcome: `what` tells apart those of a kind, `copy` counts how often it was lost before."""

    kind: str
    what: str = ""
    copy: int = 0


def plan(tx: Transaction, outcome: Outcome, piece: Piece, due_at: datetime) -> bool:
    """Owe the channel a piece of what the review came to since it was last agreed; False where it is owed already."""
    review, times = outcome.review, str(outcome.times_agreed)
    return tx.notices.plan(
        PlannedNotice(
            key=f"{piece.kind}:{review.id}:{times}:{piece.what}" + (f":{piece.copy}" if piece.copy else ""),
            kind=piece.kind,
            workspace=review.workspace,
            setting=review.setting,
            review=review.id,
            due_at=due_at,
            channel=review.channel,
            subject=OUTCOME_CARD if piece.kind == FIGURES else None,
            about={"times": times, "what": piece.what},
            urgency=Urgency.OUTCOME,
        )
    )


def list_told(tx: Transaction, review: Review, kind: str, times_agreed: int) -> list[Notice]:
    """The messages of a kind that were owed since the review was agreed this many times, oldest first."""
    return [its for its in tx.notices.list_by_kind(review, kind) if its.about["times"] == str(times_agreed)]


def list_lost(tx: Transaction, review: Review, times_agreed: int) -> list[Notice]:
    """The latest picture, figures and support, as far as they did not arrive or nobody knows."""
    latest = [list_told(tx, review, kind, times_agreed)[-1:] for kind in (PICTURE, FIGURES, RESOURCES)]
    return [its for told in latest for its in told if its.state in _LOST]
