"""The meeting: a facilitator's Home before it, its agenda, and the modal and the sentences beside its cards."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.capabilities.agreement import texts
from bot.capabilities.agreement.cards.agenda import agenda_card
from bot.capabilities.agreement.cards.home import meeting_section
from bot.capabilities.agreement.cards.row import reason_modal
from bot.capabilities.agreement.use_cases.agenda import Agenda, AgendaRow
from bot.capabilities.agreement.use_cases.home import MeetingOnHome
from bot.kit.meeting_parts import MEETING
from bot.kit.pieces import home, notice_modal
from bot.rehearsal.gallery.made_up import (
    COLLEAGUE,
    EDITION,
    LONGEST_NAME,
    LONGEST_ROW,
    NOW,
    REVIEW,
    ZONE,
    review,
    whispered,
)
from bot.rehearsal.gallery.on_the_table import REASONED, UNREASONED, rows_on_the_table
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.agenda import Order
from maturity_model.agreement import OpenedRow
from maturity_model.catalog import Column, Row, RowId
from maturity_model.review import Stage
from maturity_model.spread import Closeness, Spread

ROWS = tuple(row.id for row in EDITION.rows)
CLOSE_ROWS, SPREAD_ROWS, WIDE_ROWS, FEW_ROWS = ROWS[::4], ROWS[1::4], ROWS[2::4], ROWS[3::4]
WORDS: Mapping[RowId, Closeness] = {
    **dict.fromkeys(CLOSE_ROWS, Closeness.CLOSE),
    **dict.fromkeys(SPREAD_ROWS, Closeness.SOME_SPREAD),
    **dict.fromkeys(WIDE_ROWS, Closeness.WIDE),
    **dict.fromkeys(FEW_ROWS, Closeness.FEW_ANSWERS),
}
WIDEST_FIRST = (Closeness.WIDE, Closeness.SOME_SPREAD, Closeness.CLOSE, Closeness.FEW_ANSWERS)
CLOSE, NEARLY = Spread(counts=(0, 1, 10, 0), cannot_judge=1), Spread(counts=(0, 5, 6, 0), cannot_judge=1)
LISTED: Mapping[str, Any] = {"to_agree_together": Column(3)}


def samples() -> Iterator[Sample]:
    """From the day of the invitation to the end of the meeting."""
    yield from seen_by("facilitator", _homes())
    yield from seen_by("everybody in the channel", _agendas())
    yield from seen_by("everybody in the channel", _ends())
    yield from seen_by("everybody in the channel", rows_on_the_table())
    yield from seen_by("facilitator", _beside())


def _homes() -> dict[str, View]:
    meetings = {
        "Home, the meeting is far off": _meeting({}),
        "Home, the day before": _meeting(WORDS),
        "Home, the day before, all rows are close": _meeting(dict.fromkeys(ROWS, Closeness.CLOSE)),
        "Home, the day before, all rows but one are wide": _meeting(
            {**dict.fromkeys(ROWS, Closeness.WIDE), ROWS[0]: Closeness.CLOSE}
        ),
        "Home, the day before, nobody has answered": _meeting(dict.fromkeys(ROWS, Closeness.FEW_ANSWERS), finished=0),
        "Home, the meeting is open": _meeting({}, stage=Stage.AGREEING, agreed=7),
    }
    alone = {name: home(meeting_section(meeting, ZONE)) for name, meeting in meetings.items()}
    named = home(meeting_section(_meeting(WORDS), ZONE, LONGEST_NAME))
    return {**alone, "Home, for somebody who belongs to several settings": named}


def _agendas() -> dict[str, Card]:
    on_its_way = {**_all(ROWS[:8], agreed_at=Column(2)), **_all(ROWS[8:14], **LISTED), **_all(ROWS[14:18], parked=True)}
    pulled_out = _all(ROWS[:1], pulled_out_by=COLLEAGUE, **LISTED)
    return {
        "Agenda, just opened, nothing to agree together": _agenda({}),
        "Agenda, just opened, furthest apart first": _agenda({}, order=Order.WIDEST_FIRST),
        "Agenda, every row may be agreed together": _agenda(_all(ROWS, **LISTED)),
        "Agenda, one row may be agreed, another was pulled out": _agenda({**pulled_out, **_all(ROWS[1:2], **LISTED)}),
        "Agenda, the longest row is talked about": _agenda(_all([LONGEST_ROW]), shown=LONGEST_ROW),
        "Agenda, half-way": _agenda(on_its_way, shown=ROWS[18]),
        "Agenda, where there are several settings": _agenda(on_its_way, shown=ROWS[18], name=LONGEST_NAME),
        "Agenda, every row is parked": _agenda(_all(ROWS, parked=True), shown=LONGEST_ROW),
        "Agenda, one row is left": _agenda(
            {**_all(ROWS, agreed_at=Column(3)), **_all([LONGEST_ROW])}, shown=LONGEST_ROW
        ),
        "Agenda, every row is agreed": _agenda(_all(ROWS, agreed_at=Column(3)), shown=ROWS[-1]),
    }


def _ends() -> dict[str, Card]:
    agreed, some = _all(ROWS, agreed_at=Column(3)), _all(ROWS[1:], agreed_at=Column(3))
    return {
        "Finished, every row is agreed": _agenda(agreed, stage=Stage.AGREED),
        "Finished, one row is not agreed": _agenda(some, stage=Stage.AGREED),
        "Finished, no row is agreed": _agenda({}, stage=Stage.AGREED),
        "The review was called off": _agenda(some, stage=Stage.CANCELLED),
    }


def _beside() -> dict[str, Card | View]:
    return {
        "Why this column, asked for the first time": reason_modal(REVIEW, UNREASONED),
        "Why this column, to be changed": reason_modal(REVIEW, REASONED),
        "The agenda is on its way": notice_modal(MEETING, texts.AGENDA_ON_ITS_WAY),
        "Next row, but it is open already": whispered(texts.already_open(LONGEST_ROW)),
        "Next row, but every row is agreed": whispered(texts.ALL_AGREED),
    }


def _meeting(
    words: Mapping[RowId, Closeness], *, stage: Stage = Stage.REFLECTING, finished: int = 150, agreed: int = 0
) -> MeetingOnHome:
    return MeetingOnHome(review=review(stage=stage), edition=EDITION, finished=finished, agreed=agreed, words=words)


def _agenda(
    rows: Mapping[RowId, AgendaRow],
    *,
    stage: Stage = Stage.AGREEING,
    order: Order = Order.MODEL,
    shown: RowId | None = None,
    name: str | None = None,
) -> Card:
    """An agenda in which nothing has happened to any row but these."""
    whole = [rows.get(row.id) or _untouched(row) for row in EDITION.rows]
    if order is Order.WIDEST_FIRST:
        whole.sort(key=lambda each: WIDEST_FIRST.index(WORDS[each.row.id]))
    of = review(stage=stage, order=order)
    return agenda_card(Agenda(review=of, edition=EDITION, rows=tuple(whole), shown=shown, setting_name=name))


def _untouched(row: Row) -> AgendaRow:
    return AgendaRow(row=row, closeness=WORDS[row.id])


def _all(rows: Iterable[RowId], **state: Any) -> dict[RowId, AgendaRow]:
    """These rows, opened and in this state; half of them are close, the others show some spread."""
    agreed_at = state.pop("agreed_at", None)
    spreads = {row: NEARLY if row in {*SPREAD_ROWS, *WIDE_ROWS} else CLOSE for row in ROWS}
    return {
        row: AgendaRow(
            row=EDITION.row(row),
            closeness=spreads[row].closeness,
            opened=OpenedRow(row=row, spread=spreads[row], opened_at=NOW, **state),
            agreed_at=agreed_at,
        )
        for row in rows
    }
