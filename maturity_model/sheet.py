"""A colleague's own sheet of a review: what they answered, what is left, and which row lies on top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from maturity_model.card import CardMark
from maturity_model.catalog import Column, Edition, RowId, Theme
from maturity_model.reflection import Note, Progress
from maturity_model.review import Capacity, Member, Review, Stage


class Turn(Enum):
    """Where somebody wants to go from a row without answering it."""

    BACK = auto()
    ON = auto()
    TO = auto()  # to the row itself
    AWAY = auto()  # to none, for later


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one colleague has before them, and nobody else: `row` lies on top, None for the whole at a glance.

    `note` is their own note on that row; `mark` is the promise to draw the card that shows it. `has_notes` says whether
    there is any note of theirs, and is only found out where no answer of theirs is kept. `setting_name` is the name of
    the setting where its workspace holds several, None where nobody need be told.
    """

    review: Review
    member: Member
    progress: Progress
    row: RowId | None = None
    note: Note | None = None
    mark: CardMark | None = None
    has_notes: bool = False
    setting_name: str | None = None

    @property
    def edition(self) -> Edition:
        """The edition of the review."""
        return self.progress.edition

    @property
    def answers(self) -> Mapping[RowId, Column | None]:
        """The column chosen for each answered row, None where they cannot judge."""
        return self.progress.answers

    @cached_property
    def left(self) -> tuple[RowId, ...]:
        """The rows that they can still answer and have not, in model order."""
        return tuple(row for row in self.progress.left if self.can_answer(row))

    @property
    def next(self) -> RowId | None:
        """The row that a card shows by itself: the first one left, None where that is all they can say."""
        return None if self.member.finished else next(iter(self.left), None)

    @property
    def begun(self) -> bool:
        """Whether they have looked at a row, or said anything."""
        return self.member.begun or bool(self.answers) or self.member.finished

    @cached_property
    def takes_answers(self) -> bool:
        """Whether the person answers in this review, and it is at a stage for answers."""
        return self.member.holds(Capacity.COLLEAGUE) and self.review.stage in {Stage.REFLECTING, Stage.AGREEING}

    @property
    def is_empty_for_good(self) -> bool:
        """Whether nothing of theirs is kept of a review that ended: it was deleted, or there never was anything."""
        return not (self.takes_answers or self.answers or self.has_notes)

    def can_answer(self, row: RowId) -> bool:
        """Whether an answer to this row would still count."""
        return self.takes_answers and row not in self.review.opened_rows

    def left_of(self, theme: Theme) -> tuple[RowId, ...]:
        """The rows of a theme that they can still answer and have not."""
        return tuple(row.id for row in theme.rows if row.id not in self.answers and self.can_answer(row.id))

    def beside(self, row: RowId, turn: Turn) -> RowId | None:
        """Where a turn leads from this row; back from the first is the first.

        Raises:
            UnknownRow: the edition has no such row.
        """
        position = self.edition.position(row)
        before = self.edition.rows[max(position - 2, 0)].id
        return {Turn.BACK: before, Turn.ON: self.after(row), Turn.TO: row, Turn.AWAY: None}[turn]

    def after(self, row: RowId) -> RowId | None:
        """What comes once a row is answered or skipped: the next one left, round and round, else the whole.

        For somebody who chose a theme a day it is the next one left of the same theme.

        Raises:
            UnknownRow: the edition has no such row.
        """
        position = self.edition.position(row)
        others = [] if self.member.finished else [left for left in self.left if left != row]
        later = [left for left in others if self.edition.position(left) > position]
        following = next(iter(later or others), None)
        return following if following and self._is_for_today(following, after=row) else None

    def _is_for_today(self, row: RowId, *, after: RowId) -> bool:
        """Whoever chose a theme a day has the next theme another day."""
        return not self.member.theme_a_day or self.edition.theme_of(row) == self.edition.theme_of(after)

    def with_answers(self, answers: Mapping[RowId, Column | None]) -> "Sheet":
        """The same sheet with these answers besides."""
        return replace(self, progress=replace(self.progress, answers={**self.answers, **answers}))

    def without_answer(self, row: RowId) -> "Sheet":
        """The same sheet with no answer to this row."""
        kept = {answered: column for answered, column in self.answers.items() if answered != row}
        return replace(self, progress=replace(self.progress, answers=kept))
