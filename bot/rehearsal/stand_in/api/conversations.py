"""conversations.open, .info, .members and .join."""

from bot.rehearsal.stand_in.api.asking import Ask, page
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.values import Json, Refused


def open_dm(ask: Ask) -> Json:
    """conversations.open: the direct message with one person; opening it again gives the same."""
    if ask.text_or_none("channel"):
        ask.need("im:read")  # resuming by channel shows what the conversation is
    wanted = ask.text_or_none("users")
    if wanted is None:
        raise Refused("users_list_not_supplied", "missing required field: users")
    if "," in wanted:
        ask.need("mpim:write")
    person = ask.person("users")
    refuse_unreachable(ask, person)
    known = ask.workspace.dm_with(person) is not None
    channel = ask.workspace.open_dm(person)
    again = {"no_op": True, "already_open": True} if known else {}
    return {**again, "channel": channel_as_slack(channel) if ask.flag("return_im") else {"id": channel.id}}


def refuse_unreachable(ask: Ask, person: Person) -> None:
    """Refuse whom no bot can write to.

    Raises:
        Refused: a bot, somebody who left, or somebody of another organisation.
    """
    if person.bot or person.id == ask.workspace.bot.id:
        raise Refused("cannot_dm_bot", "that is a bot")
    if person.deleted:
        raise Refused("user_disabled", "that person was deactivated")
    if person.stranger:
        raise Refused("user_not_visible", "that person belongs to another workspace")


def show_channel(ask: Ask) -> Json:
    """conversations.info: one channel."""
    channel = ask.channel()
    ask.need(scope_to_read(channel))
    shown = channel_as_slack(channel)
    if ask.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def list_members(ask: Ask) -> Json:
    """conversations.members: who can read in a channel, page by page."""
    channel = ask.channel()
    ask.need(scope_to_read(channel))
    members, cursor = page([{"id": one} for one in channel.members], ask, default=100, most=1000)
    return {"members": [one["id"] for one in members], "response_metadata": {"next_cursor": cursor}}


def join_channel(ask: Ask) -> Json:
    """conversations.join: the bot enters a public channel."""
    channel = ask.channel()
    if channel.private:
        raise Refused("method_not_supported_for_channel_type", "a private channel takes an invitation")
    if channel.archived:
        raise Refused("is_archived", "the channel is archived")
    if not channel.bot_in:
        channel.members.append(ask.workspace.bot.id)
    return {"channel": channel_as_slack(channel)}


def scope_to_read(channel: Channel) -> str:
    """The scope that lets an app look at a channel of this kind."""
    if channel.dm_with:
        return "im:read"
    return "groups:read" if channel.private else "channels:read"


def channel_as_slack(channel: Channel) -> Json:
    """A channel in Slack's JSON."""
    direct = channel.dm_with is not None
    shown: Json = {
        "id": channel.id,
        "is_channel": not direct and not channel.private,
        "is_group": not direct and channel.private,
        "is_im": direct,
        "is_mpim": False,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_member": channel.bot_in,
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
    }
    return {**shown, "user": channel.dm_with} if direct else {**shown, "name": channel.name}
