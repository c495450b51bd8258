"""Which setting somebody looks at, where a workspace holds several."""

from dataclasses import dataclass

from maturity_model.ids import PersonId, SettingId, WorkspaceId
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
