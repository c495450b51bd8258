import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from storage.database import Database, open_database
from storage.engine import parse_url, sqlite_writer
from storage.errors import StoreUnavailable
from storage.group_writer import MOST_IN_A_GROUP, GroupWriter
from tests.storage.gate import Gate
from tests.storage.tallies import add_one, put, scratch, totals


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


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


async def test_those_who_wait_at_once_share_one_commit(writer: GroupWriter, commits: list[None]) -> None:
    works = [partial(put, name=f"row {n}", total=n) for n in range(50)]

    await Gate().carry_out_together(writer.carry_out, *works)

    assert len(commits) == 1 + 1


async def test_a_group_has_a_bound(writer: GroupWriter, commits: list[None]) -> None:
    works = [partial(put, name=f"row {n}", total=n) for n in range(2 * MOST_IN_A_GROUP + 1)]

    await Gate().carry_out_together(writer.carry_out, *works)

    assert len(commits) == 1 + 3


async def test_nobody_is_answered_before_the_commit(writer: GroupWriter, tmp_path: Path) -> None:
    await writer.carry_out(lambda c: put(c, "answers", 1))

    with closing(sqlite3.connect(tmp_path / "review.db")) as somebody_else:
        assert somebody_else.execute("SELECT total FROM tallies").fetchall() == [(1,)]


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


async def test_closing_ends_the_writers_thread(sqlite_url: str) -> None:
    before = threading.active_count()
    database = await open_database(sqlite_url)
    await database.write(scratch.create_all)
    await database.read(totals)

    await database.close()

    assert threading.active_count() == before
