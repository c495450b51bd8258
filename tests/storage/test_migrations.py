"""A database that people have worked with comes through a migration whole."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from alembic import command
from sqlalchemy import Connection, Table, delete, text

from maturity_model.notice import NoticeState
from storage import rows
from storage.engine import migrating, parse_url
from storage.revisions import alembic_config
from storage.schema import check, upgrade
from storage.store import Store, open_store
from tests import given
from tests.given import LEADER, MEETING, NOW, WORKSPACE
from tests.hub_given import JANUARY, booking, hub, keep_bookings, keep_hub, keep_members, keep_weeks, member, week

BEFORE_HUBS = "0003"
MOMENT = "2026-11-23 09:00:00"
LEASE = "2026-11-23 09:15:00"
STATES = list(NoticeState)
SAID = "caf\u00e9 \u2013 \U0001f60a"
KEPT = "workspace, setting, review, key, kind, person, subject, urgency, due_at, state, attempts"


def notice(number: int, state: str) -> str:
    """A notice as it was kept before there were hubs."""
    lease = f"'{LEASE}'" if state == "sending" else "NULL"
    said = f"'{json.dumps({'row': '1.1', 'said': SAID})}'"
    whose = f"'W', 'S', 'R', 'invitation:R:P{number}', 'invitation', 'P{number}', 'person:P{number}'"
    names = f"{KEPT}, about, lease_until, failure, useful_until"
    values = f"{whose}, 5, '{MOMENT}', '{state}', {number}, {said}, {lease}, 'school_closed', '{LEASE}'"
    return f"INSERT INTO notices ({names}) VALUES ({values})"  # noqa: S608 - nobody's words


REVIEW_NAMES = (
    "id, workspace, setting, edition, academic_year, stage, channel, meets_at, minutes, opened_by, created_at"
)
REVIEW = f"'R', 'W', 'S', 'schools-2026', '2026/27', 'reflecting', 'C', '{MOMENT}', 60, 'P1', '{MOMENT}'"
FILLED = (
    "INSERT INTO settings VALUES ('S', 'W', 'School', 'school', 'secondary', '08:00', '16:00', 'U', '2026-01-15')",
    "INSERT INTO careers_leaders VALUES ('W', 'S', 'P1')",
    f"INSERT INTO reviews ({REVIEW_NAMES}) VALUES ({REVIEW})",  # noqa: S608 - nobody's words
    *(notice(number, state) for number, state in enumerate(STATES, 1)),
)


async def run(url: str, *statements: str, first_to: str | None = None) -> None:
    """Carry these out by hand; before that bring the tables to an older state."""

    def work(connection: Connection) -> None:
        if first_to:
            command.upgrade(alembic_config(connection), first_to)
        for statement in statements:
            connection.exec_driver_sql(statement)

    engine = migrating(parse_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(work)
    await engine.dispose()


async def delete_from(table: Table, url: str) -> None:
    """Delete everything in a table, as the program would."""
    store = await open_store(url)
    await store.write(lambda tx: tx.notices._connection.execute(delete(table)).rowcount)
    await store.close()


async def read(url: str, query: str) -> Sequence[Any]:
    engine = migrating(parse_url(url))
    async with engine.begin() as connection:
        found = (await connection.execute(text(query))).all()
    await engine.dispose()
    return found


async def test_notices_from_before_there_were_hubs_are_all_there_as_they_were(database_url: str) -> None:
    await run(database_url, *FILLED, first_to=BEFORE_HUBS)
    names = f"{KEPT}, channel, CAST(about AS TEXT), lease_until, failure, useful_until, settled_at"
    every = f"SELECT id, {names} FROM notices ORDER BY id"  # noqa: S608 - nobody's words
    before = await read(database_url, every)

    await upgrade(database_url)

    assert await read(database_url, every) == before
    assert len(before) == len(STATES)
    assert [one.subject for one in await check(database_url) if not one.fine] == []


async def test_of_old_notices_only_what_was_being_sent_may_have_left(database_url: str) -> None:
    await run(database_url, *FILLED, first_to=BEFORE_HUBS)

    await upgrade(database_url)

    left = await read(database_url, "SELECT state FROM notices WHERE left_at IS NOT NULL")
    assert [state for (state,) in left] == ["sending"]
    assert await read(database_url, "SELECT id FROM notices WHERE hub IS NOT NULL") == []


async def test_old_notices_are_still_delivered_and_new_ones_follow_them(database_url: str) -> None:
    await run(database_url, *FILLED, first_to=BEFORE_HUBS)
    await upgrade(database_url)
    store = await open_store(database_url)
    await given.kept(store, given.review(LEADER), invite=True, at=NOW + timedelta(minutes=1))

    claimed = [await store.write(lambda tx: tx.notices.claim_next(now=MEETING, lease_until=MEETING)) for _ in range(3)]
    await store.close()

    assert [each.key if each else None for each in claimed] == [
        "invitation:R:P1",
        f"invitation:{given.review(LEADER).id}:{LEADER}",
        None,
    ]
    assert claimed[0] is not None
    assert claimed[0].about == {"row": "1.1", "said": SAID}


async def test_a_notice_of_an_old_key_is_still_kept_once(database_url: str) -> None:
    await run(database_url, *FILLED, first_to=BEFORE_HUBS)
    await upgrade(database_url)

    await run(database_url, notice(99, "waiting").replace("P99", "P1") + " ON CONFLICT (workspace, key) DO NOTHING")

    assert await read(database_url, "SELECT count(*) FROM notices") == [(len(STATES),)]


async def test_deleting_a_review_still_deletes_its_notices(database_url: str) -> None:
    await run(database_url, *FILLED, first_to=BEFORE_HUBS)
    await upgrade(database_url)

    await delete_from(rows.reviews, database_url)

    assert await read(database_url, "SELECT id FROM notices") == []


async def test_deleting_a_hub_deletes_all_that_hangs_on_it(store: Store, url_with_tables: str) -> None:
    await keep_hub(store, hub())
    await keep_members(store, member("Avon"))
    await keep_weeks(store, week())
    await keep_bookings(store, booking("Avon", JANUARY))

    await delete_from(rows.hubs, url_with_tables)

    for table in ("hub_staff", "hub_members", "booking_weeks", "bookings"):
        assert await read(url_with_tables, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - nobody's words
    assert await store.read(lambda tx: tx.hubs.list_by_workspace(WORKSPACE)) == []
