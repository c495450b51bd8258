"""Who leads careers in a setting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.kit.hub_places import bring_to_leaders
from bot.kit.in_view import setting_meant, settings_meant
from maturity_model.errors import LastCareersLeader
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, require, standings, with_admin
from maturity_model.review import Capacity, Member, Review
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class AddCareersLeaders:
    """A careers leader or a workspace admin names more careers leaders.

    `setting` is None where what they press was drawn when it did not say which.
    """

    workspace: WorkspaceId
    person: PersonId
    setting: SettingId | None
    is_admin: bool
    leaders: frozenset[PersonId]


@dataclass(frozen=True, kw_only=True)
class StepDown:
    """A careers leader stops being one."""

    workspace: WorkspaceId
    person: PersonId
    setting: SettingId | None


@dataclass(frozen=True, kw_only=True)
class AskedForLeaders:
    """Somebody wants to name more careers leaders; `setting` is None where they could not say which yet."""

    workspace: WorkspaceId
    person: PersonId
    is_admin: bool
    setting: SettingId | None


async def prepare_leaders(store: Store, request: AskedForLeaders) -> tuple[Setting, ...]:
    """The settings, one or several, for which this person can have meant to name more careers leaders.

    Raises:
        NothingThere: the workspace has no such setting.
        SettingMissing: nobody has named a setting yet.
        NotAllowed: the person is neither a careers leader nor a workspace admin.
    """

    def look(tx: Transaction) -> tuple[Setting, ...]:
        asked = (request.workspace, request.person, request.setting)
        meant = settings_meant(tx, *asked, is_admin=request.is_admin)
        held = standings(request.person, meant[0] if meant else None)
        require(Action.ADD_CAREERS_LEADER, with_admin(held, is_admin=request.is_admin))
        return tuple(meant)

    return await store.read(look)


async def add_careers_leaders(store: Store, request: AddCareersLeaders) -> Setting:
    """Make more people careers leaders, of the running review too; those who are stay so.

    What the setting's hub still owes the others it owes them as well.

    Raises:
        NothingThere: the workspace has no such setting, or it does not say which.
        SettingMissing: nobody has named a setting yet.
        NotAllowed: the person is neither a careers leader nor a workspace admin.
    """

    def decide(tx: Transaction) -> Setting:
        setting = _setting_for_change(tx, request, is_admin=request.is_admin)
        held = with_admin(standings(request.person, setting), is_admin=request.is_admin)
        require(Action.ADD_CAREERS_LEADER, held)
        _add_to_running(tx, setting, request.leaders - setting.leaders)
        changed = replace(setting, leaders=setting.leaders | request.leaders)
        tx.settings.put_leaders(changed, changed.leaders)
        bring_to_leaders(tx, changed, request.leaders - setting.leaders)
        return changed

    return await store.write(decide)


async def step_down(store: Store, request: StepDown) -> None:
    """Stop being a careers leader, in the running review too. Stepping down again changes nothing.

    Raises:
        NothingThere: the workspace has no such setting, or it does not say which.
        SettingMissing: nobody has named a setting yet.
        LastCareersLeader: nobody would be left.
    """

    def decide(tx: Transaction) -> None:
        setting = _setting_for_change(tx, request)
        if request.person not in setting.leaders:
            return
        if setting.leaders == {request.person}:
            raise LastCareersLeader
        _take_from_running(tx, setting, request.person)
        tx.settings.put_leaders(setting, setting.leaders - {request.person})

    await store.write(decide)


def _setting_for_change(tx: Transaction, request: AddCareersLeaders | StepDown, *, is_admin: bool = False) -> Setting:
    asked = (request.workspace, request.person, request.setting)
    setting = setting_meant(tx, *asked, is_admin=is_admin)
    return tx.settings.get_for_change(request.workspace, setting.id)


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
