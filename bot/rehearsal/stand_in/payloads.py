"""What Slack sends for each thing that people do."""

import html
import re
from collections.abc import Mapping
from typing import Any

from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.forms import STATE, state_of
from bot.rehearsal.stand_in.rendering import message_as_slack, view_as_slack
from bot.rehearsal.stand_in.values import Installation, Json, Message, Place, View

TYPED_MENTION = re.compile(r"(&lt;(?:@[UW]|#C)[A-Z0-9]+(?:\|[^&]*)?&gt;)")


def frame(kind: str, at: Installation, person: tuple[str, str], trigger_id: str) -> Json:
    """What every interaction carries: who, where, and the trigger. `person` is an id and a name."""
    person_id, name = person
    handle = name.lower().replace(" ", ".")
    return {
        "type": kind,
        "user": {"id": person_id, "username": handle, "name": handle, "team_id": at.team},
        "api_app_id": at.app,
        "trigger_id": trigger_id,
        "team": {"id": at.team, "domain": at.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def action(block: Json, element: Json, answer: object, stamp: str) -> Json:
    """What was pressed or chosen."""
    kind = element["type"]
    done: Json = {
        "type": kind,
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": stamp,
    }
    kept = ("text", "value", "style", "confirm") if kind == "button" else ("placeholder",)
    done |= {field: element[field] for field in kept if field in element}
    if kind == "overflow":
        done["selected_option"] = answer
    elif kind in STATE:
        done[STATE[kind][0]] = answer
    return done


def in_message(message: Message, channel: Channel, at: Installation, filled: Mapping[Place, Any]) -> Json:
    """Where a click on a message happened; an ephemeral message is not sent along."""
    ephemeral = message.seen_only_by is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    where: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name_in_payloads},
        "state": state_of(message.blocks, filled),
    }
    if not ephemeral:
        where["message"] = message_as_slack(message, at)
    return where


def in_view(view: View, at: Installation) -> Json:
    """Where a click in a modal or on Home happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view_as_slack(view, at)}


def typed_command(at: Installation, person: tuple[str, str], channel: Channel) -> Json:
    """A slash command but for its words, its trigger and its response_url."""
    person_id, name = person
    return {
        "team_id": at.team,
        "team_domain": at.domain,
        "channel_id": channel.id,
        "channel_name": channel.name_in_payloads,
        "user_id": person_id,
        "user_name": name.lower().replace(" ", "."),
        "api_app_id": at.app,
        "is_enterprise_install": "false",
    }


def escaped(text: str) -> str:
    """What is typed after a command with should_escape: harmless, but for mentions as ids."""
    return TYPED_MENTION.sub(lambda found: html.unescape(found[0]), html.escape(text, quote=False))


def event(at: Installation, event_id: str, happened: Json) -> Json:
    """An event in its envelope; `happened` carries an `event_ts`."""
    return {
        "team_id": at.team,
        "context_team_id": at.team,
        "api_app_id": at.app,
        "event": happened,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(float(happened["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": at.team,
                "user_id": at.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
