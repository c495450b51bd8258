"""Changing what a review came to: what of it is named, and taking it back to its meeting."""

from dataclasses import dataclass
from datetime import datetime

from bot.capabilities.outcome.use_cases.asked import (
    OUTCOME_CARD,
    OfOutcome,
    Piece,
    plan,
    require_for,
)
from bot.capabilities.outcome.use_cases.telling import supported
from bot.kit.fresh_cards import owe_fresh_cards
from maturity_model.agreement import LONGEST_REASON
from maturity_model.card import AGENDA_CARD
from maturity_model.choice import Choice
from maturity_model.errors import NothingThere, ReasonMissing, TextTooLong
from maturity_model.notice_kinds import FIGURES, PICTURE, REOPENED, RESOURCES
from maturity_model.permission import Action
from maturity_model.review import Stage
from storage.agreements import HighlightKind
from storage.outcomes import Outcome, read_outcome
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class ChooseHighlights(OfOutcome):
    """Somebody names strengths and priority areas in place of the rule."""

    choice: Choice


@dataclass(frozen=True, kw_only=True)
class ReopenReview(OfOutcome):
    """Somebody takes an agreed review back to its meeting."""

    reason: str


async def offer(store: Store, request: OfOutcome, action: Action) -> Outcome:
    """What the review came to, for somebody who is about to do this with it.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the action is not theirs.
        WrongStage: the review is not agreed.
        NextReviewBegun: it cannot go back to its meeting, because the setting's next review has begun.
    """

    def look(tx: Transaction) -> Outcome:
        review = tx.reviews.get(request.workspace, request.review)
        require_for(tx, review, request.person, action)
        return read_outcome(tx, review)

    return await store.read(look)


async def choose_highlights(store: Store, request: ChooseHighlights, *, now: datetime) -> None:
    """Name strengths and priority areas; where other priority areas stand afterwards, support for them is due.

    A list that is empty, or names just what the rule names, stays with the rule. The second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review, or a row was not agreed in it.
        NotAllowed: they are neither careers leader nor facilitator.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        require_for(tx, review, request.person, Action.CHOOSE_HIGHLIGHTS)
        outcome = read_outcome(tx, review)
        if not outcome.snapshot.columns.keys() >= {*request.choice.strengths, *request.choice.priorities}:
            raise NothingThere
        kept = request.choice.beside_the_rule(outcome.rows)
        for kind, named in ((HighlightKind.STRENGTHS, kept.strengths), (HighlightKind.PRIORITIES, kept.priorities)):
            tx.agreements.put_highlights(review, kind, named, by=request.person, at=now)
        tx.cards.mark(review, OUTCOME_CARD, due_at=now)
        support = supported(read_outcome(tx, review).snapshot.priorities)
        plan(tx, outcome, Piece(kind=RESOURCES, what=support), now)

    await store.write(decide)


async def reopen_review(store: Store, request: ReopenReview, *, now: datetime) -> None:
    """Take an agreed review back to its meeting with all that was agreed, and owe the channel the reason.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: they are no careers leader.
        WrongStage: the review is not agreed, or went back already.
        NextReviewBegun: the setting's next review has begun.
        ReasonMissing: they say no reason.
        TextTooLong: the reason is longer than can be kept.
    """

    def decide(tx: Transaction) -> None:
        setting = tx.reviews.get(request.workspace, request.review).setting
        tx.settings.get_for_change(request.workspace, setting)  # so that no next review begins meanwhile
        review = tx.reviews.get_for_change(request.workspace, request.review)
        require_for(tx, review, request.person, Action.REOPEN_REVIEW)
        if not request.reason.strip():
            raise ReasonMissing
        if len(request.reason) > LONGEST_REASON:
            raise TextTooLong(LONGEST_REASON)
        reopened = review.moved_to(Stage.AGREEING)
        tx.reviews.put(reopened)
        tx.reviews.add_move(reopened, by=request.person, at=now, reason=request.reason)
        tx.notices.withdraw(reopened, kinds=(PICTURE, FIGURES, RESOURCES))
        tx.cards.mark_all(reopened, (AGENDA_CARD, OUTCOME_CARD), due_at=now)
        owe_fresh_cards(tx, reopened, now=now)
        plan(tx, read_outcome(tx, reopened), Piece(kind=REOPENED), now)

    await store.write(decide)
