"""The pieces of Slack's payloads: each function gives the piece or raises BadPayload."""

from collections.abc import Mapping
from typing import Any

from bot.slack.ids import BadPayload

Raw = Mapping[str, Any]
Filled = str | tuple[str, ...] | None


def filled_in(element: Raw) -> Filled:
    """What one input holds, whatever kind of input it is."""
    for single in ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date_time"):
        if element.get(single) is not None:
            return a_text(str(element[single]), empty=True)
    for single in ("selected_date", "selected_time"):
        if element.get(single) is not None:
            return a_text(element[single])
    if element.get("selected_option") is not None:
        return a_text(a_mapping(element["selected_option"]).get("value"))
    if "selected_options" in element:
        return tuple(a_text(a_mapping(option).get("value")) for option in a_list(element["selected_options"]))
    for several in ("selected_users", "selected_conversations", "selected_channels"):
        if several in element:
            return tuple(a_text(one) for one in a_list(element[several]))
    return None


def only_one(elements: object) -> Raw:
    """The one element of an input block."""
    values = list(a_mapping(elements).values())
    if len(values) != 1:
        raise BadPayload
    return a_mapping(values[0])


def a_mapping(value: object) -> Raw:
    """The value as an object with fields."""
    if not isinstance(value, Mapping):
        raise BadPayload
    return value


def a_list(value: object) -> list[Any]:
    """The value as a list."""
    if not isinstance(value, list):
        raise BadPayload
    return value


def a_text(value: object, *, empty: bool = False) -> str:
    """The value as a text that every database can keep, which may be empty only where that is said."""
    if not isinstance(value, str) or not (value or empty) or "\0" in value:
        raise BadPayload
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a pair of surrogates
        raise BadPayload from None
    return value
