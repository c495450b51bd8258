"""Whether another process of ours works on the same database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import SQLITE, migrating, parse_url
from storage.errors import trouble_is_unavailability

_PRESENCE_LOCK = 0xCA4EE46  # any number that nothing else in this PostgreSQL locks by


@asynccontextmanager
async def present(url: str, *, when_alone: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Be known to every other process on this database while the block lasts.

    Before the block begins, `when_alone` is carried out where there is no other; one that starts meanwhile waits for
    it. A process that was killed counts no longer: PostgreSQL lets go of its lock with its connection; so it does when
    it is restarted itself, and then overlooks who was there. SQLite serves one process, so that is always alone.

    Raises:
        StoreUnavailable: the database is out of reach.
        UnsupportedDatabase: the URL names neither SQLite nor PostgreSQL.
    """
    parsed = parse_url(url)
    if parsed.drivername == SQLITE:
        await when_alone()
        yield
        return
    engine = migrating(parsed).execution_options(isolation_level="AUTOCOMMIT")
    async with AsyncExitStack() as held:
        held.push_async_callback(engine.dispose)
        with trouble_is_unavailability():
            connection = await held.enter_async_context(engine.connect())
            await _take_place(connection, when_alone)
        yield


async def _take_place(connection: AsyncConnection, when_alone: Callable[[], Awaitable[None]]) -> None:
    """Share the lock for as long as the connection lasts; nobody can have it alone while anybody shares it."""
    alone = await connection.scalar(select(func.pg_try_advisory_lock(_PRESENCE_LOCK)))
    if alone:
        await when_alone()
    await connection.execute(select(func.pg_advisory_lock_shared(_PRESENCE_LOCK)))
    if alone:
        await connection.execute(select(func.pg_advisory_unlock(_PRESENCE_LOCK)))
