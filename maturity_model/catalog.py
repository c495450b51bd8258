"""The catalog: editions of the maturity model, as values; `edition_file` reads and checks them.

An edition is data. How many themes and rows it has is the edition's affair; only the four columns are the model's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, NewType

from maturity_model.errors import UnknownRow
from maturity_model.setting import Kind

EditionId = NewType("EditionId", str)  # "schools-2026"
RowId = NewType("RowId", str)  # "1.1": the same id in two editions need not mean the same
Column = NewType("Column", int)

COLUMNS: Final[tuple[Column, ...]] = (Column(1), Column(2), Column(3), Column(4))
"""The model's columns, in order. They have numbers and no names."""

LONGEST_ID: Final = 40
LONGEST_ROW_ID: Final = 16
LONGEST_TITLE: Final = 150
LONGEST_LINE: Final = 200
"""The most characters of an edition's mark."""
MOST_THEMES: Final = 10
MOST_ROWS: Final = 50
"""In all themes together: the cards that name every row hold no more, with ids and titles as long as they may be."""
LONGEST_CHANGE: Final = 3000
"""The most characters of what is said about a change, and of its reason."""

BULLET: Final = "• "
"""What a line of a statement begins with that is a point of a list; any other line is a paragraph."""


class Wording(StrEnum):
    """Whose words the statements are."""

    SUMMARY = "summary"
    OFFICIAL = "official"

    @property
    def longest_statement(self) -> int:
        """The most characters a statement may have: a summary is for reading at a glance."""
        return 280 if self is Wording.SUMMARY else 2000

    @property
    def longest_purpose(self) -> int:
        """The most characters of what a row is for."""
        return 200 if self is Wording.SUMMARY else 1000


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a row's publisher changed since the edition before, and why, in the publisher's words."""

    core: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to reflect on, with a statement for each column.

    Attributes:
        purpose: what the row is for; empty where an imported edition does not say.
        statements: one a column. Each line is a paragraph, or a point of a list where it begins with BULLET.
        change: what was changed since the edition before; None where the edition does not say.
    """

    id: RowId
    title: str
    purpose: str
    statements: tuple[str, str, str, str]
    change: Change | None = None

    def statement(self, column: Column) -> str:
        """The statement of that column, unaltered."""
        return self.statements[column - 1]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Rows that belong together, and the Gatsby Benchmarks they are about; an imported theme may name none."""

    number: int
    title: str
    benchmarks: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the model for some kinds of setting.

    Attributes:
        mark: says whose words these are and goes on every card.
        kinds: whom it is written for, at least one.
        year: the calendar year from which it is in use.
    """

    id: EditionId
    title: str
    wording: Wording
    mark: str
    kinds: frozenset[Kind]
    year: int
    themes: tuple[Theme, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in model order."""
        return tuple(row for theme in self.themes for row in theme.rows)

    def row(self, row_id: RowId) -> Row:
        """The row of that id.

        Raises:
            UnknownRow: this edition has no such row.
        """
        return self.rows[self.position(row_id) - 1]

    def theme_of(self, row_id: RowId) -> Theme:
        """The theme the row belongs to.

        Raises:
            UnknownRow: this edition has no such row.
        """
        row = self.row(row_id)
        return next(theme for theme in self.themes if row in theme.rows)

    def position(self, row_id: RowId) -> int:
        """Where the row stands among all rows, from 1.

        Raises:
            UnknownRow: this edition has no such row.
        """
        try:
            return self._positions[row_id]
        except KeyError:
            raise UnknownRow(row_id) from None

    def after(self, row_id: RowId) -> Row | None:
        """The next row in model order, or None after the last.

        Raises:
            UnknownRow: this edition has no such row.
        """
        position = self.position(row_id)
        return self.rows[position] if position < len(self.rows) else None

    @cached_property
    def _positions(self) -> dict[RowId, int]:
        return {row.id: position for position, row in enumerate(self.rows, start=1)}


def offered_first(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """The editions in the order they are offered in: newest first, official wording before a summary, then by id."""
    return tuple(sorted(editions, key=lambda its: (-its.year, its.wording is not Wording.OFFICIAL, its.id)))
