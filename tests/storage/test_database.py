import asyncio
from functools import partial

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.util import await_only

from maturity_model.errors import DomainError, NotAMember
from storage.database import Database
from storage.errors import StoreClosed, StoreUnavailable
from tests.storage.tallies import add_one, put, tallies, totals


async def test_what_was_written_is_seen_by_the_next_read(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))

    assert await database.read(totals) == {"answers": 1}


async def test_a_write_returns_what_the_decision_returns(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))

    assert await database.write(lambda c: add_one(c, "answers")) == 2


async def test_a_refused_decision_leaves_nothing_and_its_refusal_comes_through(database: Database) -> None:
    def put_then_refuse(connection: Connection) -> None:
        put(connection, "answers", 1)
        raise NotAMember

    with pytest.raises(NotAMember):
        await database.write(put_then_refuse)

    assert await database.read(totals) == {}


async def test_among_decisions_made_at_once_a_refused_one_undoes_itself_alone(database: Database) -> None:
    def decide(connection: Connection, number: int) -> int:
        put(connection, f"row {number}", number)
        if number % 3 == 0:
            raise NotAMember
        return number

    waiting = [database.write(partial(decide, number=n)) for n in range(12)]
    results = await asyncio.gather(*waiting, return_exceptions=True)

    for number, result in enumerate(results):
        if number % 3 == 0:
            assert isinstance(result, NotAMember)
        else:
            assert result == number
    assert await database.read(totals) == {f"row {n}": n for n in range(12) if n % 3}


async def test_two_hundred_increments_at_once_lose_nothing(database: Database) -> None:
    await database.write(lambda c: put(c, "clicks", 0))

    seen = await asyncio.gather(*(database.write(lambda c: add_one(c, "clicks")) for _ in range(200)))

    assert sorted(seen) == list(range(1, 201))
    assert await database.read(totals) == {"clicks": 200}


async def test_a_mistake_in_a_decision_is_not_called_trouble_with_the_database(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))

    with pytest.raises(IntegrityError):
        await database.write(lambda c: put(c, "answers", 2))
    with pytest.raises(ZeroDivisionError):
        await database.write(lambda _: 1 // 0)
    with pytest.raises(StatementError, match=r"no such table|does not exist"):
        await database.read(lambda c: c.execute(text("SELECT * FROM nowhere")))

    assert await database.read(totals) == {"answers": 1}


async def test_a_decision_that_runs_out_of_items_still_answers_its_waiter(database: Database) -> None:
    def take_from_nothing(_: Connection) -> int:
        return next(iter(()))

    with pytest.raises(RuntimeError, match="StopIteration"):
        await database.write(take_from_nothing)


async def test_the_text_of_an_error_holds_nobodys_answers(database: Database) -> None:
    await database.write(lambda c: put(c, "a private note", 1))

    with pytest.raises(IntegrityError) as raised:
        await database.write(lambda c: put(c, "a private note", 7_654_321))

    assert "7654321" not in str(raised.value)


async def test_a_read_cannot_change_anything(database: Database) -> None:
    with pytest.raises(StoreUnavailable):
        await database.read(lambda c: put(c, "answers", 1))

    assert await database.read(totals) == {}


async def test_a_read_sees_one_unchanging_picture(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))
    loop = asyncio.get_running_loop()
    first_look, go_on = asyncio.Event(), asyncio.Event()

    def look_twice(connection: Connection) -> tuple[int, int]:
        query = select(tallies.c.total)
        first = connection.execute(query).scalar_one()
        loop.call_soon(first_look.set)
        connection.execute(text("SELECT 1"))
        wait_inside(go_on)
        return first, connection.execute(query).scalar_one()

    reading = asyncio.create_task(database.read(look_twice))
    await first_look.wait()
    await database.write(lambda c: add_one(c, "answers"))
    go_on.set()

    assert await reading == (1, 1)
    assert await database.read(totals) == {"answers": 2}


async def test_a_cancelled_waiter_breaks_nothing_for_the_others(database: Database) -> None:
    await database.write(lambda c: put(c, "clicks", 0))
    waiting = [asyncio.create_task(database.write(lambda c: add_one(c, "clicks"))) for _ in range(20)]
    await asyncio.sleep(0)

    for impatient in waiting[::2]:
        impatient.cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert all(isinstance(result, asyncio.CancelledError) for result in results[::2])
    assert all(isinstance(result, int) for result in results[1::2])
    assert 10 <= (await database.read(totals))["clicks"] <= 20


async def test_a_cancelled_read_breaks_nothing_for_the_others(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))
    waiting = [asyncio.create_task(database.read(totals)) for _ in range(20)]
    await asyncio.sleep(0)

    for impatient in waiting[::2]:
        impatient.cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert results[1::2] == [{"answers": 1}] * 10


async def test_closing_answers_whoever_waits_and_refuses_whoever_comes_later(database: Database) -> None:
    await database.write(lambda c: put(c, "clicks", 0))
    waiting = [asyncio.create_task(database.write(lambda c: add_one(c, "clicks"))) for _ in range(50)]
    reading = asyncio.create_task(database.read(totals))
    await asyncio.sleep(0)

    await database.close()

    assert sorted([await answer for answer in waiting]) == list(range(1, 51))
    assert "clicks" in await reading
    with pytest.raises(StoreClosed):
        await database.write(totals)
    with pytest.raises(StoreClosed):
        await database.read(totals)


async def test_closing_twice_is_harmless(database: Database) -> None:
    await database.close()

    await database.close()


def test_a_closed_store_is_told_apart_from_a_refusal() -> None:
    assert issubclass(StoreClosed, StoreUnavailable)
    assert not issubclass(StoreUnavailable, DomainError)


def wait_inside(event: asyncio.Event) -> None:
    """Wait for an event in the middle of a decision, as a slow statement would."""
    await_only(event.wait())
