"""How somebody presses and fills in, and how the model keeps up with what they do."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from bot.rehearsal.stand_in import Message, Person
from bot.rehearsal.stand_in.values import Json
from tests import given
from tests.torture.machine_actions import ACTION_DEEDS
from tests.torture.machine_deeds import DEEDS, Act, Deed
from tests.torture.machine_forms import FORMS, people_form
from tests.torture.machine_guides import GUIDE_DEEDS, GUIDE_FORMS
from tests.torture.machine_hub_forms import HUB_FORMS
from tests.torture.machine_hubs import HUB_DEEDS
from tests.torture.machine_model import COLLEAGUE, Answer, Note, Review, School
from tests.torture.machine_playground import OF_MODAL, Playground, Target, targets
from tests.torture.machine_promises import not_told
from tests.torture.machine_reminding import REMINDING_DEEDS
from tests.torture.machine_requests import REQUEST_DEEDS
from tests.torture.machine_witness import Witness

ROWS = tuple(row.id for row in given.built_in().rows)
ALL_DEEDS: Mapping[str, Deed] = {
    **DEEDS,
    **ACTION_DEEDS,
    **GUIDE_DEEDS,
    **REMINDING_DEEDS,
    **HUB_DEEDS,
    **REQUEST_DEEDS,
}
ALL_FORMS = {**FORMS, **GUIDE_FORMS, **HUB_FORMS}
ENDS = ("agreement.finish", "steering.cancel_review", "home.step_down", "hubs.leave")
"""What ends much; it is pressed less often, so that there is something to end."""
DEEPEST = 3
PATIENCE = 9


class Pressing(RuleBasedStateMachine):
    """What the rules of a life are made of. Each press is carried out, done in the model, and held against it."""

    deeds: Mapping[str, Deed] = ALL_DEEDS
    tally: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.ground = Playground()
        self.school = School(admins={self.ground.office.id}, rows=ROWS)
        self.witness = Witness(self.ground, self.school)
        self.aimed: list[tuple[Target, Json]] = []

    def teardown(self) -> None:
        self.ground.close()

    def _press_at_home(self, person: Person, action: str, chance: Random, *, wants: Sequence[str] = ()) -> None:
        self.ground.open_home(person)
        _, wrong = self.witness.hear(person)
        promise(wrong)
        self._press_one(
            [target for target in self.ground.at_home(person) if target.action.startswith(action)], chance, wants=wants
        )

    def _press_one(
        self, seen: list[Target], chance: Random, *, settles: bool = True, wants: Sequence[str] = ()
    ) -> None:
        if seen:
            target = pick(seen, chance)
            self._carry_out(target, lambda: self.ground.press(target).ok, settles=settles)
            self._send_in(target.person, chance, wants=wants)

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
        promise(f"{target}: {each}" for each in (*wrong, *not_told(may=may, calls=calls)))
        self.tally["presses refused" if not may else "presses"] += 1

    def _until_heard(self, press: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            assert press(), "Slack would have shown a failure"
            self.ground.drain()
            if not self.witness.is_silent():
                return

    def _send_in(self, person: Person, chance: Random, *, wants: Sequence[str] = ()) -> None:
        """Press in what opened, mostly what is wanted; fill in what that turns into, and close whatever is left."""
        for _ in range(DEEPEST):
            modal = person.modal()
            fills_in = modal and "submit" in modal.body and chance.random() < 3 / 4  # rather than press in the form
            if modal and not fills_in and (seen := list(targets(person, modal))):
                self._press_there(pick(wanted(seen, chance, wants), chance))
        while (modal := person.modal()) and "submit" in modal.body and not modal.errors:
            filled = ALL_FORMS.get(modal.callback_id, people_form)(self.ground, chance)
            if not filled.answers and chance.random() < 1 / 3:
                break  # they think better of it
            act = self._act_of_form(person, modal.callback_id, modal.private_metadata, filled.meant)
            self._until_heard(lambda answers=filled.answers: self.ground.submit(person, answers).ok)  # type: ignore[misc]
            may = self._do(self.school, act)
            self.ground.settle()
            calls, wrong = self.witness.hear(person)
            promise(f"{act.action}: {each}" for each in (*wrong, *not_told(may=may, calls=calls)))
            self.tally["forms"] += 1
            if person.modal() is modal:
                break
        person.screen.modals.clear()

    def _press_there(self, target: Target) -> None:
        self._carry_out(target, lambda: self.ground.press(target).ok)

    def _act(self, target: Target, person: Person) -> Act:
        chosen = {"role": target.chosen} if target.action.startswith(OF_MODAL) else {}
        act = self._act_of_form(person, target.action, target.value, chosen)
        return replace(act, in_channel=target.in_channel and person is target.person)  # else it is forged, in a DM

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
        every = [list(targets(person, message)) for message in person.dm()]
        cards = [seen for seen in every if seen and not seen[0].of_no_review]
        return [target for target in (cards[-1] if cards else []) if target.action == action]

    def _is_deleted(self, target: Target) -> bool:
        message = target.surface
        return isinstance(message, Message) and not self.ground.slack.workspace.find_message(
            message.channel, message.ts
        )


def pick(seen: list[Target], chance: Random) -> Target:
    """One of the actions that can be seen, then one of the places where it can be pressed: menus do not crowd out."""
    actions = sorted({target.action for target in seen})
    going_on = [action for action in actions if action not in ENDS]
    action = chance.choice(going_on if going_on and chance.random() < 3 / 4 else actions)
    return chance.choice([target for target in seen if target.action == action])


def wanted(seen: list[Target], chance: Random, wants: Sequence[str]) -> list[Target]:
    """Mostly the first of these that can be pressed; else everything."""
    first = next((action for action in wants if any(target.action == action for target in seen)), None)
    return [target for target in seen if target.action == first] if first and chance.random() < 3 / 4 else seen


def promise(broken: Iterable[str]) -> None:
    found = list(broken)
    assert not found, "\n".join(found)
