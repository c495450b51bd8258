"""People, reviews, answers, a meeting and restarts in any order, held against a plain model after every step."""

import asyncio
from collections.abc import Mapping, Sequence
from random import Random

from hypothesis import HealthCheck, Phase, seed, settings, strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from tests.torture.machine_hub_life import HubLife, HubRules
from tests.torture.machine_life import LUCK, SOMEBODY, AnyLife
from tests.torture.machine_model import COLLEAGUE, FACILITATOR, MEETING, REFLECTING, UNDER_WAY, Answer
from tests.torture.verdict import Size, Verdict

SEED = 20261123
EXAMPLES = {Size.SMALL: 6, Size.WHOLE: 300}
HUB_EXAMPLES = {Size.SMALL: 4, Size.WHOLE: 100}
STEPS = {Size.SMALL: 16, Size.WHOLE: 60}

COLUMNS: Sequence[Answer] = (2, 2, 2, 3, 3, 1, 4, None)


class Life(HubRules):
    """Some years of a school, and of the hub that it may belong to."""

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

    @precondition(lambda self: self._stage() == MEETING)
    @rule(who=SOMEBODY, luck=LUCK)
    def somebody_presses_in_the_room(self, who: int, luck: int) -> None:
        self._press_one(self.ground.in_room(self.ground.people[who]), Random(luck))


def live(life: type[AnyLife], size: Size, *, lives: int, number: int = SEED) -> str:
    """Live some lives; what went wrong in the first one found, or nothing. Where there is time, it is made short."""
    how = settings(
        max_examples=lives,
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


LIVES: Mapping[str, tuple[type[AnyLife], Mapping[Size, int]]] = {
    "lives of a school": (Life, EXAMPLES),
    "lives of a hub": (HubLife, HUB_EXAMPLES),
}


async def torture(size: Size) -> Sequence[Verdict]:
    """Live a few short lives, or hundreds of long ones."""
    return [await _lived(what, life, size, lives[size]) for what, (life, lives) in LIVES.items()]


async def _lived(what: str, life: type[AnyLife], size: Size, lives: int) -> Verdict:
    life.tally.clear()
    found = await asyncio.to_thread(live, life, size, lives=lives)
    beside = tuple((name, f"{count:,}") for name, count in sorted(life.tally.items()) if name != "steps")
    return Verdict(
        fault=f"{lives} {what}, in any order",
        trials=life.tally["steps"],
        found=(found,) if found else (),
        beside=beside,
    )
