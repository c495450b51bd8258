"""How soon clicks are acknowledged while a chart is always being drawn."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from tests.bench import bots
from tests.bench.bots import Process
from tests.bench.clicking import Crowd, crowd, requests_of
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, agreeing, at_most, in_turns, middle
from tests.bench.load import Clicked, click_together

PEOPLE, PER_SECOND = 10, 50
EACH, QUICK_EACH = 50, 10  # ten seconds, or two
WITHOUT, WITH, WITHOUT_AGAIN = "no chart", "a chart always rendering", "no chart again"


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """The acknowledgements' p99 with a chart always rendering against that without, at 50 clicks a second."""
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        bot = stack.enter_context(bots.ours(sink, url=databases.with_review(databases.sqlite("bot"))))
        tasks = {WITHOUT: "rest", WITH: "render", WITHOUT_AGAIN: "rest"}
        people = crowd(range(PEOPLE), QUICK_EACH if extent.quick else EACH)
        turns = {name: partial(_round, bot, task, people) for name, task in tasks.items()}
        rounds = in_turns(turns, extent.rounds)
    p99 = {name: middle(clicked.within(0.99) for clicked in each) for name, each in rounds.items()}
    figures = [Figure(what=f"ack p99, {name}", measured=f"{p99[name] * 1000:.1f} ms") for name in p99]
    figures.append(agreeing("without and again", p99[WITHOUT], p99[WITHOUT_AGAIN]))
    against = p99[WITH] / ((p99[WITHOUT] + p99[WITHOUT_AGAIN]) / 2)
    yield (
        "Charts beside clicks, 50 clicks a second",
        [*figures, at_most("p99, with against without", against, 2, aim=1.3)],
    )


def _round(bot: Process, task: str, people: Crowd) -> Clicked:
    requests = requests_of(people)
    bot.tell(task)
    clicked = asyncio.run(click_together(bot.port, requests, every=PEOPLE / PER_SECOND))
    bot.tell("rest")
    return clicked
