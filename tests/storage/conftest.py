"""A database of one's own for each test, on both kinds."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database
from tests.storage.tallies import scratch

SHORT_PATIENCE_S = 0.2


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
