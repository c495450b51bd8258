"""A sweep over ten thousand waiting notices, five hundred of which are due: what clicks beside it notice."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from maturity_model.notice import PlannedNotice
from maturity_model.review import Review
from storage.store import open_store
from storage.transaction import Transaction
from tests.bench import bots, school
from tests.bench.bots import Process
from tests.bench.clicking import crowd, requests_of
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, at_most, middle
from tests.bench.load import Clicked, click_together

PENDING, DUE = 10_000, 500
POSTS_PER_SECOND = 50  # the fastest that can be configured, which crowds clicks most
PEOPLE, PER_SECOND = 10, 50
DUE_AFTER_S = 8  # the bot starts meanwhile, and clicks begin
WARM_S, BESIDE_S, QUICK_S = 1, 10, 3
ROUNDS = 5
LONGEST_STALL_MS = 20


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """The slowest ack of so many seconds from the sweep's beginning on, against that of some seconds before it."""
    beside_s = QUICK_S if extent.quick else BESIDE_S
    before, beside = [], []
    for _ in range(1 if extent.quick else ROUNDS):
        clicked, swept_at = _round(beside_s)
        before.append(max(clicked.between(clicked.began_at + WARM_S, swept_at - WARM_S)) * 1000)
        beside.append(max(clicked.between(swept_at, swept_at + beside_s)) * 1000)
    stall = middle(one - other for one, other in zip(beside, before, strict=True))
    yield (
        f"A sweep over {PENDING:,} notices, {DUE} due, 50 clicks a second",
        [
            Figure(what="slowest ack before it", measured=f"{middle(before):.0f} ms"),
            Figure(what="slowest ack beside it", measured=f"{middle(beside):.0f} ms"),
            at_most("longest stall, ms", stall, LONGEST_STALL_MS),
        ],
    )


def _round(beside_s: float) -> tuple[Clicked, float]:
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        url = databases.with_review(databases.sqlite("bot"))
        due_at = asyncio.run(_plan(url))
        bot = stack.enter_context(bots.ours(sink, url=url, POSTS_PER_SECOND=str(POSTS_PER_SECOND)))
        return asyncio.run(_click_through(bot, due_at, beside_s))


async def _click_through(bot: Process, due_at: datetime, beside_s: float) -> tuple[Clicked, float]:
    """The clicks, and when the sweep began."""
    before_s = (due_at - datetime.now(UTC)).total_seconds() + 1
    people = crowd(range(PEOPLE), int((before_s + beside_s) * PER_SECOND / PEOPLE))
    clicking = asyncio.create_task(click_together(bot.port, requests_of(people), every=PEOPLE / PER_SECOND))
    await asyncio.sleep(before_s)
    swept_at = time.monotonic()
    await asyncio.to_thread(bot.tell, "wake")
    return await clicking, swept_at


async def _plan(url: str) -> datetime:
    """Keep the notices: `DUE` of them fall due in a while, all others in a week."""
    now = datetime.now(UTC)
    due_at, review = now + timedelta(seconds=DUE_AFTER_S), school.review_of(school.MOST_PEOPLE)
    store = await open_store(url)

    def decide(tx: Transaction) -> None:
        for number in range(PENDING):
            tx.notices.plan(_notice(review, number, due_at if number < DUE else now + timedelta(days=7)))

    await store.write(decide)
    await store.close()
    return due_at


def _notice(review: Review, number: int, due_at: datetime) -> PlannedNotice:
    person = school.person(number % school.MOST_PEOPLE)
    return replace(school.invitation(review, person, at=due_at), key=f"bench:{number}", subject=None)
