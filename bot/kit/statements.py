"""A model's own words: its statements as they stand in the edition, letter for letter, whatever is in them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from bot.kit.words import FOCUS_WORDS
from bot.slack.blocks import Block
from maturity_model.catalog import BULLET

LONGEST_STRETCH = 1500  # of one piece of rich text, which may have 3,000 UTF-16 units: no character has more than two
MOST_POINTS = 100  # of one list
MOST_PARTS = 100  # of one block
Part = dict[str, Any]


def statement(column: int, text: str, *, remark: str = "") -> Block:
    """A column's statement. `remark` stands beside the column's number."""
    return passage(column_title(column) + (f" · {remark}" if remark else ""), text)


def column_title(column: int) -> str:
    """A column by its number, and what it is about."""
    return f"Column {column} · {FOCUS_WORDS[column]}"


def passage(label: str, text: str) -> Block:
    """Words under a label, its lists as lists, with a gap between paragraphs: nothing in it is markup or cut off.

    Where there are more paragraphs and lists than a block may have, its lists stand as lines with a mark.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    title = {"type": "text", "text": label, "style": {"bold": True}}
    parts = list(_parts(title, lines))
    if len(parts) > MOST_PARTS:
        parts = [_section(title, *_stretches("\n" + "\n".join(lines)))]
    return Block({"type": "rich_text", "elements": parts})


def is_point(line: str) -> bool:
    """Whether a line is a point of a list."""
    return line.startswith(BULLET) and bool(line.removeprefix(BULLET).strip())


def _parts(title: Part, lines: Sequence[str]) -> Iterator[Part]:
    """The label with the paragraphs that follow it at once, then lists and paragraphs in turn."""
    runs = [(are_points, list(run)) for are_points, run in groupby(lines, key=is_point)]
    if not runs or runs[0][0]:
        yield _section(title)
    for place, (are_points, run) in enumerate(runs):
        if are_points:
            yield from _lists([line.removeprefix(BULLET) for line in run])
        else:
            before = [title] if place == 0 else []
            yield _section(*before, *_stretches("\n" + "\n\n".join(run)))


def _lists(points: Sequence[str]) -> Iterator[Part]:
    for start in range(0, len(points), MOST_POINTS):
        items = [_section(*_stretches(point)) for point in points[start : start + MOST_POINTS]]
        yield {"type": "rich_text_list", "style": "bullet", "elements": items}


def _section(*pieces: Part) -> Part:
    return {"type": "rich_text_section", "elements": list(pieces)}


def _stretches(text: str) -> Iterator[Part]:
    """A text in as many pieces as it takes; a long one is parted between words, where it has any."""
    while len(text) > LONGEST_STRETCH:
        space = text.rfind(" ", 1, LONGEST_STRETCH)
        ends = space + 1 if space > 0 else LONGEST_STRETCH
        yield {"type": "text", "text": text[:ends]}
        text = text[ends:]
    yield {"type": "text", "text": text}
