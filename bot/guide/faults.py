"""What keeps the rows of a guide from being a whole model: each fault with where it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set as AbstractSet
from typing import Final

from bot.guide.columns import parted
from bot.guide.findings import Asks, Settled, Trouble
from bot.guide.gathering import FoundRow, Gathered
from maturity_model.catalog import COLUMNS, RowId, Wording
from maturity_model.edition_file import built_in_editions
from maturity_model.setting import Kind

Statements = Mapping[RowId, tuple[str, ...]]

_NUMBERED: Final = re.compile(r"([0-9]+)\.([0-9]+)")


def faults_in(
    found: Gathered, expected: tuple[RowId, ...], statements: Statements, settled: Settled
) -> Iterator[Trouble]:
    """Every fault, those of the same sort together; `expected` are the rows that there should be."""
    yield from _twins(found.rows)
    yield from missing_rows({row.id for row in found.rows}, expected, settled)
    yield from _misplaced_themes(found.rows)
    yield from _without_words(statements)
    yield from _wrong_ends(found.rows, settled)


def _wrong_ends(rows: Sequence[FoundRow], settled: Settled) -> Iterator[Trouble]:
    there = {row.id for row in rows}
    lost = {row.id: row for row in rows if row.lost_its_columns}
    for row, ends in settled.columns.items():
        said = ",".join(map(str, ends))
        if row not in there:
            yield Trouble(where=f"row {row}", what=f"You gave columns for it ({said}), and there is no such row.")
        elif row not in lost:
            yield Trouble(where=f"row {row}", what=f"You gave columns for it ({said}), but it has not lost any.")
        elif parted(lost[row].paragraphs, ends) is None:
            count = len(lost[row].paragraphs)
            what = f"Its {count} paragraphs can't be parted after {said}: the numbers rise, and each column has one."
            yield Trouble(where=f"row {row}", what=what)


def _twins(rows: Iterable[FoundRow]) -> Iterator[Trouble]:
    first: dict[RowId, FoundRow] = {}
    for row in rows:
        if row.id and row.id in first:
            yield Trouble(where=f"row {row.id}, {row.where}", what=f"It is there already, in {first[row.id].where}.")
        first.setdefault(row.id, row)


def expected_rows(found: Gathered, kinds: frozenset[Kind], year: int | None) -> tuple[RowId, ...]:
    """The rows that the guide's own list of changes names, and those known for its kind and year.

    Where it has no such list, those known for its kind in whatever year.
    """
    known = [edition for edition in built_in_editions().values() if edition.kinds & kinds]
    if found.told_of or any(edition.year == year for edition in known):
        known = [edition for edition in known if edition.year == year]
    else:
        known = known[:1]
    return tuple(dict.fromkeys([*found.told_of, *(row.id for edition in known for row in edition.rows)]))


def missing_rows(there: AbstractSet[RowId], expected: tuple[RowId, ...], settled: Settled) -> Iterator[Trouble]:
    """Rows that should be there and are not, or the other way round; the number a person gives counts before that."""
    if settled.rows is not None:
        if settled.rows != len(there):
            yield Trouble(
                where="the guide", what=f"You expect {settled.rows} rows, and there are {len(there)}.", asks=Asks.ROWS
            )
        return
    numbered = {row for row in there if row}  # a table's line may have none, and is told by its place
    missing, more = [row for row in expected if row not in there], sorted(numbered - set(expected)) if expected else []
    if missing:
        yield Trouble(
            where=f"row {', '.join(missing)}", what=f"Not found; there are {len(numbered)} rows.", asks=Asks.ROWS
        )
    if more:
        yield Trouble(
            where=f"row {', '.join(more)}", what="Not among the rows that this model is known to have.", asks=Asks.ROWS
        )


def _misplaced_themes(rows: Iterable[FoundRow]) -> Iterator[Trouble]:
    titles: dict[str, str] = {}
    for row in rows:
        if not row.theme:
            yield Trouble(where=f"row {row.id}, {row.where}", what="No heading above it says which theme it is of.")
        elif numbered := _NUMBERED.fullmatch(row.id):
            title = titles.setdefault(numbered[1], row.theme)
            if title != row.theme:
                what = f"It stands under “{row.theme}”, and other rows of theme {numbered[1]} under “{title}”."
                yield Trouble(where=f"row {row.id}, {row.where}", what=what)


def _without_words(statements: Statements) -> Iterator[Trouble]:
    most = Wording.OFFICIAL.longest_statement
    for row, texts in statements.items():
        for column, text in zip(COLUMNS, texts, strict=True):
            if not text:
                yield Trouble(where=f"row {row}, column {column}", what="It has no words.")
            elif len(text) > most:
                yield Trouble(where=f"row {row}, column {column}", what=f"It has {len(text)} characters of {most}.")
