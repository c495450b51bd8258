"""A page of a PDF, taken apart into the lines of its tables and the lines of text between them. No letter gets lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pdfplumber.page import Page
from pdfplumber.table import Table, TableFinder, TableSettings

from bot.guide.pdf_lines import Glyph, Line, lines_of

Box = tuple[float, float, float, float]

TOP: Final = 0.08
BOTTOM: Final = 0.9
"""What stands above or below these parts of a page, and on other pages again, belongs to no text."""

AGAIN: Final = 2
"""On how many pages, in the same place of each."""

COLUMNS_AT_LEAST: Final = 2

_PAGE_NUMBER: Final = re.compile(r"(page\s*)?[0-9]+(\s*(of|/)\s*[0-9]+)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of a table: the lines of text in each of its cells."""

    cells: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Lines of text outside any table, one after the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A page: what stands on it, from top to bottom, and how tall it is; its top as a line's foot is measured."""

    number: int
    height: float
    top: float
    parts: tuple[Row | Flow, ...]

    def margin(self, line: Line) -> bool:
        """Whether the line stands in the page's upper or lower margin."""
        return not TOP < (line.foot - self.top) / self.height < BOTTOM


def leaf_of(page: Page) -> Leaf:
    """What stands on a page. A table of one column is a frame round a text, and no table."""
    glyphs: list[Glyph] = list(page.chars)
    top = -float(page.height)
    placed: list[tuple[float, Row | Line]] = []
    for table in _tables(page):
        rows = [row.cells for row in table.rows]
        if max(map(len, rows)) >= COLUMNS_AT_LEAST:
            for cells in rows:
                row, glyphs = _row_of(cells, glyphs)
                placed += _placed(row, cells, top=top + min(cell[1] for cell in cells if cell))
    placed += [(line.foot, line) for line in lines_of(glyphs)]
    return Leaf(
        number=page.page_number,
        height=float(page.height),
        top=top,
        parts=tuple(_flowing(part for _, part in sorted(placed, key=lambda its: its[0]))),
    )


def without_margins(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The pages without their numbers, and without the lines that each of several has in its margin.

    What is printed larger than the lines around it stays: a heading may well stand at the top of several pages.
    """
    found = Counter(
        key for leaf in leaves for key in {_alike(line, leaf) for line in _flowing_lines(leaf) if leaf.margin(line)}
    )
    usual = Counter(line.size for leaf in leaves for line in _flowing_lines(leaf)).most_common(1)
    most = usual[0][0] if usual else 0.0

    def belongs_to_page(leaf: Leaf, line: Line) -> bool:
        if not leaf.margin(line):
            return False
        return bool(_PAGE_NUMBER.fullmatch(line.text)) or (line.size <= most and found[_alike(line, leaf)] >= AGAIN)

    return [replace(leaf, parts=tuple(_kept(leaf, belongs_to_page=belongs_to_page))) for leaf in leaves]


def _kept(leaf: Leaf, *, belongs_to_page: Callable[[Leaf, Line], bool]) -> Iterable[Row | Flow]:
    for part in leaf.parts:
        if isinstance(part, Row):
            yield part
        elif kept := tuple(line for line in part.lines if not belongs_to_page(leaf, line)):
            yield Flow(lines=kept)


def _flowing_lines(leaf: Leaf) -> Iterable[Line]:
    return (line for part in leaf.parts if isinstance(part, Flow) for line in part.lines)


def _alike(line: Line, leaf: Leaf) -> tuple[str, int]:
    return re.sub(r"[0-9]+", "#", line.text), round(line.foot - leaf.top)


def _tables(page: Page) -> list[Table]:
    """The tables that a page's rules make. One that goes on overleaf may have no rule where the page cuts it."""
    upright = [edge for edge in TableFinder(page).edges if edge["orientation"] == "v"]
    ends = [(round(edge[end]), edge) for edge in upright for end in ("top", "bottom")]
    closing: list[Any] = []
    for level in sorted({level for level, _ in ends}):
        here = [edge["x0"] for at, edge in ends if at == level]
        if len(here) > COLUMNS_AT_LEAST:
            closing.append(
                {"x0": min(here), "x1": max(here), "top": level, "bottom": level, "orientation": "h"}
                | {"width": max(here) - min(here), "height": 0, "object_type": "line"}
            )
    settings = TableSettings(explicit_horizontal_lines=closing) if closing else None
    return TableFinder(page, settings).tables


def _row_of(cells: Sequence[Box | None], glyphs: Sequence[Glyph]) -> tuple[Row, list[Glyph]]:
    """The row that these cells hold, and the letters that stand in none of them."""
    held: list[list[Glyph]] = [[] for _ in cells]
    rest: list[Glyph] = []
    for glyph in glyphs:
        place = next((place for place, cell in enumerate(cells) if cell and _within(glyph, cell)), None)
        (rest if place is None else held[place]).append(glyph)
    lines = [lines_of(letters, edge=_edge(cell, letters)) for cell, letters in zip(cells, held, strict=True)]
    return Row(cells=tuple(map(tuple, lines))), rest


def _within(glyph: Glyph, cell: Box) -> bool:
    across, down = (glyph["x0"] + glyph["x1"]) / 2, (glyph["top"] + glyph["bottom"]) / 2
    return bool(cell[0] <= across < cell[2] and cell[1] <= down < cell[3])


def _edge(cell: Box | None, letters: Sequence[Glyph]) -> float | None:
    """How far to the right lines of the cell may go, if it is padded alike on both sides."""
    return cell[2] - (min(letter["x0"] for letter in letters) - cell[0]) if cell and letters else None


def _placed(row: Row, cells: Sequence[Box | None], *, top: float) -> list[tuple[float, Row | Line]]:
    """The row in its place. A single cell across the whole table is a text between its rows."""
    if sum(cell is not None for cell in cells) == 1:
        return [(line.foot, line) for lines in row.cells for line in lines]
    return [(top, row)] if any(row.cells) else []


def _flowing(parts: Iterable[Row | Line]) -> Iterable[Row | Flow]:
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            lines.append(part)
            continue
        if lines:
            yield Flow(lines=tuple(lines))
            lines = []
        yield part
    if lines:
        yield Flow(lines=tuple(lines))
