"""A colleague reflects alone in their direct messages: whole conversations through the real bot."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Bot
from bot.kit.fresh_cards import owe_fresh_cards
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.reading import choice
from bot.rehearsal.stand_in import Message, Person, StandIn, breaking
from maturity_model.agreement import OpenedRow
from maturity_model.card import Place
from maturity_model.catalog import Column, RowId
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId
from maturity_model.reflection import Note
from maturity_model.review import Review, Role, Stage
from maturity_model.spread import NO_ANSWERS
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School, read

BEGIN, RESUME, LATER, ALL_DONE = "reflection.begin", "reflection.resume", "reflection.later", "reflection.all_done"
CANNOT_SAY, NOTE, ROLE, JUMP = "reflection.cannot_say", "reflection.note", "reflection.role", "reflection.jump"
ROWS = tuple(row.id for row in given.built_in().rows)


@pytest.fixture
def senco(school: School) -> Person:
    return school.colleagues[0]


def choose(column: int) -> str:
    return f"reflection.choose:{column}"


def card(person: Person) -> Message:
    """The one card that somebody has."""
    [only] = person.dm()
    return only


async def press(bot: Bot, person: Person, action: str, **press: Any) -> None:
    """Press something on one's card, and let the card turn."""
    await person.click(card(person), action_id=action, **press)
    await bot.deps.publisher.drain()


async def press_home(bot: Bot, person: Person, action: str) -> None:
    """Press something on Home, and let everything settle that follows."""
    await person.open_home()
    await bot.settle()
    await person.click_home(action_id=action)
    await bot.settle()


async def answers(bot: Bot, review: Review, person: Person) -> Mapping[RowId, Column | None]:
    return await bot.deps.store.read(lambda tx: tx.reflections.columns_by_member(review, PersonId(person.id)))


async def own_note(bot: Bot, review: Review, person: Person, row: str) -> Note | None:
    return await bot.deps.store.read(lambda tx: tx.reflections.find_note(review, PersonId(person.id), RowId(row)))


async def open_row(bot: Bot, review: Review, row: str) -> None:
    """The meeting has opened a row."""

    def decide(tx: Transaction) -> None:
        under_way = replace(tx.reviews.get_for_change(review.workspace, review.id), stage=Stage.AGREEING)
        tx.reviews.put(under_way)
        tx.meetings.put(under_way, OpenedRow(row=RowId(row), spread=NO_ANSWERS, opened_at=given.NOW))

    await bot.deps.store.write(decide)


async def test_a_colleague_answers_every_row_on_one_card(
    bot: Bot, slack: StandIn, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    before = len(slack.calls)

    for place, _ in enumerate(ROWS):
        await press(bot, senco, choose(1 + place % 4))

    assert await answers(bot, under_way, senco) == {row: 1 + place % 4 for place, row in enumerate(ROWS)}
    assert "All done, thank you" in read(card(senco))
    assert {call.method for call in slack.calls[before:]} == {"chat.update"}
    assert len(slack.calls) - before == len(ROWS)  # one call a click
    assert slack.refused == []


async def test_the_card_says_where_one_is_and_turns_in_place(bot: Bot, senco: Person, under_way: Review) -> None:
    invitation = card(senco)

    await press(bot, senco, BEGIN)
    first = card(senco)
    await press(bot, senco, choose(2))

    assert invitation.ts == first.ts == card(senco).ts
    assert "Row 1 of 32, theme 1" in read(first)
    assert "Row 2 of 32, theme 1" in read(card(senco))
    assert "1 of 32 answered" in read(card(senco))


async def test_going_back_shows_one_s_answer_which_can_change_or_be_taken_back(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, choose(2))
    await press(bot, senco, "reflection.back")

    assert "*Your answer: column 2.*" in read(card(senco))

    await press(bot, senco, "reflection.take_back")

    assert await answers(bot, under_way, senco) == {}
    assert "Which column fits your setting best" in read(card(senco))

    await press(bot, senco, CANNOT_SAY)

    assert await answers(bot, under_way, senco) == {"1.1": None}


async def test_skipping_and_jumping_leave_rows_for_later(bot: Bot, senco: Person, under_way: Review) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, "reflection.skip")

    assert "Row 2 of 32" in read(card(senco))

    await press(bot, senco, JUMP, chosen=f'["{under_way.id}","6.1"]')

    assert "Row 30 of 32, theme 6" in read(card(senco))

    await press(bot, senco, "reflection.cannot_say_theme")

    assert await answers(bot, under_way, senco) == {"6.1": None, "6.2": None, "6.3": None}
    assert "Row 1 of 32" in read(card(senco))


async def test_finishing_later_and_carrying_on(bot: Bot, senco: Person, under_way: Review) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, choose(4))
    await press(bot, senco, LATER)

    assert "Your answers are saved. You have 31 rows left" in read(card(senco))

    await press(bot, senco, BEGIN)

    assert "Row 2 of 32" in read(card(senco))


