"""Where every setting of a hub stands with its weeks, as the hub's staff see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from maturity_model.booking import Booking, BookingState, History, WeekBook, week_book
from maturity_model.booking_week import BookingWeek
from maturity_model.disclosure import SeenByHub, disclose_to_hub
from maturity_model.hub import Hub, MemberSetting
from maturity_model.ids import MemberSettingId, WeekId
from maturity_model.review import Stage


class SettingState(Enum):
    """Where a setting stands, in the order in which a hub's staff look after them."""

    WAITING = auto()
    CONFIRMED = auto()
    WEEK_OVER = auto()  # it took part, as far as anybody knows, and nobody has entered the day
    NO_ANSWER = auto()  # it may ask, and has said nothing
    NOT_THIS_TIME = auto()
    DECLINED = auto()
    NOT_READY = auto()  # its own review comes first
    DONE = auto()  # it took part less than three years ago


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One setting on a hub's page."""

    member: MemberSetting
    state: SettingState
    seen: SeenByHub
    history: History
    booking: Booking | None = None


@dataclass(frozen=True, kw_only=True)
class HubPage:
    """A hub with its weeks ahead, by day, and its settings, by name."""

    hub: Hub
    weeks: tuple[WeekBook, ...]
    entries: tuple[Entry, ...]

    def in_state(self, state: SettingState) -> tuple[Entry, ...]:
        """The settings that stand there."""
        return tuple(entry for entry in self.entries if entry.state is state)

    def entry(self, member: MemberSettingId) -> Entry | None:
        """One setting; None where the hub has no such one any more."""
        return next((entry for entry in self.entries if entry.member.id == member), None)

    def book(self, week: WeekId) -> WeekBook | None:
        """One of the weeks ahead."""
        return next((book for book in self.weeks if book.week.id == week), None)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is kept about the settings of a hub."""

    members: Sequence[MemberSetting]
    histories: Mapping[MemberSettingId, History]
    stages: Mapping[MemberSettingId, Stage]
    bookings: Sequence[Booking]


def hub_page(hub: Hub, weeks: Iterable[BookingWeek], known: Known, *, today: date) -> HubPage:
    """Put together what a hub's staff see; what they may see of reviews is the disclosure rule's to say.

    Args:
        hub: the hub.
        weeks: every week that it ever announced, by day.
        known: what is kept about its settings.
        today: a week is ahead until its last day is over.
    """
    every = tuple(week for week in weeks if not week.withdrawn)
    ahead = tuple(week for week in every if week.last_on >= today)
    bookings = {booking.member: booking for booking in known.bookings}
    here = [bookings[member.id] for member in known.members if member.id in bookings]
    return HubPage(
        hub=hub,
        weeks=tuple(week_book(week, here, known.histories) for week in ahead),
        entries=tuple(_entry(member, bookings.get(member.id), known, every, today) for member in known.members),
    )


def _entry(
    member: MemberSetting, booking: Booking | None, known: Known, weeks: Sequence[BookingWeek], today: date
) -> Entry:
    history = known.histories[member.id]
    stage = known.stages.get(member.id)
    seen = disclose_to_hub(stage, agreed_on=history.agreed_on, shows_progress=member.shows_progress)
    ahead = [week.id for week in weeks if week.last_on >= today]
    current = booking if booking and booking.answers(ahead, ahead) else None
    is_over = current is None and booking is not None and _has_had_its_week(booking, weeks, history)
    state = SettingState.WEEK_OVER if is_over else _state(history, current, today)
    return Entry(member=member, state=state, seen=seen, history=history, booking=current)


def _has_had_its_week(booking: Booking, weeks: Sequence[BookingWeek], history: History) -> bool:
    """Whether a confirmed week is over and no peer-to-peer review was entered since it began."""
    had = next((week for week in weeks if week.id == booking.week), None)
    if had is None or booking.state is not BookingState.CONFIRMED:
        return False
    return history.peer_on is None or history.peer_on < had.first_on


def _state(history: History, booking: Booking | None, today: date) -> SettingState:
    answered = {
        BookingState.WAITING: SettingState.WAITING,
        BookingState.CONFIRMED: SettingState.CONFIRMED,
        BookingState.DECLINED: SettingState.DECLINED,
        BookingState.NOT_THIS_TIME: SettingState.NOT_THIS_TIME,
    }
    if booking and booking.state in answered:
        return answered[booking.state]
    if not history.is_due(today):
        return SettingState.DONE
    return SettingState.NO_ANSWER if history.agreed_on else SettingState.NOT_READY
