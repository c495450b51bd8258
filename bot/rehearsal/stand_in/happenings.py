"""What happens in a workspace beside clicks: the world changes, and the bot hears of it what Slack would say."""

from typing import Unpack

from bot.rehearsal.stand_in.api.people import person_as_slack
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.values import Answer, Message
from bot.rehearsal.stand_in.workspace import PersonFacts, Workspace


def say(person: Person, text: str, channel: Channel) -> Message:
    """Somebody writes in a channel. The bot does not hear of it: it may not read what people write."""
    message = Message(channel=channel.id, ts=person.workspace.new_stamp(), author=person.id, text=text, blocks=[])
    channel.log[message.ts] = message
    return message


async def change(person: Person, **facts: Unpack[PersonFacts]) -> Answer:
    """Somebody's profile changes: `deleted=True` deactivates them."""
    for fact, value in facts.items():
        setattr(person, fact, value)
    return await person.workspace.send_event({"type": "user_change", "user": person_as_slack(person)})


async def leave(person: Person, channel: Channel) -> Answer:
    """Somebody leaves a channel; `workspace.bot` is somebody too."""
    channel.members.remove(person.id)
    left = {
        "type": "member_left_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "G" if channel.private else "C",
        "team": person.workspace.id,
    }
    return await person.workspace.send_event(left)


async def archive(workspace: Workspace, channel: Channel) -> Answer:
    """A channel is archived."""
    channel.archived = True
    kind = "group_archive" if channel.private else "channel_archive"
    return await workspace.send_event({"type": kind, "channel": channel.id})


async def share(workspace: Workspace, channel: Channel) -> Answer:
    """A channel is shared with another organisation."""
    channel.shared = True
    return await workspace.send_event({"type": "channel_shared", "channel": channel.id})


async def uninstall(workspace: Workspace) -> Answer:
    """The app is removed: the token is dead at once, and two events say so, the revoked tokens first."""
    workspace.installed = False
    await workspace.send_event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}})
    return await workspace.send_event({"type": "app_uninstalled"})
