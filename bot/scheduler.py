"""Says when to look. It holds no truth: what is due stands in the database, and nothing asks it the time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY = 15  # seconds

log = logging.getLogger(__name__)


class Worker:
    """Runs one sweep whenever it is woken, never twice at once; woken meanwhile, it looks once more."""

    def __init__(self, name: str, sweep: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._sweep = sweep
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    def wake(self) -> None:
        """Let the sweep run soon."""
        self._idle.clear()
        self._woken.set()

    @property
    def is_busy(self) -> bool:
        """Whether something is left of what it was woken for."""
        return not self._idle.is_set()

    async def idle(self) -> None:
        """Return when nothing is left of what it was woken for."""
        await self._idle.wait()

    async def run(self) -> None:
        """Sweep each time it is woken, until cancelled. A sweep that fails is reported, and tried again when woken."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self._sweep()
            except Exception:
                log.exception("sweep failed", extra={"job": self._name})
            if not self._woken.is_set():
                self._idle.set()


class Scheduler:
    """Wakes every job each quarter of a minute, and whenever a commit made something due."""

    def __init__(self) -> None:
        self._workers: list[Worker] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._ticks = AsyncIOScheduler()

    def start(self, sweeps: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        """Begin to look, now and every quarter of a minute: `sweeps` are the jobs by name."""
        self._workers = [Worker(name, sweep) for name, sweep in sweeps.items()]
        self._tasks = [asyncio.create_task(worker.run()) for worker in self._workers]
        self._ticks.add_job(
            self.wake, "interval", seconds=EVERY, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._ticks.start()
        self.wake()

    def wake(self) -> None:
        """Let every job look soon."""
        for worker in self._workers:
            worker.wake()

    async def idle(self) -> None:
        """Return when every job has done what it was woken for, be it by another job."""
        while busy := [worker for worker in self._workers if worker.is_busy]:
            for worker in busy:
                await worker.idle()

    async def stop(self) -> None:
        """Stop looking. What was cut off is found again by the next start."""
        self._ticks.shutdown(wait=False)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
