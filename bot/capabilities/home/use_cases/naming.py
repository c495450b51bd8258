"""Naming the settings of a workspace."""

from dataclasses import dataclass
from datetime import datetime, time

from maturity_model.errors import HoursOutOfOrder, NameMissing, NoCareersLeader, SettingAlreadyNamed
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, require, standings, with_admin
from maturity_model.setting import Kind, Phase, Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class NameSetting:
    """A workspace admin says what the setting is, who leads careers there and who runs the bot.

    `setting` is the id it will have.
    """

    workspace: WorkspaceId
    person: PersonId
    is_admin: bool
    setting: SettingId
    name: str
    kind: Kind
    phase: Phase
    opens_at: time
    closes_at: time
    run_by: PersonId
    leaders: frozenset[PersonId]


async def is_set_up(store: Store, workspace: WorkspaceId) -> bool:
    """Whether somebody has named a setting in this workspace."""
    return bool(await store.read(lambda tx: tx.settings.list_by_workspace(workspace)))


async def prepare_setting(
    store: Store, workspace: WorkspaceId, person: PersonId, *, is_admin: bool
) -> tuple[Setting, ...]:
    """The settings that the workspace has already, by name, for somebody who may name another.

    Raises:
        NotAllowed: the person is no workspace admin.
    """

    def look(tx: Transaction) -> tuple[Setting, ...]:
        require(Action.NAME_SETTING, with_admin(standings(person, None), is_admin=is_admin))
        return tuple(tx.settings.list_by_workspace(workspace))

    return await store.read(look)


async def name_setting(store: Store, request: NameSetting, *, now: datetime) -> Setting:
    """Name a setting of the workspace and its careers leaders; whoever names it looks at it next.

    The same form sent in twice names it once.

    Raises:
        NotAllowed: the person is no workspace admin.
        NothingThere: the id is one of another workspace's settings.
        SettingAlreadyNamed: the workspace has a setting of that name.
        NameMissing: the name is blank.
        TextTooLong: the name is too long to be shown.
        HoursOutOfOrder: school ends before it begins.
        NoCareersLeader: nobody would lead careers.
    """

    def decide(tx: Transaction) -> Setting:
        require(Action.NAME_SETTING, with_admin(standings(request.person, None), is_admin=request.is_admin))
        known = {setting.id: setting for setting in tx.settings.list_for_naming(request.workspace)}
        if request.setting in known:
            return known[request.setting]
        setting = _named(request)
        if any(each.is_called(setting.name) for each in known.values()):
            raise SettingAlreadyNamed
        tx.settings.add(setting, at=now)
        tx.settings.put_chosen(setting, request.person)
        return setting

    return await store.write(decide)


def _named(request: NameSetting) -> Setting:
    if not request.name.strip():
        raise NameMissing
    if request.opens_at >= request.closes_at:
        raise HoursOutOfOrder
    if not request.leaders:
        raise NoCareersLeader
    return Setting(
        id=request.setting,
        workspace=request.workspace,
        name=request.name,
        kind=request.kind,
        phase=request.phase,
        opens_at=request.opens_at,
        closes_at=request.closes_at,
        run_by=request.run_by,
        leaders=request.leaders,
    )
