"""Hubs and their staff as they are kept, on both databases, and the wrong codes that people tried."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from maturity_model.errors import NothingThere
from maturity_model.hub import TRIES_WITHIN, Staff
from maturity_model.ids import HubId
from storage.store import Store
from storage.transaction import Transaction
from tests.given import LEADER, STRANGER, WORKSPACE
from tests.hub_given import (
    BY_COLLEAGUE,
    BY_CONSULTANT,
    CODE,
    ELSEWHERE,
    HUB,
    NOW,
    OTHER_HUB,
    hub,
    keep_hub,
    kept_hub,
)


async def test_a_hub_is_kept_as_it_is_with_its_staff(store: Store) -> None:
    is_new = await store.write(lambda tx: tx.hubs.add(hub(), at=NOW))

    assert is_new
    assert await kept_hub(store) == hub()


async def test_a_hub_of_the_same_id_changes_nothing(store: Store) -> None:
    await keep_hub(store, hub())

    other = replace(hub(), name="Another", code="ZZZZ9999", staff=frozenset({BY_CONSULTANT}))
    is_new = await store.write(lambda tx: tx.hubs.add(other, at=NOW))

    assert not is_new
    assert await kept_hub(store) == hub()


async def test_no_two_hubs_give_out_the_same_code(store: Store) -> None:
    await keep_hub(store, hub())

    with pytest.raises(IntegrityError):
        await keep_hub(store, replace(hub(OTHER_HUB), code=CODE))


async def test_a_hub_that_is_not_there_is_not_there(store: Store) -> None:
    with pytest.raises(NothingThere):
        await store.read(lambda tx: tx.hubs.get(HUB))
    with pytest.raises(NothingThere):
        await store.write(lambda tx: tx.hubs.get_for_change(HUB))


async def test_a_hub_is_found_by_its_code_wherever_it_is_at_home(store: Store) -> None:
    far = await keep_hub(store, hub(OTHER_HUB, workspace=ELSEWHERE))
    await keep_hub(store, hub())

    assert await store.read(lambda tx: tx.hubs.find_by_code(far.code)) == far
    assert await store.read(lambda tx: tx.hubs.find_by_code("QQQQ2222")) is None
    assert await store.read(lambda tx: tx.hubs.find_by_code("")) is None


async def test_hubs_are_listed_by_staff_and_by_workspace_in_the_order_of_names(store: Store) -> None:
    valley, coast = await keep_hub(store, hub()), await keep_hub(store, hub(OTHER_HUB))
    third = replace(hub(HubId("hill-hub"), workspace=ELSEWHERE), code="HHHH2222", name="A Hill", staff=frozenset())
    await keep_hub(store, third)

    assert await store.read(lambda tx: tx.hubs.list_by_staff(BY_CONSULTANT)) == [coast, valley]
    assert await store.read(lambda tx: tx.hubs.list_by_workspace(WORKSPACE)) == [coast, valley]
    assert await store.read(lambda tx: tx.hubs.list_by_workspace(ELSEWHERE)) == [third]


async def test_the_same_id_in_another_workspace_works_for_no_hub(store: Store) -> None:
    await keep_hub(store, hub())
    namesake = replace(BY_CONSULTANT, workspace=ELSEWHERE)

    assert await store.read(lambda tx: tx.hubs.list_by_staff(namesake)) == []


async def test_staff_may_be_in_several_workspaces_and_are_replaced_as_a_whole(store: Store) -> None:
    await keep_hub(store, hub())
    far = Staff(workspace=ELSEWHERE, person=LEADER)
    changed = replace(hub(), name="A new name", channel=None, staff=frozenset({BY_COLLEAGUE, far}))

    def decide(tx: Transaction) -> None:
        tx.hubs.put(changed)
        tx.hubs.put_staff(changed)

    await store.write(decide)
    await store.write(decide)

    assert await kept_hub(store) == changed
    assert await store.read(lambda tx: tx.hubs.list_by_staff(far)) == [changed]
    assert await store.read(lambda tx: tx.hubs.list_by_staff(BY_CONSULTANT)) == []


async def test_a_hub_may_be_kept_without_staff(store: Store) -> None:
    alone = await keep_hub(store, replace(hub(), staff=frozenset()))

    assert await kept_hub(store) == alone


async def test_changes_to_one_hub_happen_one_after_the_other(store: Store) -> None:
    await keep_hub(store, replace(hub(), name=""))

    def decide(tx: Transaction) -> None:
        found = tx.hubs.get_for_change(HUB)
        tx.hubs.put(replace(found, name=f"{found.name}x"))

    await asyncio.gather(*(store.write(decide) for _ in range(10)))

    assert (await kept_hub(store)).name == "x" * 10


async def test_tries_are_counted_by_workspace_and_forgotten_after_a_while(store: Store) -> None:
    moments = [NOW, NOW + timedelta(minutes=10), NOW + timedelta(minutes=70)]

    def decide(tx: Transaction) -> None:
        tx.hubs.lock_tries(WORKSPACE)
        for person, at in zip((LEADER, STRANGER, LEADER), moments, strict=True):
            tx.hubs.add_try(WORKSPACE, person, at=at, forget=at - TRIES_WITHIN)
        tx.hubs.add_try(ELSEWHERE, LEADER, at=moments[-1], forget=moments[0])

    await store.write(decide)

    assert await store.read(lambda tx: tx.hubs.list_tries(WORKSPACE, since=NOW - TRIES_WITHIN)) == [
        (LEADER, moments[-1])
    ]
    assert await store.read(lambda tx: tx.hubs.list_tries(ELSEWHERE, since=NOW)) == [(LEADER, moments[-1])]
    assert await store.read(lambda tx: tx.hubs.list_tries(WORKSPACE, since=moments[-1])) == []


async def test_tries_come_oldest_first(store: Store) -> None:
    moments = [NOW + timedelta(minutes=minute) for minute in (3, 1, 2)]

    def decide(tx: Transaction) -> None:
        for at in moments:
            tx.hubs.add_try(WORKSPACE, LEADER, at=at, forget=NOW - TRIES_WITHIN)

    await store.write(decide)

    tries = await store.read(lambda tx: tx.hubs.list_tries(WORKSPACE, since=NOW))
    assert [at for _, at in tries] == sorted(moments)
