"""Hubs, their staff, and the wrong codes that people tried."""

from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, Staff
from maturity_model.ids import ChannelId, HubId, PersonId, WorkspaceId
from storage import rows
from storage.upsert import insert_once

_staff = rows.hub_staff.c
_tries = rows.code_tries.c


class Hubs:
    """The hubs of all workspaces.

    A hub is not looked up by workspace, as its settings may be in others: whoever asks for one by its id checks that
    the person is of its staff, or that the setting belongs to it. Every write to a hub, its settings, weeks and
    requests begins with `get_for_change`, which lets one of them happen after the other.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, hub: HubId) -> Hub:
        """One hub with its staff.

        Raises:
            NothingThere: there is no such hub.
        """
        kept = self._connection.execute(select(rows.hubs).where(rows.hubs.c.id == hub)).one_or_none()
        if kept is None:
            raise NothingThere
        return self._read(kept)

    def get_for_change(self, hub: HubId) -> Hub:
        """One hub, with everybody else's changes to it held back until the end of the transaction.

        Raises:
            NothingThere: there is no such hub.
        """
        locked = select(rows.hubs.c.id).where(rows.hubs.c.id == hub).with_for_update(key_share=True)
        self._connection.execute(locked)
        return self.get(hub)

    def find_by_code(self, code: str) -> Hub | None:
        """The hub that gives out this code, wherever it is at home."""
        kept = self._connection.execute(select(rows.hubs).where(rows.hubs.c.code == code)).one_or_none()
        return self._read(kept) if kept else None

    def list_by_staff(self, staff: Staff) -> list[Hub]:
        """The hubs that this person works for, by name."""
        theirs = (
            select(rows.hubs)
            .join(rows.hub_staff, _staff.hub == rows.hubs.c.id)
            .where(_staff.staff_workspace == staff.workspace, _staff.person == staff.person)
            .order_by(rows.hubs.c.name, rows.hubs.c.id)
        )
        return [self._read(kept) for kept in self._connection.execute(theirs).all()]

    def list_by_workspace(self, workspace: WorkspaceId) -> list[Hub]:
        """The hubs that are at home in a workspace, by name."""
        here = select(rows.hubs).where(rows.hubs.c.workspace == workspace).order_by(rows.hubs.c.name, rows.hubs.c.id)
        return [self._read(kept) for kept in self._connection.execute(here).all()]

    def add(self, hub: Hub, *, at: datetime) -> bool:
        """Keep a new hub with its staff; False where one of that id is kept already, and then nothing changes."""
        kept = {"id": hub.id, "created_at": at, **_fields(hub)}
        is_new = insert_once(self._connection, rows.hubs, kept, keys=("id",))
        if is_new:
            self.put_staff(hub)
        return is_new

    def put(self, hub: Hub) -> None:
        """Keep what changed in the hub itself; its staff are kept by `put_staff`."""
        self._connection.execute(update(rows.hubs).where(rows.hubs.c.id == hub.id), _fields(hub))

    def put_staff(self, hub: Hub) -> None:
        """Make these people the hub's staff, and nobody else."""
        self._connection.execute(delete(rows.hub_staff).where(_staff.hub == hub.id))
        of_hub = {"workspace": hub.workspace, "hub": hub.id}
        kept = [{**of_hub, "staff_workspace": one.workspace, "person": one.person} for one in sorted(hub.staff)]
        if kept:
            self._connection.execute(insert(rows.hub_staff), kept)

    def list_tries(self, workspace: WorkspaceId, *, since: datetime) -> list[tuple[PersonId, datetime]]:
        """Who in a workspace tried a wrong code since then, and when, oldest first."""
        tries = (
            select(_tries.person, _tries.tried_at)
            .where(_tries.workspace == workspace, _tries.tried_at > since)
            .order_by(_tries.tried_at)
        )
        return [(PersonId(kept.person), kept.tried_at) for kept in self._connection.execute(tries)]

    def lock_tries(self, workspace: WorkspaceId) -> None:
        """Let nobody else in a workspace try a code until the end of the transaction; SQLite has one writer anyway."""
        if self._connection.dialect.name == "postgresql":
            name = func.hashtextextended(f"code_tries:{workspace}", 0)
            self._connection.execute(select(func.pg_advisory_xact_lock(name)))

    def add_try(self, workspace: WorkspaceId, person: PersonId, *, at: datetime, forget: datetime) -> None:
        """Remember a wrong code that somebody tried, and forget those from before `forget`."""
        self._connection.execute(delete(rows.code_tries).where(_tries.tried_at <= forget))
        self._connection.execute(insert(rows.code_tries), {"workspace": workspace, "person": person, "tried_at": at})

    def _read(self, kept: Row[tuple[object, ...]]) -> Hub:
        staff = self._connection.execute(select(_staff.staff_workspace, _staff.person).where(_staff.hub == kept.id))
        return Hub(
            id=HubId(kept.id),
            workspace=WorkspaceId(kept.workspace),
            name=kept.name,
            code=kept.code,
            channel=ChannelId(kept.channel) if kept.channel else None,
            staff=frozenset(
                Staff(workspace=WorkspaceId(one.staff_workspace), person=PersonId(one.person)) for one in staff
            ),
        )


def _fields(hub: Hub) -> dict[str, object]:
    return {"workspace": hub.workspace, "name": hub.name, "code": hub.code, "channel": hub.channel}
