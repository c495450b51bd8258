"""Writing a row that may be there already, in one statement, on both databases."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Table

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

Insert: TypeAlias = "postgresql.Insert | sqlite.Insert"


def upsert(connection: Connection, table: Table, values: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    """Keep a row; where one with the same keys is kept already, replace what `values` names beside the keys.

    Args:
        connection: the transaction's.
        table: where to keep it.
        values: by column name; the keys among them.
        keys: the columns of the table's primary key or of one of its unique constraints.
    """
    connection.execute(_upserting(connection.dialect.name, table, keys, tuple(values)), dict(values))


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    """Keep a row unless one with the same keys is kept already; say whether it was the first."""
    done = connection.execute(_inserting_once(connection.dialect.name, table, keys), dict(values))
    return done.rowcount == 1


# Statements are made once: building one takes longer than SQLite takes to carry it out.


@cache
def _upserting(dialect: str, table: Table, keys: tuple[str, ...], columns: tuple[str, ...]) -> Insert:
    statement = inserting(dialect, table)
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


@cache
def _inserting_once(dialect: str, table: Table, keys: tuple[str, ...]) -> Insert:
    return inserting(dialect, table).on_conflict_do_nothing(index_elements=keys)


def inserting(dialect: str, table: Table) -> Insert:
    """An insert that knows what to do with a row that is there already, on the database spoken to.

    Its words are loaded with the engine: the other database's would cost every start 30 ms for nothing.
    """
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - see above

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # noqa: PLC0415 - see above

    return sqlite.insert(table)
