"""Two texts side by side: what differs is marked for everybody, nothing is markup by accident, and nothing is cut."""

from collections.abc import Sequence
from itertools import chain

import pytest
from hypothesis import given, strategies as st

from bot.kit.side_by_side import NOTHING_LEFT, side_by_side
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.slack.blocks import Block
from maturity_model.catalog import BULLET
from maturity_model.differences import Piece, differing_phrases

STATEMENTS = st.lists(
    st.sampled_from(["plan ", "careers ", "and ", "now.\n", f"\n{BULLET}", "*x* ", "& ", "🎓" * 300]), min_size=1
).map(lambda parts: "begins " + "".join(parts))


def compared(one: str, other: str) -> list[Block]:
    left, right = differing_phrases(one, other)
    return side_by_side(("Column 1", left), ("Column 2", right))


def column(blocks: Sequence[Block], place: int) -> str:
    """What stands on one side, from top to bottom."""
    return "\n".join(block["fields"][place]["text"] for block in blocks)


def every_letter(text: str, *marks: str) -> str:
    for mark in (NOTHING_LEFT, "*", "[", "]", *marks):
        text = text.replace(mark, "")
    return "".join(text.split())


def test_phrases_that_differ_are_bold_and_in_brackets() -> None:
    [section] = compared("Data is collected on an occasional basis.", "Data is regularly collected.")

    assert section["fields"] == [
        {
            "type": "mrkdwn",
            "text": "*Column 1*\nData is collected *[on an occasional basis.]*",
            "verbatim": True,
        },
        {"type": "mrkdwn", "text": "*Column 2*\nData is *[regularly]* collected.", "verbatim": True},
    ]


@pytest.mark.parametrize(
    "alive", ["*all*", "_all_", "~all~", "`all`", "R&D", "<!channel>", "> quoted", ":tada: done", "a :+1: b"]
)
def test_where_a_letter_could_be_taken_for_markup_the_brackets_stand_alone(alive: str) -> None:
    [section] = compared(f"They plan {alive}", "They plan nothing")

    assert [field["type"] for field in section["fields"]] == ["plain_text", "plain_text"]
    assert [field["emoji"] for field in section["fields"]] == [False, False]
    assert column([section], 0) == f"Column 1\nThey plan [{alive}]"


def test_a_colon_before_a_list_is_no_markup() -> None:
    [section] = compared(f"All staff:\n{BULLET}plan: all\nThey meet.", f"All staff:\n{BULLET}look")

    assert column([section], 0) == f"*Column 1*\nAll staff:\n{BULLET}*[plan: all]*\n\n*[They meet.]*"


def test_a_long_text_goes_on_beside_the_rest_of_the_other() -> None:
    long, short = "They plan careers for all learners. " * 70, "They plan."

    blocks = compared(long, short)

    assert len(blocks) == 2
    assert column(blocks[1:], 1) == NOTHING_LEFT
    assert every_letter(column(blocks, 0)) == every_letter(f"Column 1{long}")


@given(STATEMENTS, STATEMENTS)
def test_slack_takes_it_and_every_letter_is_there(one: str, other: str) -> None:
    blocks = compared(one, other)

    check_blocks(list(blocks), Surface.MODAL)
    assert every_letter(column(blocks, 0)) == every_letter(f"Column 1{one}")
    assert every_letter(column(blocks, 1)) == every_letter(f"Column 2{other}")


@pytest.mark.parametrize(
    "text", ["& <so> " * 285, "🎓" * 2000, "x" * 2000, "a\n" * 1000, "a b " * 500, f"\n{BULLET}a" * 500]
)
def test_the_longest_statements_fit(text: str) -> None:
    blocks = compared(text, "one more thing")

    check_blocks(list(blocks), Surface.MODAL)
    assert len(blocks) <= 6
    assert every_letter(column(blocks, 0)) == every_letter(f"Column 1{text}")


def test_a_phrase_that_is_parted_is_marked_in_each_part() -> None:
    blocks = side_by_side(("Column 1", [Piece(text="plan " * 500, differs=True)]), ("Column 2", []))

    texts = [field["text"] for field in chain.from_iterable(block["fields"][:1] for block in blocks)]
    assert texts[0].startswith("*Column 1*\n*[plan plan")
    assert all(text.endswith("plan]*") for text in texts)
    assert all(text.startswith("*[plan") for text in texts[1:])
