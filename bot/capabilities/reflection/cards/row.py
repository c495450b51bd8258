"""The card of one row: what it asks, what the colleague said so far, and everything they may do about it."""

from collections.abc import Iterator

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.values import (
    ALL_DONE,
    BACK,
    CANNOT_SAY,
    CANNOT_SAY_THEME,
    CHOOSE,
    DELETE_NOTE,
    JUMP,
    LATER,
    NOTE,
    SKIP,
    TAKE_BACK,
    ColumnChoice,
)
from bot.kit.buttons import OfReview, OfRow
from bot.kit.menus import menu, option
from bot.kit.pieces import (
    LONGEST_HEADING,
    LONGEST_LABEL,
    aside,
    aside_plainly,
    button,
    buttons,
    heading,
    say,
    say_plainly,
    short_button,
    whole_words,
)
from bot.kit.statements import statement
from bot.kit.wordings import words_buttons
from bot.slack.blocks import Block, Element
from bot.slack.card import LONGEST_TEXT, Card, clip, escape
from maturity_model.catalog import COLUMNS, Row, RowId, Theme, Wording
from maturity_model.review import Stage
from maturity_model.sheet import Sheet


def row_card(sheet: Sheet, row_id: RowId) -> Card:
    """One row: its four statements, what the colleague said so far, and everything they may do about it."""
    row, theme = sheet.edition.row(row_id), sheet.edition.theme_of(row_id)
    numbered = f"{row.id} {row.title}"
    chosen = sheet.answers.get(row.id)
    blocks: list[Block] = [
        aside("\n".join((*_whose(sheet), *_how_far(sheet), escape(texts.where(row, theme, sheet.progress))))),
        heading(numbered if len(numbered) <= LONGEST_HEADING else row.title),
        *_purpose(sheet, row),
        say(_standing(sheet, row)),
    ]
    for column in COLUMNS:
        remark = texts.YOUR_ANSWER if column == chosen else ""
        blocks.append(statement(column, row.statement(column), remark=remark))
    blocks += [*_answering(sheet, row), *_noting(sheet, row), *_leaving(sheet, row, theme), edition_mark(sheet)]
    return Card(text=_row_in_words(sheet, row, theme), blocks=tuple(blocks))


def _whose(sheet: Sheet) -> tuple[str, ...]:
    return (escape(sheet.setting_name),) if sheet.setting_name else ()


def _how_far(sheet: Sheet) -> tuple[str, ...]:
    return () if sheet.is_empty_for_good else (texts.how_far(sheet.progress),)


def _purpose(sheet: Sheet, row: Row) -> Iterator[Block]:
    """A summary's one line; what a publisher says is longer, and shown to whoever asks."""
    if sheet.edition.wording is Wording.SUMMARY:
        yield say_plainly(row.purpose)


def _standing(sheet: Sheet, row: Row) -> str:
    if sheet.is_empty_for_good:
        return f"{texts.CLOSED}. {texts.DELETED}"
    given = texts.answer(sheet.answers[row.id]) if row.id in sheet.answers else None
    if row.id in sheet.review.opened_rows:
        return texts.frozen(given)
    if not sheet.takes_answers:
        return texts.closed_row(given)
    return texts.you_said(given) if given else texts.QUESTION


def _answering(sheet: Sheet, row: Row) -> Iterator[Block]:
    if not sheet.can_answer(row.id):
        return
    review, answered, chosen = sheet.review.id, row.id in sheet.answers, sheet.answers.get(row.id)
    columns = [
        short_button(
            texts.column(column, chosen=column == chosen),
            f"{CHOOSE}:{column}",
            ColumnChoice(review=review, row=row.id, column=column),
            spoken=texts.column_spoken(column, chosen=column == chosen),
        )
        for column in COLUMNS
    ]
    cannot_say = texts.cannot_say(chosen=answered and chosen is None)
    yield buttons(*columns, button(cannot_say, CANNOT_SAY, OfRow(review=review, row=row.id)))


def _noting(sheet: Sheet, row: Row) -> Iterator[Block]:
    """The colleague's note, and beside its buttons what else may be done about the row as it stands."""
    of_row, can_answer = OfRow(review=sheet.review.id, row=row.id), sheet.can_answer(row.id)
    offered: list[Element] = []
    if can_answer:
        offered.append(button(texts.CHANGE_NOTE if sheet.note else texts.ADD_NOTE, NOTE, of_row))
    if sheet.note:
        yield say_plainly(texts.your_note(sheet.note.text))
        yield aside(_who_sees(sheet, row) if sheet.note.may_be_shown else texts.NOTE_IS_YOURS)
        offered.append(button(texts.DELETE_NOTE, DELETE_NOTE, of_row))
    if can_answer and row.id in sheet.answers:
        offered.append(button(texts.TAKE_BACK, TAKE_BACK, of_row))
    yield buttons(*offered, *words_buttons(sheet.review.id, sheet.edition, row.id))


def _who_sees(sheet: Sheet, row: Row) -> str:
    """Who sees a note that may be shown."""
    if sheet.review.stage is Stage.CANCELLED:
        return texts.NOTE_AFTER_ALL
    if not sheet.takes_answers:
        return texts.NOTE_AFTER_THE_MEETING
    return texts.NOTE_IN_THE_MEETING if row.id in sheet.review.opened_rows else texts.NOTE_MAY_BE_SHOWN


def _leaving(sheet: Sheet, row: Row, theme: Theme) -> Iterator[Block]:
    of_row = OfRow(review=sheet.review.id, row=row.id)
    back = [button(texts.BACK, BACK, of_row)] if sheet.edition.position(row.id) > 1 else []
    skip = texts.SKIP if row.id in sheet.left else texts.GO_ON
    yield buttons(*back, button(skip, SKIP, of_row), _themes(sheet))
    if not sheet.takes_answers:
        return
    waive = [button(texts.CANNOT_SAY_FOR_THEME, CANNOT_SAY_THEME, of_row)] if sheet.left_of(theme) else []
    later = button(texts.LATER if sheet.next else texts.ALL_MY_ANSWERS, LATER, of_row)
    all_done = [button(texts.ALL_DONE, ALL_DONE, OfReview(review=sheet.review.id))] if sheet.next else []
    yield buttons(*waive, later, *all_done)


def _themes(sheet: Sheet) -> Element:
    options = [
        option(
            OfRow(review=sheet.review.id, row=next(iter(sheet.left_of(theme)), theme.rows[0].id)).encode(),
            whole_words(texts.theme_to_go_to(theme.number, theme.title), LONGEST_LABEL),
        )
        for theme in sheet.edition.themes
    ]
    return menu(JUMP, options, prompt=texts.JUMP_TO_THEME)


def _row_in_words(sheet: Sheet, row: Row, theme: Theme) -> str:
    """The card for somebody who listens: with the statements, where they are short enough for a message's text."""
    whose = f"{sheet.setting_name}. " if sheet.setting_name else ""
    where = escape(f"{whose}{texts.where(row, theme, sheet.progress)}. {row.title}.")
    short = f"{where} {_standing(sheet, row)}"
    statements = "\n".join(escape(texts.statement(column, row.statement(column))) for column in COLUMNS)
    whole = f"{short}\n{statements}"
    return whole if len(whole) <= LONGEST_TEXT else clip(short, LONGEST_TEXT)


def edition_mark(sheet: Sheet) -> Block:
    """Whose words the statements are."""
    return aside_plainly(sheet.edition.mark)
