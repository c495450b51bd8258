"""Kills the real process with SIGKILL at random moments while colleagues answer, and counts what became of it."""

from collections.abc import Sequence

from tests.torture.verdict import Size, Verdict


async def torture(size: Size) -> Sequence[Verdict]:
    """Two verdicts a database: of the clicks, and of the kills."""
    return ()
