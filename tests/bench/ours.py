"""The bot itself, with knobs that `careers-review run` does not have: charts that never end, and a sweep at once.

It imports the bot only when it runs, as the program does, because the charts' worker imports this module again.
"""

import asyncio
import itertools
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.deps import Charts


async def main() -> None:
    """Say the port, and run until whoever started it closes its input; `render`, `rest` and `wake` turn the knobs."""
    from bot.app import running
    from bot.config import read_config

    async with running(read_config()) as bot:
        print((bot.address or "").rpartition(":")[2].partition("/")[0], flush=True)
        loop, rendering = asyncio.get_running_loop(), None
        while told := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
            if told == "render":
                rendering = asyncio.create_task(render_always(bot.deps.charts))
            elif told == "wake":
                bot.deps.wake()
            elif rendering:
                rendering.cancel()
            print("done", flush=True)


async def render_always(charts: "Charts") -> None:
    """One chart after the other, each of them new, as fast as the worker makes them."""
    from tests.charts.given import snapshot

    for number in itertools.count():
        await charts.render(replace(snapshot(), setting_name=f"School {number}"))


if __name__ == "__main__":
    asyncio.run(main())
