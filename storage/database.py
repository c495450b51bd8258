"""Reading and writing by plain functions of a connection, the same on both databases."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import (
    POSTGRESQL_PATIENCE_S,
    SQLITE,
    SQLITE_PATIENCE_S,
    parse_url,
    postgresql,
    sqlite_readers,
    sqlite_writer,
)
from storage.errors import StoreClosed, lost_a_race, trouble_is_unavailability
from storage.group_writer import GroupWriter

T = TypeVar("T")
Work = Callable[[Connection], T]

_MOST_ATTEMPTS = 4


class Writer(Protocol):
    """Something that carries out work in a transaction and returns once it is saved."""

    async def carry_out(self, work: Work[T]) -> T:
        """Do the work, save it, return its result."""

    async def close(self) -> None:
        """Answer whoever waits, then let go of the database."""


class RowLockWriter:
    """PostgreSQL's writer: a transaction for each piece of work, kept apart by the row locks that it takes.

    Work that lost a race to another transaction is done again from the start. That is safe because work is a
    plain function that reaches nothing but the database, and what it did there was undone.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def carry_out(self, work: Work[T]) -> T:
        """Do the work in a transaction of its own, a bounded number of times while it loses races."""
        for _ in range(_MOST_ATTEMPTS - 1):
            try:
                return await self._carry_out_once(work)
            except DBAPIError as error:
                if not lost_a_race(error):
                    raise
        return await self._carry_out_once(work)

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _carry_out_once(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)


class Database:
    """A database that work is given to, until it is closed.

    Trouble with the database itself is a `StoreUnavailable` whatever the driver called it; everything else that
    the work raises comes through as it is. `patience` is how many seconds all waits of one work may take together,
    for a connection, for locks and for answers; None where the engines see to that.
    """

    def __init__(self, *, readers: AsyncEngine, writer: Writer, patience: float | None = None) -> None:
        self._readers = readers
        self._writer = writer
        self._patience = patience
        self._closed = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def write(self, work: Work[T]) -> T:
        """Do the work in a transaction and return its result once that is saved; what it raises undoes it."""
        with self._admitted():
            async with asyncio.timeout(self._patience):
                return await self._writer.carry_out(work)

    async def read(self, work: Work[T]) -> T:
        """Do the work on one unchanging picture of everything saved so far. It waits for no lock and cannot write."""
        with self._admitted():
            async with asyncio.timeout(self._patience), self._readers.connect() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Finish what is under way, then let go of the database. The second time is harmless."""
        if self._closed:
            return
        self._closed = True
        await self._idle.wait()
        await self._readers.dispose()
        await self._writer.close()

    @contextmanager
    def _admitted(self) -> Iterator[None]:
        if self._closed:
            raise StoreClosed("the store is closed")
        self._under_way += 1
        self._idle.clear()
        try:
            with trouble_is_unavailability():
                yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()


async def open_database(url: str, *, patience: float | None = None) -> Database:
    """Get ready to read and write. Nothing is connected yet, so an unreachable database shows at its first use.

    Args:
        url: `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`.
        patience: seconds to wait for somebody else's lock before giving up; None for what suits a click.

    Raises:
        UnsupportedDatabase: the URL names something else.
    """
    parsed = parse_url(url)
    if parsed.drivername == SQLITE:
        waiting = patience or SQLITE_PATIENCE_S
        writer = GroupWriter(sqlite_writer(parsed, patience=waiting))
        return Database(readers=sqlite_readers(parsed, patience=waiting), writer=writer)
    waiting = patience or POSTGRESQL_PATIENCE_S
    engine = postgresql(parsed, patience=waiting)
    readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(readers=readers, writer=RowLockWriter(engine), patience=waiting)
