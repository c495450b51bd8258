"""chat.postMessage, .postEphemeral, .update, .delete and .getPermalink."""

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.posting import changed_message, check_content, new_message
from bot.rehearsal.stand_in.rendering import message_as_slack
from bot.rehearsal.stand_in.values import Json, Message, Refused


def post_message(ask: Ask) -> Json:
    """chat.postMessage: a new message."""
    channel = ask.channel_to_write_in()
    check_content(ask.arguments)
    message = new_message(ask.workspace, channel, ask.arguments)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_as_slack(message, ask.workspace.installation),
    }


def post_ephemeral(ask: Ask) -> Json:
    """chat.postEphemeral: a message that one person of the channel sees."""
    channel = ask.channel_to_write_in()
    person = ask.person("user")
    if person.id not in channel.members:
        raise Refused("user_not_in_channel", "that person is not in the channel")
    check_content(ask.arguments)
    message = new_message(ask.workspace, channel, ask.arguments, seen_only_by=person.id)
    return {"message_ts": message.ts}


def update_message(ask: Ask) -> Json:
    """chat.update: other contents in the bot's own message."""
    message = own_message(ask, "cant_update_message")
    check_content(ask.arguments)
    changed = changed_message(ask.workspace, message, ask.arguments)
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.text,
        "message": message_as_slack(changed, ask.workspace.installation),
    }


def delete_message(ask: Ask) -> Json:
    """chat.delete: the bot's own message is gone."""
    message = own_message(ask, "cant_delete_message")
    del ask.workspace.channels[message.channel].log[message.ts]
    return {"channel": message.channel, "ts": message.ts}


def show_permalink(ask: Ask) -> Json:
    """chat.getPermalink: the address of a message."""
    channel = ask.channel()
    ts = ask.text("message_ts")
    if ts not in channel.log:
        raise Refused("message_not_found", "no message of this channel has that ts")
    link = f"https://{ask.workspace.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def own_message(ask: Ask, error: str) -> Message:
    """A message the bot may change.

    Raises:
        Refused: there is none, or somebody else wrote it.
    """
    channel = ask.channel_to_write_in()
    message = channel.log.get(ask.text("ts"))
    if message is None:
        raise Refused("message_not_found", "no message of this channel has that ts")
    if message.author != ask.workspace.bot.id:
        raise Refused(error, "the bot did not write that message")
    return message
