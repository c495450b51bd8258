"""Finds the model's rows, themes and changes among everything else that a guide says."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.guide.document import Document, Heading, Paragraph, TableLine
from bot.guide.findings import Trouble
from maturity_model.catalog import BULLET, COLUMNS, Change, RowId

_ROW: Final = re.compile(r"([A-Z]{0,4}[0-9]{1,2}(?:\.[0-9]{1,2})+)[.:]?\s+(\S.*)", re.DOTALL)
_CHANGES_BEGIN: Final = re.compile(r"(appendix|change log)\b", re.IGNORECASE)
_BENCHMARKS: Final = re.compile(r"\s*\(Benchmarks?\s+([0-9][0-9,&\sand]*)\)\s*$", re.IGNORECASE)
_NOT_A_THEME: Final = re.compile(r"(theme\s+[0-9]+|summary|context)$", re.IGNORECASE)
_TITLE: Final = "careers impact maturity model"
_CHANGE_CELLS: Final = 4


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
        told_of: the rows that the list of changes names, also where it can't be read.
    """

    names: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    rows: list[FoundRow] = field(default_factory=list)
    changes: dict[RowId, FoundChange] = field(default_factory=dict)
    told_of: list[RowId] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def gather(document: Document) -> Gathered:
    """Go through a guide from top to bottom and keep what belongs to the model."""
    return _Gatherer().gather(document)


def benchmarks_in(theme: str) -> tuple[str, tuple[int, ...]]:
    """The theme's title, and the Gatsby Benchmarks that its heading names in brackets, perhaps none."""
    named = _BENCHMARKS.search(theme)
    if named is None:
        return theme, ()
    return theme[: named.start()], tuple(sorted({int(number) for number in re.findall(r"[0-9]+", named[1])}))


class _Gatherer:
    """Where the reading is: under which theme, past the model or not, and in which row that lost its columns."""

    def __init__(self) -> None:
        self._found = Gathered()
        self._theme = ""
        self._past_the_model = False
        self._lost: FoundRow | None = None

    def gather(self, document: Document) -> Gathered:
        for part in document:
            match part:
                case Heading():
                    self._come_to_heading(part)
                case TableLine():
                    self._come_to_line(part)
                case Paragraph():
                    self._come_to_paragraph(part)
        return self._found

    def _come_to_heading(self, heading: Heading) -> None:
        self._lost = None
        self._found.headings.append(heading.text)
        if heading.text.lower().startswith(_TITLE):
            self._found.names.append(heading.text)
        if _CHANGES_BEGIN.match(heading.text):
            self._past_the_model = True
        elif (row := _ROW.fullmatch(heading.text)) and not self._past_the_model:
            self._lost = FoundRow(id=RowId(row[1]), title=_one_line(row[2]), theme=self._theme, where=heading.where)
            self._found.rows.append(self._lost)
        elif not _NOT_A_THEME.fullmatch(heading.text):
            self._theme = heading.text

    def _come_to_paragraph(self, paragraph: Paragraph) -> None:
        if self._lost is None or paragraph.text.lower().startswith("continues on next page"):
            return
        kept = self._lost.paragraphs
        if paragraph.text.startswith(BULLET) and kept:
            kept[-1] += f"\n{paragraph.text}"  # a list belongs to the paragraph that leads to it
        else:
            kept.append(paragraph.text)

    def _come_to_line(self, line: TableLine) -> None:
        self._lost = None
        row = _ROW.fullmatch(line.cells[0])
        if row is None:
            if len(line.cells) > len(COLUMNS):
                self._trouble(line.where, "This line of a table has a cell for every column, but no row number.")
            return
        row_id, title = RowId(row[1]), _one_line(row[2])
        if self._past_the_model:
            self._keep_change(row_id, line)
        elif len(line.cells) != 1 + len(COLUMNS):
            columns = len(line.cells) - 1
            self._trouble(f"row {row_id}, {line.where}", f"It has {_columns(columns)} instead of {len(COLUMNS)}.")
        else:
            row_found = FoundRow(id=row_id, title=title, theme=self._theme, where=line.where, statements=line.cells[1:])
            self._found.rows.append(row_found)

    def _keep_change(self, row: RowId, line: TableLine) -> None:
        where = f"row {row}, {line.where}"
        self._found.told_of.append(row)
        if len(line.cells) != _CHANGE_CELLS:
            self._trouble(
                where, f"What changed should be told in {_CHANGE_CELLS} cells, and there are {len(line.cells)}."
            )
        elif not all(line.cells):
            self._trouble(where, "What changed is told with an empty cell.")
        elif row in self._found.changes:
            self._trouble(where, "What changed in this row is told twice.")
        else:
            _, purpose, core, reason = line.cells
            self._found.changes[row] = FoundChange(purpose=purpose, change=Change(core=core, reason=reason))

    def _trouble(self, where: str, what: str) -> None:
        self._found.troubles.append(Trouble(where=where, what=what))


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


def _one_line(text: str) -> str:
    return " ".join(text.split())
