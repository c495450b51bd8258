"""Naming the setting and its careers leaders; falling silent when the bot is taken out of a workspace."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from maturity_model.errors import (
    HoursOutOfOrder,
    LastCareersLeader,
    NameMissing,
    NoCareersLeader,
    SettingAlreadyNamed,
    SettingMissing,
)
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, Standing, require, standings
from maturity_model.review import Capacity, Member, Review
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


@dataclass(frozen=True, kw_only=True)
class AddCareersLeaders:
    """A careers leader or a workspace admin names more careers leaders."""

    workspace: WorkspaceId
    person: PersonId
    is_admin: bool
    leaders: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class StepDown:
    """A careers leader stops being one."""

    workspace: WorkspaceId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class StopMessages:
    """The bot was taken out of a workspace."""

    workspace: WorkspaceId


async def find_setting(store: Store, workspace: WorkspaceId) -> Setting | None:
    """The workspace's setting, which anybody there may know of."""
    return await store.read(lambda tx: tx.settings.find_by_workspace(workspace))


async def prepare_setting(store: Store, workspace: WorkspaceId, person: PersonId, *, is_admin: bool) -> None:
    """Refuse whoever may not name the setting, before they fill in the form.

    Raises:
        NotAllowed: the person is no workspace admin.
        SettingAlreadyNamed: somebody else was quicker.
    """

    def look(tx: Transaction) -> None:
        require(Action.NAME_SETTING, _with_admin(standings(person, None), is_admin=is_admin))
        if tx.settings.find_by_workspace(workspace):
            raise SettingAlreadyNamed

    await store.read(look)


async def name_setting(store: Store, request: NameSetting, *, now: datetime) -> Setting:
    """Name the workspace's setting and its careers leaders.

    The same form sent in twice names it once.

    Raises:
        NotAllowed: the person is no workspace admin.
        NothingThere: the id is one of another workspace's settings.
        SettingAlreadyNamed: somebody else was quicker.
        NameMissing: the name is blank.
        TextTooLong: the name is too long to be shown.
        HoursOutOfOrder: school ends before it begins.
        NoCareersLeader: nobody would lead careers.
    """

    def decide(tx: Transaction) -> Setting:
        require(Action.NAME_SETTING, _with_admin(standings(request.person, None), is_admin=request.is_admin))
        known = tx.settings.find_for_naming(request.workspace)
        if known and known.id == request.setting:
            return known
        if known:
            raise SettingAlreadyNamed
        setting = _named(request)
        tx.settings.add(setting, at=now)
        return setting

    return await store.write(decide)


async def prepare_leaders(store: Store, workspace: WorkspaceId, person: PersonId, *, is_admin: bool) -> None:
    """Refuse whoever may not name more careers leaders, before they choose some.

    Raises:
        SettingMissing: nobody has named the setting yet.
        NotAllowed: the person is neither a careers leader nor a workspace admin.
    """

    def look(tx: Transaction) -> None:
        setting = tx.settings.find_by_workspace(workspace)
        if setting is None:
            raise SettingMissing
        require(Action.ADD_CAREERS_LEADER, _with_admin(standings(person, setting), is_admin=is_admin))

    await store.read(look)


async def add_careers_leaders(store: Store, request: AddCareersLeaders) -> Setting:
    """Make more people careers leaders, of the running review too; those who are stay so.

    Raises:
        SettingMissing: nobody has named the setting yet.
        NotAllowed: the person is neither a careers leader nor a workspace admin.
    """

    def decide(tx: Transaction) -> Setting:
        setting = _setting_for_change(tx, request.workspace)
        held = _with_admin(standings(request.person, setting), is_admin=request.is_admin)
        require(Action.ADD_CAREERS_LEADER, held)
        _add_to_running(tx, setting, request.leaders - setting.leaders)
        changed = replace(setting, leaders=setting.leaders | request.leaders)
        tx.settings.put_leaders(changed, changed.leaders)
        return changed

    return await store.write(decide)


async def step_down(store: Store, request: StepDown) -> None:
    """Stop being a careers leader, in the running review too. Stepping down again changes nothing.

    Raises:
        SettingMissing: nobody has named the setting yet.
        LastCareersLeader: nobody would be left.
    """

    def decide(tx: Transaction) -> None:
        setting = _setting_for_change(tx, request.workspace)
        if request.person not in setting.leaders:
            return
        if setting.leaders == {request.person}:
            raise LastCareersLeader
        _take_from_running(tx, setting, request.person)
        tx.settings.put_leaders(setting, setting.leaders - {request.person})

    await store.write(decide)


async def stop_messages(store: Store, request: StopMessages) -> None:
    """Withdraw every message that the bot still owes anybody in the workspace. The second time is harmless."""

    def decide(tx: Transaction) -> None:
        tx.notices.withdraw_workspace(request.workspace)

    await store.write(decide)


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


def _setting_for_change(tx: Transaction, workspace: WorkspaceId) -> Setting:
    setting = tx.settings.find_by_workspace(workspace)
    if setting is None:
        raise SettingMissing
    return tx.settings.get_for_change(workspace, setting.id)


def _with_admin(held: frozenset[Standing], *, is_admin: bool) -> frozenset[Standing]:
    return held | {Standing.WORKSPACE_ADMIN} if is_admin else held


def _add_to_running(tx: Transaction, setting: Setting, people: Iterable[PersonId]) -> None:
    review = _running_for_change(tx, setting)
    if review is None:
        return
    for person in sorted(people):
        member = review.members.get(person) or Member(person=person, capacities=frozenset())
        tx.reviews.put_member(review, member.taking_part_as(Capacity.CAREERS_LEADER))


def _take_from_running(tx: Transaction, setting: Setting, person: PersonId) -> None:
    review = _running_for_change(tx, setting)
    member = review.members.get(person) if review else None
    if review and member:
        left = member.capacities - {Capacity.CAREERS_LEADER}
        tx.reviews.put_member(review, replace(member, capacities=left, removed=member.removed or not left))


def _running_for_change(tx: Transaction, setting: Setting) -> Review | None:
    running = tx.reviews.find_running(setting.workspace, setting.id)
    return tx.reviews.get_for_change(setting.workspace, running.id) if running else None
