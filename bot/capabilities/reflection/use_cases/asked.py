"""Who asks, about what; and the one way in which a colleague's sheet is opened, changed and promised to be drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from maturity_model.card import Place, colleague_card
from maturity_model.catalog import RowId
from maturity_model.ids import PersonId, ReviewId, WorkspaceId
from maturity_model.permission import Action, require, standings
from maturity_model.reflection import Progress
from maturity_model.review import Review, Stage
from maturity_model.sheet import Sheet
from storage.store import Store
from storage.transaction import Transaction

OPENED = frozenset(Stage) - {Stage.DRAFT}  # nobody but its careers leader has heard of a draft
HEALS_AFTER = timedelta(seconds=10)  # the answer to a click draws its card at once: only a lost one is due by then

Step = Callable[[Transaction, Sheet], Sheet]


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


def sheet_of(tx: Transaction, review: Review, person: PersonId) -> Sheet:
    """A colleague's own sheet, with no row on top."""
    member = review.member(person)
    require(Action.ANSWER, standings(person, None, review))
    answers = tx.reflections.columns_by_member(review, person)
    progress = Progress(edition=tx.editions.of(review), answers=answers)
    name = tx.settings.find_name(review.workspace, review.setting)
    return _with_notes_found(tx, Sheet(review=review, member=member, progress=progress, setting_name=name))


def open_sheet(tx: Transaction, request: Asked) -> Sheet:
    """The sheet of whoever asks, safe from changes by others until the end of the transaction."""
    review = tx.reviews.get_for_answering(request.workspace, request.review, request.person)
    return _opened(sheet_of(tx, review, request.person))


async def turn_sheet(store: Store, request: Asked, step: Step, now: datetime) -> Sheet:
    """Take one step on somebody's sheet, and promise to draw their card as it is then."""

    def decide(tx: Transaction) -> Sheet:
        review = tx.reviews.get_for_answering(request.workspace, request.review, request.person)
        # First of all, so that one person's clicks wait for each other here: the newest version has seen every answer.
        subject = colleague_card(request.person)
        mark = tx.cards.mark(review, subject, due_at=now + HEALS_AFTER, place=request.place, onwards=True)
        sheet = _with_notes_found(tx, step(tx, _opened(sheet_of(tx, review, request.person))))
        note = tx.reflections.find_note(sheet.review, request.person, sheet.row) if sheet.row else None
        return replace(sheet, note=note, mark=mark)

    return await store.write(decide)


def _with_notes_found(tx: Transaction, sheet: Sheet) -> Sheet:
    """Where no answer is kept any more, notes may be: theirs to find and to delete until they are deleted, too."""
    if sheet.takes_answers or sheet.answers:
        return sheet
    return replace(sheet, has_notes=tx.reflections.has_notes(sheet.review, sheet.member.person))


def _opened(sheet: Sheet) -> Sheet:
    sheet.review.require_stage(*OPENED)
    return sheet
