"""Weeks for peer-to-peer reviews, as a hub announces them and as people write them down."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from typing import Final

from maturity_model.days import LONGEST_LINE, read_named_days
from maturity_model.errors import (
    ClosesInThePast,
    ClosesTooLate,
    DaysNotUnderstood,
    TriosOutOfRange,
    WeekInThePast,
    WeeksOverlap,
    WeekTooLong,
)
from maturity_model.hub import hub_hours
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.school_hours import SATURDAY, SchoolHours, bank_holiday

SETTINGS_IN_TRIO: Final = 3
MOST_TRIOS: Final = 40
MOST_WEEKS: Final = 20  # announced at once
LONGEST_WEEK: Final = timedelta(days=13)
LONGEST_TERM: Final = 60
LONGEST_AHEAD: Final = timedelta(days=730)
MOST_WEEKS_BEFORE: Final = 26
USUAL_WEEKS_BEFORE: Final = 4
_DAY = timedelta(days=1)
_EASTER_AT_LATEST, _SUMMER_AT_LATEST = 3, 8  # the months in which a term that nobody named ends


@dataclass(frozen=True, kw_only=True)
class BookingWeek:
    """A week in which trios meet; both days included. Requests are taken until `closes_on`, that day included.

    `version` counts its changes; `announcement` names the weeks that were announced with it.
    """

    id: WeekId
    hub: HubId
    announcement: str
    term: str
    first_on: date
    last_on: date
    trios: int
    closes_on: date
    announced_by: PersonId
    announced_at: datetime
    facilitators: tuple[PersonId, ...] = ()
    version: int = 1
    withdrawn: bool = False

    @property
    def places(self) -> int:
        """How many settings can take part."""
        return SETTINGS_IN_TRIO * self.trios

    def takes_requests(self, today: date) -> bool:
        """Whether a setting may still ask for it."""
        return not self.withdrawn and today <= self.closes_on


class Flaw(Enum):
    """Why a line cannot be announced."""

    UNREAD = auto()
    BACKWARDS = auto()
    TOO_LONG = auto()
    OVER = auto()
    TOO_FAR_AHEAD = auto()
    OVERLAPS = auto()
    CLOSED = auto()  # requests would have closed already


@dataclass(frozen=True, kw_only=True)
class WrittenWeek:
    """A week as somebody wrote it down; `closes_on` follows from how many weeks before it requests close."""

    term: str
    first_on: date
    last_on: date
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class FlawedLine:
    """A line that cannot be announced, and why."""

    line: str
    flaw: Flaw


@dataclass(frozen=True, kw_only=True)
class Remark:
    """A day of a week on which schools are closed; `holiday` names it where it is a bank holiday."""

    day: date
    holiday: str | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was made of a text: the weeks that can be announced, by day, and every other line."""

    weeks: tuple[WrittenWeek, ...]
    flawed: tuple[FlawedLine, ...]


def read_weeks(text: str, *, weeks_before: int, announced: Iterable[BookingWeek], today: date) -> Reading:
    """Make out the weeks in a text, one a line: `Spring Term 12.01.2026 - 16.01.2026`.

    The term may be left out. A line that repeats another one counts once.

    Args:
        text: as somebody pasted it.
        weeks_before: how many weeks before each week requests close, on the last school day then.
        announced: the weeks that the hub has announced already.
        today: a week that begins before tomorrow is over.
    """
    weeks: list[WrittenWeek] = []
    flawed: list[FlawedLine] = []
    taken = [(each.first_on, each.last_on) for each in announced if not each.withdrawn]
    for line in dict.fromkeys(" ".join(each.split()) for each in text.splitlines() if each.strip()):
        week = _read(line, weeks_before)
        flaw = _flaw(week, taken, today) if isinstance(week, WrittenWeek) else week
        if flaw or not isinstance(week, WrittenWeek):
            flawed.append(FlawedLine(line=_shortened(line), flaw=flaw or Flaw.UNREAD))
        else:
            weeks.append(week)
            taken.append((week.first_on, week.last_on))
    return Reading(weeks=tuple(sorted(weeks, key=lambda each: each.first_on)), flawed=tuple(flawed))


def remarks_on(first_on: date, last_on: date, hours: SchoolHours) -> Iterator[Remark]:
    """The weekdays from the first to the last day on which schools are closed."""
    for number in range((last_on - first_on).days + 1):
        day = first_on + timedelta(days=number)
        if day.weekday() < SATURDAY and not hours.is_school_day(day):
            yield Remark(day=day, holiday=bank_holiday(day))


def require_sound(week: BookingWeek, others: Collection[BookingWeek], today: date) -> None:
    """Refuse a week that nobody could take part in; `others` may hold it as it was before.

    Raises:
        WeekInThePast: it has begun, or its last day comes before its first.
        WeekTooLong: it lasts longer than any.
        WeeksOverlap: it shares a day with another one of the hub.
        ClosesTooLate: requests would close when it has begun.
        ClosesInThePast: requests would have closed already, on another day than they did.
        TriosOutOfRange: nobody plans that few or that many.
    """
    if not 1 <= week.trios <= MOST_TRIOS:
        raise TriosOutOfRange(1, MOST_TRIOS)
    if week.first_on <= today or week.last_on < week.first_on:
        raise WeekInThePast(week.first_on)
    if week.last_on - week.first_on > LONGEST_WEEK:
        raise WeekTooLong(week.first_on, week.last_on)
    for other in others:
        if other.id != week.id and not other.withdrawn and _share_a_day(week, other.first_on, other.last_on):
            raise WeeksOverlap(other.first_on, other.last_on)
    if week.closes_on >= week.first_on:
        raise ClosesTooLate(week.first_on)
    if week.closes_on < today and week.closes_on not in [each.closes_on for each in others if each.id == week.id]:
        raise ClosesInThePast


def _read(line: str, weeks_before: int) -> WrittenWeek | Flaw:
    try:
        words, first_on, last_on = read_named_days(line)
    except DaysNotUnderstood:
        return Flaw.UNREAD
    closes_on = _closing_day(first_on, weeks_before)
    term = words[:LONGEST_TERM] or _term_of(first_on)
    return WrittenWeek(term=term, first_on=first_on, last_on=last_on, closes_on=closes_on)


def _closing_day(first_on: date, weeks_before: int) -> date:
    """The last school day so many weeks before a week begins: nobody answers in the holidays."""
    latest = first_on - max(timedelta(weeks=weeks_before), _DAY)
    return hub_hours(UTC).school_day_before(latest + _DAY, 1) or latest


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _flaw(week: WrittenWeek, taken: Sequence[tuple[date, date]], today: date) -> Flaw | None:
    flaws = {
        Flaw.BACKWARDS: week.last_on < week.first_on,
        Flaw.OVER: week.first_on <= today,
        Flaw.TOO_LONG: week.last_on - week.first_on > LONGEST_WEEK,
        Flaw.TOO_FAR_AHEAD: week.first_on > today + LONGEST_AHEAD,
        Flaw.OVERLAPS: any(_share_a_day(week, *days) for days in taken),
        Flaw.CLOSED: week.closes_on < today,
    }
    return next((flaw for flaw, holds in flaws.items() if holds), None)


def _share_a_day(week: WrittenWeek | BookingWeek, first_on: date, last_on: date) -> bool:
    return week.first_on <= last_on and first_on <= week.last_on


def _term_of(day: date) -> str:
    if day.month <= _EASTER_AT_LATEST:
        return "Spring Term"
    return "Summer Term" if day.month <= _SUMMER_AT_LATEST else "Autumn Term"
