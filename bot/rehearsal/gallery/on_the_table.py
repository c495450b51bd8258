"""The card of the row that the meeting talks about, for every way in which it may have been answered and agreed."""

from typing import Any

from bot.capabilities.agreement.cards.row import row_card
from bot.capabilities.agreement.use_cases.rows import RowOnTable
from bot.rehearsal.gallery.made_up import EDITION, FACILITATOR, LONGEST_ROW, NOTE, NOW, REASON, ZONE, review
from bot.slack.card import Card
from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.catalog import Column
from maturity_model.disclosure import Audience, Moment, disclose
from maturity_model.reflection import Note
from maturity_model.review import Family, Stage
from maturity_model.spread import Spread

ALL_ROWS = len(EDITION.rows)
WIDE = Spread(counts=(60, 25, 15, 80), cannot_judge=20)
TIED = Spread(counts=(0, 6, 6, 0), cannot_judge=0)
NEARLY = Spread(counts=(0, 5, 6, 0), cannot_judge=0)
BY_FAMILIES = Spread(counts=(30, 50, 60, 40), cannot_judge=20, families=dict.fromkeys(Family, (6, 10, 12, 8)))

UNREASONED = Agreement(row=LONGEST_ROW, column=Column(3), recorded_by=FACILITATOR, recorded_at=NOW)
REASONED = Agreement(row=LONGEST_ROW, column=Column(3), recorded_by=FACILITATOR, recorded_at=NOW, reason=REASON)
TOGETHER = Agreement(row=LONGEST_ROW, column=Column(3), recorded_by=FACILITATOR, recorded_at=NOW, together=True)


def rows_on_the_table() -> dict[str, Card]:
    """One card for every state, by its name."""
    return {**_answered(), **_standing(), **_agreed(), **_ended()}


def _answered() -> dict[str, Card]:
    return {
        "An opened row, answers wide apart": _card(WIDE),
        "An opened row, answers with some spread": _card(Spread(counts=(1, 4, 5, 2), cannot_judge=1)),
        "An opened row, answers tied": _card(TIED),
        "An opened row, answers close": _card(Spread(counts=(0, 1, 10, 1), cannot_judge=0)),
        "An opened row, all answers alike": _card(Spread(counts=(0, 0, 12, 0), cannot_judge=0)),
        "An opened row, few answers": _card(Spread(counts=(1, 0, 0, 1), cannot_judge=9), notes=3),
        "An opened row, nobody has answered": _card(Spread(counts=(0, 0, 0, 0), cannot_judge=0)),
        "An opened row, most can't say": _card(Spread(counts=(0, 2, 1, 0), cannot_judge=197)),
        "An opened row, by groups of roles": _card(BY_FAMILIES),
        "An opened row, with one note": _card(WIDE, notes=1),
        "An opened row, by groups of roles and with very many notes": _card(BY_FAMILIES, notes=200),
    }


def _standing() -> dict[str, Card]:
    return {
        "An opened row on the list to agree together": _card(NEARLY, to_agree_together=Column(3)),
        "An opened row that is parked": _card(WIDE, parked=True),
    }


def _agreed() -> dict[str, Card]:
    return {
        "An agreed row": _card(WIDE, UNREASONED),
        "An agreed row with a reason": _card(WIDE, REASONED),
        "An agreed row with a reason, groups of roles and notes": _card(BY_FAMILIES, REASONED, notes=200),
        "A row agreed together with others": _card(NEARLY, TOGETHER, to_agree_together=Column(3)),
        "The last row agreed": _card(WIDE, UNREASONED, agreed=ALL_ROWS),
    }


def _ended() -> dict[str, Card]:
    return {
        "A row of a finished meeting": _card(WIDE, REASONED, stage=Stage.AGREED, notes=1),
        "A row of a finished meeting, not agreed": _card(WIDE, stage=Stage.AGREED),
        "A row of a review called off": _card(WIDE, stage=Stage.CANCELLED),
    }


def _card(
    spread: Spread,
    agreement: Agreement | None = None,
    *,
    notes: int = 0,
    agreed: int = 14,
    stage: Stage = Stage.AGREEING,
    **opened: Any,
) -> Card:
    shown = [Note(text=NOTE, may_be_shown=True)] * notes
    on_table = RowOnTable(
        review=review(stage=stage),
        edition=EDITION,
        row=EDITION.row(LONGEST_ROW),
        opened=OpenedRow(row=LONGEST_ROW, spread=spread, opened_at=NOW, **opened),
        disclosed=disclose(spread, shown, audience=Audience.CHANNEL, moment=Moment.ROW_OPENED),
        agreement=agreement,
        agreed=agreed,
    )
    return row_card(on_table, ZONE)
