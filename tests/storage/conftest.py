"""A database of one's own for each test, on both kinds."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.schema import upgrade
from storage.store import Store, open_store
from tests.storage.tallies import scratch

SHORT_PATIENCE_S = 0.2


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/review.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgres")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with the `tallies` table in it."""
    opened = await open_database(database_url)
    await opened.write(scratch.create_all)
    yield opened
    await opened.close()


@pytest.fixture
async def hasty_database(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database, opened by somebody who waits for locks only briefly."""
    opened = await open_database(database_url, patience=SHORT_PATIENCE_S)
    yield opened
    await opened.close()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store with its tables, on both databases."""
    await upgrade(database_url)
    store = await open_store(database_url)
    yield store
    await store.close()
