"""What is kept of a school and what Slack shows of it, freed of ids and times, so that two schools can be compared."""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.rehearsal.reading import heading, words
from bot.rehearsal.stand_in import Channel, Person
from maturity_model.notice import NoticeState
from storage import rows
from tests.torture.nth_call_school import Scene

Tables = Mapping[str, list[dict[str, Any]]]
"""The rows of each table that belong to one workspace."""

OF_DELIVERY = frozenset({"notices", "cards", "direct_messages", "received_events"})
"""Tables that say what Slack shows or is to show, and nothing that anybody decided."""

OUTSIDE = "read from outside the bot"
LONGEST_TITLE = 40
TIMES = re.compile(r"<!date\^[^>]*>|\b\d{10}\.\d{6}\b|\d{1,2} [A-Z][a-z]+(?: 20\d\d)?|\d\d:\d\d")
RANDOM_ID = re.compile(r"\b[0-9a-f]{32}\b")


def read_tables(connection: Connection, workspace: str) -> Tables:
    """Every row of this workspace, in the order of its key."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, table in rows.metadata.tables.items():
        query = select(table).where(table.c.workspace == workspace).order_by(*table.primary_key)
        found[name] = [dict(row._mapping) for row in connection.execute(query)]
    return found


class Reader:
    """Reads the tables from outside the bot, over connections of its own."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def take(self, scene: Scene) -> Tables:
        """Everything that is kept of this school now."""
        async with self._engine.connect() as connection:
            return await connection.run_sync(read_tables, scene.home.id)


@asynccontextmanager
async def reading(url: str) -> AsyncIterator[Reader]:
    """A reader of this database until the block ends."""
    engine = create_async_engine(url, poolclass=NullPool, execution_options={OUTSIDE: True})
    try:
        yield Reader(engine)
    finally:
        await engine.dispose()


@contextmanager
def every_commit(scene: Scene) -> Iterator[list[Tables]]:
    """What is kept of this school at the end of each transaction until the block ends, oldest first."""
    taken: list[Tables] = []

    def take(connection: Connection) -> None:
        taken.append(read_tables(connection, scene.home.id))

    event.listen(Engine, "commit", take)
    try:
        yield taken
    finally:
        event.remove(Engine, "commit", take)


def decided(tables: Tables, scene: Scene) -> str:
    """Everything that people decided: the same text for two schools at the same point."""
    told = (name for name in sorted(tables) if name not in OF_DELIVERY)
    return "\n".join(
        line for name in told for line in [name, *sorted(plain(_lasting(row), scene) for row in tables[name])]
    )


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What came of a flow in the end.

    Attributes:
        decided: see `decided`.
        notices: what became of each, by its key.
        cards: whether each shows what it should, by its subject.
        messages: how often each message stands in each channel, by channel, title and contents.
        home: what the careers leader and the facilitator read on Home.
    """

    decided: str
    notices: Mapping[str, NoticeState]
    cards: Mapping[str, bool]
    messages: Counter[tuple[str, str, str]]
    home: tuple[str, ...]


async def look(reader: Reader, scene: Scene) -> Shown:
    """What came of a flow, with Home opened to see."""
    looking = (scene.school.leader, scene.school.facilitator)
    for person in looking:
        await person.open_home()
    await scene.settle()
    tables = await reader.take(scene)
    return Shown(
        decided=decided(tables, scene),
        notices={plain(kept["key"], scene): NoticeState(kept["state"]) for kept in tables["notices"]},
        cards={plain(card["subject"], scene): _is_drawn(card) for card in tables["cards"]},
        messages=Counter(each for channel in scene.home.channels.values() for each in _messages(channel, scene)),
        home=tuple(_home(person, scene) for person in looking),
    )


def plain(value: object, scene: Scene) -> str:
    """A text without this school's ids and without times."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    for known, name in scene.names().items():
        text = text.replace(known, name)
    return RANDOM_ID.sub("review", TIMES.sub("then", text))


def _home(person: Person, scene: Scene) -> str:
    view = person.home()
    return "\n".join(sorted(plain(words(view), scene).splitlines())) if view else ""


def _is_drawn(card: Mapping[str, Any]) -> bool:
    return not card["ts"] or card["drawn"] >= card["version"]  # a card that no message shows cannot be old


def _messages(channel: Channel, scene: Scene) -> Iterator[tuple[str, str, str]]:
    for message in channel.messages():
        place = "thread" if message.thread_ts else "channel"
        blocks = [{name: part for name, part in block.items() if name != "block_id"} for block in message.blocks]
        whole = [place, message.text, blocks, [file.title for file in message.files]]
        title = plain(heading(message) or message.text, scene)[:LONGEST_TITLE]
        yield plain(channel.id, scene), title, plain(whole, scene)


def _lasting(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row without what counts or times it; a review's own id stays."""
    passing = {name for name, value in row.items() if name.endswith("_at") or (name == "id" and isinstance(value, int))}
    return {name: value for name, value in row.items() if name not in passing}
