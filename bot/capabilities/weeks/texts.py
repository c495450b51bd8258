"""What people read about weeks for peer-to-peer reviews."""

from collections.abc import Sequence
from datetime import date

from bot.kit import hub_words
from bot.kit.hub_words import closes_in_words, days_of, places, settings, week_in_words
from bot.kit.words import date_in_words, day_in_words
from maturity_model.booking_week import (
    BookingWeek,
    Flaw,
    FlawedLine,
    Remark,
    WrittenWeek,
)
from maturity_model.errors import (
    ClosesTooLate,
    TooFewPlaces,
    TooManyWeeks,
    TriosOutOfRange,
    WeekInThePast,
    WeeksOverlap,
    WeekTooLong,
)

ANNOUNCE_TITLE = "Announce weeks"
CHECK = "Check"
ANNOUNCE = "Announce them"
WEEKS = "Which weeks?"
WEEKS_HINT = "One a line, day first: Spring Term 12.01.2026 - 16.01.2026"
WEEKS_BEFORE = "How many weeks before each one do requests close?"
TRIOS = "How many trios meet in each week?"
TRIOS_HINT = "Three settings make a trio, so two trios are six places."
FACILITATORS = "Who facilitates, if you know already?"
LOOKS_FINE = "*Please check before I tell anybody.* Press “Announce them” once this is right."
NOTHING_READ = "*I couldn't read a week in that.* Please write each one like the example below."
LEFT_OUT = "*I'd leave these lines out:*"
CHANGE_TITLE = "Change this week"
SAVE = "Save"
FIRST_DAY, LAST_DAY, CLOSES = "First day", "Last day", "Until when can settings ask?"
CHANGED_TITLE = "Saved"
WITHDRAWN_TITLE = "Week withdrawn"
ASK, CHANGE_REQUEST = "Ask for a week", "Change your request"
SEVERAL_HUBS = "You work for several hubs. Please announce weeks on my Home tab, where each has a button of its own."
NOT_HUB_STAFF = (
    "Weeks are announced by people who work for a Careers Hub. If you do, please ask your hub's staff or a workspace "
    "admin to add you. To ask for a week, open my Home tab."
)
NO_WEEKS = "Please write at least one week that is still to come."
CLOSES_IN_THE_PAST = "That day has gone by, so nobody could ask. Please choose a later one."
FIRST_REVIEW = "One thing comes first: your own internal leadership review. Once it's agreed, I'll ask you again."
HELD_ELSEWHERE = "Did you hold it elsewhere, in Compass+ or on paper? Then just tell me when it was."
SEND_THIS = "*Please send this yourself, by e-mail.* These settings aren't in Slack:"
SEND_THIS_TO_ONE = "*Please send this yourself, by e-mail.* This setting isn't in Slack:"
TELL_ME = (
    "If your own internal leadership review is done, please tell me which of these weeks suit you, the best first. If "
    "it isn't yet, tell me when it will be."
)
TELL_ME_SOON = "Please tell me which of these weeks suit you, the best first, or that none does this time."
ANSWER_ME = {
    True: "Any other weeks you chose still stand. If you'd like to choose again, please tell me.",
    False: "If the week as it is now doesn't suit you, please tell me.",
}
"""What a consultant writes under the news, by whether the week was withdrawn."""
HELP = "Type `/careers-review hub weeks` to announce weeks. Everything else about your hub is on my Home tab."

_FLAWS = {
    Flaw.UNREAD: "I can't find a first and a last day in it",
    Flaw.BACKWARDS: "it ends before it starts",
    Flaw.TOO_LONG: "it's longer than two weeks",
    Flaw.OVER: "it has begun already, or is over",
    Flaw.TOO_FAR_AHEAD: "it's more than two years away",
    Flaw.OVERLAPS: "it overlaps with another week",
    Flaw.CLOSED: "requests for it would have closed already",
}


def flawed(line: FlawedLine) -> str:
    """A line that cannot be announced, and why."""
    return f"{line.line}: {_FLAWS[line.flaw]}"


def read(week: WrittenWeek, remarks: Sequence[Remark]) -> str:
    """A week as it was read, with the days on which schools are closed."""
    said = f"{week.term}, {days_of(week.first_on, week.last_on)} ({closes_in_words(week.closes_on)})"
    return f"{said}. Please note: {'; '.join(map(_remark, remarks))}." if remarks else said


def _remark(remark: Remark) -> str:
    day = f"{remark.day:%A} {remark.day.day} {remark.day:%B}"
    return f"{day} is a bank holiday ({remark.holiday})" if remark.holiday else f"{day} is usually outside term"


def what_is_offered(trios: int) -> str:
    """How many places there are."""
    return f"Each week has {places(3 * trios)}."


def announced(weeks: int) -> str:
    """That weeks are announced."""
    what = "One week is" if weeks == 1 else f"{weeks} weeks are"
    return f"*{what} announced.* Careers leaders will hear from me in school hours."


def ready_now(names: str) -> str:
    """Who may ask at once."""
    return f"Ready to ask now: {names}."


def ready_later(later: int) -> str:
    """How many settings may not ask yet."""
    return f"{settings(later)} can ask once {_own(later)} review is agreed; I'll ask again then."


