"""The two modals: a note on a row, and what somebody does in their own words."""

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.values import SAVE_NOTE, SAVE_ROLE
from bot.capabilities.reflection.use_cases.carrying_on import LONGEST_OWN_ROLE
from bot.kit.buttons import OfReview, OfRow
from bot.kit.menus import option
from bot.kit.pieces import modal, say_plainly
from bot.kit.questions import question, text_area, text_line, tick_box
from bot.slack.blocks import View
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId
from maturity_model.reflection import LONGEST_NOTE, Note
from maturity_model.sheet import Sheet

NOTE_FIELD, SHOWN_FIELD, ROLE_FIELD = "note", "may_be_shown", "own_role"
YES = "yes"


def note_modal(sheet: Sheet, row_id: RowId) -> View:
    """Where a note is written, and the tick that it may be shown."""
    row, note = sheet.edition.row(row_id), sheet.note or Note(text="", may_be_shown=False)
    text = text_area(NOTE_FIELD, most=LONGEST_NOTE, written=note.text)
    tick = tick_box(SHOWN_FIELD, option(YES, texts.MAY_BE_SHOWN), ticked=note.may_be_shown)
    return modal(
        texts.NOTE_TITLE,
        [
            say_plainly(f"{row.id} {row.title}"),
            question(NOTE_FIELD, texts.NOTE_LABEL, text, optional=True, hint=texts.NOTE_HINT if sheet.note else None),
            question(SHOWN_FIELD, texts.MAY_BE_SHOWN_LABEL, tick, optional=True, hint=texts.MAY_BE_SHOWN_HINT),
        ],
        callback=SAVE_NOTE,
        submit=texts.SAVE_NOTE,
        metadata=OfRow(review=sheet.review.id, row=row_id),
    )


def role_modal(review: ReviewId) -> View:
    """Where somebody says in their own words what they do."""
    words = text_line(ROLE_FIELD, most=LONGEST_OWN_ROLE)
    return modal(
        texts.ROLE_TITLE,
        [question(ROLE_FIELD, texts.ROLE_LABEL, words)],
        callback=SAVE_ROLE,
        submit=texts.SAVE_ROLE,
        metadata=OfReview(review=review),
    )
