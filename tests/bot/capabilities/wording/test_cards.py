"""The two modals about a row's words: what is marked, what is said, and that nothing is cut."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.capabilities.wording import texts
from bot.capabilities.wording.cards import LEFT_COLUMNS, OfPair, ReadIn, about_modal, compared_modal
from bot.capabilities.wording.use_cases import RowInWords
from bot.rehearsal.stand_in.limits.blocks import Surface
from bot.rehearsal.stand_in.limits.views import check_view, is_too_large
from bot.slack.blocks import View
from bot.slack.ids import BadPayload
from maturity_model.catalog import BULLET, COLUMNS, Change, Column, Edition, Row, RowId
from tests import given

FIRST = RowId("1.1")
READ_IN = ReadIn(channel=given.CHANNEL)
STATEMENTS = (
    "Data is collected on an occasional basis.",
    "Data is regularly collected.",
    "Data is routinely collected.",
    "Data is routinely collected.",
)


def in_words(edition: Edition | None = None, row: Row | None = None) -> RowInWords:
    edition = edition or given.built_in()
    return RowInWords(review=given.review().id, edition=edition, row=row or edition.row(FIRST))


def a_row(**own: object) -> Row:
    return replace(given.built_in().row(FIRST), statements=STATEMENTS, **own)  # type: ignore[arg-type]


def said(view: View) -> str:
    return "\n".join(_texts(view["blocks"]))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        yield from (text for value in part.values() for text in _texts(value))
    elif isinstance(part, list):
        yield from (text for value in part for text in _texts(value))


def test_neighbouring_columns_stand_side_by_side_with_what_differs_in_brackets() -> None:
    view = compared_modal(in_words(row=a_row()), Column(1), READ_IN)

    [fields] = [block["fields"] for block in view["blocks"] if "fields" in block]
    assert [field["text"] for field in fields] == [
        "*Column 1 · occasional*\nData is collected *[on an occasional basis.]*",
        "*Column 2 · regular*\nData is *[regularly]* collected.",
    ]
    assert texts.LEGEND in said(view)
    assert given.built_in().mark in said(view)


def test_three_buttons_lead_from_pair_to_pair_and_say_which_is_shown() -> None:
    view = compared_modal(in_words(), Column(2), READ_IN)

    [pairs] = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    assert [each["text"]["text"] for each in pairs] == ["1 and 2", "2 and 3", "3 and 4"]
    assert [each["accessibility_label"] for each in pairs] == [
        "Show columns 1 and 2",
        "Columns 2 and 3, shown now",
        "Show columns 3 and 4",
    ]
    assert [OfPair.decode(each["value"]).left for each in pairs] == list(LEFT_COLUMNS)
    assert [each.get("style") for each in pairs] == [None, "primary", None]


def test_columns_that_say_the_same_are_said_to() -> None:
    view = compared_modal(in_words(row=a_row()), Column(3), READ_IN)

    assert texts.ALIKE in said(view)
    assert texts.LEGEND not in said(view)


@pytest.mark.parametrize("left", LEFT_COLUMNS)
def test_the_longest_statements_are_compared_within_slacks_limits(left: Column) -> None:
    edition = given.longest_edition()

    for row in edition.rows:
        view = compared_modal(in_words(edition, row), left, READ_IN)
        check_view(view, Surface.MODAL)
        assert not is_too_large(view)


def test_what_a_row_is_for_what_changed_and_why_are_told_in_the_publishers_words() -> None:
    change = Change(core=f"{BULLET}Clarified *who*.\n{BULLET}Named data.", reason="To say :good: more.\nAnd plainly.")

    view = about_modal(in_words(row=a_row(purpose="To describe how.", change=change)))

    drawn = said(view)
    assert [drawn.index(label) for label in (texts.WHAT_FOR, texts.CHANGED, texts.WHY)] == sorted(
        drawn.index(label) for label in (texts.WHAT_FOR, texts.CHANGED, texts.WHY)
    )
    for words in ("To describe how.", "Clarified *who*.", "Named data.", "To say :good: more.\n\nAnd plainly."):
        assert words in drawn


def test_a_row_that_was_not_changed_says_what_it_is_for_and_no_more() -> None:
    drawn = said(about_modal(in_words()))

    assert given.built_in().row(FIRST).purpose in drawn
    assert texts.CHANGED not in drawn


def test_a_row_of_which_the_edition_says_no_more_says_so() -> None:
    assert texts.NOTHING_SAID in said(about_modal(in_words(row=a_row(purpose=""))))


def test_the_longest_change_is_told_within_slacks_limits() -> None:
    edition = given.longest_edition()

    for row in edition.rows:
        check_view(about_modal(in_words(edition, row)), Surface.MODAL)


@pytest.mark.parametrize("left", [0, 4, -1])
def test_a_pair_that_the_model_does_not_have_is_refused(left: int) -> None:
    assert left not in COLUMNS[:-1]

    with pytest.raises(BadPayload):
        OfPair.decode(f'["a-review","1.1",{left}]')
