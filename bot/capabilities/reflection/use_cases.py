"""What a colleague may do alone: look at a row, answer it, note something, say what they do, carry on elsewhere.

Every one of these refuses with NothingThere (of another workspace), NotAMember, NotAllowed (does not answer here),
WrongStage or UnknownRow, and nothing has changed then. Which row a card shows is not kept anywhere: one that is drawn
again later shows `Sheet.next`, the next row to answer. Only the click itself knows that somebody went back or skipped.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from maturity_model.card import Place, colleague_card
from maturity_model.catalog import Column, Edition, EditionId, RowId
from maturity_model.errors import TextTooLong
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.permission import Action, require, standings
from maturity_model.reflection import Note, Progress, Reflection
from maturity_model.review import Role, Stage
from maturity_model.sheet import Sheet, Turn
from storage.store import Store
from storage.transaction import Transaction

INVITATION = "invitation"
RESUMED_CARD = "resumed_card"
LONGEST_OWN_ROLE = 80
HEALS_AFTER = timedelta(seconds=10)  # the answer to a click draws its card at once: only a lost one is due by then

FindEdition = Callable[[EditionId], Edition]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who asks about their own part in which review. `place` is the card they clicked in, None where it was no card."""

    workspace: WorkspaceId
    review: ReviewId
    person: PersonId
    place: Place | None = None


@dataclass(frozen=True, kw_only=True)
class AskedOfRow(Asked):
    """The same, about a row."""

    row: RowId


@dataclass(frozen=True, kw_only=True)
class RecordReflection(AskedOfRow):
    """Answer a row; `column` is None for "I can't say"."""

    column: Column | None


@dataclass(frozen=True, kw_only=True)
class KeepNote(AskedOfRow):
    """Write a note on a row, or write it anew; an empty one is deleted."""

    note: Note


@dataclass(frozen=True, kw_only=True)
class NameRole(Asked):
    """Say what one does at the setting; `own_role` in one's own words where the role is OTHER."""

    role: Role
    own_role: str = ""


async def record_reflection(
    store: Store, request: RecordReflection, *, find_edition: FindEdition, now: datetime
) -> Sheet:
    """Record one member's answer to one row and turn their card to the next.

    Answering again replaces the earlier answer, so a double click changes nothing. An answer to a row that the meeting
    has opened is not recorded: the card then shows that row as it was frozen.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        if row in sheet.review.opened_rows:
            return replace(sheet, row=row)
        sheet.review.admit_answer(request.person, row)
        _put(tx, sheet, row, request.column, now)
        answered = sheet.with_answers({row: request.column})
        return replace(answered, row=answered.after(row))

    return await _turn(store, request, step, find_edition, now)


async def pass_over_theme(store: Store, request: AskedOfRow, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Answer every row of this row's theme that is still to be answered with "I can't say", and go on.

    Rows that are answered or opened stay as they are, so the second time changes nothing.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        passed = sheet.left_of(sheet.edition.theme_of(request.row))
        for row in passed:
            _put(tx, sheet, row, None, now)
        answered = sheet.with_answers(dict.fromkeys(passed))
        return replace(answered, row=answered.after(request.row))

    return await _turn(store, request, step, find_edition, now)


async def take_back_reflection(store: Store, request: AskedOfRow, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Delete one's own answer to a row, unless the meeting has opened it; the second time changes nothing."""

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        if row in sheet.review.opened_rows:
            return replace(sheet, row=row)
        tx.reflections.delete(sheet.review, request.person, row)
        return replace(sheet.without_answer(row), row=row)

    return await _turn(store, request, step, find_edition, now)


async def turn_card(
    store: Store, request: AskedOfRow, turn: Turn, *, find_edition: FindEdition, now: datetime
) -> Sheet:
    """Turn one's card to another row, or to the whole where none is left; no answer changes."""
    return await _turn(store, request, lambda _, s: replace(s, row=s.beside(request.row, turn)), find_edition, now)


