"""Reads the table in a workbook (.xlsx), once it is seen to be no larger than it should be when it is unpacked."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

import openpyxl

from bot.guide.document import Unreadable
from bot.guide.table import FORMULA, HEADERS, Cell, SheetLine, header_of, refuse_size, tidied

MOST_UNPACKED: Final = 30 * 1024 * 1024
MOST_PARTS: Final = 1000
MOST_PACKED: Final = 200
"""By how much a large part of a workbook may be smaller when it is packed; words come to ten."""

SMALL: Final = 1024 * 1024
"""A part of at most this size may be packed as tightly as it likes."""

LAST_LINE: Final = 100_000
LONGEST_CELL: Final = 20_000
LONGEST_SHEET, MOST_NAMED = 31, 8  # the characters of a sheet's title, as Excel has it; and how many are named

_DATE: Final = "It is a date to the workbook. Please format the cell as text and type it again."
_BOOLEAN: Final = "It is TRUE or FALSE to the workbook. Please format the cell as text and type it again."
_NUMBER: Final = "It is a number to the workbook. Please format the cell as text and type it again."
_SAVE_AS: Final = "Please save it as .xlsx and give me that."


def lines_of_workbook(content: bytes) -> list[SheetLine]:
    """The lines of the sheet that has the names of columns; else of the first sheet.

    Raises:
        Unreadable: it is something else, locked, too large when it is unpacked, or its table is on several sheets.
        Exception: whatever zipfile, the reader of XML and openpyxl make of a file that is damaged.
    """
    _refuse_package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out: colours, choices, pictures
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            tables = [(str(sheet.title), _lines(sheet)) for sheet in book.worksheets]
        finally:
            book.close()
    return _the_one(tables)


def _the_one(tables: list[tuple[str, list[SheetLine]]]) -> list[SheetLine]:
    """The sheet that the table is on. One without a line below the names of its columns has nothing to lose."""
    with_names = [lines for _, lines in tables if lines and _names(lines[0])]
    full = [(title, lines) for title, lines in tables if len(lines) > 1 and len(_names(lines[0])) > 1]
    if len(full) > 1:
        titles = [title if len(title) <= LONGEST_SHEET else f"{title[:LONGEST_SHEET]}…" for title, _ in full]
        named = ", ".join(titles[:MOST_NAMED]) + (" and others" if len(titles) > MOST_NAMED else "")
        raise Unreadable(f"The table stands on several sheets: {named}. Please put it on one.")
    return next(iter([*(lines for _, lines in full), *with_names, *(lines for _, lines in tables)]), [])


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
        if lines:
            cells = tuple(_worded(cells, lines[0].cells))
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
    if kind == "f":
        return Cell(text="", wrong=FORMULA)
    if kind == "e":
        return Cell(text="", wrong=f"It is an error, {value}. Please put the words themselves there.")
    if isinstance(value, date | time | timedelta):
        return Cell(text="", wrong=_DATE)
    if isinstance(value, bool):
        return Cell(text="", wrong=_BOOLEAN)
    text = "" if value is None else str(value)
    if len(text) > LONGEST_CELL:
        return Cell(text="", wrong=f"It has {len(text)} characters, and {LONGEST_CELL} are more than any cell needs.")
    return Cell(text=tidied(text), is_number=isinstance(value, int | float))
