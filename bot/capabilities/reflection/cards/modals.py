"""The two modals: a note on a row, and what somebody does in their own words."""

from slack_sdk.models.blocks import CheckboxesElement, PlainTextInputElement
from slack_sdk.models.views import View

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.values import SAVE_NOTE, SAVE_ROLE, OfRow
from bot.capabilities.reflection.use_cases.carrying_on import LONGEST_OWN_ROLE
from bot.kit.buttons import OfReview
from bot.kit.pieces import modal, say_plainly
from bot.kit.questions import option, question
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId
from maturity_model.reflection import LONGEST_NOTE, Note
from maturity_model.sheet import Sheet

NOTE_FIELD, SHOWN_FIELD, ROLE_FIELD = "note", "may_be_shown", "own_role"
YES = "yes"


def note_modal(sheet: Sheet, row_id: RowId) -> View:
    """Where a note is written, and the tick that it may be shown."""
    row, note = sheet.edition.row(row_id), sheet.note or Note(text="", may_be_shown=False)
    yes = option(YES, texts.MAY_BE_SHOWN)
    text = PlainTextInputElement(
        action_id=NOTE_FIELD, multiline=True, max_length=LONGEST_NOTE, initial_value=note.text or None
    )
    tick = CheckboxesElement(action_id=SHOWN_FIELD, options=[yes], initial_options=[yes] if note.may_be_shown else None)
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
    words = PlainTextInputElement(action_id=ROLE_FIELD, max_length=LONGEST_OWN_ROLE)
    return modal(
        texts.ROLE_TITLE,
        [question(ROLE_FIELD, texts.ROLE_LABEL, words)],
        callback=SAVE_ROLE,
        submit=texts.SAVE_ROLE,
        metadata=OfReview(review=review),
    )
