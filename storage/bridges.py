"""Which row of an earlier edition became which row of a later one, where somebody has corrected what is assumed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, or_, select

from maturity_model.bridge import Bridge, Corrections, assumed_bridge, corrected_bridge
from maturity_model.catalog import Edition, RowId
from maturity_model.ids import WorkspaceId
from storage import rows
from storage.editions import FOR_ALL
from storage.statements import matching
from storage.upsert import upsert

_KEYS: Final = ("workspace", "before_edition", "after_edition")

_its = rows.edition_bridges.c
_NEAREST: Select[Any] = (
    select(_its.corrections)
    .where(
        or_(*matching(rows.edition_bridges, "workspace"), _its.workspace == FOR_ALL),
        *matching(rows.edition_bridges, "before_edition", "after_edition"),
    )
    .order_by(_its.workspace.desc())  # the workspace's own before those for all
    .limit(1)
)


class Bridges:
    """The corrections of workspaces, and those for all; a workspace's own, however few, stand in place of these."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def between(self, workspace: WorkspaceId | None, before: Edition, after: Edition) -> Bridge:
        """The bridge that this workspace goes by: its own corrections, else those for all, else what is assumed.

        Corrections of rows that the editions do not have any more are left out. From an edition to itself, nothing is
        read.
        """
        if before.id == after.id:
            return assumed_bridge(before, after)
        kept = self._connection.execute(_NEAREST, _key(workspace, before, after)).scalar_one_or_none() or {}
        return corrected_bridge(before, after, _known(kept, before, after))

    def put(
        self,
        before: Edition,
        after: Edition,
        corrections: Corrections,
        *,
        workspace: WorkspaceId | None,
        at: datetime,
    ) -> None:
        """Keep these corrections for a workspace, or for all where that is None, in place of what it said before.

        Raises:
            UnknownRow: a correction names a row that its edition does not have.
        """
        corrected_bridge(before, after, corrections)
        kept = {**_key(workspace, before, after), "corrections": dict(corrections), "set_at": at}
        upsert(self._connection, rows.edition_bridges, kept, keys=_KEYS)

    def remove(self, before: Edition, after: Edition, *, workspace: WorkspaceId | None) -> bool:
        """Forget the corrections of a workspace, or those for all where that is None; False where there are none."""
        these = delete(rows.edition_bridges).where(*matching(rows.edition_bridges, *_KEYS))
        return self._connection.execute(these, _key(workspace, before, after)).rowcount == 1


def _key(workspace: WorkspaceId | None, before: Edition, after: Edition) -> dict[str, str]:
    return {"workspace": workspace or FOR_ALL, "before_edition": before.id, "after_edition": after.id}


def _known(kept: Mapping[str, str | None], before: Edition, after: Edition) -> dict[RowId, RowId | None]:
    sources, rows_after = {row.id for row in before.rows}, {row.id for row in after.rows}
    return {
        RowId(row): None if source is None else RowId(source)
        for row, source in kept.items()
        if row in rows_after and (source is None or source in sources)
    }
