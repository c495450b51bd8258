"""People, reviews, answers, a meeting and restarts in any order, held against a plain model after every step."""

import asyncio
import copy
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.rehearsal.stand_in import Message, Person
from bot.rehearsal.stand_in.values import Json
from tests import given
from tests.torture.machine_actions import ACTION_DEEDS
from tests.torture.machine_deeds import DEEDS, Act, Deed
from tests.torture.machine_forms import fill_in
from tests.torture.machine_model import (
    COLLEAGUE,
    FACILITATOR,
    MEETING,
    REFLECTING,
    UNDER_WAY,
    Answer,
    Note,
    Review,
    School,
)
from tests.torture.machine_playground import OF_MODAL, Playground, Target, targets
from tests.torture.machine_promises import not_kept, not_told
from tests.torture.machine_reminding import REMINDING_DEEDS
from tests.torture.machine_witness import Witness
from tests.torture.verdict import Size, Verdict

SEED = 20261123
EXAMPLES = {Size.SMALL: 6, Size.WHOLE: 300}
STEPS = {Size.SMALL: 16, Size.WHOLE: 60}

ROWS = tuple(row.id for row in given.built_in().rows)
COLUMNS: Sequence[Answer] = (2, 2, 2, 3, 3, 1, 4, None)
ENDS = ("agreement.finish", "steering.cancel_review", "home.step_down")
"""What ends much; it is pressed less often, so that there is something to end."""
WAITS = {"a moment": timedelta(), "a night": timedelta(hours=20), "a term": timedelta(weeks=9)}
UNTIL_THE_MEETING = "until the meeting"
AT_REST = timedelta(minutes=3)
PATIENCE = 9
SOMEBODY = st.integers(0, 7)
LUCK = st.integers(0, 999)


