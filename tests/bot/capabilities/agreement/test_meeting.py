"""Opening the meeting, showing its agenda, finishing it."""

from datetime import datetime, timedelta

import pytest

from bot.capabilities.agreement.use_cases.meeting import (
    FinishMeeting,
    OpenMeeting,
    bring_agenda_back,
    find_meeting,
    finish_meeting,
    open_meeting,
    show_agenda,
)
from bot.capabilities.agreement.use_cases.rows import OpenRow, open_row
from bot.kit.fresh_cards import AFTER_THE_MEETING
from maturity_model.agenda import Order
from maturity_model.card import Place, colleague_card, row_card
from maturity_model.catalog import RowId
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.ids import ChannelId, PersonId
from maturity_model.notice import NoticeState
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.bot.capabilities.agreement.meetings import (
    ANSWERS,
    CLOSE,
    CLOSER,
    ELSEWHERE,
    FEW,
    PEOPLE,
    PLACE,
    SECOND,
    WIDE,
    a_meeting,
    a_review,
    a_row,
    agenda_now,
    asked,
    notices,
    opened,
    removed,
    reviewed,
)
from tests.given import FACILITATOR, LEADER, NOW, STRANGER

OPEN = OpenMeeting(asked=asked(), order=Order.WIDEST_FIRST)
FINISH = FinishMeeting(asked=asked(), place=PLACE)


async def moves(store: Store, review: Review) -> list[tuple[Stage, str]]:
    kept = await store.read(lambda tx: tx.reviews.list_moves(review))
    return [(move.stage, move.by) for move in kept]


async def settle_agendas(store: Store, review: Review, state: NoticeState) -> None:
    def decide(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(review, "agenda"):
            tx.notices.settle(notice, state, at=given.NOW)

    await store.write(decide)


async def place_cards(store: Store, review: Review) -> None:
    """Everybody has the card that their invitation became."""

    def decide(tx: Transaction) -> None:
        for person in PEOPLE:
            place = Place(channel=ChannelId(f"D{person}"), ts="1.0")
            tx.cards.place(review, colleague_card(person), place, shows=0, at=NOW)

    await store.write(decide)


async def cards_due(store: Store, *, at: datetime) -> set[str]:
    """The cards of colleagues that are to be drawn by then."""
    due = await store.read(lambda tx: tx.cards.list_due(now=at, most=50))
    return {mark.subject for mark in due if mark.kind == "person"}


async def test_opening_the_meeting_moves_the_review_and_puts_the_agenda_into_the_channel(store: Store) -> None:
    review = await a_review(store)

    is_new = await open_meeting(store, OPEN, now=NOW)

    now = await reviewed(store, review)
    assert is_new
    assert now.stage is Stage.AGREEING
    assert now.order == Order.WIDEST_FIRST
    assert (await moves(store, review))[-1] == (Stage.AGREEING, FACILITATOR)
    assert await notices(store, review, "agenda") == ["agenda"]


async def test_the_agenda_goes_first_of_all_to_the_reviews_own_channel(store: Store) -> None:
    review = await a_meeting(store)

    [notice] = await store.read(lambda tx: tx.notices.list_by_kind(review, "agenda"))

    assert (notice.channel, notice.urgency, notice.due_at) == (given.CHANNEL, 0, NOW)


async def test_a_second_facilitator_gets_the_same_meeting_and_no_second_agenda(store: Store) -> None:
    review = await a_meeting(store, order=Order.MODEL)

    again = OpenMeeting(asked=asked(SECOND), order=Order.WIDEST_FIRST)
    is_new = await open_meeting(store, again, now=NOW)

    assert not is_new
    assert (await reviewed(store, review)).order == Order.MODEL
    assert await notices(store, review, "agenda") == ["agenda"]
    assert [stage for stage, _ in await moves(store, review)] == [Stage.REFLECTING, Stage.AGREEING]


async def test_rows_that_may_be_agreed_together_are_listed_and_thereby_opened(store: Store) -> None:
    review = await a_meeting(store)

    rows = await opened(store, review)

    assert {row: each.to_agree_together for row, each in rows.items()} == {CLOSE: 3, CLOSER: 2}
    assert rows[CLOSE].spread.counts == (0, 1, 3, 0)
    assert (await reviewed(store, review)).opened_rows == {CLOSE, CLOSER}


async def test_only_colleagues_who_take_part_today_count(store: Store) -> None:
    review = await a_review(store, {CLOSE: (3, 3, 3, 1)})
    await removed(store, review, PEOPLE[3])

    await open_meeting(store, OPEN, now=NOW)

    assert (await opened(store, review))[CLOSE].spread.counts == (0, 0, 3, 0)


async def test_a_row_that_hardly_half_of_those_invited_answered_is_not_listed(store: Store) -> None:
    people = given.colleagues(7)
    review = await a_review(store, {CLOSE: (3, 3, 3), CLOSER: (2, 2, 2, 2)}, people=people)

    await open_meeting(store, OPEN, now=NOW)

    assert set(await opened(store, review)) == {CLOSER}


async def test_families_of_the_day_are_frozen_with_the_row(store: Store) -> None:
    review = await a_meeting(store)

    families = (await opened(store, review))[CLOSE].spread.families

    roles = [review.members[person].role for person in PEOPLE]
    assert set(families) == {role.family for role in roles if role and role.family}


@pytest.mark.parametrize("person", [LEADER, PEOPLE[0], STRANGER])
async def test_nobody_but_a_facilitator_opens_the_meeting(store: Store, person: PersonId) -> None:
    review = await a_review(store)

    with pytest.raises(NotAllowed):
        await open_meeting(store, OpenMeeting(asked=asked(person), order=Order.MODEL), now=NOW)
    assert (await reviewed(store, review)).stage is Stage.REFLECTING


async def test_another_workspaces_facilitator_finds_nothing_there(store: Store) -> None:
    await a_review(store)

    with pytest.raises(NothingThere):
        await open_meeting(
            store,
            OpenMeeting(asked=asked(workspace=ELSEWHERE), order=Order.MODEL),
            now=NOW,
        )
    with pytest.raises(NothingThere):
        await find_meeting(store, asked(workspace=ELSEWHERE))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREED, Stage.CANCELLED])
