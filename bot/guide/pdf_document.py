"""Puts the pages of a PDF together into one document: what turns a page becomes one again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.guide.document import COLUMN_NAMES, GOES_ON, Document, Heading, Paragraph, Part, TableLine, Unreadable
from bot.guide.pdf_hyphens import made_whole
from bot.guide.pdf_lines import Line
from bot.guide.pdf_pages import Flow, Leaf, Row, without_margins
from bot.guide.pdf_paragraphs import Leading, Piece, cuts_a_sentence, joined_pieces, leading_of, pieces_of
from maturity_model.catalog import LONGEST_TITLE

LARGER: Final = 1.1
"""By how much the letters of a heading are larger than those of a paragraph."""

_THEME: Final = re.compile(r"theme\s+[0-9]+", re.IGNORECASE)
_BEGINS_WITH_NUMBER: Final = re.compile(r"\S*[0-9]")


@dataclass(kw_only=True)
class _OpenRow:
    """A row that may go on overleaf; `turned` once a part without a title was taken for what was left of it."""

    cells: list[list[Piece]]
    where: str
    turned: bool = False


@dataclass(kw_only=True)
class _OpenPiece:
    """A paragraph, a point or a heading outside tables, that may go on overleaf."""

    pieces: list[Piece]
    heading: bool
    where: str


def document_of(leaves: Sequence[Leaf]) -> Document:
    """The document that pages make: paragraphs and rows that turn a page are whole, headings stand where they stood.

    A heading that only says again at the top of a page where one is, is left out.
    """
    return _Book(without_margins(leaves)).document()


class _Book:
    """What is written so far, and what the page at hand may go on with.

    `_open` is the row at the foot of the page before; None once something else stands on this page.
    """

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = leaves
        self._leading: Leading = leading_of(_columns(leaves))
        self._body = _body_size(leaves)
        self._parts: list[_OpenRow | _OpenPiece] = []
        self._seen_rows: set[tuple[str, ...]] = set()
        self._open: _OpenRow | None = None
        self._last: _OpenRow | None = None
        self._headings: set[str] = set()

    def document(self) -> Document:
        for leaf in self._leaves:
            self._turn_to(leaf)
        return made_whole([_finished(part) for part in self._parts])

    def _turn_to(self, leaf: Leaf) -> None:
        """Add a page. Headings at its top that only say again what stood on the page before are left out."""
        self._open, before, headings, at_top = self._last, len(self._parts), set[str](), True
        for part in leaf.parts:
            if isinstance(part, Row):
                self._add_row(part, leaf)
                at_top = False
                continue
            for piece in pieces_of(part.lines, self._leading):
                if GOES_ON.fullmatch(piece.text):
                    continue
                heading = self._heading(piece)
                at_top = at_top and heading
                if heading:
                    headings.add(piece.text)
                fresh = len(self._parts) == before
                if at_top and fresh and (piece.text in self._headings or _THEME.fullmatch(piece.text)):
                    continue
                self._add_piece(piece, heading=heading, where=_where(leaf), first=fresh)
        self._headings = headings or self._headings

    def _add_piece(self, piece: Piece, *, heading: bool, where: str, first: bool) -> None:
        self._open = self._last = None
        last = self._parts[-1] if self._parts else None
        if first and not heading and isinstance(last, _OpenPiece) and not last.heading:
            pieces = joined_pieces(last.pieces, [piece])
            if len(pieces) == len(last.pieces):
                last.pieces = pieces
                return
        self._parts.append(_OpenPiece(pieces=[piece], heading=heading, where=where))

    def _add_row(self, row: Row, leaf: Leaf) -> None:
        """Add a row, or what is left of the one at the foot of the page before."""
        cells = [pieces_of(lines, self._leading) for lines in row.cells]
        texts = tuple(map(_cell_text, cells))
        repeated = texts in self._seen_rows
        if self._open and not repeated and _one_row(self._open, cells, where=_where(leaf)):
            both = zip(self._open.cells, cells, strict=True)
            self._open.cells, self._open.turned = [joined_pieces(*its) for its in both], not cells[0]
            self._open = None
            return
        opened = _OpenRow(cells=cells, where=_where(leaf))
        self._parts.append(opened)
        self._seen_rows.add(texts)
        if not repeated:
            self._open, self._last = None, opened

    def _heading(self, piece: Piece) -> bool:
        if piece.point or len(piece.text) > 2 * LONGEST_TITLE:
            return False
        if all(line.size >= LARGER * self._body for line in piece.lines):
            return True
        as_large = all(line.bold and line.size >= self._body for line in piece.lines)
        return as_large and len(piece.text) <= LONGEST_TITLE and not piece.text.endswith((".", ":"))


def _columns(leaves: Iterable[Leaf]) -> Iterator[Sequence[Line]]:
    for leaf in leaves:
        for part in leaf.parts:
            if isinstance(part, Flow):
                yield part.lines
            else:
                yield from part.cells


def _body_size(leaves: Sequence[Leaf]) -> float:
    """How large the letters of paragraphs outside tables are; where there are none, those in tables, or any."""
    anything: Counter[float] = Counter()
    flows: Counter[float] = Counter()
    tables: Counter[float] = Counter()
    for leaf in leaves:
        for part in leaf.parts:
            if isinstance(part, Row):
                tables.update(line.size for cell in part.cells for line in cell)
            else:
                flows.update(_sizes_of_long_runs(part.lines))
                anything.update(line.size for line in part.lines)
    found = (flows or tables or anything).most_common(1)
    return found[0][0] if found else 0.0


def _sizes_of_long_runs(lines: Sequence[Line]) -> Iterator[float]:
    """The size of each line of a run of one size that is too long to be a heading."""
    start = 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or lines[place].size != lines[start].size:
            run = lines[start:place]
            if sum(len(line.text) for line in run) > LONGEST_TITLE:
                yield from (line.size for line in run)
            start = place


def _one_row(begun: _OpenRow, cells: Sequence[Sequence[Piece]], *, where: str) -> bool:
    """Whether the first row of a page is what is left of the row at the foot of the page before.

    A title that stands in the middle of its row may come with its second part. Then a sentence that is cut by the page
    says that both are one; unless the first part stood first on its page, and was taken for what was left of another.

    Raises:
        Unreadable: such a title, and nothing says where its row begins.
    """
    if len(begun.cells) != len(cells):
        return False
    title, texts = _cell_text(cells[0]), [_cell_text(pieces) for pieces in cells]
    if all(COLUMN_NAMES.fullmatch(text) for text in texts if text):
        return False
    if not title:
        return True
    numbered, cut = _BEGINS_WITH_NUMBER.match(title), any(map(cuts_a_sentence, begun.cells, cells))
    if begun.turned and numbered and cut:
        raise Unreadable(
            f'On {where}, the row "{title}" goes on with sentences that began on the page before, and I can\'t tell'
            " where the row begins. Please make the PDF with titles at the top of their rows, or use the guide as text."
        )
    return cut if numbered or not begun.cells[0] else True


def _cell_text(pieces: Iterable[Piece]) -> str:
    return "\n".join(piece.text for piece in pieces)


def _where(leaf: Leaf) -> str:
    return f"page {leaf.number}"


def _finished(part: _OpenRow | _OpenPiece) -> Part:
    """The part, with DIVIDED in its words where a line's end divides them."""
    if isinstance(part, _OpenRow):
        cells = ("\n".join(piece.divided_text for piece in pieces) for pieces in part.cells)
        return TableLine(cells=tuple(cells), where=part.where)
    text = part.pieces[0].divided_text
    return Heading(text=text, where=part.where) if part.heading else Paragraph(text=text, where=part.where)