def took_part_lately(count: int) -> str:
    """How many settings may ask and come after others."""
    return f"{settings(count)} took part less than three years ago and can ask, too; others come first."


def _own(count: int) -> str:
    return "its own" if count == 1 else "their own"


def more_lines(count: int) -> str:
    """How many lines are not named."""
    return f"and {count} more"


def more_settings(count: int) -> str:
    """How many settings are not named."""
    return f"and {hub_words.more_settings(count)}; the spreadsheet on my Home tab has their addresses"


def line_of(week: BookingWeek, *, is_full: bool = False) -> str:
    """A week in a list."""
    full = "; full by now, with a waiting list" if is_full else ""
    return f"{week_in_words(week)} ({closes_in_words(week.closes_on)}{full})"


def news(hub: str, setting: str, *, reminder: bool) -> str:
    """The first line of what a careers leader is told."""
    if reminder:
        return f"*{setting}: requests for {hub}'s peer-to-peer review weeks close soon.* You can still ask for:"
    return f"*{hub} has announced weeks for peer-to-peer reviews.* {setting} can ask for:"


def again(hub: str, setting: str) -> str:
    """The first line once a review is agreed."""
    return f"*{setting}'s review is agreed, so you can now ask {hub} for a peer-to-peer review week:*"


def ready(agreed_on: date) -> str:
    """That a setting may ask now."""
    return f"You're ready: your own review was agreed on {date_in_words(agreed_on)}."


def due_again(day: date) -> str:
    """That a setting took part not long ago."""
    return f"Your next peer-to-peer review is due from {date_in_words(day)}. You can ask now; others may come first."


def in_channel(hub: str) -> str:
    """The first line in the hub's channel."""
    return f"*{hub} has announced weeks for peer-to-peer reviews:*"


def who_may_ask(ready_now: int, later: int, lately: int) -> str:
    """How many settings may ask, for the hub's channel."""
    first = f"{settings(ready_now)} can ask at once." if ready_now else "No setting is ready yet."
    after = f" {settings(later)} can ask once {_own(later)} review is agreed." if later else ""
    return first + after + (f" {took_part_lately(lately)}" if lately else "")


def to_send(hub: str, weeks: Sequence[str], *, reminder: bool) -> str:
    """What a consultant writes to settings that are not in Slack."""
    announced = f"{hub} has announced weeks for peer-to-peer reviews:"
    close = f"Requests for {hub}'s peer-to-peer review weeks close soon. You can still ask for:"
    return "\n".join([close if reminder else announced, *(f"- {week}" for week in weeks)])


def changed(hub: str, setting: str, week: BookingWeek, *, had_it: bool) -> str:
    """What has become of a week that a setting asked for, or had."""
    if week.withdrawn:
        stood = f"{setting}'s place in it was confirmed, and is gone now." if had_it else f"{setting} had asked for it."
        return f"*{hub} has withdrawn {week_in_words(week)}.* {stood}"
    if had_it:
        return (
            f"*{hub} has changed the week that is confirmed for {setting}.* It's now {week_in_words(week)}. Your place "
            "is kept."
        )
    return (
        f"*{hub} has changed a week that {setting} asked for.* It's now {week_in_words(week)}, with "
        f"{places(week.places)}; you can {closes_in_words(week.closes_on)}."
    )


def what_next(week: BookingWeek, *, had_it: bool) -> str:
    """What a careers leader can do about that."""
    if week.withdrawn:
        return "Any other weeks you chose still stand, and you can choose again."
    if had_it:
        return "If the new days don't suit you, please give the week back on my Home tab."
    return "If that doesn't suit you, please change your request."


def saved(week: BookingWeek) -> str:
    """That a week is changed or withdrawn."""
    what = "withdrawn" if week.withdrawn else "changed"
    return (
        f"*{week_in_words(week)} is {what}.* I'll tell everybody who asked for it; for settings that aren't in Slack, "
        "their careers consultant gets the words to send."
    )


def week_in_the_past(error: WeekInThePast) -> str:
    """Which week cannot be."""
    day = day_in_words(error.first_on)
    return f"It starts on {day}: that has to be ahead of us, and not after its last day. Please check both."


def week_too_long(error: WeekTooLong) -> str:
    """Which week is too long to be meant."""
    return f"{days_of(error.first_on, error.last_on)} is longer than two weeks. Please check both."


def weeks_overlap(error: WeeksOverlap) -> str:
    """Which week is there already."""
    return f"It overlaps with {days_of(error.first_on, error.last_on)}, which is announced already."


def closes_too_late(error: ClosesTooLate) -> str:
    """Until when requests have to close."""
    return f"Requests have to close before {day_in_words(error.first_on)}, when the week starts."


def trios_out_of_range(error: TriosOutOfRange) -> str:
    """How many trios a week can have."""
    return f"Please give a number between {error.least} and {error.most}."


def too_few_places(error: TooFewPlaces) -> str:
    """How many are confirmed already."""
    have = "has" if error.confirmed == 1 else "have"
    return f"{settings(error.confirmed)} already {have} a place in this week. Please leave room for that."


def too_many_weeks(error: TooManyWeeks) -> str:
    """How many weeks can be announced at once."""
    return f"I can announce up to {error.most} weeks at once. Please send the rest afterwards."
