"""The interactive elements, with Slack's limits.

Two things are asked for that Slack leaves open: an action_id on every element, because nothing could answer without
it, and different values for the options of one list.
"""

from typing import Any

from bot.rehearsal.stand_in.limits.shapes import (
    Check,
    Rule,
    Unfit,
    address,
    choice_of,
    flag,
    length,
    list_of,
    matching,
    one_only,
    record,
    whole,
    words,
)
from bot.rehearsal.stand_in.limits.text import either, plain

PERSON = matching("[UW][A-Z0-9]{8,}")
CONVERSATION = matching("[CGDUW][A-Z0-9]{8,}")
CHANNEL = matching("[CG][A-Z0-9]{8,}")

CONFIRM = record(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice_of("primary", "danger")},
)
ACTION = {"action_id": words(255)}
FOCUS = {"focus_on_load": flag}
HINTED = {"placeholder": plain(150), **FOCUS}
CONFIRMED = {"confirm": CONFIRM}
ASKED_WHILE_TYPING = {
    "dispatch_action_config": record(
        {"trigger_actions_on": list_of(choice_of("on_enter_pressed", "on_character_entered"), 1, 2)}
    )
}
SEVERAL = {"max_selected_items": whole(1, 100)}

IMAGE = record({"type": choice_of("image"), "alt_text": words(2000), "image_url": address(3000)})


def element(kind: str, needed: dict[str, Check], possible: dict[str, Check], *rules: Rule) -> Check:
    """An element of a kind, with its action_id."""
    return record({"type": choice_of(kind), **ACTION, **needed}, possible, *rules)


def option(text: Check) -> Check:
    """One thing to choose."""
    return record({"text": text, "value": words(150, 0)}, {"description": plain(75), "url": address(3000)})


def all_options(menu: dict[str, Any]) -> list[Any]:
    """Every option of a list, whether it is grouped or not."""
    grouped = [one for group in menu.get("option_groups", ()) for one in group["options"]]
    return [*menu.get("options", ()), *grouped]


def different_values(menu: dict[str, Any]) -> None:
    """No two options of a list may mean the same."""
    one_only([one["value"] for one in all_options(menu)], "an option's value")


def initially_an_option(menu: dict[str, Any]) -> None:
    """What is chosen at first must be, letter for letter, one of the options."""
    first = [menu["initial_option"]] if "initial_option" in menu else menu.get("initial_options", [])
    possible = all_options(menu)
    if any(one not in possible for one in first):
        raise Unfit("an initial option is not one of the options")


def grouped_or_not(menu: dict[str, Any]) -> None:
    """A list has options or groups of options, never both or neither."""
    if ("options" in menu) == ("option_groups" in menu):
        raise Unfit("either options or option_groups must be given")


def length_in_order(text_input: dict[str, Any]) -> None:
    """The shortest allowed text is not longer than the longest, and what stands there at first fits."""
    most = text_input.get("max_length", 3000)
    if text_input.get("min_length", 0) > most:
        raise Unfit("min_length is more than max_length")
    if length(text_input.get("initial_value", "")) > most:
        raise Unfit("initial_value is longer than max_length")


PLAIN_OPTION = option(plain(75))
ANY_OPTION = option(either(75))
GROUPS = {
    "options": list_of(PLAIN_OPTION, 1, 100),
    "option_groups": list_of(record({"label": plain(75), "options": list_of(PLAIN_OPTION, 1, 100)}), 1, 100),
}
CHOSEN = {"initial_option": PLAIN_OPTION}
ALL_CHOSEN = {"initial_options": list_of(PLAIN_OPTION, 1, 100)}
MENU_RULES = (grouped_or_not, different_values, initially_an_option)
FEW_RULES = (different_values, initially_an_option)
CONVERSATION_FILTER = {
    "filter": record(
        {},
        {
            "include": list_of(choice_of("im", "mpim", "private", "public"), 1, 4),
            "exclude_bot_users": flag,
            "exclude_external_shared_channels": flag,
        },
    ),
    "default_to_current_conversation": flag,
}
DATE = matching(r"\d{4}-\d\d-\d\d")
TIME = matching(r"(?:[01]\d|2[0-3]):[0-5]\d")

