"""The clock of the page: it goes by itself, can be moved, and nobody waits while it is hurried."""

import asyncio
import time
from datetime import timedelta

import pytest

from bot.rehearsal.clock import GoingClock
from tests.given import NOW

HOUR = 3600


@pytest.fixture
def clock() -> GoingClock:
    return GoingClock(NOW)


async def test_it_goes_on_by_itself(clock: GoingClock) -> None:
    await clock.sleep(0.05)

    assert timedelta(seconds=0.05) <= clock.now() - NOW < timedelta(seconds=5)


async def test_whoever_sleeps_wakes_when_it_is_moved_as_far(clock: GoingClock) -> None:
    sleeper = asyncio.create_task(clock.sleep(HOUR))
    await asyncio.sleep(0.01)

    clock.move_to(NOW + timedelta(minutes=30))
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.advance(minutes=31)

    await asyncio.wait_for(sleeper, 60)


async def test_it_is_never_moved_back(clock: GoingClock) -> None:
    clock.move_to(NOW - timedelta(days=1))

    assert clock.now() >= NOW


async def test_nobody_waits_while_it_is_hurried_not_even_who_slept_before(clock: GoingClock) -> None:
    sleeper = asyncio.create_task(clock.sleep(HOUR))
    await asyncio.sleep(0.01)
    began = time.monotonic()

    with clock.hurried():
        await asyncio.wait_for(sleeper, 60)
        await clock.sleep(HOUR)

    assert time.monotonic() - began < 60
    assert clock.now() - NOW >= timedelta(hours=2)


async def test_afterwards_it_goes_as_before(clock: GoingClock) -> None:
    with clock.hurried():
        await clock.sleep(HOUR)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(clock.sleep(HOUR), 0.05)
