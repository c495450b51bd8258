"""Changing a week that was announced, and withdrawing it: whoever asked for it hears of that once."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from itertools import chain

from bot.capabilities.weeks.use_cases.reminding import reminders_of
from bot.capabilities.weeks.use_cases.telling import HAD
from bot.kit.hub_standing import Asker, hub_of_staff
from maturity_model.booking import Booking, BookingState
from maturity_model.booking_week import BookingWeek, require_sound
from maturity_model.errors import TooFewPlaces, WeekNotOpen
from maturity_model.hub import Hub
from maturity_model.hub_notices import first_closing, to_setting
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


async def get_week(store: Store, asked: AboutWeek, *, today: date) -> BookingWeek:
    """A week that the person may change.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
        WeekNotOpen: it was withdrawn, or is over.
    """

    def look(tx: Transaction) -> BookingWeek:
        return _ahead(tx, hub_of_staff(tx, asked, asked.hub), asked.week, today)

    return await store.read(look)


async def change_week(store: Store, request: ChangeWeek, *, zone: tzinfo, now: datetime) -> BookingWeek:
    """Change a week's days, its closing day, its places or who facilitates.

    Whoever asked for it is told once, unless only the facilitators changed. Asking for what stands changes nothing.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
        WeekNotOpen: it was withdrawn, or is over.
        WeekInThePast: it would have begun, or end before it begins.
        WeekTooLong: it would last longer than any.
        WeeksOverlap: it would share a day with another one.
        ClosesTooLate: requests would close when it has begun.
        ClosesInThePast: requests would have closed already.
        TriosOutOfRange: nobody plans that few or that many.
        TooFewPlaces: more settings are confirmed already.
    """

    def decide(tx: Transaction) -> BookingWeek:
        hub, today = hub_of_staff(tx, request, request.hub, for_change=True), now.astimezone(zone).date()
        week = _ahead(tx, hub, request.week, today)
        changed = _changed(week, request)
        if changed == week:
            return week
        require_sound(changed, tx.booking_weeks.list_by_hub(hub.id), today)
        _require_room(tx, changed)
        changed = replace(changed, version=week.version + 1)
        _put(tx, hub, changed, zone=zone, now=now)
        if replace(changed, facilitators=week.facilitators, version=week.version) != week:
            _tell(tx, hub, changed, now=now)
        return changed

    return await store.write(decide)


async def withdraw_week(store: Store, request: AboutWeek, *, zone: tzinfo, now: datetime) -> BookingWeek:
    """Take a week back. Whoever asked for it is told once, and who had it waits for the others they chose.

    Withdrawing it again changes nothing.

    Raises:
        NothingThere: there is no such hub or week.
        NotAllowed: the person is not of the hub's staff.
        WeekNotOpen: it is over.
    """

    def decide(tx: Transaction) -> BookingWeek:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        kept = tx.booking_weeks.get(hub.id, request.week)
        if kept.withdrawn:
            return kept
        week = _ahead(tx, hub, request.week, now.astimezone(zone).date())
        withdrawn = replace(week, withdrawn=True, version=week.version + 1)
        _put(tx, hub, withdrawn, zone=zone, now=now)
        _tell(tx, hub, withdrawn, now=now)
        for booking in _asked_for(tx, hub, week):
            if booking.state is BookingState.CONFIRMED:
                waits = booking.settled_as(BookingState.WAITING, by=request.person, at=now)
                tx.bookings.put(waits, hub=hub)
        return withdrawn

    return await store.write(decide)


def _ahead(tx: Transaction, hub: Hub, week: WeekId, today: date) -> BookingWeek:
    """A week that still stands and is not over."""
    found = tx.booking_weeks.get(hub.id, week)
    if found.withdrawn or found.last_on < today:
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


def _put(tx: Transaction, hub: Hub, week: BookingWeek, *, zone: tzinfo, now: datetime) -> None:
    """Keep a week. The reminders of those announced with it move where the first of them closes on another day now."""
    before = first_closing(tx.booking_weeks.list_by_announcement(hub.id, week.announcement))
    tx.booking_weeks.put(week)
    together = tx.booking_weeks.list_by_announcement(hub.id, week.announcement)
    if first_closing(together) == before:
        return
    tx.hub_notices.withdraw(hub.id, REQUESTS_CLOSE, announcement=week.announcement)
    tx.notices.plan_again(list(reminders_of(tx, hub, together, zone=zone, now=now)))


def _tell(tx: Transaction, hub: Hub, week: BookingWeek, *, now: datetime) -> None:
    """Owe a word to whoever asked for a week, in place of one about an earlier change that has not left yet."""
    tx.hub_notices.withdraw(hub.id, WEEK_CHANGED, week=week.id)
    members = {member.id: member for member in tx.member_settings.list_by_hub(hub.id)}
    about = {"week": week.id, "version": str(week.version)}
    news = (
        to_setting(members[booking.member], hub, WEEK_CHANGED, {**about, HAD: booking.state}, due_at=now)
        for booking in _asked_for(tx, hub, week)
        if booking.member in members
    )
    tx.notices.plan_again(list(chain.from_iterable(news)))


def _asked_for(tx: Transaction, hub: Hub, week: BookingWeek) -> list[Booking]:
    return [booking for booking in tx.bookings.list_by_hub(hub.id) if booking.is_for(week.id)]
