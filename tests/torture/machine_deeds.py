"""What each button, menu and form means to the plain model: whether it may be done now, and what is so afterwards."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.torture.machine_model import (
    AGREED,
    CANCELLED,
    COLLEAGUE,
    DRAFT,
    FACILITATOR,
    LEADER,
    MEETING,
    REFLECTING,
    RUNNING,
    UNDER_WAY,
    Agreement,
    Answer,
    Person,
    Review,
    School,
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Somebody does something: which action or form, what the button carried, what was filled in, and when.

    `in_channel` says that they read in a channel what they press on, or what its modal came from.
    """

    name: str
    action: str
    value: str
    now: datetime
    filled: Mapping[str, Any]
    in_channel: bool = False

    @property
    def carried(self) -> list[Any]:
        """What the bot wrote on the button or on the form's back: the review, often a row, perhaps a column."""
        found = json.loads(self.value) if self.value.startswith("[") else [self.value]
        return [*found, None, None, None]


Deed = Callable[[School, Act], bool]
OfReview = Callable[[Review, Act], bool]


def led(stages: Collection[str], deed: OfReview) -> Deed:
    """Something for careers leaders, at these stages of the review."""

    def done(school: School, act: Act) -> bool:
        review = school.find(act.carried[0])
        return review is not None and school.leads(act.name) and review.stage in stages and deed(review, act)

    return done


def held(capacity: str, stages: Collection[str], deed: OfReview) -> Deed:
    """Something for whoever is this in the review, at these stages of it."""

    def done(school: School, act: Act) -> bool:
        review = school.find(act.carried[0])
        return review is not None and review.holds(act.name, capacity) and review.stage in stages and deed(review, act)

    return done


def looked(_review: Review, _act: Act) -> bool:
    """Only to look at."""
    return True


# the setting


def name_setting(school: School, act: Act) -> bool:
    """Looking at the form is any admin's; the one name that is ever given can be given once."""
    if act.name not in school.admins:
        return False
    if act.filled:
        if school.leaders is not None:
            return False
        school.leaders = set(act.filled["people"])
    return True


def say_which_setting(_school: School, _act: Act) -> bool:
    """This workspace has one setting: nobody is ever asked which."""
    return False


def add_leaders(school: School, act: Act) -> bool:
    if school.leaders is None or not (school.leads(act.name) or act.name in school.admins):
        return False
    new = set(act.filled.get("people", ())) - school.leaders
    school.leaders |= new
    if running := school.running():
        for name in new:
            running.people.setdefault(name, Person()).take_part_as(LEADER)
    return True


def step_down(school: School, act: Act) -> bool:
    if school.leaders is None or school.leaders == {act.name}:
        return False
    running = school.running()
    person = running.people.get(act.name) if running and school.leads(act.name) else None
    if person:
        person.is_in_as.discard(LEADER)
        person.out = person.out or not person.is_in_as
    school.leaders.discard(act.name)
    return True


def set_hours(school: School, act: Act) -> bool:
    if not school.leads(act.name):
        return False
    if act.filled:
        school.hours, school.closed = act.filled["hours"], act.filled["closed"]
    return True


# a review from its draft to its end


def start(school: School, act: Act) -> bool:
    running = school.running()
    return school.leads(act.name) and (running is None or running.stage == DRAFT)


def draft(school: School, act: Act) -> bool:
    if not start(school, act):
        return False
    if earlier := school.running():
        earlier.stage, earlier.ended_at = CANCELLED, act.now
    last = school.last_agreed()
    people: dict[str, Person] = {}
    facilitators = act.filled["facilitators"] or [act.name]
    groups = {COLLEAGUE: act.filled["people"], FACILITATOR: facilitators, LEADER: school.leaders or ()}
    for capacity, names in groups.items():
        for name in names:
            before = last.people.get(name) if last else None
            fresh = Person(role=before.role, own_role=before.own_role) if before else Person()
            people.setdefault(name, fresh).is_in_as.add(capacity)
    stage = DRAFT if act.filled["is_public"] else REFLECTING
    new = Review(id=act.carried[0], stage=stage, meets_at=act.filled["meets_at"], rows=school.rows, people=people)
    school.reviews.append(new)
    return True


def open_drafted(review: Review, act: Act) -> bool:
    if review.stage == DRAFT and review.meets_at <= act.now:
        return False
    review.stage = REFLECTING
    return True


def cancel(review: Review, act: Act) -> bool:
    if review.stage != CANCELLED:
        review.stage, review.ended_at = CANCELLED, act.now
    return True


def move(review: Review, act: Act) -> bool:
    meets_at = act.filled.get("meets_at", review.meets_at)
    if meets_at != review.meets_at and meets_at <= act.now:
        return False
    review.meets_at = meets_at
    return True


def reopen(school: School, act: Act) -> bool:
    review = school.find(act.carried[0])
    if review is None or not school.leads(act.name) or review.stage != AGREED or school.running():
        return False
    if act.filled:
        review.stage, review.ended_at = MEETING, None
    return True


# who takes part


