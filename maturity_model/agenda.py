"""The order in which the meeting talks about rows."""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from maturity_model.catalog import Edition, RowId
from maturity_model.spread import NO_ANSWERS, Spread


class Order(StrEnum):
    """How the facilitator wants to go through the rows."""

    MODEL = "model order"
    WIDEST_FIRST = "widest first"


def in_order(edition: Edition, spreads: Mapping[RowId, Spread], order: Order) -> tuple[RowId, ...]:
    """Every row of the edition in the order chosen.

    Widest first: the rows furthest apart come first, rows as far apart as each other stay in model order, and rows with
    few answers, or none in `spreads`, come last.
    """
    rows = [row.id for row in edition.rows]
    if order is Order.WIDEST_FIRST:
        rows.sort(key=lambda row: spreads.get(row, NO_ANSWERS).nearness)
    return tuple(rows)


def next_open(
    rows: Sequence[RowId], *, done: Collection[RowId], parked: Collection[RowId], after: RowId | None = None
) -> RowId | None:
    """The row to talk about next, None once every row is done.

    That is the first one after `after` which is neither done nor parked; then one passed over before it; then those
    that were parked, round and round; and at last `after` itself, where it is the only row left.
    """
    start = rows.index(after) + 1 if after is not None else 0
    left = [row for row in (*rows[start:], *rows[:start]) if row not in done]
    return min(left, key=lambda row: (row == after, row in parked), default=None)
