"""Finds the model's rows, themes and changes among everything else that a guide says."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.guide.document import COLUMN_NAMES, GOES_ON, Document, Heading, Paragraph, TableLine
from bot.guide.findings import Trouble
from bot.guide.strays import NamedRow, Strays, only_named
from bot.guide.themes import BENCHMARKS, NUMBERED_THEME, is_of_theme, with_banners_as_headings
from maturity_model.catalog import BULLET, COLUMNS, Change, RowId

_ROW: Final = re.compile(r"([A-Z]{0,4}[0-9]{1,2}(?:\.[0-9]{1,2})+)[.:]?\s+(\S.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"[A-Z]{0,4}[0-9]{1,2}(?:\.[0-9]{1,2})+[.:]?")
_CHANGES_BEGIN: Final = re.compile(r"(appendix|change log)\b", re.IGNORECASE)
_NOT_A_THEME: Final = re.compile(r"(theme\s+[0-9]+|summary|context)$", re.IGNORECASE)
_TITLE: Final = "careers impact maturity model"
_CHANGE_CELLS: Final = 3


@dataclass(frozen=True, kw_only=True)
class FoundRow:
    """A row with its four statements, or with the paragraphs of a row whose columns were lost."""

    id: RowId
    title: str
    theme: str
    where: str
    statements: tuple[str, ...] = ()
    paragraphs: list[str] = field(default_factory=list)

    @property
    def lost_its_columns(self) -> bool:
        """Whether somebody has to say where its columns end."""
        return not self.statements


@dataclass(frozen=True, kw_only=True)
class FoundChange:
    """What the guide's appendix says of a row."""

    purpose: str
    change: Change


@dataclass(kw_only=True)
class Gathered:
    """Everything of the model that a guide holds, in its order, and what is the matter with it.

    Attributes:
        names: headings that could be the guide's title.
        headings: all of them, for what else they tell.
        changes_begin: the headings of the list of changes.
        told_of: the rows that the list of changes names, also where it can't be read.
    """

    names: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    changes: dict[RowId, FoundChange] = field(default_factory=dict)
    changes_begin: list[str] = field(default_factory=list)
    told_of: list[RowId] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def gather(document: Document) -> Gathered:
    """Go through a guide from top to bottom and keep what belongs to the model."""
    return _Gatherer(document).gather()


def benchmarks_in(theme: str) -> tuple[str, tuple[int, ...]]:
    """The theme's title, and the Gatsby Benchmarks that its heading names in brackets, perhaps none."""
    named = BENCHMARKS.search(theme)
    if named is None:
        return theme, ()
    return theme[: named.start()], tuple(sorted({int(number) for number in re.findall(r"[0-9]+", named[1])}))


