"""Tortures the bot and prints what came of it: `make torture`, or `python -m tests.torture NAME …`."""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence

from tests.torture import injection, kill, machine, malformed, matrix, mutation, nth_call, outage, pair, trouble, year
from tests.torture.verdict import Size, Verdict

Torture = Callable[[Size], Awaitable[Sequence[Verdict]]]

TORTURES: dict[str, Torture] = {
    "kill": kill.torture,
    "nth_call": nth_call.torture,
    "outage": outage.torture,
    "pair": pair.torture,
    "year": year.torture,
    "trouble": trouble.torture,
    "mutation": mutation.torture,
    "matrix": matrix.torture,
    "malformed": malformed.torture,
    "machine": machine.torture,
    "injection": injection.torture,
}

MOST_TOLD = 20


def main() -> int:
    """Carry out the tortures that are named, or all of them; the exit status is 0 where nothing was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TORTURES)}; all where none is named")
    asked.add_argument("--small", action="store_true", help="seconds instead of minutes")
    given = asked.parse_args()
    if unknown := set(given.names) - set(TORTURES):
        asked.error(f"no torture is called {', '.join(sorted(unknown))}")
    size = Size.SMALL if given.small else Size.WHOLE
    faults = [fault for name in given.names or TORTURES for fault in _carry_out(name, size)]
    return 1 if faults else 0


def _carry_out(name: str, size: Size) -> list[str]:
    began = time.monotonic()
    print(f"\n{name}", flush=True)
    verdicts = asyncio.run(_run(name, size))
    for verdict in verdicts:
        print(f"  {verdict}")
        for sentence in verdict.found[:MOST_TOLD]:
            print(f"    ! {sentence}")
    print(f"  {time.monotonic() - began:.0f} s", flush=True)
    return [sentence for verdict in verdicts for sentence in verdict.found]


async def _run(name: str, size: Size) -> Sequence[Verdict]:
    return await TORTURES[name](size)


if __name__ == "__main__":
    sys.exit(main())
