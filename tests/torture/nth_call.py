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
    ANSWER_LOST,
    FROM_THEN_ON,
    ONCE,
    SILENCES,
    DatabaseCalls,
    Failing,
    Permits,
    Silence,
    SlackCalls,
    Trouble,
)
from tests.torture.nth_call_flows import FLOWS, OPEN_ROW, RECORD, Flow
from tests.torture.nth_call_kept import Reader, reading
from tests.torture.nth_call_school import Town, town
from tests.torture.nth_call_trial import Trial, Untouched, run_untouched
from tests.torture.verdict import Size, Verdict

EVERY_CALL, EVERY_FOURTH = range(1, 1000), range(1, 1000, 4)  # more than any run has
A_FEW_STATEMENTS, A_FEW_POSTS = (1, 6, 21), (3, 8)


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


SINGLE, LASTING = (of_database(ONCE), of_database(ANSWER_LOST)), (of_database(FROM_THEN_ON),)
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
        return [
            await fail_each(SQLITE, RECORD, SINGLE, A_FEW_STATEMENTS),
            await fail_each(SQLITE, RECORD, LASTING, A_FEW_STATEMENTS),
            await fail_each(SQLITE, OPEN_ROW, SLACK[2:4], A_FEW_POSTS),
        ]
    plan: list[tuple[str, Sequence[Way], Sequence[int]]] = [
        (SQLITE, SINGLE, EVERY_CALL),
        (SQLITE, LASTING, EVERY_FOURTH),
        (POSTGRESQL, SINGLE, EVERY_CALL),
        (SQLITE, SLACK, EVERY_CALL),
    ]
    return [await fail_each(kind, flow, ways, calls) for kind, ways, calls in plan for flow in FLOWS]


async def fail_each(kind: str, flow: Flow, ways: Sequence[Way], calls: Sequence[int] = EVERY_CALL) -> Verdict:
    """Fail each of these calls of a flow in each of these ways, as far as a run has them."""
    whose = "Slack" if ways[0] in SLACK else kind
    found: list[str] = []
    trials, longest = 0, 0
    async with bench(kind, flow) as stand:
        for way in ways:
            for n in calls:
                struck, sentences = await stand.try_out(way, n)
                found += [f"{flow.name}, {way.name}, {whose}, n = {n}, {struck or 'none'}: {it}" for it in sentences]
                if not struck:
                    break
                trials, longest = trials + 1, max(longest, n)
    fault = f"{flow.name}: {whose} fails the n-th call{' and all that follow' if ways is LASTING else ''}"
    return Verdict(fault=fault, trials=trials, found=tuple(found), beside=(("greatest n", str(longest)),))


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
