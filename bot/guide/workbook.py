"""Reads the table in a workbook (.xlsx), once it is seen to be no larger than it should be when it is unpacked."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

import openpyxl
from openpyxl.utils.escape import unescape

from bot.guide.document import Unreadable
from bot.guide.table import FORMULA, HEADERS, Cell, SheetLine, header_of, refuse_size, tidied
from bot.guide.words import words_in
from maturity_model.edition_file import ROW_ID_PATTERN

MOST_UNPACKED: Final = 30 * 1024 * 1024
MOST_PARTS: Final = 1000
MOST_PACKED: Final = 200
"""By how much a large part of a workbook may be smaller when it is packed; words come to ten."""

SMALL: Final = 1024 * 1024
"""A part of at most this size may be packed as tightly as it likes."""

LAST_LINE: Final = 100_000
LONGEST_CELL: Final = 20_000
LEAST_FILLED: Final = 5  # cells of a row: its number and four statements
LONGEST_SHEET, MOST_NAMED = 31, 8  # the characters of a sheet's title, as Excel has it; and how many are named

_DATE: Final = "It is a date to the workbook. Please format the cell as text and type it again."
_BOOLEAN: Final = "It is TRUE or FALSE to the workbook. Please format the cell as text and type it again."
_NUMBER: Final = "It is a number to the workbook. Please format the cell as text and type it again."
_BEGINS_A_ROW: Final = re.compile(rf"{ROW_ID_PATTERN}|(?:row\s+)?[0-9]+\.[0-9]+\b.*", re.IGNORECASE | re.DOTALL)
_LOST: Final = (
    "Letters in it were lost or misread before I got them. Please copy its words again from where they stand."
)
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ESCAPED: Final = b"x005F_"  # by which a workbook says that what looks like a sign of its own is none
_SAVE_AS: Final = "Please save it as .xlsx and give me that."


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    title: str
    is_hidden: bool
    lines: list[SheetLine]

    @property
    def has_rows(self) -> bool:
        """Whether some of the table may stand on it: lines below the names of columns, or such as hold a row."""
        return any(len(_names(line)) > 1 for line in self.lines[:-1]) or any(_is_row(line.cells) for line in self.lines)

    def __str__(self) -> str:
        title = self.title if len(self.title) <= LONGEST_SHEET else f"{self.title[:LONGEST_SHEET]}…"
        return f"{title} (hidden)" if self.is_hidden else title


def lines_of_workbook(content: bytes) -> list[SheetLine]:
    """The lines of the sheet that has the names of columns; else of the first sheet.

    Raises:
        Unreadable: it is something else, locked, too large when it is unpacked, or its table is on several sheets.
        Exception: whatever zipfile, the reader of XML and openpyxl make of a file that is damaged.
    """
    _refuse_package(content)
    _refuse_escapes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out: colours, choices, pictures
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            sheets = [
                _Sheet(title=str(sheet.title), is_hidden=sheet.sheet_state != "visible", lines=_lines(sheet))
                for sheet in book.worksheets
            ]
        finally:
            book.close()
    return _the_one(sheets)


def _the_one(sheets: list[_Sheet]) -> list[SheetLine]:
    """The lines of the sheet that the table is on. One with nothing but the names of columns has nothing to lose."""
    full = [sheet for sheet in sheets if sheet.has_rows]
    if len(full) > 1:
        named = ", ".join(map(str, full[:MOST_NAMED])) + (" and others" if len(full) > MOST_NAMED else "")
        raise Unreadable(
            f"The table stands on several sheets: {named}. Please put it on one, and delete every sheet that holds"
            " other rows or older ones."
        )
    with_names = [sheet for sheet in sheets if sheet.lines and _names(sheet.lines[0])]
    lines = next((sheet.lines for sheet in (*full, *with_names, *sheets)), [])
    worded = (replace(line, cells=tuple(_worded(line.cells, lines[0].cells))) for line in lines[1:])
    return [*lines[:1], *worded]


def _is_row(cells: Sequence[Cell]) -> bool:
    """Whether a line holds a row of the model, as far as one can tell where no line above names its columns."""
    filled = [cell for cell in cells if cell.text or cell.wrong]
    if len(filled) < LEAST_FILLED or sum(not cell.is_number for cell in filled[1:]) < LEAST_FILLED - 1:
        return False  # too little, or the figures of a chart
    first = filled[0].text
    return any(map(str.isdigit, first)) and bool(_BEGINS_A_ROW.fullmatch(first))


def _names(line: SheetLine) -> set[str]:
    """Which names of columns stand on a line."""
    return {header_of(cell.text) for cell in line.cells} & set(HEADERS)


def _refuse_package(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (BadZipFile, NotImplementedError):
        raise Unreadable(
            f"This file is damaged: it begins as a workbook and doesn't go on as one. {_SAVE_AS}"
        ) from None
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("This file is locked with a password. Please save a copy without one.")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable("This is a document of Word or PowerPoint. Please save it as PDF and give me that.")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(f"This workbook has macros in it. {_SAVE_AS}")
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"This is no workbook that I can read. {_SAVE_AS}")
    if _is_bomb(parts, packed=len(content)):
        raise Unreadable(
            "This workbook becomes far too large when it is unpacked. Please copy the table into a new workbook"
            " and give me that."
        )


def _refuse_escapes(content: bytes) -> None:
    """Refuse a workbook whose strings openpyxl would change: it leaves _ESCAPED out of those that cells share."""
    with ZipFile(BytesIO(content)) as package:
        if any(name.lower().endswith("strings.xml") and _ESCAPED in package.read(name) for name in package.namelist()):
            raise Unreadable(
                "There are letters in this workbook, such as _x000D_, that I can't tell from Excel's own signs. Please"
                " save the table as “CSV UTF-8” and give me that."
            )


def _is_bomb(parts: Iterable[ZipInfo], *, packed: int) -> bool:
    """What a package says of its sizes is kept to when it is read; parts that share their bytes are told by the sum."""
    parts = list(parts)
    return (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
        or sum(part.compress_size for part in parts) > packed
        or any(part.file_size > max(SMALL, MOST_PACKED * part.compress_size) for part in parts)
    )


def _lines(sheet: Any) -> list[SheetLine]:  # noqa: ANN401 - openpyxl's types know no sheet that is only read
    sheet.reset_dimensions()  # what a workbook says of them may be wrong
    lines: list[SheetLine] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_LINE:
            raise Unreadable(f"This workbook has cells below line {LAST_LINE}. Is it the right one?")
        cells = tuple(_cells(row))
        if any(cell.text or cell.wrong for cell in cells):
            lines.append(SheetLine(number=number, cells=cells))
            refuse_size(lines)
    return lines


def _cells(row: Iterable[Any]) -> Iterator[Cell]:
    values = [(cell.value, cell.data_type) for cell in row]
    while values and values[-1][0] in (None, ""):
        values.pop()
    return (_cell(value, kind) for value, kind in values)


def _worded(cells: Iterable[Cell], header: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, those refused whose number was written otherwise, 50 % for 0.5. A row's id may be a number."""
    for place, cell in enumerate(cells):
        is_id = place < len(header) and header_of(header[place].text) == "row"
        yield Cell(text="", wrong=_NUMBER) if cell.is_number and not is_id else cell