def invite(review: Review, act: Act) -> bool:
    for name in act.filled.get("people", ()):
        review.people.setdefault(name, Person()).take_part_as(COLLEAGUE)
    return True


def remove(review: Review, act: Act) -> bool:
    names = set(act.filled.get("people", ()))
    left = {name for name, person in review.people.items() if not person.out} - names
    could_be_held = all(left & review.who(capacity) for capacity in (COLLEAGUE, FACILITATOR))
    if not (names <= review.people.keys() and could_be_held):
        return False
    for name in names:
        review.people[name].out = True
    return True


def make_facilitators(review: Review, act: Act) -> bool:
    names = act.filled.get("people", ())
    active = {name for name, person in review.people.items() if not person.out}
    if not (set(names) <= active | {act.name} and review.can_be_held()):
        return False
    for name in names:
        review.people.setdefault(name, Person()).take_part_as(FACILITATOR)
    return True


def say_who_does_what(review: Review, act: Act) -> bool:
    person = review.people.get(act.action.partition(":")[2])
    if person is None or person.out:
        return False
    person.role, person.own_role = act.filled["role"], ""
    return True


def say_what_one_does(review: Review, act: Act) -> bool:
    role = act.carried[1]
    if role != "OTHER":
        review.people[act.name].role, review.people[act.name].own_role = role, ""
    return True


def say_it_in_own_words(review: Review, act: Act) -> bool:
    review.people[act.name].role, review.people[act.name].own_role = "OTHER", act.filled["own_role"]
    return True


# reflecting


def answer(review: Review, act: Act) -> bool:
    return _answer(review, act, act.carried[2])


def cannot_say(review: Review, act: Act) -> bool:
    return _answer(review, act, None)


def _answer(review: Review, act: Act, column: Answer) -> bool:
    if act.carried[1] not in review.opened:
        review.people[act.name].answers[act.carried[1]] = column
    return True


def cannot_say_theme(review: Review, act: Act) -> bool:
    theme, answers = act.carried[1].partition(".")[0], review.people[act.name].answers
    for row in review.rows:
        if row.partition(".")[0] == theme and review.can_answer(act.name, row):
            answers.setdefault(row, None)
    return True


def take_back(review: Review, act: Act) -> bool:
    if act.carried[1] not in review.opened:
        review.people[act.name].answers.pop(act.carried[1], None)
    return True


def say_all(review: Review, act: Act) -> bool:
    return _say_all(review, act, is_all=True)


def begin(review: Review, act: Act) -> bool:
    return _say_all(review, act, is_all=False)


def _say_all(review: Review, act: Act, *, is_all: bool) -> bool:
    if review.stage in UNDER_WAY:
        person = review.people[act.name]
        person.said_all, person.declined = is_all, person.declined and is_all
    return True


def ask_for_note(review: Review, act: Act) -> bool:
    return act.carried[1] not in review.opened


def note(review: Review, act: Act) -> bool:
    if not act.filled["note"]:
        return forget_note(review, act)
    if act.carried[1] in review.opened or review.stage not in UNDER_WAY:
        return False
    review.people[act.name].notes[act.carried[1]] = (act.filled["note"], act.filled["shown"])
    return True


def forget_note(review: Review, act: Act) -> bool:
    review.people[act.name].notes.pop(act.carried[1], None)
    return True


# the meeting


def open_meeting(review: Review, act: Act) -> bool:
    if review.stage == REFLECTING:
        review.stage, review.by_width = MEETING, act.action.endswith(":widest")
        review.listed = review.to_agree_together()
        review.opened.update({row: review.spread(row) for row in review.listed})
    return True


def next_row(review: Review, act: Act) -> bool:
    if row := review.next_after(act.carried[1]):
        review.bring_up(row)
    return True


def go_to_row(review: Review, act: Act) -> bool:
    review.bring_up(act.carried[1])
    return True


def park(review: Review, act: Act) -> bool:
    row = act.carried[1]
    if row not in review.opened or row in review.agreed:
        return False
    review.parked.add(row)
    return True


def record(review: Review, act: Act) -> bool:
    standing = review.agreed.get(act.carried[1])
    return (standing is None or standing.by == act.name) and change(review, act)


def change(review: Review, act: Act) -> bool:
    _, row, column, *_ = act.carried
    if row not in review.opened:
        return False
    if row not in review.agreed or review.agreed[row].column != column:
        review.agreed[row] = Agreement(column=column, by=act.name)
    return True


def ask_why(review: Review, act: Act) -> bool:
    return act.carried[1] in review.agreed


def say_why(review: Review, act: Act) -> bool:
    _, row, column, *_ = act.carried
    if row not in review.agreed or review.agreed[row].column != column:
        return False
    review.agreed[row].reason = act.filled["reason"] or None
    return True


def pull_out(school: School, act: Act) -> bool:
    review, row = school.find(act.carried[0]), act.carried[1]
    takes_part = review and (school.leads(act.name) or any(review.holds(act.name, c) for c in (COLLEAGUE, FACILITATOR)))
    if review is None or not takes_part or review.stage != MEETING:
        return False
    if row not in review.opened or row in review.agreed:
        return False
    if row in review.still_listed():
        review.pulled_out[row] = act.name
    return True


