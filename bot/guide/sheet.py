"""Makes an edition of a table: a line for each row of the model, a column for each of its statements."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
from bot.guide.sheet_lines import NEEDED, NamedLine, faults_of_cells, read_header
from bot.guide.table import HEADERS, lines_of_csv
from bot.guide.words import words_in
from bot.guide.workbook import lines_of_workbook
from maturity_model.catalog import LONGEST_ROW_ID, LONGEST_TITLE, Edition, EditionId, RowId, Wording
from maturity_model.edition_file import ROW_ID_PATTERN, edition_from
from maturity_model.errors import BrokenEdition
from maturity_model.setting import Kind

WORKBOOK: Final = b"PK"

_THEME_NUMBER: Final = re.compile(r"(?:theme\s+)?([0-9]+)\s*[.:\N{EN DASH}\N{EM DASH}-]?\s+(?=\S)", re.IGNORECASE)
_KIND_NAMES: Final = {Kind.SCHOOL: "Schools", Kind.SPECIAL_SCHOOL: "Special Schools", Kind.COLLEGE: "Colleges"}


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
    header, troubles = read_header(table[0])
    lines = [NamedLine.of(line, header) for line in table[1:]]
    rows = [line.found for line in lines]
    expected = expected_rows(Gathered(rows=rows), settled.kinds, settled.year)
    troubles += [*_unsettled(settled), *(trouble for line in table[1:] for trouble in faults_of_cells(line, header))]
    if not {name for name in NEEDED if name not in header.values()}:
        troubles += _faults_of_rows(rows, expected, settled)
    edition = None if troubles else _edition(lines, settled, troubles, source=name)
    return Findings(
        edition=edition,
        themes=len({row.theme for row in rows if row.theme}),
        rows=len({row.id for row in rows if row.id}),
        expected=len(expected) or None,
        changes=0,
        troubles=tuple(troubles),
        kinds=settled.kinds,
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
    yield from _lost_themes(rows)
    yield from _themes_again(row for row in rows if row.theme)
    statements = {row.id: row.statements for row in rows if row.id}
    yield from faults_in(Gathered(rows=_with_themes(rows)), expected, statements, settled)


def _lost_themes(rows: Iterable[FoundRow]) -> Iterator[Trouble]:
    if lines := [row.where.removeprefix("line ") for row in rows if not row.theme]:
        what = "No theme is named there; of merged cells only the first counts. Please write the theme on every line."
        yield Trouble(where=f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}", what=what)


def _with_themes(rows: Iterable[FoundRow]) -> list[FoundRow]:
    """The rows, those without a theme under that of their number: `faults_in` would look for headings above them."""
    themes: dict[str, str] = {}
    for row in rows:
        if row.theme:
            themes.setdefault(row.id.partition(".")[0], row.theme)
    return [replace(row, theme=row.theme or themes.get(row.id.partition(".")[0], "none")) for row in rows]


def _themes_again(rows: Iterable[FoundRow]) -> Iterator[Trouble]:
    seen: set[str] = set()
    for theme, its in groupby(rows, key=lambda row: row.theme):
        if theme in seen:
            row = next(its)
            yield Trouble(where=f"row {row.id}, {row.where}", what=f"The theme “{theme}” was there before, further up.")
        seen.add(theme)


def _edition(lines: Sequence[NamedLine], settled: Settled, troubles: list[Trouble], *, source: str) -> Edition | None:
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


def _theme(heading: str, number: int, lines: Iterable[NamedLine]) -> dict[str, Any]:
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
