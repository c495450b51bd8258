"""What happens in any life: somebody presses something, forges it or is late, the bot restarts, and time passes."""

import copy
from datetime import timedelta
from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from tests.torture.machine_hub_promises import hubs_not_kept
from tests.torture.machine_pressing import Pressing, pick, promise
from tests.torture.machine_promises import not_kept

WAITS = {"a moment": timedelta(), "a night": timedelta(hours=20), "a term": timedelta(weeks=9)}
UNTIL_THE_MEETING = "until the meeting"
AT_REST = timedelta(minutes=3)
SOMEBODY = st.integers(0, 7)
LUCK = st.integers(0, 999)


class AnyLife(Pressing):
    """`luck` decides which of the things that somebody could press they do press."""

    @precondition(lambda self: self.school.leaders is None)
    @rule(luck=LUCK)
    def the_setting_is_named(self, luck: int) -> None:
        self._press_at_home(self.ground.office, "home.name_setting", Random(luck))

    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_at_home(self, who: int, luck: int) -> None:
        self._press_at_home(self.ground.people[who], "", Random(luck))

    @precondition(lambda self: self.school.leaders)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_in_their_messages(self, who: int, luck: int) -> None:
        self._press_one(self.ground.in_dm(self.ground.people[who]), Random(luck))

    @precondition(lambda self: self.school.leaders)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_and_it_takes_a_while(self, who: int, luck: int) -> None:
        person = self.ground.people[who]
        if seen := self.ground.in_dm(person) + self.ground.in_room(person):
            target = pick(seen, Random(luck))
            self.aimed.append((target, self.ground.aim(target)))

    @precondition(lambda self: self.aimed)
    @rule()
    def a_press_arrives_late(self) -> None:
        target, payload = self.aimed.pop(0)
        if not self._is_deleted(target):  # Slack takes no press of a message that is gone
            self._carry_out(target, lambda: self.ground.deliver(payload).ok)
            self._send_in(target.person, Random(0))

    @precondition(lambda self: self.school.leaders)
    @rule(who=SOMEBODY, whose=SOMEBODY, luck=LUCK)
    def somebody_forges_a_press(self, who: int, whose: int, luck: int) -> None:
        """What somebody else sees, and is not theirs to press."""
        person, other = self.ground.people[who], self.ground.people[whose]
        seen = self.ground.in_dm(other) + self.ground.in_room(other) + self.ground.at_home(other)
        target = pick(seen, Random(luck)) if seen else None
        if target and not self._do(copy.deepcopy(self.school), self._act(target, person)):
            self._carry_out(target, lambda: self.ground.forge(person, target).ok, by=person)

    @precondition(lambda self: self.school.leaders)
    @rule(who=SOMEBODY, luck=LUCK)
    def the_bot_restarts_in_the_middle(self, who: int, luck: int) -> None:
        person = self.ground.people[who]
        if seen := self.ground.in_dm(person) + self.ground.in_room(person):
            target = pick(seen, Random(luck))
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
        promise([*wrong, *self.witness.untrue_cards()])

    @invariant()
    def what_is_kept_is_what_was_done(self) -> None:
        kept = self.ground.kept()
        promise([*not_kept(self.school, kept), *hubs_not_kept(self.school, kept, self.ground.clock.now())])
        self.tally["steps"] += 1
