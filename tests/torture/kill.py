"""Kills the real process with SIGKILL at random moments while colleagues answer, and counts what became of it.

SIGKILL ends the process, not the machine: what the system has in its hands still reaches the disk. So this is about
what the program does in which order; that a commit outlives a loss of power is the databases' own promise.
"""

import asyncio
import statistics
from collections.abc import Sequence

from tests.torture.databases import KINDS, database
from tests.torture.kill_history import History
from tests.torture.kill_run import Account, Plan
from tests.torture.kill_scene import scene
from tests.torture.verdict import Size, Verdict

SEED = 20261123
PLANS = {
    Size.SMALL: Plan(
        seed=SEED,
        colleagues=12,
        sittings=1,
        clicks=120,
        kills=2,
        starting=0,
        making=1,
        inviting=1,
        ready_within=30,  # beside all other tests
        sits_out=False,
    ),
    Size.WHOLE: Plan(
        seed=SEED,
        colleagues=30,
        sittings=10,
        clicks=1_000,
        kills=16,
        starting=3,
        making=5,
        inviting=5,
        ready_within=10,
        sits_out=True,
    ),
}


async def torture(size: Size) -> Sequence[Verdict]:
    """Three verdicts a database: of the clicks, the starts and the kills. The databases are tortured side by side."""
    each = await asyncio.gather(*(_torture(kind, PLANS[size]) for kind in KINDS))
    return [verdict for verdicts in each for verdict in verdicts]


async def _torture(kind: str, plan: Plan) -> Sequence[Verdict]:
    with database(kind) as url:
        return await kill_repeatedly(kind, url, plan)


async def kill_repeatedly(kind: str, url: str, plan: Plan) -> Sequence[Verdict]:
    """Kill the program on an empty database as planned: what became of the clicks, how it came back, and all else."""
    async with scene(url, plan) as run:
        await run.open_review()
        for _ in range(plan.sittings):
            await run.sit()
        await run.end()
    where = f"{kind}, seed {plan.seed}"
    account = run.account
    return _of_clicks(where, run.history, account), _of_starts(where, account), _of_kills(where, account)


def _of_clicks(where: str, history: History, account: Account) -> Verdict:
    acknowledged = [press for press in history.presses if press.acknowledged]
    figures = {
        "acknowledged": len(acknowledged),
        "shown as saved": sum(press.shown for press in acknowledged),
        "cut off": history.clicks - len(acknowledged) - account.doubted,
        "in doubt": account.doubted,
    }
    return Verdict(
        fault=f"clicks while the process is killed ({where})",
        trials=history.clicks,
        found=tuple(account.answers),
        beside=tuple((name, f"{count:,}") for name, count in figures.items()),
    )


def _of_starts(where: str, account: Account) -> Verdict:
    return Verdict(
        fault=f"starts after a kill -9 ({where})",
        trials=len(account.ready),
        found=tuple(account.late),
        beside=(
            ("ready, median", f"{statistics.median(account.ready):.1f} s"),
            ("worst", f"{max(account.ready):.1f} s"),
            ("of a processor, median", f"{statistics.median(account.busy):.1f} s"),
        ),
    )


def _of_kills(where: str, account: Account) -> Verdict:
    return Verdict(
        fault=f"kill -9 ({where})",
        trials=len(account.killed_at),
        found=tuple(account.wrong),
        beside=(
            ("every card true after at most", f"{max(account.healed):.0f} s"),
            ("second copies", str(account.second_copies)),
        ),
    )
