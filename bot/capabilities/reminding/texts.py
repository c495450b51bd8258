"""What people read when they are reminded, when they cannot take part, and when a careers leader nudges."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from bot.kit.words import MINUTES_STEP, listed
from maturity_model.reminding import Unreminded

CARRY_ON, BEGIN = "Carry on", "Begin"
CANNOT = "I can't take part"
CONFIDENTIAL = "Your answers stay confidential: your careers leader sees how many rows you've answered, never what."

CANNOT_TITLE = "You can't take part?"
CANNOT_INTRO = (
    "That's fine. I'll tell your careers leader, and I won't remind you any more. What you've answered stays as it is, "
    "and you can carry on after all."
)
INSTEAD = "Who could take part in your place?"
INSTEAD_HINT = "Only if you know somebody. Your careers leader decides, and asks them."
TELL = "Tell them"
TOLD = "*Thank you for saying so.* I've told your careers leader, and I won't remind you any more."
TOLD_NOBODY = "Thank you for saying so. I won't remind you any more. If things change, carry on whenever you like."

TAKE_OUT = "Take out of the review"
TAKE_OUT_TITLE = "Take them out of the review?"
TAKE_OUT_TEXT = "They get no more messages, and the answers they gave don't count."
LEAVE = "Leave them in"
INVITE_INSTEAD = "Invite in their place"
INVITE_TITLE = "Invite in their place?"
INVITE_TEXT = "The person they suggest is invited. Whoever can't take part is taken out; their answers don't count."
NOT_YET = "Not yet"
DECIDE = "Nothing changes until you decide. You can also invite more people on my Home tab."

NUDGE_TITLE = "Remind people"
NUDGE_LABEL = "Whom shall I remind?"
NUDGE_HINT = "Each gets at most one reminder a day, and four messages in all."
NOBODY_TO_NUDGE = (
    "Nobody can be reminded just now: everybody has answered, was reminded today, or has had four messages."
)
SEND = "Remind them"
FEW_HELP = " A few rows help already."
MOST_NAMED = 20
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)

TOO_LATE_TO_SNOOZE = "There's no school morning left before the meeting, so I can't remind you later."
NO_TIME_LEFT = "There's no school day left before the meeting, so a reminder would come too late."

WHY_NOT = {
    Unreminded.TAKES_NO_PART: "not in this review",
    Unreminded.NOTHING_LEFT: "nothing left to answer",
    Unreminded.DECLINED: "can't take part",
    Unreminded.THEME_A_DAY: "gets a theme a day",
    Unreminded.TODAY: "reminded that day already",
    Unreminded.ENOUGH: "has had enough messages",
}


def snooze(later: datetime, now: datetime, zone: tzinfo) -> str:
    """The button that puts a reminder off to the next school morning."""
    day, today = later.astimezone(zone).date(), now.astimezone(zone).date()
    if day - today == A_DAY:
        return "Remind me tomorrow"
    return f"Remind me on {day:%A}" if day - today < A_WEEK else f"Remind me on {day.day} {day:%B}"


def rows(left: int) -> str:
    """How many rows are left."""
    return "1 row" if left == 1 else f"{left} rows"


def left_for_you(left: int, minutes: str, setting: str, meets: str, *, nudged: bool) -> str:
    """What is left, how long it takes, and when the meeting is."""
    asked = "Your careers leader asked me to remind you. " if nudged else ""
    return (
        f"{asked}*You have {rows(left)} left,* {minutes} in all, in the careers review of {setting}.\n"
        f"The meeting is on {meets}.{FEW_HELP if left > MINUTES_STEP else ''}"
    )


def in_short(left: int, setting: str, meets: str) -> str:
    """The same for notifications and screen readers."""
    return f"You have {rows(left)} left in the careers review of {setting}. The meeting is on {meets}."


def snoozed(when: str) -> str:
    """When the next reminder comes."""
    return f"*I'll remind you again* on {when}, if there's still something left."


def cannot(who: str, setting: str) -> str:
    """What a careers leader reads about a colleague who cannot take part."""
    return f"{who} can't take part in the careers review of {setting}."


def suggests(instead: str) -> str:
    """Whom they suggest."""
    return f"They suggest {instead} in their place."


def reminded(who: Sequence[str], when: str) -> str:
    """Who is reminded, and when."""
    if not who:
        return "Nobody is reminded this time."
    return f"*Reminders go to {listed(who, MOST_NAMED)}:* {when}."


def reminded_now(who: Sequence[str]) -> str:
    """Who is reminded at once."""
    return f"*Reminders are on their way to {listed(who, MOST_NAMED)}.*"


def not_reminded(who: Sequence[str], why: Unreminded) -> str:
    """Who is not, and why."""
    return f"• {listed(who, MOST_NAMED)}: {WHY_NOT[why]}"