class Life(RuleBasedStateMachine):
    """Some years of a school. `luck` decides which of the things that somebody could press they do press."""

    deeds: Mapping[str, Deed] = {**DEEDS, **ACTION_DEEDS, **REMINDING_DEEDS}
    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.ground = Playground()
        self.school = School(admins={self.ground.office.id}, rows=ROWS)
        self.witness = Witness(self.ground, self.school)
        self.aimed: list[tuple[Target, Json]] = []

    def teardown(self) -> None:
        self.ground.close()

    # what happens

    @precondition(lambda self: self.school.leaders is None)
    @rule(luck=LUCK)
    def the_setting_is_named(self, luck: int) -> None:
        self._press_at_home(self.ground.office, "home.name_setting", Random(luck))

    @precondition(lambda self: self.school.leaders and not self.school.running())
    @rule(luck=LUCK)
    def a_review_is_opened(self, luck: int) -> None:
        self._press_at_home(self._leading(), "opening.start", Random(luck))

    @precondition(lambda self: self._stage() in UNDER_WAY)
    @rule(luck=LUCK, rows=st.integers(1, 2))
    def everybody_answers(self, luck: int, rows: int) -> None:
        chance = Random(luck)
        for person in self._who(COLLEAGUE):
            self._answer(person, [chance.choice(COLUMNS) for _ in range(rows)])

    @precondition(lambda self: self._stage() in UNDER_WAY)
    @rule(luck=LUCK)
    def somebody_answers(self, luck: int) -> None:
        chance = Random(luck)
        self._answer(chance.choice(self._who(COLLEAGUE)), [chance.choice(COLUMNS) for _ in range(3)])

    @precondition(lambda self: self._stage() in UNDER_WAY)
    @rule(luck=LUCK)
    def somebody_notes_something(self, luck: int) -> None:
        chance = Random(luck)
        self._press_one(self._on_card(chance.choice(self._who(COLLEAGUE)), "reflection.note"), chance)

    @precondition(lambda self: self._noted())
    @rule(luck=LUCK)
    def somebody_deletes_a_note(self, luck: int) -> None:
        """They go back on their card until they see it, if it is not too far."""
        person = Random(luck).choice(self._noted())
        for action in ("reflection.begin", *(["reflection.back"] * 4), "reflection.delete_note"):
            delete = self._on_card(person, "reflection.delete_note")
            self._press_one(delete or self._on_card(person, action), Random(luck))

    @precondition(lambda self: self._stage() == REFLECTING)
    @rule(luck=LUCK)
    def the_meeting_opens(self, luck: int) -> None:
        chance = Random(luck)
        self._press_at_home(chance.choice(self._who(FACILITATOR)), "agreement.open_meeting", chance)

    @precondition(lambda self: self._stage() == MEETING)
    @rule(luck=LUCK)
    def the_meeting_goes_on(self, luck: int) -> None:
        chance = Random(luck)
        facilitator = chance.choice(self._who(FACILITATOR))
        for _ in range(3):
            seen = self.ground.in_room(facilitator)
            newest = max((target.posted_at for target in seen), default="")
            self._press_one([target for target in seen if target.posted_at == newest], chance)

    @precondition(lambda self: self._stage() == MEETING and self.school.reviews[-1].agreed)
    @rule(luck=LUCK)
    def the_meeting_ends(self, luck: int) -> None:
        chance = Random(luck)
        seen = self.ground.in_room(chance.choice(self._who(FACILITATOR)))
        self._press_one([target for target in seen if target.action == "agreement.finish"], chance)

    @precondition(lambda self: self.school.last_agreed() and not self.school.running())
    @rule(luck=LUCK)
    def the_meeting_goes_on_after_all(self, luck: int) -> None:
        self._press_at_home(self._leading(), "outcome.reopen", Random(luck))

    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_at_home(self, who: int, luck: int) -> None:
        self._press_at_home(self.ground.people[who], "", Random(luck))

    @precondition(lambda self: self.school.reviews)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_in_their_messages(self, who: int, luck: int) -> None:
        self._press_one(self.ground.in_dm(self.ground.people[who]), Random(luck))

    @precondition(lambda self: self._stage() == MEETING)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_in_the_room(self, who: int, luck: int) -> None:
        self._press_one(self.ground.in_room(self.ground.people[who]), Random(luck))

    @precondition(lambda self: self.school.reviews)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_and_it_takes_a_while(self, who: int, luck: int) -> None:
        person = self.ground.people[who]
        if seen := self.ground.in_dm(person) + self.ground.in_room(person):
            target = _pick(seen, Random(luck))
            self.aimed.append((target, self.ground.aim(target)))

    @precondition(lambda self: self.aimed)
    @rule()
    def a_press_arrives_late(self) -> None:
        target, payload = self.aimed.pop(0)
        if not self._is_deleted(target):  # Slack takes no press of a message that is gone
            self._carry_out(target, lambda: self.ground.deliver(payload).ok)
            self._send_in(target.person, Random(0))

    @precondition(lambda self: self.school.reviews)
    @rule(who=SOMEBODY, whose=SOMEBODY, luck=LUCK)
    def somebody_forges_a_press(self, who: int, whose: int, luck: int) -> None:
        """What somebody else sees, and is not theirs to press."""
        person, other = self.ground.people[who], self.ground.people[whose]
        seen = self.ground.in_dm(other) + self.ground.in_room(other) + self.ground.at_home(other)
        target = _pick(seen, Random(luck)) if seen else None
        if target and not self._do(copy.deepcopy(self.school), self._act(target, person)):
            self._carry_out(target, lambda: self.ground.forge(person, target).ok, by=person)

    @precondition(lambda self: self.school.leaders)
    @rule(who=SOMEBODY, luck=LUCK)
    def the_bot_restarts_in_the_middle(self, who: int, luck: int) -> None:
        person = self.ground.people[who]
        if seen := self.ground.in_dm(person) + self.ground.in_room(person):
            target = _pick(seen, Random(luck))
            self._carry_out(target, lambda: self.ground.press(target).ok and self.ground.restart())
            self._send_in(person, Random(luck))
        else:
            self.ground.restart()
        self.tally["restarts"] += 1

    @precondition(lambda self: self.school.leaders)
    @rule(how_long=st.sampled_from(["a moment", "a moment", "a night", UNTIL_THE_MEETING, "a term"]))
    def time_passes(self, how_long: str) -> None:
        """Long enough for everything to come to rest: then every card says what is so."""
        clock, review = self.ground.clock, self.school.running()
        clock.move_to(clock.now() + AT_REST + WAITS.get(how_long, timedelta()))
        if review and how_long == UNTIL_THE_MEETING:
            clock.move_to(review.meets_at - timedelta(hours=6))
        self.ground.settle()
        _, wrong = self.witness.hear(self.ground.leader)
        self.school.forget_old_answers(clock.now())
        _promise([*wrong, *self.witness.untrue_cards()])

    # what must hold

    @invariant()
    def what_is_kept_is_what_was_done(self) -> None:
        _promise(not_kept(self.school, self.ground.kept()))
        self.tally["steps"] += 1

    # how somebody presses

    def _press_at_home(self, person: Person, action: str, chance: Random) -> None:
        self.ground.open_home(person)
        _, wrong = self.witness.hear(person)
        _promise(wrong)
        self._press_one([target for target in self.ground.at_home(person) if target.action.startswith(action)], chance)

    def _press_one(self, seen: list[Target], chance: Random, *, settles: bool = True) -> None:
        if seen:
            target = _pick(seen, chance)
            self._carry_out(target, lambda: self.ground.press(target).ok, settles=settles)
            self._send_in(target.person, chance)

    def _answer(self, person: Person, columns: list[Answer]) -> None:
        for column in columns:
            action = f"reflection.choose:{column}" if column else "reflection.cannot_say"
            self._press_one(self._on_card(person, "reflection.begin"), Random(0), settles=False)
            self._press_one(self._on_card(person, action), Random(0), settles=False)

    def _carry_out(
        self, target: Target, press: Callable[[], bool], *, by: Person | None = None, settles: bool = True
    ) -> None:
        """Press it, do it in the model, and hold the one against the other."""
        person = by or target.person
        act = self._act(target, person)
        self._until_heard(press)
        may = self._do(self.school, act)
        if may:
            self.witness.remember_place(act, target)
        if settles:
            self.ground.settle()
        calls, wrong = self.witness.hear(person, asked=act.action == "reflection.resume")
        _promise(f"{target}: {each}" for each in (*wrong, *not_told(may=may, calls=calls)))
        self.tally["presses refused" if not may else "presses"] += 1

    def _until_heard(self, press: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            assert press(), "Slack would have shown a failure"
            self.ground.drain()
            if not self.witness.is_silent():
                return

    def _send_in(self, person: Person, chance: Random) -> None:
        """Fill in what opened, and what it turns into; then close whatever is left."""
        if (modal := person.modal()) and (seen := list(targets(person, modal))):
            target = _pick(seen, chance)
            self._carry_out(target, lambda: self.ground.press(target).ok)
        while (modal := person.modal()) and "submit" in modal.body and not modal.errors:
            filled = fill_in(modal.callback_id, self.ground, chance)
            if not filled.answers and chance.random() < 1 / 3:
                break  # they think better of it
            act = self._act_of_form(person, modal.callback_id, modal.private_metadata, filled.meant)
            self._until_heard(lambda answers=filled.answers: self.ground.submit(person, answers).ok)  # type: ignore[misc]
            may = self._do(self.school, act)
            self.ground.settle()
            calls, wrong = self.witness.hear(person)
            _promise(f"{act.action}: {each}" for each in (*wrong, *not_told(may=may, calls=calls)))
            self.tally["forms"] += 1
            if person.modal() is modal:
                break
        person.screen.modals.clear()

    def _act(self, target: Target, person: Person) -> Act:
        chosen = {"role": target.chosen} if target.action.startswith(OF_MODAL) else {}
        return self._act_of_form(person, target.action, target.value, chosen)

    def _act_of_form(self, person: Person, action: str, value: str, filled: Mapping[str, Any]) -> Act:
        act = Act(name=person.id, action=action, value=value, now=self.ground.clock.now(), filled=filled)
        if text := filled.get("note"):
            self.school.written.append(Note(author=act.name, row=act.carried[1], text=text))
        return act

    def _do(self, school: School, act: Act) -> bool:
        """Do it in the model, if it may be done; say whether it may."""
        return self.deeds[act.action.partition(":")[0]](school, act)

    # who is who, and what they see

    def _running(self) -> Review | None:
        return self.school.running()

    def _stage(self) -> str | None:
        running = self._running()
        return running.stage if running else None

    def _who(self, capacity: str) -> list[Person]:
        running = self._running()
        return [person for person in self.ground.people if running and running.holds(person.id, capacity)]

    def _noted(self) -> list[Person]:
        running = self._running()
        return [person for person in self._who(COLLEAGUE) if running and running.people[person.id].notes]

    def _leading(self) -> Person:
        return next(person for person in self.ground.people if self.school.leads(person.id))

    def _on_card(self, person: Person, action: str) -> list[Target]:
        """Where somebody can press this on the newest card in their messages."""
        cards = [seen for message in person.dm() if (seen := list(targets(person, message)))]
        return [target for target in (cards[-1] if cards else []) if target.action == action]

    def _is_deleted(self, target: Target) -> bool:
        message = target.surface
        return isinstance(message, Message) and not self.ground.slack.workspace.find_message(
            message.channel, message.ts
        )


def _pick(seen: list[Target], chance: Random) -> Target:
    """One of the actions that can be seen, then one of the places where it can be pressed: menus do not crowd out."""
    actions = sorted({target.action for target in seen})
    going_on = [action for action in actions if action not in ENDS]
    action = chance.choice(going_on if going_on and chance.random() < 3 / 4 else actions)
    return chance.choice([target for target in seen if target.action == action])


def _promise(broken: Iterable[str]) -> None:
    found = list(broken)
    assert not found, "\n".join(found)


def live(life: type[Life], size: Size, *, number: int = SEED) -> str:
    """Live some lives; what went wrong in the first one found, or nothing. Where there is time, it is made short."""
    how = settings(
        max_examples=EXAMPLES[size],
        stateful_step_count=STEPS[size],
        deadline=None,
        database=None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink) if size is Size.WHOLE else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(life), settings=how)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was found
        return "\n".join([f"seed {number}: {error!r}", *getattr(error, "__notes__", ())])
    return ""


async def torture(size: Size) -> Sequence[Verdict]:
    """Live a few short lives, or hundreds of long ones."""
    Life.tally.clear()
    found = await asyncio.to_thread(live, Life, size)
    beside = tuple((name, f"{count:,}") for name, count in sorted(Life.tally.items()) if name != "steps")
    return [
        Verdict(
            fault=f"{EXAMPLES[size]} lives of a school, in any order",
            trials=Life.tally["steps"],
            found=(found,) if found else (),
            beside=beside,
        )
    ]
