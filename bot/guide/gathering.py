"""Finds the model's rows, themes and changes among everything else that a guide says."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.guide.document import COLUMN_NAMES, GOES_ON, Document, Heading, Paragraph, TableLine
from bot.guide.findings import Trouble
from maturity_model.catalog import BULLET, COLUMNS, Change, RowId

_ROW: Final = re.compile(r"([A-Z]{0,4}[0-9]{1,2}(?:\.[0-9]{1,2})+)[.:]?\s+(\S.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"[A-Z]{0,4}[0-9]{1,2}(?:\.[0-9]{1,2})+[.:]?")
_CHANGES_BEGIN: Final = re.compile(r"(appendix|change log)\b", re.IGNORECASE)
_BENCHMARKS: Final = re.compile(r"\s*\(Benchmarks?\s+([0-9][0-9,&\sand]*)\)\s*$", re.IGNORECASE)
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
    named = _BENCHMARKS.search(theme)
    if named is None:
        return theme, ()
    return theme[: named.start()], tuple(sorted({int(number) for number in re.findall(r"[0-9]+", named[1])}))


class _Gatherer:
    """Where the reading is: under which theme, past the model or not, and in which row that lost its columns."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found = Gathered()
        self._theme = ""
        self._past_the_model = False
        self._lost: FoundRow | None = None
        self._after: RowId | None = None  # words that follow here belong to no row, and would be lost without a word
        self._themes_are_benchmarked = any(
            isinstance(part, Heading) and _BENCHMARKS.search(part.text) for part in document
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
        return self._found

    def _come_to_heading(self, heading: Heading) -> None:
        left, self._lost, self._after = self._lost, None, None
        self._found.headings.append(heading.text)
        if heading.text.lower().startswith(_TITLE):
            self._found.names.append(heading.text)
        if _CHANGES_BEGIN.match(heading.text):
            self._past_the_model = True
            self._found.changes_begin.append(heading.text)
        elif (row := _ROW.fullmatch(heading.text)) and not self._past_the_model:
            self._lost = FoundRow(id=RowId(row[1]), title=_one_line(row[2]), theme=self._theme, where=heading.where)
            self._found.rows.append(self._lost)
        elif self._is_theme(heading.text):
            self._theme = heading.text
        elif left and not _NOT_A_THEME.fullmatch(heading.text):
            self._after = left.id  # a heading inside a row: whose words are those below it?

    def _is_theme(self, text: str) -> bool:
        if self._themes_are_benchmarked:
            return _BENCHMARKS.search(text) is not None
        return _NOT_A_THEME.fullmatch(text) is None

    def _come_to_paragraph(self, paragraph: Paragraph) -> None:
        if GOES_ON.fullmatch(paragraph.text):
            return
        if self._lost is None:
            self._refuse_stray(paragraph.where)
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
        self._lost, self._after = None, RowId(row[1])
        row_id, title = RowId(row[1]), _one_line(row[2])
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
        if first.lower() == "row" or all(COLUMN_NAMES.fullmatch(cell) for cell in others if cell):
            return
        if len(line.cells) > len(COLUMNS):
            self._trouble(line.where, "This line of a table has a cell for every column, but no row number.")
        elif self._lost:
            self._trouble(f"row {self._lost.id}, {line.where}", "A line of a table stands among its paragraphs.")
        else:
            self._refuse_stray(line.where)

    def _refuse_stray(self, where: str) -> None:
        if self._after:
            self._trouble(f"row {self._after}, {where}", "Words stand after it that belong to no column of any row.")

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
