"""The whole at a glance: on the card, for later, and on Home."""

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.values import ALL_DONE, JUMP, LATER, NO_THEME_A_DAY
from bot.kit.buttons import BEGIN, RESUME, OfReview, OfRow
from bot.kit.menus import group, grouped_menu, option
from bot.kit.pieces import aside, button, buttons, heading, line, say, say_plainly, short_title
from bot.slack.blocks import Block, Element, OptionGroup
from bot.slack.card import Card, escape, say_time
from maturity_model.catalog import Row, Theme
from maturity_model.ids import SettingId
from maturity_model.review import Stage
from maturity_model.sheet import Sheet

ROWS_IN_A_PARAGRAPH = 10


def overview_card(sheet: Sheet, zone: ZoneInfo) -> Card:
    """The whole at a glance: one's own answers, theme by theme, each within reach."""
    if sheet.is_empty_for_good:
        return _sentence_card(sheet, zone)
    title, sentences = _state(sheet, zone)
    answers = [say(paragraph) for theme in sheet.edition.themes for paragraph in _answers_of(sheet, theme)]
    blocks = (*_whose(sheet), heading(title), say(" ".join(sentences)), *answers)
    blocks = (*blocks, buttons(*_going_on(sheet), _rows(sheet)))
    return Card(text=" ".join((f"{title}.", *sentences)), blocks=blocks)


def resting_card(sheet: Sheet, zone: ZoneInfo) -> Card:
    """A few words while no row waits on the card, and the ways back."""
    if sheet.is_empty_for_good:
        return _sentence_card(sheet, zone)
    title, sentences = _state(sheet, zone)
    if sheet.next:
        kept = texts.SAVED if sheet.answers else texts.NOTHING_YET
        saved = " ".join((kept, f"{title}.", *sentences, *_another_day(sheet)))
        done = aside(texts.how_far(sheet.progress))
        return Card(text=saved, blocks=(*_whose(sheet), say(saved), done, buttons(*_going_on(sheet))))
    look = button(texts.ALL_MY_ANSWERS, LATER, OfRow(review=sheet.review.id, row=sheet.edition.rows[0].id))
    ways = buttons(*_going_on(sheet), look, _rows(sheet))
    blocks = (*_whose(sheet), heading(title), say(" ".join(sentences)), ways)
    return Card(text=" ".join((f"{title}.", *sentences)), blocks=blocks)


def put_away_card(sheet: Sheet, zone: ZoneInfo) -> Card:
    """What is there once a row is put away: the way back to it, or all of one's answers where none is left."""
    return resting_card(sheet, zone) if sheet.next else overview_card(sheet, zone)


def removed_card() -> Card:
    """What somebody keeps who was taken out of the review."""
    return Card(text=texts.REMOVED, blocks=(say(texts.REMOVED),))


def home_section(sheets: Iterable[Sheet], zone: ZoneInfo, names: Mapping[SettingId, str]) -> tuple[Block, ...]:
    """What a colleague finds on Home: each review that waits for them, and the way to their card.

    `names` holds what their settings are called where they belong to several.
    """
    blocks: list[Block] = []
    for sheet in sheets:
        title, sentences = _state(sheet, zone)
        carry_on = texts.CARRY_ON if sheet.begun else texts.BEGIN
        label = carry_on if sheet.next else texts.LOOK_AT_ANSWERS
        resume = button(label, RESUME, OfReview(review=sheet.review.id), style="primary" if sheet.next else None)
        stop = [button(texts.NO_THEME_A_DAY, NO_THEME_A_DAY, OfReview(review=sheet.review.id))]
        ways = (resume, *(stop if _another_day(sheet) and sheet.next else ()))
        whose = [say_plainly(names[sheet.review.setting])] if sheet.review.setting in names else []
        blocks += [line(), heading(texts.HOME_TITLE), *whose, say(" ".join((f"{title}.", *sentences))), buttons(*ways)]
    return tuple(blocks)


