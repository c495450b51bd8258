"""What is special about SQLite: one writer that saves groups, and the ways in which a file can let us down."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from maturity_model.errors import NotAMember
from storage.database import Database, open_database
from storage.engine import parse_url, sqlite_writer
from storage.errors import StoreUnavailable
from storage.group_writer import MOST_IN_A_GROUP, GroupWriter, Work
from tests.storage.tallies import add_one, put, scratch, totals

Ask = Callable[[Work[Any]], Coroutine[Any, Any, Any]]

BIG = 1_000_000  # bytes; more than a full disk has room for


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review.db"


@pytest.fixture
async def writer(sqlite_url: str, commits: list[None]) -> AsyncIterator[GroupWriter]:
    """A writer on a file with the `tallies` table; each of its commits leaves an item in `commits`."""
    engine = sqlite_writer(parse_url(sqlite_url))
    writer = GroupWriter(engine)
    await writer.carry_out(scratch.create_all)
    event.listen(engine, "commit", lambda _: commits.append(None))
    yield writer
    await writer.close()


@pytest.fixture
def commits() -> list[None]:
    return []


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody_else:
        somebody_else.execute("BEGIN IMMEDIATE")
        yield
        somebody_else.execute("ROLLBACK")


class Gate:
    """A decision that keeps the writer busy, so that whatever is asked meanwhile ends up in one group."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._reached = asyncio.Event()
        self._open = threading.Event()

    def __call__(self, _: Connection) -> None:
        self._loop.call_soon_threadsafe(self._reached.set)
        assert self._open.wait(timeout=10)

    async def carry_out_together(self, ask: Ask, *works: Work[Any]) -> list[Any]:
        """Have all these decisions wait behind this one, then let it end; gives what became of each."""
        behind = asyncio.create_task(ask(self))
        await self._reached.wait()
        tasks = [asyncio.create_task(ask(work)) for work in works]
        await asyncio.sleep(0)
        self._open.set()
        await behind
        return await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
async def test_every_connection_is_durable_patient_and_strict(sqlite_url: str, pragma: str, expected: object) -> None:
    def ask(connection: Connection) -> object:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

    database = await open_database(sqlite_url)

    assert await database.write(ask) == expected
    assert await database.read(ask) == expected
    await database.close()


async def test_those_who_wait_at_once_share_one_commit(writer: GroupWriter, commits: list[None]) -> None:
    works = [partial(put, name=f"row {n}", total=n) for n in range(50)]

    await Gate().carry_out_together(writer.carry_out, *works)

    assert len(commits) == 1 + 1


async def test_a_group_has_a_bound(writer: GroupWriter, commits: list[None]) -> None:
    works = [partial(put, name=f"row {n}", total=n) for n in range(2 * MOST_IN_A_GROUP + 1)]

    await Gate().carry_out_together(writer.carry_out, *works)

    assert len(commits) == 1 + 3


async def test_nobody_is_answered_before_the_commit(writer: GroupWriter, file: Path) -> None:
    await writer.carry_out(lambda c: put(c, "answers", 1))

    with closing(sqlite3.connect(file)) as somebody_else:
        assert somebody_else.execute("SELECT total FROM tallies").fetchall() == [(1,)]


async def test_a_locked_file_is_unavailable_for_writing_readable_and_recovers(
    hasty_database: Database, file: Path
) -> None:
    await hasty_database.write(lambda c: put(c, "answers", 1))

    with locked(file):
        with pytest.raises(StoreUnavailable) as raised:
            await hasty_database.write(lambda c: add_one(c, "answers"))
        assert await hasty_database.read(totals) == {"answers": 1}

    assert isinstance(raised.value.__cause__, OperationalError)
    assert await hasty_database.write(lambda c: add_one(c, "answers")) == 2


async def test_everybody_waiting_for_a_locked_file_is_told(hasty_database: Database, file: Path) -> None:
    await hasty_database.write(lambda c: put(c, "answers", 1))

    with locked(file):
        waiting = [hasty_database.write(lambda c: add_one(c, "answers")) for _ in range(10)]
        results = await asyncio.gather(*waiting, return_exceptions=True)

    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert await hasty_database.read(totals) == {"answers": 1}


