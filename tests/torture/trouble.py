"""The database is locked, full, read-only, restarted or gone while colleagues click."""

from collections.abc import Sequence

from tests.torture.verdict import Size, Verdict


async def torture(size: Size) -> Sequence[Verdict]:
    """Trouble of every kind, on both databases."""
    return ()
