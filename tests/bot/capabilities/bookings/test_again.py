"""Three years after a peer-to-peer review the next one is due, on both databases."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.capabilities.bookings.use_cases.again import owe_the_due_again
from maturity_model.hub import PastKind
from maturity_model.notice_kinds import PEER_REVIEW_AGAIN
from storage.store import Store
from tests.given import LEADER, ZONE
from tests.hub_given import (
    CONSULTANT,
    NOW,
    OTHER_HUB,
    hub,
    keep_hub,
    keep_members,
    keep_past,
    keep_setting,
    kept_member,
    leader_of,
    member,
    member_id,
    owed,
    setting,
)

THREE_YEARS_AGO = date(2022, 9, 1)


@pytest.fixture(autouse=True)
async def a_hub(store: Store) -> None:
    await keep_hub(store, hub())


async def owe(store: Store, *, days_later: int = 0) -> bool:
    return await owe_the_due_again(store, zone=ZONE, now=NOW + timedelta(days=days_later))


async def took_part(store: Store, name: str, day: date = THREE_YEARS_AGO) -> None:
    await keep_past(store, name, day, kind=PastKind.PEER)


async def test_each_careers_leader_is_told_once_on_the_day(store: Store) -> None:
    await keep_setting(store, setting("Avon", leaders=(LEADER, leader_of("Avon"))))
    await took_part(store, "Avon", THREE_YEARS_AGO + timedelta(days=1))

    told = [await owe(store, days_later=days) for days in (0, 1, 2, 400)]

    assert told == [False, True, False, False]
    notices = await owed(store, PEER_REVIEW_AGAIN)
    assert {notice.person for notice in notices} == {LEADER, leader_of("Avon")}
    assert {notice.about["done_on"] for notice in notices} == {"2022-09-02"}


async def test_of_a_setting_without_slack_its_consultant_is_told(store: Store) -> None:
    await keep_members(store, member("Clyde"))
    await took_part(store, "Clyde")

    assert await owe(store)

    [notice] = await owed(store, PEER_REVIEW_AGAIN)
    assert (notice.person, notice.about["member"]) == (CONSULTANT, member("Clyde").id)


async def test_many_who_find_out_at_once_tell_once(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await took_part(store, "Avon")

    await asyncio.gather(*(owe(store) for _ in range(5)))

    assert len(await owed(store, PEER_REVIEW_AGAIN)) == 1


async def test_a_later_review_counts_from_its_own_day(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await took_part(store, "Avon")
    await took_part(store, "Avon", THREE_YEARS_AGO + timedelta(days=300))

    assert not await owe(store)
    assert await owe(store, days_later=300)


async def test_a_setting_that_has_left_is_told_nothing(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await took_part(store, "Avon")
    gone = replace(await kept_member(store, "Avon"), left_at=NOW)
    await store.write(lambda tx: tx.member_settings.put(gone))

    assert not await owe(store)
    assert await owed(store, PEER_REVIEW_AGAIN) == []


async def test_a_review_of_its_own_brings_no_such_word(store: Store) -> None:
    await keep_setting(store, setting("Avon"))
    await keep_past(store, "Avon", THREE_YEARS_AGO)

    assert not await owe(store)


async def test_a_setting_that_went_to_another_hub_is_told_there(store: Store) -> None:
    await keep_hub(store, hub(OTHER_HUB))
    first = await keep_setting(store, setting("Avon"))
    await took_part(store, "Avon")
    await store.write(lambda tx: tx.member_settings.put(replace(first, left_at=NOW)))
    await keep_members(store, replace(first, id=member_id("Second"), hub=OTHER_HUB), at=hub(OTHER_HUB))

    told = [await owe(store), await owe(store)]

    assert told == [True, False]
    [notice] = await owed(store, PEER_REVIEW_AGAIN, of=OTHER_HUB)
    assert notice.person == leader_of("Avon")
