"""Where the columns of a row begin whose table was lost: proposed from the model's own cue words, decided by people."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from bot.guide.findings import Ends
from maturity_model.catalog import COLUMNS, Column, Wording

_CUES: Final = {
    Column(1): r"occasional(?:ly)?",
    Column(2): r"regular(?:ly)?",
    Column(3): r"routine(?:ly)?",
    Column(4): r"embedded|systematic(?:ally)?",
}
"""The focus words of the four columns, as the guide's chapter on its structure gives them."""

_CUE: Final = re.compile("|".join(rf"\b(?P<c{column}>{words})\b" for column, words in _CUES.items()), re.IGNORECASE)
MOST_PARAGRAPHS: Final = 40
_MOST: Final = Wording.OFFICIAL.longest_statement


def cues_in(paragraph: str) -> tuple[str, ...]:
    """The cue words that stand in a paragraph, in order."""
    return tuple(found[0] for found in _CUE.finditer(paragraph))


def propose_ends(paragraphs: Sequence[str]) -> Ends | None:
    """After which paragraphs the columns end, as far as cue words tell; None where they leave it open.

    Of all ways to part the paragraphs in order, the one in which most of them stand in the column that their first cue
    word names. Among several such, the one in which most columns begin with a paragraph that bears their cue, as those
    of the guide do. Two that are equally good are no proposal: a person has to look.
    """
    if not len(COLUMNS) <= len(paragraphs) <= MOST_PARAGRAPHS:
        return None
    named = [_column_named(paragraph) for paragraph in paragraphs]
    if not any(named):
        return None
    ranked = sorted(((_fit(named, ends), ends) for ends in _all_ends(len(paragraphs))), reverse=True)
    best, ends = ranked[0]
    return None if len(ranked) > 1 and ranked[1][0] == best else ends


def parted(paragraphs: Sequence[str], ends: Ends) -> tuple[str, str, str, str] | None:
    """The four statements; None where a column would have no paragraph."""
    borders = (0, *ends, len(paragraphs))
    if any(later <= earlier for earlier, later in pairwise(borders)):
        return None
    first, second, third, fourth = ("\n".join(paragraphs[begin:end]) for begin, end in pairwise(borders))
    return first, second, third, fourth


def fits(statements: Sequence[str] | None) -> bool:
    """Whether a row was parted, and no statement of it is longer than a statement may be."""
    return statements is not None and all(len(statement) <= _MOST for statement in statements)


def can_be_parted(paragraphs: Sequence[str]) -> bool:
    """Whether there is any way to part the paragraphs so that each column has one, and none is too long."""
    columns, room = 1, _MOST
    for paragraph in paragraphs:
        if len(paragraph) > room:
            columns, room = columns + 1, _MOST
        room -= len(paragraph) + len("\n")
    is_many = len(COLUMNS) <= len(paragraphs) <= MOST_PARAGRAPHS
    return is_many and columns <= len(COLUMNS) and max(map(len, paragraphs)) <= _MOST


def _column_named(paragraph: str) -> Column | None:
    found = _CUE.search(paragraph)
    return Column(int(str(found.lastgroup)[1:])) if found else None


def _all_ends(paragraphs: int) -> Iterator[Ends]:
    yield from combinations(range(1, paragraphs), 3)


def _fit(named: Sequence[Column | None], ends: Ends) -> tuple[int, int]:
    """How many paragraphs stand in the column they name, and how many columns begin with one that names them."""
    begins = (0, *ends)
    standing = sum(
        named[place] == column
        for column, (begin, end) in zip(COLUMNS, pairwise((*begins, len(named))), strict=True)
        for place in range(begin, end)
    )
    beginning = sum(named[begin] == column for column, begin in zip(COLUMNS, begins, strict=True))
    return standing, beginning
