"""Hub staff confirm and decline requests, and ask for the list as a spreadsheet."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.capabilities.bookings.use_cases.asking import AboutRequest
from bot.capabilities.bookings.use_cases.looking import Request, request_of
from bot.kit.hub_standing import Asker, hub_of_staff
from maturity_model.booking import LONGEST_SENTENCE, Booking, BookingState
from maturity_model.errors import NoPlacesLeft, NothingAsked, SentenceMissing, TextTooLong, WeekNotOpen
from maturity_model.hub_notices import to_leaders, to_staff
from maturity_model.ids import HubId, WeekId
from maturity_model.notice_kinds import BOOKING_SETTLED, HUB_EXPORT
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class ConfirmRequest(AboutRequest):
    """Hub staff give a setting one of the weeks that it asked for; a sentence may go with that."""

    week: WeekId
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclineRequest(AboutRequest):
    """Hub staff decline a request, or take a confirmed week back, with a sentence."""

    sentence: str


async def confirm_request(store: Store, request: ConfirmRequest, *, zone: tzinfo, now: datetime) -> Request:
    """Confirm a week; the setting's careers leaders are told. Confirming the same one again changes nothing.

    Where two people confirm the last place at once, one of them is refused.

    Raises:
        NothingThere: there is no such hub, setting or week.
        NotAllowed: the person is not of the hub's staff.
        NothingAsked: the setting does not wait for this week any more.
        WeekNotOpen: the week was withdrawn.
        NoPlacesLeft: every place of it is taken.
        TextTooLong: the sentence is too long to be kept.
    """

    def decide(tx: Transaction) -> Request:
        before, booking = _before(tx, request, zone, now)
        if booking.state is BookingState.CONFIRMED and booking.week == request.week:
            return before
        _require_place(tx, before, booking, request.week)
        sentence = _sentence(request.sentence)
        confirmed = booking.settled_as(
            BookingState.CONFIRMED, by=request.person, at=now, week=request.week, sentence=sentence
        )
        return _settle(tx, before, confirmed, today=now.astimezone(zone).date(), now=now)

    return await store.write(decide)


async def decline_request(store: Store, request: DeclineRequest, *, zone: tzinfo, now: datetime) -> Request:
    """Decline a request, confirmed or not, with a sentence; the setting's careers leaders are told.

    Declining it again changes nothing.

    Raises:
        NothingThere: there is no such hub or setting.
        NotAllowed: the person is not of the hub's staff.
        NothingAsked: the setting asks for nothing.
        SentenceMissing: no sentence goes with it.
        TextTooLong: it is too long to be kept.
    """

    def decide(tx: Transaction) -> Request:
        before, booking = _before(tx, request, zone, now)
        if booking.state is BookingState.DECLINED:
            return before
        sentence = _sentence(request.sentence)
        if not sentence:
            raise SentenceMissing
        if booking.state not in {BookingState.WAITING, BookingState.CONFIRMED}:
            raise NothingAsked
        declined = booking.settled_as(BookingState.DECLINED, by=request.person, at=now, sentence=sentence)
        return _settle(tx, before, declined, today=now.astimezone(zone).date(), now=now)

    return await store.write(decide)


async def ask_for_export(store: Store, asker: Asker, hub: HubId, *, now: datetime) -> None:
    """Owe somebody of a hub the spreadsheet of its settings. Two presses in one minute bring one.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person is not of its staff.
    """

    def decide(tx: Transaction) -> None:
        found = hub_of_staff(tx, asker, hub)
        minute = f"{now:%Y%m%d%H%M}"
        tx.notices.plan(to_staff(asker.as_staff, found, HUB_EXPORT, {"minute": minute}, due_at=now))

    await store.write(decide)


def _before(tx: Transaction, request: AboutRequest, zone: tzinfo, now: datetime) -> tuple[Request, Booking]:
    hub = hub_of_staff(tx, request, request.hub, for_change=True)
    member = tx.member_settings.get(hub.id, request.member)
    before = request_of(tx, hub, member, now.astimezone(zone).date())
    if before.booking is None:
        raise NothingAsked
    return before, before.booking


def _require_place(tx: Transaction, before: Request, booking: Booking, week: WeekId) -> None:
    if tx.booking_weeks.get(before.hub.id, week).withdrawn:
        raise WeekNotOpen
    book = before.book(week)
    if book is None or not booking.waits or week not in booking.choices:
        raise NothingAsked
    if not book.places_left:
        raise NoPlacesLeft


def _sentence(written: str) -> str:
    if len(written) > LONGEST_SENTENCE:
        raise TextTooLong(LONGEST_SENTENCE)
    return written.strip()


def _settle(tx: Transaction, before: Request, booking: Booking, *, today: date, now: datetime) -> Request:
    tx.bookings.put(booking, hub=before.hub)
    tx.hub_notices.withdraw(before.hub.id, BOOKING_SETTLED, member=before.member.id)
    about = {"version": str(booking.version)}
    tx.notices.plan_again(list(to_leaders(before.member, BOOKING_SETTLED, about, due_at=now)))
    return request_of(tx, before.hub, before.member, today)
