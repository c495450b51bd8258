"""A flood of what is no request, on the real program: nothing changes, nothing of it is logged, memory stays flat."""

import random
import sqlite3
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import psutil

from bot.capabilities.home.cards import NAME_SETTING
from bot.capabilities.hubs.cards import MAKE
from bot.rehearsal.stand_in import StandIn
from bot.rehearsal.stand_in.delivery import encoded
from bot.slack.clock import WallClock
from tests.scenarios.house import open_house, populate
from tests.scenarios.presses import At
from tests.torture import malformed_signatures
from tests.torture.malformed_account import Account
from tests.torture.malformed_bodies import NO_HTTP, garbage, zipped
from tests.torture.malformed_effects import Watch
from tests.torture.malformed_log import tells
from tests.torture.malformed_recording import Recorded, recorded_actions, wrong
from tests.torture.malformed_wire import Request, post_all
from tests.torture.program import Program, running_program
from tests.torture.verdict import Verdict

AT_ONCE, A_FEW = 200, 50
PARTS, TELLING = 20, 10_000  # with fewer requests Python still fills its own stores, and memory tells nothing
MIB = 1024 * 1024
MAY_GROW = 4 * MIB  # from the middle to the end
NAMING = f"form {NAME_SETTING}"
SENSIBLE = frozenset({NAMING, f"form {MAKE}"})
"""The true requests that would change something here: an admin names the setting, or makes a hub."""

REFUSED, ACCEPTED = frozenset({401, 400}), frozenset({200})


@dataclass(frozen=True, kw_only=True)
class Flooded:
    """The program in a workspace where nobody has set anything up, so that nothing at all may change."""

    slack: StandIn
    program: Program
    watch: Watch
    address: str
    recorded: Sequence[Recorded]

    @property
    def true(self) -> list[tuple[bytes, str]]:
        """The true bodies with their content types."""
        return [encoded(each.delivery) for each in self.recorded]


@asynccontextmanager
async def flooded() -> AsyncIterator[Flooded]:
    """Start the program on a database of a house where nobody has named the setting."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(Path(folder)) as house:
            house.tables.put_back(house.kept[At.UNNAMED])
            recorded, file = await recorded_actions(house), house.tables.file
        async with StandIn(WallClock(), enforce_rates=False) as slack:
            for workspace in (slack.workspace, slack.add_workspace("Other School")):
                populate(workspace)
            async with running_program(slack, f"sqlite+aiosqlite:///{file}") as program:
                program.log = deque()
                with closing(sqlite3.connect(file)) as connection:
                    yield Flooded(
                        slack=slack,
                        program=program,
                        watch=Watch(connection),
                        address=await program.listening(),
                        recorded=recorded,
                    )


Labelled = tuple[str, Request]


async def flood(requests: int, *, seed: int) -> Sequence[Verdict]:
    """Send so many wrong requests, garbage and mutants, signed and not; then every wrong signature on true ones."""
    wrong = Account(fault="garbage, and true requests where they make no sense", seed=seed)
    forged = Account(fault="true requests with a wrong signature or timestamp", seed=seed)
    async with flooded() as bot:
        memory = await _pour(bot, wrong, islice(_anything(bot, random.Random(seed)), requests), requests)
        await _try_signatures(bot, forged, rounds=max(1, requests // 1000))
    middle, end = memory[len(memory) // 2], memory[-1]
    if requests >= TELLING and end - middle > MAY_GROW:
        wrong.find(f"memory grew by {(end - middle) / MIB:.1f} MiB in the second half")
    figures = f"{memory[0] / MIB:.1f} MiB at first, {middle / MIB:.1f} at half, {end / MIB:.1f} at the end"
    return wrong.verdict(("memory", figures)), forged.verdict()


async def _pour(bot: Flooded, account: Account, sent: Iterator[Labelled], expected: int) -> list[int]:
    """Send everything, and look around after each lot; gives the memory in bytes at each twentieth of the way."""
    memory: list[int] = []
    process, done = psutil.Process(bot.program.process.pid), 0
    bot.watch.moved()
    while lot := list(islice(sent, AT_ONCE)):
        for what, came in await post_all(bot.address, lot):
            account.count(what, came)
        done += len(lot)
        _look_around(bot, account, f"by request {done:,}")
        if done * PARTS >= expected * len(memory):
            memory.append(process.memory_info().rss)
    return memory


def _look_around(bot: Flooded, account: Account, when: str) -> None:
    """Nothing was saved, and the log has only lines that hold nothing of what came."""
    if bot.watch.moved():
        account.find(f"something was saved {when}")
    for line in bot.program.log:
        if tells(line):
            account.find(f"logged {when}: {line}")
    bot.program.log.clear()
    bot.slack.calls.clear()


def _anything(bot: Flooded, dice: random.Random) -> Iterator[Labelled]:
    """For ever: now garbage, now a true request of which a field is wrong, and now and then what is no HTTP."""
    kinds = (_garbage(bot, dice), _mutants(bot, dice), _no_http(dice))
    while True:
        [kind] = dice.choices(kinds, (10, 10, 1))
        yield next(kind)


def _no_http(dice: random.Random) -> Iterator[Labelled]:
    while True:
        what = dice.choice(list(NO_HTTP))
        headers, body = NO_HTTP[what]
        yield what, Request(body=body, headers=headers, measured=False)


def _garbage(bot: Flooded, dice: random.Random) -> Iterator[Labelled]:
    secret = bot.slack.signing_secret
    for what, body, kind in garbage(dice, [body for body, _ in bot.true]):
        sign = dice.choice(
            (malformed_signatures.right, malformed_signatures.right, malformed_signatures.of_another_app)
        )
        if dice.randrange(10):
            yield what, malformed_signatures.request(sign, body, kind, secret)
        else:
            encoding, packed = zipped(dice, body)
            whole = malformed_signatures.request(sign, packed, kind, secret)
            yield f"{what}, {encoding}", replace(whole, headers=(*whole.headers, ("Content-Encoding", encoding)))


def _mutants(bot: Flooded, dice: random.Random) -> Iterator[Labelled]:
    senseless = [each for each in bot.recorded if each.name not in SENSIBLE]
    while True:
        recorded = dice.choice(senseless)
        every = wrong(recorded)
        for mutant in dice.sample(every, min(A_FEW, len(every))):
            yield f"{recorded.name}, {mutant}", recorded.of(mutant.payload).request(bot.slack.signing_secret)


async def _try_signatures(bot: Flooded, account: Account, *, rounds: int) -> None:
    """Each wrong signature on what would name the setting, and on others in turn; each right one on a word of help."""
    by_name = {each.name: encoded(each.delivery) for each in bot.recorded}
    for turn in range(rounds):
        for body, kind in (by_name[NAMING], list(by_name.values())[turn % len(by_name)]):
            for what, sign in malformed_signatures.REFUSED.items():
                sent = malformed_signatures.request(sign, body, kind, bot.slack.signing_secret)
                for _, came in await post_all(bot.address, [(what, sent)], connections=1):
                    account.count(what, came, expected=REFUSED)
        for what, sign in malformed_signatures.ACCEPTED.items():
            sent = malformed_signatures.request(sign, *by_name["typed help"], bot.slack.signing_secret)
            for _, came in await post_all(bot.address, [(what, sent)], connections=1):
                account.count(what, came, expected=ACCEPTED)
        _look_around(bot, account, f"in round {turn}")
