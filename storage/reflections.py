"""What members answered and noted. Nothing here may reach anybody but its author except through the disclosure rule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select

from maturity_model.catalog import Column, RowId
from maturity_model.ids import PersonId
from maturity_model.reflection import Note, Reflection
from maturity_model.review import Review
from storage import rows
from storage.statements import matching
from storage.upsert import upsert

_COLUMNS = select(rows.reflections.c.row, rows.reflections.c.column).where(
    *matching(rows.reflections, "review", "person")
)
_NOTE = select(rows.notes).where(*matching(rows.notes, "review", "person", "row"))


class Reflections:
    """The answers and notes of reviews."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, review: Review, reflection: Reflection) -> None:
        """Keep an answer; it replaces the member's earlier one to the same row."""
        kept = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "person": reflection.person,
            "row": reflection.row,
            "column": reflection.column,
            "answered_at": reflection.answered_at,
        }
        upsert(self._connection, rows.reflections, kept, keys=("review", "person", "row"))

    def delete(self, review: Review, person: PersonId, row: RowId) -> None:
        """Forget a member's answer to a row; nothing happens where there is none."""
        table = rows.reflections.c
        self._connection.execute(
            delete(rows.reflections).where(table.review == review.id, table.person == person, table.row == row)
        )

    def delete_all(self, review: Review) -> None:
        """Forget every answer and note of a review; nothing happens where there is none."""
        for table in (rows.reflections, rows.notes):
            self._connection.execute(delete(table).where(table.c.review == review.id))

    def columns_by_member(self, review: Review, person: PersonId) -> Mapping[RowId, Column | None]:
        """The column that one member chose for each row they answered, None where they cannot judge."""
        kept = self._connection.execute(_COLUMNS, {"review": review.id, "person": person})
        return {RowId(row): _column(column) for row, column in kept}

    def list_by_row(self, review: Review, row: RowId) -> list[Reflection]:
        """Everybody's answers to one row, by person id: to freeze its spread, and for nothing else."""
        table = rows.reflections.c
        kept = self._connection.execute(
            select(rows.reflections).where(table.review == review.id, table.row == row).order_by(table.person)
        )
        return [_reflection(r) for r in kept]

    def list_by_review(self, review: Review) -> list[Reflection]:
        """Everybody's answers, by row and person id: to work out an agenda, and for nothing else."""
        table = rows.reflections.c
        kept = self._connection.execute(
            select(rows.reflections).where(table.review == review.id).order_by(table.row, table.person)
        )
        return [_reflection(r) for r in kept]

    def count_by_member(self, review: Review) -> Mapping[PersonId, int]:
        """How many rows each member has answered; members without an answer are left out."""
        table = rows.reflections.c
        kept = self._connection.execute(
            select(table.person, func.count()).where(table.review == review.id).group_by(table.person)
        )
        return {PersonId(person): count for person, count in kept}

    def put_note(self, review: Review, person: PersonId, row: RowId, note: Note, *, at: datetime) -> None:
        """Keep a member's note on a row; it replaces their earlier one."""
        kept = {
            "workspace": review.workspace,
            "setting": review.setting,
            "review": review.id,
            "person": person,
            "row": row,
            "text": note.text,
            "may_be_shown": note.may_be_shown,
            "written_at": at,
        }
        upsert(self._connection, rows.notes, kept, keys=("review", "person", "row"))

    def find_note(self, review: Review, person: PersonId, row: RowId) -> Note | None:
        """A member's own note on a row."""
        which = {"review": review.id, "person": person, "row": row}
        kept = self._connection.execute(_NOTE, which).one_or_none()
        return _note(kept) if kept else None

    def has_notes(self, review: Review, person: PersonId) -> bool:
        """Whether a note of a member's is kept, on whichever row."""
        table = rows.notes.c
        kept = self._connection.execute(
            select(table.row).where(table.review == review.id, table.person == person).limit(1)
        )
        return kept.one_or_none() is not None

    def list_notes_by_row(self, review: Review, row: RowId) -> list[Note]:
        """The notes on a row by colleagues who take part, without their authors: for the disclosure rule to choose."""
        table, members = rows.notes.c, rows.members.c
        kept = self._connection.execute(
            select(rows.notes)
            .join(rows.members, and_(members.review == table.review, members.person == table.person))
            .where(table.review == review.id, table.row == row, members.colleague, members.removed.is_(False))
            .order_by(table.text)
        )
        return [_note(n) for n in kept]

    def delete_note(self, review: Review, person: PersonId, row: RowId) -> None:
        """Forget a member's note; nothing happens where there is none."""
        table = rows.notes.c
        self._connection.execute(
            delete(rows.notes).where(table.review == review.id, table.person == person, table.row == row)
        )


def _reflection(kept: Row[Any]) -> Reflection:
    return Reflection(
        person=PersonId(kept.person),
        row=RowId(kept.row),
        column=_column(kept.column),
        answered_at=kept.answered_at,
    )


def _column(kept: int | None) -> Column | None:
    return None if kept is None else Column(kept)


def _note(kept: Row[Any]) -> Note:
    return Note(text=kept.text, may_be_shown=kept.may_be_shown)
