"""A setting's request for a week, and who comes first where more settings ask than there are places."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum, auto
from typing import Final

from maturity_model.booking_week import BookingWeek
from maturity_model.ids import HubId, MemberSettingId, PersonId, WeekId

MOST_CHOICES: Final = 4
LONGEST_SENTENCE: Final = 500
YEARS_BETWEEN: Final = 3
"""A setting takes part in a peer-to-peer review every three years."""

_LEAP_DAY: Final = (2, 29)


class BookingState(StrEnum):
    """What has become of a request."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    NOT_THIS_TIME = "not this time"  # the setting said that none of the weeks suits


@dataclass(frozen=True, kw_only=True)
class Booking:
    """What a setting answered to its hub's weeks; one at a time. `choices` are weeks, the best first.

    `week` is the one that is confirmed. `version` counts its changes.
    """

    hub: HubId
    member: MemberSettingId
    state: BookingState
    asked_by: PersonId
    asked_at: datetime
    choices: tuple[WeekId, ...] = ()
    week: WeekId | None = None
    sentence: str = ""
    version: int = 1
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether the hub still has to say something to it."""
        return self.state is BookingState.WAITING

    def answers(self, weeks: Collection[WeekId], ahead: Collection[WeekId]) -> bool:
        """Whether it says something to these weeks, out of all `ahead`; who waits or has one need say no more.

        That none of them suits was said only of the weeks that there were then.
        """
        if self.state is BookingState.CONFIRMED:
            return self.week in ahead
        if self.state is BookingState.NOT_THIS_TIME:
            return bool(weeks) and set(weeks) <= set(self.choices)
        wanted = {BookingState.WAITING: ahead, BookingState.WITHDRAWN: ()}.get(self.state, weeks)
        return any(choice in wanted for choice in self.choices)

    def settled_as(
        self, state: BookingState, *, by: PersonId, at: datetime, week: WeekId | None = None, sentence: str = ""
    ) -> "Booking":
        """The same request with what became of it."""
        return replace(
            self,
            state=state,
            week=week,
            sentence=sentence,
            settled_by=by,
            settled_at=at,
            version=self.version + 1,
        )

    def is_for(self, week: WeekId) -> bool:
        """Whether the setting waits for this week, or has it."""
        return self.week == week if self.state is BookingState.CONFIRMED else self.waits and week in self.choices


class Turn(Enum):
    """How a setting stands with weeks that it hears of."""

    READY = auto()
    REVIEW_FIRST = auto()  # it is asked again once its own review is agreed
    LATELY = auto()  # it took part less than three years before: it may ask, and others come first


@dataclass(frozen=True, kw_only=True)
class History:
    """What a setting has behind it: the day of its last agreed review, and of its last peer-to-peer review."""

    agreed_on: date | None = None
    peer_on: date | None = None

    def is_ready(self, day: date) -> bool:
        """Whether it may ask, and three years have gone by since its last peer-to-peer review, if it had one."""
        return self.agreed_on is not None and self.is_due(day)

    def turn(self, day: date) -> Turn:
        """How it stands with weeks of which the last ends on that day."""
        if self.agreed_on is None:
            return Turn.REVIEW_FIRST
        return Turn.READY if self.is_due(day) else Turn.LATELY

    def is_due(self, day: date) -> bool:
        """Whether it has had no peer-to-peer review in the three years before that day."""
        return self.peer_on is None or due_again_on(self.peer_on) <= day


def due_again_on(peer_on: date) -> date:
    """The same date three years later; the 28th for a leap day."""
    day = 28 if (peer_on.month, peer_on.day) == _LEAP_DAY else peer_on.day
    return peer_on.replace(year=peer_on.year + YEARS_BETWEEN, day=day)


def latest_due_by(today: date) -> date:
    """The last day on which a peer-to-peer review can have been for the next one to be due by today."""
    day = 28 if (today.month, today.day) == _LEAP_DAY else today.day
    earlier = today.replace(year=today.year - YEARS_BETWEEN, day=day)
    leap_day = earlier + timedelta(days=1)  # if it is one, it is due again on the 28th, too
    return leap_day if due_again_on(leap_day) <= today else earlier


def in_order(bookings: Iterable[Booking], histories: Mapping[MemberSettingId, History]) -> tuple[Booking, ...]:
    """Who comes first: settings that never took part, then those that did so longest ago; then who asked first."""

    def place(booking: Booking) -> tuple[date, datetime, MemberSettingId]:
        return histories[booking.member].peer_on or date.min, booking.asked_at, booking.member

    return tuple(sorted(bookings, key=place))


@dataclass(frozen=True, kw_only=True)
class WeekBook:
    """A week with everybody who has it or waits for it, in order."""

    week: BookingWeek
    confirmed: tuple[Booking, ...]
    waiting: tuple[Booking, ...]

    @property
    def places_left(self) -> int:
        """How many settings can still be confirmed."""
        return max(self.week.places - len(self.confirmed), 0)

    @property
    def waiting_list(self) -> tuple[Booking, ...]:
        """Those who wait and for whom there is no place as things stand."""
        return self.waiting[self.places_left :]

    def before(self, member: MemberSettingId) -> int | None:
        """How many of those who wait for this week come before a setting; None where it does not wait for it."""
        members = [booking.member for booking in self.waiting]
        return members.index(member) if member in members else None


def week_book(week: BookingWeek, bookings: Iterable[Booking], histories: Mapping[MemberSettingId, History]) -> WeekBook:
    """Who has a week and who waits for it, out of all requests of the hub."""
    of_week = in_order((booking for booking in bookings if booking.is_for(week.id)), histories)
    return WeekBook(
        week=week,
        confirmed=tuple(booking for booking in of_week if not booking.waits),
        waiting=tuple(booking for booking in of_week if booking.waits),
    )
