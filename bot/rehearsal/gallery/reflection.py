"""A colleague's one card from the invitation to the end, its modals, and its part of Home."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.drawing import card_of, standing_card
from bot.capabilities.reflection.cards.modals import note_modal, role_modal
from bot.capabilities.reflection.cards.whole import home_section, overview_card, put_away_card
from bot.capabilities.reflection.use_cases.looking import Desk
from bot.kit.pieces import home, notice_modal
from bot.rehearsal.gallery.made_up import (
    COLLEAGUE,
    EDITION,
    FIRST_ROW,
    LONGEST_NAME,
    LONGEST_OF_ROLES,
    LONGEST_OWN_ROLE,
    LONGEST_ROW,
    NOTE,
    REVIEW,
    SETTING,
    ZONE,
    review,
    setting,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.catalog import Column, RowId
from maturity_model.reflection import Note, Progress
from maturity_model.review import Role, Stage
from maturity_model.sheet import Sheet

ROWS = tuple(row.id for row in EDITION.rows)
SOME = dict.fromkeys(ROWS[:20], Column(2))
ALL: Mapping[RowId, Column | None] = {
    row: None if place % 5 == 0 else Column(place % 4 + 1) for place, row in enumerate(ROWS)
}
ALL_BUT_ONE = {row: column for row, column in ALL.items() if row != LONGEST_ROW}
MINE, TO_BE_SHOWN = Note(text=NOTE, may_be_shown=False), Note(text=NOTE, may_be_shown=True)


def samples() -> Iterator[Sample]:
    """Everything that a colleague finds in their messages and on Home."""
    parts = (_invitations(), _rows(), _rows_in_the_meeting(), _rows_at_the_end(), _short(), _whole(), _modals())
    for part in parts:
        yield from seen_by("colleague", part)
    yield from seen_by("colleague", _homes())


def _invitations() -> dict[str, Card]:
    return {
        "Invitation, role not known": _standing(_sheet(role=None)),
        "Invitation, the longest role in the list": _standing(_sheet(role=LONGEST_OF_ROLES)),
        "Invitation, a role in own words": _standing(_sheet(role=Role.OTHER, own_role=LONGEST_OWN_ROLE)),
        "Invitation once the meeting is open": _standing(_sheet(stage=Stage.AGREEING)),
    }


def _rows() -> dict[str, Card]:
    last_said = replace(_sheet(ALL), row=LONGEST_ROW)
    return {
        "A row, the first": _row(_sheet(), FIRST_ROW),
        "A row, not answered": _row(_sheet(SOME)),
        "A row, not answered, with a note": _row(replace(_sheet(SOME), note=MINE)),
        "A row, answered": _row(_sheet({**SOME, LONGEST_ROW: Column(3)})),
        "A row, answered, with a note of one's own": _row(replace(_sheet(ALL), note=MINE)),
        "A row, can't say, with a note to be shown": _row(
            replace(_sheet({**SOME, LONGEST_ROW: None}), note=TO_BE_SHOWN)
        ),
        "A row, the only one left": _row(_sheet(ALL_BUT_ONE)),
        "A row, where there are several settings": _row(replace(_sheet(SOME), setting_name=LONGEST_NAME)),
        "A row looked at again once all are answered": card_of(last_said, ZONE),
        "A row looked at by somebody who has said all": _row(_sheet(SOME, finished=True)),
    }


def _rows_in_the_meeting() -> dict[str, Card]:
    answered, unanswered = (_sheet(said, stage=Stage.AGREEING, opened=(LONGEST_ROW,)) for said in (ALL, SOME))
    return {
        "A row not opened yet, during the meeting": _row(_sheet(SOME, stage=Stage.AGREEING)),
        "A row that is opened, answered": _row(replace(answered, note=TO_BE_SHOWN)),
        "A row that is opened, not answered": _row(unanswered),
    }


def _rows_at_the_end() -> dict[str, Card]:
    agreed, called_off = _sheet(ALL, stage=Stage.AGREED), _sheet(SOME, stage=Stage.CANCELLED)
    return {
        "A row of an agreed review, answered and never opened": _row(replace(agreed, note=TO_BE_SHOWN)),
        "A row of a review called off, not answered": _row(called_off),
        "A row once answers are deleted": _row(_sheet(stage=Stage.AGREED)),
    }


def _short() -> dict[str, Card]:
    return {
        "Finish later, nothing answered": put_away_card(_sheet(), ZONE),
        "Finish later": put_away_card(_sheet(SOME), ZONE),
        "Finish later, where there are several settings": put_away_card(
            replace(_sheet(SOME), setting_name=LONGEST_NAME), ZONE
        ),
        "Finish later, one row left": put_away_card(_sheet(ALL_BUT_ONE), ZONE),
        "A theme a day, just chosen": put_away_card(_sheet(theme_a_day=True), ZONE),
        "A theme a day, one theme is done": put_away_card(_sheet(SOME, theme_a_day=True), ZONE),
        "That's all they can say": _standing(_sheet(SOME, finished=True)),
        "All rows answered": _standing(_sheet(ALL)),
        "All rows opened, some never answered": _standing(_sheet(SOME, stage=Stage.AGREEING, opened=ROWS)),
        "The review is agreed": _standing(_sheet(ALL, stage=Stage.AGREED)),
        "The review was called off": _standing(_sheet(SOME, stage=Stage.CANCELLED)),
        "The review is agreed and answers are deleted": _standing(_sheet(stage=Stage.AGREED)),
        "The review was called off and answers are deleted": _standing(_sheet(stage=Stage.CANCELLED)),
        "Taken out of the review": standing_card(None, ZONE),
    }


def _whole() -> dict[str, Card]:
    return {
        "All answers, all rows answered": overview_card(_sheet(ALL), ZONE),
        "All answers, where there are several settings": overview_card(
            replace(_sheet(ALL), setting_name=LONGEST_NAME), ZONE
        ),
        "All answers, said all": overview_card(_sheet(SOME, finished=True), ZONE),
        "All answers, the review is agreed": overview_card(_sheet(ALL, stage=Stage.AGREED), ZONE),
        "All answers, the review was called off": overview_card(_sheet(SOME, stage=Stage.CANCELLED), ZONE),
        "All answers, deleted": overview_card(_sheet(stage=Stage.AGREED), ZONE),
    }


def _modals() -> dict[str, View]:
    return {
        "Writing a note": note_modal(_sheet(), LONGEST_ROW),
        "Changing a note": note_modal(replace(_sheet(), note=TO_BE_SHOWN), LONGEST_ROW),
        "A role in one's own words": role_modal(REVIEW),
        "The card is on its way": notice_modal(texts.ON_ITS_WAY_TITLE, texts.ON_ITS_WAY),
    }


def _homes() -> dict[str, View]:
    sheets = {
        "Home, not begun": _sheet(),
        "Home, some rows left": _sheet(SOME),
        "Home, one row left": _sheet(ALL_BUT_ONE),
        "Home, said all": _sheet(SOME, finished=True),
        "Home, a theme a day": _sheet(SOME, theme_a_day=True),
        "Home, all rows answered": _sheet(ALL),
    }
    alone = {name: home(home_section([sheet], ZONE, {})) for name, sheet in sheets.items()}
    named = home(home_section([_sheet(SOME)], ZONE, {SETTING: LONGEST_NAME}))
    return {**alone, "Home, for somebody who belongs to several settings": named}


def _sheet(
    answers: Mapping[RowId, Column | None] | None = None,
    *,
    stage: Stage = Stage.REFLECTING,
    opened: tuple[RowId, ...] = (),
    **about_member: Any,
) -> Sheet:
    whole = review(colleagues=[COLLEAGUE], stage=stage, opened=opened)
    return Sheet(
        review=whole,
        member=replace(whole.members[COLLEAGUE], **about_member),
        progress=Progress(edition=EDITION, answers=answers or {}),
    )


def _row(sheet: Sheet, row: RowId = LONGEST_ROW) -> Card:
    return card_of(replace(sheet, row=row), ZONE)


def _standing(sheet: Sheet) -> Card:
    return standing_card(Desk(sheet=replace(sheet, row=sheet.next), setting=setting(), place=None), ZONE)
