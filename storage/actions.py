"""Actions: what settings will do about the rows they agreed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from maturity_model.action import ActionState, ReviewAction
from maturity_model.catalog import RowId
from maturity_model.errors import NothingThere
from maturity_model.ids import ActionId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Review
from storage import rows
from storage.upsert import insert_once


class Actions:
    """The actions of all workspaces; each look-up names the workspace it is for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, action: ReviewAction, *, at: datetime) -> None:
        """Keep a new action; where its review has one of that id already nothing changes.

        Raises:
            NothingThere: its id is that of another review's action.
        """
        kept = {
            "id": action.id,
            "workspace": action.workspace,
            "setting": action.setting,
            "review": action.review,
            "row": action.row,
            "text": action.text,
            "owner": action.owner,
            "due_on": action.due_on,
            "state": action.state,
            "added_by": action.added_by,
            "added_at": at,
        }
        is_new = insert_once(self._connection, rows.actions, kept, keys=("id",))
        if not is_new and self.get(action.workspace, action.id).review != action.review:
            raise NothingThere

    def get(self, workspace: WorkspaceId, action: ActionId) -> ReviewAction:
        """One action.

        Raises:
            NothingThere: the workspace has no such action.
        """
        table = rows.actions.c
        kept = self._connection.execute(
            select(rows.actions).where(table.workspace == workspace, table.id == action)
        ).one_or_none()
        if kept is None:
            raise NothingThere
        return _action(kept)

    def put(self, action: ReviewAction) -> None:
        """Keep by which day somebody means to do it, and what has become of it."""
        self._connection.execute(
            update(rows.actions).where(rows.actions.c.id == action.id),
            {"due_on": action.due_on, "state": action.state},
        )

    def list_by_review(self, review: Review) -> list[ReviewAction]:
        """All actions of a review, by the day they are due."""
        table = rows.actions.c
        kept = self._connection.execute(
            select(rows.actions)
            .where(table.review == review.id)
            .order_by(table.due_on, table.row, table.added_at, table.id)
        )
        return [_action(each) for each in kept]


def _action(kept: Row[Any]) -> ReviewAction:
    return ReviewAction(
        id=ActionId(kept.id),
        workspace=WorkspaceId(kept.workspace),
        setting=SettingId(kept.setting),
        review=ReviewId(kept.review),
        row=RowId(kept.row),
        text=kept.text,
        owner=PersonId(kept.owner),
        due_on=kept.due_on,
        added_by=PersonId(kept.added_by),
        state=ActionState(kept.state),
    )
