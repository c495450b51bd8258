"""Menus: a list of things to choose from, on a card or in a modal."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.kit.pieces import LONGEST_LABEL, plain, whole_words
from bot.slack.blocks import Element, Option, OptionGroup

LONGEST_PROMPT = 150
MOST_OPTIONS = 100  # of one menu or of one of its groups, and as many groups


def option(value: str, label: str, *, remark: str | None = None) -> Option:
    """One thing to choose, with a remark under it; `value` comes back."""
    offered = Option({"text": plain(whole_words(label, LONGEST_LABEL), LONGEST_LABEL), "value": value})
    if remark:
        offered["description"] = plain(remark, LONGEST_LABEL)
    return offered


def group(label: str, options: Sequence[Option]) -> OptionGroup:
    """Things that belong together, under a label that is cut between words where it is too long."""
    return OptionGroup({"label": plain(whole_words(label, LONGEST_LABEL), LONGEST_LABEL), "options": list(options)})


def menu(action: str, options: Sequence[Option], *, prompt: str | None = None, chosen: Option | None = None) -> Element:
    """One of a few things. `prompt` stands there while nothing is chosen."""
    shown: dict[str, Any] = {"placeholder": plain(prompt, LONGEST_PROMPT)} if prompt else {}
    if chosen:
        shown["initial_option"] = chosen
    return Element({"type": "static_select", "action_id": action, "options": list(options), **shown})


def labelled_menu(
    name: str, labels: Mapping[str, str], *, prompt: str | None = None, chosen: str | None = None
) -> Element:
    """One of a few things: value → label."""
    options = {value: option(value, label) for value, label in labels.items()}
    return menu(name, list(options.values()), prompt=prompt, chosen=options[chosen] if chosen is not None else None)


def grouped_menu(action: str, groups: Sequence[OptionGroup], *, prompt: str, chosen: Option | None = None) -> Element:
    """One of many things, under the headings of their groups. `prompt` stands there while nothing is chosen."""
    grouped = Element(
        {
            "type": "static_select",
            "action_id": action,
            "option_groups": list(groups),
            "placeholder": plain(prompt, LONGEST_PROMPT),
        }
    )
    if chosen:
        grouped["initial_option"] = chosen
    return grouped


def long_menu(action: str, options: Sequence[Option], *, prompt: str, chosen: Option | None = None) -> Element:
    """One of many things, in pages where Slack lets fewer stand in one list; there is room for 10,000."""
    if len(options) <= MOST_OPTIONS:
        return menu(action, options, prompt=prompt, chosen=chosen)
    pages = [range(start, min(start + MOST_OPTIONS, len(options))) for start in range(0, len(options), MOST_OPTIONS)]
    groups = [group(f"{page.start + 1} to {page.stop}", options[page.start : page.stop]) for page in pages]
    return grouped_menu(action, groups[:MOST_OPTIONS], prompt=prompt, chosen=chosen)


def several_options(name: str, options: Sequence[Option], *, most: int, chosen: Sequence[Option]) -> Element:
    """Up to `most` of a few things."""
    several = Element(
        {"type": "multi_static_select", "action_id": name, "options": list(options), "max_selected_items": most}
    )
    if chosen:
        several["initial_options"] = list(chosen)
    return several


def several_menu(
    name: str, groups: Sequence[OptionGroup], *, prompt: str, most: int, chosen: Sequence[Option]
) -> Element:
    """Up to `most` of many things, under the headings of their groups."""
    several = Element(
        {
            "type": "multi_static_select",
            "action_id": name,
            "option_groups": list(groups),
            "max_selected_items": most,
            "placeholder": plain(prompt, LONGEST_PROMPT),
        }
    )
    if chosen:
        several["initial_options"] = list(chosen)
    return several
