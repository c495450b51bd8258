"""Who has answered how many rows, whom the invitation did not reach, and sending it again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.invitation import NOT_ARRIVED, last_asked, next_invitation
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import STARTED
from maturity_model.permission import Action, may, require, standings
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Who has answered how many rows, never what, and what became of the invitations.

    `answered` counts rows by colleague; `asked` holds the last invitation of everybody who takes part.
    """

    review: Review
    may_change: bool
    answered: Counter[PersonId]
    asked: tuple[Notice, ...]

    @property
    def sent(self) -> int:
        """How many invitations arrived."""
        return sum(notice.state is NoticeState.SENT for notice in self.asked)

    @property
    def not_reached(self) -> tuple[Notice, ...]:
        """The invitations that did not arrive, or of which nobody knows."""
        return tuple(notice for notice in self.asked if notice.state in NOT_ARRIVED)


@dataclass(frozen=True, kw_only=True)
class SendAgain:
    """A careers leader wants those invited again whom nobody is known to have reached."""

    workspace: WorkspaceId
    person: PersonId
    review: ReviewId


async def find_progress(store: Store, workspace: WorkspaceId, person: PersonId) -> Progress | None:
    """How far the setting's review under way is, for those who may see that; None for anybody else."""

    def look(tx: Transaction) -> Progress | None:
        setting = tx.settings.find_by_workspace(workspace)
        review = tx.reviews.find_running(workspace, setting.id) if setting else None
        held = standings(person, setting, review)
        if review is None or review.stage is Stage.DRAFT or not may(Action.SEE_PROGRESS, held):
            return None
        return Progress(
            review=review,
            may_change=may(Action.CHANGE_REVIEW, held),
            answered=Counter(tx.reflections.count_by_member(review)),
            asked=tuple(last_asked(_started(tx, review), review).values()),
        )

    return await store.read(look)


async def find_opener(store: Store, workspace: WorkspaceId, review: ReviewId) -> PersonId:
    """Who opened a review.

    Raises:
        NothingThere: the workspace has no such review.
    """
    return await store.read(lambda tx: tx.reviews.get(workspace, review).opened_by)


async def send_again(store: Store, request: SendAgain, *, now: datetime) -> None:
    """Invite those again whom nobody is known to have reached; while that is under way, asking again changes nothing.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is no careers leader.
        WrongStage: the review is not under way.
    """

    def decide(tx: Transaction) -> None:
        review = tx.reviews.get_for_change(request.workspace, request.review)
        setting = tx.settings.get(request.workspace, review.setting)
        require(Action.CHANGE_REVIEW, standings(request.person, setting))
        review.require_stage(Stage.REFLECTING, Stage.AGREEING)
        earlier = _started(tx, review)
        for person, notice in last_asked(earlier, review).items():
            planned = next_invitation(review, review.members[person], earlier, now=now)
            if planned and notice.state in NOT_ARRIVED:
                tx.notices.plan(planned)

    await store.write(decide)


def _started(tx: Transaction, review: Review) -> list[Notice]:
    return tx.notices.list_by_kind(review, *STARTED)
