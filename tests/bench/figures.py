"""Figures with their targets, and what is run in turns to get them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from rich.console import Console
from rich.table import Table

S = TypeVar("S")

WHOLE_ROUNDS, QUICK_ROUNDS = 15, 1
MOST_APART = 0.1  # of the two copies of a floor, else the run counts for nothing


@dataclass(frozen=True, kw_only=True)
class Extent:
    """How long to measure: every target wants the whole, daily use the quick."""

    rounds: int
    quick: bool


WHOLE = Extent(rounds=WHOLE_ROUNDS, quick=False)
QUICK = Extent(rounds=QUICK_ROUNDS, quick=True)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the account: what was measured, what it should be, and whether it is; None where nothing is asked."""

    what: str
    target: str = ""
    measured: str
    met: bool | None = None


def at_least(what: str, measured: float, target: float, *, aim: float | None = None) -> Figure:
    """A ratio that should be no smaller."""
    return Figure(what=what, target=_target("≥", target, aim), measured=f"{measured:.2f}", met=measured >= target)


def at_most(what: str, measured: float, target: float, *, aim: float | None = None) -> Figure:
    """A ratio that should be no larger."""
    return Figure(what=what, target=_target("≤", target, aim), measured=f"{measured:.2f}", met=measured <= target)


def agreeing(what: str, one: float, other: float) -> Figure:
    """Whether the two copies of a floor came to the same."""
    apart = abs(one - other) / min(one, other)
    return Figure(what=what, target=f"≤ {MOST_APART:.0%} apart", measured=f"{apart:.0%}", met=apart <= MOST_APART)


def _target(sign: str, target: float, aim: float | None) -> str:
    return f"{sign} {target:g}" + (f" (aim {aim:g})" if aim is not None else "")


def in_turns(contestants: Mapping[str, Callable[[], S]], rounds: int) -> Mapping[str, list[S]]:
    """Let everybody run once a round, each round beginning with another, so that no one has the best place."""
    names, samples = list(contestants), {name: list[S]() for name in contestants}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(contestants[name]())
    return samples


def middle(values: Iterable[float]) -> float:
    """The median."""
    return median(values)


def tell(title: str, figures: Iterable[Figure]) -> bool:
    """Print a table; whether all that is asked for is met."""
    table = Table("what", "target", "measured", "", title=title, title_justify="left")
    met = True
    for figure in figures:
        sign = {True: "met", False: "NOT MET", None: ""}[figure.met]
        table.add_row(figure.what, figure.target, figure.measured, sign)
        met = met and figure.met is not False
    Console(width=110).print(table)
    return met
