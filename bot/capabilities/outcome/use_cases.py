"""What a review came to: who is told, what of it is named, and how it goes back to its meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maturity_model.agreement import LONGEST_REASON
from maturity_model.card import AGENDA_CARD
from maturity_model.choice import Choice
from maturity_model.errors import NextReviewBegun, NothingThere, ReasonMissing, TextTooLong
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.outcome import Highlights
from maturity_model.permission import Action, may, require, standings
from maturity_model.review import Review, Stage
from storage.agreements import HighlightKind
from storage.outcomes import Editions, Outcome, read_outcome
from storage.store import Store
from storage.transaction import Transaction

OUTCOME_CARD = "outcome"
PICTURE, FIGURES, RESOURCES, REOPENED = "outcome_picture", "outcome_figures", "outcome_resources", "outcome_reopened"
TIED = "tied"

_URGENCY = 1
_ONCE_POSTED = timedelta(seconds=10)  # by then it shows whether Slack took the picture
_ON_THE_WAY = frozenset({NoticeState.WAITING, NoticeState.SENDING})


@dataclass(frozen=True, kw_only=True)
class OfOutcome:
    """Somebody asks about the outcome of a review."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


@dataclass(frozen=True, kw_only=True)
class ChooseHighlights(OfOutcome):
    """Somebody names strengths and priority areas in place of the rule."""

    choice: Choice


@dataclass(frozen=True, kw_only=True)
class ReopenReview(OfOutcome):
    """Somebody takes an agreed review back to its meeting."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class Posted:
    """An outcome, and what became of its newest picture; None where there was none since it was last agreed."""

    outcome: Outcome
    picture: NoticeState | None


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An agreed review, and what of its outcome somebody may change."""

    review: Review
    agreed_at: datetime
    allowed: frozenset[Action]


async def plan_outcome(
    store: Store, workspace: WorkspaceId, review_id: ReviewId, *, editions: Editions, now: datetime
) -> None:
    """Owe the meeting's channel the picture, its figures and support; a review that is not agreed is left alone.

    The second time changes nothing, until the review was taken back and agreed anew.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def decide(tx: Transaction) -> None:
        outcome = read_outcome(tx, tx.reviews.get_for_change(workspace, review_id), editions)
        if outcome.review.stage is Stage.AGREED:
            for kind, what in ((PICTURE, "1"), (FIGURES, ""), (RESOURCES, supported(outcome.snapshot.priorities))):
                _plan(tx, outcome, kind, what, now)  # those due at one time go in the order they were planned

    await store.write(decide)


async def look_at_outcome(store: Store, workspace: WorkspaceId, review_id: ReviewId, *, editions: Editions) -> Posted:
    """What the review came to as it stands now, for everybody in its channel.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Posted:
        outcome = read_outcome(tx, tx.reviews.get(workspace, review_id), editions)
        pictures = _pictures(tx, outcome)
        return Posted(outcome=outcome, picture=pictures[-1] if pictures else None)

    return await store.read(look)


async def look_at_home(store: Store, workspace: WorkspaceId, person: PersonId) -> Agreed | None:
    """The setting's newest agreed review, for those who took part in it or lead careers there."""

    def look(tx: Transaction) -> Agreed | None:
        setting = tx.settings.find_by_workspace(workspace)
        review = tx.reviews.find_agreed(workspace, setting.id) if setting else None
        held = standings(person, setting, review)
        if review is None or not held:
            return None
        is_last = tx.reviews.find_running(workspace, review.setting) is None
        actions = (Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW) if is_last else (Action.CHOOSE_HIGHLIGHTS,)
        allowed = frozenset(action for action in actions if may(action, held))
        return Agreed(review=review, agreed_at=tx.reviews.list_moves(review)[-1].at, allowed=allowed)

    return await store.read(look)


async def offer(store: Store, request: OfOutcome, action: Action, *, editions: Editions) -> Outcome:
    """What the review came to, for somebody who is about to do this with it.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the action is not theirs.
        WrongStage: the review is not agreed.
        NextReviewBegun: it cannot go back to its meeting, because the setting's next review has begun.
    """

    def look(tx: Transaction) -> Outcome:
        review = tx.reviews.get(request.workspace, request.review)
        _require(tx, review, request.person, action)
        return read_outcome(tx, review, editions)

    return await store.read(look)


