from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.types import UtcDateTime

DIARY = MetaData()
meetings = Table("meetings", DIARY, Column("id", Integer, primary_key=True), Column("meets_at", UtcDateTime))

NOON = datetime(2026, 1, 15, 12, 0, 0, 123_456, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def tables(database: Database) -> None:
    await database.write(DIARY.create_all)


async def keep(database: Database, moment: datetime | None) -> None:
    await database.write(lambda c: c.execute(insert(meetings), {"meets_at": moment}))


async def kept(database: Database) -> datetime | None:
    return await database.read(lambda c: c.execute(select(meetings.c.meets_at)).scalar_one())


@pytest.mark.parametrize("moment", [NOON, NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))])
async def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database, moment: datetime) -> None:
    await keep(database, moment)

    back = await kept(database)

    assert back == NOON
    assert back.tzinfo is UTC


async def test_moments_are_compared_whatever_their_time_zone(database: Database) -> None:
    earlier_on_a_later_clock = (NOON - timedelta(hours=1)).astimezone(timezone(timedelta(hours=9)))
    await keep(database, earlier_on_a_later_clock)

    due = select(meetings.c.id).where(meetings.c.meets_at < NOON.astimezone(timezone(timedelta(hours=-8))))

    assert await database.read(lambda c: c.execute(due).scalars().all()) == [1]


async def test_no_moment_stays_no_moment(database: Database) -> None:
    await keep(database, None)

    assert await kept(database) is None


async def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        await keep(database, NOON.replace(tzinfo=None))

    assert await database.read(lambda c: c.execute(select(meetings)).all()) == []
