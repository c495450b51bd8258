"""The letters of a page, put together into lines: nothing added but the spaces between words, nothing left out."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

Glyph = dict[str, Any]
"""A letter as pdfplumber gives it: its text, its box, its size, its font and its matrix."""

BULLETS: Final = "•●▪◦‣∙·\uf0b7\uf0a7\uf0d8"
"""What marks a point of a list; the last three are a symbol font's own."""

DASHES: Final = ("- ", "– ", "* ")  # noqa: RUF001 - a dash is what some write points with
"""What may mark a point, and may as well be a dash within a sentence: it depends on where it stands."""

SAME_LINE: Final = 0.35
"""How far from the line's foot a letter may stand, in parts of its size: a raised figure does."""

APART: Final = 0.15
"""The width of a gap that is a space where a line has no spaces of its own, in parts of the size."""

FAR_APART: Final = 0.35
"""The same where it has: letters may be set a little wide."""

TWICE: Final = 0.1
"""A letter this near to its like is the same letter, printed twice to make it bold."""

_UNDEFINED: Final = "(cid:127)"  # what some writers put for a bullet
_SOFT_HYPHEN: Final = "\u00ad"
_LIGATURES: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BOLD: Final = ("bold", "black", "heavy", "demi")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of text and where it stands.

    Attributes:
        text: without the mark of a list; a soft hyphen stands only at its end.
        mark: where the bullet before it stands; None where there is none.
        left: where its words begin, behind a bullet.
        foot: how far from the page's top its letters stand.
        first: the width of its first word.
        edge: how far to the right a line may go here.
    """

    text: str
    mark: float | None
    left: float
    right: float
    foot: float
    size: float
    bold: bool
    first: float
    edge: float

    @property
    def dashed(self) -> bool:
        """Whether it begins with what may be a dash or the mark of a point."""
        return self.text.startswith(DASHES)


def lines_of(glyphs: Iterable[Glyph], *, edge: float | None = None) -> list[Line]:
    """The lines that letters make, from top to bottom.

    Args:
        glyphs: the letters of one column, in any order.
        edge: how far to the right a line may go; else as far as the longest goes.
    """
    upright = sorted((glyph for glyph in glyphs if glyph["upright"]), key=_foot)
    rows = [_across(row) for row in _rows(upright)]
    rows = [row for row in rows if any(glyph["text"].strip() for glyph in row)]
    edge = edge or max((row[-1]["x1"] for row in rows), default=0.0)
    return [_line(row, edge=edge) for row in rows]


def _foot(glyph: Glyph) -> float:
    """How far below the page's top the letter stands. Its box would depend on the font as well."""
    return -float(glyph["matrix"][5])


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in glyphs:
        if rows and _foot(glyph) - _foot(rows[-1][0]) <= SAME_LINE * max(glyph["size"], rows[-1][0]["size"]):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _across(row: Iterable[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda its: float(its["x0"])):
        before = kept[-1] if kept else None
        if before and before["text"] == glyph["text"] and glyph["x0"] - before["x0"] < TWICE * glyph["size"]:
            continue
        kept.append(glyph)
    return kept


def _line(row: Sequence[Glyph], *, edge: float) -> Line:
    words = _words(row)
    marked = words[0][0]["text"] in {*BULLETS, _UNDEFINED} and len(words[0]) + len(words) > 2  # noqa: PLR2004 - a mark alone is text
    mark = float(words[0][0]["x0"]) if marked else None
    if marked:
        words = [words[0][1:], *words[1:]] if len(words[0]) > 1 else words[1:]
    letters = [glyph for word in words for glyph in word]
    return Line(
        text=_text(words),
        mark=mark,
        left=float(letters[0]["x0"]),
        right=float(letters[-1]["x1"]),
        foot=_foot(letters[0]),
        size=_usual_size(letters),
        bold=all(any(name in glyph["fontname"].lower() for name in _BOLD) for glyph in letters),
        first=float(words[0][-1]["x1"] - words[0][0]["x0"]),
        edge=edge,
    )


def _words(row: Sequence[Glyph]) -> list[list[Glyph]]:
    gap = FAR_APART if any(glyph["text"].isspace() for glyph in row) else APART
    words: list[list[Glyph]] = [[]]
    for glyph in row:
        before = words[-1][-1] if words[-1] else None
        if glyph["text"].isspace():
            words.append([])
        elif before and glyph["x0"] - before["x1"] > gap * glyph["size"]:
            words.append([glyph])
        else:
            words[-1].append(glyph)
    return [word for word in words if word]


def _text(words: Iterable[Iterable[Glyph]]) -> str:
    text = " ".join("".join(glyph["text"] for glyph in word) for word in words).translate(_LIGATURES)
    inside, last = text[:-1], text[-1:]
    return inside.replace(_SOFT_HYPHEN, "") + last


def _usual_size(letters: Iterable[Glyph]) -> float:
    sizes = sorted(round(float(glyph["size"]), 1) for glyph in letters)
    return max(((len(list(same)), size) for size, same in groupby(sizes)))[1]
