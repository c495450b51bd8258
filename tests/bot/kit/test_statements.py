"""The model's words on a card: lists are lists, paragraphs stand apart, and every letter is there."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from bot.kit.statements import passage, statement
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.slack.blocks import Block
from maturity_model.catalog import BULLET

LINES = st.lists(st.sampled_from(["Staff:", f"{BULLET}plan", BULLET, "*a* <!here> :tada: &amp;", "", "  ", "•no list"]))
TEXTS = LINES.map("\n".join) | st.text(max_size=50)


def drawn(block: Block) -> list[Any]:
    """A paragraph's words, or a list of the words of its points; the label comes first."""
    return [
        [_words(point) for point in part["elements"]] if part["type"] == "rich_text_list" else _words(part)
        for part in block["elements"]
    ]


def _words(section: dict[str, Any]) -> str:
    return "".join(piece["text"] for piece in section["elements"])


def every_letter(text: str) -> str:
    return "".join(text.replace(BULLET, "").split())


def test_a_statement_of_one_line_stands_under_its_column() -> None:
    assert statement(2, "Leaders know.", remark="yours")["elements"] == [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Column 2 · regular · yours", "style": {"bold": True}},
                {"type": "text", "text": "\nLeaders know."},
            ],
        }
    ]


def test_lists_are_lists_and_paragraphs_stand_apart() -> None:
    text = f"All staff:\n{BULLET}plan\n{BULLET}look back\nThey meet.\nThey write it down."

    assert drawn(passage("Purpose", text)) == [
        "Purpose\nAll staff:",
        ["plan", "look back"],
        "\nThey meet.\n\nThey write it down.",
    ]


def test_a_text_that_begins_with_a_list_has_its_label_above_it() -> None:
    assert drawn(passage("Purpose", f"{BULLET}plan\n{BULLET}look back")) == ["Purpose", ["plan", "look back"]]


def test_nothing_in_a_statement_is_markup_a_mention_or_a_picture() -> None:
    [section] = statement(1, "*b* <!channel> <@U1> :tada: https://evil.example")["elements"]

    assert [(piece["type"], piece.get("style")) for piece in section["elements"]] == [
        ("text", {"bold": True}),
        ("text", None),
    ]


@given(TEXTS)
def test_every_letter_is_there(text: str) -> None:
    shown = drawn(passage("", text))

    flat = "".join(part if isinstance(part, str) else "".join(part) for part in shown)
    assert every_letter(flat) == every_letter(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("word & <so> on — وهكذا " * 90, id="one long paragraph"),
        pytest.param("x" * 2000, id="one long word"),
        pytest.param("🎓" * 2000, id="pictures, which count twice"),
        pytest.param("\n".join([f"{BULLET}a"] * 500), id="more points than a list may have"),
        pytest.param("\n".join([f"{BULLET}a", "b"] * 300), id="more lists than a block may have"),
    ],
)
def test_slack_takes_the_longest_texts_and_nothing_is_cut(text: str) -> None:
    block = passage("Column 4", text)

    check_blocks([block], Surface.MESSAGE)
    flat = "".join(part if isinstance(part, str) else "".join(part) for part in drawn(block))
    assert every_letter(flat) == every_letter(f"Column 4{text}")
