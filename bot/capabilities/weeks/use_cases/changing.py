"""Changing a week that was announced, and withdrawing it: whoever asked for it hears of that once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import chain

from bot.capabilities.weeks.use_cases.reminding import reminders_of
from bot.kit.hub_standing import Asker, hub_of_staff
from maturity_model.booking import Booking, BookingState
from maturity_model.booking_week import BookingWeek, require_sound
from maturity_model.errors import TooFewPlaces, WeekNotOpen
from maturity_model.hub import Hub
from maturity_model.hub_notices import to_leaders
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice_kinds import REQUESTS_CLOSE, WEEK_CHANGED
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class AboutWeek(Asker):
    """Somebody asks for something about a week of a hub."""

    hub: HubId
    week: WeekId


@dataclass(frozen=True, kw_only=True)
class ChangeWeek(AboutWeek):
    """Hub staff change a week that was announced."""

    first_on: date
    last_on: date
    closes_on: date
    trios: int
    facilitators: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A week as it is now, and those who asked for it and are not in Slack, so that somebody has to write to them."""

    week: BookingWeek
    by_email: tuple[str, ...]


async def get_week(store: Store, asked: AboutWeek) -> BookingWeek:
    """A week that the person may change.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
        WeekNotOpen: it was withdrawn.
    """

    def look(tx: Transaction) -> BookingWeek:
        return _announced(tx, hub_of_staff(tx, asked, asked.hub), asked.week)

    return await store.read(look)


async def change_week(store: Store, request: ChangeWeek, *, zone: tzinfo, now: datetime) -> Changed:
    """Change a week's days, its closing day, its places or who facilitates.

    Whoever asked for it is told once, unless only the facilitators changed. Asking for what stands changes nothing.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
        WeekNotOpen: it was withdrawn.
        WeekInThePast: it would have begun, or end before it begins.
        WeekTooLong: it would last longer than any.
        WeeksOverlap: it would share a day with another one.
        ClosesTooLate: requests would close when it has begun.
        ClosesInThePast: requests would have closed already.
        TriosOutOfRange: nobody plans that few or that many.
        TooFewPlaces: more settings are confirmed already.
    """

    def decide(tx: Transaction) -> Changed:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        week = _announced(tx, hub, request.week)
        changed = _changed(week, request)
        if changed == week:
            return Changed(week=week, by_email=())
        require_sound(changed, tx.booking_weeks.list_by_hub(hub.id), now.astimezone(zone).date())
        _require_room(tx, changed)
        changed = replace(changed, version=week.version + 1)
        tx.booking_weeks.put(changed)
        _move_reminders(tx, hub, changed, zone=zone, now=now)
        is_news = replace(changed, facilitators=week.facilitators, version=week.version) != week
        return Changed(week=changed, by_email=_tell(tx, hub, changed, now=now) if is_news else ())

    return await store.write(decide)


async def withdraw_week(store: Store, request: AboutWeek, *, zone: tzinfo, now: datetime) -> Changed:
    """Take a week back. Whoever asked for it is told once, and who had it waits for the others they chose.

    Withdrawing it again changes nothing.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
    """

    def decide(tx: Transaction) -> Changed:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        week = tx.booking_weeks.get(hub.id, request.week)
        if week.withdrawn:
            return Changed(week=week, by_email=())
        withdrawn = replace(week, withdrawn=True, version=week.version + 1)
        tx.booking_weeks.put(withdrawn)
        told = _tell(tx, hub, withdrawn, now=now)
        for booking in tx.bookings.list_by_hub(hub.id):
            if booking.week == week.id and booking.state is BookingState.CONFIRMED:
                waits = booking.settled_as(BookingState.WAITING, by=request.person, at=now)
                tx.bookings.put(waits, hub=hub)
        _move_reminders(tx, hub, withdrawn, zone=zone, now=now)
        return Changed(week=withdrawn, by_email=told)

    return await store.write(decide)


def _announced(tx: Transaction, hub: Hub, week: WeekId) -> BookingWeek:
    found = tx.booking_weeks.get(hub.id, week)
    if found.withdrawn:
        raise WeekNotOpen
    return found


def _changed(week: BookingWeek, request: ChangeWeek) -> BookingWeek:
    return replace(
        week,
        first_on=request.first_on,
        last_on=request.last_on,
        closes_on=request.closes_on,
        trios=request.trios,
        facilitators=request.facilitators,
    )


def _require_room(tx: Transaction, week: BookingWeek) -> None:
    confirmed = sum(
        booking.state is BookingState.CONFIRMED and booking.is_for(week.id)
        for booking in tx.bookings.list_by_hub(week.hub)
    )
    if confirmed > week.places:
        raise TooFewPlaces(confirmed)


def _tell(tx: Transaction, hub: Hub, week: BookingWeek, *, now: datetime) -> tuple[str, ...]:
    """Owe a word to whoever asked for a week, in place of one about an earlier change that has not left yet."""
    tx.hub_notices.withdraw(hub.id, WEEK_CHANGED, week=week.id)
    about = {"week": week.id, "version": str(week.version)}
    members = {member.id: member for member in tx.member_settings.list_by_hub(hub.id)}
    asked = [members[booking.member] for booking in _asked_for(tx, hub, week) if booking.member in members]
    news = (to_leaders(member, WEEK_CHANGED, about, due_at=now) for member in asked)
    tx.notices.plan_again(list(chain.from_iterable(news)))
    return tuple(f"{member.name} <{member.contact}>" for member in asked if not member.in_slack)


def _asked_for(tx: Transaction, hub: Hub, week: BookingWeek) -> list[Booking]:
    return [booking for booking in tx.bookings.list_by_hub(hub.id) if booking.is_for(week.id)]


def _move_reminders(tx: Transaction, hub: Hub, week: BookingWeek, *, zone: tzinfo, now: datetime) -> None:
    """Let the reminders of the weeks announced together come before the first of them closes."""
    together = tx.booking_weeks.list_by_announcement(hub.id, week.announcement)
    tx.hub_notices.withdraw(hub.id, REQUESTS_CLOSE, announcement=week.announcement)
    tx.notices.plan_again(list(reminders_of(tx, hub, together, zone=zone, now=now)))
