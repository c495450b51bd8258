"""The picture of all agreed columns: indicated strengths and priority action areas.

The publisher's rule is not public, so this one is ours: strengths are rows agreed at column 4, then 3; priority areas
are rows agreed at column 1, then 2; inside a column the rows whose answers were furthest apart come first. Rows that
the rule cannot tell apart are offered for choosing, never cut by their place in the model.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from maturity_model.catalog import Column, Edition, RowId
from maturity_model.comparison import Comparison
from maturity_model.spread import NO_ANSWERS, Spread

MOST_HIGHLIGHTS = 5

STRENGTH_COLUMNS = (Column(4), Column(3))
PRIORITY_COLUMNS = (Column(1), Column(2))


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What came of one row; `column` is None where it was not agreed, `spread` where the meeting never opened it."""

    row: RowId
    column: Column | None
    spread: Spread | None = None


@dataclass(frozen=True, kw_only=True)
class Highlights:
    """The rows named as strengths, or as priority areas, the foremost first.

    `tied` rows come next and are on a par: `places_left` of them may be named as well, which ones is for the group to
    choose. With `fallback` the rule found no row, and these are the rows "furthest on", or "next to work on"; there may
    be none of those either. With `chosen_by_group` the group or the careers leader named them in place of the rule.
    """

    rows: tuple[RowId, ...] = ()
    tied: tuple[RowId, ...] = ()
    places_left: int = 0
    chosen_by_group: bool = False
    fallback: bool = False


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The whole picture of one agreed review, ready to be drawn.

    Attributes:
        columns: the agreed rows only.
        earlier: the review beside the one that the setting agreed before it; None where it is the first.
    """

    setting_name: str
    academic_year: str
    edition: Edition
    columns: Mapping[RowId, Column]
    strengths: Highlights
    priorities: Highlights
    earlier: Comparison | None = None

    @property
    def not_agreed(self) -> tuple[RowId, ...]:
        """The rows that the meeting left open, in model order."""
        return tuple(row.id for row in self.edition.rows if row.id not in self.columns)


def indicated_strengths(
    outcomes: Iterable[RowOutcome], *, most: int = MOST_HIGHLIGHTS, elsewhere: Collection[RowId] = ()
) -> Highlights:
    """The rows agreed at column 4, then 3; where there are none, the rows furthest on.

    Furthest on are the rows of the highest column agreed, without those that the rule names as priority areas. Where
    every row stands at one column none is further on than another, so all of them are on a par.

    Args:
        outcomes: What came of each row, in model order, in which rows on a par are offered.
        most: How many rows to name.
        elsewhere: Rows that the group chose as priority areas: no row is both.
    """
    agreed = _agreed(outcomes, elsewhere)
    by_rule = _by_rule(agreed, STRENGTH_COLUMNS, most)
    if by_rule.rows or by_rule.tied:
        return by_rule
    taken = _by_rule(agreed, PRIORITY_COLUMNS, most).rows
    return _fallback(agreed, max((its.column for its in agreed), default=None), taken, most)


def priority_action_areas(
    outcomes: Iterable[RowOutcome], *, most: int = MOST_HIGHLIGHTS, elsewhere: Collection[RowId] = ()
) -> Highlights:
    """The rows agreed at column 1, then 2; where there are none, the rows next to work on.

    Next to work on are the rows of the lowest column agreed, without those that the rule names as strengths. Where
    every row stands at one column none comes before another, so all of them are on a par.

    Args:
        outcomes: What came of each row, in model order, in which rows on a par are offered.
        most: How many rows to name.
        elsewhere: Rows that the group chose as strengths: no row is both.
    """
    agreed = _agreed(outcomes, elsewhere)
    by_rule = _by_rule(agreed, PRIORITY_COLUMNS, most)
    if by_rule.rows or by_rule.tied:
        return by_rule
    taken = _by_rule(agreed, STRENGTH_COLUMNS, most).rows
    return _fallback(agreed, min((its.column for its in agreed), default=None), taken, most)


def chosen(rows: Iterable[RowId]) -> Highlights:
    """The rows that the group named itself, in the order it named them, each once."""
    return Highlights(rows=tuple(dict.fromkeys(rows)), chosen_by_group=True)


@dataclass(frozen=True, kw_only=True)
class _Agreed:
    """A row that was agreed, and how near its answers were."""

    row: RowId
    column: Column
    nearness: float


def _agreed(outcomes: Iterable[RowOutcome], elsewhere: Collection[RowId]) -> list[_Agreed]:
    return [
        _Agreed(row=its.row, column=its.column, nearness=(its.spread or NO_ANSWERS).nearness)
        for its in outcomes
        if its.column is not None and its.row not in elsewhere
    ]


def _by_rule(agreed: Sequence[_Agreed], columns: Sequence[Column], most: int) -> Highlights:
    return _named((tie for column in columns for tie in _ties(agreed, column)), most)


def _fallback(agreed: Sequence[_Agreed], column: Column | None, taken: Collection[RowId], most: int) -> Highlights:
    left = [its for its in agreed if its.column == column and its.row not in taken]
    all_alike = all(its.column == column for its in agreed)
    ties = [[its.row for its in left]] if all_alike else _ties(left, column)
    return replace(_named(ties, most), fallback=True)


def _ties(agreed: Sequence[_Agreed], column: Column | None) -> Iterator[list[RowId]]:
    """The rows agreed at this column, furthest apart first, in lists of rows on a par."""
    inside = sorted((its for its in agreed if its.column == column), key=attrgetter("nearness"))
    for _, tie in groupby(inside, key=attrgetter("nearness")):
        yield [its.row for its in tie]


def _named(ties: Iterable[list[RowId]], most: int) -> Highlights:
    """As many rows as there are places for; the first tie too large for the places left is offered instead."""
    rows: list[RowId] = []
    for tie in ties:
        places = most - len(rows)
        if len(tie) > places:
            return Highlights(rows=tuple(rows), tied=tuple(tie) if places else (), places_left=places)
        rows += tie
    return Highlights(rows=tuple(rows))
