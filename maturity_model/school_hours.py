"""When a setting may be written to: its school hours, without weekends, bank holidays and the weeks it is closed.

Days are those of the setting's own time zone, and every moment is an aware datetime, so that the two changes of the
clock a year, and leap days, need no care anywhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache

from maturity_model.setting import Closure, Setting

SATURDAY = 5
SEPTEMBER = 9
LONGEST_LOOK = 400
"""Days: who is closed for longer than that has no next opening."""

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class SchoolHours:
    """The hours of one setting, in its time zone."""

    opens_at: time
    closes_at: time
    zone: tzinfo
    closures: tuple[Closure, ...] = ()

    def day_of(self, moment: datetime) -> date:
        """The setting's own day at that moment."""
        return moment.astimezone(self.zone).date()

    def is_school_day(self, day: date) -> bool:
        """Whether the setting is open at all: a weekday, no bank holiday, and in no closure.

        For an academic year in which no closure was entered the usual ones count; see `usual_closures`.
        """
        return day.weekday() < SATURDAY and day not in _bank_holidays(day.year) and not self._is_closed_on(day)

    def is_open(self, moment: datetime) -> bool:
        """Whether something may leave at that moment; at closing time it may not any more."""
        day = self.day_of(moment)
        return self.opening(day) <= moment < self.closing(day) and self.is_school_day(day)

    def opening(self, day: date) -> datetime:
        """When the setting opens on a day, if it does."""
        return datetime.combine(day, self.opens_at, self.zone).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """When the setting closes on a day, if it opens at all."""
        return datetime.combine(day, self.closes_at, self.zone).astimezone(UTC)

    def next_open(self, moment: datetime) -> datetime | None:
        """That moment where the setting is open, else when it opens next; None where it does not within a year."""
        if self.is_open(moment):
            return moment
        today = self.day_of(moment)
        first = today if moment < self.opening(today) else today + _DAY
        day = self.school_day_from(first)
        return self.opening(day) if day else None

    def morning_after(self, moment: datetime) -> datetime | None:
        """When the setting opens on its next school day after that day; None where it does not within a year."""
        day = self.school_day_from(self.day_of(moment) + _DAY)
        return self.opening(day) if day else None

    def school_day_from(self, day: date) -> date | None:
        """That day or the first school day after it, within a year."""
        return next((each for each in _days_from(day, _DAY) if self.is_school_day(each)), None)

    def school_day_before(self, day: date, count: int) -> date | None:
        """The school day that lies so many school days before a day, which need be none itself; within a year."""
        earlier = (each for each in _days_from(day - _DAY, -_DAY) if self.is_school_day(each))
        return next((each for number, each in enumerate(earlier, 1) if number == count), None)

    def _is_closed_on(self, day: date) -> bool:
        return any(each.first_on <= day <= each.last_on for each in closures_in(first_year_of(day), self.closures))


def school_hours(setting: Setting, zone: tzinfo) -> SchoolHours:
    """The hours of a setting in that zone."""
    return SchoolHours(
        opens_at=setting.opens_at, closes_at=setting.closes_at, zone=zone, closures=tuple(setting.closures)
    )


def closures_in(first_year: int, entered: Iterable[Closure]) -> tuple[Closure, ...]:
    """What counts in the academic year that begins in `first_year`: what was entered for it, else the usual ones.

    A closure is entered for the year in which it begins. A summer that ends in September closes its last days, too, and
    says nothing of the year that begins with them.
    """
    years = [(each, first_year_of(each.first_on), first_year_of(each.last_on)) for each in entered]
    own = tuple(each for each, begins, _ in years if begins == first_year)
    from_summer = tuple(each for each, begins, ends in years if begins < first_year <= ends)
    return (*from_summer, *(own or usual_closures(first_year)))


@cache
def usual_closures(first_year: int) -> tuple[Closure, ...]:
    """When schools are closed in the academic year that begins in `first_year`, as long as nobody says otherwise.

    August, 20 December to 3 January, and the week on either side of Easter Monday.
    """
    easter_monday = next(day for day, name in _bank_holidays(first_year + 1).items() if name == "Easter Monday")
    return (
        Closure(first_on=date(first_year, 12, 20), last_on=date(first_year + 1, 1, 3)),
        Closure(first_on=easter_monday - _WEEK, last_on=easter_monday + _WEEK),
        Closure(first_on=date(first_year + 1, 8, 1), last_on=date(first_year + 1, 8, 31)),
    )


def bank_holiday(day: date) -> str | None:
    """The name of England's bank holiday on that day."""
    return _bank_holidays(day.year).get(day)


def first_year_of(day: date) -> int:
    """The year in which the academic year of a day began, from 1 September."""
    return day.year if day.month >= SEPTEMBER else day.year - 1


def academic_year_of(day: date) -> str:
    """The academic year that a day falls in, from 1 September: "2026/27"."""
    first = first_year_of(day)
    return f"{first}/{(first + 1) % 100:02d}"


def _days_from(day: date, step: timedelta) -> Iterator[date]:
    return (day + number * step for number in range(LONGEST_LOOK))


@cache
def _bank_holidays(year: int) -> dict[date, str]:
    """England's bank holidays, by day."""
    from holidays import country_holidays  # noqa: PLC0415 - 19 MiB, wanted only where something is planned

    return dict(country_holidays("GB", subdiv="ENG", years=year))
