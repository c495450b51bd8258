"""Having several decisions wait at the same moment, for certain."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import Connection

from storage.group_writer import Work

Ask = Callable[[Work[Any]], Coroutine[Any, Any, Any]]


class Gate:
    """A decision that keeps the writer busy, so that whatever is asked meanwhile ends up in one group."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._reached = asyncio.Event()
        self._open = threading.Event()

    def __call__(self, _: Connection) -> None:
        self._loop.call_soon_threadsafe(self._reached.set)
        assert self._open.wait(timeout=10)

    async def carry_out_together(self, ask: Ask, *works: Work[Any]) -> list[Any]:
        """Have all these decisions wait behind this one, then let it end; gives what became of each."""
        behind = asyncio.create_task(ask(self))
        await self._reached.wait()
        tasks = [asyncio.create_task(ask(work)) for work in works]
        await asyncio.sleep(0)
        self._open.set()
        await behind
        return await asyncio.gather(*tasks, return_exceptions=True)
