"""Two hundred invitations through a bucket of five a second: how long, how many, and how often Slack says no."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.bench import bots
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, at_most

PEOPLE, QUICK_PEOPLE = 200, 15
PER_SECOND = 5
NEVER_S = 120


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """One round: it waits for a bucket, so its time hardly differs from one to the next."""
    people = QUICK_PEOPLE if extent.quick else PEOPLE
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        url = databases.with_review(databases.sqlite("bot"), people=people, invited=False)
        sink.control(per_second=PER_SECOND, forget=1)
        began = time.monotonic()
        stack.enter_context(bots.ours(sink, url=url, POSTS_PER_SECOND=str(PER_SECOND)))
        while sum((told := sink.control())["posts"].values()) < people and time.monotonic() < began + NEVER_S:
            time.sleep(0.2)
        told = sink.wait_until_quiet(seconds=2)
    took, own = told["last_post_at"] - told["first_post_at"], (people - 1) / PER_SECOND
    yield (
        f"Inviting {people}, {PER_SECOND} a second",
        [
            Figure(what="first to last invitation", measured=f"{took:.1f} s"),
            at_most("against the bucket's own time", took / own, 1.15),
            at_most("answers 429", told["refused"], 0),
            at_most("messages beside one each", abs(sum(told["posts"].values()) - people) + _doubled(told["posts"]), 0),
        ],
    )


def _doubled(posts: dict[str, int]) -> int:
    return sum(count - 1 for count in posts.values())
