"""What is said of weeks: in the hub's channel, to careers leaders, and to consultants who write to others by hand."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Final

from maturity_model.booking import BookingState, History, Turn
from maturity_model.booking_week import BookingWeek
from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, MemberSetting, Staff
from maturity_model.hub_notices import to_leaders
from maturity_model.ids import MemberSettingId, WeekId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import ASKED_AGAIN
from maturity_model.school_hours import school_hours
from storage.store import Store
from storage.transaction import Transaction

HAD: Final = "had"
"""What a notice of a withdrawn week keeps: how a setting stood with it until then."""


@dataclass(frozen=True, kw_only=True)
class Open:
    """What a careers leader is told: the weeks that their setting can ask for, whether it may, and whether it has."""

    hub: Hub
    member: MemberSetting
    weeks: tuple[BookingWeek, ...]
    history: History
    is_ready: bool
    has_answered: bool
    full: frozenset[WeekId] = frozenset()  # those whose places are all taken; one may still wait for them


@dataclass(frozen=True, kw_only=True)
class Spread:
    """An announcement as a whole: its weeks, and how many settings may ask now, after their review, or after others."""

    hub: Hub
    weeks: tuple[BookingWeek, ...]
    ready: int
    later: int
    lately: int
    by_email: tuple[MemberSetting, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChangedWeek:
    """What a setting is told of a week that it asked for, as it is now; `had_it` says that its place was confirmed."""

    hub: Hub
    member: MemberSetting
    week: BookingWeek
    had_it: bool


async def look_at_weeks(store: Store, notice: Notice, *, zone: tzinfo, now: datetime) -> Open | None:
    """What an announcement says to one careers leader; None where they have left, or none of its weeks is open.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction) -> Open | None:
        hub, member = tx.hubs.get(notice.from_hub), _member(tx, notice)
        today = now.astimezone(zone).date()
        weeks = _open_weeks(tx, hub, notice.about.get("announcement"), today)
        if member is None or not weeks:
            return None
        history = tx.histories.get(member)
        return Open(
            hub=hub,
            member=member,
            weeks=weeks,
            history=history,
            is_ready=history.is_ready(weeks[-1].last_on),
            has_answered=_has_answered(tx, hub, member, weeks, today),
            full=_full(tx, hub, weeks),
        )

    return await store.read(look)


