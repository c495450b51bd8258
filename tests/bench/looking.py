"""Looking for what is due in a table of a million notices, against one of a thousand."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, literal, select

from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import INVITATION, REMINDER
from storage import rows
from storage.store import Store, open_store
from storage.transaction import Transaction
from tests.bench import school
from tests.bench.databases import Databases, ask
from tests.bench.figures import Extent, Figure, at_most, middle

FEW, MANY, QUICK_MANY = 1_000, 1_000_000, 50_000
MOST_WRITTEN = 10_000  # one by one; a larger table holds copies of them
LOOKS, QUICK_LOOKS = 400, 100
YEAR = timedelta(days=365)
STATES = (NoticeState.SENT,) * 12 + (NoticeState.WAITING,) * 6 + (NoticeState.WITHDRAWN, NoticeState.DROPPED)
URGENCIES = (0, 1, 3, 5, 7, 8)
MOST = 1.5


@dataclass(frozen=True, kw_only=True)
class Table:
    """A database with so many notices, and how long each look took in it, in microseconds."""

    store: Store
    nothing_due: list[float] = field(default_factory=list)
    one_due: list[float] = field(default_factory=list)


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """A table for each kind of database; both of its sizes are looked into in turns."""
    many = QUICK_MANY if extent.quick else MANY
    with ExitStack() as stack:
        databases = stack.enter_context(Databases())
        for kind, new in {"SQLite": databases.sqlite, "PostgreSQL": databases.postgresql}.items():
            urls = {size: new(f"looking_{size}") for size in (FEW, many)}
            tables = asyncio.run(_measure(urls, QUICK_LOOKS if extent.quick else LOOKS))
            yield f"Looking for due notices, {kind}", list(_figures(tables, many))


def _figures(tables: Mapping[int, Table], many: int) -> Iterator[Figure]:
    looks = {
        "nothing is due": {size: middle(table.nothing_due) for size, table in tables.items()},
        "one is due, and is claimed": {size: middle(table.one_due) for size, table in tables.items()},
    }
    for what, took in looks.items():
        for size in (FEW, many):
            yield Figure(what=f"{what}, of {size:,}", measured=f"{took[size]:.0f} µs")
        yield at_most(f"{what}: {many:,} against {FEW:,}", took[many] / took[FEW], MOST)


async def _measure(urls: Mapping[int, str], looks: int) -> Mapping[int, Table]:
    for size, url in urls.items():
        await school.prepare(url, people=1)
        await _fill(url, size)
        if not url.startswith("sqlite"):  # as it does by itself within a minute
            await asyncio.to_thread(ask, url, "VACUUM ANALYZE notices")
    tables = {size: Table(store=await open_store(url)) for size, url in urls.items()}
    for turn in range(looks):
        for size in sorted(tables, reverse=bool(turn % 2)):
            await _look(tables[size], turn)
    for table in tables.values():
        await table.store.close()
    return tables


async def _look(table: Table, turn: int) -> None:
    """What every sweep asks, and what it does where something is due."""
    now = datetime.now(UTC)
    table.nothing_due.append(await table.store.read(lambda tx: _look_in_vain(tx, now)))
    due = school.invitation(school.review_of(1), school.person(0), at=now)
    await table.store.write(lambda tx: tx.notices.plan(replace(due, key=f"due:{turn}")))
    table.one_due.append(await table.store.write(lambda tx: _claim(tx, now)))


def _look_in_vain(tx: Transaction, now: datetime) -> float:
    began = time.perf_counter()
    found = tx.notices.list_abandoned(now=now) or tx.notices.is_any_due(now=now)
    took = time.perf_counter() - began
    return _unless(bool(found), took)


def _claim(tx: Transaction, now: datetime) -> float:
    began = time.perf_counter()
    due, notice = tx.notices.is_any_due(now=now), tx.notices.claim_next(now=now, lease_until=now + YEAR)
    took = time.perf_counter() - began
    if notice:
        tx.notices.settle(notice, NoticeState.SENT, at=now)
    return _unless(notice is None or not due, took)


def _unless(wrong: bool, took: float) -> float:
    """Microseconds."""
    if wrong:
        message = "what is due and what was found are not the same"
        raise AssertionError(message)
    return took * 1_000_000


async def _fill(url: str, size: int) -> None:
    """Keep so many notices: most of them sent within the year, some to come within the next, none due."""
    store, written = await open_store(url), min(size, MOST_WRITTEN)
    kept = [_row(number, written) for number in range(written)]
    await store.write(lambda tx: tx.notices._connection.execute(insert(rows.notices), kept))
    for copy in range(1, size // written):
        await store.write(lambda tx, copy=copy: _copy(tx, written, copy))  # type: ignore[misc]
    await store.close()


def _row(number: int, of: int) -> dict[str, Any]:
    review, state, now = school.review_of(1), STATES[number % len(STATES)], datetime.now(UTC)
    away = YEAR * ((number + 1) / of)
    waits = state is NoticeState.WAITING
    return {
        "workspace": review.workspace,
        "setting": review.setting,
        "review": review.id,
        "key": f"looking:{number}",
        "kind": REMINDER if number % 3 else INVITATION,
        "person": school.person(number % school.MOST_PEOPLE),
        "about": {},
        "urgency": URGENCIES[number % len(URGENCIES)],
        "due_at": now + timedelta(hours=1) + away if waits else now - away,
        "state": state,
        "attempts": 0 if waits else 1,
        "settled_at": None if waits else now - away,
    }


def _copy(tx: Transaction, written: int, copy: int) -> None:
    """Once more everything that was written out, under other keys."""
    table = rows.notices.c
    names = [column.name for column in table if column.name not in {"id", "key"}]
    every = select((table.key + literal(f":{copy}")).label("key"), *(table[name] for name in names))
    first = every.where(table.id <= written)
    tx.notices._connection.execute(insert(rows.notices).from_select(["key", *names], first))
