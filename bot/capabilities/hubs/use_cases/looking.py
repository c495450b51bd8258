"""What stands on Home about hubs, and what their messages say."""

from dataclasses import dataclass

from bot.capabilities.hubs.use_cases.joining import Place
from bot.kit.hub_standing import Asker
from maturity_model.hub import Hub, MemberSetting
from maturity_model.ids import MemberSettingId, SettingId
from maturity_model.notice import Notice
from maturity_model.permission import Action, may, standings
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class HubOverview:
    """A hub as its staff see it, with how many settings it has; `works` is whether the viewer is of its staff."""

    hub: Hub
    members: int
    works: bool


@dataclass(frozen=True, kw_only=True)
class HubNews:
    """What somebody of a hub is told about a setting."""

    hub: Hub
    member: MemberSetting


async def list_hubs(store: Store, asker: Asker, *, is_admin: bool) -> list[HubOverview]:
    """The hubs that a person works for, and for a workspace admin those at home in the workspace."""

    def look(tx: Transaction) -> list[HubOverview]:
        own = tx.hubs.list_by_staff(asker.as_staff)
        here = tx.hubs.list_by_workspace(asker.workspace) if is_admin else []
        return [
            HubOverview(hub=hub, members=len(tx.member_settings.list_by_hub(hub.id)), works=hub in own)
            for hub in {hub.id: hub for hub in (*own, *here)}.values()
        ]

    return await store.read(look)


def leads(setting: Setting, asker: Asker) -> bool:
    """Whether this person may have the setting join a hub."""
    return may(Action.JOIN_HUB, standings(asker.person, setting))


async def find_place(store: Store, asker: Asker, setting: SettingId) -> Place | None:
    """A setting's place in its hub, for its careers leaders; None for anybody else, and where it is in none.

    Raises:
        NothingThere: the workspace has no such setting.
    """

    def look(tx: Transaction) -> Place | None:
        found = tx.settings.get(asker.workspace, setting)
        if not leads(found, asker):
            return None
        member = tx.member_settings.find_by_setting(found.workspace, found.id)
        return Place(hub=tx.hubs.get(member.hub), member=member) if member else None

    return await store.read(look)


async def look_at_joining(store: Store, notice: Notice) -> HubNews | None:
    """What a consultant is told of a setting that joined or left; None where it is as it was, or they are none.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction) -> HubNews | None:
        hub = tx.hubs.get(notice.from_hub)
        member = tx.member_settings.find(hub.id, MemberSettingId(notice.about["member"]))
        works = any((one.workspace, one.person) == (notice.workspace, notice.person) for one in hub.staff)
        if member is None or not works:
            return None
        return HubNews(hub=hub, member=member)

    return await store.read(look)
