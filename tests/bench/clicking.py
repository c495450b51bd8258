"""A saved answer against the floors: rate, processor time, calls, connections, and what is kept in the end."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from tests.bench import bots, school
from tests.bench.bots import Process, Sink
from tests.bench.databases import COUNT, FORGET, FORGET_OF_FLOOR, Databases, ask
from tests.bench.figures import Extent, Figure, agreeing, at_least, at_most, in_turns, middle
from tests.bench.load import click_together

CROWDS = {1: 30, 20: 20, 100: 5}
"""How many click at once, and how often each of them does in a sitting."""

SITTINGS = {1: 8, 20: 1, 100: 1}
QUICK_CROWD = 20
WORST_ACK_S = 2.0

ACKNOWLEDGING = "(ii) acknowledges"
SQLITE_FLOOR, SQLITE_AGAIN, ON_SQLITE = "(iv) SQLite NORMAL", "(iv) again", "the bot, SQLite FULL"
POSTGRESQL_FLOOR, POSTGRESQL_AGAIN, ON_POSTGRESQL = "(v) PostgreSQL", "(v) again", "the bot, PostgreSQL"


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """A process that takes clicks; where it keeps answers, and how they are forgotten and, the bot's only, counted."""

    process: Process
    kept_at: str = ""
    forget: str = FORGET_OF_FLOOR
    count: str = ""


@dataclass(frozen=True, kw_only=True)
class Round:
    """What some sittings came to, their calls to Slack included; in each sitting others click."""

    slowest_ack_s: float
    failed: int
    rate: float  # a second
    cpu_ms: float  # a click
    calls: float  # a click
    connections: int
    lost: int


Rounds = Mapping[str, Sequence[Round]]
Crowd = Mapping[int, range]
"""Whose turn it is to click, and the rows that each of them answers."""


def measure(extent: Extent) -> Iterator[tuple[str, list[Figure]]]:
    """A table for each crowd, one after the other; quickly, for one of them."""
    with ExitStack() as stack:
        sink = stack.enter_context(bots.sink())
        contestants = _contestants(stack, sink, stack.enter_context(Databases()))
        for contestant in contestants.values():
            sit(contestant, sink, [crowd(range(1), 25)])  # what is done once at first belongs to no round
        for people in (QUICK_CROWD,) if extent.quick else CROWDS:
            each, sittings = CROWDS[people], SITTINGS[people]
            crowds = [crowd(range(first * people, (first + 1) * people), each) for first in range(sittings)]
            turns = {name: partial(sit, who, sink, crowds) for name, who in contestants.items()}
            rounds = in_turns(turns, extent.rounds)
            yield (
                f"{people} at once, {people * each * sittings} clicks a round",
                [*_facts(rounds), *_ratios(rounds, people)],
            )


def _contestants(stack: ExitStack, sink: Sink, databases: Databases) -> Mapping[str, Contestant]:
    card = school.card(school.EDITION.rows[1])

    def floor(kind: str, url: str = "") -> Contestant:
        return Contestant(process=stack.enter_context(bots.floor(kind, sink, url=url, card=card)), kept_at=url)

    def bot(url: str) -> Contestant:
        kept_at = databases.with_review(url)
        process = stack.enter_context(bots.ours(sink, url=kept_at))
        return Contestant(process=process, kept_at=kept_at, forget=FORGET, count=COUNT)

    return {
        ACKNOWLEDGING: floor("acknowledging"),
        SQLITE_FLOOR: floor("sqlite", databases.sqlite("floor")),
        SQLITE_AGAIN: floor("sqlite", databases.sqlite("again")),
        ON_SQLITE: bot(databases.sqlite("bot")),
        POSTGRESQL_FLOOR: floor("postgresql", databases.postgresql("floor")),
        POSTGRESQL_AGAIN: floor("postgresql", databases.postgresql("again")),
        ON_POSTGRESQL: bot(databases.postgresql("bot")),
    }


