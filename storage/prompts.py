"""Prompts: which one about a review its setting's careers leaders get next, and when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from maturity_model.ids import ReviewId, SettingId, WorkspaceId
from maturity_model.next_year import Prompt
from maturity_model.notice_kinds import NEXT_REVIEW
from maturity_model.review import Review, Stage
from storage import rows
from storage.upsert import insert_once

UNDER_WAY_OR_AGREED = (Stage.REFLECTING, Stage.AGREEING, Stage.AGREED)

_other = rows.reviews.alias("other")
_of_one_setting = (_other.c.workspace == rows.reviews.c.workspace) & (_other.c.setting == rows.reviews.c.setting)


class Prompts:
    """The prompts about the reviews of all workspaces."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, prompt: Prompt) -> bool:
        """Keep the first prompt of its kind; False where the review has one already, and then nothing changes."""
        kept = {
            "workspace": prompt.workspace,
            "setting": prompt.setting,
            "review": prompt.review,
            "kind": prompt.kind,
            "number": prompt.number,
            "due_at": prompt.due_at,
        }
        return insert_once(self._connection, rows.prompts, kept, keys=("review", "kind"))

    def find(self, review: Review, kind: str) -> Prompt | None:
        """The prompt of a kind that comes next about a review."""
        table = rows.prompts.c
        kept = self._connection.execute(
            select(rows.prompts).where(table.review == review.id, table.kind == kind)
        ).one_or_none()
        return _prompt(kept) if kept else None

    def put(self, prompt: Prompt) -> None:
        """Keep which one comes next, and when."""
        table = rows.prompts.c
        self._connection.execute(
            update(rows.prompts).where(table.review == prompt.review, table.kind == prompt.kind),
            {"number": prompt.number, "due_at": prompt.due_at},
        )

    def list_due(self, *, now: datetime) -> list[Prompt]:
        """The prompts about agreed reviews, of all workspaces, that are due, in the order in which they fell due."""
        table = rows.prompts.c
        due = (
            select(rows.prompts)
            .join(rows.reviews, rows.reviews.c.id == table.review)
            .where(table.due_at <= now, rows.reviews.c.stage == Stage.AGREED)
            .order_by(table.due_at, table.review, table.kind)
        )
        return [_prompt(kept) for kept in self._connection.execute(due)]

    def find_next_due(self) -> datetime | None:
        """When the first prompt of all is due; None where none comes any more."""
        due_at: datetime | None = self._connection.execute(select(func.min(rows.prompts.c.due_at))).scalar()
        return due_at

    def list_unplanned(self) -> list[tuple[WorkspaceId, ReviewId]]:
        """The agreed reviews, of all workspaces, about which nothing was ever kept in mind."""
        table, reviews = rows.prompts.c, rows.reviews.c
        planned = select(table.review).where(table.review == reviews.id, table.kind == NEXT_REVIEW)
        unplanned = (
            select(reviews.workspace, reviews.id)
            .where(reviews.stage == Stage.AGREED, ~planned.exists())
            .order_by(reviews.id)
        )
        return [(WorkspaceId(kept.workspace), ReviewId(kept.id)) for kept in self._connection.execute(unplanned)]

    def is_first_agreed(self, review: Review) -> bool:
        """Whether the setting had agreed no review before this one."""
        reviews = rows.reviews.c
        earlier = (
            select(_other.c.id)
            .join(rows.reviews, _of_one_setting & (_other.c.created_at < reviews.created_at))
            .where(reviews.id == review.id, _other.c.stage == Stage.AGREED)
        )
        return self._connection.execute(earlier.limit(1)).first() is None

    def has_newer(self, review: Review, *stages: Stage) -> bool:
        """Whether a later review of the setting is at one of these stages, or was opened and not cancelled."""
        reviews = rows.reviews.c
        newer = (
            select(_other.c.id)
            .join(rows.reviews, _of_one_setting & (_other.c.created_at > reviews.created_at))
            .where(reviews.id == review.id, _other.c.stage.in_(stages or UNDER_WAY_OR_AGREED))
        )
        return self._connection.execute(newer.limit(1)).first() is not None


def _prompt(kept: Row[Any]) -> Prompt:
    return Prompt(
        workspace=WorkspaceId(kept.workspace),
        setting=SettingId(kept.setting),
        review=ReviewId(kept.review),
        kind=kept.kind,
        number=kept.number,
        due_at=kept.due_at,
    )