BUTTON = element(
    "button",
    {"text": plain(75)},
    {
        "value": words(2000, 0),
        "url": address(3000),
        "style": choice_of("primary", "danger"),
        "accessibility_label": words(75),
        **CONFIRMED,
    },
)
OVERFLOW = element("overflow", {"options": list_of(PLAIN_OPTION, 1, 5)}, CONFIRMED, different_values)

CHOICES: dict[str, Check] = {
    "static_select": element("static_select", {}, {**HINTED, **CONFIRMED, **GROUPS, **CHOSEN}, *MENU_RULES),
    "multi_static_select": element(
        "multi_static_select", {}, {**HINTED, **CONFIRMED, **GROUPS, **ALL_CHOSEN, **SEVERAL}, *MENU_RULES
    ),
    "users_select": element("users_select", {}, {**HINTED, **CONFIRMED, "initial_user": PERSON}),
    "multi_users_select": element(
        "multi_users_select", {}, {**HINTED, **CONFIRMED, **SEVERAL, "initial_users": list_of(PERSON, 0, 100)}
    ),
    "conversations_select": element(
        "conversations_select", {}, {**HINTED, **CONFIRMED, **CONVERSATION_FILTER, "initial_conversation": CONVERSATION}
    ),
    "multi_conversations_select": element(
        "multi_conversations_select",
        {},
        {
            **HINTED,
            **CONFIRMED,
            **CONVERSATION_FILTER,
            **SEVERAL,
            "initial_conversations": list_of(CONVERSATION, 0, 100),
        },
    ),
    "channels_select": element("channels_select", {}, {**HINTED, **CONFIRMED, "initial_channel": CHANNEL}),
    "multi_channels_select": element(
        "multi_channels_select", {}, {**HINTED, **CONFIRMED, **SEVERAL, "initial_channels": list_of(CHANNEL, 0, 100)}
    ),
    "checkboxes": element(
        "checkboxes",
        {"options": list_of(ANY_OPTION, 1, 10)},
        {**FOCUS, **CONFIRMED, "initial_options": list_of(ANY_OPTION, 1, 10)},
        *FEW_RULES,
    ),
    "radio_buttons": element(
        "radio_buttons",
        {"options": list_of(ANY_OPTION, 1, 10)},
        {**FOCUS, **CONFIRMED, "initial_option": ANY_OPTION},
        *FEW_RULES,
    ),
    "datepicker": element("datepicker", {}, {**HINTED, **CONFIRMED, "initial_date": DATE}),
    "timepicker": element(
        "timepicker", {}, {**HINTED, **CONFIRMED, "initial_time": TIME, "timezone": matching(r"[A-Za-z_]+(?:/\S+)?")}
    ),
}
DATE_AND_TIME = element(
    "datetimepicker", {}, {**FOCUS, **CONFIRMED, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}
)
WRITTEN: dict[str, Check] = {
    "plain_text_input": element(
        "plain_text_input",
        {},
        {
            **HINTED,
            **ASKED_WHILE_TYPING,
            "initial_value": words(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        length_in_order,
    ),
    "email_text_input": element(
        "email_text_input", {}, {**HINTED, **ASKED_WHILE_TYPING, "initial_value": words(3000, 0)}
    ),
    "url_text_input": element("url_text_input", {}, {**HINTED, **ASKED_WHILE_TYPING, "initial_value": words(3000, 0)}),
    "number_input": element(
        "number_input",
        {"is_decimal_allowed": flag},
        {**HINTED, **ASKED_WHILE_TYPING, "initial_value": words(20), "min_value": words(20), "max_value": words(20)},
    ),
}
FILE = element("file_input", {}, {"filetypes": list_of(matching("[a-z0-9]{1,20}"), 1, 100), "max_files": whole(1, 10)})