def _sentence_card(sheet: Sheet, zone: ZoneInfo) -> Card:
    """What is left to say once nothing of theirs is kept."""
    title, sentences = _state(sheet, zone)
    said = " ".join(sentences)
    return Card(text=f"{title}. {said}", blocks=(*_whose(sheet), heading(title), say(said)))


def _whose(sheet: Sheet) -> tuple[Block, ...]:
    """Which setting it is about, where the workspace holds several."""
    return (aside(escape(sheet.setting_name)),) if sheet.setting_name else ()


def _state(sheet: Sheet, zone: ZoneInfo) -> tuple[str, tuple[str, ...]]:
    """How a colleague's part stands: a title, and the sentences below it."""
    under_way = sheet.review.stage is Stage.AGREEING
    meeting = texts.MEETING_NOW if under_way else texts.meeting(say_time(sheet.review.meets_at, zone))
    answered = texts.rows_answered(len(sheet.answers), len(sheet.edition.rows))
    deleted = (texts.DELETED,) if sheet.is_empty_for_good else ()
    if sheet.review.stage is Stage.CANCELLED:
        return texts.CLOSED, (texts.CANCELLED, *deleted)
    if not sheet.takes_answers:
        return texts.CLOSED, (texts.AGREED, *deleted)
    if sheet.review.opened_rows.issuperset(row.id for row in sheet.edition.rows):
        return texts.ALL_OPENED, (answered, texts.STAY) if sheet.answers else (texts.JOIN_IN,)
    if not sheet.left:
        return texts.DONE, (answered, texts.MAY_CHANGE, meeting)
    if sheet.member.finished:
        return texts.SAID_ALL, (answered, texts.NO_MORE_REMINDERS, texts.MAY_CHANGE, meeting)
    return texts.rows_left(len(sheet.left), sheet.edition), (meeting,)


def _another_day(sheet: Sheet) -> tuple[str, ...]:
    """What whoever chose a theme a day is told while no row is before them."""
    if not sheet.member.theme_a_day or sheet.review.stage is not Stage.REFLECTING:
        return ()
    return (texts.NEXT_THEME,)


def _going_on(sheet: Sheet) -> Iterator[Element]:
    if not sheet.left:
        return
    of_review = OfReview(review=sheet.review.id)
    if sheet.member.finished:
        yield button(texts.CARRY_ON_AFTER_ALL, BEGIN, of_review)
        return
    yield button(texts.CARRY_ON, BEGIN, of_review, style="primary")
    yield button(texts.ALL_DONE, ALL_DONE, of_review)


def _answers_of(sheet: Sheet, theme: Theme) -> Iterator[str]:
    """The theme's rows with one's own answers, in paragraphs that keep to Slack's limits."""
    lines = [texts.answered_row(row.id, _given(sheet, row), escape(short_title(row.title))) for row in theme.rows]
    for start in range(0, len(lines), ROWS_IN_A_PARAGRAPH):
        title = [f"*{escape(texts.theme(theme.number, theme.title))}*"] if start == 0 else []
        yield "\n".join([*title, *lines[start : start + ROWS_IN_A_PARAGRAPH]])


def _rows(sheet: Sheet) -> Element:
    return grouped_menu(JUMP, _rows_by_theme(sheet), prompt=texts.LOOK_AT_ROW)


def _rows_by_theme(sheet: Sheet) -> list[OptionGroup]:
    return [
        group(
            texts.theme_to_go_to(theme.number, theme.title),
            [
                option(
                    OfRow(review=sheet.review.id, row=row.id).encode(),
                    f"{row.id} {short_title(row.title)} ({_given(sheet, row)})",
                )
                for row in theme.rows
            ],
        )
        for theme in sheet.edition.themes
    ]


def _given(sheet: Sheet, row: Row) -> str:
    if row.id in sheet.answers:
        return texts.answer(sheet.answers[row.id])
    return texts.NOT_KEPT if sheet.is_empty_for_good else texts.NOT_ANSWERED
