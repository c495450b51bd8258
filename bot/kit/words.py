"""Sentences that several capabilities say. Short, warm, and what to do next."""

from collections.abc import Sequence
from datetime import date
from math import ceil

from maturity_model.catalog import Edition
from maturity_model.errors import TooManyColleagues, WrongStage
from maturity_model.review import Stage

NOTHING_THERE = "I can't find that any more. Please open my Home tab to see what is current."
NOT_ALLOWED = "That's for somebody else in this review to do. If it should be you, please ask a careers leader."
NOT_A_MEMBER = "You're not part of this review at the moment. If you should be, please ask your careers leader."
NOT_UNDERSTOOD = "I couldn't make sense of that. Please open my Home tab and try again from there."
NOT_SAVED = "That has not been saved: I can't reach my records just now. Please try again in a minute."
SLACK_SILENT = "Slack isn't answering me just now, so nothing has changed. Please try again in a minute."
SETTING_MISSING = "Nobody has set me up here yet. Please ask somebody who administers your Slack workspace."
NAME_MISSING = "Please give a name that people will recognise."
HOURS_OUT_OF_ORDER = "School ends before it starts here. Please check both times."
MEETING_IN_THE_PAST = "That time has gone by. Please choose one that is still to come."
MEETING_TOO_FAR_AWAY = "That's more than a year away. Please choose an earlier day."
NO_COLLEAGUES = "Please choose at least one person who takes part."
NO_FACILITATOR = "Somebody has to run the meeting. Please choose at least one person."
TEXT_TOO_LONG = "That's a little too long for me to keep. Please shorten it."
MOVE_MEETING = "Change time or channel"
CLOSE = "Close"
WHICH_SETTING = "Which setting?"
GO_ON = "Go on"
ADD_AN_ACTION = "Add an action"
GIVE_THE_GUIDE = "Give me the guide"
BAR_LENGTH = 10
MINUTES_STEP = 5  # "about 15 minutes": nobody reads faster to the minute
WORDS_A_MINUTE = 238  # silent reading of English: Brysbaert, "How many words do we read per minute?", 2019
MINUTES_TO_CHOOSE = 0.5  # what we assume

FOCUS_WORDS = {1: "occasional", 2: "regular", 3: "routine", 4: "embedded"}
"""What each column is about, in a word. Columns have numbers and no names: this stands beside the number."""

_STAGES = {
    Stage.DRAFT: "This review hasn't been opened yet. A careers leader opens it on my Home tab.",
    Stage.REFLECTING: "The meeting hasn't been opened yet. A facilitator opens it on my Home tab.",
    Stage.AGREEING: "The meeting is under way, so that can't be changed now.",
    Stage.AGREED: (
        "This review is finished. Until the next one is opened, a careers leader can take it back to the meeting on my "
        "Home tab."
    ),
    Stage.CANCELLED: "This review was cancelled, so there's nothing more to do here. Thank you.",
}


def wrong_stage(error: WrongStage) -> str:
    """Why something cannot happen at the stage the review is at."""
    return _STAGES[Stage(error.stage)]


def too_many_colleagues(error: TooManyColleagues) -> str:
    """How many fit into one review."""
    return f"One review holds up to {error.most} people. Please choose fewer."


def incident(number: str) -> str:
    """What somebody reads when the mistake is ours."""
    return (
        "Something went wrong on my side, and it isn't your fault. Please try again; if it happens again, "
        f"tell whoever looks after me this reference: `{number}`."
    )


def bar(done: int, whole: int) -> str:
    """How much is done, for the eye."""
    filled = BAR_LENGTH * done // whole
    return "▰" * filled + "▱" * (BAR_LENGTH - filled)


def listed(names: Sequence[str], most: int) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def day_in_words(day: date) -> str:
    """A day with its name: "Friday 12 March 2027"."""
    return f"{day:%A} {date_in_words(day)}"


def date_in_words(day: date) -> str:
    """A day: "12 March 2027"."""
    return f"{day.day} {day:%B} {day.year}"


def people(count: int) -> str:
    """How many people, in words."""
    return "1 person" if count == 1 else f"{count} people"


def about_minutes(rows: int, edition: Edition) -> str:
    """How long so many rows of an edition take, in steps of five: the time to read one and to choose, for each."""
    minutes = rows * _quarters_a_row(edition) / 4
    if minutes < MINUTES_STEP:
        return "a few minutes"
    return f"about {ceil(minutes / MINUTES_STEP) * MINUTES_STEP} minutes"


def _quarters_a_row(edition: Edition) -> int:
    """How many quarters of a minute the edition's average row takes."""
    words = sum(len(statement.split()) for row in edition.rows for statement in row.statements)
    return max(1, round(4 * (words / len(edition.rows) / WORDS_A_MINUTE + MINUTES_TO_CHOOSE)))
