"""What a facilitator sees of a meeting on their Home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.capabilities.agreement.use_cases.agenda import spreads_today
from bot.capabilities.agreement.use_cases.asked import Editions
from maturity_model.catalog import Edition, RowId
from maturity_model.disclosure import Audience, disclose, moment_of
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.review import Capacity, Review, Stage
from maturity_model.spread import NO_ANSWERS, Closeness
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class MeetingOnHome:
    """A meeting that somebody is to run, or runs. `words` is empty until the day before."""

    review: Review
    edition: Edition
    finished: int
    agreed: int
    words: Mapping[RowId, Closeness]


@dataclass(frozen=True, kw_only=True)
class FindMeetings:
    """Somebody looks at their Home, at this time where the setting is."""

    workspace: WorkspaceId
    person: PersonId
    now: datetime
    zone: ZoneInfo


async def find_meetings(store: Store, request: FindMeetings, *, editions: Editions) -> tuple[MeetingOnHome, ...]:
    """The meetings that this person facilitates and that are ahead or open; none for anybody else."""

    def look(tx: Transaction) -> tuple[MeetingOnHome, ...]:
        return tuple(
            _on_home(tx, review, editions[review.edition], request)
            for review in tx.reviews.list_by_member(request.workspace, request.person)
            if review.member(request.person).holds(Capacity.FACILITATOR)
            and review.stage in {Stage.REFLECTING, Stage.AGREEING}
        )

    return await store.read(look)


def _on_home(tx: Transaction, review: Review, edition: Edition, request: FindMeetings) -> MeetingOnHome:
    answered = tx.reflections.count_by_member(review)
    return MeetingOnHome(
        review=review,
        edition=edition,
        finished=sum(m.finished or answered.get(m.person, 0) >= len(edition.rows) for m in review.colleagues),
        agreed=len(tx.agreements.list_by_review(review)),
        words=_words(tx, review, edition, request) if review.stage is Stage.REFLECTING else {},
    )


def _words(tx: Transaction, review: Review, edition: Edition, request: FindMeetings) -> Mapping[RowId, Closeness]:
    spreads = spreads_today(tx, review)
    words = {
        row.id: disclose(
            spreads.get(row.id, NO_ANSWERS),
            audience=Audience.FACILITATOR,
            moment=moment_of(review, row.id, now=request.now, zone=request.zone),
        ).closeness
        for row in edition.rows
    }
    return {row: word for row, word in words.items() if word is not None}
