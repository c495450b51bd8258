"""The agenda's card: how far the meeting has come, and where to go next."""

from dataclasses import replace

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.parts import next_row_button
from bot.capabilities.agreement.cards.values import AGREE_TOGETHER, FINISH, GO_TO_ROW, PULL_OUT
from bot.capabilities.agreement.use_cases.agenda import Agenda, AgendaRow
from bot.kit.buttons import OfReview, OfRow
from bot.kit.meeting_parts import MEETING
from bot.kit.menus import group, grouped_menu, menu, option
from bot.kit.pieces import aside, ask_first, bullets, button, buttons, heading, say, short_title, whole_words
from bot.kit.words import bar
from bot.slack.blocks import Block, Confirm, Element, OptionGroup
from bot.slack.card import Card, escape
from maturity_model.catalog import Row, RowId, Theme
from maturity_model.review import Stage

_MANY, _SHORT = 32, 24


def agenda_card(agenda: Agenda) -> Card:
    """The agenda at whatever stage its review is."""
    match agenda.review.stage:
        case Stage.AGREEING:
            return _open(agenda)
        case Stage.AGREED:
            return _finished(agenda)
        case _:
            return Card(text=texts.CANCELLED, blocks=(heading(MEETING), *_whose(agenda), say(texts.CANCELLED)))


def _open(agenda: Agenda) -> Card:
    total = len(agenda.rows)
    upcoming = _next(agenda)
    words = escape(texts.titled(upcoming.row)) if upcoming else None
    return Card(
        text=texts.agenda_in_words(agenda.agreed, total, words, listed=bool(agenda.listed)),
        blocks=(
            heading(MEETING),
            *_whose(agenda),
            _progress(agenda),
            aside(texts.order_and_minutes(agenda.order, agenda.review.minutes)),
            *_on_table(agenda, upcoming),
            *_together(agenda),
            *_parked(agenda),
            buttons(*_steps(agenda)),
            buttons(*_menus(agenda)),
        ),
    )


def _finished(agenda: Agenda) -> Card:
    left = len(agenda.left)
    remark = (aside(texts.not_agreed(left)),) if left else ()
    return Card(
        text=f"{texts.FINISHED} {texts.progress(agenda.agreed, len(agenda.rows))}.",
        blocks=(heading(MEETING), *_whose(agenda), _progress(agenda), say(texts.FINISHED), *remark),
    )


def _whose(agenda: Agenda) -> tuple[Block, ...]:
    """Which setting meets, where the workspace holds several."""
    return (aside(escape(agenda.setting_name)),) if agenda.setting_name else ()


def _progress(agenda: Agenda) -> Block:
    agreed, total = agenda.agreed, len(agenda.rows)
    return say(f"{bar(agreed, total)}  *{texts.progress(agreed, total)}*")


def _on_table(agenda: Agenda, upcoming: AgendaRow | None) -> tuple[Block, ...]:
    lines = []
    now = next((each for each in agenda.left if each.row.id == agenda.shown), None)
    if now:
        lines.append(say(texts.being_talked_about(escape(texts.titled(now.row)))))
    if upcoming:
        lines.append(aside(texts.next_up(escape(texts.titled(upcoming.row)), _word(upcoming))))
    return tuple(lines)


def _together(agenda: Agenda) -> tuple[Block, ...]:
    lines = [
        texts.listed(each.row.id, each.listed_at, short_title(_named(agenda, each.row).title), each.closeness)
        for each in _in_model_order(agenda)
        if each.listed_at is not None
    ]
    return (say(texts.ALONE if len(lines) == 1 else texts.TOGETHER), bullets(lines)) if lines else ()


def _parked(agenda: Agenda) -> tuple[Block, ...]:
    lines = [texts.titled(_named(agenda, each.row)) for each in agenda.parked]
    return (say(texts.PARKED_ROWS), bullets(lines)) if lines else ()


def _steps(agenda: Agenda) -> list[Element]:
    review, steps = agenda.review.id, []
    if agenda.left:
        steps.append(next_row_button(review, agenda.shown, style="primary"))
    if agenda.listed:
        label, sure = texts.agree_together(len(agenda.listed)), _sure_to_agree(alone=len(agenda.listed) == 1)
        steps.append(button(label, AGREE_TOGETHER, OfReview(review=review), confirm=sure))
    text = texts.finish_text(len(agenda.left), len(agenda.rows))
    sure = ask_first(texts.FINISH_TITLE, text, yes=texts.FINISH_YES, no=texts.CARRY_ON)
    style = None if agenda.left else "primary"
    return [*steps, button(texts.FINISH, FINISH, OfReview(review=review), style=style, confirm=sure)]


def _sure_to_agree(*, alone: bool) -> Confirm:
    if alone:
        return ask_first(texts.ALONE_TITLE, texts.ALONE_TEXT, yes=texts.ALONE_YES, no=texts.CARRY_ON)
    return ask_first(texts.TOGETHER_TITLE, texts.TOGETHER_TEXT, yes=texts.TOGETHER_YES, no=texts.CARRY_ON)


def _menus(agenda: Agenda) -> list[Element]:
    whole: dict[RowId, AgendaRow] = {each.row.id: each for each in agenda.rows}
    listed = [
        option(OfRow(review=agenda.review.id, row=each.row.id).encode(), texts.titled(_named(agenda, each.row)))
        for each in _in_model_order(agenda)
        if each.listed_at is not None
    ]
    pull_out = [menu(PULL_OUT, listed, prompt=texts.PULL_OUT)] if listed else []
    themes = [_theme(agenda, theme, whole) for theme in agenda.edition.themes]
    return [*pull_out, grouped_menu(GO_TO_ROW, themes, prompt=texts.GO_TO_ROW)]


def _theme(agenda: Agenda, theme: Theme, whole: dict[RowId, AgendaRow]) -> OptionGroup:
    options = [
        option(
            OfRow(review=agenda.review.id, row=row.id).encode(),
            texts.titled(_named(agenda, row)),
            remark=_status(whole[row.id]),
        )
        for row in theme.rows
    ]
    return group(f"{theme.number} {theme.title}", options)


def _named(agenda: Agenda, row: Row) -> Row:
    """The row as lists and menus name it: a message has no room for long titles of many rows."""
    return row if len(agenda.rows) <= _MANY else replace(row, title=whole_words(row.title, _SHORT))


def _status(each: AgendaRow) -> str:
    return texts.status(
        agreed_at=each.agreed_at,
        listed_at=each.listed_at,
        parked=each.is_parked,
        opened=each.opened is not None,
        word=_word(each),
    )


def _next(agenda: Agenda) -> AgendaRow | None:
    row = agenda.next_after(agenda.shown)
    return next((each for each in agenda.rows if each.row.id == row), None)


def _in_model_order(agenda: Agenda) -> list[AgendaRow]:
    return sorted(agenda.rows, key=lambda each: agenda.edition.position(each.row.id))


def _word(each: AgendaRow) -> str:
    return each.closeness or ""
