"""Settings, their careers leaders, and who chose to look at which."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from maturity_model.errors import NothingThere
from maturity_model.ids import HubId, PersonId, SettingId, WorkspaceId
from maturity_model.review import Stage
from maturity_model.setting import Closure, Kind, Phase, Setting
from storage import rows
from storage.statements import matching
from storage.upsert import insert_once, upsert

_OTHERS = rows.settings.alias()
_OF_WORKSPACE = select(rows.settings).where(*matching(rows.settings, "workspace"))
_ONE = _OF_WORKSPACE.where(*matching(rows.settings, "id"))
_NAME_AMONG_SEVERAL = select(rows.settings.c.name).where(
    *matching(rows.settings, "workspace", "id"),
    exists().where(_OTHERS.c.workspace == rows.settings.c.workspace, _OTHERS.c.id != rows.settings.c.id),
)
_LED = select(rows.careers_leaders.c.setting).where(*matching(rows.careers_leaders, "workspace", "person"))
_TAKEN_PART_IN = (
    select(rows.reviews.c.setting)
    .join(rows.members, rows.members.c.review == rows.reviews.c.id)
    .where(
        *matching(rows.members, "workspace", "person"),
        rows.members.c.removed.is_(False),
        rows.reviews.c.stage.not_in((Stage.DRAFT, Stage.CANCELLED)),
    )
)
_OF_PERSON = _OF_WORKSPACE.where(or_(rows.settings.c.id.in_(_LED), rows.settings.c.id.in_(_TAKEN_PART_IN)))
_OF_HUB = (
    select(rows.settings)
    .join(rows.hub_members, rows.hub_members.c.setting == rows.settings.c.id)
    .where(
        rows.hub_members.c.hub == bindparam("hub"),
        rows.hub_members.c.setting_workspace == rows.settings.c.workspace,
        rows.hub_members.c.left_at.is_(None),
    )
)
_THESE: BindParameter[Any] = bindparam("settings", expanding=True)
_LEADERS = select(rows.careers_leaders).where(rows.careers_leaders.c.setting.in_(_THESE))
_CLOSURES = select(rows.closures).where(rows.closures.c.setting.in_(_THESE)).order_by(rows.closures.c.first_on)


class Settings:
    """The settings of all workspaces; each look-up names the workspace, or the hub, it is for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, workspace: WorkspaceId, setting: SettingId) -> Setting:
        """One setting with its careers leaders.

        Raises:
            NothingThere: the workspace has no such setting.
        """
        found = self.find(workspace, setting)
        if found is None:
            raise NothingThere
        return found

    def find(self, workspace: WorkspaceId, setting: SettingId) -> Setting | None:
        """One setting with its careers leaders; None where the workspace has no such setting."""
        return next(iter(self._list(_ONE, workspace=workspace, id=setting)), None)

    def find_name(self, workspace: WorkspaceId, setting: SettingId) -> str | None:
        """What a setting is called; None where it is the only one of its workspace, and nobody need be told.

        Asked at every click on a row, and so no more than this.
        """
        named = self._connection.execute(_NAME_AMONG_SEVERAL, {"workspace": workspace, "id": setting})
        return named.scalar_one_or_none()

    def list_for_naming(self, workspace: WorkspaceId) -> list[Setting]:
        """The workspace's settings, with everybody else who wants to name one held back until the transaction ends.

        There may be no row yet to lock: PostgreSQL locks the workspace's name instead; SQLite has one writer anyway.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(workspace, 0))))
        return self.list_by_workspace(workspace)

    def get_for_change(self, workspace: WorkspaceId, setting: SettingId) -> Setting:
        """One setting, with everybody else who wants to change it held back until the end of the transaction.

        Whoever locks the setting and one of its reviews locks the setting first.

        Raises:
            NothingThere: the workspace has no such setting.
        """
        self._connection.execute(
            select(rows.settings.c.id)
            .where(rows.settings.c.workspace == workspace, rows.settings.c.id == setting)
            .with_for_update(key_share=True)
        )
        return self.get(workspace, setting)

    def list_by_workspace(self, workspace: WorkspaceId) -> list[Setting]:
        """Every setting of the workspace, by name."""
        return self._list(_OF_WORKSPACE, workspace=workspace)

    def list_by_person(self, workspace: WorkspaceId, person: PersonId) -> list[Setting]:
        """The settings that this person belongs to, by name.

        They lead careers there, or take part in one of its reviews that was opened and not called off.
        """
        return self._list(_OF_PERSON, workspace=workspace, person=person)

    def list_by_hub(self, hub: HubId) -> Mapping[SettingId, Setting]:
        """The settings in Slack that are in a hub, whichever workspaces they are in, by name."""
        return {setting.id: setting for setting in self._list(_OF_HUB, hub=hub)}

    def find_chosen(self, workspace: WorkspaceId, person: PersonId) -> SettingId | None:
        """Which setting this person chose to look at last; whether they still may is not its question."""
        chosen = rows.chosen_settings.c
        kept = self._connection.execute(
            select(chosen.setting).where(chosen.workspace == workspace, chosen.person == person)
        ).scalar_one_or_none()
        return SettingId(kept) if kept else None

    def put_chosen(self, setting: Setting, person: PersonId) -> None:
        """Keep which setting this person looks at, in place of the one before."""
        kept = {"workspace": setting.workspace, "person": person, "setting": setting.id}
        upsert(self._connection, rows.chosen_settings, kept, keys=("workspace", "person"))

    def add(self, setting: Setting, *, at: datetime) -> None:
        """Keep a new setting and its careers leaders; where the workspace has it already nothing changes.

        Raises:
            NothingThere: its id is one of another workspace's settings.
        """
        kept = {
            "id": setting.id,
            "workspace": setting.workspace,
            "name": setting.name,
            "kind": setting.kind,
            "phase": setting.phase,
            "opens_at": setting.opens_at.isoformat("minutes"),
            "closes_at": setting.closes_at.isoformat("minutes"),
            "run_by": setting.run_by,
            "created_at": at,
        }
        if insert_once(self._connection, rows.settings, kept, keys=("id",)):
            self.put_leaders(setting, setting.leaders)
        else:
            self.get(setting.workspace, setting.id)

    def put_leaders(self, setting: Setting, leaders: Collection[PersonId]) -> None:
        """Make these people the setting's careers leaders, and nobody else."""
        self._connection.execute(delete(rows.careers_leaders).where(rows.careers_leaders.c.setting == setting.id))
        if leaders:
            self._connection.execute(
                insert(rows.careers_leaders),
                [{"workspace": setting.workspace, "setting": setting.id, "person": p} for p in sorted(leaders)],
            )

    def put_hours(self, setting: Setting) -> None:
        """Keep when a setting opens and closes, and the days on which it is closed, in place of those before."""
        hours = {"opens_at": setting.opens_at.isoformat("minutes"), "closes_at": setting.closes_at.isoformat("minutes")}
        self._connection.execute(update(rows.settings).where(rows.settings.c.id == setting.id), hours)
        self._connection.execute(delete(rows.closures).where(rows.closures.c.setting == setting.id))
        of_setting = {"workspace": setting.workspace, "setting": setting.id}
        kept = [{**of_setting, "first_on": c.first_on, "last_on": c.last_on} for c in setting.closures]
        if kept:
            self._connection.execute(insert(rows.closures), kept)

    def _list(self, which: Select[Any], **values: object) -> list[Setting]:
        """These settings by name, in three statements however many they are."""
        kept = self._connection.execute(which, values).all()
        theirs = {"settings": [k.id for k in kept]}
        leaders: dict[str, list[PersonId]] = {}
        for led in self._connection.execute(_LEADERS, theirs) if kept else ():
            leaders.setdefault(led.setting, []).append(PersonId(led.person))
        closures: dict[str, list[Closure]] = {}
        for closed in self._connection.execute(_CLOSURES, theirs) if kept else ():
            closures.setdefault(closed.setting, []).append(Closure(first_on=closed.first_on, last_on=closed.last_on))
        found = (_setting(k, leaders.get(k.id, ()), closures.get(k.id, ())) for k in kept)
        return sorted(found, key=lambda setting: (setting.name.casefold(), setting.id))


def _setting(kept: Row[Any], leaders: Iterable[PersonId], closures: Iterable[Closure]) -> Setting:
    return Setting(
        id=SettingId(kept.id),
        workspace=WorkspaceId(kept.workspace),
        name=kept.name,
        kind=Kind(kept.kind),
        phase=Phase(kept.phase),
        opens_at=time.fromisoformat(kept.opens_at),
        closes_at=time.fromisoformat(kept.closes_at),
        run_by=PersonId(kept.run_by),
        leaders=frozenset(leaders),
        closures=tuple(closures),
    )
