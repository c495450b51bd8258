"""What the meeting settles on: one best-fit column a row, and which rows may be agreed together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from maturity_model.catalog import COLUMNS, Column, RowId
from maturity_model.errors import RowAlreadyAgreed, TextTooLong
from maturity_model.ids import PersonId
from maturity_model.spread import FEWEST_SHOWN, Spread

LONGEST_REASON = 1000

_FURTHEST_FROM_PROPOSED = 1  # a proposed column is at most one away from every answer


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The column that the meeting settled on for a row; `together` where it was one of several agreed in one click."""

    row: RowId
    column: Column
    recorded_by: PersonId
    recorded_at: datetime
    reason: str | None = None
    together: bool = False

    def __post_init__(self) -> None:
        """Refuse a reason too long to be shown.

        Raises:
            TextTooLong: it has more than LONGEST_REASON characters.
        """
        if self.reason and len(self.reason) > LONGEST_REASON:
            raise TextTooLong(LONGEST_REASON)


@dataclass(frozen=True, kw_only=True)
class OpenedRow:
    """A row that the meeting has opened, with its spread frozen at that moment.

    `to_agree_together` is the column proposed where the row was listed with those to be agreed together, and
    `pulled_out_by` the member who would rather talk about it. A parked row comes back at the end.
    """

    row: RowId
    spread: Spread
    opened_at: datetime
    parked: bool = False
    to_agree_together: Column | None = None
    pulled_out_by: PersonId | None = None

    @property
    def is_listed(self) -> bool:
        """Whether the row still stands among those to be agreed together."""
        return self.to_agree_together is not None and self.pulled_out_by is None


def record(standing: Agreement | None, new: Agreement, *, is_change: bool = False) -> Agreement:
    """The agreement that stands for a row once somebody records a column for it.

    Recording the column that the same person recorded already keeps what stands, its reason included, so a double
    click is harmless; so does a change to the column that stands. A new column starts without the old one's reason.

    Raises:
        RowAlreadyAgreed: somebody else's agreement stands, and this is not meant as a change of it.
    """
    if standing is None:
        return new
    if not is_change and standing.recorded_by != new.recorded_by:
        raise RowAlreadyAgreed(row=standing.row, column=standing.column, by=standing.recorded_by)
    return standing if standing.column == new.column else new


def park(opened: OpenedRow, standing: Agreement | None) -> OpenedRow:
    """Put a row off to the end of the meeting; parking it twice is the same as once.

    Raises:
        RowAlreadyAgreed: there is nothing left to put off.
    """
    _require_open(standing)
    return replace(opened, parked=True)


def pull_out(opened: OpenedRow, standing: Agreement | None, *, by: PersonId) -> OpenedRow:
    """Take a row from those to be agreed together, to be talked about like any other.

    Who pulled it out first stays on record; a row that is not listed stays as it is.

    Raises:
        RowAlreadyAgreed: it was agreed before.
    """
    _require_open(standing)
    return replace(opened, pulled_out_by=by) if opened.is_listed else opened


def proposal(spread: Spread, *, invited: int) -> Column | None:
    """The column that a row may be agreed at together with others, or None where it deserves a talk.

    At least three members and at least half of those invited named a column, one column is the single most chosen, and
    nobody is two or more columns away from it.
    """
    if spread.named < FEWEST_SHOWN or 2 * spread.named < invited:
        return None
    chosen = {column: count for column, count in zip(COLUMNS, spread.counts, strict=True) if count}
    most = [column for column, count in chosen.items() if count == max(chosen.values())]
    if len(most) > 1 or any(abs(column - most[0]) > _FURTHEST_FROM_PROPOSED for column in chosen):
        return None
    return most[0]


def to_agree_together(spreads: Mapping[RowId, Spread], *, invited: int) -> Mapping[RowId, Column]:
    """The rows that may be agreed together and the column proposed for each, in the order given."""
    proposals = {row: proposal(spread, invited=invited) for row, spread in spreads.items()}
    return {row: column for row, column in proposals.items() if column is not None}


def _require_open(standing: Agreement | None) -> None:
    if standing is not None:
        raise RowAlreadyAgreed(row=standing.row, column=standing.column, by=standing.recorded_by)
