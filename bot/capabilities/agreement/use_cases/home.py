"""What a facilitator sees of a meeting on their Home."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.kit.meeting_ahead import MeetingAhead, read_finished, read_words
from maturity_model.catalog import Edition
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.review import Capacity, Review, Stage
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class MeetingOnHome(MeetingAhead):
    """A meeting that somebody is to run, or runs; `agreed` counts the rows that it has agreed."""

    agreed: int


@dataclass(frozen=True, kw_only=True)
class FindMeetings:
    """Somebody looks at their Home, at this time where the setting is."""

    workspace: WorkspaceId
    person: PersonId
    now: datetime
    zone: ZoneInfo


async def find_meetings(store: Store, request: FindMeetings) -> tuple[MeetingOnHome, ...]:
    """The meetings that this person facilitates and that are ahead or open; none for anybody else."""

    def look(tx: Transaction) -> tuple[MeetingOnHome, ...]:
        return tuple(
            _on_home(tx, review, tx.editions.of(review), request)
            for review in tx.reviews.list_by_member(request.workspace, request.person)
            if review.member(request.person).holds(Capacity.FACILITATOR)
            and review.stage in {Stage.REFLECTING, Stage.AGREEING}
        )

    return await store.read(look)


def _on_home(tx: Transaction, review: Review, edition: Edition, request: FindMeetings) -> MeetingOnHome:
    ahead = review.stage is Stage.REFLECTING
    return MeetingOnHome(
        review=review,
        edition=edition,
        finished=read_finished(tx, review, edition),
        agreed=len(tx.agreements.list_by_review(review)),
        words=read_words(tx, review, edition, now=request.now, zone=request.zone) if ahead else {},
    )
