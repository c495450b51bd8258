"""A meeting that is ahead, as its facilitator may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from maturity_model.catalog import Edition, RowId
from maturity_model.disclosure import Audience, disclose, moment_of
from maturity_model.review import Review
from maturity_model.spread import NO_ANSWERS, Closeness
from storage.spreads import spreads_today
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class MeetingAhead:
    """A meeting that somebody is to run. `words` is what may be said of each row today: empty until the day before."""

    review: Review
    edition: Edition
    finished: int
    words: Mapping[RowId, Closeness]


def read_finished(tx: Transaction, review: Review, edition: Edition) -> int:
    """How many colleagues have nothing left to answer, or said that this is all."""
    answered = tx.reflections.count_by_member(review)
    return sum(m.finished or answered.get(m.person, 0) >= len(edition.rows) for m in review.colleagues)


def read_words(
    tx: Transaction, review: Review, edition: Edition, *, now: datetime, zone: tzinfo
) -> Mapping[RowId, Closeness]:
    """The one word that a facilitator may be told of each row today, in model order."""
    spreads = spreads_today(tx, review)
    words = {
        row.id: disclose(
            spreads.get(row.id, NO_ANSWERS),
            audience=Audience.FACILITATOR,
            moment=moment_of(review, row.id, now=now, zone=zone),
        ).closeness
        for row in edition.rows
    }
    return {row: word for row, word in words.items() if word is not None}
