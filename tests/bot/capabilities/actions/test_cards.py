"""What actions look like."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.capabilities.actions import cards
from bot.capabilities.actions.use_cases.adding import Addable
from bot.capabilities.actions.use_cases.asked import ShownAction
from bot.capabilities.actions.use_cases.looking import ActionsOnHome
from bot.kit.action_lists import MOST_LISTED
from bot.kit.buttons import ADD_ACTION
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.views import check_view
from bot.slack.card import Card
from maturity_model.action import LONGEST_ACTION, ActionState, ReviewAction
from maturity_model.card import Place
from maturity_model.catalog import RowId
from maturity_model.ids import ActionId, ChannelId
from tests import given
from tests.given import LEADER, colleagues

EDITION = given.longest_edition()
[OWNER] = colleagues(1)
DUE_ON = date(2027, 3, 12)
NASTY = ("<!channel> & *bold* <@U0EVERYBODY> \n\n" * LONGEST_ACTION)[:LONGEST_ACTION]
ACTION = ReviewAction(
    id=ActionId("a" * 32),
    workspace=given.WORKSPACE,
    setting=given.setting().id,
    review=given.review().id,
    row=RowId("1.1"),
    text="Ask every department for one visit.",
    owner=OWNER,
    due_on=DUE_ON,
    added_by=LEADER,
)
BUTTONS = (cards.DONE, cards.LATER, cards.NOT_NOW)


def reminder(action: ReviewAction = ACTION, *, today: date = DUE_ON) -> Card:
    return cards.reminder_card(ShownAction(action=action, edition=EDITION), today=today)


def standing(action: ReviewAction) -> Card:
    return cards.standing_card(ShownAction(action=action, edition=EDITION))


def on_home(*actions: ReviewAction, may_add: bool = True) -> str:
    there = ActionsOnHome(review=given.review(), actions=actions, may_add=may_add)
    blocks = list(cards.actions_section(there))
    check_blocks(blocks, Surface.HOME)
    return str(blocks)


@pytest.mark.parametrize("state", ActionState)
def test_the_longest_action_can_be_shown_and_mentions_nobody(state: ActionState) -> None:
    action = replace(ACTION, text=NASTY, state=state)

    for card in (reminder(action), standing(action)):
        check_blocks(list(card.blocks), Surface.MESSAGE)
        marked_up = [block["text"]["text"] for block in card.blocks if block.get("text", {}).get("type") == "mrkdwn"]
        assert "<!channel>" not in str(marked_up)
        assert "U0EVERYBODY" not in str(marked_up)


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (DUE_ON - timedelta(weeks=1), "Coming up on Friday 12 March 2027"),
        (DUE_ON, "Today is the day"),
        (DUE_ON + timedelta(days=3), "How is this one going?"),
    ],
)
def test_a_reminder_says_when_it_is_for(today: date, words: str) -> None:
    card = reminder(today=today)

    assert words in str(card.blocks)
    assert "Friday 12 March 2027" in card.text
    assert all(button in str(card.blocks) for button in BUTTONS)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ActionState.DONE, "Thank you for seeing it through"),
        (ActionState.NOT_NOW, "I won't remind you again"),
        (ActionState.OPEN, "Put off until Friday 12 March 2027"),
    ],
)
def test_once_somebody_has_said_so_it_says_what_became_of_it(state: ActionState, words: str) -> None:
    card = standing(replace(ACTION, state=state))

    assert words in card.text
    assert not any(button in str(card.blocks) for button in BUTTONS)


def test_the_form_offers_the_agreed_rows_under_their_themes() -> None:
    rows = (RowId("1.1"), RowId("1.2"), RowId("6.1"))
    addable = Addable(review=given.review(), edition=EDITION, rows=rows, row=RowId("1.2"))
    new = cards.NewAction(review=given.review().id, action=ACTION.id)

    view = cards.action_modal(addable, new, LEADER, DUE_ON)

    check_view(view, Surface.MODAL)
    menu = view["blocks"][0]["element"]
    assert [[each["value"] for each in group["options"]] for group in menu["option_groups"]] == [
        ["1.1", "1.2"],
        ["6.1"],
    ]
    assert menu["initial_option"]["value"] == "1.2"
    assert view["blocks"][2]["element"]["initial_user"] == LEADER
    assert view["blocks"][3]["element"]["initial_date"] == "2027-03-12"
    assert view["callback_id"] == ADD_ACTION


def test_every_row_of_the_longest_edition_fits_into_the_form() -> None:
    rows = tuple(row.id for row in EDITION.rows)
    addable = Addable(review=given.review(), edition=EDITION, rows=rows, row=None)
    new = cards.NewAction(review=given.review().id, action=ACTION.id)

    check_view(cards.action_modal(addable, new, LEADER, DUE_ON), Surface.MODAL)


def test_the_other_modals_can_be_shown() -> None:
    later = cards.LaterAction(action=ACTION.id, channel=ChannelId("D0000000001"), ts="1800000000.000000")

    for view in (cards.added_modal(replace(ACTION, text=NASTY)), cards.later_modal(later, DUE_ON)):
        check_view(view, Surface.MODAL)


def test_what_a_modal_carries_comes_back_as_it_was() -> None:
    later = cards.LaterAction(action=ACTION.id, channel=ChannelId("D0000000001"), ts="1.0")

    assert cards.LaterAction.decode(later.encode()) == later
    assert later.place == Place(channel=ChannelId("D0000000001"), ts="1.0")
    assert cards.LaterAction.decode(cards.LaterAction(action=ACTION.id).encode()).place is None


def test_home_lists_what_is_still_to_be_done_first() -> None:
    done = replace(ACTION, text="The first to be done.", state=ActionState.DONE)
    aside = replace(ACTION, text="The one put aside.", state=ActionState.NOT_NOW)

    shown = on_home(aside, done, ACTION)

    assert shown.index("by 12 March 2027") < shown.index("The first to be done.") < shown.index("The one put aside.")
    assert cards.ADD_TO_REVIEW in shown


def test_home_lists_the_longest_actions_and_counts_the_rest() -> None:
    shown = on_home(*[replace(ACTION, text=NASTY)] * (MOST_LISTED + 3))

    assert "and 3 more" in shown


def test_whoever_may_not_add_an_action_finds_no_button() -> None:
    assert cards.ADD_TO_REVIEW not in on_home(ACTION, may_add=False)
    assert "No actions yet." in on_home(may_add=False)
    assert "No actions yet." in on_home()
