"""Lines put together into paragraphs and points of lists: by the gaps between them, and across the turn of a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.guide.document import DIVIDED
from bot.guide.pdf_hyphens import HYPHENS, joined_lines
from bot.guide.pdf_lines import DASHES, Line
from maturity_model.catalog import BULLET

WIDER: Final = 0.18
"""By how much more than usual lines stand apart where a paragraph begins, in parts of their size."""

USUAL: Final = 0.1
"""A distance between lines is a usual one if it is at least this part of all."""

ENOUGH: Final = 20
WIDEST: Final = 1.2
"""Where a size has fewer lines than enough, they may all be paragraphs: then no more than this is usual."""

A_SPACE: Final = 0.25
"""The width of a space, in parts of the size."""

_BREAKS: Final = re.compile(r"\w['’)\]]?[-‐‑–—/]$")  # noqa: RUF001 - these are what a line may end with inside a word
_ENDS_SENTENCE: Final = re.compile(r"[.!?:;][)\]'’\"”]*$")  # noqa: RUF001 - closing quotation marks
_THEME_NUMBER: Final = re.compile(r"theme\s+[0-9]+", re.IGNORECASE)  # stands above its title, on a line of its own
_SOFT_HYPHEN: Final = "\u00ad"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A paragraph, or a point of a list: at least one line."""

    lines: tuple[Line, ...]
    point: bool

    @property
    def text(self) -> str:
        """Its words as a statement keeps them: single spaces, and BULLET before a point."""
        return self.divided_text.replace(DIVIDED, "")

    @property
    def divided_text(self) -> str:
        """The same, with DIVIDED behind each hyphen at a line's end that may not be its word's own."""
        text = ""
        for line in self.lines:
            text = _joined(text, line.text) if text else line.text
        if self.point and self.lines[0].mark is None:
            text = text[len(DASHES[0]) :]
        text = " ".join(text.replace(_SOFT_HYPHEN, "").split())
        return f"{BULLET}{text}" if self.point else text


def _joined(before: str, after: str) -> str:
    if before.endswith(_SOFT_HYPHEN):
        return before[:-1] + after
    if not _BREAKS.search(before):
        return f"{before} {after}"
    return joined_lines(before, after) if before.endswith(HYPHENS) else before + after


Leading = Mapping[float, float]
"""How far apart lines of a size usually stand."""


def leading_of(columns: Iterable[Sequence[Line]]) -> Leading:
    """How far apart lines of each size stand within paragraphs: the smallest distance that is usual."""
    distances: dict[float, Counter[float]] = {}
    for before, after in (pair for column in columns for pair in pairwise(column)):
        distance = round((after.foot - before.foot) * 4) / 4
        if before.size == after.size and distance < 2 * before.size:
            distances.setdefault(before.size, Counter())[distance] += 1
    return {size: _usual(found, size) for size, found in distances.items()}


def _usual(distances: Counter[float], size: float) -> float:
    smallest = min(distance for distance, times in distances.items() if times >= USUAL * distances.total())
    return smallest if distances.total() >= ENOUGH else min(smallest, WIDEST * size)


def pieces_of(lines: Iterable[Line], leading: Leading) -> list[Piece]:
    """The paragraphs and points that lines of one column make, in order."""
    pieces: list[Piece] = []
    for line in lines:
        before = pieces[-1] if pieces else None
        if before and _goes_on(before, line, leading):
            pieces[-1] = _longer(before, line)
        else:
            pieces.append(Piece(lines=(line,), point=line.mark is not None or line.dashed))
    return pieces


def joined_pieces(before: Sequence[Piece], after: Sequence[Piece]) -> list[Piece]:
    """The pieces of a column that goes on over a page: the last before it and the first after it may be one."""
    if before and after and _goes_on_overleaf(before[-1], after[0]):
        whole = Piece(lines=before[-1].lines + after[0].lines, point=before[-1].point)
        return [*before[:-1], whole, *after[1:]]
    return [*before, *after]


def cuts_a_sentence(before: Sequence[Piece], after: Sequence[Piece]) -> bool:
    """Whether a column that goes on over a page does so in the middle of a sentence."""
    if not before or not after:
        return False
    return after[0].text[:1].islower() and not _ENDS_SENTENCE.search(before[-1].text)


def _longer(piece: Piece, line: Line) -> Piece:
    return Piece(lines=(*piece.lines, line), point=piece.point)


def _goes_on(piece: Piece, line: Line, leading: Leading) -> bool:
    last = piece.lines[-1]
    if _THEME_NUMBER.fullmatch(last.text) or line.mark is not None or abs(line.size - last.size) > 1:
        return False
    if line.foot - last.foot > leading.get(line.size, 1.2 * line.size) + WIDER * line.size:
        return False
    if not piece.point:
        return True
    if line.dashed and piece.lines[0].mark is None:
        return False
    return _below(piece, line) or line.text[:1].islower()


def _below(piece: Piece, line: Line) -> bool:
    """Whether the line stands below the words of the point rather than below its mark, or further to the left."""
    first = piece.lines[0]
    mark, words = (first.left, first.left + first.size) if first.mark is None else (first.mark, first.left)
    return line.left > (mark + words) / 2


def _goes_on_overleaf(piece: Piece, after: Piece) -> bool:
    """Whether what stands at the top of a page belongs to the paragraph at the foot of the one before.

    Where a sentence ends with the page, the first word overleaf tells: were it another paragraph's, it would not
    matter that there was room for it; as this one's, it would have stood before the turn.
    """
    last, first = piece.lines[-1], after.lines[0]
    if first.mark is not None or abs(first.size - last.size) > 1:
        return False
    if piece.point:
        return first.text[:1].islower() or _below(piece, first)
    if first.text[:1].islower() or not _ENDS_SENTENCE.search(last.text):
        return True
    return last.right + A_SPACE * last.size + first.first > last.edge
