"""Charts drawn in a process of their own: drawing holds the interpreter, and nobody's click should wait for it.

This is the parent's side and imports no matplotlib; the worker does, with its first task. Spawning runs the program's
entry module again inside the worker, so that module must not import the bot at its top.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from hashlib import sha256
from types import TracebackType
from typing import Final, Self

from maturity_model.outcome import Snapshot

log = logging.getLogger(__name__)

PATIENCE: Final = 30.0
"""Seconds for one chart: a worker on a busy machine takes 2 to start and 1 to draw."""

REMEMBERED: Final = 16
"""How many charts are kept; each is about 120 KiB."""

TRIES: Final = 2

MILDER: Final = 10
"""By how much the worker gives way to other processes: nobody's click should wait for a chart."""


class ChartUnavailable(Exception):
    """The chart cannot be drawn now; its figures as text have to do."""


class ChartPool:
    """Draws charts, one at a time, in one spawned worker, and remembers the last few.

    Use it as an async context, or call `close` when done. The worker ends with the pool, and also when this process is
    killed.
    """

    def __init__(self, *, patience: float = PATIENCE, remembered: int = REMEMBERED) -> None:
        self._patience = patience
        self._remembered = remembered
        self._charts: OrderedDict[str, bytes] = OrderedDict()
        self._turn = asyncio.Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._closed = False

    async def __aenter__(self) -> Self:
        """Start the worker."""
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Stop the worker."""
        await self.close()

    def start(self) -> None:
        """Start the worker, so that the first chart need not wait for matplotlib. Returns at once.

        A second time it does nothing; left out, the first chart starts the worker.

        Raises:
            ChartUnavailable: the pool is closed.
        """
        self._worker()

    async def render(self, values: Snapshot) -> bytes:
        """The chart for these values as a PNG file.

        Equal values are drawn once, however many ask at a time. A worker that died is replaced and the chart tried once
        more.

        Raises:
            ChartUnavailable: it took longer than the pool's patience, the worker died twice, or the pool is closed.
            TypeError: there is no chart for values of this type.
        """
        key = sha256(repr(values).encode()).hexdigest()
        async with self._turn:
            if key not in self._charts:
                self._charts[key] = await self._draw(values)
            self._charts.move_to_end(key)
            while len(self._charts) > self._remembered:
                self._charts.popitem(last=False)
            return self._charts[key]

    async def close(self) -> None:
        """Stop the worker; whoever waits for a chart is told that it is unavailable. A second time it does nothing."""
        self._closed = True
        await self._stop_worker()

    def _worker(self) -> ProcessPoolExecutor:
        if self._closed:
            raise ChartUnavailable("the pool is closed")
        if self._executor is None:
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_settle_in)
            self._executor.submit(_warm_up)
        return self._executor

    async def _draw(self, values: Snapshot) -> bytes:
        for _ in range(TRIES):
            try:
                async with asyncio.timeout(self._patience):
                    return await self._ask(values)
            except TimeoutError:
                await self._stop_worker()
                raise ChartUnavailable(f"not drawn in {self._patience:g} s") from None
            except BrokenProcessPool:
                if not self._closed:
                    log.warning("the chart worker died")
                await self._stop_worker()
        raise ChartUnavailable("the worker died twice")

    async def _ask(self, values: Snapshot) -> bytes:
        worker, loop = self._worker(), asyncio.get_running_loop()
        # First see that the worker reads: dying before long values are read, it would hang the pool of an early 3.11.
        await loop.run_in_executor(worker, _warm_up)
        return await loop.run_in_executor(worker, _png, values)

    async def _stop_worker(self) -> None:
        """Kill the worker: nothing is lost with it, and one that hangs would not listen."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        for process in list((executor._processes or {}).values()):  # noqa: SLF001 - kill_workers() comes with 3.14
            process.kill()
        await asyncio.to_thread(executor.shutdown)  # whoever waits is told BrokenProcessPool


def _settle_in() -> None:
    """Let clicks go first, leave Ctrl-C to the parent, and do not outlive it."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(MILDER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _warm_up() -> None:
    import charts.draw  # noqa: F401, PLC0415 - only the worker loads matplotlib


def _png(values: Snapshot) -> bytes:
    from charts.draw import png  # noqa: PLC0415 - only the worker loads matplotlib

    return png(values)
