"""The catalog: editions of the maturity model, loaded from their files and checked before anybody reads a word.

An edition is data. How many themes and rows it has is the edition's affair; only the four columns are the model's.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Final, NewType

from maturity_model.errors import BrokenEdition, UnknownRow
from maturity_model.page import Page

EditionId = NewType("EditionId", str)  # "schools-2026"
RowId = NewType("RowId", str)  # "1.1": the same id in two editions need not mean the same
Column = NewType("Column", int)

COLUMNS: Final[tuple[Column, ...]] = (Column(1), Column(2), Column(3), Column(4))
"""The model's columns, in order. They have numbers and no names."""

LONGEST_ID: Final = 40
LONGEST_TITLE: Final = 150
LONGEST_LINE: Final = 200
"""The most characters of a row's purpose and of an edition's mark."""


class Wording(StrEnum):
    """Whose words the statements are."""

    SUMMARY = "summary"
    OFFICIAL = "official"

    @property
    def longest_statement(self) -> int:
        """The most characters a statement may have: a summary is for reading at a glance."""
        return 280 if self is Wording.SUMMARY else 2000


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing to reflect on, with a statement for each column."""

    id: RowId
    title: str
    purpose: str
    statements: tuple[str, str, str, str]

    def statement(self, column: Column) -> str:
        """The statement of that column, unaltered."""
        return self.statements[column - 1]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Rows that belong together, and the Gatsby Benchmarks they are about."""

    number: int
    title: str
    benchmarks: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the model for one kind of setting. The mark says whose words these are and goes on every card."""

    id: EditionId
    title: str
    wording: Wording
    mark: str
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


def built_in_editions() -> Mapping[EditionId, Edition]:
    """The editions that come with the program, by id.

    Raises:
        BrokenEdition: one of the files cannot be used.
    """
    folder = files("maturity_model") / "editions"
    sources = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    editions = [read_edition(file.read_text("utf-8"), source=file.name) for file in sources]
    return MappingProxyType({edition.id: edition for edition in editions})


def read_edition(text: str, *, source: str) -> Edition:
    """Read an edition's file (TOML) and check all of it.

    Args:
        text: the file's content.
        source: the file's name, for whoever has to mend it.

    Raises:
        BrokenEdition: the text is not TOML, or something is missing, empty, unknown, too long or out of order.
    """

    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=None, reason=reason)

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refuse(f"this is not TOML: {error}") from None
    page = Page(content, keys=("id", "title", "wording", "mark", "themes"), refuse=refuse)
    wording = page.one_of("wording", Wording)
    return Edition(
        id=EditionId(page.matching("id", r"[a-z0-9]+(-[a-z0-9]+)*", most=LONGEST_ID)),
        title=page.words("title", most=LONGEST_TITLE),
        wording=wording,
        mark=page.words("mark", most=LONGEST_LINE),
        themes=tuple(
            _read_theme(theme, number=number, source=source, wording=wording)
            for number, theme in enumerate(page.several("themes"), start=1)
        ),
    )


def _read_theme(content: object, *, number: int, source: str, wording: Wording) -> Theme:
    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=None, reason=f"in theme {number}, {reason}")

    page = Page(content, keys=("number", "title", "benchmarks", "rows"), refuse=refuse)
    if page.number("number") != number:
        raise refuse(f"it calls itself number {page.number('number')}: themes are numbered from 1, in order")
    return Theme(
        number=number,
        title=page.words("title", most=LONGEST_TITLE),
        benchmarks=page.numbers("benchmarks"),
        rows=tuple(
            _read_row(row, expected=f"{number}.{place}", source=source, wording=wording)
            for place, row in enumerate(page.several("rows"), start=1)
        ),
    )


def _read_row(content: object, *, expected: str, source: str, wording: Wording) -> Row:
    def refuse(reason: str) -> BrokenEdition:
        return BrokenEdition(source=source, row=expected, reason=reason)

    page = Page(content, keys=("id", "title", "purpose", "statements"), refuse=refuse)
    row_id = page.words("id", most=LONGEST_ID)
    if row_id != expected:
        raise refuse(f'"{row_id}" stands in its place: every id comes once, in its theme\'s order')
    first, second, third, fourth = page.words_of_each(
        "statements", parts=[f"column {column}" for column in COLUMNS], most=wording.longest_statement
    )
    return Row(
        id=RowId(row_id),
        title=page.words("title", most=LONGEST_TITLE),
        purpose=page.words("purpose", most=LONGEST_LINE),
        statements=(first, second, third, fourth),
    )
