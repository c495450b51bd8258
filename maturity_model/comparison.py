"""What a setting agreed, beside what it agreed before: row by row, and only as far as people answered the same words.

Nothing here says that a setting went backwards. A lower column than last time is a group that placed a row differently.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from maturity_model.bridge import Bridge
from maturity_model.catalog import Column, Edition, Row, RowId, Wording


class Likeness(StrEnum):
    """Whether a row still asks what the row it comes from asked."""

    SAME = "same wording"
    CHANGED = "changed wording"
    NEW = "new row"


@dataclass(frozen=True, kw_only=True)
class AgreedColumns:
    """What one review came to; `columns` holds the agreed rows only."""

    academic_year: str
    edition: Edition
    columns: Mapping[RowId, Column]


@dataclass(frozen=True, kw_only=True)
class RowComparison:
    """One row now and before; a column is None where the row was not agreed that time, or was not there."""

    row: RowId
    before_row: RowId | None
    likeness: Likeness
    before: Column | None
    now: Column | None

    @property
    def agreed_twice(self) -> bool:
        """Whether both reviews agreed a column."""
        return self.before is not None and self.now is not None

    @property
    def moved(self) -> int | None:
        """How many columns lie between the two, upwards positive; None where they do not stand side by side."""
        if self.before is None or self.now is None or self.likeness is not Likeness.SAME:
            return None
        return self.now - self.before


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A review beside the one agreed before it.

    Attributes:
        academic_year: the earlier review's.
        other_edition: whether the earlier review was held on another edition.
        answered: whose words were answered in the earlier review, and whose now.
        assumed: whether rows are matched by nothing but their ids.
        rows: every row of the edition now, in model order.
        gone: the rows of the earlier edition from which none comes now, in model order.
    """

    academic_year: str
    other_edition: bool
    answered: tuple[Wording, Wording]
    assumed: bool
    rows: tuple[RowComparison, ...]
    gone: tuple[Row, ...] = ()

    @cached_property
    def by_row(self) -> Mapping[RowId, RowComparison]:
        """Each row's comparison, by the row's id now."""
        return {its.row: its for its in self.rows}

    @property
    def further_on(self) -> tuple[RowComparison, ...]:
        """The rows agreed at a higher column of the same words."""
        return tuple(its for its in self.rows if (its.moved or 0) > 0)

    @property
    def where_they_were(self) -> tuple[RowComparison, ...]:
        """The rows agreed at the same column of the same words."""
        return tuple(its for its in self.rows if its.moved == 0)

    @property
    def placed_differently(self) -> tuple[RowComparison, ...]:
        """The rows that the group agreed at another column of the same words, and that do not stand further on."""
        return tuple(its for its in self.rows if (its.moved or 0) < 0)

    @property
    def reworded(self) -> tuple[RowComparison, ...]:
        """The rows agreed both times, on other words: their columns do not stand side by side."""
        return tuple(its for its in self.rows if its.likeness is Likeness.CHANGED and None not in (its.before, its.now))

    @property
    def once_only(self) -> tuple[RowComparison, ...]:
        """The rows that were agreed in one of the reviews and not in the other, though both have them."""
        return tuple(
            its for its in self.rows if its.likeness is not Likeness.NEW and (its.before is None) != (its.now is None)
        )

    @property
    def new(self) -> tuple[RowComparison, ...]:
        """The rows that the earlier edition did not have."""
        return tuple(its for its in self.rows if its.likeness is Likeness.NEW)

    @property
    def other_wording(self) -> bool:
        """Whether one review answered a summary and the other the publisher's own words."""
        before, now = self.answered
        return before is not now

    @property
    def has_matches(self) -> bool:
        """Whether any row is matched with one of the earlier review at all."""
        return any(its.before_row is not None for its in self.rows)


def compare(before: AgreedColumns, now: AgreedColumns, bridge: Bridge) -> Comparison:
    """Put a review beside the one agreed before it, over the bridge between their editions.

    Raises:
        UnknownRow: the bridge leads from or to rows that these editions do not have.
    """
    rows = tuple(_compare_row(row, bridge.rows.get(row.id), before, now) for row in now.edition.rows)
    continued = {its.before_row for its in rows}
    return Comparison(
        academic_year=before.academic_year,
        other_edition=before.edition.id != now.edition.id,
        answered=(before.edition.wording, now.edition.wording),
        assumed=bridge.assumed,
        rows=rows,
        gone=tuple(row for row in before.edition.rows if row.id not in continued),
    )


def likeness(before: Row, now: Row) -> Likeness:
    """Whether two rows ask the same: every statement letter for letter, apart from white space."""
    same = list(map(_letters, before.statements)) == list(map(_letters, now.statements))
    return Likeness.SAME if same else Likeness.CHANGED


def _compare_row(row: Row, source: RowId | None, before: AgreedColumns, now: AgreedColumns) -> RowComparison:
    return RowComparison(
        row=row.id,
        before_row=source,
        likeness=Likeness.NEW if source is None else likeness(before.edition.row(source), row),
        before=None if source is None else before.columns.get(source),
        now=now.columns.get(row.id),
    )


def _letters(statement: str) -> str:
    return "".join(statement.split())
