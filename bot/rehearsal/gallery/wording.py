"""Looking closer at a row's words, and the cards of a row in an official wording as long as it can be."""

from collections.abc import Iterator
from dataclasses import replace

from bot.capabilities.agreement.cards.row import row_card as meeting_card
from bot.capabilities.agreement.use_cases.rows import RowOnTable
from bot.capabilities.reflection.cards.row import row_card as own_card
from bot.capabilities.wording.cards import ReadIn, about_modal, compared_modal
from bot.capabilities.wording.use_cases import RowInWords
from bot.rehearsal.gallery.made_up import (
    CHANNEL,
    COLLEAGUE,
    EDITION,
    LONGEST_ROW,
    NOTE,
    NOW,
    REVIEW,
    ZONE,
    filled,
    review,
)
from bot.rehearsal.gallery.on_the_table import BY_FAMILIES, REASONED
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.agreement import OpenedRow
from maturity_model.catalog import BULLET, COLUMNS, LONGEST_CHANGE, Change, Column, Edition, Row, Wording
from maturity_model.disclosure import Audience, Moment, disclose
from maturity_model.reflection import Note, Progress
from maturity_model.review import Stage
from maturity_model.sheet import Sheet

FIRST, SECOND, THIRD, _ = COLUMNS
HERE = ReadIn(channel=CHANNEL)
AS_A_LIST = (
    f"All teaching staff, & those who support <some> of them:\n{BULLET}highlight the relevance of their subject",
    f"embed *links* to careers & pathways\n{BULLET}place learning in the context of work.\nThis is used by <leaders>.",
)
PLAIN = (
    "Destinations data is collected on an occasional basis. This may inform elements of decision making.",
    f"Destinations data is regularly collected. It may inform aspects of:\n{BULLET}decision making\n{BULLET}reporting",
    "Destinations data is routinely collected and analysed.\nThis analysis is overseen by senior leaders.",
    "Destinations data is routinely collected and analysed.\nThis analysis is overseen by senior leaders.",
)


def samples() -> Iterator[Sample]:
    """What everybody who sees a row's card may look at, and that card where its words are the publisher's."""
    yield from seen_by("colleague", _own_cards())
    yield from seen_by("everybody in the channel", _on_the_table())
    yield from seen_by("everybody in the channel", _compared())
    yield from seen_by("everybody in the channel", _about())


def _own_cards() -> dict[str, Card]:
    edition = _official(_longest())
    whole = review(colleagues=[COLLEAGUE])
    sheet = Sheet(
        review=whole,
        member=whole.members[COLLEAGUE],
        progress=Progress(edition=edition, answers={LONGEST_ROW: Column(3)}),
        note=Note(text=NOTE, may_be_shown=True),
    )
    opened = replace(whole, stage=Stage.AGREEING, opened_rows=frozenset({LONGEST_ROW}))
    return {
        "A row in an official wording, as long as it can be": own_card(sheet, LONGEST_ROW),
        "A row in an official wording that is opened": own_card(replace(sheet, review=opened), LONGEST_ROW),
    }


def _on_the_table() -> dict[str, Card]:
    edition, shown = _official(_longest()), [Note(text=NOTE, may_be_shown=True)] * 200
    on_table = RowOnTable(
        review=review(stage=Stage.AGREEING),
        edition=edition,
        row=edition.row(LONGEST_ROW),
        opened=OpenedRow(row=LONGEST_ROW, spread=BY_FAMILIES, opened_at=NOW),
        disclosed=disclose(BY_FAMILIES, shown, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED),
        agreement=None,
        agreed=14,
    )
    return {
        "An opened row in an official wording, as long as it can be": meeting_card(on_table, ZONE),
        "An agreed row in an official wording": meeting_card(replace(on_table, agreement=REASONED), ZONE),
    }


def _compared() -> dict[str, View]:
    plain = _in_words(_official(replace(_longest(), statements=PLAIN)))
    return {
        "Which words differ, in a summary": compared_modal(_in_words(EDITION), FIRST, HERE),
        "Which words differ, in an official wording": compared_modal(plain, FIRST, HERE),
        "Which words differ, other columns": compared_modal(plain, SECOND, HERE),
        "Which words differ, where none does": compared_modal(plain, THIRD, HERE),
        "Which words differ, as long as they can be": compared_modal(_in_words(_official(_longest())), FIRST, HERE),
    }


def _about() -> dict[str, View]:
    longest = _longest()
    return {
        "About a row, as long as it can be": about_modal(_in_words(_official(longest))),
        "About a row that was not changed": about_modal(_in_words(_official(replace(longest, change=None)))),
        "About a row of which no more is said": about_modal(
            _in_words(_official(replace(longest, change=None, purpose="")))
        ),
    }


def _in_words(edition: Edition) -> RowInWords:
    return RowInWords(review=REVIEW, edition=edition, row=edition.row(LONGEST_ROW))


def _official(row: Row) -> Edition:
    """The edition with this row in it, as if its words were the publisher's."""
    themes = tuple(
        replace(theme, rows=tuple(row if each.id == row.id else each for each in theme.rows))
        for theme in EDITION.themes
    )
    return replace(EDITION, wording=Wording.OFFICIAL, mark="The official wording, unaltered.", themes=themes)


def _longest() -> Row:
    """The row with the longest title, with every text as long as it can be and much in it that has to be escaped."""
    most = Wording.OFFICIAL
    first, second, third, fourth = (
        filled(most.longest_statement, f"Column {column}: learners & staff.", *AS_A_LIST) for column in COLUMNS
    )
    return replace(
        EDITION.row(LONGEST_ROW),
        purpose=filled(most.longest_purpose, "To describe how careers is known & used in <every> subject."),
        statements=(first, second, third, fourth),
        change=Change(
            core=filled(LONGEST_CHANGE, f"\n{BULLET}Clarified *who* does what & when", f"\n{BULLET}Set out <how>"),
            reason=filled(LONGEST_CHANGE, "To bring planning & practice together.", "\nTo say what :good: is."),
        ),
    )
