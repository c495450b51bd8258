"""What happens between a hub and its settings, in any order."""

from collections.abc import Callable
from functools import partial
from random import Random

from hypothesis.stateful import initialize, precondition, rule

from bot.rehearsal.stand_in import Person
from tests.torture.machine_forms import day_of
from tests.torture.machine_life import LUCK, AnyLife
from tests.torture.machine_playground import Target
from tests.torture.machine_requests import is_ready

MAKE = {"type": "button", "action_id": "hubs.make", "block_id": "hubs.make"}
OF_SETTINGS = ("hubs.join", "hubs.join", "bookings.", "bookings.ask", "member_settings.", "hubs.show_progress")
OF_STAFF = ("weeks.announce", "bookings.look_at_week", "bookings.look_at_setting", "bookings.")
NEXT = (("bookings.answer", "bookings.ask"), ("bookings.answer", "member_settings.enter_past"))
MANY = 5
PATIENCE = 30


class HubRules(AnyLife):
    """Hubs, their staff and their settings; the school may go from one to another."""

    @precondition(lambda self: not self.school.hubs)
    @rule(luck=LUCK)
    def a_hub_is_made(self, luck: int) -> None:
        self._press_at_home(self.ground.office, "hubs.make", Random(luck))

    @precondition(lambda self: len(self.school.hubs) == 1)
    @rule(luck=LUCK)
    def another_hub_is_made_sometimes(self, luck: int) -> None:
        """From a Home that lay open since there was none: it is offered no more."""
        office = self.ground.office
        self.ground.open_home(office)
        home = office.home()
        if home and not luck % 4:
            target = Target(person=office, surface=home, block="hubs.make", element=MAKE)
            self._carry_out(target, lambda: self.ground.forge(office, target).ok)
            self._send_in(office, Random(luck))

    @precondition(lambda self: self.school.hubs and self.school.leaders)
    @rule(luck=LUCK)
    def the_setting_turns_to_its_hub(self, luck: int) -> None:
        chance = Random(luck)
        for _ in range(2):
            self._press_at_home(self._leading(), chance.choice(OF_SETTINGS), chance)

    @precondition(lambda self: self.school.hubs)
    @rule(luck=LUCK)
    def the_hub_does_its_work(self, luck: int) -> None:
        chance = Random(luck)
        for _ in range(2):
            grows = len(self.school.hubs) * MANY > sum(len(hub.here()) for hub in self.school.hubs.values())
            actions = (*OF_STAFF, "member_settings.add") if grows else OF_STAFF
            self._press_at_home(self._of_staff(chance), chance.choice(actions), chance)

    @precondition(
        lambda self: any(hub.open_weeks(day_of(self.ground.clock.now())) for hub in self.school.hubs.values())
    )
    @rule(luck=LUCK)
    def a_week_fills(self, luck: int) -> None:
        """One setting after the other is looked at, and what comes next of it is mostly done."""
        chance = Random(luck)
        for _ in range(4):
            self._press_at_home(self._of_staff(chance), "bookings.look_at_setting", chance, wants=chance.choice(NEXT))

    def _of_staff(self, chance: Random) -> Person:
        names = sorted({name for hub in self.school.hubs.values() for name in hub.staff})
        chosen = chance.choice(names)
        return next(person for person in self.ground.people if person.id == chosen)

    def _weeks_are_open(self) -> bool:
        today = day_of(self.ground.clock.now())
        return any(hub.open_weeks(today) for hub in self.school.hubs.values())


class HubLife(HubRules):
    """Some years of a hub that is well under way: more of its settings may ask than a week has places."""

    @initialize(luck=LUCK)
    def a_hub_gets_going(self, luck: int) -> None:
        """Each step again until it is done: people fill in forms wrongly, too."""
        chance, school = Random(luck), self.school
        self._press_at_home(self.ground.office, "home.name_setting", chance)
        self._press_at_home(self.ground.office, "hubs.make", chance)
        [hub] = school.hubs.values()
        staff = self._of_staff(chance)
        self._until(school.place, lambda: self._press_at_home(self._leading(), "hubs.join", chance))
        self._until(lambda: len(hub.here()) == MANY, lambda: self._press_at_home(staff, "member_settings.add", chance))
        self._until(self._weeks_are_open, lambda: self._press_at_home(staff, "weeks.announce", chance))
        for name, place in hub.here().items():
            self._until(partial(is_ready, school, hub, place), partial(self._enter_past, staff, name, chance))

    def _enter_past(self, staff: Person, setting: str, chance: Random) -> None:
        self.ground.open_home(staff)
        seen = [target for target in self.ground.at_home(staff) if setting in target.value]
        self._press_one(seen, chance, wants=["member_settings.enter_past"])

    def _until(self, is_done: Callable[[], object], press: Callable[[], None]) -> None:
        for _ in range(PATIENCE):
            if is_done():
                return
            press()