async def test_that_is_all_ends_reminders_and_answers_may_still_change(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, choose(4))
    await press(bot, senco, ALL_DONE)

    assert "I won't remind you any more" in read(card(senco))

    await press(bot, senco, JUMP, chosen=f'["{under_way.id}","1.1"]')
    await press(bot, senco, choose(3))

    assert await answers(bot, under_way, senco) == {"1.1": 3}
    assert "That's all, thank you" in read(card(senco))
    review = await bot.deps.store.read(lambda tx: tx.reviews.get(under_way.workspace, under_way.id))
    assert review.members[PersonId(senco.id)].finished


async def test_a_note_in_any_script_is_kept_shown_back_and_deleted(bot: Bot, senco: Person, under_way: Review) -> None:
    text = "يعتمد على شخص واحد 🙂 *bold* <!channel> & <@U1>"
    await press(bot, senco, BEGIN)
    await press(bot, senco, NOTE)
    await senco.submit({"note": text, "may_be_shown": ["yes"]})
    await bot.deps.publisher.drain()

    assert await own_note(bot, under_way, senco, "1.1") == Note(text=text, may_be_shown=True)
    assert f"Your note: {text}" in read(card(senco))
    assert senco.modal() is None

    await press(bot, senco, "reflection.delete_note")

    assert await own_note(bot, under_way, senco, "1.1") is None
    assert "Your note" not in read(card(senco))


async def test_a_note_emptied_is_a_note_deleted(bot: Bot, senco: Person, under_way: Review) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, NOTE)
    await senco.submit({"note": "At first."})
    await bot.deps.publisher.drain()
    await press(bot, senco, NOTE)
    await senco.submit({"note": "", "may_be_shown": []})
    await bot.deps.publisher.drain()

    assert await own_note(bot, under_way, senco, "1.1") is None


async def test_a_note_for_a_row_that_was_opened_meanwhile_is_refused_under_its_field(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, NOTE)
    await open_row(bot, under_way, "1.1")
    await senco.submit({"note": "Too late."})

    modal = senco.modal()
    assert modal is not None
    assert modal.errors == {
        "note": "The meeting has opened this row, so its notes can't be changed any more. You can still delete yours."
    }
    assert await own_note(bot, under_way, senco, "1.1") is None


async def test_a_row_opened_meanwhile_is_shown_frozen_and_the_next_is_offered(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    await open_row(bot, under_way, "1.1")
    await press(bot, senco, choose(4))

    assert await answers(bot, under_way, senco) == {}
    assert "answers to it stay as they are. You hadn't answered it." in read(card(senco))

    await press(bot, senco, "reflection.skip")
    await press(bot, senco, choose(4))

    assert await answers(bot, under_way, senco) == {"1.2": 4}


async def test_a_role_is_asked_in_the_invitation(bot: Bot, school: School) -> None:
    senco = school.colleagues[0]
    review = school.review()
    member = replace(review.members[PersonId(senco.id)], role=None)
    review = replace(review, members={**review.members, member.person: member})
    await given.kept(bot.deps.store, review, invite=True)
    await bot.settle()

    await senco.click(card(senco), action_id=ROLE, chosen=f'["{review.id}","SENCO_OR_HEAD_OF_SEND"]')
    await bot.settle()

    assert "You're down as SENCo or Head of SEND" in read(card(senco))

    await senco.click(card(senco), action_id=ROLE, chosen=f'["{review.id}","OTHER"]')
    await bot.deps.publisher.drain()
    await senco.submit({"own_role": "Librarian & <!here>"})
    await bot.settle()

    kept = await bot.deps.store.read(lambda tx: tx.reviews.get(review.workspace, review.id))
    assert (kept.members[member.person].role, kept.members[member.person].own_role) == (
        Role.OTHER,
        "Librarian & <!here>",
    )
    assert "You're down as Librarian & <!here>" in read(card(senco))


async def test_home_says_what_is_left_and_brings_the_card_down(bot: Bot, senco: Person, under_way: Review) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, choose(1))
    old = card(senco)

    await press_home(bot, senco, RESUME)

    assert card(senco).ts != old.ts
    assert "Row 2 of 32" in read(card(senco))
    modal = senco.modal()
    assert modal is not None
    assert "Your card is on its way" in str(modal.blocks)

    await press(bot, senco, choose(3))

    assert await answers(bot, under_way, senco) == {"1.1": 1, "1.2": 3}
    assert "Row 3 of 32" in read(card(senco))


