"""Days as people in Britain write them: day, month, year; a single day, or a first and a last one.

What can be read in two ways is not read at all: whoever wrote it is asked again, rather than closed on the wrong day.
"""

import re
from datetime import date
from typing import Final

from maturity_model.errors import DaysNotUnderstood
from maturity_model.setting import Closure

LONGEST_LINE: Final = 200  # what is longer is no line about a holiday, and would take long to look through

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATE_MONTH, _EARLY_MONTH = 11, 2  # of a winter holiday
_LETTERS: Final = 3  # of a month's name that tell it from the others

_MONTH: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* )?"
_NUMBER: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR: Final = r"20\d\d"
_WHOLE: Final = rf"{_WEEKDAY}(?:{_NUMBER} ?(?:{_MONTH})\b\.?(?:,? ?{_YEAR})?|\d{{1,2}}(?:[./-]\d{{1,2}}[./-]{_YEAR}))"
_NO_YEAR: Final = rf"{_WEEKDAY}\d{{1,2}}[./]\d{{1,2}}\.?"
_ONLY_DAY: Final = rf"{_WEEKDAY}{_NUMBER}"
_JOINED: Final = r" ?(?:[-\u2010-\u2015]|\b(?:to|until|till)\b) ?"  # any dash that somebody's keyboard makes

_AROUND_WORDS: Final = " *•-\u2013\u2014:,;("  # marks of a list, and what stands between words and days
_LINE: Final = re.compile(
    rf"(?P<words>\D*?)(?:(?P<first>{_WHOLE}|{_NO_YEAR}|{_ONLY_DAY}){_JOINED})?(?P<last>{_WHOLE}|{_NO_YEAR})[ .,;]*",
    re.IGNORECASE,
)
_OPEN_ENDED: Final = re.compile(r"\b(?:from|to|until|till|before|after|since|by)\W*$", re.IGNORECASE)
_DAY: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>\d+)(?:st|nd|rd|th)?(?: ?(?P<name>{_MONTH})\b\.?|[./-](?P<month>\d+))?\W*(?P<year>{_YEAR})?",
    re.IGNORECASE,
)


def read_days(line: str) -> tuple[date, date]:
    """The first and the last day that a line names; see `read_named_days`."""
    _, first_on, last_on = read_named_days(line)
    return first_on, last_on


def read_named_days(line: str) -> tuple[str, date, date]:
    """The words before them, and the first and the last day that a line names; the same one twice for a single day.

    Words may stand before them, and what both days share need be written only once: `Half-term 26-30 October 2026`.
    Where a winter holiday names only the year of its last day, it begins in the year before: `19 December - 4 January
    2027`. Else they come as they were written, in either order.

    Raises:
        DaysNotUnderstood: it names no such days, or more, or they could be read in two ways.
    """
    written = " ".join(line.split())
    found = _LINE.fullmatch(written) if len(written) <= LONGEST_LINE else None
    if found is None or (found["first"] is None and _OPEN_ENDED.search(found["words"])):
        raise DaysNotUnderstood(written)
    first, last = _parts(found["first"] or found["last"]), _parts(found["last"])
    if first[1] is None and not _has_name(found["last"]):  # 26-30/10/2026 may be a slip of the pen
        raise DaysNotUnderstood(written)
    year = last[2] or first[2]
    try:
        begins, ends = _date(first[0], first[1] or last[1], first[2] or year), _date(last[0], last[1], last[2] or year)
        is_over_new_year = first[2] is None and begins.month >= _LATE_MONTH and ends.month <= _EARLY_MONTH
        first_on = begins.replace(year=begins.year - 1) if is_over_new_year else begins
    except ValueError:
        raise DaysNotUnderstood(written) from None
    return found["words"].strip(_AROUND_WORDS), first_on, ends


def read_closures(text: str) -> tuple[Closure, ...]:
    """The closures that somebody wrote down, one a line, in their order; the same one twice counts once.

    Raises:
        DaysNotUnderstood: a line does not say which days.
        DaysOutOfOrder: a last day comes before its first.
        ClosureTooLong: one lasts longer than any school is closed.
    """
    days = [read_days(line) for line in text.splitlines() if line.strip()]
    return tuple(sorted({Closure(first_on=first_on, last_on=last_on) for first_on, last_on in days}))


def _parts(written: str) -> tuple[int, int | None, int | None]:
    """Day, month and year of one date; None for what it does not say."""
    found = _DAY.fullmatch(written)
    if found is None:
        raise DaysNotUnderstood(written)
    month = _MONTHS.index(found["name"][:_LETTERS].lower()) + 1 if found["name"] else found["month"]
    return int(found["day"]), int(month) if month else None, int(found["year"]) if found["year"] else None


def _has_name(written: str) -> bool:
    return bool(re.search(_MONTH, written, re.IGNORECASE))


def _date(day: int, month: int | None, year: int | None) -> date:
    """That day.

    Raises:
        ValueError: something of it is missing, or there is no such day.
    """
    if month is None or year is None:
        raise ValueError
    return date(year, month, day)
