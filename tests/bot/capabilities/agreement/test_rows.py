"""Going from row to row: opening one, going on, parking."""

import pytest

from bot.capabilities.agreement.use_cases.agreeing import record_agreement
from bot.capabilities.agreement.use_cases.asked import Asked
from bot.capabilities.agreement.use_cases.rows import (
    NextRow,
    OpenNextRow,
    OpenRow,
    ParkRow,
    open_next_row,
    open_row,
    park_row,
)
from maturity_model.agenda import Order
from maturity_model.catalog import RowId
from maturity_model.errors import NotAllowed, NothingThere, RowAlreadyAgreed, RowNotOpened, UnknownRow, WrongStage
from maturity_model.ids import PersonId
from maturity_model.notice import NoticeState
from maturity_model.reflection import Note
from maturity_model.review import Review
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.bot.capabilities.agreement.meetings import (
    CLOSE,
    CLOSER,
    EDITION,
    ELSEWHERE,
    FEW,
    PEOPLE,
    PLACE,
    WIDE,
    a_meeting,
    a_review,
    a_row,
    agenda_now,
    asked,
    due_cards,
    notices,
    opened,
    placed,
    recording,
    removed,
    row_now,
)
from tests.given import LEADER, NOW, STRANGER


def opening(row: str = WIDE, by: Asked | None = None) -> OpenRow:
    return OpenRow(asked=by or asked(), row=RowId(row))


def parking(row: str = WIDE, by: Asked | None = None) -> ParkRow:
    return ParkRow(asked=by or asked(), row=RowId(row), place=PLACE)


async def go_on(store: Store, after: str | None = None) -> NextRow:
    request = OpenNextRow(asked=asked(), after=RowId(after) if after else None)
    return await open_next_row(store, request, now=NOW)


async def all_agreed(store: Store, *rows: str) -> None:
    """Let these rows be agreed at column 2, or all of them."""
    for row in rows or [row.id for row in EDITION.rows]:
        await open_row(store, opening(row), now=NOW)
        await record_agreement(store, recording(2, row=row), now=NOW)


