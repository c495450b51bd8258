"""The questions of a modal: a label, something to fill in, and what stands there at first.

A question's block id is the name under which its answer comes back, and under which a refusal is shown.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    DateTimePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextObject,
    SelectElement,
    UserMultiSelectElement,
)

from bot.slack.card import clip
from maturity_model.review import Role

LONGEST_OPTION = 75
MOST_CHOSEN_AT_FIRST = 100  # of people in one list

PEOPLE = "people"
"""The block id of whom a modal is about, wherever people are chosen."""

FACILITATORS = "facilitators"
"""The block id of who runs the meeting."""


def question(
    name: str, label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str | None = None
) -> Block:
    """A question under a name of its own; `element` is made with the same name as its action id."""
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=label, emoji=False),
        element=element,
        optional=optional,
        hint=PlainTextObject(text=hint, emoji=False) if hint else None,
    )


def people_menu(name: str, *, chosen: Iterable[str] = ()) -> UserMultiSelectElement:
    """Any number of people; nobody stands there at first where there are more than Slack lets stand there."""
    first = sorted(chosen)
    return UserMultiSelectElement(
        action_id=name, initial_users=first if 0 < len(first) <= MOST_CHOSEN_AT_FIRST else None
    )


def option(value: str, label: str) -> Option:
    """One thing to choose; `value` comes back."""
    return Option(value=value, text=PlainTextObject(text=clip(label, LONGEST_OPTION), emoji=False))


def menu(name: str, labels: Mapping[str, str], *, chosen: str | None = None, hint: str | None = None) -> SelectElement:
    """One of a few things: value → label. `hint` stands there while nothing is chosen."""
    options = {value: option(value, label) for value, label in labels.items()}
    return SelectElement(
        action_id=name,
        options=list(options.values()),
        initial_option=options[chosen] if chosen is not None else None,
        placeholder=hint,
    )


def moment_picker(name: str, at: datetime) -> DateTimePickerElement:
    """A day and a time of day, in the zone of whoever picks."""
    return DateTimePickerElement(action_id=name, initial_date_time=int(at.timestamp()))


def channel_menu(name: str, *, chosen: str | None = None, here: bool = False) -> ConversationSelectElement:
    """A channel, public or private; `here` puts the one in which somebody typed a command there at first."""
    return ConversationSelectElement(
        action_id=name,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        initial_conversation=chosen,
        default_to_current_conversation=True if here and chosen is None else None,
    )


def role_labels() -> Mapping[str, str]:
    """Every role by its name, as people read it in a list."""
    return {role.name: role.value for role in Role}
