from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.app import CAPABILITIES
from bot.kit.meeting_parts import WORDS_FOR_YOU
from bot.slack.router import merged
from tests import given
from tests.torture import machine
from tests.torture.machine import Life, live
from tests.torture.machine_deeds import Act, Deed
from tests.torture.machine_model import COLLEAGUE, FACILITATOR, MEETING, REFLECTING, Note, Person, Review, School
from tests.torture.machine_pressing import ALL_DEEDS
from tests.torture.machine_promises import not_kept, not_told, shown_alone, shown_in_room
from tests.torture.verdict import Size

ROW = "1.1"
LIVES = 6
TICKED, KEPT_BACK = "My tutor group knows.", "Only for me."


def done(_school: School, _act: Act) -> bool:
    """A model that forgets: whatever it is, it may be done, and nothing comes of it."""
    return True


def refused(_school: School, _act: Act) -> bool:
    return False


class Forgetful(Life):
    deeds: Mapping[str, Deed] = {**ALL_DEEDS, "reflection.choose": done}


class Forbidding(Life):
    deeds: Mapping[str, Deed] = {**ALL_DEEDS, "opening.start": refused}


def a_school(*columns: int | None, stage: str = MEETING) -> School:
    """So many colleagues who answered one row, two of them with a note, and a facilitator; the row is opened."""
    people = {f"U{n}": Person(is_in_as={COLLEAGUE}, answers={ROW: column}) for n, column in enumerate(columns)}
    people["U0"].notes[ROW], people["U1"].notes[ROW] = (TICKED, True), (KEPT_BACK, False)
    people["UF"] = Person(is_in_as={FACILITATOR})
    review = Review(id="R", stage=stage, meets_at=given.MEETING, rows=[ROW], people=people)
    review.opened[ROW] = review.spread(ROW)
    written = [Note("U0", ROW, TICKED), Note("U1", ROW, KEPT_BACK)]
    return School(admins=(), rows=[ROW], leaders={"UL"}, reviews=[review], written=written)


@pytest.mark.timeout(240)  # a school, then a hub, beside other tests
async def test_whatever_happens_in_a_school_is_kept_and_shown_as_promised() -> None:
    verdicts = await machine.torture(Size.SMALL)

    assert [verdict.found for verdict in verdicts] == [()] * len(machine.LIVES)
    for verdict, (_, lives) in zip(verdicts, machine.LIVES.values(), strict=True):
        assert verdict.trials > lives[Size.SMALL] * machine.STEPS[Size.SMALL] / 2
        assert {"presses", "presses refused", "forms", "restarts"} <= {name for name, _ in verdict.beside}


def test_every_button_and_form_means_something_to_the_model() -> None:
    router = merged(capability.router for capability in CAPABILITIES)

    assert set(ALL_DEEDS) == {*router.clicks, *router.submissions}


def test_a_bot_that_keeps_what_the_model_does_not_is_found_out() -> None:
    assert "answers of a review" in live(Forgetful, Size.SMALL, lives=LIVES)


def test_a_bot_that_lets_somebody_do_what_they_may_not_is_found_out() -> None:
    assert "was not refused" in live(Forbidding, Size.SMALL, lives=LIVES)


def test_a_lost_answer_is_noticed() -> None:
    school = a_school(2, 2, 3)
    nothing_kept: dict[str, list[dict[str, object]]] = {
        name: []
        for name in ("careers_leaders", "settings", "members", "reflections", "notes", "meeting_rows", "agreements")
    }
    itself = {"id": "R", "stage": MEETING, "meets_at": given.MEETING.replace(tzinfo=None).isoformat(" ")}

    found = list(not_kept(school, {**nothing_kept, "reviews": [itself]}))

    assert [sentence for sentence in found if sentence.startswith("answers of a review")]
    assert [sentence for sentence in found if sentence.startswith("frozen spreads")]


def test_a_refusal_that_nobody_was_told_is_noticed() -> None:
    assert list(not_told(may=False, calls=[]))
    assert not list(not_told(may=True, calls=[]))


@pytest.mark.parametrize(
    ("reader", "said"),
    [("U1", f"Your note: {TICKED}"), ("UL", KEPT_BACK), ("U0", "2 at column 2"), ("UF", "1 person said “I can't say”")],
)
def test_what_only_the_room_or_only_its_author_may_see_is_noticed_in_anybodys_own_messages(
    reader: str, said: str
) -> None:
    assert list(shown_alone(a_school(2, 2, 3), reader, said, given.NOW))


def test_ones_own_note_may_be_shown_to_oneself() -> None:
    assert not list(shown_alone(a_school(2, 2, 3), "U1", f"Your note: {KEPT_BACK}", given.NOW))


def test_the_words_to_plan_with_are_for_the_facilitator_from_the_day_before() -> None:
    school, the_day_before = a_school(2, 2, 3, stage=REFLECTING), given.MEETING - timedelta(days=1)

    assert not list(shown_alone(school, "UF", WORDS_FOR_YOU, the_day_before))
    assert list(shown_alone(school, "UF", WORDS_FOR_YOU, the_day_before - timedelta(days=1)))
    assert list(shown_alone(school, "U0", WORDS_FOR_YOU, the_day_before))


def test_a_spread_of_three_may_be_shown_in_the_room_with_the_notes_that_were_ticked() -> None:
    school = a_school(2, 2, 3, None)

    assert not list(shown_in_room(school, school.reviews[-1], f"{ROW} Leadership", f"2 at column 2. {TICKED}"))


@pytest.mark.parametrize(
    ("columns", "heading", "said"),
    [
        ((2, 2), f"{ROW} Leadership", "2 at column 2"),
        ((2, 2), f"{ROW} Leadership", TICKED),
        ((2, 2, None), f"{ROW} Leadership", "1 person said “I can't say”"),
        ((2, 2, 3), f"{ROW} Leadership", "3 at column 2"),
        ((2, 2, 3), f"{ROW} Leadership", KEPT_BACK),
        ((2, 2, 3), "1.2 Vision", "2 at column 2"),
        ((2, 2, 3), "1.2 Vision", TICKED),
    ],
)
def test_what_the_room_may_not_see_is_noticed(columns: tuple[int | None, ...], heading: str, said: str) -> None:
    school = a_school(*columns)

    assert list(shown_in_room(school, school.reviews[-1], heading, said))
