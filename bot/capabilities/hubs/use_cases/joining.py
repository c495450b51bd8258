"""A setting joins a hub, leaves it, and says what it may see."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from bot.kit.hub_places import require_context, take_out
from bot.kit.hub_standing import Asker
from maturity_model.errors import AlreadyInAHub, NothingThere, NotInAHub, TooManyTries, UnknownCode
from maturity_model.hub import (
    MOST_TRIES,
    MOST_TRIES_OF_WORKSPACE,
    TRIES_WITHIN,
    Hub,
    MemberSetting,
    least_busy,
    normal_code,
)
from maturity_model.hub_notices import closing_reminders, to_staff
from maturity_model.ids import MemberSettingId, SettingId
from maturity_model.notice_kinds import SETTING_JOINED, SETTING_LEFT
from maturity_model.permission import Action, require, standings
from maturity_model.school_hours import school_hours
from maturity_model.setting import Setting
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class TryCode(Asker):
    """A careers leader types the code that a hub gave out."""

    setting: SettingId
    code: str


@dataclass(frozen=True, kw_only=True)
class JoinHub(Asker):
    """A careers leader confirms that their setting joins the hub whose code they typed.

    `member` is the id that its place in the hub will have.
    """

    setting: SettingId
    code: str
    member: MemberSettingId
    trust: str
    learners: int | None
    shows_progress: bool


@dataclass(frozen=True, kw_only=True)
class AboutSetting(Asker):
    """A careers leader changes something about their setting's place in its hub."""

    setting: SettingId


@dataclass(frozen=True, kw_only=True)
class Invited:
    """The setting, and the hub that it would join."""

    setting: Setting
    hub: Hub


@dataclass(frozen=True, kw_only=True)
class Place:
    """A setting's place in its hub."""

    hub: Hub
    member: MemberSetting


async def prepare_joining(store: Store, asked: AboutSetting) -> Setting:
    """The setting that the person may have join a hub.

    Raises:
        NothingThere: the workspace has no such setting.
        NotAllowed: the person is not its careers leader.
        AlreadyInAHub: it belongs to one.
    """
    return await store.read(lambda tx: _setting_to_join(tx, asked, asked.setting))


async def try_code(store: Store, request: TryCode, *, now: datetime) -> Invited:
    """The hub that gives out this code. Whoever tries too many wrong ones waits for an hour.

    Raises:
        NothingThere: the workspace has no such setting.
        NotAllowed: the person is not its careers leader.
        AlreadyInAHub: the setting belongs to one.
        UnknownCode: no hub gives it out.
        TooManyTries: of this person, or of this workspace.
    """

    def decide(tx: Transaction) -> Invited | None:
        setting = _setting_to_join(tx, request, request.setting)
        tx.hubs.lock_tries(request.workspace)
        _require_patience(tx, request, now)
        hub = tx.hubs.find_by_code(normal_code(request.code))
        if hub is None:
            tx.hubs.add_try(request.workspace, request.person, at=now, forget=now - TRIES_WITHIN)
            return None  # and not a refusal, which would undo that the try counts
        return Invited(setting=setting, hub=hub)

    invited = await store.write(decide)
    if invited is None:
        raise UnknownCode
    return invited


async def join_hub(store: Store, request: JoinHub, *, zone: tzinfo, now: datetime) -> Place:
    """Let a setting belong to a hub; who of the staff looks after the fewest is its careers consultant, and is told.

    Joining again changes nothing. A setting that comes back finds what it had done before.

    Raises:
        NothingThere: the workspace has no such setting, or the id is one of another setting's places.
        NotAllowed: the person is not its careers leader.
        AlreadyInAHub: the setting belongs to another one.
        UnknownCode: the hub does not give out this code any more.
        TextTooLong: the trust's name is too long to be shown.
        LearnersOutOfRange: no setting has that few or that many.
    """

    def decide(tx: Transaction) -> Place:
        setting = _setting_of_leader(tx, request, request.setting, for_change=True)
        hub = tx.hubs.find_by_code(request.code)
        if hub is None:
            raise UnknownCode
        hub = tx.hubs.get_for_change(hub.id)
        known = tx.member_settings.find_by_setting(setting.workspace, setting.id)
        if known and known.hub == hub.id:
            return Place(hub=hub, member=known)
        if known:
            raise AlreadyInAHub(tx.hubs.get(known.hub).name)
        member = _take_in(tx, hub, setting, request, now)
        _owe_news_of_joining(tx, Place(hub=hub, member=member), setting, zone=zone, now=now)
        return Place(hub=hub, member=member)

    return await store.write(decide)