async def begin_reflecting(store: Store, request: Asked, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Show the next row to answer. Somebody who said "that's all" and carries on after all has not said all."""

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        begun = _change(tx, sheet, finished=False)
        return replace(begun, row=begun.next)

    return await _turn(store, request, step, find_edition, now)


async def finish_reflecting(store: Store, request: Asked, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Remember that this is all they can say, which ends reminders; answers may still change."""
    return await _turn(store, request, lambda tx, s: _change(tx, s, finished=True), find_edition, now)


async def name_role(store: Store, request: NameRole, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Keep what somebody does at the setting; it replaces what was said before.

    Raises:
        TextTooLong: their own words are too long.
    """
    if len(request.own_role) > LONGEST_OWN_ROLE:
        raise TextTooLong(LONGEST_OWN_ROLE)
    said = {"role": request.role, "own_role": request.own_role}
    return await _turn(store, request, lambda tx, s: _change(tx, s, **said), find_edition, now)


async def keep_note(store: Store, request: KeepNote, *, find_edition: FindEdition, now: datetime) -> Sheet:
    """Keep a member's note on a row; it replaces their earlier one, and an empty one deletes it.

    Raises:
        RowAlreadyOpened: the meeting has opened this row, so its note can only be deleted.
    """

    def step(tx: Transaction, sheet: Sheet) -> Sheet:
        row = sheet.edition.row(request.row).id
        if request.note.text:
            sheet.review.admit_answer(request.person, row)
            tx.reflections.put_note(sheet.review, request.person, row, request.note, at=now)
        else:
            tx.reflections.delete_note(sheet.review, request.person, row)
        return replace(sheet, row=row)

    return await _turn(store, request, step, find_edition, now)


async def find_own_note(store: Store, request: AskedOfRow, *, find_edition: FindEdition) -> Note | None:
    """The note that a member wrote on a row, for them to change; refused (RowAlreadyOpened) where it is opened."""

    def look(tx: Transaction) -> Note | None:
        review = tx.reviews.get(request.workspace, request.review)
        row = find_edition(review.edition).row(request.row).id
        review.admit_answer(request.person, row)
        return tx.reflections.find_note(review, request.person, row)

    return await store.read(look)


async def move_card(store: Store, request: Asked, *, key: str, find_edition: FindEdition, now: datetime) -> None:
    """Owe the person their card anew, unless one is on its way; the one they have goes. `key` is new each time."""

    def decide(tx: Transaction) -> None:
        sheet = _open(tx, request, find_edition)
        if _is_on_its_way(tx, sheet):
            return
        notice = PlannedNotice(
            key=f"{RESUMED_CARD}:{key}",
            kind=RESUMED_CARD,
            workspace=request.workspace,
            setting=sheet.review.setting,
            review=request.review,
            due_at=now,
            person=request.person,
            subject=colleague_card(request.person),
            urgency=3,  # somebody waits for it
        )
        tx.notices.plan(notice)

    await store.write(decide)


Step = Callable[[Transaction, Sheet], Sheet]


async def _turn(store: Store, request: Asked, step: Step, find_edition: FindEdition, now: datetime) -> Sheet:
    """Take one step on somebody's sheet, and promise to draw their card as it is then."""

    def decide(tx: Transaction) -> Sheet:
        sheet = step(tx, _open(tx, request, find_edition))
        note = tx.reflections.find_note(sheet.review, request.person, sheet.row) if sheet.row else None
        subject = colleague_card(request.person)
        mark = tx.cards.mark(sheet.review, subject, due_at=now + HEALS_AFTER, place=request.place)
        return replace(sheet, note=note, mark=mark)

    return await store.write(decide)


def _open(tx: Transaction, request: Asked, find_edition: FindEdition) -> Sheet:
    review = tx.reviews.get_for_answering(request.workspace, request.review, request.person)
    member = review.member(request.person)
    require(Action.ANSWER, standings(request.person, None, review))
    review.require_stage(Stage.REFLECTING, Stage.AGREEING)
    answers = tx.reflections.list_by_member(review, request.person)
    return Sheet(review=review, member=member, progress=Progress.of(find_edition(review.edition), answers))


def _put(tx: Transaction, sheet: Sheet, row: RowId, column: Column | None, now: datetime) -> None:
    answer = Reflection(person=sheet.member.person, row=row, column=column, answered_at=now)
    tx.reflections.put(sheet.review, answer)


def _change(tx: Transaction, sheet: Sheet, **changes: Any) -> Sheet:
    member = replace(sheet.member, **changes)
    tx.reviews.put_member(sheet.review, member)
    return replace(sheet, member=member)


def _is_on_its_way(tx: Transaction, sheet: Sheet) -> bool:
    owed = (NoticeState.WAITING, NoticeState.SENDING)
    notices = [n for kind in (INVITATION, RESUMED_CARD) for n in tx.notices.list_by_kind(sheet.review, kind)]
    return any(n.person == sheet.member.person and n.state in owed for n in notices)
