"""What every kind of guide is first read into: headings, paragraphs and the lines of tables, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from maturity_model.errors import DomainError


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading on a line of its own. `where` says where it stands, for whoever has to look: "line 187", "page 12"."""

    text: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph outside any table, its white space made single spaces.

    A point of a list begins with the catalog's BULLET, whatever marked it in the guide.
    """

    text: str
    where: str


@dataclass(frozen=True, kw_only=True)
class TableLine:
    """One line of a table.

    Each cell is a text as a statement is kept: a line for each paragraph, and one that begins with the catalog's
    BULLET for each point of a list; all other white space is made single spaces.
    """

    cells: tuple[str, ...]
    where: str


Part = Heading | Paragraph | TableLine
Document = Sequence[Part]


@dataclass(eq=False)
class Unreadable(DomainError):
    """A file that cannot be read as a guide at all; `reason` is a sentence that says why, and what to do."""

    reason: str

    def __str__(self) -> str:
        """The reason."""
        return self.reason
