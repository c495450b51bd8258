"""What people read about hubs and about belonging to one."""

from bot.kit.hub_words import settings
from maturity_model.errors import TooManyStaff, TooManyTries

MAKE_HUB = "Set up a Careers Hub"
FOR_HUBS = "Only for those who run a Careers Hub: announce weeks for peer-to-peer reviews, and take requests."
MAKE_TITLE = "Set up a Careers Hub"
SAVE = "Save"
NAME = "What is the hub called?"
STAFF = "Who works for the hub?"
STAFF_HINT = "They announce weeks, look after settings and answer requests. Two are better than one."
CHANNEL = "Which channel does the hub use, if any?"
CHANNEL_HINT = "I announce weeks there, too. Invite me to it first: /invite @Careers Review"
ADD_MEMBER = "Add a setting without Slack"
ENTER_PAST = "A review held elsewhere"
CHANGE_STAFF = "Staff and channel"
STAFF_TITLE = "Staff and channel"

NO_HUB = "Does your setting belong to a Careers Hub that uses Slack? Then join it with the code it gave you."
JOIN = "Join a Careers Hub"
JOIN_TITLE = "Join a Careers Hub"
NEXT = "Next"
CODE = "Which code did your hub give you?"
CODE_HINT = "Eight letters and numbers, like ABCD-2345."
SHOW = "Our progress"
SHOW_TICK = "Our hub may see how far our review is"
SHOW_HINT = "Whether colleagues are reflecting or you are meeting. Never an answer. You can change this any time."
CONFIRM = "Join"
JOINED_TITLE = "You've joined"
LEAVE = "Leave the hub"
LEAVE_TITLE = "Leave the hub?"
LEAVE_TEXT = "You'll get no more news from it, and any request for a week is withdrawn. Its code lets you join again."
STAY = "Stay"
START_SHOWING = "Let the hub see our progress"
STOP_SHOWING = "Hide our progress from the hub"
SHOWING = "Your hub sees how far your review is, and when it's agreed. It never sees an answer."
NOT_SHOWING = "Your hub sees when your review is agreed, and nothing before that. It never sees an answer."

UNKNOWN_CODE = "No hub has that code. Please check it, or ask your hub for it again."
ALREADY_IN_A_HUB = "Your setting belongs to a Careers Hub already. Leave that one first; it's on my Home tab."


def hub_lines(name: str, members: int, code: str) -> str:
    """A hub on its staff's Home, and the code that settings join with."""
    return f"*{name}* has {settings(members)}. Settings join with the code `{code}`."


def invited(setting: str, hub: str) -> str:
    """What joining means, for a careers leader to think about."""
    return (
        f"*{setting} would join {hub}.* The hub then sees your setting's name, kind and size, when your review is "
        "agreed, and which weeks you ask for. It never sees an answer or an agreed column. You can leave any time."
    )


def joined(hub: str, consultant: str | None) -> str:
    """That a setting belongs to a hub now."""
    who = f" Your careers consultant is {consultant}." if consultant else ""
    return f"*You've joined {hub}.*{who} My Home tab shows the weeks you can ask for."


def in_hub(hub: str, consultant: str | None) -> str:
    """A setting's hub on its careers leaders' Home."""
    who = f" Your careers consultant is {consultant}." if consultant else ""
    return f"*Your Careers Hub is {hub}.*{who}"


def has_joined(setting: str, hub: str) -> str:
    """What a careers consultant is told of a new setting."""
    return f"*{setting} has joined {hub},* and you look after it. My Home tab shows how it's getting on."


def has_left(setting: str, hub: str) -> str:
    """What a careers consultant is told of a setting that left."""
    return f"*{setting} has left {hub}.* Any request it made for a week is withdrawn."


def too_many_tries(error: TooManyTries) -> str:
    """How long somebody has to wait."""
    wait = "a minute" if error.minutes == 1 else f"{error.minutes} minutes"
    return f"That was one code too many. Please check it with your hub, and try again in {wait}."


def too_many_staff(error: TooManyStaff) -> str:
    """How many people a hub may have."""
    return f"I can keep up to {error.most} people here. Please choose fewer."
