"""What is special about SQLite: how each connection is set up, and the ways in which a file can let us down."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from maturity_model.errors import NotAMember
from storage.database import Database, open_database
from storage.errors import StoreUnavailable
from tests.storage.gate import Gate
from tests.storage.tallies import add_one, put, scratch, totals

BIG = 1_000_000  # bytes; more than a full disk has room for


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review.db"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody_else:
        somebody_else.execute("BEGIN IMMEDIATE")
        yield
        somebody_else.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 1000)],
)
async def test_every_connection_is_durable_patient_and_strict(sqlite_url: str, pragma: str, expected: object) -> None:
    def ask(connection: Connection) -> object:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

    database = await open_database(sqlite_url)

    assert await database.write(ask) == expected
    assert await database.read(ask) == expected
    await database.close()


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


def write_too_much(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 10")
    connection.exec_driver_sql("CREATE TABLE filler (stuff BLOB)")
    connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(?))", (BIG,))


def refuse(_: Connection) -> None:
    raise NotAMember
