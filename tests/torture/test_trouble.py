"""Trouble with the database, in seconds; and proof that it would be noticed where somebody was told what is not so."""

import os
from random import Random

import pytest

from bot.capabilities.reflection.cards.values import DELETE_NOTE
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn
from bot.rehearsal.stand_in.posting import new_message
from maturity_model.catalog import RowId
from tests import given
from tests.postgres import NOT_INSTALLED, find_binaries
from tests.torture import trouble
from tests.torture.clicking import CANNOT, Clicker
from tests.torture.told import Attempt, Subject, Told, What, contradictions, kept_in_silence
from tests.torture.trouble_scene import is_true
from tests.torture.verdict import Size, Verdict

ROW = RowId("1.1")
ANSWER: Subject = (What.ANSWER, ROW)
PRESS = {"type": "plain_text", "text": "Press"}


def attempts(*wanted_and_told: tuple[str, Told]) -> list[Attempt]:
    """One person's attempts at that answer, one after the other."""
    return [
        Attempt(what=What.ANSWER, row=ROW, wanted=wanted, told=told, began=float(began), took=0.1)
        for began, (wanted, told) in enumerate(wanted_and_told)
    ]


async def test_people_are_told_the_truth_while_a_file_is_locked_and_its_disk_full_and_all_recovers() -> None:
    verdicts = await trouble.full_disk(Size.SMALL)
    if not verdicts[0].trials:  # nobody may mount a disk here
        verdicts = await trouble.sqlite(Size.SMALL)

    assert [sentence for verdict in verdicts for sentence in verdict.found] == []
    assert was_tried(verdicts)


@pytest.mark.skipif(find_binaries() is None and "REQUIRE_POSTGRES" not in os.environ, reason=NOT_INSTALLED)
async def test_people_are_told_the_truth_while_postgresql_crashes_and_all_recovers() -> None:
    verdicts = await trouble.postgresql(Size.SMALL)

    assert [sentence for verdict in verdicts for sentence in verdict.found] == []
    assert was_tried(verdicts)


def was_tried(verdicts: list[Verdict]) -> bool:
    """Whether somebody was told "not saved" in each trouble, and something was saved."""
    *troubles, afterwards = verdicts
    return all(dict(verdict.beside)["told not saved"] != "0" for verdict in troubles) and afterwards.trials > 0


# what the torture holds against what is kept


@pytest.mark.parametrize(
    ("tried", "kept"),
    [
        ([("3", Told.SAVED)], "3"),
        ([("3", Told.NOT_SAVED)], None),
        ([("3", Told.NOT_SAVED)], "3"),  # it was saved, and the word of that was lost on its way
        ([("3", Told.SAVED), ("4", Told.NOT_SAVED)], "3"),
        ([("3", Told.SAVED), ("4", Told.NOT_SAVED)], "4"),
        ([("3", Told.NOTHING)], None),
    ],
)
def test_what_people_were_told_may_be_true(tried: list[tuple[str, Told]], kept: str | None) -> None:
    assert [*contradictions(attempts(*tried), {ANSWER: kept} if kept else {})] == []


@pytest.mark.parametrize(
    ("tried", "kept"),
    [
        ([("3", Told.SAVED)], None),
        ([("3", Told.SAVED)], "2"),
        ([("3", Told.SAVED), ("4", Told.SAVED)], "3"),
        ([("3", Told.NOT_SAVED), ("4", Told.SAVED)], "3"),
        ([], "3"),
    ],
)
def test_it_is_noticed_where_what_people_were_told_is_not_so(tried: list[tuple[str, Told]], kept: str | None) -> None:
    assert len([*contradictions(attempts(*tried), {ANSWER: kept} if kept else {})]) == 1


def test_what_is_kept_although_it_was_called_not_saved_is_counted() -> None:
    history = attempts(("3", Told.SAVED), ("4", Told.NOT_SAVED))

    assert kept_in_silence(history, {ANSWER: "4"}) == 1
    assert kept_in_silence(history, {ANSWER: "3"}) == 0


# what it reads off a card


@pytest.mark.parametrize(
    ("kept", "true"),
    [
        ({ANSWER: "3", (What.NOTE, ROW): "Thought 1"}, True),
        ({ANSWER: CANNOT, (What.NOTE, ROW): "Thought 1"}, False),
        ({ANSWER: "4", (What.NOTE, ROW): "Thought 1"}, False),
        ({ANSWER: "3", (What.NOTE, ROW): "Thought 2"}, False),
        ({ANSWER: "3"}, False),
        ({ANSWER: "3", (What.ANSWER, RowId("1.2")): "3", (What.NOTE, ROW): "Thought 1"}, False),
        ({(What.NOTE, ROW): "Thought 1"}, False),
    ],
)
async def test_a_card_that_shows_what_is_not_kept_is_noticed(
    clock: SteppedClock, kept: dict[Subject, str], true: bool
) -> None:
    async with StandIn(clock=clock) as slack:
        clicker = await somebody_with_a_card(slack)

        assert is_true(clicker, kept) is true


async def somebody_with_a_card(slack: StandIn) -> Clicker:
    """A colleague whose card says that they answered one row, which is on it, with column 3 and a note."""
    person = slack.workspace.add_person("SENCo")
    row = given.built_in().row(ROW)
    lines = ("▰▱ 1 of 32 answered", "*Your answer: column 3.* You can change it.", "Thought 1")
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": f"{row.id} {row.title}"}},
        *({"type": "section", "text": {"type": "mrkdwn", "text": line}} for line in lines),
        {"type": "actions", "elements": [{"type": "button", "action_id": DELETE_NOTE, "text": PRESS}]},
    ]
    room = slack.workspace.open_dm(person)
    new_message(slack.workspace, room, {"text": "Your card", "blocks": blocks})
    return Clicker(person=person, slack=slack, edition=given.built_in(), chance=Random(1), acknowledged_within=1)
