"""The spread of a row: how many members chose each column, and in one word how far apart they are.

There is no mean of columns here to be had: in this model it is a number without a meaning.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, log2

from maturity_model.catalog import COLUMNS, Column
from maturity_model.review import Family

FEWEST_SHOWN = 3
"""How many answers must name a column before anything but "few answers" is said about them."""

CLOSE_FROM = 0.8
SOME_SPREAD_FROM = 0.55

Counts = tuple[int, int, int, int]
"""How many named column 1, 2, 3 and 4."""

_WIDTH = COLUMNS[-1] - COLUMNS[0]
_PLACES = 12  # rows alike but for the last bits of a float are tied


class Closeness(StrEnum):
    """How far apart the answers to a row are, in a word."""

    CLOSE = "close"
    SOME_SPREAD = "some spread"
    WIDE = "wide"
    FEW_ANSWERS = "few answers"


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How the members answered one row.

    `families` counts, for each role family that named a column, who named which. Members without a family are in
    `counts` alone. This value knows everything: what of it anybody may see is decided in `disclosure`.
    """

    counts: Counts
    cannot_judge: int
    families: Mapping[Family, Counts] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Iterable[tuple[Family | None, Column | None]]) -> "Spread":
        """What these answers amount to: each is a member's family and column, None where they cannot judge."""
        given = list(answers)
        named = [(family, column) for family, column in given if column is not None]
        return cls(
            counts=_counted(column for _, column in named),
            cannot_judge=len(given) - len(named),
            families={
                family: _counted(column for its, column in named if its is family)
                for family in Family
                if any(its is family for its, _ in named)
            },
        )

    @property
    def named(self) -> int:
        """How many members named a column."""
        return sum(self.counts)

    @property
    def consensus(self) -> float | None:
        """How alike the answers are: 1 for all alike, 0 for half at column 1 and half at 4, None for no answers.

        Cns = 1 + Σ pᵢ log₂(1 - |Xᵢ - μ| / d) over the columns Xᵢ with shares pᵢ, their mean μ, and width d = 3. From
        W. J. Tastle and M. J. Wierman, "Consensus and dissention: a measure of ordinal dispersion", International
        Journal of Approximate Reasoning 45 (2007), 531-545. Who cannot judge is left out.
        """
        if not self.named:
            return None
        shares = [(column, count / self.named) for column, count in zip(COLUMNS, self.counts, strict=True) if count]
        centre = sum(column * share for column, share in shares)
        return round(1 + sum(share * log2(1 - abs(column - centre) / _WIDTH) for column, share in shares), _PLACES)

    @property
    def closeness(self) -> Closeness:
        """The consensus in a word, or that there are too few answers to say one."""
        if self.consensus is None or self.named < FEWEST_SHOWN:
            return Closeness.FEW_ANSWERS
        if self.consensus >= CLOSE_FROM:
            return Closeness.CLOSE
        return Closeness.SOME_SPREAD if self.consensus >= SOME_SPREAD_FROM else Closeness.WIDE

    @property
    def nearness(self) -> float:
        """What puts rows in order, furthest apart first: the consensus, and infinity where there are few answers.

        Rows with few answers come last and tied, because their place among others would tell what was answered.
        """
        if self.consensus is None or self.named < FEWEST_SHOWN:
            return inf
        return self.consensus


NO_ANSWERS = Spread(counts=(0, 0, 0, 0), cannot_judge=0)
"""The spread of a row that nobody has answered."""


def _counted(columns: Iterable[Column]) -> Counts:
    tally = Counter(columns)
    first, second, third, fourth = (tally[column] for column in COLUMNS)
    return first, second, third, fourth
