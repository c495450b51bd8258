"""A small made-up college edition, typed into a table: ids of its own, and statements with a list."""

import csv
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO

import openpyxl

from bot.guide.findings import Findings, Settled
from bot.guide.sheet import find_rows_in_sheet
from bot.guide.table import HEADERS
from maturity_model.catalog import EditionId
from maturity_model.setting import Kind

SETTLED = Settled(id=EditionId("colleges-2031"), kinds=frozenset({Kind.COLLEGE}), year=2031)

Line = Mapping[str, object]


def line(row: str, theme: str, **more: object) -> dict[str, object]:
    """A line that has everything, but for what is given otherwise."""
    statements = {f"column_{column}": f"Row {row} says {column}." for column in range(1, 5)}
    return {"row": row, "title": f"The title of {row}", "theme": theme, **statements, "purpose": f"Why {row}."} | more


LINES = (
    line("1.1", "1 Leading careers (Benchmark 1)", column_2="It has:\n- a plan\n* somebody\n• time\n\nIt   lasts."),
    line("1.2", "1 Leading careers (Benchmark 1)"),
    line("2.1", "Working with employers (Benchmark 5 and 6)", purpose=""),
)


def as_csv(lines: Iterable[Line], *, headers: Iterable[str] = HEADERS, separator: str = ",") -> bytes:
    file = StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(list(headers))
    writer.writerows([[line.get(name, "") for name in headers] for line in lines])
    return file.getvalue().encode()


def as_workbook(lines: Iterable[Line], *, headers: Iterable[str] = HEADERS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(headers))
    for its in lines:
        sheet.append([its.get(name) for name in headers])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def found(content: bytes, settled: Settled = SETTLED) -> Findings:
    return find_rows_in_sheet(content, "model.csv", settled)


def troubles(content: bytes, settled: Settled = SETTLED) -> list[tuple[str, str]]:
    """Where, and what is the matter there, of findings without an edition."""
    findings = found(content, settled)

    assert findings.edition is None
    return [(trouble.where, trouble.what) for trouble in findings.troubles]
