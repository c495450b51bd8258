"""A setting asks for weeks, changes that, withdraws it, or says that none of them suits."""

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from bot.capabilities.bookings.use_cases.looking import Request, request_of
from bot.kit.hub_places import require_context
from bot.kit.hub_standing import Asker, member_for
from maturity_model.booking import MOST_CHOICES, Booking, BookingState
from maturity_model.errors import (
    AlreadyAsked,
    AlreadyConfirmed,
    NotAllowed,
    NothingAsked,
    NoWeekChosen,
    ReviewComesFirst,
    WeekChosenTwice,
    WeekNotOpen,
)
from maturity_model.hub import Hub, MemberSetting
from maturity_model.hub_notices import to_staff
from maturity_model.ids import HubId, MemberSettingId, WeekId
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED
from maturity_model.permission import Action
from maturity_model.setting import Kind, Phase
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class AboutRequest(Asker):
    """Somebody does something about a setting's request."""

    hub: HubId
    member: MemberSettingId


@dataclass(frozen=True, kw_only=True)
class AskForWeeks(AboutRequest):
    """A careers leader, or hub staff for them, ask for weeks, the best first, and say what the setting is like."""

    choices: tuple[WeekId, ...]
    kind: Kind
    phase: Phase
    trust: str
    learners: int | None


async def prepare_request(store: Store, asked: AboutRequest, *, today: date) -> Request:
    """What the form needs in which weeks are asked for.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
        ReviewComesFirst: the setting has agreed no review.
        AlreadyConfirmed: the setting has a week.
        WeekNotOpen: no week can be asked for now.
    """

    def look(tx: Transaction) -> Request:
        request = _request(tx, asked, tx.hubs.get(asked.hub), today)
        _require_asking(request)
        if not request.open_weeks(today):
            raise WeekNotOpen
        return request

    return await store.read(look)


async def ask_for_weeks(store: Store, request: AskForWeeks, *, zone: tzinfo, now: datetime) -> Request:
    """Ask for weeks, in place of what was asked for before; the setting keeps the time at which it first asked.

    Its careers consultant is told once. Asking for the same again changes nothing but what the setting is like.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
        ReviewComesFirst: the setting has agreed no review.
        AlreadyConfirmed: the setting has a week; it gives that up first.
        NoWeekChosen: none was chosen.
        WeekChosenTwice: one stands there twice.
        WeekNotOpen: one cannot be asked for any more.
        TextTooLong: the trust's name is too long to be shown.
        LearnersOutOfRange: no setting has that few or that many.
    """

    def decide(tx: Transaction) -> Request:
        hub, today = tx.hubs.get_for_change(request.hub), now.astimezone(zone).date()
        before = _request(tx, request, hub, today)
        _require_asking(before)
        _require_choices(before, request.choices, today)
        require_context(request.trust, request.learners)
        member = _with_context(before.member, request)
        tx.member_settings.put(member)
        booking = before.booking
        if booking is None or not booking.waits or booking.choices != request.choices:
            first_asked_at = booking.asked_at if booking and booking.waits else now
            _keep(tx, before, _asked(tx, request, first_asked_at), request, now=now)
        return request_of(tx, hub, member, today)

    return await store.write(decide)


async def withdraw_request(store: Store, asked: AboutRequest, *, zone: tzinfo, now: datetime) -> Request:
    """Take a request back, confirmed or not; its careers consultant is told. The second time changes nothing.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
    """

    def decide(tx: Transaction) -> Request:
        hub, today = tx.hubs.get_for_change(asked.hub), now.astimezone(zone).date()
        before = _request(tx, asked, hub, today)
        booking = before.booking
        if booking and booking.state in {BookingState.WAITING, BookingState.CONFIRMED}:
            withdrawn = booking.settled_as(BookingState.WITHDRAWN, by=asked.person, at=now, week=booking.week)
            _keep(tx, before, withdrawn, asked, now=now)
        return request_of(tx, hub, before.member, today)

    return await store.write(decide)


