"""Who asks for something about a meeting, and whether they may."""

from dataclasses import dataclass

from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.permission import Action, require, standings
from maturity_model.review import Review, Stage
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks, in which workspace, about which review."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


def review_for(tx: Transaction, asked: Asked, action: Action = Action.RUN_MEETING) -> Review:
    """The review, with everybody else's answers and changes held back, if this person may do that in it.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person's standing does not cover the action.
    """
    review = tx.reviews.get_for_change(asked.workspace, asked.review)
    _require(tx, review, asked, action)
    return review


def meeting_for(tx: Transaction, asked: Asked, action: Action = Action.RUN_MEETING) -> Review:
    """The same, only while its meeting is open.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person's standing does not cover the action.
        WrongStage: the meeting is not open.
    """
    review = review_for(tx, asked, action)
    review.require_stage(Stage.AGREEING)
    return review


def look_at_review(tx: Transaction, asked: Asked) -> Review:
    """The review, to look at with a facilitator's eyes; nothing is held back.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
    """
    review = tx.reviews.get(asked.workspace, asked.review)
    _require(tx, review, asked, Action.RUN_MEETING)
    return review


def _require(tx: Transaction, review: Review, asked: Asked, action: Action) -> None:
    setting = tx.settings.get(asked.workspace, review.setting)
    require(action, standings(asked.person, setting, review))