class _Gatherer:
    """Where the reading is: under which theme, past the model or not, and in which row that lost its columns."""

    def __init__(self, document: Document) -> None:
        self._document = tuple(with_banners_as_headings(document))
        self._found = Gathered()
        self._theme = ""
        self._past_the_model = False
        self._lost: FoundRow | None = None
        self._strays = Strays(self._found.troubles)
        self._filled: set[str] = set()  # the themes that have rows: in the model, or in the list of changes
        self._named: list[NamedRow] = []
        self._themes_are_benchmarked = any(
            isinstance(part, Heading) and BENCHMARKS.search(part.text) for part in self._document
        )

    def gather(self) -> Gathered:
        for part in self._document:
            match part:
                case Heading():
                    self._come_to_heading(part)
                case TableLine():
                    self._come_to_line(part)
                case Paragraph():
                    self._come_to_paragraph(part)
        if not self._past_the_model:
            self._strays.end()
        there = {row.id for row in self._found.rows}
        self._found.troubles += only_named(self._named, there=there, told_of=set(self._found.told_of))
        return self._found

    def _come_to_heading(self, heading: Heading) -> None:
        self._found.headings.append(heading.text)
        if heading.text.lower().startswith(_TITLE):
            self._found.names.append(heading.text)
        row = _ROW.fullmatch(heading.text)
        if _CHANGES_BEGIN.match(heading.text):
            self._come_to_changes(heading.text)
        elif row and self._past_the_model:
            self._named.append(NamedRow(id=RowId(row[1]), where=heading.where, among_changes=True))
        elif row:
            self._come_to_row(RowId(row[1]))
            self._lost = FoundRow(id=RowId(row[1]), title=_one_line(row[2]), theme=self._theme, where=heading.where)
            self._found.rows.append(self._lost)
        else:
            self._turn_to(heading.text)

    def _come_to_changes(self, heading: str) -> None:
        """The list of changes; where it has begun, its heading again, which only turns a page, or another appendix."""
        self._lost = None
        if not self._past_the_model:
            self._strays.end()
            self._strays, self._filled, self._past_the_model = Strays(self._found.troubles), set(), True
        elif heading not in self._found.changes_begin:
            self._strays.come_to_new_theme()
        self._found.changes_begin.append(heading)

    def _turn_to(self, heading: str) -> None:
        """A heading that names no row. One that was there before may only turn a page, in the middle of a row."""
        left, self._lost = self._lost, None
        if self._is_theme(heading):
            if heading not in self._filled:
                self._strays.come_to_new_theme()
            else:
                self._strays.go_on()
                self._lost = left if heading == self._theme else None
            self._theme = heading
        elif (numbered := NUMBERED_THEME.fullmatch(heading)) and (last := self._strays.last):
            if is_of_theme(last, int(numbered[1])):
                self._lost = left
            else:
                self._strays.come_to_new_theme()
        elif self._past_the_model and heading not in self._found.names:
            self._strays.come_to_new_theme()  # a theme's summary, or whatever stands behind the list

    def _come_to_row(self, row: RowId) -> None:
        self._lost = None
        self._filled.add(self._theme)
        self._strays.come_to_row(row)

    def _is_theme(self, text: str) -> bool:
        if self._found.rows and text.lower().startswith(_TITLE):
            return False
        if self._themes_are_benchmarked:
            return BENCHMARKS.search(text) is not None
        return _NOT_A_THEME.fullmatch(text) is None

    def _come_to_paragraph(self, paragraph: Paragraph) -> None:
        if GOES_ON.fullmatch(paragraph.text):
            return
        if (row := _ROW.fullmatch(paragraph.text)) and self._theme:
            named = NamedRow(id=RowId(row[1]), where=paragraph.where, among_changes=self._past_the_model)
            self._named.append(named)
        if self._lost is None:
            self._strays.come_to_words(paragraph.where)
            return
        kept = self._lost.paragraphs
        if paragraph.text.startswith(BULLET) and kept:
            kept[-1] += f"\n{paragraph.text}"  # a list belongs to the paragraph that leads to it
        else:
            kept.append(paragraph.text)

    def _come_to_line(self, line: TableLine) -> None:
        cells = _with_title(line.cells)
        row = _ROW.fullmatch(cells[0])
        if row is None:
            self._come_to_other_line(line)
            return
        row_id, title = RowId(row[1]), _one_line(row[2])
        self._come_to_row(row_id)
        where = f"row {row_id}, {line.where}"
        if self._past_the_model:
            self._keep_change(row_id, cells[1:], where)
        elif len(cells) != 1 + len(COLUMNS):
            self._trouble(where, f"It has {_columns(len(cells) - 1)} instead of {len(COLUMNS)}.")
        else:
            found = FoundRow(id=row_id, title=title, theme=self._theme, where=line.where, statements=cells[1:])
            self._found.rows.append(found)

    def _come_to_other_line(self, line: TableLine) -> None:
        """A line that names no row: the names of columns, another table before the model, or words of nobody."""
        first, *others = line.cells
        named = [cell for cell in others if cell]
        if first.lower() == "row" or (named and all(map(COLUMN_NAMES.fullmatch, named))):
            self._strays.go_on()
            return
        if not (first or named):
            return
        if len(line.cells) > len(COLUMNS):
            self._trouble(line.where, "This line of a table has a cell for every column, but no row number.")
        elif self._lost:
            self._trouble(f"row {self._lost.id}, {line.where}", "A line of a table stands among its paragraphs.")
        else:
            self._strays.come_to_words(line.where)

    def _keep_change(self, row: RowId, told: tuple[str, ...], where: str) -> None:
        self._found.told_of.append(row)
        if len(told) != _CHANGE_CELLS:
            what = f"What changed should be told in {_CHANGE_CELLS} cells after the row, and there are {len(told)}."
            self._trouble(where, what)
        elif not all(told):
            self._trouble(where, "What changed is told with an empty cell.")
        elif row in self._found.changes:
            self._trouble(where, "What changed in this row is told twice.")
        else:
            purpose, core, reason = told
            self._found.changes[row] = FoundChange(purpose=purpose, change=Change(core=core, reason=reason))

    def _trouble(self, where: str, what: str) -> None:
        self._found.troubles.append(Trouble(where=where, what=what))


def _with_title(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells, the row's number put before its title where it has a cell of its own."""
    if len(cells) > 1 and _NUMBER.fullmatch(cells[0].strip()):
        return (f"{cells[0]} {cells[1]}", *cells[2:])
    return cells


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


def _one_line(text: str) -> str:
    return " ".join(text.split())