async def say_not_this_time(store: Store, asked: AboutRequest, *, zone: tzinfo, now: datetime) -> Request:
    """Say that none of the weeks ahead suits: no reminder comes, and asking later is still possible.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
        NothingAsked: no week is ahead any more.
        AlreadyConfirmed: the setting has a week; it gives that up first.
        AlreadyAsked: the setting waits for weeks; it withdraws that first, so that a stray press costs it no place.
    """

    def decide(tx: Transaction) -> Request:
        hub, today = tx.hubs.get_for_change(asked.hub), now.astimezone(zone).date()
        before = _request(tx, asked, hub, today)
        if before.booking and before.booking.state is BookingState.CONFIRMED:
            raise AlreadyConfirmed
        if before.booking and before.booking.waits:
            raise AlreadyAsked
        choices = tuple(book.week.id for book in before.books)
        if not choices:
            raise NothingAsked
        if not _declines(before.booking, choices):
            declined = replace(_asked(tx, asked, now), state=BookingState.NOT_THIS_TIME, choices=choices)
            _keep(tx, before, declined, asked, now=now)
        return request_of(tx, hub, before.member, today)

    return await store.write(decide)


def _request(tx: Transaction, asked: AboutRequest, hub: Hub, today: date) -> Request:
    """Where a setting stands; a hub's staff act for those alone that are not in Slack."""
    member = member_for(tx, asked, Action.ASK_FOR_WEEK, hub, asked.member)
    if member.in_slack and not member.is_led_by(asked.workspace, asked.person):
        raise NotAllowed(Action.ASK_FOR_WEEK)
    return request_of(tx, hub, member, today)


def _require_asking(request: Request) -> None:
    if request.history.agreed_on is None:
        raise ReviewComesFirst
    if request.booking and request.booking.state is BookingState.CONFIRMED:
        raise AlreadyConfirmed


def _declines(booking: Booking | None, weeks: tuple[WeekId, ...]) -> bool:
    """Whether it has been said of all these weeks that none of them suits."""
    return bool(booking and booking.state is BookingState.NOT_THIS_TIME and set(booking.choices).issuperset(weeks))


def _require_choices(request: Request, choices: tuple[WeekId, ...], today: date) -> None:
    if not choices:
        raise NoWeekChosen
    if len(set(choices)) < len(choices) or len(choices) > MOST_CHOICES:
        raise WeekChosenTwice
    kept = request.booking.choices if request.booking and request.booking.waits else ()
    known = {week.id for week in request.open_weeks(today)} | {each for each in kept if request.book(each)}
    if not known.issuperset(choices):
        raise WeekNotOpen


def _with_context(member: MemberSetting, request: AskForWeeks) -> MemberSetting:
    return replace(member, kind=request.kind, phase=request.phase, trust=request.trust, learners=request.learners)


def _asked(tx: Transaction, asked: AboutRequest, asked_at: datetime) -> Booking:
    """A request by this person, with a number that none before it had."""
    earlier = tx.bookings.find(asked.member)
    return Booking(
        hub=asked.hub,
        member=asked.member,
        state=BookingState.WAITING,
        asked_by=asked.person,
        asked_at=asked_at,
        choices=asked.choices if isinstance(asked, AskForWeeks) else (),
        version=earlier.version + 1 if earlier else 1,
    )


def _keep(tx: Transaction, before: Request, booking: Booking, asker: Asker, *, now: datetime) -> None:
    """Keep a request and owe its careers consultant a word, in place of an earlier one that has not left yet."""
    hub, member = before.hub, before.member
    tx.bookings.put(booking, hub=hub)
    tx.hub_notices.withdraw(hub.id, BOOKING_ASKED, member=member.id)
    tx.hub_notices.withdraw(hub.id, BOOKING_SETTLED, member=member.id)
    if member.consultant and member.consultant != asker.as_staff:
        about = {"member": member.id, "version": str(booking.version)}
        tx.notices.plan_again([to_staff(member.consultant, hub, BOOKING_ASKED, about, due_at=now)])
