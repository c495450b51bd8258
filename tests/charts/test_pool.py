import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from subprocess import PIPE
from typing import TypeVar

import pytest

from charts.pool import ChartPool, ChartUnavailable
from maturity_model.catalog import Column
from maturity_model.outcome import Snapshot
from tests.charts.given import EDITION, ROWS, snapshot

T = TypeVar("T")

PNG = b"\x89PNG"

# What a program with a pool loads on either side. It runs as the program itself would, without pytest in the way.
ASK_BOTH_SIDES = """
import asyncio, json, sys
from charts.pool import ChartPool

def loaded():
    return [name for name in ("matplotlib", "matplotlib.pyplot", "slack_bolt", "sqlalchemy") if name in sys.modules]

async def main():
    async with ChartPool() as pool:
        await ask_in_worker(pool, len, "")
        code = "[n for n in ('matplotlib', 'matplotlib.pyplot', 'slack_bolt', 'sqlalchemy')"
        worker = await ask_in_worker(pool, eval, code + " if n in __import__('sys').modules]")
        print(json.dumps({"here": loaded(), "worker": worker}))

async def ask_in_worker(pool, ask, *about):
    return await asyncio.get_running_loop().run_in_executor(pool._worker(), ask, *about)

asyncio.run(main())
"""

# A program that is killed while its worker waits for work; it says the worker's process id first.
BE_KILLED = """
import asyncio, os, signal
from charts.pool import ChartPool

async def main():
    pool = ChartPool()
    pid = await asyncio.get_running_loop().run_in_executor(pool._worker(), os.getpid)
    print(pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.fixture
async def pool() -> AsyncIterator[ChartPool]:
    async with ChartPool() as pool:
        yield pool


async def in_worker(pool: ChartPool, ask: Callable[..., T], *about: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool._worker(), ask, *about)


def pictures(count: int) -> list[Snapshot]:
    return [snapshot(dict.fromkeys(ROWS[: place + 1], Column(2))) for place in range(count)]


async def test_values_go_in_and_a_png_comes_out(pool: ChartPool) -> None:
    chart = await pool.render(snapshot())

    assert chart.startswith(PNG)


async def test_many_charts_at_once_all_arrive(pool: ChartPool) -> None:
    charts = await asyncio.gather(*map(pool.render, pictures(4) * 5))

    assert len(charts) == 20
    assert len(set(charts)) == 4
    assert all(chart.startswith(PNG) for chart in charts)


async def test_equal_values_are_drawn_once(pool: ChartPool) -> None:
    first, again = await asyncio.gather(pool.render(snapshot()), pool.render(snapshot()))

    assert first is again


async def test_only_the_last_few_charts_are_kept() -> None:
    one, two, three = pictures(3)

    async with ChartPool(remembered=2) as pool:
        first, second = await pool.render(one), await pool.render(two)
        assert await pool.render(one) is first
        await pool.render(three)

        assert await pool.render(one) is first
        redrawn = await pool.render(two)

    assert redrawn is not second
    assert redrawn == second


async def test_a_worker_that_died_idle_is_replaced(pool: ChartPool) -> None:
    worker = await in_worker(pool, os.getpid)
    os.kill(worker, signal.SIGKILL)

    chart = await pool.render(snapshot())

    assert chart.startswith(PNG)
    assert await in_worker(pool, os.getpid) != worker


async def test_a_worker_that_dies_drawing_is_replaced_and_the_chart_tried_again(pool: ChartPool) -> None:
    worker = await in_worker(pool, os.getpid)
    os.kill(worker, signal.SIGSTOP)  # it takes the chart on and gets nowhere
    rendering = asyncio.create_task(pool.render(snapshot()))
    await asyncio.sleep(0)

    os.kill(worker, signal.SIGKILL)

    assert (await rendering).startswith(PNG)


async def test_a_worker_that_hangs_is_given_up_and_the_next_chart_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    async with ChartPool() as pool:
        worker = await in_worker(pool, os.getpid)
        os.kill(worker, signal.SIGSTOP)
        monkeypatch.setattr(pool, "_patience", 0.05)
        with pytest.raises(ChartUnavailable, match=r"not drawn in 0\.05 s"):
            await pool.render(snapshot())

        monkeypatch.undo()

        assert (await pool.render(snapshot())).startswith(PNG)


async def test_a_worker_that_always_dies_makes_the_chart_unavailable(
    pool: ChartPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("charts.pool._warm_up", os.abort)

    with pytest.raises(ChartUnavailable, match="died twice"):
        await pool.render(snapshot())


async def test_whoever_stops_waiting_leaves_the_pool_usable(pool: ChartPool) -> None:
    impatient = asyncio.create_task(pool.render(snapshot()))
    await asyncio.sleep(0)
    impatient.cancel()

    chart = await pool.render(snapshot())

    assert chart.startswith(PNG)
    assert impatient.cancelled()


async def test_values_without_a_chart_are_refused_and_the_pool_goes_on(pool: ChartPool) -> None:
    with pytest.raises(TypeError, match="no chart for int"):
        await pool.render(4)  # type: ignore[arg-type]

    assert (await pool.render(snapshot())).startswith(PNG)


async def test_closing_leaves_no_process_and_tells_whoever_waits() -> None:
    pool = ChartPool()
    pool.start()
    waiting = [asyncio.create_task(pool.render(values)) for values in pictures(3)]
    await asyncio.sleep(0)

    await pool.close()

    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [ChartUnavailable] * 3
    assert multiprocessing.active_children() == []


async def test_closing_does_not_wait_for_a_worker_that_hangs() -> None:
    pool = ChartPool()
    os.kill(await in_worker(pool, os.getpid), signal.SIGSTOP)
    waiting = asyncio.create_task(pool.render(snapshot()))
    await asyncio.sleep(0)

    await asyncio.wait_for(pool.close(), 10)

    with pytest.raises(ChartUnavailable):
        await waiting


async def test_closing_while_a_long_edition_waits_does_not_hang() -> None:
    wordy = tuple(
        replace(its, rows=tuple(replace(row, statements=("many words " * 200,) * 4) for row in its.rows))
        for its in EDITION.themes
    )
    pool = ChartPool()
    waiting = asyncio.create_task(pool.render(replace(snapshot(), edition=replace(EDITION, themes=wordy))))
    await asyncio.sleep(0)

    await asyncio.wait_for(pool.close(), 10)

    with pytest.raises(ChartUnavailable):
        await waiting


async def test_closing_twice_or_unused_is_harmless_and_a_closed_pool_says_so() -> None:
    pool = ChartPool()

    await pool.close()
    await pool.close()

    with pytest.raises(ChartUnavailable, match="closed"):
        pool.start()
    with pytest.raises(ChartUnavailable, match="closed"):
        await pool.render(snapshot())


def test_the_parent_loads_no_matplotlib_and_the_worker_no_slack_and_no_sql() -> None:
    said = subprocess.run([sys.executable, "-c", ASK_BOTH_SIDES], capture_output=True, text=True, check=True)

    assert json.loads(said.stdout) == {"here": [], "worker": ["matplotlib"]}
    assert said.stderr == ""


async def test_the_worker_does_not_outlive_a_parent_that_was_killed() -> None:
    program = await asyncio.create_subprocess_exec(sys.executable, "-c", BE_KILLED, stdout=PIPE, stderr=PIPE)

    said, _ = await asyncio.wait_for(program.communicate(), 20)  # until nobody holds the pipes, the worker included

    assert said.strip().isdigit()
    assert program.returncode == -signal.SIGKILL
