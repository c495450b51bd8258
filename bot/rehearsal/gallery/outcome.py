"""What the review came to: its figures, support, the way back to the meeting, and its part of Home."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.capabilities.outcome import texts
from bot.capabilities.outcome.cards.comparison import comparison_modal
from bot.capabilities.outcome.cards.home import home_blocks
from bot.capabilities.outcome.cards.modals import choosing_modal, reopening_modal
from bot.capabilities.outcome.cards.posted import figures_card, reopened_card, resources_card
from bot.capabilities.outcome.use_cases.home import Agreed
from bot.capabilities.outcome.use_cases.telling import Posted
from bot.kit.pieces import home
from bot.rehearsal.gallery.made_up import (
    EDITION,
    LEADER,
    LONGEST_NAME,
    NOW,
    REASON,
    REVIEW,
    ZONE,
    notice,
    review,
    whispered,
)
from bot.rehearsal.gallery.sample import Sample, seen_by
from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.bridge import assumed_bridge
from maturity_model.catalog import LONGEST_ROW_ID, Column, Edition, EditionId, Row, RowId, Theme, Wording
from maturity_model.choice import Choice
from maturity_model.comparison import AgreedColumns, compare
from maturity_model.notice import Notice, NoticeState
from maturity_model.outcome import RowOutcome, Snapshot
from maturity_model.permission import Action
from maturity_model.review import Move, Stage
from maturity_model.setting import Kind
from maturity_model.spread import Spread
from storage.outcomes import Outcome

ROWS = tuple(row.id for row in EDITION.rows)
BY_LENGTH = sorted(ROWS, key=lambda row: -len(EDITION.row(row).title))
ALIKE = Spread(counts=(0, 6, 6, 0), cannot_judge=0)
Columns = Mapping[RowId, Column]

MIXED: Columns = {row: Column(place % 4 + 1) for place, row in enumerate(ROWS)}
SOME: Columns = {row: MIXED[row] for row in ROWS[:20]}
CHOSEN = Choice(strengths=tuple(BY_LENGTH[:5]), priorities=tuple(BY_LENGTH[5:10]))
TO_CHOOSE_FROM: Columns = {
    **MIXED,
    **dict.fromkeys(CHOSEN.strengths, Column(3)),
    **dict.fromkeys(CHOSEN.priorities, Column(2)),
}


REWORDED_ROWS = frozenset(BY_LENGTH[:12])


def _earlier_theme(theme: Theme) -> Theme:
    """With other words in some rows, and with its last row standing under an id that is gone now."""
    *rows, last = (_earlier_row(row) for row in theme.rows)
    return replace(theme, rows=(*rows, replace(last, id=RowId(f"{last.id}-former"[:LONGEST_ROW_ID]))))


def _earlier_row(row: Row) -> Row:
    return replace(row, statements=("Other words.", *row.statements[1:])) if row.id in REWORDED_ROWS else row


REWORDED = replace(EDITION, id=EditionId("schools-2025"), themes=tuple(map(_earlier_theme, EDITION.themes)))
OFFICIAL = replace(EDITION, id=EditionId("schools-2026-official"), wording=Wording.OFFICIAL)
FOR_COLLEGES = replace(EDITION, id=EditionId("college-2025"), kinds=frozenset({Kind.COLLEGE}))


def samples() -> Iterator[Sample]:
    """The outcome as everybody reads it, and what may be done with it."""
    yield from seen_by("everybody in the channel", _figures())
    yield from seen_by("everybody in the channel", _troubled_figures())
    yield from seen_by("everybody in the channel", _compared())
    yield from seen_by("everybody in the channel", _support())
    yield from seen_by("careers leader", _choosing())
    yield from seen_by("careers leader", _homes())
    yield from seen_by("careers leader", _homes_that_lost_something())
    for reader, allowed in (("facilitator", {Action.CHOOSE_HIGHLIGHTS}), ("colleague", set[Action]())):
        yield Sample(name=f"Home of a {reader}", reader=reader, shown=_home(allowed))


def _figures() -> dict[str, Card]:
    return {
        "Figures, every row agreed": _card(_outcome(MIXED)),
        "Figures, some rows not agreed": _card(_outcome(SOME)),
        "Figures, no row agreed": _card(_outcome({})),
        "Figures, chosen by the group": _card(_outcome(TO_CHOOSE_FROM, choice=CHOSEN)),
        "Figures, strengths chosen by the group": _card(
            _outcome(TO_CHOOSE_FROM, choice=Choice(strengths=CHOSEN.strengths))
        ),
        "Figures, a few rows tie": _card(_outcome(_at(1, BY_LENGTH[:6]), tied=True)),
        "Figures, all rows tie": _card(_outcome(_at(4, ROWS), tied=True)),
        "Figures, no strengths by our rule": _card(_outcome({**_at(1, BY_LENGTH[:3]), **_at(2, BY_LENGTH[3:12])})),
        "Figures, no priority areas by our rule": _card(_outcome({**_at(3, BY_LENGTH[:9]), **_at(4, BY_LENGTH[9:12])})),
    }


def _troubled_figures() -> dict[str, Card]:
    mixed, back = _outcome(MIXED), Move(stage=Stage.AGREEING, by=LEADER, at=NOW, reason=REASON)
    return {
        "Figures, the picture could not be posted": _card(mixed, picture=NoticeState.UNDELIVERABLE),
        "Figures, the picture may be missing": _card(mixed, picture=NoticeState.UNSURE),
        "Figures, taken back to the meeting": _card(_outcome(MIXED, stage=Stage.AGREEING)),
        "Taken back to the meeting, with the reason": reopened_card(back),
    }


def _compared() -> dict[str, Card | View]:
    now = _outcome(MIXED)
    same, reworded, apart = (_beside(now, edition) for edition in (EDITION, REWORDED, FOR_COLLEGES))
    upgraded = _beside(_outcome(MIXED), REWORDED, OFFICIAL)
    back = replace(same, review=review(stage=Stage.AGREEING))
    return {
        "Figures, compared on the same edition": _card(same),
        "Figures, compared with another edition": _card(reworded),
        "Figures, no row of the earlier edition is matched": _card(apart),
        "Figures, compared and taken back to the meeting": _card(back),
        "Row by row on the same edition": comparison_modal(same.snapshot),
        "Row by row with another edition": comparison_modal(reworded.snapshot),
        "Figures, compared with our summary": _card(upgraded),
        "Row by row with our summary": comparison_modal(upgraded.snapshot),
        "Row by row where nothing came before": comparison_modal(now.snapshot),
    }


def _beside(outcome: Outcome, edition: Edition, held: Edition = EDITION) -> Outcome:
    """The same beside a review of that edition in which every fifth row was not agreed."""
    then = {row: Column(5 - MIXED[row]) for place, row in enumerate(ROWS) if place % 5}
    known = {row.id for row in edition.rows}
    before = AgreedColumns(
        academic_year="2025/26", edition=edition, columns={row: its for row, its in then.items() if row in known}
    )
    now = AgreedColumns(academic_year="2026/27", edition=held, columns=outcome.snapshot.columns)
    earlier = compare(before, now, assumed_bridge(edition, held))
    return replace(outcome, snapshot=replace(outcome.snapshot, earlier=earlier))


def _support() -> dict[str, Card]:
    return {
        "Support for priority areas": resources_card(_outcome(TO_CHOOSE_FROM, choice=CHOSEN)),
        "Support for what's next to work on": resources_card(_outcome({**_at(3, ROWS[:9]), **_at(4, ROWS[9:12])})),
        "Support while rows tie": resources_card(_outcome(_at(1, ROWS), tied=True)),
    }


def _choosing() -> dict[str, Card | View]:
    return {
        "Choosing strengths and priority areas": choosing_modal(_outcome(TO_CHOOSE_FROM, choice=CHOSEN)),
        "Choosing where rows tie": choosing_modal(_outcome(_at(1, ROWS), tied=True)),
        "Choosing where no row is agreed": choosing_modal(_outcome({})),
        "Going back to the meeting": reopening_modal(REVIEW),
        "The picture is on its way": whispered(texts.PICTURE_COMING),
    }


def _homes() -> dict[str, View]:
    return {
        "Home once the review is agreed": _home({Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW}),
        "Home once the next review has begun": _home({Action.CHOOSE_HIGHLIGHTS}),
    }


def _homes_that_lost_something() -> dict[str, View]:
    allowed = {Action.CHOOSE_HIGHLIGHTS, Action.REOPEN_REVIEW}
    unsure = notice(NoticeState.UNSURE, failure=texts.UNSURE)
    reasons = {texts.WHY_LOST.get(failure, texts.NOT_TAKEN): failure for failure in (*texts.WHY_LOST, "msg_too_long")}
    return {
        "Home, the outcome may be missing": _home(allowed, unsure),
        **{
            f"Home, the outcome is missing: {why}": _home(allowed, notice(NoticeState.UNDELIVERABLE, failure=failure))
            for why, failure in reasons.items()
        },
    }


def _at(column: int, rows: Iterable[RowId]) -> Columns:
    return dict.fromkeys(rows, Column(column))


def _outcome(
    columns: Columns, *, choice: Choice | None = None, stage: Stage = Stage.AGREED, tied: bool = False
) -> Outcome:
    """A review that came to these columns; where nothing is `tied` no two rows were answered alike."""
    found = tuple(
        RowOutcome(
            row=row,
            column=columns.get(row),
            spread=ALIKE if tied else Spread(counts=(0, 40 - place, place, 1), cannot_judge=0),
        )
        for place, row in enumerate(ROWS)
    )
    chosen = choice or Choice()
    snapshot = Snapshot(
        setting_name=LONGEST_NAME,
        academic_year="2026/27",
        edition=EDITION,
        columns=columns,
        strengths=chosen.strengths_in(found),
        priorities=chosen.priorities_in(found),
    )
    return Outcome(
        review=review(stage=stage),
        kind=Kind.SCHOOL,
        snapshot=snapshot,
        rows=found,
        last_move=Move(stage=stage, by=LEADER, at=NOW),
        times_agreed=1,
    )


def _card(outcome: Outcome, *, picture: NoticeState = NoticeState.SENT) -> Card:
    return figures_card(Posted(outcome=outcome, picture=picture), ZONE)


def _home(allowed: set[Action], *lost: Notice) -> View:
    agreed = Agreed(review=review(stage=Stage.AGREED), agreed_at=NOW, allowed=frozenset(allowed), lost=lost)
    return home(home_blocks(agreed, ZONE))
