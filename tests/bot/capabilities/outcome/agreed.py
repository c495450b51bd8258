"""What the tests of the outcome start from: a review in its meeting, with columns agreed and spreads frozen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.catalog import Column, Edition, EditionId, Row, RowId
from maturity_model.ids import PersonId, ReviewId
from maturity_model.notice import Notice
from maturity_model.review import Review, Stage
from maturity_model.spread import Counts, Spread
from storage.store import Store
from storage.transaction import Transaction
from tests.given import FACILITATOR, LEADER, NOW, WORKSPACE, built_in, colleagues, kept, review

COLUMNS = {"1.1": 4, "1.2": 3, "1.3": 2, "2.1": 1, "2.2": 1, "3.1": 3, "4.1": 2}
"""What most tests' meetings agreed: two rows at column 1, two at column 2, and the rest of the model left open."""

PRIORITIES = "1.3,2.1,2.2,4.1"


def every_row_at(column: int) -> dict[str, int]:
    return {row.id: column for row in built_in().rows}


async def in_meeting(store: Store, columns: Mapping[str, int] = COLUMNS) -> Review:
    """A review whose meeting has agreed these columns."""
    meeting = await kept(store, review(*colleagues(3), stage=Stage.AGREEING))
    await agree(store, meeting, columns)
    return meeting


async def agree(
    store: Store, meeting: Review, columns: Mapping[str, int], *, counts: Counts = (0, 3, 0, 0), at: datetime = NOW
) -> None:
    """Open these rows and record their columns."""

    def decide(tx: Transaction) -> None:
        for row, column in columns.items():
            spread = Spread(counts=counts, cannot_judge=0)
            tx.meetings.put(meeting, OpenedRow(row=RowId(row), spread=spread, opened_at=at))
            agreed = Agreement(row=RowId(row), column=Column(column), recorded_by=FACILITATOR, recorded_at=at)
            tx.agreements.put(meeting, agreed)

    await store.write(decide)


async def finish(store: Store, meeting: Review, *, by: PersonId = FACILITATOR, at: datetime = NOW) -> Review:
    """The review once its meeting is finished."""

    def decide(tx: Transaction) -> Review:
        agreed = tx.reviews.get_for_change(meeting.workspace, meeting.id).moved_to(Stage.AGREED)
        tx.reviews.put(agreed)
        tx.reviews.add_move(agreed, by=by, at=at)
        return agreed

    return await store.write(decide)


async def agreed_review(store: Store, columns: Mapping[str, int] = COLUMNS) -> Review:
    """A review that is agreed with these columns."""
    return await finish(store, await in_meeting(store, columns))


async def agreed_before(
    store: Store, columns: Mapping[str, int] = COLUMNS, *, years: int = 1, edition: Edition | None = None
) -> Review:
    """A review of the same setting that was agreed so many years ago, on that edition or on the built-in one."""
    at = NOW - timedelta(days=365 * years)
    year = f"{2026 - years}/{27 - years}"
    its = replace(
        review(*colleagues(3), stage=Stage.AGREEING), id=ReviewId(f"review-{years}-years-ago"), academic_year=year
    )
    if edition:
        its = replace(its, edition=edition.id)
        await store.write(lambda tx: tx.editions.install(edition, workspace=WORKSPACE, person=LEADER, at=at))
    meeting = await kept(store, its, at=at)
    await agree(store, meeting, columns, at=at)
    return await finish(store, meeting, at=at)


def last_years(*reworded: str) -> Edition:
    """The edition of the year before: the built-in one, in which these rows asked something else."""
    whole = built_in()
    themes = tuple(
        replace(theme, rows=tuple(_asking(row) if row.id in reworded else row for row in theme.rows))
        for theme in whole.themes
    )
    return replace(whole, id=EditionId("schools-2025"), year=2025, themes=themes)


def _asking(row: Row) -> Row:
    return replace(row, statements=("It asked something else.", *row.statements[1:]))


async def planned(store: Store, review: Review, kind: str) -> list[Notice]:
    """All notices of a kind that the review ever had."""
    return await store.read(lambda tx: tx.notices.list_by_kind(review, kind))
