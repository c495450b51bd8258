"""What is found in the database, and before people's eyes, without asking the bot."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import make_url, text, update
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.capabilities.reflection import texts
from bot.capabilities.reflection.cards.drawing import standing_card
from bot.capabilities.reflection.cards.row import row_card
from bot.capabilities.reflection.cards.whole import overview_card, resting_card
from bot.capabilities.reflection.use_cases.asked import Asked
from bot.capabilities.reflection.use_cases.looking import Desk, look_at_desk
from bot.rehearsal.reading import heading, row_on
from bot.rehearsal.stand_in import Message, Person
from bot.slack.card import Card
from maturity_model.catalog import Column, Edition, RowId
from maturity_model.ids import PersonId
from maturity_model.review import Review
from storage import rows
from storage.store import Store
from tests.torture.kill_copies import Owed
from tests.torture.kill_history import Kept

ZONE = ZoneInfo("Europe/London")
BESIDE = ("", "-wal")


@contextmanager
def left_behind(url: str) -> Iterator[str]:
    """What a dead process left, to be read without healing it: of SQLite's files a copy, PostgreSQL as it stands."""
    file = make_url(url).database if url.startswith("sqlite") else None
    if file is None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="careers-kill-") as folder:
        for end in BESIDE:
            if Path(file + end).exists():
                shutil.copyfile(file + end, f"{folder}/copy.db{end}")
        yield f"sqlite+aiosqlite:///{folder}/copy.db"


async def query(url: str, statement: str) -> Sequence[Any]:
    """The rows that a plain statement finds."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return (await connection.execute(text(statement))).all()
    finally:
        await engine.dispose()


async def kept_answers(url: str) -> list[Kept]:
    """Every answer in the database."""
    found = await query(url, 'SELECT person, "row", "column" FROM reflections')
    return [
        Kept(person=PersonId(who), row=RowId(row), said=texts.answer(None if column is None else Column(column)))
        for who, row, column in found
    ]


async def is_intact(url: str) -> bool:
    """Whether SQLite finds its file whole and every reference in order; PostgreSQL sees to that itself."""
    if not url.startswith("sqlite"):
        return True
    whole = await query(url, "PRAGMA integrity_check")
    return [tuple(row) for row in whole] == [("ok",)] and not await query(url, "PRAGMA foreign_key_check")


async def owed_messages(url: str) -> list[Owed]:
    """Every message that brings a colleague their card."""
    found = await query(url, "SELECT person, state, attempts FROM notices WHERE kind IN ('invitation', 'resumed_card')")
    return [Owed(person=PersonId(who), state=state, attempts=attempts) for who, state, attempts in found]


async def let_cards_fall_due(url: str) -> None:
    """Make every card due that is not noted as drawn, in a database that nobody uses: as if ten seconds had gone by."""
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(update(rows.cards), {"due_at": datetime.now(UTC)})
    await engine.dispose()


@dataclass(frozen=True, kw_only=True)
class Wall:
    """Compares what colleagues see with what is kept."""

    store: Store
    review: Review
    edition: Edition

    async def untrue_cards(self, people: Sequence[Person]) -> list[str]:
        """A sentence for each colleague who has no card, or whose newest card says something else than is kept."""
        found = []
        for person in people:
            asked = Asked(workspace=self.review.workspace, review=self.review.id, person=PersonId(person.id))
            desk = await look_at_desk(self.store, asked)
            seen = [message for message in person.dm() if message.blocks]
            if not seen or desk is None:
                found.append(f"{person.name} has no card")
            elif not any(_is(seen[-1], card) for card in _true_cards(desk, row_on(seen[-1], self.edition))):
                found.append(f"{person.name}'s card “{heading(seen[-1])}” does not say what is kept")
        return found


def _true_cards(desk: Desk, row: RowId | None) -> list[Card]:
    """Every card that would say the truth about somebody's answers, with the row on it that they see."""
    if row:
        return [row_card(replace(desk.sheet, row=row), row)]
    return [standing_card(desk, ZONE), resting_card(desk.sheet, ZONE), overview_card(desk.sheet, ZONE)]


def _is(seen: Message, card: Card) -> bool:
    drawn = json.loads(json.dumps(card.payload()))
    return seen.text == drawn["text"] and _without_ids(seen.blocks) == _without_ids(drawn["blocks"])


def _without_ids(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in block.items() if name != "block_id"} for block in blocks]
