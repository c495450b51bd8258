"""Making a hub, and saying who works for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.kit.hub_places import find_new_consultants
from bot.kit.hub_standing import Asker, require_within_sight
from maturity_model.errors import NameMissing, NoStaff, NothingThere, TextTooLong, TooManyStaff
from maturity_model.hub import MOST_STAFF, Hub, Staff
from maturity_model.ids import ChannelId, HubId, PersonId
from maturity_model.permission import Action, Standing, hub_standings, require
from maturity_model.setting import LONGEST_NAME
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class MakeHub(Asker):
    """A workspace admin makes a hub; `hub` and `code` are the id and the code that it will have."""

    is_admin: bool
    hub: HubId
    code: str
    name: str
    channel: ChannelId | None
    staff: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class SetStaff(Asker):
    """A workspace admin, or somebody of the hub, says who works for it."""

    is_admin: bool
    hub: HubId
    channel: ChannelId | None
    staff: frozenset[PersonId]


def prepare_hub(*, is_admin: bool) -> None:
    """Refuse whoever may not make a hub, before they fill in the form.

    Raises:
        NotAllowed: the person is no workspace admin.
    """
    require(Action.MAKE_HUB, _admin(is_admin=is_admin))


async def make_hub(store: Store, request: MakeHub, *, now: datetime) -> Hub:
    """Make a hub with its first staff. The same form sent in twice makes it once.

    Raises:
        NotAllowed: the person is no workspace admin.
        NothingThere: the id is one of another workspace's hubs.
        NameMissing: the name is blank.
        TextTooLong: the name is too long to be shown.
        NoStaff: nobody would look after it.
        TooManyStaff: more than a hub has.
    """

    def decide(tx: Transaction) -> Hub:
        require(Action.MAKE_HUB, _admin(is_admin=request.is_admin))
        hub = _made(request)
        if tx.hubs.add(hub, at=now):
            return hub
        return _of_workspace(tx.hubs.get(hub.id), request)

    return await store.write(decide)


async def prepare_staff(store: Store, asker: Asker, hub: HubId, *, is_admin: bool) -> Hub:
    """A hub whose staff the person may name.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person neither works for it nor administers its workspace.
    """

    def look(tx: Transaction) -> Hub:
        found = tx.hubs.get(hub)
        _require_naming(found, asker, is_admin=is_admin)
        return found

    return await store.read(look)


async def set_staff(store: Store, request: SetStaff, *, now: datetime) -> Hub:
    """Say who of the hub's own workspace works for it, in place of those before, and which channel it uses.

    The settings of a consultant who is none any more go to whoever looks after the fewest, with what they ask for.
    Saying the same again changes nothing.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person neither works for it nor administers its workspace.
        NoStaff: nobody would be left.
        TooManyStaff: more than a hub has.
    """

    def decide(tx: Transaction) -> Hub:
        hub = tx.hubs.get_for_change(request.hub)
        _require_naming(hub, request, is_admin=request.is_admin)
        elsewhere = {one for one in hub.staff if one.workspace != hub.workspace}
        changed = replace(hub, channel=request.channel, staff=_staff(hub, request.staff) | elsewhere)
        _require_few(changed.staff)
        tx.hubs.put(changed)
        tx.hubs.put_staff(changed)
        find_new_consultants(tx, changed, now=now)
        return changed

    return await store.write(decide)


def _made(request: MakeHub) -> Hub:
    if not request.name.strip():
        raise NameMissing
    if len(request.name) > LONGEST_NAME:
        raise TextTooLong(LONGEST_NAME)
    hub = Hub(
        id=request.hub,
        workspace=request.workspace,
        name=request.name.strip(),
        code=request.code,
        channel=request.channel,
    )
    staff = _staff(hub, request.staff)
    _require_few(staff)
    return replace(hub, staff=staff)


def _staff(hub: Hub, people: Iterable[PersonId]) -> frozenset[Staff]:
    return frozenset(Staff(workspace=hub.workspace, person=person) for person in people)


def _require_few(staff: frozenset[Staff]) -> None:
    if not staff:
        raise NoStaff
    if len(staff) > MOST_STAFF:
        raise TooManyStaff(MOST_STAFF)


def _require_naming(hub: Hub, asker: Asker, *, is_admin: bool) -> None:
    require_within_sight(asker, hub)
    administers = is_admin and hub.workspace == asker.workspace
    require(Action.NAME_HUB_STAFF, hub_standings(asker.as_staff, hub) | _admin(is_admin=administers))


def _admin(*, is_admin: bool) -> frozenset[Standing]:
    return frozenset({Standing.WORKSPACE_ADMIN}) if is_admin else frozenset()


def _of_workspace(hub: Hub, request: MakeHub) -> Hub:
    if hub.workspace != request.workspace:
        raise NothingThere
    return hub