async def choose_highlights(store: Store, request: ChooseHighlights, *, editions: Editions, now: datetime) -> None:
    """Name strengths and priority areas; where other priority areas stand afterwards, support for them is due.

    A list that is empty, or names just what the rule names, stays with the rule. The second time changes nothing.

    Raises:
        NothingThere: the workspace has no such review, or a row was not agreed in it.
        NotAllowed: they are neither careers leader nor facilitator.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        _require(tx, review, request.person, Action.CHOOSE_HIGHLIGHTS)
        outcome = read_outcome(tx, review, editions)
        if not outcome.snapshot.columns.keys() >= {*request.choice.strengths, *request.choice.priorities}:
            raise NothingThere
        kept = request.choice.beside_the_rule(outcome.rows)
        for kind, named in ((HighlightKind.STRENGTHS, kept.strengths), (HighlightKind.PRIORITIES, kept.priorities)):
            tx.agreements.put_highlights(review, kind, named, by=request.person, at=now)
        tx.cards.mark(review, OUTCOME_CARD, due_at=now)
        _plan(tx, outcome, RESOURCES, supported(read_outcome(tx, review, editions).snapshot.priorities), now)

    await store.write(decide)


async def show_picture_again(store: Store, request: OfOutcome, *, editions: Editions, now: datetime) -> None:
    """Owe the meeting's channel the picture once more, as it is now; while one is on its way nothing changes.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: they are neither careers leader nor facilitator.
        WrongStage: the review is not agreed.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        _require(tx, review, request.person, Action.CHOOSE_HIGHLIGHTS)
        outcome = read_outcome(tx, review, editions)
        pictures = _pictures(tx, outcome)
        if _ON_THE_WAY.isdisjoint(pictures):
            _plan(tx, outcome, PICTURE, str(len(pictures) + 1), now)
            tx.cards.mark(review, OUTCOME_CARD, due_at=now + _ONCE_POSTED)

    await store.write(decide)


async def reopen_review(store: Store, request: ReopenReview, *, editions: Editions, now: datetime) -> None:
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
        _require(tx, review, request.person, Action.REOPEN_REVIEW)
        if not request.reason.strip():
            raise ReasonMissing
        if len(request.reason) > LONGEST_REASON:
            raise TextTooLong(LONGEST_REASON)
        reopened = review.moved_to(Stage.AGREEING)
        tx.reviews.put(reopened)
        tx.reviews.add_move(reopened, by=request.person, at=now, reason=request.reason)
        tx.notices.withdraw(reopened, kinds=(PICTURE, FIGURES, RESOURCES))
        for subject in (AGENDA_CARD, OUTCOME_CARD):
            tx.cards.mark(reopened, subject, due_at=now)
        _plan(tx, read_outcome(tx, reopened, editions), REOPENED, "", now)

    await store.write(decide)


def supported(priorities: Highlights) -> str:
    """Which rows support is signposted for: the priority areas, or the word that they tie, or nothing."""
    return ",".join(sorted(priorities.rows)) or (TIED if priorities.tied else "")


def _pictures(tx: Transaction, outcome: Outcome) -> list[NoticeState]:
    """What became of each picture since the review was last agreed, oldest first."""
    times = str(outcome.times_agreed)
    return [its.state for its in tx.notices.list_by_kind(outcome.review, PICTURE) if its.about["times"] == times]


def _require(tx: Transaction, review: Review, person: PersonId, action: Action) -> None:
    require(action, standings(person, tx.settings.get(review.workspace, review.setting), review))
    review.require_stage(Stage.AGREED)
    if action is Action.REOPEN_REVIEW and tx.reviews.find_running(review.workspace, review.setting):
        raise NextReviewBegun


def _plan(tx: Transaction, outcome: Outcome, kind: str, what: str, due_at: datetime) -> None:
    """Owe the channel a message of a kind; `what` tells apart those of a kind since the review was last agreed."""
    review, times = outcome.review, str(outcome.times_agreed)
    tx.notices.plan(
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