def _cell(value: object, kind: str) -> Cell:
    if wrong := _mistyped(value, kind):
        return Cell(text="", wrong=wrong)
    text = _unescaped(value) if isinstance(value, str) else str("" if value is None else value)
    if _is_misread(text):
        return Cell(text="", wrong=_LOST)
    if len(text) > LONGEST_CELL:
        return Cell(text="", wrong=f"It has {len(text)} characters, and {LONGEST_CELL} are more than any cell needs.")
    return Cell(text=tidied(text), is_number=isinstance(value, int | float))


def _mistyped(value: object, kind: str) -> str | None:
    """What is the matter with a cell that a workbook takes for something else than words or a number."""
    if kind == "f":
        return FORMULA
    if kind == "e":
        return f"It is an error, {value}. Please put the words themselves there."
    if isinstance(value, date | time | timedelta):
        return _DATE
    return _BOOLEAN if isinstance(value, bool) else None


def _is_misread(text: str) -> bool:
    """Whether it has letters that tell of others: as in a file of text, or such as nobody sees."""
    try:
        words_in(text.encode())
    except Unreadable:
        return True
    return bool(_UNSEEN.search(text))


def _unescaped(text: str) -> str:
    """A string as it was typed: a workbook writes _x000D_ for a character that XML would not keep."""
    return unescape(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
