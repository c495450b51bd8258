"""Two texts beside each other, with the phrases marked that one has and the other has not.

The marks are brackets, which everybody sees and hears; they are bold as well, unless a letter of the texts could then
be taken for markup: most of it cannot be escaped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Any

from bot.kit.pieces import plain
from bot.slack.blocks import Block
from maturity_model.catalog import BULLET
from maturity_model.differences import Piece

LONGEST_FIELD = 2000
LONGEST_STRETCH = 400
MARKS = 4  # a phrase has as many more characters: "*[" and "]*"
NOTHING_LEFT = "…"
"""Stands beside the rest of a text that is much longer than its neighbour, and where there are no words."""

_MARKUP = re.compile(r"[*_~`&<>]|:\S+:")
_STRETCH = re.compile(rf"\s{{1,{LONGEST_STRETCH}}}|\S{{1,{LONGEST_STRETCH}}}")
_BETWEEN_PARAGRAPHS = re.compile(rf"\n+(?!{BULLET})")
Text = tuple[str, Sequence[Piece]]


def side_by_side(left: Text, right: Text) -> list[Block]:
    """Two texts, each a label and its pieces; on a narrow screen one is under the other.

    Long ones are parted between words: a field has 2,000 characters.
    """
    bold = not any(_MARKUP.search("".join(piece.text for piece in pieces)) for _, pieces in (left, right))
    columns = [_fields(label, pieces, bold=bold) for label, pieces in (left, right)]
    rest = _field(NOTHING_LEFT, bold=bold)
    pairs = zip_longest(*columns, fillvalue=rest)
    return [Block({"type": "section", "fields": list(pair)}) for pair in pairs]


def _fields(label: str, pieces: Iterable[Piece], *, bold: bool) -> Iterator[dict[str, Any]]:
    title = f"*{label}*" if bold else label
    for place, part in enumerate(_parts(pieces, LONGEST_FIELD - len(title) - 1)):
        words = _marked(part, bold=bold) or NOTHING_LEFT
        yield _field(f"{title}\n{words}" if place == 0 else words, bold=bold)


def _field(text: str, *, bold: bool) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True} if bold else plain(text, LONGEST_FIELD)


def _parts(pieces: Iterable[Piece], room: int) -> Iterator[list[Piece]]:
    """The pieces in as many parts as it takes, none of them over `room` with its marks."""
    part: list[Piece] = []
    left = room
    for stretch in _stretches(pieces):
        goes_on = bool(part) and part[-1].differs
        if _cost(stretch, goes_on=goes_on) > left:
            yield part
            part, left, goes_on = [], room, False
        part.append(stretch)
        left -= _cost(stretch, goes_on=goes_on)
    yield part


def _stretches(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        for found in _STRETCH.finditer(piece.text):
            yield Piece(text=found[0], differs=piece.differs)


def _cost(stretch: Piece, *, goes_on: bool) -> int:
    """The most UTF-16 units it takes, with a gap for each end of a line, and with marks where it begins a phrase."""
    units = len(stretch.text) if stretch.text.isascii() else 2 * len(stretch.text)
    return units + stretch.text.count("\n") + (MARKS if stretch.differs and not goes_on else 0)


def _marked(part: Iterable[Piece], *, bold: bool) -> str:
    phrases = (_phrase("".join(each.text for each in run), bold=bold, differs=differs) for differs, run in _runs(part))
    return _BETWEEN_PARAGRAPHS.sub("\n\n", "".join(phrases).strip())


def _runs(part: Iterable[Piece]) -> Iterator[tuple[bool, Iterator[Piece]]]:
    return groupby(part, key=lambda piece: piece.differs)


def _phrase(text: str, *, bold: bool, differs: bool) -> str:
    """A phrase with its marks, which stand next to its words: nothing is bold that begins or ends with a space."""
    words = text.strip()
    if not differs or not words:
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return f"{before}*[{words}]*{after}" if bold else f"{before}[{words}]{after}"
