"""A process that starts knows whether another one works on the same database."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from storage.errors import StoreUnavailable
from storage.presence import present


@pytest.fixture
def started() -> list[str]:
    """Who found themselves alone, in order."""
    return []


def noting(started: list[str], name: str) -> Callable[[], Awaitable[None]]:
    async def note() -> None:
        started.append(name)

    return note


async def test_whoever_comes_after_the_last_one_is_alone(database_url: str, started: list[str]) -> None:
    async with present(database_url, when_alone=noting(started, "first")):
        pass

    async with present(database_url, when_alone=noting(started, "second")):
        pass

    assert started == ["first", "second"]


async def test_whoever_comes_beside_another_is_not_alone(empty_postgres: str, started: list[str]) -> None:
    async with (
        present(empty_postgres, when_alone=noting(started, "first")),
        present(empty_postgres, when_alone=noting(started, "second")),
        present(empty_postgres, when_alone=noting(started, "third")),
    ):
        pass

    assert started == ["first"]


async def test_one_of_several_that_stays_is_not_overlooked(empty_postgres: str, started: list[str]) -> None:
    async with AsyncExitStack() as stays:
        async with present(empty_postgres, when_alone=noting(started, "old")):
            await stays.enter_async_context(present(empty_postgres, when_alone=noting(started, "new")))
        async with present(empty_postgres, when_alone=noting(started, "newest")):
            pass

    assert started == ["old"]


async def test_who_fails_at_it_is_gone(empty_postgres: str, started: list[str]) -> None:
    async def fail() -> None:
        raise StoreUnavailable("no")

    with pytest.raises(StoreUnavailable):
        async with present(empty_postgres, when_alone=fail):
            pass
    async with present(empty_postgres, when_alone=noting(started, "second")):
        pass

    assert started == ["second"]


async def test_a_database_out_of_reach_is_said(started: list[str]) -> None:
    with pytest.raises(StoreUnavailable):
        async with present("postgresql+asyncpg://nobody@/?host=/nowhere", when_alone=noting(started, "first")):
            pass

    assert started == []
