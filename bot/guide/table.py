"""The lines of a table that somebody typed: what a workbook and a file of comma-separated values have in common."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from bot.guide.document import Unreadable
from maturity_model.catalog import BULLET

HEADERS: Final = ("row", "title", "theme", "column_1", "column_2", "column_3", "column_4", "purpose")
MOST_LINES: Final = 1000
"""A model has about thirty rows."""

MOST_CELLS: Final = 50
"""The most cells that a line may have."""

_MARK: Final = re.compile(r"[-*•]\s+")
_SEPARATOR: Final = re.compile(r'("?)sep=([,;|\t])\1 *(?:\r\n?|\n|$)', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell: what is in it, each of its lines tidied; and what is wrong with it, if something is.

    `is_number` is of cells of a workbook: their words are not those that the workbook shows.
    """

    text: str
    wrong: str | None = None
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A line of the table, and its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


FORMULA: Final = "It is a formula. Please put the words themselves there."


def tidied(text: str) -> str:
    """A cell as a statement is kept: a line for each of its own that isn't empty, BULLET before points of a list."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(_MARK.sub(BULLET, line, count=1) if _MARK.match(line) else line for line in lines if line)


def lines_of_csv(text: str) -> list[SheetLine]:
    """The lines of comma-separated values; or of such as Excel writes them elsewhere, with semicolons or tabs.

    A first line such as "sep=;" is Excel's own way to say what parts them.

    Raises:
        Unreadable: a quotation mark is wrong, or there are too many lines or cells.
    """
    said = _SEPARATOR.match(text)
    above, lines = (1, []) if said else (0, [])
    start = 1 + above
    table = text[said.end() :] if said else text
    reader = csv.reader(StringIO(table, newline=""), delimiter=said[2] if said else _separator(text), strict=True)
    try:
        for values in reader:
            if any(value.strip() for value in values):
                lines.append(SheetLine(number=start, cells=tuple(_cell(value) for value in values)))
                refuse_size(lines)
            start = reader.line_num + 1 + above
    except csv.Error as error:
        raise Unreadable(
            f"The line {start} of this file can't be read: {error}. Please look whether each quotation mark has its"
            " partner, or save the table as .xlsx."
        ) from None
    return lines


def refuse_size(lines: Sequence[SheetLine]) -> None:
    """Refuse a table that has become too large with its last line.

    Raises:
        Unreadable: it has.
    """
    if len(lines) > MOST_LINES:
        raise Unreadable(f"This table has more than {MOST_LINES} lines; a model has about thirty. Is it the right one?")
    if len(lines[-1].cells) > MOST_CELLS:
        raise Unreadable(
            f"Line {lines[-1].number} has more than {MOST_CELLS} cells; eight are known. Is it the right table?"
        )


def _cell(value: str) -> Cell:
    return Cell(text=tidied(value), wrong=FORMULA if value.lstrip().startswith("=") else None)


def _separator(text: str) -> str:
    """What stands between the names of columns most often."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", ";", "\t"), key=lambda mark: len(_known(header.split(mark))))


def _known(names: Iterable[str]) -> set[str]:
    return {header_of(name.strip(' "')) for name in names} & set(HEADERS)


def header_of(text: str) -> str:
    """The name of a column as it is known: "Column 1" is column_1."""
    return re.sub(r"[\s_-]+", "_", text.strip().lower())
