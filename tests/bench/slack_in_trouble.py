"""How soon clicks are acknowledged while Slack does not take the cards that they draw."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from tests.bench import bots
from tests.bench.bots import QUIET_S, Process, Sink
from tests.bench.clicking import Crowd, crowd, requests_of
from tests.bench.databases import Databases
from tests.bench.figures import Extent, Figure, agreeing, at_most, in_turns, middle
from tests.bench.load import Clicked, click_together

PEOPLE, PER_SECOND = 20, 250
EACH, QUICK_EACH = 50, 25  # four seconds, or two: longer than a late answer takes
CALM_S = 3  # longer than any pause between two attempts at a call, so that no round inherits calls of another
WELL, WELL_AGAIN = "well", "well again"
FAULTS = {WELL: "", "429": "429", "500": "500", "2 s late": "late", WELL_AGAIN: ""}
QUICK_ROUNDS = 1


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """The acknowledgements' p99 with each fault against that without."""
    with ExitStack() as stack:
        sink, databases = stack.enter_context(bots.sink()), stack.enter_context(Databases())
        # What a fault leaves behind, cards to draw again, belongs to the bot that had it.
        each = {
            name: stack.enter_context(bots.ours(sink, url=databases.with_review(databases.sqlite(f"bot{number}"))))
            for number, name in enumerate(FAULTS)
        }
        people = crowd(range(PEOPLE), QUICK_EACH if extent.quick else EACH)
        turns = {name: partial(_round, process, sink, FAULTS[name], people) for name, process in each.items()}
        rounds = in_turns(turns, QUICK_ROUNDS if extent.quick else extent.rounds)
    p99 = {name: middle(clicked.within(0.99) for clicked in rounds[name]) for name in FAULTS}
    figures = [Figure(what=f"ack p99, chat.update {name}", measured=f"{p99[name] * 1000:.0f} ms") for name in FAULTS]
    figures.append(agreeing("well and well again", p99[WELL], p99[WELL_AGAIN]))
    well = (p99[WELL] + p99[WELL_AGAIN]) / 2
    figures += [at_most(f"p99, {name} against well", p99[name] / well, 1.5) for name in FAULTS if FAULTS[name]]
    figures.append(
        at_most("clicks answered with anything but 200", sum(c.failed for r in rounds.values() for c in r), 0)
    )
    yield f"Slack in trouble, {PER_SECOND} clicks a second by {PEOPLE} people", figures


def _round(process: Process, sink: Sink, fault: str, people: Crowd) -> Clicked:
    requests = requests_of(people)
    sink.control(fault=fault)
    clicked = asyncio.run(click_together(process.port, requests, every=PEOPLE / PER_SECOND))
    sink.control(fault="")
    sink.wait_until_quiet(seconds=CALM_S if fault else QUIET_S)
    return clicked
