"""Which setting somebody looks at, or means, where a workspace holds several."""

from dataclasses import dataclass

from maturity_model.errors import NothingThere, SettingMissing
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, require, standings
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class InView:
    """The setting in view, those the person belongs to, and the others that a workspace admin may look at; by name."""

    setting: Setting | None
    settings: tuple[Setting, ...]
    others: tuple[Setting, ...] = ()


async def find_in_view(store: Store, workspace: WorkspaceId, person: PersonId, *, is_admin: bool) -> InView:
    """Which setting somebody looks at.

    That is the one they chose while they may see it, else the first they lead, else the first they belong to. Who
    belongs to none looks at the workspace's only setting; where it holds several, at none until they choose one.
    """

    def look(tx: Transaction) -> InView:
        own = tuple(tx.settings.list_by_person(workspace, person))
        known = {setting.id for setting in own}
        every = tx.settings.list_by_workspace(workspace) if is_admin or not own else ()
        others = tuple(setting for setting in every if setting.id not in known)
        chosen = tx.settings.find_chosen(workspace, person)
        return _in_view(own, others, chosen, person=person, is_admin=is_admin)

    return await store.read(look)


def _in_view(
    own: tuple[Setting, ...], others: tuple[Setting, ...], chosen: SettingId | None, *, person: PersonId, is_admin: bool
) -> InView:
    offered = (*own, *others) if is_admin else own
    wanted = [setting for setting in offered if setting.id == chosen]
    led = [setting for setting in own if person in setting.leaders]
    only = others if not own and len(others) == 1 else ()
    setting = next(iter((*wanted, *led, *own, *only)), None)
    return InView(setting=setting, settings=own, others=others if is_admin else ())


def settings_meant(
    tx: Transaction, workspace: WorkspaceId, person: PersonId, named: SettingId | None, *, is_admin: bool = False
) -> list[Setting]:
    """The settings that somebody can mean: the one that is named, else those they lead, else any where they are admin.

    None is named by a command, nor by a button that was drawn when a workspace held one setting only.

    Raises:
        NothingThere: the workspace has no such setting.
        SettingMissing: nobody has named a setting in this workspace yet.
    """
    if named is not None:
        return [tx.settings.get(workspace, named)]
    every = tx.settings.list_by_workspace(workspace)
    if not every:
        raise SettingMissing
    led = [setting for setting in every if person in setting.leaders]
    return led or (every if is_admin else [])


def setting_meant(
    tx: Transaction, workspace: WorkspaceId, person: PersonId, named: SettingId | None, *, is_admin: bool = False
) -> Setting:
    """The one setting that somebody can mean.

    Raises:
        NothingThere: the workspace has no such setting, or none is named and they could mean none or several.
        SettingMissing: nobody has named a setting in this workspace yet.
    """
    found = settings_meant(tx, workspace, person, named, is_admin=is_admin)
    if len(found) != 1:
        raise NothingThere
    return found[0]


async def get_meant_setting(
    store: Store, action: Action, workspace: WorkspaceId, person: PersonId, named: SettingId | None
) -> Setting:
    """The one setting that somebody can mean and may do this to; where none is named, the only one that they lead.

    Raises:
        NothingThere: the workspace has no such setting, or it does not say which.
        SettingMissing: nobody has named a setting yet.
        NotAllowed: the person may not.
    """

    def look(tx: Transaction) -> Setting:
        setting = setting_meant(tx, workspace, person, named)
        require(action, standings(person, setting))
        return setting

    return await store.read(look)
