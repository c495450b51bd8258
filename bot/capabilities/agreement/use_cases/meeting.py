"""The meeting as a whole: opening it, showing its agenda, finishing it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.capabilities.agreement.use_cases.agenda import (
    Agenda,
    ClickedAgenda,
    clicked_agenda,
    read_agenda,
)
from bot.capabilities.agreement.use_cases.asked import Asked, look_at_review, meeting_for, review_for
from bot.capabilities.agreement.use_cases.channel import put_agenda
from bot.kit.fresh_cards import owe_fresh_cards
from maturity_model.agenda import Order
from maturity_model.agreement import OpenedRow, to_agree_together
from maturity_model.card import Place
from maturity_model.catalog import Edition
from maturity_model.ids import ReviewId, WorkspaceId
from maturity_model.review import Review, Stage
from maturity_model.spread import NO_ANSWERS
from storage.spreads import spreads_today
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class OpenMeeting:
    """A facilitator wants to begin, with the rows in this order."""

    asked: Asked
    order: Order


@dataclass(frozen=True, kw_only=True)
class FinishMeeting:
    """A facilitator wants to end the meeting. `place` is the agenda that was clicked."""

    asked: Asked
    place: Place


async def find_meeting(store: Store, asked: Asked) -> Review:
    """The review whose meeting it is, for whoever may open it: to ask Slack about its channel first.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
    """
    return await store.read(lambda tx: look_at_review(tx, asked))


async def open_meeting(store: Store, request: OpenMeeting, *, now: datetime) -> bool:
    """Open the meeting and put its agenda into the channel; say whether it was this that opened it.

    Rows that may be agreed together are listed, which freezes their answers. A meeting that is open already stays as
    it is, in the order it has, with the agenda it has.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the review is not ready for its meeting, or over.
    """

    def decide(tx: Transaction) -> bool:
        review = review_for(tx, request.asked)
        if review.stage is Stage.AGREEING:
            return False
        review.require_stage(Stage.REFLECTING)  # back from agreed is a careers leader's move, with a reason
        opened = replace(review.moved_to(Stage.AGREEING), order=request.order)
        tx.reviews.put(opened)
        tx.reviews.add_move(opened, by=request.asked.person, at=now)
        _list_rows_to_agree_together(tx, opened, tx.editions.of(review), now=now)
        put_agenda(tx, opened, now=now)
        return True

    return await store.write(decide)


async def show_agenda(store: Store, asked: Asked, *, now: datetime) -> None:
    """Put the agenda into the channel once more, below everything; not twice while it is on its way.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open.
    """
    await store.write(lambda tx: put_agenda(tx, meeting_for(tx, asked), now=now))


async def bring_agenda_back(store: Store, workspace: WorkspaceId, review: ReviewId, *, now: datetime) -> None:
    """Put the agenda into the channel once more where the review went back to its meeting.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def decide(tx: Transaction) -> None:
        reopened = tx.reviews.get_for_change(workspace, review)
        if reopened.stage is Stage.AGREEING:
            put_agenda(tx, reopened, now=now)

    await store.write(decide)


async def finish_meeting(store: Store, request: FinishMeeting, *, now: datetime) -> ClickedAgenda:
    """Finish the meeting; rows that are not agreed stay so, and colleagues' cards are to say that it is over.

    Raises:
        NothingThere: the workspace has no such review.
        NotAllowed: the person is not a facilitator of it.
        WrongStage: the meeting is not open, for instance because somebody else just finished it.
    """

    def decide(tx: Transaction) -> ClickedAgenda:
        agreed = meeting_for(tx, request.asked).moved_to(Stage.AGREED)
        tx.reviews.put(agreed)
        tx.reviews.add_move(agreed, by=request.asked.person, at=now)
        owe_fresh_cards(tx, agreed, now=now)
        return clicked_agenda(tx, read_agenda(tx, agreed, tx.editions.of(agreed)), request.place, now=now)

    return await store.write(decide)


async def agenda_of(store: Store, workspace: WorkspaceId, review: ReviewId) -> Agenda:
    """The agenda as it stands now, to be drawn.

    Raises:
        NothingThere: the workspace has no such review.
    """

    def look(tx: Transaction) -> Agenda:
        kept = tx.reviews.get(workspace, review)
        return read_agenda(tx, kept, tx.editions.of(kept))

    return await store.read(look)


def _list_rows_to_agree_together(tx: Transaction, review: Review, edition: Edition, *, now: datetime) -> None:
    spreads = spreads_today(tx, review)
    whole = {row.id: spreads.get(row.id, NO_ANSWERS) for row in edition.rows}
    for row, column in to_agree_together(whole, invited=len(review.colleagues)).items():
        tx.meetings.put(review, OpenedRow(row=row, spread=whole[row], opened_at=now, to_agree_together=column))
