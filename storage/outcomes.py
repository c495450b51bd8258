"""What a review came to, put together from what was agreed, opened and chosen."""

from dataclasses import dataclass, replace

from maturity_model.catalog import Edition
from maturity_model.choice import Choice
from maturity_model.comparison import AgreedColumns, Comparison, compare
from maturity_model.outcome import RowOutcome, Snapshot
from maturity_model.review import Move, Review, Stage
from maturity_model.setting import Kind
from storage.agreements import HighlightKind
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a review came to as it stands now, whatever stage it is at.

    Attributes:
        kind: what sort of place the setting is.
        rows: what came of each row, in model order.
        last_move: how the review came to its stage.
        times_agreed: once, and once more after each time it went back to its meeting.
    """

    review: Review
    kind: Kind
    snapshot: Snapshot
    rows: tuple[RowOutcome, ...]
    last_move: Move
    times_agreed: int


def read_outcome(tx: Transaction, review: Review) -> Outcome:
    """What the review came to as it stands in this transaction; rows that its edition does not know are left out."""
    edition = tx.editions.of(review)
    rows = _rows(tx, review, edition)
    moves = tx.reviews.list_moves(review)
    setting = tx.settings.get(review.workspace, review.setting)
    snapshot = _snapshot(tx, review, edition, rows, setting.name)
    return Outcome(
        review=review,
        kind=setting.kind,
        snapshot=replace(snapshot, earlier=_beside_the_one_before(tx, review, snapshot)),
        rows=rows,
        last_move=moves[-1],
        times_agreed=sum(move.stage is Stage.AGREED for move in moves),
    )


def _snapshot(
    tx: Transaction, review: Review, edition: Edition, rows: tuple[RowOutcome, ...], setting_name: str
) -> Snapshot:
    named = tx.agreements.list_highlights(review)
    choice = Choice(
        strengths=named.get(HighlightKind.STRENGTHS, ()), priorities=named.get(HighlightKind.PRIORITIES, ())
    )
    return Snapshot(
        setting_name=setting_name,
        academic_year=review.academic_year,
        edition=edition,
        columns={row.row: row.column for row in rows if row.column is not None},
        strengths=choice.strengths_in(rows),
        priorities=choice.priorities_in(rows),
    )


def _beside_the_one_before(tx: Transaction, review: Review, snapshot: Snapshot) -> Comparison | None:
    """The review beside the setting's last agreed one; None where that is its first, or the earlier agreed no row."""
    before = tx.agreements.find_before(review)
    edition = tx.editions.find(review.workspace, before.edition) if before else None
    if before is None or edition is None or not before.columns:
        return None
    return compare(
        AgreedColumns(academic_year=before.academic_year, edition=edition, columns=before.columns),
        AgreedColumns(academic_year=snapshot.academic_year, edition=snapshot.edition, columns=snapshot.columns),
        tx.bridges.between(review.workspace, edition, snapshot.edition),
    )


def _rows(tx: Transaction, review: Review, edition: Edition) -> tuple[RowOutcome, ...]:
    columns = {agreed.row: agreed.column for agreed in tx.agreements.list_by_review(review)}
    spreads = {opened.row: opened.spread for opened in tx.meetings.list_by_review(review)}
    return tuple(RowOutcome(row=row.id, column=columns.get(row.id), spread=spreads.get(row.id)) for row in edition.rows)
