"""The bench itself: that it counts what it says, and that its ratios would say so where a target is missed."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.bench import bots, school
from tests.bench.bots import Sink
from tests.bench.clicking import Contestant, crowd, sit
from tests.bench.databases import COUNT, FORGET, Databases
from tests.bench.figures import agreeing, at_least, at_most, in_turns
from tests.bench.sink import Bucket
from tests.bench.starting import libraries_of

TWO_CLICK_TWICE = [crowd(range(2), 2)]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def sink(stack: ExitStack) -> Sink:
    return stack.enter_context(bots.sink())


def test_the_bot_is_seen_to_save_each_click_and_to_make_one_call_for_it(stack: ExitStack, sink: Sink) -> None:
    databases = stack.enter_context(Databases())
    url = databases.with_review(databases.sqlite("bot"), people=2)
    bot = Contestant(process=stack.enter_context(bots.ours(sink, url=url)), kept_at=url, forget=FORGET, count=COUNT)

    came = sit(bot, sink, TWO_CLICK_TWICE)

    assert (came.failed, came.lost, came.calls) == (0, 0, 1.0)
    assert came.connections <= 2
    assert came.cpu_ms > 0


def test_a_floor_does_what_it_says(stack: ExitStack, sink: Sink) -> None:
    url, card = stack.enter_context(Databases()).sqlite("floor"), school.card(school.EDITION.rows[1])
    floor = Contestant(process=stack.enter_context(bots.floor("sqlite", sink, url=url, card=card)))

    sit(floor, sink, TWO_CLICK_TWICE)  # the first click has Bolt ask whose token it is

    came = sit(floor, sink, TWO_CLICK_TWICE)

    assert (came.failed, came.calls) == (0, 1.0)


def test_answers_that_are_not_kept_are_counted_as_lost(stack: ExitStack, sink: Sink) -> None:
    databases = stack.enter_context(Databases())
    url = databases.with_review(databases.sqlite("bot"), people=2)
    forgetful = Contestant(
        process=stack.enter_context(bots.floor("acknowledging", sink)), kept_at=url, forget=FORGET, count=COUNT
    )

    assert sit(forgetful, sink, TWO_CLICK_TWICE).lost == 4


def test_a_target_that_is_missed_is_not_met() -> None:
    assert [at_least("rate", measured, 1).met for measured in (0.99, 1.0, 1.5)] == [False, True, True]
    assert [at_most("CPU", measured, 1).met for measured in (1.01, 1.0, 0.7)] == [False, True, True]


def test_copies_of_a_floor_agree_within_a_tenth() -> None:
    assert [agreeing("floor", 100, other).met for other in (100, 109, 111, 80)] == [True, True, False, False]


def test_everybody_runs_once_a_round_and_nobody_is_always_first() -> None:
    ran: list[str] = []

    in_turns({name: lambda name=name: ran.append(name) for name in "abc"}, 3)  # type: ignore[misc]

    assert "".join(ran) == "abcbcacab"


def test_the_bucket_lets_no_more_posts_in_than_its_rate() -> None:
    bucket = Bucket(per_second=0.001)

    assert [bucket.take() for _ in range(4)] == [True, True, False, False]


def test_the_libraries_are_those_that_our_modules_name() -> None:
    assert libraries_of(["bot.slack.guard", "aiohttp", "orjson", "yarl", "slack_bolt"]) == ["aiohttp", "orjson", "yarl"]
