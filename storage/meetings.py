"""The rows that a meeting has opened, with their frozen spreads."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from maturity_model.agreement import OpenedRow
from maturity_model.catalog import Column, RowId
from maturity_model.errors import RowNotOpened
from maturity_model.ids import PersonId
from maturity_model.review import Family, Review
from maturity_model.spread import Spread
from storage import rows
from storage.upsert import upsert


class Meetings:
    """The opened rows of reviews."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, review: Review, opened: OpenedRow) -> None:
        """Keep an opened row, new or changed."""
        kept = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "row": opened.row,
            "spread": _written(opened.spread),
            "opened_at": opened.opened_at,
            "parked": opened.parked,
            "to_agree_together": opened.to_agree_together,
            "pulled_out_by": opened.pulled_out_by,
        }
        upsert(self._connection, rows.meeting_rows, kept, keys=("review", "row"))

    def get(self, review: Review, row: RowId) -> OpenedRow:
        """One opened row.

        Raises:
            RowNotOpened: the meeting has not opened it.
        """
        table = rows.meeting_rows.c
        kept = self._connection.execute(
            select(rows.meeting_rows).where(table.review == review.id, table.row == row)
        ).one_or_none()
        if kept is None:
            raise RowNotOpened(row)
        return _opened(kept)

    def list_by_review(self, review: Review) -> list[OpenedRow]:
        """All opened rows of a review, by the time they were opened."""
        table = rows.meeting_rows.c
        kept = self._connection.execute(
            select(rows.meeting_rows).where(table.review == review.id).order_by(table.opened_at, table.row)
        )
        return [_opened(r) for r in kept]


def _opened(kept: Row[Any]) -> OpenedRow:
    return OpenedRow(
        row=RowId(kept.row),
        spread=_read(kept.spread),
        opened_at=kept.opened_at,
        parked=kept.parked,
        to_agree_together=None if kept.to_agree_together is None else Column(kept.to_agree_together),
        pulled_out_by=None if kept.pulled_out_by is None else PersonId(kept.pulled_out_by),
    )


def _written(spread: Spread) -> dict[str, object]:
    return {
        "counts": list(spread.counts),
        "cannot_judge": spread.cannot_judge,
        "families": {family.value: list(counts) for family, counts in spread.families.items()},
    }


def _read(kept: Mapping[str, Any]) -> Spread:
    first, second, third, fourth = kept["counts"]
    return Spread(
        counts=(first, second, third, fourth),
        cannot_judge=kept["cannot_judge"],
        families={Family(family): (c[0], c[1], c[2], c[3]) for family, c in kept["families"].items()},
    )
