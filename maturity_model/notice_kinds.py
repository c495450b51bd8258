"""Every kind of notice, and the one table of how each is delivered.

A process may die, or Slack fall silent, between sending a message and noting that it left: then nobody knows whether it
arrived. `Rule.repeat` says for each kind whether it is then sent once more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

INVITATION: Final = "invitation"
"""Asks a colleague to reflect; it becomes their card."""

FACILITATOR_INVITED: Final = "facilitator_invited"
"""Tells somebody who does not answer rows that the meeting is theirs to run."""

MEETING_MOVED: Final = "meeting_moved"
"""Tells somebody who was invited that the meeting's time or channel changed."""

REVIEW_CANCELLED: Final = "review_cancelled"
"""Tells somebody who was invited that the review was called off."""

REMINDER: Final = "reminder"
"""Reminds a colleague some school days before the meeting that rows are left."""

NUDGE: Final = "nudge"
"""A reminder that a careers leader asked for."""

SNOOZED: Final = "snoozed_reminder"
"""A reminder that its reader put off to the next morning."""

THEME_OF_THE_DAY: Final = "theme_of_the_day"
"""A colleague's card, brought to them in the morning with the next theme: they chose it in place of reminders."""

CANNOT_TAKE_PART: Final = "cannot_take_part"
"""Tells a careers leader that a colleague cannot take part."""

RESUMED_CARD: Final = "resumed_card"
"""A colleague's card, where they asked for it."""

BRIEF: Final = "brief"
"""Tells a facilitator before the day how the meeting may go."""

MEETING_BEGINS: Final = "meeting_begins"
"""Tells the channel at the hour what is going to happen."""

TIME_TO_OPEN: Final = "time_to_open"
"""Brings a facilitator at the hour the button that opens the meeting."""

NOT_OPENED: Final = "not_opened"
"""Asks a careers leader on the morning after what became of a meeting that nobody opened."""

AGENDA: Final = "agenda"
ROW: Final = "row"
"""A card of the open meeting, in its channel."""

PICTURE: Final = "outcome_picture"
FIGURES: Final = "outcome_figures"
RESOURCES: Final = "outcome_resources"
REOPENED: Final = "outcome_reopened"
"""What a review came to, in the thread of its meeting."""

ACTION_DUE: Final = "action_due"
"""Reminds whoever took an action on, a week before its day and on the day."""

NEXT_REVIEW: Final = "next_review"
"""Asks a careers leader to open the next review, a year after the last."""

NAME_A_LEADER: Final = "name_a_leader"
"""Asks a workspace admin to name a careers leader where none is left in Slack."""

PEER_REVIEW_DUE: Final = "peer_review_due"
"""Tells a careers leader that a peer-to-peer review is due."""

PEER_REVIEW_AGAIN: Final = "peer_review_again"
"""Tells a careers leader, three years after a peer-to-peer review, that the next one is due."""

SETTING_JOINED: Final = "setting_joined"
SETTING_LEFT: Final = "setting_left"
"""Tells the careers consultant of a setting that it joined or left the hub."""

WEEKS_ANNOUNCED: Final = "weeks_announced"
"""Tells a careers leader which weeks the hub has announced."""

WEEKS_IN_CHANNEL: Final = "weeks_in_channel"
"""Tells the hub's channel the same."""

WEEKS_BY_EMAIL: Final = "weeks_by_email"
"""Brings a careers consultant what to write to a setting that is not in Slack."""

ASKED_AGAIN: Final = "asked_again"
"""Asks a careers leader for a week once their review is agreed, where that came first."""

REQUESTS_CLOSE: Final = "requests_close"
"""Reminds a careers leader who has not answered that requests close."""

WEEK_CHANGED: Final = "week_changed"
"""Tells a careers leader that a week they asked for was changed or withdrawn."""

BOOKING_ASKED: Final = "booking_asked"
"""Tells a careers consultant what one of their settings asked for, changed or withdrew."""

BOOKING_SETTLED: Final = "booking_settled"
"""Tells a careers leader that their request was confirmed or declined."""

HUB_EXPORT: Final = "hub_export"
"""Brings somebody of a hub the spreadsheet that they asked for."""

GUIDE_READ: Final = "guide_read"
"""Tells a careers leader what was found in the guide that they gave, or what has become of it."""


