"""What hub staff read about settings, and what is asked about a review that was held elsewhere."""

from datetime import date

from bot.kit.words import date_in_words
from maturity_model.errors import DayTooLongAgo

SAVE = "Save"
ADD_TITLE = "Add a setting"
ADD = "Add"
MEMBER_NAME = "What is the setting called?"
CONTACT = "Which e-mail address reaches its careers leader?"
CONTACT_HINT = "I don't send e-mails: I give you the words, and you send them."
REMOVED_TITLE = "Off the list"

CONSULTANT_TITLE = "Careers consultant"
CONSULTANT = "Who looks after this setting?"
CONSULTANT_HINT = "Its requests go to them from now on. Please choose somebody who works for the hub."

PAST_TITLE = "Enter a review"
REMOVE_PAST = "Take out one that is wrong"
PAST_KIND = "Which review was it?"
LEADERSHIP = "Internal leadership review"
PEER = "Peer-to-peer review"
DONE_ON = "When was it held?"
SOURCE = "How do you know about it?"
SOURCE_HINT = "For example Compass+, or the record on paper."
ENTERED_TITLE = "Thank you"

CONTACT_NOT_UNDERSTOOD = "That doesn't look like an e-mail address. Please check it."
SOURCE_MISSING = "Please say how you know about it, so that others can rely on it."
DAY_NOT_OVER_YET = "That day is still to come. Please choose the day when it was held."


def added(setting: str) -> str:
    """That a setting without Slack is on the list."""
    return (
        f"*{setting} is on your list.* It isn't in Slack, so when there's news for it I'll give you the words to send."
    )


def removed(setting: str) -> str:
    """That a setting without Slack is off the list."""
    return f"*{setting} is off your list.* You can add it again any time."


def entered(setting: str, *, peer: bool, day: date) -> str:
    """That a review held elsewhere is known now."""
    what = "peer-to-peer review" if peer else "internal leadership review"
    return f"*{setting}: {what} on {date_in_words(day)}.* I've noted it."


def consultant_changed(setting: str, consultant: str) -> str:
    """Who looks after a setting now."""
    return f"*{consultant} looks after {setting} now.*"


def day_too_long_ago(error: DayTooLongAgo) -> str:
    """From when on there were such reviews."""
    return f"These reviews began in {error.earliest:%B %Y}. Please check the day."