def sit(who: Contestant, sink: Sink, crowds: Sequence[Crowd]) -> Round:
    """Let crowds click, one after the other, each once what the last one did is through."""
    if who.kept_at:
        ask(who.kept_at, who.forget)
    sink.control(forget=1)
    spent = who.process.cpu_s
    sat, took = [], 0.0
    for people in crowds:
        sat.append(clicked := asyncio.run(click_together(who.process.port, requests_of(people))))
        last_at = sink.wait_until_quiet()["last_at"]
        took += max(clicked.ended_at, last_at) - clicked.began_at
    told, clicks = sink.control(), sum(len(clicked.seconds) for clicked in sat)
    return Round(
        slowest_ack_s=max(max(clicked.seconds) for clicked in sat),
        failed=sum(clicked.failed for clicked in sat),
        rate=clicks / took,
        cpu_ms=(who.process.cpu_s - spent) / clicks * 1000,
        calls=sum(told["calls"].values()) / clicks,
        connections=told["connections"],
        lost=clicks - ask(who.kept_at, who.count) if who.count else 0,
    )


def crowd(people: Iterable[int], each: int) -> Crowd:
    """So many people who answer so many rows each."""
    return {person: range(each) for person in people}


def requests_of(people: Crowd) -> list[list[bytes]]:
    """Everybody's clicks, signed now."""
    return [[school.click(person, turn) for turn in turns] for person, turns in people.items()]


def _facts(rounds: Rounds) -> Iterator[Figure]:
    for name, each in rounds.items():
        rate, cpu, worst = (middle(map(get, each)) for get in (_rate, _cpu, _worst_ms))
        yield Figure(what=name, measured=f"{rate:.0f}/s, {cpu:.2f} ms CPU, slowest ack {worst:.0f} ms")


def _ratios(rounds: Rounds, people: int) -> Iterator[Figure]:
    for one, again in ((SQLITE_FLOOR, SQLITE_AGAIN), (POSTGRESQL_FLOOR, POSTGRESQL_AGAIN)):
        for kind, get in (("rate", _rate), ("CPU", _cpu)):
            yield agreeing(f"{one} and again: {kind}", *(middle(map(get, rounds[name])) for name in (one, again)))
    iv, v = (SQLITE_FLOOR, SQLITE_AGAIN), (POSTGRESQL_FLOOR, POSTGRESQL_AGAIN)
    yield at_least("SQLite: rate against (iv)", _ratio(rounds, _rate, ON_SQLITE, iv), 1.0, aim=1.5)
    yield at_most("SQLite: CPU a click against (iv)", _ratio(rounds, _cpu, ON_SQLITE, iv), 1.0, aim=0.7)
    yield at_least("PostgreSQL: rate against (v)", _ratio(rounds, _rate, ON_POSTGRESQL, v), 0.65, aim=1.0)
    yield at_most("PostgreSQL: CPU a click against (v)", _ratio(rounds, _cpu, ON_POSTGRESQL, v), 1.6, aim=1.0)
    ours = [round_ for name in (ON_SQLITE, ON_POSTGRESQL) for round_ in rounds[name]]
    yield at_most("Web API calls a click, at most", max(round_.calls for round_ in ours), 1.0)
    yield at_least("Web API calls a click, at least", min(round_.calls for round_ in ours), 1.0)
    yield at_most("connections to Slack", max(round_.connections for round_ in ours), people)
    yield at_most("slowest ack of all, s", max(round_.slowest_ack_s for round_ in ours), WORST_ACK_S)
    yield at_most("clicks failed", sum(round_.failed for round_ in ours), 0)
    yield at_most("answers lost", sum(round_.lost for round_ in ours), 0)


def _ratio(rounds: Rounds, get: Callable[[Round], float], name: str, copies: tuple[str, str]) -> float:
    """The median of the rounds' own ratios to the mean of a floor's two copies: what slows a whole round slows all."""
    one, again = (rounds[floor] for floor in copies)
    return middle(
        2 * get(mine) / (get(theirs) + get(once_more))
        for mine, theirs, once_more in zip(rounds[name], one, again, strict=True)
    )


def _rate(round_: Round) -> float:
    return round_.rate


def _cpu(round_: Round) -> float:
    return round_.cpu_ms


def _worst_ms(round_: Round) -> float:
    return round_.slowest_ack_s * 1000
