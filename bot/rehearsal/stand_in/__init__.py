"""A strict stand-in for Slack: the demo's Slack and the tests' Slack, never kinder than the real one.

    async with StandIn(clock) as slack:
        senco = slack.workspace.add_person("SENCo")
        room = slack.workspace.add_channel("careers", members=[senco])
        slack.deliver_to("http://127.0.0.1:3000/slack/events")  # or the bot connects with slack.app_token
        ...  # the bot posts a card to senco, with slack.bot_token at slack.api_url
        answer = await senco.click(senco.dm()[-1], action_id="reflection.choose", value="3")
        await slack.eventually(lambda: senco.dm()[-1].edited)

Where it is stricter than Slack: lengths count in UTF-16 units; every element has an action_id and every message with
blocks a text; unescaped `&` and `<` and mentions of everybody are refused, and so are arguments and blocks it does
not know. Start reading at `stand_in.py`, `web.py` (what the bot asks) and `person.py` (what people do).
"""

from bot.rehearsal.stand_in import breaking, happenings
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.stand_in import StandIn
from bot.rehearsal.stand_in.values import Answer, Call, Clock, LocalFile, Message, NotPossible, SharedFile, View
from bot.rehearsal.stand_in.workspace import Workspace

__all__ = [
    "Answer",
    "Call",
    "Channel",
    "Clock",
    "LocalFile",
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
