"""What every test may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.clock import SteppedClock
from storage.schema import upgrade
from storage.store import Store, open_store
from tests.given import NOW

pytest_plugins = ["tests.postgres"]


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/review.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of one's own, of both kinds in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgres")
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """An open store with its tables, on both databases."""
    await upgrade(database_url)
    store = await open_store(database_url)
    yield store
    await store.close()


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that starts on a Monday morning in term and moves when somebody sleeps."""
    return SteppedClock(NOW)