def agree_together(review: Review, act: Act) -> bool:
    listed = review.still_listed()
    review.agreed.update({row: Agreement(column=c, by=act.name, together=True) for row, c in listed.items()})
    return bool(listed)


def finish(review: Review, act: Act) -> bool:
    review.stage, review.ended_at = AGREED, act.now
    return True


def look_at_outcome(school: School, act: Act) -> bool:
    review = school.find(act.carried[0])
    named = review and (school.leads(act.name) or review.holds(act.name, FACILITATOR))
    return bool(review and named and review.stage == AGREED)


def compare(school: School, act: Act) -> bool:
    """It stands in the review's channel, where everybody has read it all."""
    review = school.find(act.carried[0])
    return review is not None and review.stage == AGREED


def look_closer(school: School, act: Act) -> bool:
    """The words of a row are whoever's is in the review, and whoever's reads its card."""
    review = school.find(act.carried[0])
    if review is None or review.stage == DRAFT:
        return False
    in_review = review.holds(act.name, COLLEAGUE) or review.holds(act.name, FACILITATOR)
    return in_review or school.leads(act.name) or act.in_channel


OPENED = (*UNDER_WAY, AGREED, CANCELLED)
IN_MEETING = (MEETING,)

DEEDS: Mapping[str, Deed] = {
    "home.name_setting": name_setting,
    "home.choose_setting": say_which_setting,
    "home.leaders_of": say_which_setting,
    "opening.choose_setting": say_which_setting,
    "home.add_careers_leaders": add_leaders,
    "home.step_down": step_down,
    "school_hours.set_hours": set_hours,
    "opening.start": start,
    "opening.open_review": draft,
    "opening.confirm": led((DRAFT, REFLECTING), open_drafted),
    "steering.cancel_review": led((*RUNNING, CANCELLED), cancel),
    "steering.move_meeting": led((REFLECTING,), move),
    "steering.confirm": led((REFLECTING,), move),
    "progress.send_again": led(UNDER_WAY, looked),
    "membership.invite": led(UNDER_WAY, invite),
    "membership.remove": led(UNDER_WAY, remove),
    "membership.make_facilitators": led(UNDER_WAY, make_facilitators),
    "membership.roles": led(UNDER_WAY, looked),
    "membership.roles_page": led(UNDER_WAY, looked),
    "membership.set_role": led(UNDER_WAY, say_who_does_what),
    "reflection.choose": held(COLLEAGUE, UNDER_WAY, answer),
    "reflection.cannot_say": held(COLLEAGUE, UNDER_WAY, cannot_say),
    "reflection.cannot_say_theme": held(COLLEAGUE, OPENED, cannot_say_theme),
    "reflection.take_back": held(COLLEAGUE, OPENED, take_back),
    "reflection.note": held(COLLEAGUE, UNDER_WAY, ask_for_note),
    "reflection.save_note": held(COLLEAGUE, OPENED, note),
    "reflection.delete_note": held(COLLEAGUE, OPENED, forget_note),
    "reflection.back": held(COLLEAGUE, OPENED, looked),
    "reflection.skip": held(COLLEAGUE, OPENED, looked),
    "reflection.jump": held(COLLEAGUE, OPENED, looked),
    "reflection.later": held(COLLEAGUE, OPENED, looked),
    "reflection.resume": held(COLLEAGUE, OPENED, looked),
    "reflection.begin": held(COLLEAGUE, OPENED, begin),
    "reflection.all_done": held(COLLEAGUE, OPENED, say_all),
    "reflection.role": held(COLLEAGUE, UNDER_WAY, say_what_one_does),
    "reflection.save_role": held(COLLEAGUE, UNDER_WAY, say_it_in_own_words),
    "agreement.open_meeting": held(FACILITATOR, UNDER_WAY, open_meeting),
    "agreement.show_agenda": held(FACILITATOR, IN_MEETING, looked),
    "agreement.next_row": held(FACILITATOR, IN_MEETING, next_row),
    "agreement.go_to_row": held(FACILITATOR, IN_MEETING, go_to_row),
    "agreement.park": held(FACILITATOR, IN_MEETING, park),
    "agreement.record": held(FACILITATOR, IN_MEETING, record),
    "agreement.change": held(FACILITATOR, IN_MEETING, change),
    "agreement.explain": held(FACILITATOR, IN_MEETING, ask_why),
    "agreement.give_reason": held(FACILITATOR, IN_MEETING, say_why),
    "agreement.pull_out": pull_out,
    "agreement.agree_together": held(FACILITATOR, IN_MEETING, agree_together),
    "agreement.finish": held(FACILITATOR, IN_MEETING, finish),
    "wording.compare": look_closer,
    "wording.show_pair": look_closer,
    "wording.about_row": look_closer,
    "outcome.choose": look_at_outcome,
    "outcome.choose_highlights": look_at_outcome,
    "outcome.show_picture": look_at_outcome,
    "outcome.post_again": look_at_outcome,
    "outcome.compare": compare,
    "outcome.reopen": reopen,
    "outcome.reopen_review": reopen,
}
