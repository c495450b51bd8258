"""What is killed loses nothing; and whoever looks for losses finds them where there are some."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.capabilities.reflection.cards.invitation import invitation_card
from bot.capabilities.reflection.cards.row import row_card
from bot.capabilities.reflection.use_cases.asked import Asked
from bot.capabilities.reflection.use_cases.looking import Desk, look_at_desk
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn
from bot.rehearsal.stand_in.posting import new_message
from maturity_model.catalog import RowId
from maturity_model.ids import PersonId, WorkspaceId
from storage.store import Store
from tests import given
from tests.torture.kill import PLANS, kill_repeatedly
from tests.torture.kill_copies import Arrived, Owed, unexcused
from tests.torture.kill_evidence import ZONE, Wall, kept_answers, left_behind
from tests.torture.kill_history import NOTHING, History, Kept, Press, faults
from tests.torture.verdict import Size

SENCO, GOVERNOR = PersonId("U0SENCO"), PersonId("U0GOVERNOR")
ROW = RowId("1.1")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.timeout(240)
async def test_whatever_was_acknowledged_outlives_the_process(database_url: str) -> None:
    plan = PLANS[Size.SMALL]

    clicks, starts, kills = await kill_repeatedly("small", database_url, plan)

    assert clicks.found == starts.found == kills.found == ()
    assert clicks.trials >= plan.clicks
    assert starts.trials >= plan.kills
    assert kills.trials == plan.making + plan.inviting + plan.kills


# the answers


def press(said: str, *, acknowledged: bool = True, reached: bool = True) -> Press:
    return Press(person=SENCO, row=ROW, said=said, acknowledged=acknowledged, reached=reached)


def kept(said: str) -> list[Kept]:
    return [] if said == NOTHING else [Kept(person=SENCO, row=ROW, said=said)]


def test_an_answer_that_was_acknowledged_and_is_gone_is_lost() -> None:
    [sentence] = faults([press("column 2")], kept(NOTHING))

    assert sentence == "lost: U0SENCO pressed “column 2” for 1.1, and “no answer” is kept"


@pytest.mark.parametrize("now", ["column 1", "column 3", "I can't say"])
def test_an_answer_that_is_not_the_last_acknowledged_one_has_changed(now: str) -> None:
    [sentence] = faults([press("column 1"), press("column 2")], kept(now))

    assert sentence.startswith("changed: U0SENCO pressed “column 2”")


def test_two_answers_to_one_row_are_doubled() -> None:
    assert faults([press("column 2")], kept("column 2") * 2) == ["U0SENCO has 2 answers to 1.1"]


def test_an_answer_that_nobody_gave_is_found() -> None:
    [sentence] = faults([], kept("column 2"))

    assert sentence == "U0SENCO has “column 2” for 1.1, and pressed nothing there"


@pytest.mark.parametrize("now", ["column 1", "column 2", "column 3"])
def test_what_was_cut_off_may_be_kept_or_not(now: str) -> None:
    cut = [press("column 2", acknowledged=False), press("column 3", acknowledged=False)]

    assert faults([press("column 1"), *cut], kept(now)) == []


def test_what_was_cut_off_does_not_come_back_after_a_later_answer() -> None:
    history = [press("column 1", acknowledged=False), press("column 2")]

    assert faults(history, kept("column 2")) == []
    assert len(faults(history, kept("column 1"))) == 1


def test_what_nobody_listened_to_must_not_be_kept() -> None:
    history = [press("column 1"), press("column 2", acknowledged=False, reached=False)]

    assert faults(history, kept("column 1")) == []
    assert len(faults(history, kept("column 2"))) == 1


def test_an_answer_that_was_taken_back_must_not_come_back() -> None:
    history = [press("column 1"), press(NOTHING)]

    assert faults(history, kept(NOTHING)) == []
    assert len(faults(history, kept("column 1"))) == 1


def test_an_acknowledgement_out_of_a_life_without_a_database_counts_for_nothing() -> None:
    history = History()
    for said, sent_at in (("column 1", 1.0), ("column 2", 3.0)):
        history.presses.append(Press(person=SENCO, row=ROW, said=said, sent_at=sent_at))
        history.note_answer(history.presses[-1], acknowledged=True, reached=True)

    doubted = history.doubt(since=2.0)

    assert doubted == 1
    assert faults(history.presses, kept("column 1")) == faults(history.presses, kept("column 2")) == []
    assert len(faults(history.presses, kept(NOTHING))) == 1


def test_what_a_card_showed_as_saved_counts_in_any_life() -> None:
    history = History()
    history.presses.append(Press(person=SENCO, row=ROW, said="column 2", sent_at=3.0))
    history.note_answer(history.presses[-1], acknowledged=True, reached=True)
    history.presses[-1].shown = True

    history.doubt(since=2.0)

    assert faults(history.presses, kept("column 2")) == []
    assert len(faults(history.presses, kept(NOTHING))) == 1


# the messages


def arrived(person: PersonId, *seconds: float) -> list[Arrived]:
    return [Arrived(person=person, at=NOON + timedelta(seconds=each)) for each in seconds]


def owed(person: PersonId, *, state: str = "sent", attempts: int = 1) -> Owed:
    return Owed(person=person, state=state, attempts=attempts)


def test_a_second_copy_is_excused_by_a_kill_right_after_the_first() -> None:
    assert unexcused([owed(SENCO, attempts=2)], arrived(SENCO, -0.1, 5), [NOON]) == []


@pytest.mark.parametrize("first", [-60, 1])
def test_a_second_copy_is_not_excused_by_a_kill_at_another_time(first: float) -> None:
    [sentence] = unexcused([owed(SENCO, attempts=2)], arrived(SENCO, first, 5), [NOON])

    assert sentence == "U0SENCO got 2 messages where 1 are owed and 0 were cut off"


def test_a_kill_excuses_the_second_copy_of_one_message_only() -> None:
    everything = [*arrived(SENCO, -0.2, 5), *arrived(GOVERNOR, -0.1, 6)]

    [sentence] = unexcused([owed(SENCO), owed(GOVERNOR)], everything, [NOON])

    assert sentence.startswith("U0SENCO got 2 messages")


def test_a_third_attempt_is_not_excused() -> None:
    assert unexcused([owed(SENCO, attempts=3)], arrived(SENCO, 1), []) == ["a message to U0SENCO was tried 3 times"]


def test_a_message_that_is_noted_as_sent_and_never_came_is_found() -> None:
    assert unexcused([owed(SENCO)], [], []) == ["U0SENCO got fewer messages than are noted as sent"]
    assert unexcused([owed(SENCO, state="unsure")], [], []) == []


# the cards


@pytest.fixture
def senco(clock: SteppedClock) -> Person:
    return StandIn(clock).workspace.add_person("SENCo")


@pytest.fixture
async def wall(store: Store, senco: Person) -> Wall:
    review = given.review(PersonId(senco.id), workspace=WorkspaceId(senco.workspace.id))
    await given.kept(store, review)
    return Wall(store=store, review=review, edition=given.built_in())


async def desk_of(wall: Wall, person: Person) -> Desk:
    asked = Asked(workspace=wall.review.workspace, review=wall.review.id, person=PersonId(person.id))
    desk = await look_at_desk(wall.store, asked)
    assert desk
    return desk


async def test_a_colleague_without_a_card_is_found(wall: Wall, senco: Person) -> None:
    assert await wall.untrue_cards([senco]) == ["SENCo has no card"]


async def test_a_card_that_does_not_say_what_is_kept_is_found(wall: Wall, senco: Person) -> None:
    desk = await desk_of(wall, senco)
    new_message(
        senco.workspace, senco.workspace.open_dm(senco), invitation_card(desk.sheet, desk.setting, ZONE).payload()
    )
    before = await wall.untrue_cards([senco])

    await given.answered(wall.store, wall.review, {PersonId(senco.id): {"1.1": 2}})
    after = await wall.untrue_cards([senco])

    assert before == []
    assert after == ["SENCo's card “Your view of careers, please” does not say what is kept"]


@pytest.mark.parametrize("row", ["1.1", "1.2", "6.3"])
async def test_a_card_may_show_any_row_as_long_as_it_is_true(wall: Wall, senco: Person, row: str) -> None:
    await given.answered(wall.store, wall.review, {PersonId(senco.id): {"1.1": 2}})
    sheet = (await desk_of(wall, senco)).sheet

    card = row_card(replace(sheet, row=RowId(row)), RowId(row))
    new_message(senco.workspace, senco.workspace.open_dm(senco), card.payload())

    assert await wall.untrue_cards([senco]) == []


# the database


async def test_what_a_process_left_is_read_with_its_last_commits(url_with_tables: str, store: Store) -> None:
    review = await given.kept(store, given.review(SENCO))
    await given.answered(store, review, {SENCO: {"1.1": 2, "1.2": None}})

    with left_behind(url_with_tables) as readable:
        found = await kept_answers(readable)

    assert sorted((one.row, one.said) for one in found) == [("1.1", "column 2"), ("1.2", "I can't say")]
