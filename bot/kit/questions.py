"""The questions of a modal: a label, something to fill in, and what stands there at first.

A question's block id is the name under which its answer comes back, and under which a refusal is shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from bot.kit.pieces import plain
from bot.slack.blocks import Block, Element, Option
from maturity_model.review import Role

LONGEST_QUESTION = 2000
MOST_CHOSEN_AT_FIRST = 100  # of people in one list

PEOPLE = "people"
"""The block id of whom a modal is about, wherever people are chosen."""

FACILITATORS = "facilitators"
"""The block id of who runs the meeting."""


def question(name: str, label: str, element: Element, *, optional: bool = False, hint: str | None = None) -> Block:
    """A question under a name of its own; `element` is made with the same name as its action id."""
    asked = Block(
        {
            "type": "input",
            "block_id": name,
            "label": plain(label, LONGEST_QUESTION),
            "element": element,
            "optional": optional,
        }
    )
    if hint:
        asked["hint"] = plain(hint, LONGEST_QUESTION)
    return asked


def text_line(name: str, *, most: int, written: str = "") -> Element:
    """A few words of at most so many characters; `written` stands there at first."""
    line = Element({"type": "plain_text_input", "action_id": name, "max_length": most})
    if written:
        line["initial_value"] = written
    return line


def text_area(name: str, *, most: int, written: str = "") -> Element:
    """A text of several lines and at most so many characters; `written` stands there at first."""
    area = Element({"type": "plain_text_input", "action_id": name, "multiline": True, "max_length": most})
    if written:
        area["initial_value"] = written
    return area


def file_input(name: str, *, filetypes: Iterable[str], most: int = 1) -> Element:
    """At most so many files to hand over, of at most 10 MB each, named as one of these: "pdf", "txt".

    Slack shows it in a modal only, and only where the bot may read files (`Deps.files.may_read`). It looks at the names
    for people's convenience: what is in a file has to be judged by whoever reads it.
    """
    return Element({"type": "file_input", "action_id": name, "filetypes": sorted(filetypes), "max_files": most})


def tick_box(name: str, tick: Option, *, ticked: bool = False) -> Element:
    """One thing to tick, or to leave."""
    box = Element({"type": "checkboxes", "action_id": name, "options": [tick]})
    if ticked:
        box["initial_options"] = [tick]
    return box


def whole_number(name: str, first: int | None, *, least: int, most: int) -> Element:
    """A whole number between two others; None for one that does not stand there at first."""
    number = Element(
        {
            "type": "number_input",
            "action_id": name,
            "is_decimal_allowed": False,
            "min_value": str(least),
            "max_value": str(most),
        }
    )
    if first is not None:
        number["initial_value"] = str(first)
    return number


def person_menu(name: str, *, chosen: str) -> Element:
    """One person."""
    return Element({"type": "users_select", "action_id": name, "initial_user": chosen})


def people_menu(name: str, *, chosen: Iterable[str] = (), most: int | None = None) -> Element:
    """Any number of people, or at most so many; nobody stands there at first where Slack does not let as many."""
    people = Element({"type": "multi_users_select", "action_id": name})
    first = sorted(chosen)
    if 0 < len(first) <= MOST_CHOSEN_AT_FIRST:
        people["initial_users"] = first
    if most:
        people["max_selected_items"] = most
    return people


def moment_picker(name: str, at: datetime) -> Element:
    """A day and a time of day, in the zone of whoever picks."""
    return Element({"type": "datetimepicker", "action_id": name, "initial_date_time": int(at.timestamp())})


def date_picker(name: str, on: date) -> Element:
    """A day."""
    return Element({"type": "datepicker", "action_id": name, "initial_date": on.isoformat()})


def clock_picker(name: str, at: str) -> Element:
    """A time of day, "15:45"."""
    return Element({"type": "timepicker", "action_id": name, "initial_time": at})


def channel_menu(name: str, *, chosen: str | None = None, here: bool = False) -> Element:
    """A channel, public or private; `here` puts the one in which somebody typed a command there at first."""
    offered = {"include": ["public", "private"], "exclude_bot_users": True}
    channels = Element({"type": "conversations_select", "action_id": name, "filter": offered})
    if chosen is not None:
        channels["initial_conversation"] = chosen
    elif here:
        channels["default_to_current_conversation"] = True
    return channels


SHORT_ROLES = {Role.SLT_PASTORAL_TO_TEACHING: "SLT: pastoral, personal development, curriculum, progress, teaching"}
"""Roles whose names are too long for a list."""


def role_labels() -> Mapping[str, str]:
    """Every role by its name, as people read it in a list: whole, and short enough for Slack to show all of it."""
    return {role.name: SHORT_ROLES.get(role, role.value) for role in Role}
