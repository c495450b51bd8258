"""Fails the n-th call of the database or of Slack, for n = 1, 2, 3 … until a run passes untouched."""

from collections.abc import Sequence

from tests.torture.verdict import Size, Verdict


async def torture(size: Size) -> Sequence[Verdict]:
    """One verdict for each flow and kind of call."""
    return ()