async def test_a_review_that_is_not_ready_or_over_has_no_meeting_to_open(store: Store, stage: Stage) -> None:
    await given.kept(store, given.review(*PEOPLE, stage=stage))

    with pytest.raises(WrongStage):
        await open_meeting(store, OPEN, now=NOW)


async def test_a_facilitator_may_know_the_room_and_nobody_else(store: Store) -> None:
    await a_review(store)

    assert (await find_meeting(store, asked())).channel == given.CHANNEL
    with pytest.raises(NotAllowed):
        await find_meeting(store, asked(PEOPLE[0]))


async def test_the_agenda_is_shown_once_more_below_everything(store: Store) -> None:
    review = await a_meeting(store)
    await settle_agendas(store, review, NoticeState.SENT)

    await show_agenda(store, asked(), now=NOW)
    await show_agenda(store, asked(), now=NOW)

    assert await notices(store, review, "agenda") == ["agenda", "agenda"]


async def test_an_agenda_that_never_arrived_is_sent_again(store: Store) -> None:
    review = await a_meeting(store)
    await settle_agendas(store, review, NoticeState.UNDELIVERABLE)

    await show_agenda(store, asked(), now=NOW)

    assert len(await notices(store, review, "agenda")) == 2


async def test_there_is_no_agenda_to_show_before_the_meeting(store: Store) -> None:
    await a_review(store)

    with pytest.raises(WrongStage):
        await show_agenda(store, asked(), now=NOW)


async def test_a_colleague_may_not_move_the_agenda(store: Store) -> None:
    await a_meeting(store)

    with pytest.raises(NotAllowed):
        await show_agenda(store, asked(PEOPLE[0]), now=NOW)


async def test_model_order_is_the_editions(store: Store) -> None:
    review = await a_meeting(store, order=Order.MODEL)

    agenda = await agenda_now(store, review)

    assert [each.row.id for each in agenda.rows] == [row.id for row in given.built_in().rows]


