"""How a spreadsheet reads what people typed: a text in its cell, and never a formula."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import TYPE_FORMULA

from tests.torture.injection_reading import Kind, Output

FORMULAS = ('=HYPERLINK("https://evil.example/","click")', "+1+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A1")
"""What a spreadsheet would work out where it is not kept from it. The setting of such a name stands on its list."""


def cells(content: bytes) -> Iterator[Output]:
    """Every text of a spreadsheet, under the title of its column."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet
    titles, *lines = sheet.iter_rows()
    for line in lines:
        for title, cell in zip(titles, line, strict=True):
            if isinstance(cell.value, str):
                yield Output(method="spreadsheet", path=f"/{title.value}", text=cell.value, kind=Kind.RAW)


def worked_out(content: bytes) -> Iterator[str]:
    """A sentence for each cell that is a formula, or would become one as soon as somebody edits it."""
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == TYPE_FORMULA:
                yield f"a formula in {cell.coordinate}: {cell.value!r}"
            elif str(cell.value).startswith(("=", "+", "-", "@")) and not cell.quotePrefix:
                yield f"a formula once somebody edits {cell.coordinate}: {cell.value!r}"


def lost(content: bytes) -> Iterator[str]:
    """A sentence for each of FORMULAS that does not stand there as it was typed."""
    seen = {output.text for output in cells(content)}
    return (f"altered in a spreadsheet: {formula!r}" for formula in FORMULAS if formula not in seen)
