"""The card of a row that the meeting talks about, and the modal that asks why."""

from zoneinfo import ZoneInfo

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.parts import next_row_button, show_agenda_button
from bot.capabilities.agreement.cards.values import (
    CHANGE,
    EXPLAIN,
    GIVE_REASON,
    PARK,
    REASON,
    RECORD,
    OfColumn,
)
from bot.capabilities.agreement.use_cases.rows import RowOnTable
from bot.kit.buttons import ADD_ACTION, OfRow
from bot.kit.menus import menu, option
from bot.kit.pieces import aside, aside_plainly, bullets, button, buttons, heading, line, modal, say, say_plainly
from bot.kit.questions import question, text_area
from bot.kit.statements import statement
from bot.kit.wordings import words_buttons
from bot.kit.words import ADD_AN_ACTION
from bot.slack.blocks import Block, Element, View
from bot.slack.card import Card, clip, escape, mention, say_time
from maturity_model.agreement import LONGEST_REASON, Agreement
from maturity_model.catalog import COLUMNS, Row
from maturity_model.disclosure import Disclosed
from maturity_model.ids import ReviewId
from maturity_model.reflection import LONGEST_NOTE_SHOWN
from maturity_model.review import Stage
from maturity_model.spread import Counts

LONGEST_BAR = 20
MOST_NOTES = 5
ROOM_FOR_WORDS = 8800  # of statements and notes, in characters: Slack refuses a message of about 11,000 in all


def row_card(on_table: RowOnTable, zone: ZoneInfo) -> Card:
    """An opened row: its statements, what may be shown of the answers, and what was agreed."""
    row, disclosed = on_table.row, on_table.disclosed
    return Card(
        text=_in_words(on_table),
        blocks=(
            heading(texts.titled(row)),
            *_agreed(on_table, zone),
            aside(escape(texts.theme_line(on_table.edition, row.id, on_table.agreed))),
            *_statements(on_table),
            line(),
            *_spread(disclosed),
            *_notes(disclosed.notes, most=_most_notes(row)),
            line(),
            *_stands(on_table),
            *(_actions(on_table) if on_table.review.stage is Stage.AGREEING else ()),
            *_closer(on_table),
            aside_plainly(on_table.edition.mark),
        ),
    )


def reason_modal(review: ReviewId, agreement: Agreement) -> View:
    """Why the group settled on this column."""
    return modal(
        texts.REASON_TITLE,
        [
            say(texts.agreed_column(agreement.column)),
            question(
                REASON,
                texts.REASON_LABEL,
                text_area(REASON, most=LONGEST_REASON, written=agreement.reason or ""),
                optional=True,
                hint=texts.REASON_HINT,
            ),
        ],
        callback=GIVE_REASON,
        submit=texts.SAVE,
        metadata=OfColumn(review=review, row=agreement.row, column=agreement.column),
    )


def _statements(on_table: RowOnTable) -> list[Block]:
    agreed = on_table.agreement.column if on_table.agreement else None
    return [
        statement(column, on_table.row.statement(column), remark=texts.AGREED if column == agreed else "")
        for column in COLUMNS
    ]


def _in_words(on_table: RowOnTable) -> str:
    disclosed, agreement = on_table.disclosed, on_table.agreement
    answers = f"{disclosed.closeness}: {_counted(disclosed)}" if disclosed.counts else f"{disclosed.closeness}."
    standing = f"{texts.agreed_column(agreement.column)}." if agreement else _standing(on_table) or texts.CHOOSE
    return texts.row_in_words(escape(texts.titled(on_table.row)), answers[0].upper() + answers[1:], standing)


def _counted(disclosed: Disclosed) -> str:
    named = [f"{texts.counted(disclosed.counts)}."] if disclosed.counts else []
    unsure = [texts.cannot_judge(disclosed.cannot_judge)] if disclosed.cannot_judge else []
    return " ".join([*named, *unsure])


def _spread(disclosed: Disclosed) -> tuple[Block, ...]:
    if disclosed.closeness is None:
        return ()
    lines = [texts.SPREADS[disclosed.closeness]]
    if disclosed.counts:
        lines.append(f"```{_bars(disclosed.counts)}```")
    if disclosed.cannot_judge:
        lines.append(texts.cannot_judge(disclosed.cannot_judge))
    families = [f"{texts.family(family)}: {texts.counted(counts)}" for family, counts in disclosed.families.items()]
    by_family = (say(texts.BY_FAMILY), bullets(families)) if families else ()
    return say("\n".join(lines)), *by_family


