"""Engines: how each database is spoken to. Pragmas, pools and patience are decided here and nowhere else."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from storage.errors import UnsupportedDatabase

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"

# How long to wait for somebody else's lock, or for a free connection: Slack shows people an error after three seconds.
SQLITE_PATIENCE_S = 1.0  # whoever came while the writer waited in vain waits once more, for their own turn
POSTGRESQL_PATIENCE_S = 2.0  # for everything together; the rest of the three seconds is the network's, and ours
_PAGES_IN_WAL = 4000  # 16 MiB; answers change the same pages again and again, and each goes into the file but once
_SQLITE_READERS = 4  # each is a thread, and there are few cores
_POSTGRESQL_CONNECTIONS = 10  # kept once they are there: one that is made anew has to learn every statement again


def parse_url(text: str) -> URL:
    """Read a database URL.

    Raises:
        UnsupportedDatabase: it is neither a SQLite file nor PostgreSQL by these drivers. The text is not repeated:
            it may hold a password.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise UnsupportedDatabase("this is not a database URL") from None
    if url.drivername not in {SQLITE, POSTGRESQL}:
        raise UnsupportedDatabase(f"a database URL starts with {SQLITE}:/// or {POSTGRESQL}://")
    if url.drivername == SQLITE and url.database in {None, "", ":memory:"}:
        raise UnsupportedDatabase("SQLite needs a file: what is saved has to outlive the process")
    return url


def sqlite_writer(url: URL, *, patience: float = SQLITE_PATIENCE_S) -> Engine:
    """Make the one engine that writes to a SQLite file: the plain driver, one connection, the write lock at once."""
    engine = create_engine(
        url.set(drivername="sqlite"),
        connect_args={"timeout": patience},
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,  # an error's text ends in a log, and parameters are people's answers
    )
    _take_over_transactions(engine, begin="BEGIN IMMEDIATE", pragmas=(f"wal_autocheckpoint = {_PAGES_IN_WAL}",))
    return engine


def sqlite_readers(url: URL, *, patience: float = SQLITE_PATIENCE_S) -> AsyncEngine:
    """Make the engine that reads a SQLite file beside its writer and cannot write."""
    engine = create_async_engine(
        url,
        connect_args={"timeout": patience},
        pool_size=_SQLITE_READERS,
        max_overflow=0,
        pool_timeout=patience,
        hide_parameters=True,
    )
    _take_over_transactions(engine.sync_engine, begin="BEGIN", pragmas=("query_only = ON",))
    return engine


def postgresql(url: URL, *, patience: float = POSTGRESQL_PATIENCE_S) -> AsyncEngine:
    """Make the engine for PostgreSQL, read committed as the server has it."""
    return create_async_engine(
        url,
        connect_args={"timeout": patience, "command_timeout": patience},
        pool_size=_POSTGRESQL_CONNECTIONS,
        max_overflow=0,
        pool_timeout=patience,
        pool_pre_ping=True,  # the server may have been restarted since the connection was last used
        hide_parameters=True,
    )


def migrating(url: URL) -> AsyncEngine:
    """Make an engine for changing tables: one connection, all the time it needs, foreign keys off.

    On SQLite a table is changed by building it anew, and dropping the old one would otherwise delete, or be
    refused by, the rows that point at it. SQLite ignores the pragma inside a transaction, hence here.
    """
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)
    if url.drivername == SQLITE:
        _take_over_transactions(engine.sync_engine, begin="BEGIN IMMEDIATE", pragmas=("foreign_keys = OFF",))
    return engine


def _take_over_transactions(engine: Engine, *, begin: str, pragmas: tuple[str, ...]) -> None:
    """Have SQLAlchemy say BEGIN itself: the driver's own habit is to wait for the first change, and skip savepoints."""
    settings = ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", *pragmas)

    @event.listens_for(engine, "connect")
    def set_up(driver: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - two drivers, no common type
        driver.isolation_level = None
        cursor = driver.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
