"""Answering rows, taking answers back, and notes."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.capabilities.reflection.use_cases.asked import AskedOfRow, sheet_of, turn_sheet
from maturity_model.card import row_card
from maturity_model.catalog import Column, RowId
from maturity_model.reflection import Note, Reflection
from maturity_model.sheet import Sheet
from storage.store import Store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class RecordReflection(AskedOfRow):
    """Answer a row; `column` is None for "I can't say"."""

    column: Column | None


@dataclass(frozen=True, kw_only=True)
class KeepNote(AskedOfRow):
    """Write a note on a row, or write it anew."""

    note: Note


async def record_reflection(store: Store, request: RecordReflection, *, now: datetime) -> Sheet:
    """Record one member's answer to one row and turn their card to the next.

    Answering again replaces the earlier answer, so a double click changes nothing. An answer to a row that the meeting
    has opened is not recorded: the card then shows that row as it was frozen.

    Raises:
        WrongStage: the review takes no answers now.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        if row in sheet.review.opened_rows:
            return replace(sheet, row=row)
        sheet.review.admit_answer(request.person, row)
        _put(tx, sheet, row, request.column, now)
        answered = sheet.with_answers({row: request.column})
        return replace(answered, row=answered.after(row))

    return await turn_sheet(store, request, step, now)


async def pass_over_theme(store: Store, request: AskedOfRow, *, now: datetime) -> Sheet:
    """Answer "I can't say" to every row of this row's theme that is still to be answered, and go on.

    Rows that are answered or opened stay as they are, so the second time changes nothing.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        passed = sheet.left_of(sheet.edition.theme_of(request.row))
        for row in passed:
            _put(tx, sheet, row, None, now)
        answered = sheet.with_answers(dict.fromkeys(passed))
        return replace(answered, row=answered.after(request.row))

    return await turn_sheet(store, request, step, now)


async def take_back_reflection(store: Store, request: AskedOfRow, *, now: datetime) -> Sheet:
    """Delete one's own answer to a row, unless the meeting has opened it; the second time changes nothing."""

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        if row in sheet.review.opened_rows:
            return replace(sheet, row=row)
        tx.reflections.delete(sheet.review, request.person, row)
        return replace(sheet.without_answer(row), row=row)

    return await turn_sheet(store, request, step, now)


async def keep_note(store: Store, request: KeepNote, *, now: datetime) -> Sheet:
    """Keep a member's note on a row; it replaces their earlier one.

    Raises:
        RowAlreadyOpened: the meeting has opened this row, so its note can only be deleted.
        WrongStage: the review takes no notes now.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        sheet.review.admit_answer(request.person, row)
        tx.reflections.put_note(sheet.review, request.person, row, request.note, at=now)
        return replace(sheet, row=row)

    return await turn_sheet(store, request, step, now)


async def delete_note(store: Store, request: AskedOfRow, *, now: datetime) -> Sheet:
    """Delete one's own note on a row, at any time; the second time changes nothing.

    Where the meeting has opened the row its card in the channel, which may show the note, is due to be drawn anew.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        tx.reflections.delete_note(sheet.review, request.person, row)
        if row in sheet.review.opened_rows:
            tx.cards.mark(sheet.review, row_card(row), due_at=now)
        return replace(sheet, row=row)

    return await turn_sheet(store, request, step, now)


async def look_at_row(store: Store, request: AskedOfRow) -> Sheet:
    """One's own sheet with this row on top, to write a note on it.

    Raises:
        RowAlreadyOpened: the meeting has opened this row, so its note can only be deleted.
        WrongStage: the review takes no notes now.
    """

    def look(tx: Transaction) -> Sheet:
        review = tx.reviews.get(request.workspace, request.review, only=request.person)
        sheet = sheet_of(tx, review, request.person)
        review.admit_answer(request.person, sheet.edition.row(request.row).id)
        return replace(sheet, row=request.row, note=tx.reflections.find_note(review, request.person, request.row))

    return await store.read(look)


def _put(tx: Transaction, sheet: Sheet, row: RowId, column: Column | None, now: datetime) -> None:
    answer = Reflection(person=sheet.member.person, row=row, column=column, answered_at=now)
    tx.reflections.put(sheet.review, answer)
