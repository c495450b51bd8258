"""Reads a guide in a process of its own: a file of strangers may loop, or ask for all memory there is.

Spawning runs the program's entry module again inside that process, so that module must not import the bot at its top.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor
from typing import Final

from pebble import ProcessExpired, ProcessPool

from bot.guide.document import Unreadable
from bot.guide.findings import Findings, Settled
from bot.guide.reading import MOST_BYTES, read_guide

log = logging.getLogger(__name__)

PATIENCE: Final = 60.0
"""Seconds for one file: the guide of 2026 as PDF takes a few."""

MOST_MEMORY: Final = 512 * 1024 * 1024
"""Bytes of address space for one file. The guide of 2026 as PDF reserves 170 MB and uses 60."""

MILDER: Final = 10
"""By how much the process gives way to others: nobody's click should wait for a guide."""

_TOO_LONG: Final = "It takes too long to read. Please give me the guide as text, or take it anew from where you got it."
_TOO_MUCH: Final = "It is too much for me to read at once. Please give me the guide as text."


async def read_apart(
    content: bytes, name: str, settled: Settled, *, patience: float = PATIENCE, most_memory: int = MOST_MEMORY
) -> Findings:
    """What a file holds, as `read_guide` says, found in a process that ends with it. No file is written.

    Raises:
        Unreadable: it cannot be read as a guide, or not with that patience and memory; the sentence says why.
    """
    if len(content) > MOST_BYTES:
        return read_guide(content, name, settled)  # it refuses at once, and nothing is handed to another process
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPool(max_workers=1, max_tasks=1, context=spawn, initializer=_settle_in, initargs=(most_memory,))
    try:
        return await asyncio.wrap_future(pool.schedule(read_guide, args=(content, name, settled), timeout=patience))
    except TimeoutError:
        log.warning("a guide took too long to read")
        raise Unreadable(_TOO_LONG) from None
    except (ProcessExpired, BrokenExecutor, MemoryError):
        log.warning("the process that read a guide died")
        raise Unreadable(_TOO_MUCH) from None
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble forgot it
        await asyncio.to_thread(pool.join)


def _settle_in(most_memory: int) -> None:
    """Let clicks go first, leave Ctrl-C to the parent, do not outlive it, and ask for no more than is given."""
    if hasattr(os, "nice"):  # Windows has none
        os.nice(MILDER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