async def test_a_card_that_was_deleted_can_be_had_again(
    bot: Bot, slack: StandIn, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    place = card(senco)
    await bot.deps.publisher.delete(under_way.workspace, Place(channel=ChannelId(place.channel), ts=place.ts))

    await press_home(bot, senco, RESUME)

    assert "Row 1 of 32" in read(card(senco))
    assert len(senco.dm()) == 1


async def test_a_lost_redraw_heals(
    bot: Bot, slack: StandIn, clock: SteppedClock, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    slack.break_next("chat.update", breaking.error("fatal_error"), times=20)
    await press(bot, senco, choose(2))
    slack.mend()

    assert await answers(bot, under_way, senco) == {"1.1": 2}
    assert "Row 1 of 32" in read(card(senco))

    await clock.sleep(timedelta(minutes=1).total_seconds())
    await bot.settle()

    assert "Row 2 of 32" in read(card(senco))


async def test_the_same_click_delivered_twice_is_one_answer(bot: Bot, senco: Person, under_way: Review) -> None:
    await press(bot, senco, BEGIN)
    click = senco.click_payload(card(senco), action_id=choose(2))

    await senco.workspace.interact(click)
    await senco.workspace.interact(click)
    await bot.deps.publisher.drain()

    assert await answers(bot, under_way, senco) == {"1.1": 2}
    assert "Row 2 of 32" in read(card(senco))


@pytest.mark.parametrize(
    "value",
    [
        '["{review}","1.1",7]',
        '["{review}","1.1",0]',
        '["{review}","1.1",2.5]',
        '["{review}","1.1"]',
        '["{review}","9.9",2]',
        '["somebody-else-s","1.1",2]',
        "[[[[",
        "x" * 2000,
    ],
)
async def test_a_forged_choice_changes_nothing_and_is_told_to_whoever_clicked(
    bot: Bot, senco: Person, under_way: Review, value: str
) -> None:
    await press(bot, senco, BEGIN)
    forged = senco.click_payload(card(senco), action_id=choose(2))
    forged["actions"][0]["value"] = value.replace("{review}", under_way.id)

    await senco.workspace.interact(forged)
    await bot.settle()

    assert await answers(bot, under_way, senco) == {}
    assert "Home tab" in senco.whispers()[-1].text
    assert "Row 1 of 32" in read(card(senco))


async def test_a_click_from_another_workspace_finds_nothing(bot: Bot, senco: Person, under_way: Review) -> None:
    moved = replace(under_way, workspace=WorkspaceId("T0ELSEWHERE"), id=ReviewId("elsewhere"))
    moved = replace(moved, setting=given.setting(workspace=moved.workspace).id)
    await given.kept(bot.deps.store, moved)
    await press(bot, senco, BEGIN)
    forged = senco.click_payload(card(senco), action_id=choose(2))
    forged["actions"][0]["value"] = f'["{moved.id}","1.1",2]'

    await senco.workspace.interact(forged)
    await bot.settle()

    assert await answers(bot, moved, senco) == {}
    assert "I can't find that any more" in senco.whispers()[-1].text


async def test_whoever_was_removed_is_told_so_and_their_invitation_is_not_sent(bot: Bot, school: School) -> None:
    senco = school.colleagues[0]
    review = await given.kept(bot.deps.store, school.review(), invite=True)
    removed = replace(review.members[PersonId(senco.id)], removed=True)
    await bot.deps.store.write(lambda tx: tx.reviews.put_member(review, removed))

    await bot.settle()

    assert senco.dm() == []
    assert len(school.colleagues[1].dm()) == 1


async def test_somebody_else_s_click_is_refused(bot: Bot, school: School, under_way: Review) -> None:
    senco, stranger = school.colleagues[0], school.stranger
    await press(bot, senco, BEGIN)
    forged = senco.click_payload(card(senco), action_id=choose(2))
    forged["user"]["id"] = stranger.id

    await senco.workspace.interact(forged)
    await bot.settle()

    assert await answers(bot, under_way, stranger) == await answers(bot, under_way, senco) == {}


@pytest.mark.parametrize(("stage", "says"), [(Stage.AGREED, "the review is agreed"), (Stage.AGREEING, "Row 2 of 32")])
async def test_a_card_follows_the_review_to_its_end_and_back(
    bot: Bot, clock: SteppedClock, senco: Person, under_way: Review, stage: Stage, says: str
) -> None:
    await press(bot, senco, BEGIN)
    await press(bot, senco, choose(2))

    def move(tx: Transaction) -> None:
        moved = replace(under_way, stage=stage)
        tx.reviews.put(moved)
        owe_fresh_cards(tx, moved, now=clock.now())

    await bot.deps.store.write(move)
    await clock.sleep(timedelta(minutes=2).total_seconds())
    await bot.settle()

    assert says in read(card(senco))


async def test_a_press_on_a_card_that_was_just_replaced_shows_on_the_one_that_replaced_it(
    bot: Bot, clock: SteppedClock, senco: Person, under_way: Review
) -> None:
    await press(bot, senco, BEGIN)
    on_its_way = senco.click_payload(card(senco), action_id=choose(3))
    await press_home(bot, senco, RESUME)

    await senco.workspace.interact(on_its_way)
    clock.advance(minutes=1)
    await bot.settle()

    assert await answers(bot, under_way, senco) == {"1.1": 3}
    assert "Row 2 of 32" in read(card(senco))


async def test_a_role_that_is_named_once_more_after_the_beginning_leaves_the_row_on_the_card(
    bot: Bot, senco: Person, under_way: Review
) -> None:
    on_its_way = senco.click_payload(
        card(senco), action_id=ROLE, chosen=choice(card(senco), ROLE, "SENCo or Head of SEND")
    )
    await press(bot, senco, BEGIN)

    await senco.workspace.interact(on_its_way)
    await bot.settle()

    assert "Row 1 of 32" in read(card(senco))
