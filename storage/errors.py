"""What can go wrong with the database itself, as opposed to a decision that was refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, TimeoutError as NoFreeConnection


class StoreUnavailable(Exception):
    """The database could not do what was asked: locked, full, read-only, damaged or out of reach.

    A write that raises this was not acknowledged as saved. The driver's own error is its cause.
    """


class StoreClosed(StoreUnavailable):
    """The store was closed before this was asked of it."""


class UnsupportedDatabase(ValueError):
    """The URL names a database, or a driver, that the store does not speak to."""


# Primary result codes; what SQLite says beyond these (a statement it cannot read, a broken constraint) is our mistake.
_SQLITE_TROUBLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY_CODE = 0xFF

# Classes of SQLSTATE, PostgreSQL manual, appendix A: connection, authorisation, no such database, transaction rolled
# back, out of resources, object not ready, operator intervention, system error, internal error.
_POSTGRESQL_TROUBLE = ("08", "28", "3D", "40", "53", "55", "57", "58", "XX")
_READ_ONLY = "25006"
_LOST_A_RACE = frozenset({"40001", "40P01"})  # serialisation failure, deadlock


def is_trouble(error: BaseException) -> bool:
    """Say whether the database is to blame rather than the statement it was given."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, OSError | NoFreeConnection)
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
        return code & _PRIMARY_CODE in _SQLITE_TROUBLE
    state = _sqlstate(error)
    return state == _READ_ONLY or state.startswith(_POSTGRESQL_TROUBLE)


@contextmanager
def trouble_is_unavailability() -> Iterator[None]:
    """Turn trouble with the database into `StoreUnavailable`; everything else comes through as it is."""
    try:
        yield
    except Exception as error:
        if is_trouble(error):
            raise StoreUnavailable("the database is in trouble") from error
        raise


def lost_a_race(error: DBAPIError) -> bool:
    """Say whether PostgreSQL undid this transaction in favour of another, so that it may simply be tried again."""
    return _sqlstate(error) in _LOST_A_RACE


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""