class Leaves(Enum):
    """When a notice that is due may leave."""

    AT_ONCE = auto()  # it belongs to the meeting, or somebody waits for it
    IN_SCHOOL_HOURS = auto()  # else when the setting opens next, unless it would then be too late to be of use
    IN_SCHOOL_HOURS_IF_IN_TIME = auto()  # the same, but at once where it would then be too late


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a kind of notice is delivered; `repeat` says that a second copy is better than none."""

    repeat: bool
    leaves: Leaves = Leaves.AT_ONCE


_IN_HOURS, _IF_IN_TIME = Leaves.IN_SCHOOL_HOURS, Leaves.IN_SCHOOL_HOURS_IF_IN_TIME

RULES: Mapping[str, Rule] = {
    INVITATION: Rule(repeat=True, leaves=_IF_IN_TIME),
    FACILITATOR_INVITED: Rule(repeat=True, leaves=_IF_IN_TIME),
    MEETING_MOVED: Rule(repeat=True, leaves=_IF_IN_TIME),
    REVIEW_CANCELLED: Rule(repeat=True, leaves=_IF_IN_TIME),
    REMINDER: Rule(repeat=False, leaves=_IN_HOURS),
    NUDGE: Rule(repeat=False, leaves=_IN_HOURS),
    SNOOZED: Rule(repeat=False, leaves=_IN_HOURS),
    THEME_OF_THE_DAY: Rule(repeat=True, leaves=_IN_HOURS),  # the card before it is deleted by then
    CANNOT_TAKE_PART: Rule(repeat=True, leaves=_IF_IN_TIME),
    RESUMED_CARD: Rule(repeat=True),  # the card before it is deleted by then
    BRIEF: Rule(repeat=False, leaves=_IN_HOURS),
    MEETING_BEGINS: Rule(repeat=False),
    TIME_TO_OPEN: Rule(repeat=True),
    NOT_OPENED: Rule(repeat=False, leaves=_IN_HOURS),
    AGENDA: Rule(repeat=True),
    ROW: Rule(repeat=True),
    PICTURE: Rule(repeat=False),
    FIGURES: Rule(repeat=True),
    RESOURCES: Rule(repeat=False),
    REOPENED: Rule(repeat=True),
    ACTION_DUE: Rule(repeat=False, leaves=_IN_HOURS),
    NEXT_REVIEW: Rule(repeat=False, leaves=_IN_HOURS),
    NAME_A_LEADER: Rule(repeat=True, leaves=_IN_HOURS),
    PEER_REVIEW_DUE: Rule(repeat=False, leaves=_IN_HOURS),
    PEER_REVIEW_AGAIN: Rule(repeat=False, leaves=_IN_HOURS),
    SETTING_JOINED: Rule(repeat=True, leaves=_IN_HOURS),
    SETTING_LEFT: Rule(repeat=True, leaves=_IN_HOURS),
    WEEKS_ANNOUNCED: Rule(repeat=False, leaves=_IN_HOURS),
    WEEKS_IN_CHANNEL: Rule(repeat=False, leaves=_IN_HOURS),
    WEEKS_BY_EMAIL: Rule(repeat=True, leaves=_IN_HOURS),
    ASKED_AGAIN: Rule(repeat=False, leaves=_IN_HOURS),
    REQUESTS_CLOSE: Rule(repeat=False, leaves=_IN_HOURS),
    WEEK_CHANGED: Rule(repeat=False, leaves=_IN_HOURS),
    BOOKING_ASKED: Rule(repeat=False, leaves=_IN_HOURS),
    BOOKING_SETTLED: Rule(repeat=True, leaves=_IN_HOURS),
    HUB_EXPORT: Rule(repeat=True),
    GUIDE_READ: Rule(repeat=True),
}

ASKING: Final = (INVITATION, FACILITATOR_INVITED)
REMINDING: Final = (REMINDER, NUDGE)
PLANNED_AHEAD: Final = (REMINDER, BRIEF, TIME_TO_OPEN)
STARTED: Final = (*ASKING, MEETING_MOVED, REVIEW_CANCELLED, *REMINDING, BRIEF, TIME_TO_OPEN)
"""Every kind of message to a person that the bot starts before a meeting, and so promises to keep few.

What somebody asked for is none of them: a card, a snooze, a theme a day. Nor is what a careers leader or the owner of
an action gets for that task.
"""
