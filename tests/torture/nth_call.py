"""Fails the n-th call of the database, then the n-th of Slack, for n = 1, 2, 3 … until a run passes untouched.

Every main flow goes through it. Whoever presses is told the truth, nothing is half there, and pressing again brings
exactly what an untouched run brings, once.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from tests.torture.databases import POSTGRESQL, SQLITE, database
from tests.torture.nth_call_calls import (
    SILENCES,
    TROUBLES,
    DatabaseCalls,
    Failing,
    Permits,
    Silence,
    SlackCalls,
    Trouble,
)
from tests.torture.nth_call_flows import ANSWER, FLOWS, Flow
from tests.torture.nth_call_kept import Reader, reading
from tests.torture.nth_call_school import Town, town
from tests.torture.nth_call_trial import Trial, Untouched, run_untouched
from tests.torture.verdict import Size, Verdict

MOST_CALLS = 1000
SMALL_STRIDE = 9


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to fail the n-th call of something."""

    name: str
    permits: Permits
    fail: Callable[[int, Town], Failing]


def of_database(trouble: Trouble) -> Way:
    return Way(name=trouble.name, permits=trouble.permits, fail=lambda n, _: DatabaseCalls(n, trouble))


def of_slack(silence: Silence) -> Way:
    return Way(name=silence.name, permits=silence.permits, fail=lambda n, here: SlackCalls(n, silence, here.slack))


DATABASE = tuple(map(of_database, TROUBLES))
SLACK = tuple(map(of_slack, SILENCES))


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A flow in a bot of its own, and what it comes to when nothing fails."""

    flow: Flow
    here: Town
    reader: Reader
    untouched: Untouched

    async def try_out(self, way: Way, n: int) -> tuple[str, list[str]]:
        """Fail the n-th call of a run: gives which call that was, "" where the run had fewer, and what was found."""
        failing = way.fail(n, self.here)
        trial = Trial(
            flow=self.flow,
            scene=self.here.new_school(),
            reader=self.reader,
            untouched=self.untouched,
            failing=failing,
            permits=way.permits,
        )
        found = await trial.run()
        return failing.struck, found


async def torture(size: Size) -> Sequence[Verdict]:
    """One verdict for each flow and whose calls failed."""
    if size is Size.SMALL:
        return [await fail_each(SQLITE, ANSWER, DATABASE, stride=SMALL_STRIDE)]
    plan = [(kind, flow, DATABASE) for kind in (SQLITE, POSTGRESQL) for flow in FLOWS]
    plan += [(SQLITE, flow, SLACK) for flow in FLOWS]
    return [await fail_each(kind, flow, ways) for kind, flow, ways in plan]


async def fail_each(kind: str, flow: Flow, ways: Sequence[Way], *, stride: int = 1) -> Verdict:
    """Fail every call of a flow, or with a stride some, in each of these ways."""
    whose = "Slack" if ways[0] in SLACK else kind
    found: list[str] = []
    trials = 0
    async with bench(kind, flow) as stand:
        for way in ways:
            for n in range(1, MOST_CALLS, stride):
                struck, sentences = await stand.try_out(way, n)
                found += [f"{flow.name}, {way.name}, {whose}, n = {n}, {struck or 'none'}: {it}" for it in sentences]
                if not struck:
                    break
                trials += 1
    return Verdict(fault=f"{flow.name}: the n-th call of {whose} fails", trials=trials, found=tuple(found))


@asynccontextmanager
async def bench(kind: str, flow: Flow) -> AsyncIterator[Bench]:
    """A bot on a database of this kind, in which the flow has gone well once."""
    with quiet(), database(kind) as url:
        async with town(url) as here, reading(url) as reader:
            untouched = await run_untouched(flow, here.new_school(), reader)
            yield Bench(flow=flow, here=here, reader=reader, untouched=untouched)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the bot's log to itself: what it says of these failures would bury the account."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
