"""What careers leaders see a year later."""

from dataclasses import replace
from datetime import date

import pytest

from bot.capabilities.annual import cards
from bot.capabilities.annual.use_cases import Answered, Reminded
from bot.kit.buttons import ADD_LEADERS, START_REVIEW, OfSetting
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.slack.card import Card
from bot.slack.ids import BadPayload
from maturity_model.action import LONGEST_ACTION, ActionState, ReviewAction
from maturity_model.catalog import RowId
from maturity_model.ids import ActionId
from maturity_model.next_year import SNOOZES
from maturity_model.setting import LONGEST_NAME
from tests import given

REVIEW = given.review()
ACTION = ReviewAction(
    id=ActionId("a" * 32),
    workspace=REVIEW.workspace,
    setting=REVIEW.setting,
    review=REVIEW.id,
    row=RowId("1.1"),
    text=("Visits & talks " * LONGEST_ACTION)[:LONGEST_ACTION],
    owner=given.FACILITATOR,
    due_on=date(2027, 3, 12),
    added_by=given.LEADER,
)


def prompt(*actions: ReviewAction, is_last: bool = False, gone: int = 0) -> Card:
    reminded = Reminded(review=REVIEW, setting=given.setting(), actions=actions)
    card = cards.next_review_card(reminded, is_last=is_last, gone=gone)
    check_blocks(list(card.blocks), Surface.MESSAGE)
    return card


def test_last_years_actions_come_first_and_open_ones_before_all() -> None:
    done = replace(ACTION, state=ActionState.DONE)

    shown = str(prompt(done, ACTION).blocks)

    places = [shown.index(words) for words in ("what you set out to do", "Thank you all", "time to open")]
    assert places == sorted(places)


def test_without_actions_it_comes_straight_to_the_point() -> None:
    first = prompt().blocks[0]

    assert "time to open" in first["text"]["text"]


def test_it_says_which_setting_it_is_about_and_its_buttons_mean_that_one() -> None:
    card = prompt(gone=1)

    steps = {element["action_id"]: element for element in card.blocks[-1]["elements"]}
    assert "of Riverside School" in card.text
    assert "of Riverside School" in str(card.blocks)
    assert steps[START_REVIEW]["value"] == OfSetting(setting=REVIEW.setting).encode()
    assert steps[ADD_LEADERS]["value"] == OfSetting(setting=REVIEW.setting).encode()


def test_very_many_actions_fit() -> None:
    every = [replace(ACTION, state=state) for state in ActionState for _ in range(60)]

    assert "and 50 more" in str(prompt(*every).blocks)


def test_it_can_be_opened_put_off_or_left() -> None:
    shown = str(prompt().blocks)

    assert all(action in shown for action in (START_REVIEW, cards.SNOOZE, cards.NOT_THIS_YEAR))
    assert all(cards.Snooze(review=REVIEW.id, weeks=weeks).encode() in shown for weeks in SNOOZES)


@pytest.mark.parametrize("is_last", [True, False])
def test_the_last_one_says_so(*, is_last: bool) -> None:
    assert ("This is the last time" in str(prompt(is_last=is_last).blocks)) is is_last


@pytest.mark.parametrize("gone", [0, 1])
def test_whoever_is_left_alone_may_add_somebody(gone: int) -> None:
    shown = str(prompt(gone=gone).blocks)

    assert ("no longer in Slack" in shown) is bool(gone)
    assert (ADD_LEADERS in shown) is bool(gone)


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (Answered(again_on=date(2027, 11, 9)), "I'll remind you on Tuesday 9 November 2027."),
        (Answered(), "Not this year, then."),
        (Answered(has_begun=True), "under way already"),
    ],
)
def test_once_it_is_answered_it_says_what_happens(answered: Answered, words: str) -> None:
    card = cards.answered_card(answered)

    check_blocks(list(card.blocks), Surface.MESSAGE)
    assert words in card.text
    assert "actions" not in {block["type"] for block in card.blocks}


def test_the_other_news_fit_and_mention_nobody_by_accident() -> None:
    setting = replace(given.setting(), name=("<!channel>&" * LONGEST_NAME)[:LONGEST_NAME])

    for card in (cards.peer_review_card(setting), cards.naming_card(setting)):
        check_blocks(list(card.blocks), Surface.MESSAGE)
        assert "<!channel>" not in str(card.payload())


@pytest.mark.parametrize("weeks", [0, 3, -1, 10**9])
def test_weeks_that_nobody_was_offered_are_not_taken(weeks: int) -> None:
    written = f'["{REVIEW.id}",{weeks}]'

    with pytest.raises(BadPayload):
        cards.Snooze.decode(written)
