"""`rehearse`: the stand-in, the bot and the page, until somebody has had enough."""

import asyncio
import logging
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.logs import set_up_logging
from bot.rehearsal.page.server import LOOPBACK, serving
from bot.rehearsal.page.starting_points import STARTING_POINTS
from bot.rehearsal.page.theatre import Theatre
from maturity_model.catalog import Edition

OPEN_TO_OTHERS = (
    "Whoever can reach this address can be anybody in the rehearsal. Everything in it is made up; keep it that way."
)


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """How many colleagues reflect, by which edition; and where the page listens."""

    colleagues: int
    edition: Edition
    host: str
    port: int


def run_rehearsal(rehearsal: Rehearsal) -> int:
    """Rehearse until SIGTERM or Ctrl-C.

    Raises:
        OSError: the page cannot listen where it should.
    """
    set_up_logging("WARNING", logging.StreamHandler(sys.stderr))
    asyncio.run(_rehearse(rehearsal))
    return 0


async def _rehearse(rehearsal: Rehearsal) -> None:
    console, told_to_stop = Console(highlight=False), asyncio.Event()
    for kind in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(kind, told_to_stop.set)
    theatre = Theatre(edition=rehearsal.edition, colleagues=rehearsal.colleagues)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving(theatre, host=rehearsal.host, port=rehearsal.port))
        stack.push_async_callback(theatre.close)
        await theatre.begin(STARTING_POINTS[0])
        console.print(Text(f"The rehearsal is on at {address}"), soft_wrap=True)
        if rehearsal.host not in LOOPBACK:
            console.print(Text(OPEN_TO_OTHERS), soft_wrap=True)
        console.print("Press Ctrl-C to end it. Nothing of it is kept.")
        await told_to_stop.wait()
