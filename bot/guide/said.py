"""Reads what a person says of a row whose columns were lost: "5.3 = 2, 4, 7"."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.guide.columns import fits, parted
from bot.guide.findings import Ends, Proposal
from maturity_model.catalog import RowId
from maturity_model.errors import ColumnsNotUnderstood

_LINE: Final = re.compile(r"([\w.-]+)\s*[=:]\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})")


def read_ends(line: str) -> tuple[RowId, Ends]:
    """The row, and after which of its paragraphs columns 1, 2 and 3 end.

    Raises:
        ColumnsNotUnderstood: the line says something else.
    """
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ColumnsNotUnderstood(line.strip())
    return RowId(found[1]), (int(found[2]), int(found[3]), int(found[4]))


def read_all_ends(text: str, proposals: Iterable[Proposal]) -> Mapping[RowId, Ends]:
    """The same for every row that is unsettled, a line for each.

    Raises:
        ColumnsNotUnderstood: a line says what it can't, or gives a column too much; or a row is left out.
    """
    asked = {proposal.row: proposal for proposal in proposals}
    said: dict[RowId, Ends] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        row, ends = read_ends(line)
        if row not in asked or row in said or not fits(parted(asked[row].paragraphs, ends)):
            raise ColumnsNotUnderstood(line)
        said[row] = ends
    missing = [row for row in asked if row not in said]
    if missing:
        raise ColumnsNotUnderstood(missing[0])
    return said


def written_ends(proposals: Iterable[Proposal]) -> str:
    """What is proposed, as `read_all_ends` reads it; a row that nothing is proposed for begins its line only."""
    return "\n".join(f"{p.row} = {', '.join(map(str, p.ends)) if p.ends else ''}".rstrip() for p in proposals)
