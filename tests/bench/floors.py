"""The floors: what is left of such a bot where nothing is done but what every bot must do, and that well.

(ii)  `acknowledging`: Bolt with `process_before_response` acknowledges a click.
(iv)  `sqlite`: the same, with one SQLAlchemy Core upsert through aiosqlite (WAL, NORMAL) committed before the
      acknowledgement, and one `chat.update` with a card as large as ours after it.
(v)   `postgresql`: the same on PostgreSQL.

They are not made slow: the session to Slack is kept, the card is ready made, the statement is built once, SQLite has
one connection (several wait for each other in the file, and are slower).
"""

import asyncio
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

Save = Callable[[dict[str, Any]], Awaitable[None]]

answers = Table(
    "answers",
    MetaData(),
    Column("review", String(32), primary_key=True),
    Column("person", String(32), primary_key=True),
    Column("row", String(16), primary_key=True),
    Column("column", Integer),
    Column("answered_at", DateTime(timezone=True), nullable=False),
)


async def floor(kind: str) -> None:
    """Say the port, and answer clicks until whoever started it closes its input."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token="xoxb-bench", base_url=os.environ["SLACK_API_URL"], session=session)
        app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"], process_before_response=True)
        match kind:
            case "acknowledging":
                app.action(re.compile(".*"))(acknowledge)
            case "sqlite" | "postgresql":
                app.action(re.compile(".*"))(saving(await upserting(os.environ["DATABASE_URL"]), client))
        runner = web.AppRunner(app.server(port=0, path="/slack/events").web_app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(runner.addresses[0][1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        await runner.cleanup()


async def acknowledge(ack: AsyncAck) -> None:
    await ack()


def saving(save: Save, client: AsyncWebClient) -> Callable[[AsyncAck, dict[str, Any]], Awaitable[None]]:
    """A listener that saves, acknowledges, and then shows the card, whose blocks the bench has made before."""
    card = json.loads(sys.argv[2])
    tasks: set[asyncio.Task[Any]] = set()

    async def listener(ack: AsyncAck, body: dict[str, Any]) -> None:
        await save(body)
        await ack()
        place = {"channel": body["container"]["channel_id"], "ts": body["container"]["message_ts"]}
        task = asyncio.create_task(client.chat_update(**place, **card))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    return listener


async def upserting(url: str) -> Save:
    """How an answer is saved: one statement, one transaction."""
    engine = engine_for(url)
    insert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
    statement = insert(answers)
    changed = {name: statement.excluded[name] for name in ("column", "answered_at")}
    upsert = statement.on_conflict_do_update(index_elements=["review", "person", "row"], set_=changed)
    async with engine.begin() as connection:
        await connection.run_sync(answers.metadata.create_all)

    async def save(body: dict[str, Any]) -> None:
        review, row, column = json.loads(body["actions"][0]["value"])
        kept = {"review": review, "person": body["user"]["id"], "row": row, "column": column}
        async with engine.begin() as connection:
            await connection.execute(upsert, {**kept, "answered_at": datetime.now(UTC)})

    return save


def engine_for(url: str) -> AsyncEngine:
    """SQLite in WAL with NORMAL and one connection; PostgreSQL with as many as the bot, all of them kept."""
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=10, max_overflow=0)
    engine = create_async_engine(url, pool_size=1, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(driver: Any, _entry: object) -> None:  # noqa: ANN401 - the driver's connection, as an adapter has it
        cursor = driver.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.close()

    return engine


if __name__ == "__main__":
    asyncio.run(floor(sys.argv[1]))
