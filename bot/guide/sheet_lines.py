"""The lines of a table under the names of its columns, and what is the matter with their cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from bot.guide.document import Unreadable
from bot.guide.findings import Trouble
from bot.guide.gathering import FoundRow
from bot.guide.html import StrangeMarkup, text_of
from bot.guide.table import HEADERS, Cell, SheetLine, header_of
from maturity_model.catalog import COLUMNS, RowId

STATEMENTS: Final = tuple(f"column_{column}" for column in COLUMNS)
NEEDED: Final = ("row", "title", "theme", *STATEMENTS)

_MARKUP: Final = re.compile(r"<[^<>]*>|&#?\w+;")
_LONGEST_SHOWN: Final = 20


@dataclass(frozen=True, kw_only=True)
class NamedLine:
    """A line under the names of its columns."""

    where: str
    cells: Mapping[str, Cell]

    @classmethod
    def of(cls, line: SheetLine, header: Mapping[int, str]) -> "NamedLine":
        """The line's cells by the names of their columns; those without a name are left to `faults_of_cells`."""
        cells = {header[place]: cell for place, cell in enumerate(line.cells) if place in header}
        return cls(where=f"line {line.number}", cells=cells)

    def text(self, name: str) -> str:
        """What the cell of that column says; nothing where there is none."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    @property
    def found(self) -> FoundRow:
        """The row of the model that stands on it."""
        return FoundRow(
            id=RowId(self.text("row")),
            title=_one_line(self.text("title")),
            theme=_one_line(self.text("theme")),
            where=self.where,
            statements=tuple(map(self.text, STATEMENTS)),
        )


def read_header(line: SheetLine) -> tuple[dict[int, str], list[Trouble]]:
    """The names of the columns by their place, and what is the matter with them.

    Raises:
        Unreadable: none of the columns that a model needs is named.
    """
    names = {place: header_of(cell.text) for place, cell in enumerate(line.cells) if cell.text}
    given, where = list(names.values()), f"line {line.number}"
    if not set(given) & set(NEEDED):
        raise Unreadable(
            f"The first line of this table should name its columns: {', '.join(HEADERS)}. Please delete what stands"
            " above these names, or write them there."
        )
    troubles = [
        Trouble(where=where, what=f"No column is called {name}. The columns are: {', '.join(HEADERS)}.")
        for name in NEEDED
        if name not in given
    ]
    for name in dict.fromkeys(given):
        if name.startswith("column_") and name not in HEADERS:
            troubles.append(Trouble(where=where, what=f"There is a {name}, and the model has {len(COLUMNS)} columns."))
        elif name not in HEADERS:
            troubles.append(Trouble(where=where, what=f"I don't know what to do with a column called “{name}”."))
        elif given.count(name) > 1:
            troubles.append(Trouble(where=where, what=f"More than one column is called {name}."))
    return names, troubles


def faults_of_cells(line: SheetLine, header: Mapping[int, str]) -> Iterator[Trouble]:
    """What is the matter with each cell of a line, whatever its column is called."""
    named = NamedLine.of(line, header)
    where = f"row {named.text('row')}, {named.where}" if named.text("row") else named.where
    for place, cell in enumerate(line.cells):
        name = header.get(place)
        if wrong := cell.wrong or _markup_trouble(cell.text):
            yield Trouble(where=f"{where}, {name or f'cell {place + 1}'}", what=wrong)
        elif cell.text and name is None:
            yield Trouble(where=where, what=f"Cell {place + 1} has words in it, and its column has no name.")


def _markup_trouble(text: str) -> str | None:
    """In a table every letter is the publisher's, and these are not: read as HTML they would say something else."""
    try:
        if text_of(text) == text_of(escape(text, quote=False)):
            return None
    except StrangeMarkup as strange:
        shown = str(strange)
    else:
        found = _MARKUP.search(text)
        shown = found[0][:_LONGEST_SHOWN] if found else "an open tag"
    return f"There is HTML in it, such as {shown}. Please put only the words there, or give me the guide as text."


def _one_line(text: str) -> str:
    return " ".join(text.split())
