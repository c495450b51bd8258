"""A setting whose review was taken back waits for it anew, on both databases."""

from datetime import datetime, timedelta

import pytest

from bot.capabilities.weeks.use_cases.telling import ask_again, look_at_weeks
from maturity_model.notice_kinds import ASKED_AGAIN
from maturity_model.review import Stage
from storage.store import Store
from tests.given import ZONE
from tests.hub_given import (
    JANUARY,
    LATER,
    hub,
    keep_hub,
    keep_review,
    keep_setting,
    keep_weeks,
    kept_member,
    owed,
    setting,
    week,
)


@pytest.fixture(autouse=True)
async def a_hub(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_weeks(store, week(JANUARY))


async def again(store: Store, *, now: datetime = LATER) -> bool:
    return await ask_again(store, zone=ZONE, now=now)


async def waits(store: Store) -> bool:
    return (await kept_member(store, "Avon")).waits_for_review


async def test_whoever_has_no_agreed_review_is_remembered_without_an_announcement(store: Store) -> None:
    await keep_setting(store, setting("Avon"))

    asked = await again(store)

    assert not asked
    assert await waits(store)


async def test_a_review_that_was_reopened_and_is_agreed_again_brings_one_question(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await again(store)
    review = await keep_review(store, setting("Avon"))
    first = await again(store)
    await store.write(lambda tx: tx.reviews.put(review.moved_to(Stage.AGREEING)))
    [planned] = await owed(store, ASKED_AGAIN)
    while_open = await again(store, now=LATER + timedelta(minutes=5))
    reopened = await look_at_weeks(store, planned, zone=ZONE, now=LATER + timedelta(minutes=5))
    await store.write(lambda tx: tx.reviews.put(review))

    second = await again(store, now=LATER + timedelta(minutes=10))

    assert (first, while_open, second) == (True, False, True)
    assert reopened is not None
    assert reopened.history.agreed_on is None
    assert len(await owed(store, ASKED_AGAIN)) == 1
