"""What all that the outcome decides has in common: who asks, and what the channel is owed."""

from dataclasses import dataclass
from datetime import datetime

from maturity_model.errors import NextReviewBegun
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.notice import PlannedNotice
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from storage.outcomes import Outcome
from storage.transaction import Transaction

OUTCOME_CARD = "outcome"
PICTURE, FIGURES, RESOURCES, REOPENED = "outcome_picture", "outcome_figures", "outcome_resources", "outcome_reopened"

_URGENCY = 1


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


def plan(tx: Transaction, outcome: Outcome, kind: str, what: str, due_at: datetime) -> bool:
    """Owe the channel a message of a kind; `what` tells apart those of a kind since the review was last agreed.

    False where it is owed already.
    """
    review, times = outcome.review, str(outcome.times_agreed)
    return tx.notices.plan(
        PlannedNotice(
            key=f"{kind}:{review.id}:{times}:{what}",
            kind=kind,
            workspace=review.workspace,
            setting=review.setting,
            review=review.id,
            due_at=due_at,
            channel=review.channel,
            subject=OUTCOME_CARD if kind == FIGURES else None,
            about={"times": times, "what": what},
            urgency=_URGENCY,
        )
    )
