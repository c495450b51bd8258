"""What people read about school hours and holidays."""

from datetime import date

from bot.slack.card import clip
from maturity_model.errors import ClosureTooLong, DaysNotUnderstood, DaysOutOfOrder, TooManyClosures
from maturity_model.setting import LONGEST_CLOSURE, Closure

LONGEST_QUOTED = 300
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

SET_HOURS = "School hours and holidays"
TITLE = "School hours"
SAVE = "Save"
OPENS = "School starts at"
CLOSES = "School ends at"
HOURS_HINT = "I only write to people in between. What belongs to a meeting comes when the meeting is."
CLOSURES = "When is school closed?"
CLOSURES_HINT = (
    "One closure a line, like this: Half-term 26/10/2026 - 30/10/2026. Bank holidays and weekends are known already. "
    "For a school year without a line I keep quiet in August, over Christmas and around Easter."
)


def hours(opens_at: str, closes_at: str) -> str:
    """When the bot writes, for Home."""
    return f"I only write between {opens_at} and {closes_at} on school days."


def closure(days: Closure) -> str:
    """A closure as somebody may write it."""
    first, last = day(days.first_on), day(days.last_on)
    return first if first == last else f"{first} - {last}"


def day(on: date) -> str:
    """A day as people write it: 26 October 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def days_not_understood(error: DaysNotUnderstood) -> str:
    """Which line could not be read, and how one may look."""
    line = clip(error.line, LONGEST_QUOTED)
    return f"I can't tell which days this means: “{line}”. Please write it like this: 26/10/2026 - 30/10/2026."


def days_out_of_order(error: DaysOutOfOrder) -> str:
    """Which closure runs backwards."""
    return f"{day(error.first_on)} - {day(error.last_on)} ends before it starts. Please check both days."


def closure_too_long(error: ClosureTooLong) -> str:
    """Which closure is too long to be meant."""
    weeks = LONGEST_CLOSURE.days // 7
    return f"{day(error.first_on)} - {day(error.last_on)} is longer than {weeks} weeks. Please check both days."


def too_many_closures(error: TooManyClosures) -> str:
    """How many lines can be kept."""
    return f"I can keep up to {error.most} closures. Please take out some that are over."
