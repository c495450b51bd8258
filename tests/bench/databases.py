"""A database for each contestant: SQLite files in one folder, and databases of one PostgreSQL."""

import asyncio
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import asyncpg

from tests.bench import school
from tests.torture.databases import cluster

COUNT, FORGET, FORGET_OF_FLOOR = "SELECT count(*) FROM reflections", "DELETE FROM reflections", "DELETE FROM answers"


class Databases:
    """Fresh databases, gone when the block ends. PostgreSQL starts with the first that is asked for."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="careers-review-")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def sqlite(self, name: str) -> str:
        """The address of an empty file."""
        return f"sqlite+aiosqlite:///{self._folder}/{name}.db"

    def postgresql(self, name: str) -> str:
        """The address of an empty database on PostgreSQL, which keeps what it is given through a crash."""
        if not hasattr(self, "_cluster"):
            self._cluster = self._stack.enter_context(cluster(durable=True))
        asyncio.run(_execute(self._cluster.url, f"CREATE DATABASE {name}"))
        return self._cluster.url_of(name)

    def with_review(self, url: str, *, people: int = school.MOST_PEOPLE, invited: bool = True) -> str:
        """The same address, with the school's review kept there."""
        asyncio.run(school.prepare(url, people=people, invited=invited))
        return url


def ask(url: str, statement: str) -> int:
    """What a statement says, or the rows that it changed, seen from outside the bot."""
    if not url.startswith("sqlite"):
        return asyncio.run(_execute(url, statement))
    with closing(sqlite3.connect(url.partition(":///")[2], timeout=10)) as connection, connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")  # that work is the bot's own, and on its account
        done = connection.execute(statement)
        found = done.fetchone()
        return int(found[0]) if found else done.rowcount


async def _execute(url: str, statement: str) -> int:
    connection: Any = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return int(await connection.fetchval(statement) or 0)
    finally:
        await connection.close()
