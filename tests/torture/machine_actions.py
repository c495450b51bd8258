"""What the buttons and forms of actions and of next year mean to the plain model."""

from collections.abc import Mapping
from datetime import timedelta

from tests.torture.machine_deeds import Act, Deed, led, looked
from tests.torture.machine_forms import day_of
from tests.torture.machine_model import AGREED, MEETING, Action, Review, School

ONCE_AGREED = (MEETING, AGREED)


def _in_time(act: Act) -> bool:
    """From tomorrow on, and within two years."""
    return bool(timedelta() < act.filled["due_on"] - day_of(act.now) <= timedelta(days=731))


def add(review: Review, act: Act) -> bool:
    if not act.filled:
        return act.carried[1] in review.agreed
    if act.filled["row"] not in review.agreed or not _in_time(act):
        return False
    review.actions.setdefault(
        act.carried[1],
        Action(row=act.filled["row"], owner=act.filled["owner"], text=act.filled["text"], due_on=act.filled["due_on"]),
    )
    return True


def add_to_review(review: Review, _act: Act) -> bool:
    return bool(review.agreed)


def _theirs(school: School, act: Act) -> Action | None:
    """The action, if whoever presses owns it or leads careers, and its review was not called off."""
    for review in school.reviews:
        action = review.actions.get(act.carried[0])
        if action and review.stage in ONCE_AGREED and (act.name == action.owner or school.leads(act.name)):
            return action
    return None


def settled(state: str) -> Deed:
    def done(school: School, act: Act) -> bool:
        action = _theirs(school, act)
        if action and action.state == "open":
            action.state = state
        return action is not None

    return done


def look_at_action(school: School, act: Act) -> bool:
    return _theirs(school, act) is not None


def put_off(school: School, act: Act) -> bool:
    action = _theirs(school, act)
    if action and action.state == "open":
        if not _in_time(act):
            return False
        action.due_on = act.filled["due_on"]
    return action is not None


ACTION_DEEDS: Mapping[str, Deed] = {
    "actions.add": led(ONCE_AGREED, add),
    "actions.add_to_review": led(ONCE_AGREED, add_to_review),
    "actions.done": settled("done"),
    "actions.not_now": settled("not_now"),
    "actions.later": look_at_action,
    "actions.put_off": put_off,
    "annual.snooze": led((AGREED,), looked),
    "annual.not_this_year": led((AGREED,), looked),
}