def _bars(counts: Counts) -> str:
    return "\n".join(
        f"Column {column}  {_bar(count, max(counts))}  {count}" for column, count in zip(COLUMNS, counts, strict=True)
    )


def _bar(count: int, most: int) -> str:
    """A block a person; where that would not fit a phone's line, in proportion, and at least one for anybody."""
    width = min(most, LONGEST_BAR)
    filled = max(round(count * width / most), 1) if count else 0
    return ("█" * filled).ljust(width)


def _most_notes(row: Row) -> int:
    """How many notes there is room for beside the row's statements, of which nothing is left out."""
    left = ROOM_FOR_WORDS - sum(map(len, row.statements))
    return min(left // (LONGEST_NOTE_SHOWN + len(texts.SHORTENED) + 1), MOST_NOTES)


def _notes(notes: tuple[str, ...], *, most: int) -> tuple[Block, ...]:
    if not notes:
        return ()
    shown = [_shortened(note) for note in notes[:most]]
    left = len(notes) - len(shown)
    return say(texts.NOTES), bullets([*shown, texts.more_notes(left)] if left else shown)


def _shortened(note: str) -> str:
    beginning = clip(note, LONGEST_NOTE_SHOWN)
    return note if beginning == note else f"{beginning} {texts.SHORTENED}"


def _agreed(on_table: RowOnTable, zone: ZoneInfo) -> tuple[Block, ...]:
    agreement = on_table.agreement
    if agreement is None:
        return ()
    who, when = mention(agreement.recorded_by), say_time(agreement.recorded_at, zone)
    recorded = say(texts.recorded(agreement.column, who, when, together=agreement.together))
    return (recorded, say_plainly(texts.reason(agreement.reason))) if agreement.reason else (recorded,)


def _standing(on_table: RowOnTable) -> str:
    """What has become of a row that is not agreed; nothing where it is simply on the table."""
    opened = on_table.opened
    if on_table.review.stage is not Stage.AGREEING:
        return texts.NOT_AGREED
    if opened.is_listed and opened.to_agree_together:
        return texts.listed_here(opened.to_agree_together)
    return texts.PARKED if opened.parked else ""


def _stands(on_table: RowOnTable) -> tuple[Block, ...]:
    standing = "" if on_table.agreement else _standing(on_table)
    return (say(standing),) if standing else ()


def _actions(on_table: RowOnTable) -> tuple[Block, ...]:
    of_row = OfRow(review=on_table.review.id, row=on_table.row.id)
    if on_table.agreement:
        return (buttons(*_afterwards(on_table.agreement, of_row), _onwards(on_table)),)
    columns = [
        button(
            texts.agree_column(column),
            f"{RECORD}:{column}",
            OfColumn(review=of_row.review, row=of_row.row, column=column),
        )
        for column in COLUMNS
    ]
    park = () if on_table.opened.parked else (button(texts.PARK, PARK, of_row),)
    how = () if on_table.opened.is_listed else (aside(texts.CHOOSE),)  # on the list it is said already
    return *how, buttons(*columns), buttons(*park, _onwards(on_table))


def _afterwards(agreement: Agreement, of_row: OfRow) -> tuple[Element, ...]:
    columns = [
        option(OfColumn(review=of_row.review, row=of_row.row, column=column).encode(), texts.agree_column(column))
        for column in COLUMNS
    ]
    label = texts.CHANGE_REASON if agreement.reason else texts.ADD_REASON
    return (
        button(label, EXPLAIN, of_row),
        menu(CHANGE, columns, prompt=texts.CHANGE_COLUMN),
        button(ADD_AN_ACTION, ADD_ACTION, of_row),
    )


def _closer(on_table: RowOnTable) -> tuple[Block, ...]:
    if on_table.review.stage is Stage.CANCELLED:
        return ()
    return (buttons(*words_buttons(on_table.review.id, on_table.edition, on_table.row.id)),)


def _onwards(on_table: RowOnTable) -> Element:
    if on_table.agreed == len(on_table.edition.rows):
        return show_agenda_button(on_table.review.id)
    return next_row_button(on_table.review.id, on_table.row.id)
