"""One thing to look at in the gallery."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.slack.blocks import View
from bot.slack.card import Card


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One thing that people see, in one state.

    Attributes:
        name: which thing in which state, unique within its capability.
        reader: who sees it.
        shown: a message, a modal or a Home.
    """

    name: str
    reader: str
    shown: Card | View


def seen_by(reader: str, shown: Mapping[str, Card | View]) -> Iterator[Sample]:
    """Several things that the same people see, by their names."""
    return (Sample(name=name, reader=reader, shown=each) for name, each in shown.items())
