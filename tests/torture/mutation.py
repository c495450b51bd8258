"""Small mistakes are made on purpose in the rules that matter most, and the tests must notice."""

from collections.abc import Sequence

from tests.torture.verdict import Size, Verdict


async def torture(size: Size) -> Sequence[Verdict]:
    """Every mutant of the disclosure rule, permissions, the guard and claims."""
    return ()
