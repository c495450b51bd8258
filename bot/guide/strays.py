"""Words that stand where no row takes them. They may be a row's own, and so none of them is dropped in silence."""

from collections.abc import Iterable, Iterator, Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from bot.guide.findings import Trouble
from maturity_model.catalog import RowId

NOBODYS: Final = "Words stand after it that belong to no column of any row."


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """The number of a row at the beginning of a paragraph, or of a heading in the list of changes."""

    id: RowId
    where: str
    among_changes: bool


class Strays:
    """Whose the words would be that stand here: the last row's, or a new theme's introduction.

    Before the first row they are the guide's. The introduction of a theme is one only where a row of another theme than
    the last one's comes next; else what stands below that heading is missing from the row above it.
    """

    def __init__(self, troubles: list[Trouble]) -> None:
        self._troubles = troubles
        self._last: RowId | None = None
        self._are_of_last = False
        self._introduced: list[str] = []

    @property
    def last(self) -> RowId | None:
        """The row that came last."""
        return self._last

    def come_to_row(self, row: RowId) -> None:
        """Words from here on are of this row."""
        if self._last and _theme_of(row) == _theme_of(self._last):
            self.end()
        self._introduced, self._last, self._are_of_last = [], row, True

    def come_to_new_theme(self) -> None:
        """Words from here on introduce a theme, or something else that is no row."""
        self._are_of_last = False

    def go_on(self) -> None:
        """What only turns a page, or begins a table: words from here on may be the last row's."""
        self._are_of_last = True

    def come_to_words(self, where: str) -> None:
        """Words that no row takes."""
        if self._are_of_last:
            self._refuse(where)
        elif self._last:
            self._introduced.append(where)

    def end(self) -> None:
        """No row of another theme comes any more: what seemed to introduce one did not."""
        for where in self._introduced:
            self._refuse(where)
        self._introduced = []

    def _refuse(self, where: str) -> None:
        if self._last:
            self._troubles.append(Trouble(where=f"row {self._last}, {where}", what=NOBODYS))


def only_named(
    named: Iterable[NamedRow], *, there: AbstractSet[RowId], told_of: AbstractSet[RowId]
) -> Iterator[Trouble]:
    """The rows that are no more than named, as one is whose heading or table was lost.

    Args:
        named: where a number stands; a row that is there as well may be named by anybody.
        there: the rows of the model.
        told_of: those of which the list of changes tells in its tables; none, where it has no tables.
    """
    for row in named:
        where = f"row {row.id}, {row.where}"
        if not row.among_changes and row.id not in there:
            yield Trouble(where=where, what="It stands in no table and in no heading.")
        elif row.among_changes and row.id in there and told_of and row.id not in told_of:
            yield Trouble(where=where, what="What changed in it stands in no line of a table.")


def _theme_of(row: RowId) -> str:
    return row.rpartition(".")[0]
