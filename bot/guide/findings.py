"""What was found in a guide: an edition, or exactly what is unsettled and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maturity_model.catalog import Edition, EditionId, RowId
from maturity_model.setting import Kind

Ends = tuple[int, int, int]
"""After which paragraphs, counted from 1, columns 1, 2 and 3 end: (2, 4, 7) gives the first column two paragraphs."""


class Asks(StrEnum):
    """What a person can say of a guide that it does not say itself."""

    NAME = "name"
    KINDS = "kinds"
    YEAR = "year"
    ROWS = "rows"
    HYPHENS = "hyphens"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something that keeps a guide from becoming an edition: where it stands, and what is the matter.

    `asks` is what a person can say to settle it; None where the guide itself has to be another.
    """

    where: str
    what: str
    asks: Asks | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A row whose columns were lost: its paragraphs, and where its columns seem to end.

    Attributes:
        ends: what the cue words suggest; None where they leave it open.
        cues: for each paragraph the cue words found in it, perhaps none.
    """

    row: RowId
    title: str
    where: str
    paragraphs: tuple[str, ...]
    cues: tuple[tuple[str, ...], ...]
    ends: Ends | None


@dataclass(frozen=True, kw_only=True)
class DividedWord:
    """A word that the end of a line divides, at a hyphen that may be its own.

    Attributes:
        ways: how it may be written, first with every hyphen that is in doubt, last with none.
        proposed: which of these it seems to be.
        where: the first place where it stands so.
    """

    ways: tuple[str, ...]
    proposed: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What the person who brings the guide says of it.

    Attributes:
        id: what the edition is to be called; else one is made of what the guide says.
        kinds: whom it is written for; else as the guide says.
        year: from which year it is in use; else as the guide says.
        accept: take the proposals as they are, for rows and for words.
        columns: where the columns of a row end, in place of what is proposed.
        rows: how many rows the guide has, where that is another number than was to be expected.
        hyphens: the words in doubt that are written with a hyphen, so that all others are written without; None where
            nobody said.
    """

    id: EditionId | None = None
    kinds: frozenset[Kind] = frozenset()
    year: int | None = None
    accept: bool = False
    columns: Mapping[RowId, Ends] = field(default_factory=dict)
    rows: int | None = None
    hyphens: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What was found. There is an edition only where nothing is unsettled.

    Attributes:
        rows: how many rows were found, those whose columns are unsettled among them.
        expected: how many there should be; None where nothing says so.
        changes: of how many rows the guide says what was changed.
        settled: proposals that were taken, to be shown beside what came of them.
        divided: words whose hyphens nobody has settled.
        title: what the guide is called; empty where it does not say.
        kinds: whom it is written for, as far as it says, or somebody said.
    """

    edition: Edition | None
    themes: int
    rows: int
    expected: int | None
    changes: int
    troubles: tuple[Trouble, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    settled: tuple[Proposal, ...] = ()
    divided: tuple[DividedWord, ...] = ()
    title: str = ""
    kinds: frozenset[Kind] = frozenset()
