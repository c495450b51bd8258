"""Makes an edition of a table: a line for each row of the model, a column for each of its statements."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any, Final

import openpyxl
from openpyxl.styles import Alignment, Font

from bot.guide.document import Unreadable
from bot.guide.faults import expected_rows, faults_in
from bot.guide.findings import Asks, Findings, Settled, Trouble
from bot.guide.gathering import FoundRow, Gathered, benchmarks_in
from bot.guide.hyphens import hyphen_troubles
from bot.guide.marks import official_mark
from bot.guide.naming import name_trouble
from bot.guide.table import HEADERS, Cell, SheetLine, header_of, lines_of_csv
from bot.guide.words import words_in
from bot.guide.workbook import lines_of_workbook
from maturity_model.catalog import COLUMNS, LONGEST_ROW_ID, LONGEST_TITLE, Edition, EditionId, RowId, Wording
from maturity_model.edition_file import ROW_ID_PATTERN, edition_from
from maturity_model.errors import BrokenEdition
from maturity_model.setting import Kind

WORKBOOK: Final = b"PK"

_STATEMENTS: Final = tuple(f"column_{column}" for column in COLUMNS)
_NEEDED: Final = ("row", "title", "theme", *_STATEMENTS)
_THEME_NUMBER: Final = re.compile(r"(?:theme\s+)?([0-9]+)[.:]?\s+(?=\S)", re.IGNORECASE)
_KIND_NAMES: Final = {Kind.SCHOOL: "Schools", Kind.SPECIAL_SCHOOL: "Special Schools", Kind.COLLEGE: "Colleges"}


@dataclass(frozen=True, kw_only=True)
class _Line:
    """A line under the names of its columns."""

    where: str
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        cell = self.cells.get(name)
        return cell.text if cell else ""

    @property
    def found(self) -> FoundRow:
        return FoundRow(
            id=RowId(self.text("row")),
            title=_one_line(self.text("title")),
            theme=_one_line(self.text("theme")),
            where=self.where,
            statements=tuple(map(self.text, _STATEMENTS)),
        )


def find_rows_in_sheet(content: bytes, name: str, settled: Settled) -> Findings:
    """What a table holds, a workbook (.xlsx) or comma-separated values. It becomes an edition if nothing is unsettled.

    Args:
        content: the file.
        name: its name, for whoever has to mend it.
        settled: what the edition is called, for whom it is and from when: a table does not say.

    Raises:
        Unreadable: there is no table in it.
        Exception: whatever openpyxl makes of a workbook that is damaged.
    """
    table = lines_of_workbook(content) if content.startswith(WORKBOOK) else lines_of_csv(words_in(content))
    if not table:
        raise Unreadable(
            "There is nothing in this table. Its first line names its columns: " + ", ".join(HEADERS) + "."
        )
    header, troubles = _header(table[0])
    lines = [_line(line, header) for line in table[1:]]
    rows = [line.found for line in lines]
    expected = expected_rows(Gathered(rows=rows), settled.kinds, settled.year)
    troubles += [*_unsettled(settled), *(trouble for line in table[1:] for trouble in _faults_of_cells(line, header))]
    if not {name for name in _NEEDED if name not in header.values()}:
        troubles += _faults_of_rows(rows, expected, settled)
    edition = None if troubles else _edition(lines, settled, troubles, source=name)
    return Findings(
        edition=edition,
        themes=len({row.theme for row in rows if row.theme}),
        rows=len({row.id for row in rows if row.id}),
        expected=len(expected) or None,
        changes=0,
        troubles=tuple(troubles),
    )


def template() -> bytes:
    """An empty workbook to fill in: the names of columns, and every cell for text that may go over lines."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "model"
    sheet.append(list(HEADERS))
    for place, name in enumerate(HEADERS):
        letter = "ABCDEFGH"[place]
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = 12 if name == "row" else 40
        for number in range(2, 62):
            sheet[f"{letter}{number}"].number_format = "@"
            sheet[f"{letter}{number}"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def template_csv() -> str:
    """The same as comma-separated values: the names of columns, and nothing else."""
    file = StringIO()
    csv.writer(file).writerow(HEADERS)
    return file.getvalue()


def _header(line: SheetLine) -> tuple[dict[int, str], list[Trouble]]:
    """The names of the columns by their place, and what is the matter with them."""
    names = {place: header_of(cell.text) for place, cell in enumerate(line.cells) if cell.text}
    given, where = list(names.values()), f"line {line.number}"
    troubles = [
        Trouble(where=where, what=f"No column is called {name}. The columns are: {', '.join(HEADERS)}.")
        for name in _NEEDED
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


def _line(line: SheetLine, header: Mapping[int, str]) -> _Line:
    cells = {header[place]: cell for place, cell in enumerate(line.cells) if place in header}
    return _Line(where=f"line {line.number}", cells=cells)


def _faults_of_cells(line: SheetLine, header: Mapping[int, str]) -> Iterator[Trouble]:
    where = _where(_line(line, header))
    for place, cell in enumerate(line.cells):
        name = header.get(place)
        if cell.wrong:
            yield Trouble(where=f"{where}, {name or f'cell {place + 1}'}", what=cell.wrong)
        elif cell.text and name is None:
            yield Trouble(where=where, what=f"Cell {place + 1} has words in it, and its column has no name.")


def _where(line: _Line) -> str:
    return f"row {line.text('row')}, {line.where}" if line.text("row") else line.where


def _unsettled(settled: Settled) -> Iterator[Trouble]:
    if settled.id is None:
        yield Trouble(where="the table", what="It doesn't say what the edition is to be called.", asks=Asks.NAME)
    elif wrong := name_trouble(settled.id):
        yield wrong
    if not settled.kinds:
        what = "It doesn't say for whom it is written: schools, special schools or colleges."
        yield Trouble(where="the table", what=what, asks=Asks.KINDS)
    if settled.year is None:
        yield Trouble(where="the table", what="It doesn't say from which year it is in use.", asks=Asks.YEAR)
    yield from hyphen_troubles((), settled)


def _faults_of_rows(rows: Sequence[FoundRow], expected: tuple[RowId, ...], settled: Settled) -> Iterator[Trouble]:
    if not rows:
        yield Trouble(where="the table", what="It has no line but the names of its columns.")
    for row in rows:
        if not re.fullmatch(ROW_ID_PATTERN, row.id) or len(row.id) > LONGEST_ROW_ID:
            what = (
                f"“{row.id[:LONGEST_TITLE]}” is no number of a row, such as 1.1." if row.id else "It has no row number."
            )
            yield Trouble(where=row.where, what=what)
        elif not row.title or len(row.title) > LONGEST_TITLE:
            what = f"Its title has {len(row.title)} characters of {LONGEST_TITLE}." if row.title else "It has no title."
            yield Trouble(where=f"row {row.id}, {row.where}", what=what)
    yield from _themes_again(rows)
    statements = {row.id: row.statements for row in rows if row.id}
    yield from faults_in(Gathered(rows=list(rows)), expected, statements, settled)


def _themes_again(rows: Iterable[FoundRow]) -> Iterator[Trouble]:
    seen: set[str] = set()
    for theme, its in groupby(rows, key=lambda row: row.theme):
        if theme in seen:
            row = next(its)
            yield Trouble(where=f"row {row.id}, {row.where}", what=f"The theme “{theme}” was there before, further up.")
        seen.add(theme)


def _edition(lines: Sequence[_Line], settled: Settled, troubles: list[Trouble], *, source: str) -> Edition | None:
    """The edition; None, and one trouble more, where it breaks a rule of editions that nothing else looked at."""
    title = f"Careers Impact Maturity Model: {_whom(settled.kinds)}, {settled.year}"
    groups = groupby(lines, key=lambda line: line.found.theme)
    content = {
        "id": settled.id or EditionId(""),
        "title": title,
        "wording": Wording.OFFICIAL.value,
        "mark": official_mark(title),
        "kinds": sorted(settled.kinds),
        "year": settled.year,
        "themes": [_theme(theme, number, its) for number, (theme, its) in enumerate(groups, start=1)],
    }
    try:
        return edition_from(content, source=source)
    except BrokenEdition as broken:
        troubles.append(Trouble(where=f"row {broken.row}" if broken.row else "the table", what=broken.reason))
        return None


def _whom(kinds: Iterable[Kind]) -> str:
    return " and ".join(name for kind, name in _KIND_NAMES.items() if kind in kinds)


def _theme(heading: str, number: int, lines: Iterable[_Line]) -> dict[str, Any]:
    numbered = _THEME_NUMBER.match(heading)
    own = heading[numbered.end() :] if numbered and int(numbered[1]) == number else heading
    title, benchmarks = benchmarks_in(own)
    return {
        "number": number,
        "title": title,
        "benchmarks": list(benchmarks),
        "rows": [
            {
                "id": line.found.id,
                "title": line.found.title,
                "purpose": line.text("purpose"),
                "statements": list(line.found.statements),
            }
            for line in lines
        ],
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
