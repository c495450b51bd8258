"""A hundred thousand malformed requests, wrong signatures, copies, and events several times in any order.

Nothing may change that a true request would not have changed, every answer is 200, 400 or 401 and comes within three
seconds, memory stays flat, and nothing of a body is logged.
"""

from collections.abc import Sequence

from tests.torture.malformed_flood import flood
from tests.torture.malformed_mutants import try_mutants
from tests.torture.malformed_repeats import replay, shuffle_events
from tests.torture.verdict import Size, Verdict

SEED = 1


async def torture(size: Size) -> Sequence[Verdict]:
    """Send all of it, in seconds or in minutes."""
    if size is Size.SMALL:
        return (
            await try_mutants(requests=12, each=10, seed=SEED),
            *await flood(600, seed=SEED),
            await replay(10, seed=SEED),
            await shuffle_events(5, seed=SEED),
        )
    return (
        await try_mutants(requests=None, each=None, seed=SEED),
        *await flood(75_000, seed=SEED),
        await replay(None, seed=SEED),
        await shuffle_events(300, seed=SEED),
    )
