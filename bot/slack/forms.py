"""The pieces of Slack's payloads: each function gives the piece or raises BadPayload."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.slack.ids import BadPayload

Raw = Mapping[str, Any]
Filled = str | tuple[str, ...] | None

TEXTS = ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date", "selected_time")
ID = re.compile(r"[A-Za-z0-9]{1,32}")
STAMP = re.compile(r"[0-9]{1,12}\.[0-9]{1,12}")


def filled_in(element: Raw) -> Filled:
    """What one input holds, whatever kind of input it is."""
    for single in TEXTS:
        if element.get(single) is not None:
            return a_text(element[single], empty=single == "value")
    if element.get("selected_date_time") is not None:
        return str(a_number(element["selected_date_time"]))
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


def a_number(value: object) -> int:
    """The value as a whole number."""
    if type(value) is not int:  # and not one of the two truths, which are numbers to Python
        raise BadPayload
    return value


def an_id(value: object) -> str:
    """The value as Slack's name for a person, a place or an event; whether there is such a one is not asked."""
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise BadPayload
    return value


def a_stamp(value: object) -> str:
    """The value as the time by which Slack names a message."""
    if not isinstance(value, str) or not STAMP.fullmatch(value):
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


def a_day(written: str) -> date:
    """A day as Slack's date picker gives it, "2026-11-23".

    Raises:
        BadPayload: it is none.
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadPayload from None


def a_time_of_day(written: str) -> time:
    """A time of day as Slack's time picker gives it, "15:45".

    Raises:
        BadPayload: it is none.
    """
    try:
        return time.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        raise BadPayload from None


def a_whole_number(written: str) -> int:
    """A whole number as Slack's number field gives it.

    Raises:
        BadPayload: it is none.
    """
    try:
        return int(written)
    except ValueError:
        raise BadPayload from None
