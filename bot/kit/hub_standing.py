"""Who may do something with a hub or with one of its settings: asked by every decision about them."""

from dataclasses import dataclass

from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, MemberSetting, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId, WorkspaceId
from maturity_model.permission import Action, Standing, hub_standings, require
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks for something, and where."""

    workspace: WorkspaceId
    person: PersonId

    @property
    def as_staff(self) -> Staff:
        """The same person as a hub knows its staff."""
        return Staff(workspace=self.workspace, person=self.person)


def hub_of_staff(tx: Transaction, asker: Asker, hub: HubId, *, for_change: bool = False) -> Hub:
    """A hub that this person works for.

    Raises:
        NothingThere: there is no such hub, or it is another workspace's and the person is not of its staff.
        NotAllowed: the person is not of its staff.
    """
    found = tx.hubs.get_for_change(hub) if for_change else tx.hubs.get(hub)
    require_within_sight(asker, found)
    require(Action.RUN_HUB, hub_standings(asker.as_staff, found))
    return found


def require_within_sight(asker: Asker, hub: Hub) -> None:
    """Refuse whoever is neither in a hub's workspace nor of its staff, as if there were no such hub.

    Raises:
        NothingThere: the person is neither.
    """
    if asker.workspace != hub.workspace and asker.as_staff not in hub.staff:
        raise NothingThere


def member_for(tx: Transaction, asker: Asker, action: Action, hub: Hub, member: MemberSettingId) -> MemberSetting:
    """A setting of a hub with which this person may do that, as its careers leader or as staff of the hub.

    Raises:
        NothingThere: the hub has no such setting, or the person is neither.
        NotAllowed: what they are does not cover it.
    """
    found = tx.member_settings.get(hub.id, member)
    held = hub_standings(asker.as_staff, hub)
    if found.is_led_by(asker.workspace, asker.person):
        held |= {Standing.CAREERS_LEADER}
    if not held:
        raise NothingThere
    require(action, held)
    return found
