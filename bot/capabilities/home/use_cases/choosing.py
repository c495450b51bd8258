"""Choosing which setting to look at."""

from dataclasses import dataclass

from maturity_model.errors import NothingThere
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class ChooseSetting:
    """Somebody wants to look at another setting."""

    workspace: WorkspaceId
    person: PersonId
    is_admin: bool
    setting: SettingId


async def choose_setting(store: Store, request: ChooseSetting) -> None:
    """Look at a setting from now on, until another one is chosen. Choosing the same again changes nothing.

    Raises:
        NothingThere: the workspace has no such setting, or the person neither belongs to it nor is workspace admin.
    """

    def decide(tx: Transaction) -> None:
        setting = tx.settings.get(request.workspace, request.setting)
        own = tx.settings.list_by_person(request.workspace, request.person)
        if not request.is_admin and setting not in own:
            raise NothingThere
        tx.settings.put_chosen(setting, request.person)

    await store.write(decide)