async def arrived(store: Store, review: Review) -> None:
    """Let every row's card have been sent."""

    def decide(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(review, "row"):
            tx.notices.settle(notice, NoticeState.SENT, at=given.NOW)

    await store.write(decide)


async def test_opening_a_row_freezes_its_spread_and_puts_its_card_into_the_channel(store: Store) -> None:
    review = await a_meeting(store)

    await open_row(store, opening(), now=NOW)

    row = (await opened(store, review))[WIDE]
    assert row.spread.counts == (2, 0, 0, 2)
    assert row.to_agree_together is None
    assert await notices(store, review, "row") == [f"row:{WIDE}"]


async def test_an_answer_changed_afterwards_changes_no_spread(store: Store) -> None:
    review = await a_row(store)

    await given.answered(store, review, {PEOPLE[0]: {WIDE: 4}})
    await open_row(store, opening(), now=NOW)

    assert (await row_now(store, review)).disclosed.counts == (2, 0, 0, 2)


async def test_removing_a_member_afterwards_changes_no_spread(store: Store) -> None:
    review = await a_row(store)

    await removed(store, review, PEOPLE[0])

    assert (await row_now(store, review)).disclosed.counts == (2, 0, 0, 2)


async def test_somebody_removed_before_is_not_counted(store: Store) -> None:
    review = await a_meeting(store)
    await removed(store, review, PEOPLE[0])

    await open_row(store, opening(), now=NOW)

    assert (await row_now(store, review)).disclosed.counts == (1, 0, 0, 2)


async def test_a_row_that_nobody_answered_can_be_talked_about(store: Store) -> None:
    review = await a_meeting(store)

    await open_row(store, opening("6.3"), now=NOW)

    assert (await row_now(store, review, "6.3")).disclosed.closeness == "few answers"


async def test_few_answers_disclose_no_count_and_no_note(store: Store) -> None:
    review = await a_row(store, FEW)
    note = Note(text="I was the only one to choose this.", may_be_shown=True)
    await store.write(lambda tx: tx.reflections.put_note(review, PEOPLE[0], RowId(FEW), note, at=NOW))

    disclosed = (await row_now(store, review, FEW)).disclosed

    assert disclosed.closeness == "few answers"
    assert (disclosed.counts, disclosed.cannot_judge, disclosed.notes, dict(disclosed.families)) == (None, None, (), {})


async def test_only_notes_whose_authors_ticked_it_are_shown(store: Store) -> None:
    review = await a_row(store)
    for person, may_be_shown in ((PEOPLE[0], True), (PEOPLE[1], False)):
        note = Note(text=f"Shown: {may_be_shown}", may_be_shown=may_be_shown)
        await store.write(lambda tx, p=person, n=note: tx.reflections.put_note(review, p, RowId(WIDE), n, at=NOW))  # type: ignore[misc]

    assert (await row_now(store, review)).disclosed.notes == ("Shown: True",)


async def test_a_note_of_somebody_who_was_taken_out_is_not_shown(store: Store) -> None:
    review = await a_row(store)
    note = Note(text="Ask me.", may_be_shown=True)
    await store.write(lambda tx: tx.reflections.put_note(review, PEOPLE[0], RowId(WIDE), note, at=NOW))
    before = (await row_now(store, review)).disclosed.notes

    await removed(store, review, PEOPLE[0])

    assert before == ("Ask me.",)
    assert (await row_now(store, review)).disclosed.notes == ()


async def test_an_opened_rows_card_comes_once_more_when_it_is_asked_for(store: Store) -> None:
    review = await a_row(store)
    await arrived(store, review)

    await open_row(store, opening(), now=NOW)
    await open_row(store, opening(), now=NOW)

    assert await notices(store, review, "row") == [f"row:{WIDE}"] * 2


async def test_a_row_listed_to_be_agreed_together_can_be_shown(store: Store) -> None:
    review = await a_meeting(store)

    await open_row(store, opening(CLOSE), now=NOW)

    assert (await opened(store, review))[CLOSE].is_listed
    assert await notices(store, review, "row") == [f"row:{CLOSE}"]


async def test_the_agenda_is_drawn_anew_when_a_row_is_opened(store: Store) -> None:
    review = await a_meeting(store)
    await placed(store, review, "agenda")

    await open_row(store, opening(), now=NOW)

    assert "agenda" in await due_cards(store)
    assert (await agenda_now(store, review)).shown == WIDE


@pytest.mark.parametrize("row", ["9.9", "", "1.1; DROP TABLE"])
async def test_a_row_that_the_edition_does_not_have_is_refused(store: Store, row: str) -> None:
    review = await a_meeting(store)

    with pytest.raises(UnknownRow):
        await open_row(store, opening(row), now=NOW)
    with pytest.raises(RowNotOpened):
        await park_row(store, parking(row), now=NOW)
    assert await notices(store, review, "row") == []


@pytest.mark.parametrize("person", [LEADER, PEOPLE[0], STRANGER])
async def test_nobody_but_a_facilitator_opens_or_parks_rows(store: Store, person: PersonId) -> None:
    review = await a_row(store)

    with pytest.raises(NotAllowed):
        await open_row(store, opening(FEW, asked(person)), now=NOW)
    with pytest.raises(NotAllowed):
        await open_next_row(store, OpenNextRow(asked=asked(person), after=None), now=NOW)
    with pytest.raises(NotAllowed):
        await park_row(store, parking(WIDE, asked(person)), now=NOW)
    assert set(await opened(store, review)) == {CLOSE, CLOSER, WIDE}
    assert not (await opened(store, review))[WIDE].parked


async def test_another_workspace_finds_no_row_there(store: Store) -> None:
    await a_row(store)
    elsewhere = asked(workspace=ELSEWHERE)

    with pytest.raises(NothingThere):
        await open_row(store, opening(FEW, elsewhere), now=NOW)
    with pytest.raises(NothingThere):
        await open_next_row(store, OpenNextRow(asked=elsewhere, after=None), now=NOW)
    with pytest.raises(NothingThere):
        await park_row(store, parking(WIDE, elsewhere), now=NOW)


async def test_no_row_is_opened_before_the_meeting(store: Store) -> None:
    await a_review(store)

    with pytest.raises(WrongStage):
        await open_row(store, opening(), now=NOW)
    with pytest.raises(WrongStage):
        await go_on(store)


async def test_next_goes_through_the_rows_and_leaves_out_those_listed(store: Store) -> None:
    await a_meeting(store)

    first = await go_on(store)
    second = await go_on(store, WIDE)

    assert first == NextRow(row=RowId(WIDE), is_new=True)
    assert second == NextRow(row=RowId("1.4"), is_new=True)


async def test_next_goes_by_how_far_apart_answers_are_where_that_was_chosen(store: Store) -> None:
    await a_meeting(store, {"5.1": (1, 4, 1, 4), "1.3": (1, 2, 3, 3), "2.2": (1, 1, 4, 2)}, order=Order.WIDEST_FIRST)

    rows = [(await go_on(store)).row, (await go_on(store, "5.1")).row, (await go_on(store, "2.2")).row]

    assert rows == ["5.1", "2.2", "1.3"]


async def test_next_asked_twice_from_the_same_place_stays_with_one_row(store: Store) -> None:
    review = await a_meeting(store)
    await go_on(store)

    again = await go_on(store)

    assert again == NextRow(row=RowId(WIDE), is_new=False)
    assert await notices(store, review, "row") == [f"row:{WIDE}"]


async def test_next_comes_to_listed_rows_when_nothing_else_is_left(store: Store) -> None:
    await a_meeting(store)
    await all_agreed(store, *(row.id for row in EDITION.rows if row.id not in (CLOSE, CLOSER)))

    assert await go_on(store, "6.3") == NextRow(row=RowId(CLOSE), is_new=True)


async def test_parked_rows_come_back_at_the_end(store: Store) -> None:
    await a_meeting(store)
    await go_on(store)
    await park_row(store, parking(), now=NOW)
    await all_agreed(store, *(row.id for row in EDITION.rows if row.id != WIDE))

    assert await go_on(store, "6.3") == NextRow(row=RowId(WIDE), is_new=True)


async def test_when_all_is_agreed_next_brings_the_agenda_to_be_finished(store: Store) -> None:
    review = await a_meeting(store)
    await all_agreed(store)
    [agenda] = await store.read(lambda tx: tx.notices.list_by_kind(review, "agenda"))
    await store.write(lambda tx: tx.notices.settle(agenda, NoticeState.SENT, at=given.NOW))

    came = await go_on(store, "6.3")

    assert came == NextRow(row=None, is_new=False)
    assert len(await notices(store, review, "agenda")) == 2


async def test_next_from_a_forged_row_is_refused(store: Store) -> None:
    await a_meeting(store)

    with pytest.raises(UnknownRow):
        await go_on(store, "9.9")


async def test_parking_twice_is_the_same_as_once(store: Store) -> None:
    review = await a_row(store)

    first = await park_row(store, parking(), now=NOW)
    second = await park_row(store, parking(), now=NOW)

    assert first.on_table == second.on_table
    assert (await opened(store, review))[WIDE].parked


async def test_an_agreed_row_cannot_be_parked(store: Store) -> None:
    await a_row(store)
    await record_agreement(store, recording(2), now=NOW)

    with pytest.raises(RowAlreadyAgreed):
        await park_row(store, parking(), now=NOW)


async def test_a_row_not_opened_cannot_be_parked(store: Store) -> None:
    await a_meeting(store)

    with pytest.raises(RowNotOpened):
        await park_row(store, parking(), now=NOW)
