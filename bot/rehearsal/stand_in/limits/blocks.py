"""The blocks, with Slack's limits, for each surface they may stand on.

Only kinds of block that this bot has a use for are known; any other is refused, so that a new kind is a decision.
"""

from enum import StrEnum
from typing import Any

from bot.rehearsal.stand_in.limits.elements import BUTTON, CHOICES, DATE_AND_TIME, FILE, IMAGE, OVERFLOW, WRITTEN
from bot.rehearsal.stand_in.limits.shapes import (
    Check,
    Rule,
    Unfit,
    address,
    by_type,
    choice_of,
    flag,
    length,
    list_of,
    one_only,
    record,
    whole,
    words,
)
from bot.rehearsal.stand_in.limits.text import either, marked_up, plain

BLOCKS_OF_A_MESSAGE, BLOCKS_OF_A_VIEW = 50, 100
LONGEST_TEXT = 3000
TABLE_CHARACTERS = 10_000
MARKDOWN_CHARACTERS = 12_000


class Surface(StrEnum):
    """Where blocks can be shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


def block(kind: str, needed: dict[str, Check], possible: dict[str, Check] | None = None, *rules: Rule) -> Check:
    """A block of a kind, with or without an id."""
    return record({"type": choice_of(kind), **needed}, {"block_id": words(255), **(possible or {})}, *rules)


def question_block(element: Check) -> Check:
    """An input block that asks for such an element."""
    possible = {"hint": plain(2000), "optional": flag, "dispatch_action": flag}
    return block("input", {"label": plain(2000), "element": element}, possible)


def text_or_fields(section: dict[str, Any]) -> None:
    """A section says something."""
    if "text" not in section and "fields" not in section:
        raise Unfit("a section needs text or fields")


def different_actions(holder: dict[str, Any]) -> None:
    """An action_id stands once in its block."""
    one_only([one["action_id"] for one in holder["elements"]], "an action_id")


def small_enough(table: dict[str, Any]) -> None:
    """All cells of a table together stay under Slack's limit."""
    if sum(length(str(cell)) for row in table["rows"] for cell in row) > TABLE_CHARACTERS:
        raise Unfit(f"a table of more than {TABLE_CHARACTERS} characters")


STYLE = {"style": record({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))}
RICH_PIECE = by_type(
    {
        "text": record({"type": choice_of("text"), "text": words(LONGEST_TEXT)}, STYLE),
        "link": record({"type": choice_of("link"), "url": address(3000)}, {"text": words(3000), **STYLE}),
        "emoji": record({"type": choice_of("emoji"), "name": words(100)}),
        "user": record({"type": choice_of("user"), "user_id": words(20)}, STYLE),
        "channel": record({"type": choice_of("channel"), "channel_id": words(20)}, STYLE),
        "date": record(
            {"type": choice_of("date"), "timestamp": whole(0, 9_999_999_999), "format": words(100)},
            {"fallback": words(200), "url": address(3000), **STYLE},
        ),
    }
)
RICH_PIECES = {"elements": list_of(RICH_PIECE, 0, 200)}
RICH_SECTION = record({"type": choice_of("rich_text_section"), **RICH_PIECES})
RICH_TEXT = block(
    "rich_text",
    {
        "elements": list_of(
            by_type(
                {
                    "rich_text_section": RICH_SECTION,
                    "rich_text_quote": record({"type": choice_of("rich_text_quote"), **RICH_PIECES}),
                    "rich_text_preformatted": record({"type": choice_of("rich_text_preformatted"), **RICH_PIECES}),
                    "rich_text_list": record(
                        {
                            "type": choice_of("rich_text_list"),
                            "style": choice_of("bullet", "ordered"),
                            "elements": list_of(RICH_SECTION, 1, 100),
                        },
                        {"indent": whole(0, 8), "border": whole(0, 1)},
                    ),
                }
            ),
            1,
            100,
        )
    },
)
CELL = by_type({"raw_text": record({"type": choice_of("raw_text"), "text": words(3000)}), "rich_text": RICH_TEXT})
ACCESSORY = by_type({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **CHOICES})
ACTION = by_type({"button": BUTTON, "overflow": OVERFLOW, "datetimepicker": DATE_AND_TIME, **CHOICES})
QUESTIONS: dict[str, Check] = {"datetimepicker": DATE_AND_TIME, **CHOICES, **WRITTEN}
QUESTION = by_type(QUESTIONS)
QUESTION_IN_A_MODAL = by_type({**QUESTIONS, "file_input": FILE})
CONTEXT = by_type({"image": IMAGE, "plain_text": plain(LONGEST_TEXT), "mrkdwn": marked_up(LONGEST_TEXT)})

EVERYWHERE: dict[str, Check] = {
    "section": block(
        "section",
        {},
        {"text": either(LONGEST_TEXT), "fields": list_of(either(2000), 1, 10), "accessory": ACCESSORY, "expand": flag},
        text_or_fields,
    ),
    "header": block("header", {"text": plain(150)}),
    "divider": block("divider", {}),
    "context": block("context", {"elements": list_of(CONTEXT, 1, 10)}),
    "actions": block("actions", {"elements": list_of(ACTION, 1, 25)}, {}, different_actions),
    "image": block("image", {"alt_text": words(2000), "image_url": address(3000)}, {"title": plain(2000)}),
    "rich_text": RICH_TEXT,
    "input": question_block(QUESTION),
}
IN_MESSAGES: dict[str, Check] = {
    **EVERYWHERE,
    "markdown": block("markdown", {"text": words(MARKDOWN_CHARACTERS)}),
    "table": block(
        "table",
        {"rows": list_of(list_of(CELL, 1, 20), 1, 100)},
        {
            "column_settings": list_of(
                record({}, {"align": choice_of("left", "center", "right"), "is_wrapped": flag}), 1, 20
            )
        },
        small_enough,
    ),
}
IN_MODALS: dict[str, Check] = {**EVERYWHERE, "input": question_block(QUESTION_IN_A_MODAL)}
SURFACES: dict[Surface, Check] = {
    Surface.MESSAGE: list_of(by_type(IN_MESSAGES), 0, BLOCKS_OF_A_MESSAGE),
    Surface.MODAL: list_of(by_type(IN_MODALS), 0, BLOCKS_OF_A_VIEW),
    Surface.HOME: list_of(by_type(EVERYWHERE), 0, BLOCKS_OF_A_VIEW),
}


def check_blocks(blocks: Any, surface: Surface) -> None:  # noqa: ANN401 - it is here that anything becomes blocks
    """Refuse blocks that Slack would not show there.

    Raises:
        Unfit: what is wrong, and where.
    """
    SURFACES[surface](blocks)
    one_only([one["block_id"] for one in blocks if "block_id" in one], "a block_id")
    if sum(length(one["text"]) for one in blocks if one["type"] == "markdown") > MARKDOWN_CHARACTERS:
        raise Unfit(f"markdown blocks of more than {MARKDOWN_CHARACTERS} characters together")
    if sum(one["type"] == "table" for one in blocks) > 1:
        raise Unfit("more than one table")
    if sum(takes_focus(one) for one in blocks) > 1:
        raise Unfit("focus_on_load on more than one element")


def takes_focus(one: dict[str, Any]) -> bool:
    """Whether an element of the block asks for the cursor."""
    inside = [one.get("accessory", {}), one.get("element", {}), *one.get("elements", ())]
    return any(element.get("focus_on_load") for element in inside)