async def leave_hub(store: Store, asked: AboutSetting, *, now: datetime) -> None:
    """Let a setting leave its hub: nothing more comes from it, a request is withdrawn, its consultant is told.

    Leaving again changes nothing.

    Raises:
        NothingThere: the workspace has no such setting.
        NotAllowed: the person is not its careers leader.
    """

    def decide(tx: Transaction) -> None:
        setting = _setting_of_leader(tx, asked, asked.setting, for_change=True)
        if known := tx.member_settings.find_by_setting(setting.workspace, setting.id):
            hub = tx.hubs.get_for_change(known.hub)
            member = tx.member_settings.get(hub.id, known.id)  # as it is now that nobody else changes it
            take_out(tx, hub, member, asked, now=now)
            _tell_consultant(tx, Place(hub=hub, member=member), SETTING_LEFT, now=now)

    await store.write(decide)


async def show_progress(store: Store, asked: AboutSetting, *, shows: bool) -> None:
    """Let the hub see how far the setting's review is before it is agreed, or not any more.

    Raises:
        NothingThere: the workspace has no such setting.
        NotAllowed: the person is not its careers leader.
        NotInAHub: the setting belongs to none.
    """

    def decide(tx: Transaction) -> None:
        setting = _setting_of_leader(tx, asked, asked.setting)
        known = tx.member_settings.find_by_setting(setting.workspace, setting.id)
        if known is None:
            raise NotInAHub
        tx.hubs.get_for_change(known.hub)
        tx.member_settings.put(replace(tx.member_settings.get(known.hub, known.id), shows_progress=shows))

    await store.write(decide)


def _take_in(tx: Transaction, hub: Hub, setting: Setting, request: JoinHub, now: datetime) -> MemberSetting:
    require_context(request.trust, request.learners)
    former = tx.member_settings.find_former(hub.id, setting.id)
    member = MemberSetting(
        id=former.id if former else request.member,
        hub=hub.id,
        name=setting.name,
        kind=setting.kind,
        phase=setting.phase,
        joined_at=now,
        trust=request.trust,
        learners=request.learners,
        workspace=setting.workspace,
        setting=setting.id,
        consultant=least_busy(hub.staff, tx.member_settings.list_by_hub(hub.id)),
        shows_progress=request.shows_progress,
        leaders=setting.leaders,
    )
    if former is None and not tx.member_settings.add(member, hub=hub):
        raise NothingThere
    waits = tx.histories.get(member).agreed_on is None
    tx.member_settings.put(replace(member, waits_for_review=waits))
    return tx.member_settings.get(hub.id, member.id)


def _owe_news_of_joining(tx: Transaction, place: Place, setting: Setting, *, zone: tzinfo, now: datetime) -> None:
    _tell_consultant(tx, place, SETTING_JOINED, now=now)
    hours = school_hours(setting, zone)
    ahead = tx.booking_weeks.list_ahead(place.hub.id, today=hours.day_of(now))
    for announcement in {week.announcement: None for week in ahead}:
        together = [week for week in ahead if week.announcement == announcement]
        tx.notices.plan_again(closing_reminders(place.member, together, hours, now=now))


def _tell_consultant(tx: Transaction, place: Place, kind: str, *, now: datetime) -> None:
    about = {"member": place.member.id, "at": str(int(now.timestamp()))}
    if place.member.consultant:
        tx.notices.plan(to_staff(place.member.consultant, place.hub, kind, about, due_at=now))


def _setting_of_leader(tx: Transaction, asker: Asker, setting: SettingId, *, for_change: bool = False) -> Setting:
    get = tx.settings.get_for_change if for_change else tx.settings.get
    found = get(asker.workspace, setting)
    require(Action.JOIN_HUB, standings(asker.person, found))
    return found


def _setting_to_join(tx: Transaction, asker: Asker, setting: SettingId) -> Setting:
    found = _setting_of_leader(tx, asker, setting)
    if known := tx.member_settings.find_by_setting(found.workspace, found.id):
        raise AlreadyInAHub(tx.hubs.get(known.hub).name)
    return found


def _require_patience(tx: Transaction, request: TryCode, now: datetime) -> None:
    tries = tx.hubs.list_tries(request.workspace, since=now - TRIES_WITHIN)
    own = [at for person, at in tries if person == request.person]
    for several, most in ((own, MOST_TRIES), ([at for _, at in tries], MOST_TRIES_OF_WORKSPACE)):
        if len(several) >= most:
            again_at = several[-most] + TRIES_WITHIN
            raise TooManyTries(max(-(-(again_at - now) // timedelta(minutes=1)), 1))
