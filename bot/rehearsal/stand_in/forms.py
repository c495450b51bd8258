"""What people choose and write: how Slack sends it, and what its own screens do not let them do."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.finding import elements_of, place_of
from bot.rehearsal.stand_in.limits.shapes import length
from bot.rehearsal.stand_in.values import Json, NotPossible, Place

STATE = {  # kind of element: the name of the answer in a state, and of the answer given at first
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),  # the second never stands there: Slack has none
}
SEVERAL = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}
MOST_FILES = 10
CLOCK_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, kw_only=True)
class Pickable:
    """Whom and what Slack's own lists offer in a workspace, and who takes a file that is handed over."""

    people: frozenset[str]
    channels: Mapping[str, Channel]
    take_file: Callable[[Json, Any], Json]


def state_of(blocks: list[Json], filled: Mapping[Place, Any]) -> Json:
    """The state of everything on a surface that can be filled in, touched or not."""
    values: dict[str, Json] = {}
    for block, element in elements_of(blocks):
        if element["type"] in STATE:
            key, _ = STATE[element["type"]]
            answer = current_answer(block, element, filled)
            values.setdefault(block["block_id"], {})[element["action_id"]] = {"type": element["type"], key: answer}
    return {"values": values}


def current_answer(block: Json, element: Json, filled: Mapping[Place, Any]) -> object:
    """What stands in a field: what was filled in, else what the bot put there."""
    key, first = STATE[element["type"]]
    return filled.get(place_of(block, element), element.get(first, [] if key in SEVERAL else None))


def answer_from(element: Json, given: Any, offered: Pickable) -> Any:  # noqa: ANN401 - each kind has its own
    """Turn what a test or a cast says somebody chose into what Slack would send.

    Raises:
        NotPossible: Slack's own screen does not offer that.
    """
    key, _ = STATE[element["type"]]
    if given is None:
        return [] if key in SEVERAL else None
    if key in SEVERAL:
        return several(element, given, offered)
    return one(element, given, offered)


def several(element: Json, given: Iterable[Any], offered: Pickable) -> list[Any]:
    """Several choices, not more than the element allows."""
    wanted = list(given)
    files = element["type"] == "file_input"
    most = element.get("max_files", MOST_FILES) if files else element.get("max_selected_items", len(wanted))
    if len(wanted) > most:
        raise NotPossible(f"{element['action_id']} takes at most {most}")
    return [one(element, single, offered) for single in wanted]


def one(element: Json, given: Any, offered: Pickable) -> Any:  # noqa: ANN401 - each kind has its own
    """One choice, or what somebody wrote."""
    kind = element["type"].removeprefix("multi_")
    if kind in ("static_select", "radio_buttons", "checkboxes", "overflow"):
        return option_with(element, given)
    if kind == "users_select":
        return person_in(given, offered)
    if kind in ("conversations_select", "channels_select"):
        return conversation_in(element, given, offered)
    if kind == "file_input":
        return offered.take_file(element, given)
    if kind in ("datepicker", "timepicker", "datetimepicker"):
        return moment(kind, given)
    return written(element, given)


def option_with(element: Json, value: str) -> Json:
    """The option of a list that has this value."""
    options = [
        *element.get("options", ()),
        *(one for group in element.get("option_groups", ()) for one in group["options"]),
    ]
    for option in options:
        if option["value"] == value:
            found: Json = option
            return found
    raise NotPossible(f"{element['action_id']} has no option {value}; it has {[one['value'] for one in options]}")


def person_in(given: Any, offered: Pickable) -> str:  # noqa: ANN401 - a person or an id
    """Somebody of the workspace."""
    person = str(getattr(given, "id", given))
    if person not in offered.people:
        raise NotPossible(f"{person} is nobody whom Slack offers here")
    return person


def conversation_in(element: Json, given: Any, offered: Pickable) -> str:  # noqa: ANN401 - a channel or an id
    """A conversation that the element's filter lets through."""
    channel = offered.channels.get(str(getattr(given, "id", given)))
    if channel is None:
        raise NotPossible(f"{given} is no channel that Slack offers here")
    wanted = element.get("filter", {})
    kind = "im" if channel.dm_with else "private" if channel.private else "public"
    possible = wanted.get("include", [kind]) if element["type"].endswith("conversations_select") else ["public"]
    if kind not in possible or (channel.shared and wanted.get("exclude_external_shared_channels")):
        raise NotPossible(f"{channel.name} is filtered out of {element['action_id']}")
    return channel.id


def moment(kind: str, given: Any) -> str | int:  # noqa: ANN401 - dates, times and their written forms
    """A day, a time of day, or both."""
    if kind == "datetimepicker":
        return int(given.timestamp()) if isinstance(given, datetime) else int(given)
    if kind == "timepicker":
        told = given.strftime("%H:%M") if isinstance(given, time) else str(given)
        if not CLOCK_TIME.fullmatch(told):
            raise NotPossible(f"{told} is no time of day")
        return told
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise NotPossible(f"{given} is no day") from None


def written(element: Json, text: str) -> str | None:
    """What somebody typed; an empty field is no answer."""
    count = length(text)
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if count > most or (text and count < least):
        raise NotPossible(f"{element['action_id']} takes {least} to {most} characters")
    return text or None


def missing_answers(blocks: list[Json], filled: Mapping[Place, Any]) -> list[str]:
    """The block_ids of questions that must be answered and are not."""
    return [
        block["block_id"]
        for block, element in elements_of(blocks)
        if block["type"] == "input"
        and not block.get("optional")
        and current_answer(block, element, filled) in (None, "", [])
    ]
