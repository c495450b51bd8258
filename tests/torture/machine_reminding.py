"""What the buttons and forms of reminders mean to the plain model."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from maturity_model.setting import Setting
from tests import given
from tests.torture.machine_deeds import OPENED, Act, Deed, held, led, looked
from tests.torture.machine_model import COLLEAGUE, FACILITATOR, REFLECTING, UNDER_WAY, Person, Review, School
from tests.torture.year_hours import LONDON, is_open, next_opening


def stop_theme_a_day(review: Review, act: Act) -> bool:
    review.people[act.name].theme_a_day = False
    return True


def decline(review: Review, act: Act) -> bool:
    person = review.people[act.name]
    person.declined, person.theme_a_day = True, person.theme_a_day and person.declined
    return True


def leave(review: Review, act: Act) -> bool:
    """Somebody is taken out, and perhaps another one comes."""
    name, instead = act.carried[1], act.carried[2]
    left = {each for each, person in review.people.items() if not person.out} - {name}
    if name not in review.people or not (left & review.who(FACILITATOR) - ({instead} if instead == name else set())):
        return False
    if not (left & review.who(COLLEAGUE) or instead):
        return False
    if not (review.people[name].declined or review.people[name].out):
        return False
    review.people[name].out = True
    if instead:
        review.people.setdefault(instead, Person()).take_part_as(COLLEAGUE)
    return True


def _setting(school: School) -> Setting:
    opens_at, closes_at = map(time.fromisoformat, school.hours)
    return replace(given.setting(), opens_at=opens_at, closes_at=closes_at)


def _in_reflecting(school: School, act: Act) -> Review | None:
    review = school.find(act.carried[0])
    return review if review is not None and review.stage == REFLECTING else None


def _a_morning_is_left(school: School, review: Review, act: Act) -> bool:
    """Whether the next school morning comes before the meeting."""
    midnight = datetime.combine(act.now.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)
    return next_opening(_setting(school), midnight) < review.meets_at


def choose_theme_a_day(school: School, act: Act) -> bool:
    """With no morning left they simply begin."""
    review = school.find(act.carried[0])
    if review is None or not review.holds(act.name, COLLEAGUE) or review.stage not in OPENED:
        return False
    if review.stage in UNDER_WAY:
        person = review.people[act.name]
        person.theme_a_day = _a_morning_is_left(school, review, act)
        person.said_all = person.declined = False
    return True


def snooze(school: School, act: Act) -> bool:
    review = _in_reflecting(school, act)
    return review is not None and review.holds(act.name, COLLEAGUE) and _a_morning_is_left(school, review, act)


def nudge(school: School, act: Act) -> bool:
    """While the setting opens before the meeting."""
    review = _in_reflecting(school, act)
    if review is None or not school.leads(act.name):
        return False
    setting = _setting(school)
    return (act.now if is_open(setting, act.now) else next_opening(setting, act.now)) < review.meets_at


REMINDING_DEEDS: Mapping[str, Deed] = {
    "reflection.theme_a_day": choose_theme_a_day,
    "reflection.no_theme_a_day": held(COLLEAGUE, OPENED, stop_theme_a_day),
    "reminding.snooze": snooze,
    "reminding.cannot": held(COLLEAGUE, (REFLECTING,), looked),
    "reminding.decline": held(COLLEAGUE, (REFLECTING,), decline),
    "reminding.nudge": nudge,
    "reminding.send_nudge": nudge,
    "membership.leave_review": led(UNDER_WAY, leave),
}
