import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, Connection, MetaData, String, Table, Text, select

from storage.database import Database
from storage.types import UtcDateTime
from storage.upsert import insert_once, upsert

PLACES = MetaData()
notes = Table(
    "notes",
    PLACES,
    Column("person", String(32), primary_key=True),
    Column("row", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime),
)

NOON = datetime(2026, 1, 15, 12, 0, 0, tzinfo=UTC)
KEYS = ("person", "row")


@pytest.fixture(autouse=True)
async def tables(database: Database) -> None:
    await database.write(PLACES.create_all)


def note(text: str, **other: object) -> dict[str, object]:
    return {"person": "the SENCo", "row": "1.1", "text": text, "written_at": NOON, **other}


def texts(connection: Connection) -> dict[tuple[str, str], str]:
    kept = connection.execute(select(notes))
    return {(n.person, n.row): n.text for n in kept}


async def test_a_row_is_kept_and_kept_again_with_what_changed(database: Database) -> None:
    await database.write(lambda c: upsert(c, notes, note("first"), KEYS))
    await database.write(lambda c: upsert(c, notes, note("second"), KEYS))
    await database.write(lambda c: upsert(c, notes, note("elsewhere", row="1.2"), KEYS))

    assert await database.read(texts) == {("the SENCo", "1.1"): "second", ("the SENCo", "1.2"): "elsewhere"}


async def test_keeping_a_row_again_leaves_what_is_not_named(database: Database) -> None:
    await database.write(lambda c: upsert(c, notes, note("first"), KEYS))

    nameless = {"person": "the SENCo", "row": "1.1", "text": "second"}
    await database.write(lambda c: upsert(c, notes, nameless, KEYS))

    assert await database.read(lambda c: c.execute(select(notes.c.text, notes.c.written_at)).one()) == ("second", NOON)


async def test_only_the_first_of_a_kind_is_kept(database: Database) -> None:
    first = await database.write(lambda c: insert_once(c, notes, note("first"), KEYS))
    second = await database.write(lambda c: insert_once(c, notes, note("second"), KEYS))

    assert (first, second) == (True, False)
    assert await database.read(texts) == {("the SENCo", "1.1"): "first"}


async def test_of_many_that_come_at_once_one_is_the_first(database: Database) -> None:
    arrivals = [database.write(lambda c: insert_once(c, notes, note("again"), KEYS)) for _ in range(20)]

    assert sorted(await asyncio.gather(*arrivals)) == [False] * 19 + [True]