async def test_a_full_disk_tells_the_whole_group_and_recovers(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))

    results = await Gate().carry_out_together(
        database.write, lambda c: add_one(c, "answers"), write_too_much, refuse, lambda c: add_one(c, "answers")
    )

    assert [type(result) for result in results] == [StoreUnavailable] * 4
    assert "full" in str(results[0].__cause__)
    assert await database.read(totals) == {"answers": 1}
    assert await database.write(lambda c: add_one(c, "answers")) == 2


async def test_nobody_is_told_saved_when_the_transaction_vanished_under_the_group(database: Database) -> None:
    def lose_the_transaction_and_say_nothing(connection: Connection) -> None:
        connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself after some errors

    await database.write(lambda c: put(c, "answers", 1))

    results = await Gate().carry_out_together(
        database.write,
        lambda c: add_one(c, "answers"),
        lose_the_transaction_and_say_nothing,
        lambda c: add_one(c, "answers"),
    )

    assert [type(result) for result in results] == [StoreUnavailable] * 3
    assert await database.read(totals) == {"answers": 1}


async def test_everybody_is_told_when_the_commit_itself_fails(database: Database) -> None:
    def break_a_promise_kept_at_the_commit(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE notes (tally TEXT REFERENCES tallies (name))")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO notes VALUES ('no such tally')")

    await database.write(lambda c: put(c, "answers", 1))

    results = await Gate().carry_out_together(
        database.write, lambda c: add_one(c, "answers"), break_a_promise_kept_at_the_commit
    )

    assert [type(result) for result in results] == [StoreUnavailable] * 2
    assert await database.read(totals) == {"answers": 1}
    assert await database.write(lambda c: add_one(c, "answers")) == 2


async def test_a_read_only_file_is_unavailable_for_writing_and_readable(sqlite_url: str, file: Path) -> None:
    usual = await open_database(sqlite_url)
    await usual.write(scratch.create_all)
    await usual.write(lambda c: put(c, "answers", 1))
    read_only = await open_database(f"sqlite+aiosqlite:///file:{file}?mode=ro&uri=true")

    with pytest.raises(StoreUnavailable):
        await read_only.write(lambda c: add_one(c, "answers"))

    assert await read_only.read(totals) == {"answers": 1}
    assert await usual.write(lambda c: add_one(c, "answers")) == 2
    await read_only.close()
    await usual.close()


async def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/no/such/folder/review.db")

    with pytest.raises(StoreUnavailable):
        await database.write(totals)
    with pytest.raises(StoreUnavailable):
        await database.read(totals)

    await database.close()


@pytest.fixture
def something_else(file: Path) -> None:
    file.write_text("Minutes of the careers meeting. " * 100)


async def test_something_else_than_a_database_is_unavailable(something_else: None, database_url: str) -> None:
    database = await open_database(database_url)

    with pytest.raises(StoreUnavailable):
        await database.write(totals)
    with pytest.raises(StoreUnavailable):
        await database.read(totals)

    await database.close()


async def test_reading_waits_for_no_writer(database: Database) -> None:
    await database.write(lambda c: put(c, "answers", 1))
    read_meanwhile = asyncio.Event()
    loop = asyncio.get_running_loop()

    def write_until_somebody_has_read(connection: Connection) -> None:
        add_one(connection, "answers")
        asyncio.run_coroutine_threadsafe(read_meanwhile.wait(), loop).result(timeout=10)

    writing = asyncio.create_task(database.write(write_until_somebody_has_read))
    await asyncio.sleep(0)

    assert await database.read(totals) == {"answers": 1}
    read_meanwhile.set()
    await writing
    assert await database.read(totals) == {"answers": 2}


async def test_closing_ends_the_writers_thread(sqlite_url: str) -> None:
    before = threading.active_count()
    database = await open_database(sqlite_url)
    await database.write(scratch.create_all)
    await database.read(totals)

    await database.close()

    assert threading.active_count() == before


def write_too_much(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 10")
    connection.exec_driver_sql("CREATE TABLE filler (stuff BLOB)")
    connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(?))", (BIG,))


def refuse(_: Connection) -> None:
    raise NotAMember
