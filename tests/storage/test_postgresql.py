"""What is special about PostgreSQL: transactions overlap, lose races, and the server can go away."""

import asyncio
from collections.abc import Callable

import asyncpg
import pytest
from sqlalchemy import Connection, select, text

from storage.database import Database
from storage.errors import StoreUnavailable
from tests.storage.tallies import add_one, put, tallies, totals


@pytest.fixture
def database_url(empty_postgres: str) -> str:
    return empty_postgres


def add_one_to_both(first: str, second: str) -> Callable[[Connection], None]:
    """Lock one tally, then the other: in both orders at once this is a deadlock."""

    def decide(connection: Connection) -> None:
        add_one(connection, first)
        connection.execute(select(text("pg_sleep(0.05)")))
        add_one(connection, second)

    return decide


async def test_decisions_that_block_each_other_for_ever_are_both_carried_out(database: Database) -> None:
    await database.write(lambda c: put(c, "a", 0))
    await database.write(lambda c: put(c, "b", 0))
    await database.write(shorten_deadlock_detection)

    await asyncio.gather(
        database.write(add_one_to_both("a", "b")),
        database.write(add_one_to_both("b", "a")),
    )

    assert await database.read(totals) == {"a": 2, "b": 2}


async def test_a_decision_that_always_loses_its_race_is_given_up(database: Database) -> None:
    attempts: list[None] = []

    def lose(connection: Connection) -> None:
        attempts.append(None)
        connection.execute(text("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$"))

    with pytest.raises(StoreUnavailable):
        await database.write(lose)

    assert len(attempts) == 4


async def test_a_lock_that_somebody_keeps_is_unavailable_and_recovers(
    hasty_database: Database, empty_postgres: str
) -> None:
    await hasty_database.write(lambda c: put(c, "answers", 1))
    somebody_else = await asyncpg.connect(empty_postgres.replace("+asyncpg", ""))

    async with somebody_else.transaction():
        await somebody_else.execute("UPDATE tallies SET total = total")
        with pytest.raises(StoreUnavailable):
            await hasty_database.write(lambda c: add_one(c, "answers"))
        assert await hasty_database.read(totals) == {"answers": 1}

    await somebody_else.close()
    assert await hasty_database.write(lambda c: add_one(c, "answers")) == 2


async def test_a_connection_that_the_server_ends_is_unavailable_and_recovers(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))

    with pytest.raises(StoreUnavailable):
        await database.write(end_own_connection)
    with pytest.raises(StoreUnavailable):
        await database.read(end_own_connection)

    assert await database.write(lambda c: add_one(c, "answers")) == 2


async def test_connections_ended_while_nobody_used_them_are_replaced_unnoticed(
    database: Database, empty_postgres: str
) -> None:
    await asyncio.gather(*(database.read(totals) for _ in range(5)))

    await end_all_connections(empty_postgres)

    assert await asyncio.gather(*(database.read(totals) for _ in range(5))) == [{}] * 5


async def test_a_server_that_takes_no_changes_is_unavailable(database: Database) -> None:
    def write_where_nothing_may_be_written(connection: Connection) -> None:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        put(connection, "answers", 1)

    with pytest.raises(StoreUnavailable):
        await database.write(write_where_nothing_may_be_written)

    await database.write(lambda c: put(c, "answers", 1))
    assert await database.read(totals) == {"answers": 1}


async def test_work_that_is_not_locked_runs_beside_other_work(database: Database) -> None:
    await database.write(lambda c: put(c, "a", 0))
    await database.write(lambda c: put(c, "b", 0))
    seen: list[str] = []

    def outlast_another(connection: Connection) -> None:
        add_one(connection, "a")
        while not connection.execute(select(tallies.c.total).where(tallies.c.name == "b")).scalar_one():
            pass
        seen.append("the other's commit")

    await asyncio.gather(database.write(outlast_another), database.write(lambda c: add_one(c, "b")))

    assert seen == ["the other's commit"]


def shorten_deadlock_detection(connection: Connection) -> None:
    name = connection.execute(text("SELECT current_database()")).scalar_one()
    connection.execute(text(f"ALTER DATABASE {name} SET deadlock_timeout = '20ms'"))


def end_own_connection(connection: Connection) -> None:
    connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


async def end_all_connections(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_all_its_waits_together_take_no_longer_than_the_patience_for_one(hasty_database: Database) -> None:
    def wait_again_and_again(connection: Connection) -> None:
        put(connection, "answers", 1)
        for _ in range(5):
            connection.execute(select(text("pg_sleep(0.1)")))

    with pytest.raises(StoreUnavailable):
        await hasty_database.write(wait_again_and_again)
    with pytest.raises(StoreUnavailable):
        await hasty_database.read(lambda c: [c.execute(select(text("pg_sleep(0.1)"))) for _ in range(5)])

    assert await hasty_database.read(totals) == {}
