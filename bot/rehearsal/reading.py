"""How somebody reads what the bot shows them: its heading, whether a button is there, what a menu offers."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stand_in.values import Json
from maturity_model.catalog import COLUMNS, Column, Edition, RowId
from maturity_model.spread import Counts

COUNTED = re.compile(r"(\d+) at column (\d)")


class NotFound(Exception):
    """What somebody looks for is not where the bot should have put it."""


class Surface(Protocol):
    """A message, a modal or Home: whatever has blocks."""

    @property
    def blocks(self) -> list[Json]:
        """The blocks, from top to bottom."""
        ...


def heading(surface: Surface) -> str:
    """The first line in large letters; nothing where there is none."""
    return next((block["text"]["text"] for block in surface.blocks if block["type"] == "header"), "")


def row_on(surface: Surface, edition: Edition) -> RowId | None:
    """Which row of the edition a card is about, by its heading; None where it is about no single row."""
    title = heading(surface)
    return next((row.id for row in edition.rows if title in (f"{row.id} {row.title}", row.title)), None)


def has(surface: Surface, action: str) -> bool:
    """Whether there is something to press with this action id."""
    return any(element["action_id"] == action for _, element in elements_of(surface.blocks))


def choices(surface: Surface, action: str) -> dict[str, str]:
    """What a menu offers: label → value; nothing where there is no such menu."""
    menus = [element for _, element in elements_of(surface.blocks) if element["action_id"] == action]
    groups: Sequence[Json] = [group for menu in menus for group in (menu, *menu.get("option_groups", ()))]
    return {option["text"]["text"]: option["value"] for group in groups for option in group.get("options", ())}


def choice(surface: Surface, action: str, label: str) -> str:
    """The value of the choice whose label begins like this.

    Raises:
        NotFound: the menu is not there, or does not offer that.
    """
    offered = choices(surface, action)
    for name, value in offered.items():
        if name.startswith(label):
            return value
    raise NotFound(f"{action} does not offer “{label}” but {list(offered)}")


def counts_in(text: str) -> Counts | None:
    """How many named each column, where a row's card says so in words."""
    told = {int(column): int(count) for count, column in COUNTED.findall(text)}
    if not told:
        return None
    first, second, third, fourth = (told.get(column, 0) for column in COLUMNS)
    return first, second, third, fourth


def most_chosen(counts: Counts) -> Column:
    """The column that most people named; of several the one nearest to what everybody named."""
    middle = [column for column, count in zip(COLUMNS, counts, strict=True) for _ in range(count)][sum(counts) // 2]
    return max(COLUMNS, key=lambda column: (counts[column - 1], -abs(column - middle)))


def words(surface: Surface) -> str:
    """Everything there is to read, from top to bottom."""
    return "\n".join(texts_in(surface.blocks))


def texts_in(part: object) -> Iterator[str]:
    """Each text in blocks, or in a part of them, from top to bottom."""
    if isinstance(part, list):
        for each in part:
            yield from texts_in(each)
    elif isinstance(part, dict):
        for name, each in part.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from texts_in(each)
