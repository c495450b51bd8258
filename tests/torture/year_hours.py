"""School hours once more, written down day by day: what the program's own are held against."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from maturity_model.setting import Setting

LONDON = ZoneInfo("Europe/London")

# As https://www.gov.uk/bank-holidays has them for England; those of 2028 by the same rules.
BANK_HOLIDAYS = frozenset(
    {
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
        date(2028, 1, 3),
        date(2028, 4, 14),
        date(2028, 4, 17),
        date(2028, 5, 1),
        date(2028, 5, 29),
        date(2028, 8, 28),
    }
)
EASTER_MONDAYS = {2026: date(2027, 3, 29), 2027: date(2028, 4, 17), 2028: date(2029, 4, 2)}


def is_school_day(setting: Setting, day: date) -> bool:
    """Whether the setting is open on a day."""
    if day.weekday() in (5, 6) or day in BANK_HOLIDAYS:
        return False
    year = day.year if day >= date(day.year, 9, 1) else day.year - 1
    entered = [each for each in setting.closures if date(year, 9, 1) <= each.first_on <= date(year + 1, 8, 31)]
    if entered:
        return not any(each.first_on <= day <= each.last_on for each in entered)
    in_august = day.month == 8
    at_christmas = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 3)
    at_easter = abs(day - EASTER_MONDAYS[year]) <= timedelta(days=7)
    return not (in_august or at_christmas or at_easter)


def is_open(setting: Setting, moment: datetime) -> bool:
    """Whether it is open at a moment."""
    local = moment.astimezone(LONDON)
    return is_school_day(setting, local.date()) and setting.opens_at <= local.time() < setting.closes_at


def opening(setting: Setting, day: date) -> datetime:
    """When it opens on a day."""
    return datetime.combine(day, setting.opens_at, LONDON).astimezone(UTC)


def next_opening(setting: Setting, moment: datetime) -> datetime:
    """When it opens next after a moment at which it is closed."""
    day = moment.astimezone(LONDON).date()
    while not is_school_day(setting, day) or opening(setting, day) <= moment:
        day += timedelta(days=1)
    return opening(setting, day)


def school_days_before(setting: Setting, day: date, count: int) -> date:
    """The school day so many school days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= is_school_day(setting, day)
    return day
