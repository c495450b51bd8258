"""One member's answers: which column fits a row best, or that they cannot judge it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from maturity_model.catalog import Column, Edition, RowId
from maturity_model.errors import TextTooLong
from maturity_model.ids import PersonId

LONGEST_NOTE = 1000
LONGEST_NOTE_SHOWN = 300
"""As much of a note as the meeting is shown."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a member wrote about a row; `may_be_shown` is their tick that it may be shown without their name."""

    text: str
    may_be_shown: bool

    def __post_init__(self) -> None:
        """Refuse a text too long to be shown.

        Raises:
            TextTooLong: it has more than LONGEST_NOTE characters.
        """
        if len(self.text) > LONGEST_NOTE:
            raise TextTooLong(LONGEST_NOTE)


@dataclass(frozen=True, kw_only=True)
class Reflection:
    """One member's answer to one row. `column` is None where they cannot judge."""

    person: PersonId
    row: RowId
    column: Column | None
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What one member has answered and what they have left, in the order of the edition.

    `answers` maps each answered row to the column chosen, None where the member cannot judge.
    """

    edition: Edition
    answers: Mapping[RowId, Column | None]

    @property
    def left(self) -> tuple[RowId, ...]:
        """The rows not answered yet, in model order."""
        return tuple(row.id for row in self.edition.rows if row.id not in self.answers)
