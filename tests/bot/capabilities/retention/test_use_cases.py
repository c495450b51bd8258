"""Answers are deleted when it was promised, and nothing else is, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.capabilities.retention.use_cases import delete_old_answers
from maturity_model.agreement import OpenedRow
from maturity_model.card import Place, colleague_card, row_card
from maturity_model.catalog import RowId
from maturity_model.ids import ChannelId
from maturity_model.reflection import Note
from maturity_model.review import Review, Stage
from maturity_model.spread import NO_ANSWERS
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import LEADER, NOW

FIRST, SECOND = given.colleagues(2)
ROW = RowId("1.1")
FROZEN = replace(NO_ANSWERS, counts=(1, 0, 1, 0))
EIGHT_WEEKS = timedelta(weeks=8)


async def ended(store: Store, *stages: Stage) -> Review:
    """A review with answers and a note that was opened eight weeks ago and came to these stages at NOW."""
    review = await given.kept(store, given.review(FIRST, SECOND), at=NOW - EIGHT_WEEKS)
    await given.answered(store, review, {FIRST: {"1.1": 3, "1.2": None}, SECOND: {"1.1": 1}})
    last = replace(review, stage=stages[-1])

    def decide(tx: Transaction) -> None:
        tx.reflections.put_note(review, FIRST, ROW, Note(text="Ask the tutors", may_be_shown=True), at=NOW)
        tx.meetings.put(review, OpenedRow(row=ROW, spread=FROZEN, opened_at=NOW))
        for stage in stages:
            tx.reviews.add_move(replace(review, stage=stage), by=LEADER, at=NOW)
        tx.reviews.put(last)

    await store.write(decide)
    return last


async def kept_answers(store: Store, review: Review) -> int:
    return len(await store.read(lambda tx: tx.reflections.list_by_review(review)))


async def kept_note(store: Store, review: Review) -> Note | None:
    return await store.read(lambda tx: tx.reflections.find_note(review, FIRST, ROW))


async def delete(store: Store, at: datetime) -> bool:
    return bool(await delete_old_answers(store, now=at))


@pytest.mark.parametrize("stage", [Stage.AGREED, Stage.CANCELLED])
async def test_eight_weeks_after_a_review_ended_its_answers_and_notes_are_gone(store: Store, stage: Stage) -> None:
    review = await ended(store, stage)

    early = await delete(store, NOW + EIGHT_WEEKS - timedelta(seconds=1))
    kept_until_then = await kept_answers(store, review)
    deleted = await delete(store, NOW + EIGHT_WEEKS)
    again = await delete(store, NOW + EIGHT_WEEKS)

    assert (early, kept_until_then) == (False, 3)
    assert (deleted, again) == (True, False)
    assert await kept_answers(store, review) == 0
    assert await kept_note(store, review) is None


async def test_what_the_meeting_froze_stays(store: Store) -> None:
    review = await ended(store, Stage.AGREED)

    await delete(store, NOW + EIGHT_WEEKS)

    after = await store.read(lambda tx: tx.meetings.get(review, ROW))
    assert after.spread == FROZEN


@pytest.mark.parametrize("stages", [(), (Stage.AGREED, Stage.AGREEING)], ids=["never ended", "reopened"])
async def test_a_review_under_way_keeps_its_answers_however_long_it_takes(
    store: Store, stages: tuple[Stage, ...]
) -> None:
    review = await ended(store, Stage.REFLECTING, *stages)

    deleted = await delete(store, NOW + 10 * EIGHT_WEEKS)

    assert not deleted
    assert await kept_answers(store, review) == 3
    assert await kept_note(store, review) is not None


async def test_a_review_that_was_agreed_again_keeps_its_answers_eight_weeks_from_then(store: Store) -> None:
    review = await ended(store, Stage.AGREED, Stage.AGREEING)
    again = NOW + timedelta(weeks=5)

    def agree(tx: Transaction) -> None:
        agreed = replace(review, stage=Stage.AGREED)
        tx.reviews.put(agreed)
        tx.reviews.add_move(agreed, by=LEADER, at=again)

    await store.write(agree)

    assert not await delete(store, NOW + EIGHT_WEEKS)
    assert await delete(store, again + EIGHT_WEEKS)


async def test_the_cards_that_showed_the_answers_or_notes_are_drawn_anew(store: Store) -> None:
    review = await ended(store, Stage.AGREED)
    place, later = Place(channel=ChannelId("D1"), ts="1.0"), NOW + EIGHT_WEEKS

    def place_cards(tx: Transaction) -> None:
        for subject in (colleague_card(FIRST), row_card(ROW)):
            tx.cards.place(review, subject, place, shows=0, at=NOW)

    await store.write(place_cards)

    await delete(store, later)

    due = await store.read(lambda tx: tx.cards.list_due(now=later, most=5))
    assert [mark.subject for mark in due] == [colleague_card(FIRST), row_card(ROW)]
