"""Adding an action, reminding its owner, what becomes of it, and the list on Home."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.capabilities.actions.cards import (
    LaterAction,
    NewAction,
    action_modal,
    actions_section,
    added_modal,
    later_modal,
    reminder_card,
    standing_card,
)
from bot.capabilities.actions.use_cases.adding import Addable
from bot.capabilities.actions.use_cases.asked import ShownAction
from bot.capabilities.actions.use_cases.looking import ActionsOnHome
from bot.kit.action_lists import MOST_LISTED
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import (
    ACTION,
    ACTIONS,
    CHANNEL,
    EDITION,
    FIRST_ROW,
    LEADER,
    LONGEST_NAME,
    LONGEST_ROW,
    REVIEW,
    review,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.action import ActionState, ReviewAction
from maturity_model.catalog import RowId
from maturity_model.review import Stage

DUE_ON = ACTION.due_on
NEW = NewAction(review=REVIEW, action=ACTION.id)
EVERY_ROW = tuple(row.id for row in EDITION.rows)


def samples() -> Iterator[Sample]:
    """From the empty form to the last word about an action."""
    yield from seen_by(
        "careers leader",
        {
            "Adding an action, every row is agreed": _adding(EVERY_ROW, None),
            "Adding an action to the row with the longest title": _adding(EVERY_ROW, LONGEST_ROW),
            "Adding an action, one row is agreed": _adding((FIRST_ROW,), FIRST_ROW),
            "An action is added": added_modal(ACTION),
            "Home without an action": _home(()),
            "Home with an action": _home((ACTION,)),
            "Home with the longest actions in every state": _home(ACTIONS),
            "Home with more actions than it lists": _home([ACTION] * (MOST_LISTED + 12)),
        },
    )
    yield from seen_by(
        "facilitator",
        {
            "A facilitator's Home without an action": _home((), may_add=False),
            "A facilitator's Home with actions": _home(ACTIONS, may_add=False),
        },
    )
    yield from seen_by("owner of an action", _seen_by_its_owner())


def _seen_by_its_owner() -> dict[str, Card | View]:
    return {
        "A reminder, a week before": _reminder(DUE_ON - timedelta(weeks=1)),
        "A reminder, on the day": _reminder(DUE_ON),
        "A reminder, on the first school day after it": _reminder(DUE_ON + timedelta(days=12)),
        "A reminder, where there are several settings": _reminder(DUE_ON, LONGEST_NAME),
        "Choosing a later date": later_modal(
            LaterAction(action=ACTION.id, channel=CHANNEL, ts="1800000000.000000"), DUE_ON
        ),
        **{f"What becomes of it: {state}": _standing(state) for state in ActionState},
    }


def _adding(rows: tuple[RowId, ...], row: RowId | None) -> View:
    addable = Addable(review=review(stage=Stage.AGREED), edition=EDITION, rows=rows, row=row)
    return action_modal(addable, NEW, LEADER, DUE_ON)


def _home(actions: Iterable[ReviewAction], *, may_add: bool = True) -> View:
    there = ActionsOnHome(review=review(stage=Stage.AGREED), actions=tuple(actions), may_add=may_add)
    return home(actions_section(there))


def _reminder(today: date, name: str | None = None) -> Card:
    return reminder_card(ShownAction(action=ACTION, edition=EDITION, setting_name=name), today=today)


def _standing(state: ActionState) -> Card:
    return standing_card(ShownAction(action=replace(ACTION, state=state), edition=EDITION))
