"""A strict stand-in for Slack: the demo's Slack and the tests' Slack, never kinder than the real one."""

from bot.rehearsal.stand_in import breaking, happenings
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.stand_in import StandIn
from bot.rehearsal.stand_in.values import Answer, Call, Clock, Message, NotPossible, SharedFile, View
from bot.rehearsal.stand_in.workspace import Workspace

__all__ = [
    "Answer",
    "Call",
    "Channel",
    "Clock",
    "Message",
    "NotPossible",
    "Person",
    "SharedFile",
    "StandIn",
    "View",
    "Workspace",
    "breaking",
    "happenings",
]
