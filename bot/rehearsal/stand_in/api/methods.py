"""Every method the stand-in knows: what it needs, how often it may be called, what it takes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.rehearsal.stand_in.api import chat, connections, conversations, files, people, views
from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.rates import (
    GENEROUS,
    POSTS_A_CHANNEL,
    POSTS_A_WORKSPACE,
    TIER_2,
    TIER_3,
    TIER_4,
    Rate,
    Rates,
)
from bot.rehearsal.stand_in.values import Json, Refused


@dataclass(frozen=True, kw_only=True)
class Method:
    """A method of the Web API; arguments it does not name are refused, though Slack would overlook some."""

    carry_out: Callable[[Ask], Json]
    rate: Rate
    takes: frozenset[str]
    scope: str = ""


def method(carry_out: Callable[[Ask], Json], rate: Rate, takes: str, scope: str = "") -> Method:
    """A row of the table below; `takes` lists argument names."""
    return Method(carry_out=carry_out, rate=rate, takes=frozenset(takes.split()), scope=scope)


MESSAGE = "channel text blocks thread_ts metadata unfurl_links unfurl_media mrkdwn reply_broadcast"
TEAM = "team_id"  # Bolt names it with every call
OPEN_CONNECTION = "apps.connections.open"
METHODS = {
    OPEN_CONNECTION: method(connections.open_connection, TIER_3, ""),
    "auth.test": method(people.test_token, GENEROUS, ""),
    "users.info": method(people.show_person, TIER_4, "user include_locale", "users:read"),
    "users.list": method(people.list_people, TIER_2, "cursor limit include_locale", "users:read"),
    "conversations.open": method(conversations.open_dm, TIER_3, "users channel return_im", "im:write"),
    "conversations.info": method(conversations.show_channel, TIER_3, "channel include_num_members include_locale"),
    "conversations.members": method(conversations.list_members, TIER_4, "channel cursor limit"),
    "conversations.join": method(conversations.join_channel, TIER_3, "channel", "channels:join"),
    "chat.postMessage": method(chat.post_message, POSTS_A_WORKSPACE, MESSAGE, "chat:write"),
    "chat.postEphemeral": method(chat.post_ephemeral, TIER_4, "channel user text blocks thread_ts", "chat:write"),
    "chat.update": method(chat.update_message, TIER_3, "channel ts text blocks metadata", "chat:write"),
    "chat.delete": method(chat.delete_message, TIER_3, "channel ts", "chat:write"),
    "chat.getPermalink": method(chat.show_permalink, GENEROUS, "channel message_ts"),
    "views.open": method(views.open_view, TIER_4, "trigger_id view"),
    "views.push": method(views.push_view, TIER_4, "trigger_id view"),
    "views.update": method(views.update_view, TIER_4, "view view_id external_id hash"),
    "views.publish": method(views.publish_view, TIER_4, "user_id view hash"),
    "files.info": method(files.show_file, TIER_4, "file count cursor limit page", "files:read"),
    "files.getUploadURLExternal": method(files.start_upload, TIER_4, "filename length alt_txt", "files:write"),
    "files.completeUploadExternal": method(
        files.complete_upload, TIER_4, "files channel_id channels thread_ts initial_comment", "files:write"
    ),
}


def seconds_to_wait(rates: Rates, name: str, ask: Ask) -> int:
    """Count the call; where it is one too many, say in how many seconds to come again."""
    team = ask.workspace.id
    if name == "chat.postMessage":
        channel = str(ask.arguments.get("channel"))
        wait = rates.take(POSTS_A_CHANNEL, team, name, channel)
        if wait:
            return wait
    return rates.take(METHODS[name].rate, team, name)


def carry_out(name: str, ask: Ask) -> Json:
    """Do what the method does.

    Raises:
        Refused: a scope is missing, an argument is not known, or the method says no.
    """
    known = METHODS[name]
    if known.scope:
        ask.need(known.scope)
    if ask.arguments.get(TEAM, ask.workspace.id) != ask.workspace.id:
        raise Refused("team_access_not_granted", "the token is another workspace's")
    unknown = ask.arguments.keys() - known.takes - {TEAM}
    if unknown:
        raise Refused("invalid_arguments", f"not known here: {', '.join(sorted(unknown))}")
    return {"ok": True, **known.carry_out(ask)}
