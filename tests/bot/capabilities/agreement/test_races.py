"""Two at once: whoever is first stands, and nothing is lost without a word."""

import asyncio

import pytest

from bot.capabilities.agreement.use_cases.agreeing import (
    AgreeTogether,
    PullRowOut,
    agree_together,
    pull_row_out,
    record_agreement,
)
from bot.capabilities.agreement.use_cases.meeting import OpenMeeting, open_meeting
from bot.capabilities.agreement.use_cases.rows import OpenNextRow, OpenRow, open_next_row, open_row
from maturity_model.agenda import Order
from maturity_model.catalog import COLUMNS, RowId
from maturity_model.errors import RowAlreadyAgreed, RowAlreadyOpened
from maturity_model.ids import PersonId
from maturity_model.reflection import Reflection
from maturity_model.review import Review
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.capabilities.agreement.meetings import (
    CLOSE,
    CLOSER,
    PEOPLE,
    PLACE,
    SECOND,
    WIDE,
    a_meeting,
    a_review,
    a_row,
    agreements,
    asked,
    notices,
    opened,
    recording,
)
from tests.given import FACILITATOR, NOW, colleagues

TIMES = 8


async def answer(store: Store, review: Review, person: PersonId) -> bool:
    """Answer the row, as a colleague's click does; False where the meeting was first."""

    def decide(tx: Transaction) -> None:
        admitted = tx.reviews.get_for_answering(review.workspace, review.id, person)
        admitted.admit_answer(person, RowId(WIDE))
        tx.reflections.put(review, Reflection(person=person, row=RowId(WIDE), column=COLUMNS[0], answered_at=NOW))

    try:
        await store.write(decide)
    except RowAlreadyOpened:
        return False
    return True


async def test_an_answer_beside_the_opening_is_counted_or_refused_never_lost(store: Store) -> None:
    people = colleagues(12)
    review = await a_review(store, {}, people=people)
    await open_meeting(store, OpenMeeting(asked=asked(), order=Order.MODEL), now=NOW)
    answers = [answer(store, review, person) for person in people]
    opening = open_row(store, OpenRow(asked=asked(), row=RowId(WIDE)), now=NOW)

    *told_saved, _ = await asyncio.gather(*answers[:6], *answers[6:], opening)

    row = (await opened(store, review))[WIDE]
    assert row.spread.named == sum(bool(saved) for saved in told_saved)


async def test_two_facilitators_who_open_the_meeting_open_one(store: Store) -> None:
    review = await a_review(store)
    requests = [
        OpenMeeting(asked=asked(person), order=order)
        for person, order in ((FACILITATOR, Order.MODEL), (SECOND, Order.WIDEST_FIRST))
    ]

    results = await asyncio.gather(*(open_meeting(store, request, now=NOW) for request in requests * TIMES))

    assert results.count(True) == 1
    assert await notices(store, review, "agenda") == ["agenda"]


async def test_two_facilitators_who_record_one_row_record_one_column(store: Store) -> None:
    review = await a_row(store)
    requests = [recording(2), recording(3, by=SECOND)]

    results = await asyncio.gather(
        *(record_agreement(store, request, now=NOW) for request in requests),
        return_exceptions=True,
    )

    [refused] = [result for result in results if isinstance(result, RowAlreadyAgreed)]
    standing = (await agreements(store, review))[WIDE]
    assert (refused.column, refused.by) == (standing.column, standing.recorded_by)


async def test_two_facilitators_who_go_on_together_open_one_row(store: Store) -> None:
    review = await a_meeting(store)
    requests = [OpenNextRow(asked=asked(person), after=None) for person in (FACILITATOR, SECOND)]

    results = await asyncio.gather(*(open_next_row(store, request, now=NOW) for request in requests * TIMES))

    assert {result.row for result in results} == {WIDE}
    assert sum(result.is_new for result in results) == 1
    assert await notices(store, review, "row") == [f"row:{WIDE}"]


@pytest.mark.parametrize("puller_first", [True, False])
async def test_a_row_pulled_out_beside_the_agreeing_is_either_agreed_or_out(
    store: Store, *, puller_first: bool
) -> None:
    review = await a_meeting(store)
    pull = PullRowOut(asked=asked(PEOPLE[0]), row=RowId(CLOSE), place=PLACE)
    pulling = pull_row_out(store, pull, now=NOW)
    agreeing = agree_together(store, AgreeTogether(asked=asked(), place=PLACE), now=NOW)
    both = (pulling, agreeing) if puller_first else (agreeing, pulling)

    results = await asyncio.gather(*both, return_exceptions=True)

    was_refused = any(isinstance(result, RowAlreadyAgreed) for result in results)
    recorded = await agreements(store, review)
    assert CLOSER in recorded
    assert (CLOSE in recorded) == was_refused
    assert (await opened(store, review))[CLOSE].is_listed == was_refused
