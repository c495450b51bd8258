"""Reading a card as somebody does who sees it in Slack."""

from dataclasses import dataclass, field

import pytest

from bot.rehearsal.reading import NotFound, choice, counts_in, has, heading, most_chosen, row_on, words
from bot.rehearsal.stand_in.values import Json
from maturity_model.spread import Counts
from tests import given

EDITION = given.built_in()
ROW = EDITION.rows[4]


@dataclass
class Shown:
    blocks: list[Json] = field(default_factory=list)


def titled(text: str) -> Shown:
    return Shown([{"type": "header", "text": {"type": "plain_text", "text": text}}])


MENU = Shown(
    [
        {
            "type": "actions",
            "elements": [
                {
                    "action_id": "agreement.go_to_row",
                    "type": "static_select",
                    "option_groups": [{"options": [{"text": {"text": "1.1 Leadership"}, "value": "first"}]}],
                }
            ],
        }
    ]
)


@pytest.mark.parametrize("title", [f"{ROW.id} {ROW.title}", ROW.title], ids=["with its number", "without"])
def test_a_card_is_about_the_row_in_its_heading(title: str) -> None:
    assert row_on(titled(title), EDITION) == ROW.id


@pytest.mark.parametrize("shown", [titled("All done, thank you"), Shown()], ids=["another heading", "none"])
def test_a_card_may_be_about_no_row(shown: Shown) -> None:
    assert row_on(shown, EDITION) is None


def test_a_card_without_a_heading_has_an_empty_one() -> None:
    assert heading(Shown()) == ""


def test_what_can_be_pressed_is_found_by_its_action() -> None:
    assert has(MENU, "agreement.go_to_row")
    assert not has(MENU, "agreement.finish")


def test_a_choice_is_found_by_what_its_label_begins_with() -> None:
    assert choice(MENU, "agreement.go_to_row", "1.1") == "first"


def test_a_choice_that_is_not_offered_is_said_to_be_missing() -> None:
    with pytest.raises(NotFound):
        choice(MENU, "agreement.go_to_row", "1.2")


def test_all_words_are_read_from_top_to_bottom() -> None:
    assert words(Shown([*titled("First").blocks, {"elements": [{"text": {"text": "second"}}]}])) == "First\nsecond"


def test_counts_are_read_where_a_card_says_them() -> None:
    assert counts_in("Row 1.1. Close: 2 at column 1, 11 at column 3; 1 can't say.") == (2, 0, 11, 0)
    assert counts_in("Row 1.1. Few answers.") is None


@pytest.mark.parametrize(
    ("counts", "column"),
    [((0, 5, 2, 1), 2), ((3, 0, 0, 3), 4), ((2, 2, 4, 4), 3)],
    ids=["one most chosen", "two ends", "the nearer of two"],
)
def test_the_most_chosen_column_is_the_one_that_most_people_named(counts: Counts, column: int) -> None:
    assert most_chosen(counts) == column
