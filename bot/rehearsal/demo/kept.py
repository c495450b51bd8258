"""What the database file holds once the bot is down."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.demo.plan import Plan
from bot.rehearsal.scene import Scene
from maturity_model.agreement import Agreement
from maturity_model.catalog import Column, RowId
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import RULES
from maturity_model.review import Review
from maturity_model.setting import Setting
from maturity_model.spread import Spread
from storage.store import open_store
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the database holds of the review."""

    setting: Setting
    review: Review
    answers: Mapping[tuple[PersonId, RowId], Column | None]
    spreads: Mapping[RowId, Spread]
    agreements: Mapping[RowId, Agreement]
    notices: tuple[Notice, ...]


async def read_kept(plan: Plan, on: Scene) -> Kept:
    """Look into the bot's database file from outside, whether the bot runs or not.

    Raises:
        NotAsPromised: there is no review in it.
    """
    store = await open_store(f"sqlite+aiosqlite:///{plan.database}")
    leader, workspace = PersonId(on.leader.person.id), WorkspaceId(on.slack.workspace.id)

    def look(tx: Transaction) -> Kept | None:
        return next((_kept(tx, review) for review in tx.reviews.list_by_member(workspace, leader)), None)

    try:
        kept = await store.read(look)
    finally:
        await store.close()
    if kept is None:
        raise NotAsPromised("the database holds no review")
    return kept


def close_file(path: Path) -> None:
    """Leave a database as one file that can be handed on."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def _kept(tx: Transaction, review: Review) -> Kept:
    answers = tx.reflections.list_by_review(review)
    return Kept(
        setting=tx.settings.get(review.workspace, review.setting),
        review=review,
        answers={(answer.person, answer.row): answer.column for answer in answers},
        spreads={opened.row: opened.spread for opened in tx.meetings.list_by_review(review)},
        agreements={agreement.row: agreement for agreement in tx.agreements.list_by_review(review)},
        notices=tuple(tx.notices.list_by_kind(review, *RULES)),
    )
