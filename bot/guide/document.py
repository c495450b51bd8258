"""What every kind of guide is first read into: headings, paragraphs and the lines of tables, in order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from maturity_model.errors import DomainError

GOES_ON: Final = re.compile(r"continue[sd]\b.{0,20}\b(page|overleaf)\W*", re.IGNORECASE)
"""A line that says no more than that something goes on overleaf."""

COLUMN_NAMES: Final = re.compile(r"column\s+[0-9].{0,40}", re.IGNORECASE | re.DOTALL)
"""What stands above a column of a table."""

DIVIDED: Final = "\ufdd0"
"""Stands in a document's words behind a hyphen at a line's end that may be the word's own or not. It is no character,
and so in no text of anybody's."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading on a line of its own. `where` says where it stands, for whoever has to look: "line 187", "page 12"."""

    text: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph outside any table, its white space made single spaces.

    A point of a list begins with the catalog's BULLET, whatever marked it in the guide.
    """

    text: str
    where: str


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """One line of a table.

    Each cell is a text as a statement is kept: a line for each paragraph, and one that begins with the catalog's
    BULLET for each point of a list; all other white space is made single spaces.
    """

    cells: tuple[str, ...]
    where: str


Part = Heading | Paragraph | TableLine
Document = Sequence[Part]


def words_of(part: Part) -> tuple[str, ...]:
    """The text of a heading or a paragraph, or those of a line's cells."""
    return part.cells if isinstance(part, TableLine) else (part.text,)


def with_words(part: Part, alter: Callable[[str], str]) -> Part:
    """The same part, each of its texts altered."""
    if isinstance(part, TableLine):
        return replace(part, cells=tuple(map(alter, part.cells)))
    return replace(part, text=alter(part.text))


@dataclass(eq=False)
class Unreadable(DomainError):
    """A file that cannot be read as a guide at all; `reason` is a sentence that says why, and what to do."""

    reason: str

    def __str__(self) -> str:
        """The reason."""
        return self.reason
