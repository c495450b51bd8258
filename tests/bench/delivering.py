"""Ten thousand notices due in the same minute: that all arrive in their order, and what clicks beside them notice."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from random import Random

from maturity_model.ids import ChannelId
from maturity_model.notice import PlannedNotice
from storage.store import open_store
from storage.transaction import Transaction
from tests.bench import bots, school
from tests.bench.bots import Process, Sink
from tests.bench.clicking import crowd, requests_of
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, at_most, middle
from tests.bench.load import Clicked, click_together

DUE, QUICK_DUE = 10_000, 200
POSTS_PER_SECOND = 50  # the fastest that can be configured, which crowds clicks most
WITHIN_S = 20  # they fall due one after the other in this time, faster than they can leave
PLANNED_A_SECOND = 1_000  # or more: all are kept before the first falls due
PEOPLE, PER_SECOND = 10, 50
SITTING_S = 3  # a request is signed shortly before it is sent
IDLE_SITTINGS, QUICK_IDLE_SITTINGS = 5, 1  # before, and as many after
SLOWEST = 25  # notices a second; a bot that is slower will not have done by then
SEED = 20261122


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of it: seconds until clicks were acknowledged, by sitting; posts by channel, in their order."""

    before: Sequence[Sequence[float]]
    beside: Sequence[Sequence[float]]
    after: Sequence[Sequence[float]]
    failed: int
    posts: dict[str, int]
    refused: int
    took: float


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """One round: its length hides what a single slow moment does."""
    due = QUICK_DUE if extent.quick else DUE
    came = _deliver(due, QUICK_IDLE_SITTINGS if extent.quick else IDLE_SITTINGS)
    in_order = sorted(came.posts)  # a channel is named for its notice's place
    each = {"idle, before it": came.before, "beside it": came.beside, "idle, after it": came.after}
    before, beside, after = (_p99(list(chain(*sittings))) for sittings in each.values())
    yield (
        f"Delivering {due:,} due in the same minute, {PER_SECOND} clicks a second",
        [
            Figure(what="first to last", measured=f"{came.took:.0f} s, {due / came.took:.0f} a second"),
            at_most("missing", due - len(came.posts), 0),
            at_most("sent twice", sum(count - 1 for count in came.posts.values()), 0),
            at_most("out of the order in which they fell due", sum(map(_differ, came.posts, in_order)), 0),
            at_most("answers 429", came.refused, 0),
            *(Figure(what=f"ack p99 {when}", measured=_told(sittings)) for when, sittings in each.items()),
            at_most("p99 beside it against the better of idle", beside / min(before, after), 1.5),
            at_most("clicks answered with anything but 200", came.failed, 0),
        ],
    )


def _differ(one: str, other: str) -> bool:
    return one != other


def _told(sittings: Sequence[Sequence[float]]) -> str:
    """The p99 of all clicks, and the middle of the sittings' own: what else the machine does shows between them."""
    every = list(chain(*sittings))
    each = middle(_p99(sitting) for sitting in sittings if sitting)
    return f"{_p99(every) * 1000:.1f} ms of {len(every):,}; of a sitting {each * 1000:.1f}"


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[int(0.99 * len(seconds))]


def _deliver(due: int, idle_sittings: int) -> Came:
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        url = databases.with_review(databases.sqlite("bot"))
        bot = stack.enter_context(bots.ours(sink, url=url, POSTS_PER_SECOND=str(POSTS_PER_SECOND)))
        _sit(bot)  # what is done once at first belongs to neither
        before = [_sit(bot) for _ in range(idle_sittings)]
        sink.control(per_second=POSTS_PER_SECOND, forget=1)
        first_at = asyncio.run(_plan(url, due))
        time.sleep(max(0.0, (first_at - datetime.now(UTC)).total_seconds()))
        beside = list(_sittings_beside(bot, sink, due))
        told = sink.wait_until_quiet(seconds=1)
        after = [_sit(bot) for _ in range(idle_sittings)]
    first, last = told["first_post_at"], told["last_post_at"]
    return Came(
        before=[clicked.seconds for clicked in before],
        beside=[clicked.between(first, last) for clicked in beside],
        after=[clicked.seconds for clicked in after],
        failed=sum(clicked.failed for clicked in (*before, *beside, *after)),
        posts=told["posts"],
        refused=told["refused"],
        took=last - first,
    )


def _sittings_beside(bot: Process, sink: Sink, due: int) -> Iterator[Clicked]:
    bot.tell("wake")
    give_up_at = time.monotonic() + due / SLOWEST + SITTING_S
    while time.monotonic() < give_up_at:
        yield _sit(bot)
        if len(sink.control()["posts"]) >= due:
            return


def _sit(bot: Process) -> Clicked:
    requests = requests_of(crowd(range(PEOPLE), SITTING_S * PER_SECOND // PEOPLE))
    return asyncio.run(click_together(bot.port, requests, every=PEOPLE / PER_SECOND))


async def _plan(url: str, due: int) -> datetime:
    """Keep the notices, in another order than that in which they fall due; gives when the first of them does."""
    first_at, places = datetime.now(UTC) + timedelta(seconds=due / PLANNED_A_SECOND), list(range(due))
    Random(SEED).shuffle(places)
    store = await open_store(url)

    def decide(tx: Transaction) -> None:
        for place in places:
            tx.notices.plan(_notice(place, first_at + place * timedelta(seconds=WITHIN_S) / DUE))

    await store.write(decide)
    await store.close()
    return first_at


def _notice(place: int, due_at: datetime) -> PlannedNotice:
    """To a channel of its own, so that each is told from the others by where it goes."""
    person = school.person(place % school.MOST_PEOPLE)
    invitation = school.invitation(school.review_of(school.MOST_PEOPLE), person, at=due_at)
    return replace(invitation, key=f"bench:{place}", subject=None, channel=ChannelId(f"C{place:010d}"))
