"""Which message shows what: marks are never lost, however many are made at once."""

import asyncio

import pytest

from maturity_model.card import CardMark, Place
from maturity_model.review import Review
from storage.store import Store
from tests import given
from tests.given import CHANNEL, NOW

SUBJECT = "row:1.1"
SOMEWHERE = Place(channel=CHANNEL, ts="1.000001")
ELSEWHERE = Place(channel=CHANNEL, ts="2.000002")


@pytest.fixture
async def review(store: Store) -> Review:
    return await given.kept(store, given.review(*given.colleagues(1)))


async def mark(store: Store, review: Review, place: Place | None = None) -> CardMark | None:
    return await store.write(lambda tx: tx.cards.mark(review, SUBJECT, due_at=NOW, place=place))


async def due(store: Store) -> list[int]:
    return [mark.version for mark in await store.read(lambda tx: tx.cards.list_due(now=NOW, most=10))]


async def test_marks_made_at_once_each_count(store: Store, review: Review) -> None:
    await mark(store, review, SOMEWHERE)

    marks = await asyncio.gather(*(mark(store, review) for _ in range(20)))

    assert sorted(m.version for m in marks if m) == list(range(2, 22))


async def test_a_mark_without_a_message_waits_for_one(store: Store, review: Review) -> None:
    assert await mark(store, review) is None
    assert await due(store) == []

    await store.write(lambda tx: tx.cards.place(review, SUBJECT, SOMEWHERE, shows=0, at=NOW))

    assert await due(store) == [1]


async def test_a_message_that_shows_the_newest_is_not_due(store: Store, review: Review) -> None:
    await mark(store, review)
    shows = await store.read(lambda tx: tx.cards.version(review, SUBJECT))

    await store.write(lambda tx: tx.cards.place(review, SUBJECT, SOMEWHERE, shows=shows, at=NOW))

    assert await due(store) == []


async def test_a_mark_that_only_goes_onwards_leaves_a_card_in_its_newest_message(store: Store, review: Review) -> None:
    await mark(store, review, ELSEWHERE)

    late = await store.write(lambda tx: tx.cards.mark(review, SUBJECT, due_at=NOW, place=SOMEWHERE, onwards=True))
    newer = Place(channel=CHANNEL, ts="3.000003")
    on = await store.write(lambda tx: tx.cards.mark(review, SUBJECT, due_at=NOW, place=newer, onwards=True))

    assert late is not None
    assert (late.version, late.place) == (2, ELSEWHERE)
    assert on is not None
    assert (on.version, on.place) == (3, newer)


async def test_placing_a_card_loses_no_mark_made_meanwhile(store: Store, review: Review) -> None:
    await mark(store, review, SOMEWHERE)
    shows = await store.read(lambda tx: tx.cards.version(review, SUBJECT))

    await asyncio.gather(
        *(mark(store, review) for _ in range(10)),
        store.write(lambda tx: tx.cards.place(review, SUBJECT, ELSEWHERE, shows=shows, at=NOW)),
    )

    assert await due(store) == [11]
    [known] = [await store.read(lambda tx: tx.cards.find(review, SUBJECT))]
    assert known is not None
    assert known.place == ELSEWHERE


async def test_clearing_an_old_mark_leaves_the_new_one_due(store: Store, review: Review) -> None:
    old = await mark(store, review, SOMEWHERE)
    assert old is not None
    await mark(store, review)

    await store.write(lambda tx: tx.cards.clear([old]))

    assert await due(store) == [2]


async def test_many_marks_at_once_each_count_once(store: Store, review: Review) -> None:
    await mark(store, review, SOMEWHERE)

    await store.write(lambda tx: tx.cards.mark_all(review, (SUBJECT, "row:1.2"), due_at=NOW))
    await store.write(lambda tx: tx.cards.mark_all(review, (), due_at=NOW))

    assert await due(store) == [2]
    assert await store.read(lambda tx: tx.cards.version(review, "row:1.2")) == 1
    [known] = [await store.read(lambda tx: tx.cards.find(review, SUBJECT))]
    assert known is not None
    assert known.place == SOMEWHERE