async def test_widest_first_puts_few_answers_last_in_model_order(store: Store) -> None:
    review = await a_meeting(store, order=Order.WIDEST_FIRST)

    agenda = await agenda_now(store, review)

    order = [each.row.id for each in agenda.rows]
    assert order[:3] == [WIDE, CLOSE, CLOSER]
    assert order[3:] == [row.id for row in given.built_in().rows if row.id not in (WIDE, CLOSE, CLOSER)]


async def test_the_agenda_says_a_word_for_rows_not_opened_yet_and_no_count(store: Store) -> None:
    review = await a_meeting(store)

    rows = {each.row.id: each for each in (await agenda_now(store, review)).rows}

    assert rows[RowId(WIDE)].closeness == "wide"
    assert rows[RowId(FEW)].closeness == "few answers"
    assert rows[RowId(WIDE)].opened is None


async def test_finishing_agrees_the_review_and_draws_the_agenda(store: Store) -> None:
    review = await a_meeting(store)

    clicked = await finish_meeting(store, FINISH, now=NOW)

    assert (await reviewed(store, review)).stage is Stage.AGREED
    assert (await moves(store, review))[-1] == (Stage.AGREED, FACILITATOR)
    assert clicked.agenda.review.stage is Stage.AGREED
    assert clicked.mark is not None
    assert clicked.mark.place == PLACE


async def test_finishing_owes_everybody_a_card_that_says_so_once_the_meetings_own_messages_have_gone(
    store: Store,
) -> None:
    review = await a_meeting(store)
    await place_cards(store, review)

    await finish_meeting(store, FINISH, now=NOW)

    assert await cards_due(store, at=NOW) == set()
    assert await cards_due(store, at=NOW + AFTER_THE_MEETING) == set(map(colleague_card, PEOPLE))


async def test_finishing_takes_the_buttons_from_the_cards_of_rows_soon(store: Store) -> None:
    review = await a_row(store)
    place = Place(channel=review.channel, ts="2.0")
    await store.write(lambda tx: tx.cards.place(review, row_card(WIDE), place, shows=0, at=NOW))

    await finish_meeting(store, FINISH, now=NOW)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW + AFTER_THE_MEETING, most=50))
    assert [mark.place for mark in due if mark.subject == row_card(WIDE)] == [place]


async def test_whoever_finishes_second_is_told_that_it_is_finished(store: Store) -> None:
    review = await a_meeting(store)
    await finish_meeting(store, FINISH, now=NOW)

    with pytest.raises(WrongStage):
        await finish_meeting(store, FinishMeeting(asked=asked(SECOND), place=PLACE), now=NOW + timedelta(seconds=1))
    assert [stage for stage, _ in await moves(store, review)].count(Stage.AGREED) == 1


@pytest.mark.parametrize("person", [LEADER, PEOPLE[0], STRANGER])
async def test_nobody_but_a_facilitator_finishes_the_meeting(store: Store, person: PersonId) -> None:
    review = await a_meeting(store)

    with pytest.raises(NotAllowed):
        await finish_meeting(
            store,
            FinishMeeting(asked=asked(person), place=PLACE),
            now=NOW,
        )
    assert (await reviewed(store, review)).stage is Stage.AGREEING


async def test_a_meeting_that_goes_on_brings_its_agenda_back(store: Store) -> None:
    review = await a_meeting(store, ANSWERS)
    await settle_agendas(store, review, NoticeState.SENT)

    await bring_agenda_back(store, review.workspace, review.id, now=NOW)

    assert len(await notices(store, review, "agenda")) == 2


async def test_a_finished_meeting_is_not_brought_back(store: Store) -> None:
    review = await a_meeting(store)
    await settle_agendas(store, review, NoticeState.SENT)
    await finish_meeting(store, FINISH, now=NOW)

    await bring_agenda_back(store, review.workspace, review.id, now=NOW)

    assert len(await notices(store, review, "agenda")) == 1


async def test_a_facilitator_who_was_removed_is_one_no_longer(store: Store) -> None:
    review = await a_meeting(store)
    await removed(store, review, SECOND)

    with pytest.raises(NotAllowed):
        await open_row(store, OpenRow(asked=asked(SECOND), row=RowId(WIDE)), now=NOW)
