"""What every test may ask for."""

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.rehearsal.clock import SteppedClock
from storage.database import open_database
from storage.schema import upgrade
from storage.store import Store
from tests.given import NOW

pytest_plugins = ["tests.postgres"]

PATIENCE_S = 10.0


def pytest_collection_finish() -> None:
    """Let nothing look for garbage among the tests themselves, who are many: each look would halt a test for long."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/review.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database of one's own, of both kinds in turn."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "empty_postgres")
    return url


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them, to be copied: making them takes longer than most tests."""
    file = tmp_path_factory.mktemp("tables") / "review.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_with_tables(sqlite_url: str, tmp_path: Path, tables_file: Path) -> str:
    """A SQLite file of one's own that has its tables."""
    shutil.copyfile(tables_file, tmp_path / "review.db")
    return sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def url_with_tables(request: pytest.FixtureRequest) -> str:
    """A database of one's own that has its tables, of both kinds in turn."""
    url: str = request.getfixturevalue("sqlite_with_tables" if request.param == "sqlite" else "postgres_with_tables")
    return url


@pytest.fixture
async def store(url_with_tables: str) -> AsyncIterator[Store]:
    """An open store with its tables, on both databases. A machine that is busy may halt it for longer than a click."""
    store = Store(await open_database(url_with_tables, patience=PATIENCE_S))
    yield store
    await store.close()


@pytest.fixture
def clock() -> SteppedClock:
    """A clock that starts on a Monday morning in term and moves when somebody sleeps."""
    return SteppedClock(NOW)
