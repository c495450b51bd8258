"""A tiny table to test the mechanics of storage with."""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, select, update

scratch = MetaData()
tallies = Table(
    "tallies",
    scratch,
    Column("name", String(32), primary_key=True),
    Column("total", Integer, nullable=False),
)


def put(connection: Connection, name: str, total: int) -> None:
    connection.execute(insert(tallies), {"name": name, "total": total})


def add_one(connection: Connection, name: str) -> int:
    """Read, then write: two of these at once lose one unless they are kept apart."""
    mine = tallies.c.name == name
    total: int = connection.execute(select(tallies.c.total).where(mine).with_for_update()).scalar_one() + 1
    connection.execute(update(tallies).where(mine), {"total": total})
    return total


def totals(connection: Connection) -> dict[str, int]:
    return {kept.name: kept.total for kept in connection.execute(select(tallies))}
