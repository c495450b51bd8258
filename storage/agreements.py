"""What meetings agreed, every earlier version of it, and the rows that a group chose to highlight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from maturity_model.agreement import Agreement
from maturity_model.catalog import Column, EditionId, RowId
from maturity_model.ids import PersonId, ReviewId
from maturity_model.review import Review, Stage
from storage import rows
from storage.statements import matching
from storage.upsert import upsert

_before, _this = rows.reviews.c, rows.reviews.alias("this")
_EARLIER = (
    select(_before.id)
    .where(
        *matching(rows.reviews, "workspace", "setting"),
        _before.stage == Stage.AGREED,
        _before.created_at < select(_this.c.created_at).where(_this.c.id == bindparam("this")).scalar_subquery(),
    )
    .order_by(_before.created_at.desc(), _before.id)
    .limit(1)
    .scalar_subquery()
)
_AGREED_BEFORE = (  # a line for each agreed row, and at least one
    select(_before.id, _before.edition, _before.academic_year, rows.agreements.c.row, rows.agreements.c.column)
    .select_from(rows.reviews)
    .outerjoin(rows.agreements, rows.agreements.c.review == _before.id)
    .where(_before.id == _EARLIER)
)


class HighlightKind(StrEnum):
    """Which of the two lists a group chose."""

    STRENGTHS = "strengths"
    PRIORITIES = "priorities"


@dataclass(frozen=True, kw_only=True)
class AgreedBefore:
    """What a setting agreed in an earlier review: the column of each row that was agreed."""

    review: ReviewId
    academic_year: str
    edition: EditionId
    columns: Mapping[RowId, Column]


class Agreements:
    """The agreements of reviews."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, review: Review, agreement: Agreement) -> None:
        """Keep an agreement, new or changed; what stood before stays in the history."""
        recorded = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "row": agreement.row,
            "column": agreement.column,
            "reason": agreement.reason,
            "recorded_by": agreement.recorded_by,
            "recorded_at": agreement.recorded_at,
        }
        self._connection.execute(insert(rows.agreement_changes), recorded)
        kept = {**recorded, "together": agreement.together}
        upsert(self._connection, rows.agreements, kept, keys=("review", "row"))

    def find(self, review: Review, row: RowId) -> Agreement | None:
        """What was agreed for a row."""
        table = rows.agreements.c
        kept = self._connection.execute(
            select(rows.agreements).where(table.review == review.id, table.row == row)
        ).one_or_none()
        return _agreement(kept) if kept else None

    def list_by_review(self, review: Review) -> list[Agreement]:
        """All agreements of a review, by row id."""
        table = rows.agreements.c
        kept = self._connection.execute(select(rows.agreements).where(table.review == review.id).order_by(table.row))
        return [_agreement(a) for a in kept]

    def find_before(self, review: Review) -> AgreedBefore | None:
        """What the setting's newest agreed review of those opened before this one came to."""
        this = {"workspace": review.workspace, "setting": review.setting, "this": review.id}
        kept = self._connection.execute(_AGREED_BEFORE, this).all()
        if not kept:
            return None
        return AgreedBefore(
            review=ReviewId(kept[0].id),
            academic_year=kept[0].academic_year,
            edition=EditionId(kept[0].edition),
            columns={RowId(k.row): Column(k.column) for k in kept if k.row is not None},
        )

    def list_history(self, review: Review, row: RowId) -> list[tuple[Column, PersonId, datetime]]:
        """Every column recorded for a row with who recorded it and when, oldest first."""
        table = rows.agreement_changes.c
        kept = self._connection.execute(
            select(rows.agreement_changes).where(table.review == review.id, table.row == row).order_by(table.id)
        )
        return [(Column(k.column), PersonId(k.recorded_by), k.recorded_at) for k in kept]

    def put_highlights(
        self, review: Review, kind: HighlightKind, chosen: tuple[RowId, ...], *, by: PersonId, at: datetime
    ) -> None:
        """Keep the rows that the group or the leader chose for one of the lists, in their order."""
        kept = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "kind": kind,
            "rows": list(chosen),
            "chosen_by": by,
            "chosen_at": at,
        }
        upsert(self._connection, rows.highlights, kept, keys=("review", "kind"))

    def list_highlights(self, review: Review) -> Mapping[HighlightKind, tuple[RowId, ...]]:
        """The chosen rows of each list that was chosen."""
        kept = self._connection.execute(select(rows.highlights).where(rows.highlights.c.review == review.id))
        return {HighlightKind(k.kind): tuple(map(RowId, k.rows)) for k in kept}


def _agreement(kept: Row[Any]) -> Agreement:
    return Agreement(
        row=RowId(kept.row),
        column=Column(kept.column),
        reason=kept.reason,
        recorded_by=PersonId(kept.recorded_by),
        recorded_at=kept.recorded_at,
        together=kept.together,
    )