async def look_at_announcement(store: Store, notice: Notice, *, zone: tzinfo, now: datetime) -> Spread | None:
    """What the hub's channel, or a consultant of settings without Slack, is told; None where no week is left.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction) -> Spread | None:
        hub = tx.hubs.get(notice.from_hub)
        weeks = _open_weeks(tx, hub, notice.about["announcement"], now.astimezone(zone).date())
        if not weeks:
            return None
        by_turn = members_by_turn(tx, hub, weeks)
        members = tx.member_settings.list_by_hub(hub.id)
        theirs = (m for m in members if not m.in_slack and m.consultant and m.consultant.person == notice.person)
        return Spread(
            hub=hub,
            weeks=weeks,
            ready=len(by_turn[Turn.READY]),
            later=len(by_turn[Turn.REVIEW_FIRST]),
            lately=len(by_turn[Turn.LATELY]),
            by_email=tuple(theirs),
        )

    return await store.read(look)


async def look_at_unanswered(store: Store, notice: Notice, *, zone: tzinfo, now: datetime) -> Spread | None:
    """What a consultant reminds settings of that are not in Slack, may ask and have said nothing; None without any.

    Raises:
        NothingThere: there is no such hub.
    """

    def look(tx: Transaction, spread: Spread) -> Spread | None:
        ready = members_by_turn(tx, spread.hub, spread.weeks)[Turn.READY]
        weeks = {week.id for week in spread.weeks}
        ahead = {week.id for week in tx.booking_weeks.list_ahead(spread.hub.id, today=now.astimezone(zone).date())}
        bookings = tx.bookings.list_by_hub(spread.hub.id)
        answered = {booking.member for booking in bookings if booking.answers(weeks, ahead)}
        silent = tuple(each for each in spread.by_email if each in ready and each.id not in answered)
        return replace(spread, by_email=silent) if silent else None

    spread = await look_at_announcement(store, notice, zone=zone, now=now)
    return await store.read(lambda tx: look(tx, spread)) if spread else None


async def look_at_change(store: Store, notice: Notice) -> ChangedWeek | None:
    """What a setting is told of a week that changed; None where its reader, or the request, has left.

    Raises:
        NothingThere: there is no such hub or week.
    """

    def look(tx: Transaction) -> ChangedWeek | None:
        hub = tx.hubs.get(notice.from_hub)
        week = tx.booking_weeks.get(hub.id, WeekId(notice.about["week"]))
        member = _member(tx, notice) or _by_hand(tx, hub, notice)
        booking = tx.bookings.find(member.id) if member else None
        if member is None or booking is None or not (week.withdrawn or booking.is_for(week.id)):
            return None
        state = notice.about.get(HAD) if week.withdrawn else booking.state
        return ChangedWeek(hub=hub, member=member, week=week, had_it=state == BookingState.CONFIRMED)

    return await store.read(look)


def members_by_turn(
    tx: Transaction, hub: Hub, weeks: Collection[BookingWeek]
) -> Mapping[Turn, tuple[MemberSetting, ...]]:
    """The settings of a hub by how they stand with weeks, by name."""
    members, histories = tx.member_settings.list_by_hub(hub.id), tx.histories.list_by_hub(hub.id)
    last = max(week.last_on for week in weeks)
    turns = {member: histories[member.id].turn(last) for member in members}
    return {turn: tuple(member for member in members if turns[member] is turn) for turn in Turn}


async def ask_again(store: Store, *, zone: tzinfo, now: datetime) -> bool:
    """Owe a word to every setting whose review came first and is agreed now, where weeks are open; say if any is owed.

    Which settings wait is looked up at the same time, so that one whose review was taken back waits again. The second
    time changes nothing.
    """
    if await store.read(lambda tx: tx.member_settings.is_any_unready()):
        await store.write(lambda tx: tx.member_settings.mark_unready())
    waiting = await store.read(lambda tx: tx.member_settings.list_ready_again())
    owed = [await _ask_one_again(store, member, zone=zone, now=now) for member in waiting]
    return any(owed)


async def _ask_one_again(store: Store, member: MemberSetting, *, zone: tzinfo, now: datetime) -> bool:
    def decide(tx: Transaction) -> bool:
        hub = tx.hubs.get_for_change(member.hub)
        weeks = _open_weeks(tx, hub, None, now.astimezone(zone).date())
        current = tx.member_settings.get(hub.id, member.id)
        if not current.waits_for_review:
            return False
        tx.member_settings.put(replace(current, waits_for_review=False))
        if not weeks:
            return False
        tx.hub_notices.withdraw(hub.id, ASKED_AGAIN, member=current.id)
        about = {"at": str(int(now.timestamp()))}
        morning = _morning_after(tx, current, zone=zone, now=now)
        tx.notices.plan_again(list(to_leaders(current, ASKED_AGAIN, about, due_at=morning)))
        return True

    try:
        return await store.write(decide)
    except NothingThere:  # it has left the hub a moment ago
        return False


def _morning_after(tx: Transaction, member: MemberSetting, *, zone: tzinfo, now: datetime) -> datetime:
    """The next school morning: on the day of the meeting everybody has met already."""
    if member.workspace is None or member.setting is None:
        return now
    hours = school_hours(tx.settings.get(member.workspace, member.setting), zone)
    return hours.morning_after(now) or now


def _member(tx: Transaction, notice: Notice) -> MemberSetting | None:
    """The setting that a notice is about, if its reader still leads careers there and it is still in the hub."""
    member = tx.member_settings.find(notice.from_hub, MemberSettingId(notice.about["member"]))
    is_theirs = member and member.left_at is None and notice.person in member.leaders
    return member if is_theirs else None


def _by_hand(tx: Transaction, hub: Hub, notice: Notice) -> MemberSetting | None:
    """The setting without Slack that a notice is about, if its reader still works for the hub."""
    member = tx.member_settings.find(hub.id, MemberSettingId(notice.about["member"]))
    works = notice.person and Staff(workspace=notice.workspace, person=notice.person) in hub.staff
    return member if works and member and member.left_at is None and not member.in_slack else None


def _has_answered(
    tx: Transaction, hub: Hub, member: MemberSetting, weeks: Collection[BookingWeek], today: date
) -> bool:
    booking = tx.bookings.find(member.id)
    ahead = {week.id for week in tx.booking_weeks.list_ahead(hub.id, today=today)}
    return booking is not None and booking.answers({week.id for week in weeks}, ahead)


def _full(tx: Transaction, hub: Hub, weeks: Collection[BookingWeek]) -> frozenset[WeekId]:
    """The weeks whose places are all taken."""
    taken = Counter(b.week for b in tx.bookings.list_by_hub(hub.id) if b.state is BookingState.CONFIRMED)
    return frozenset(week.id for week in weeks if taken[week.id] >= week.places)


def _open_weeks(tx: Transaction, hub: Hub, announcement: str | None, today: date) -> tuple[BookingWeek, ...]:
    """The weeks that can be asked for, by day: those of one announcement, or all."""
    ahead = tx.booking_weeks.list_ahead(hub.id, today=today)
    return tuple(w for w in ahead if w.takes_requests(today) and announcement in {None, w.announcement})
