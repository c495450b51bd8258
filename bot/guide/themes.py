"""How a guide names its themes: in headings, or in lines of its tables that stand for headings."""

import re
from collections.abc import Iterator
from typing import Final

from bot.guide.document import Document, Heading, Part, TableLine
from maturity_model.catalog import LONGEST_TITLE, RowId

BENCHMARKS: Final = re.compile(r"\s*\(Benchmarks?\s+([0-9][0-9,&\sand]*)\)\s*$", re.IGNORECASE)
"""The Gatsby Benchmarks that end the heading of a theme."""

NUMBERED_THEME: Final = re.compile(r"theme\s+([0-9]+)", re.IGNORECASE)
"""What stands above the heading of a theme, or above that of a page on which it goes on."""

_OF_A_ROW: Final = re.compile(r"[A-Z]{0,4}([0-9]+)\.")


def with_banners_as_headings(document: Document) -> Iterator[Part]:
    """The document, each line of a table that is no more than the heading of a theme made a heading.

    What no heading says is one only where no heading has benchmarks: it could be the second half of a title.
    """
    headings = {part.text for part in document if isinstance(part, Heading)}
    are_benchmarked = any(map(BENCHMARKS.search, headings))
    for part in document:
        said = _said_alone(part) if isinstance(part, TableLine) else ""
        is_again = said in headings or NUMBERED_THEME.fullmatch(said)
        if said and (is_again or (not are_benchmarked and BENCHMARKS.search(said))):
            yield Heading(text=said, where=part.where)
        else:
            yield part


def is_of_theme(row: RowId, number: int) -> bool:
    """Whether a row's own number says that it is of this theme."""
    numbered = _OF_A_ROW.match(row)
    return numbered is not None and int(numbered[1]) == number


def _said_alone(line: TableLine) -> str:
    """What the first cell says, where no other has words and it could be a heading; else nothing."""
    first, *others = line.cells
    could_be = not any(others) and "\n" not in first and len(first) <= LONGEST_TITLE and not _OF_A_ROW.match(first)
    return first if could_be else ""
