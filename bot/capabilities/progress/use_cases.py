"""Who has answered how many rows, whom the invitation did not reach, and sending it again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from maturity_model.ids import PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.invitation import MAY_HAVE_ARRIVED, NOT_ARRIVED, last_asked, next_invitation
from maturity_model.notice import SCHOOL_CLOSED, Notice, NoticeState
from maturity_model.notice_kinds import SNOOZED, STARTED
from maturity_model.permission import Action, may, require, standings
from maturity_model.reminding import ONE_A_DAY
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Who has answered how many rows, never what, and what became of the invitations.

    `rows` says how many there are to answer, and `answered` counts them by colleague; `asked` holds the last invitation
    of everybody who takes part, and `reminded` when each was reminded last.
    """

    review: Review
    may_change: bool
    rows: int
    answered: Counter[PersonId]
    asked: tuple[Notice, ...]
    reminded: Mapping[PersonId, datetime] = field(default_factory=dict)

    @property
    def sent(self) -> int:
        """How many invitations arrived."""
        return sum(notice.state is NoticeState.SENT for notice in self.asked)

    @property
    def leave_at(self) -> datetime | None:
        """When the next invitations leave that wait for school hours; None where none does."""
        waiting = [n.due_at for n in self.asked if n.state is NoticeState.WAITING and n.failure == SCHOOL_CLOSED]
        return min(waiting, default=None)

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


async def find_progress(store: Store, workspace: WorkspaceId, person: PersonId, setting: SettingId) -> Progress | None:
    """How far a setting's review under way is, for those who may see that; None for anybody else."""

    def look(tx: Transaction) -> Progress | None:
        known = tx.settings.find(workspace, setting)
        review = tx.reviews.find_running(workspace, setting)
        held = standings(person, known, review)
        if review is None or review.stage is Stage.DRAFT or not may(Action.SEE_PROGRESS, held):
            return None
        started = tx.notices.list_by_kind(review, *STARTED, SNOOZED)
        return Progress(
            review=review,
            may_change=may(Action.CHANGE_REVIEW, held),
            rows=len(tx.editions.of(review).rows),
            answered=Counter(tx.reflections.count_by_member(review)),
            asked=tuple(last_asked(started, review).values()),
            reminded=_last_reminded(started),
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
        earlier = tx.notices.list_by_kind(review, *STARTED)
        for person, notice in last_asked(earlier, review).items():
            planned = next_invitation(review, review.members[person], earlier, now=now)
            if planned and notice.state in NOT_ARRIVED:
                tx.notices.plan(planned)

    await store.write(decide)


def _last_reminded(notices: Iterable[Notice]) -> Mapping[PersonId, datetime]:
    """When each person's last reminder left."""
    reminded = [n for n in notices if n.kind in ONE_A_DAY and n.state in MAY_HAVE_ARRIVED and n.person and n.settled_at]
    return {n.person: n.settled_at for n in sorted(reminded, key=_left_at) if n.person and n.settled_at}


def _left_at(notice: Notice) -> datetime:
    return notice.settled_at or notice.due_at
