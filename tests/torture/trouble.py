"""The database is locked, full, read-only, restarted or gone while colleagues click.

The program runs as a process of its own and lives through one trouble after the other; nobody helps it. Colleagues
click all the time and write down, from outside, what they were told.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.postgres import Cluster
from tests.torture.databases import POSTGRESQL, SQLITE, cluster
from tests.torture.program import running_program
from tests.torture.trouble_kinds import (
    Trouble,
    can_close_files,
    full,
    holding,
    locked,
    read_only,
    set_read_only,
    small_disk,
    stopped,
    taking_no_byte,
    without_override,
)
from tests.torture.trouble_scene import Cast, scene
from tests.torture.verdict import Size, Verdict

Choose = Callable[[Path, int, Size], list[Trouble]]
"""Which troubles a file meets while a process has it open."""

SEED = 8
LIMIT = 3.0  # seconds; then Slack shows people an error
BUSY_MACHINE = 4 * LIMIT  # the small size runs beside other tests, and is no measurement
CASTS = {
    Size.SMALL: Cast(clickers=3, newcomers=0, seed=SEED, acknowledged_within=BUSY_MACHINE),
    Size.WHOLE: Cast(clickers=24, newcomers=4, seed=SEED, acknowledged_within=LIMIT),
}
LOCK_REFLECTIONS = "LOCK TABLE reflections IN ACCESS EXCLUSIVE MODE"
LOCK_REVIEW = "SELECT id FROM reviews FOR UPDATE"
SMALL_DISK = f"{SQLITE} on a disk of its own"


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """How many seconds the troubles of a size last, beside the time that stopping and starting take."""

    lock: float
    refusal: float
    restart: float
    absence: float


LASTING = {
    Size.SMALL: Lasting(lock=3.2, refusal=2, restart=1, absence=1),
    Size.WHOLE: Lasting(lock=30, refusal=15, restart=0, absence=20),
}


async def torture(size: Size) -> Sequence[Verdict]:
    """A verdict for each trouble, and one for each database about what was shown and kept."""
    return [verdict for part in (sqlite, full_disk, postgresql) for verdict in await part(size)]


async def sqlite(size: Size) -> list[Verdict]:
    """A file that is locked by another connection, cannot be written to, or may only be read."""
    with tempfile.TemporaryDirectory(prefix="careers-review-") as folder:
        return await _play_sqlite(Path(folder), _sqlite_troubles, size, whose=SQLITE)


async def full_disk(size: Size) -> list[Verdict]:
    """A file on a disk that has no block left; only where one may mount."""
    with tempfile.TemporaryDirectory(prefix="careers-review-") as folder, small_disk(Path(folder)) as mounted:
        if not mounted:
            return [Verdict(fault=f"{SMALL_DISK}: full", trials=0, beside=(("left out", "nobody may mount here"),))]
        return await _play_sqlite(Path(folder), _disk_troubles, size, whose=SMALL_DISK)


async def postgresql(size: Size) -> list[Verdict]:
    """A server whose tables or rows are locked, that is read-only, restarted or stopped."""
    with cluster(durable=True) as server:
        async with scene(server.url, CASTS[size]) as played, running_program(played.slack, server.url):
            verdicts = await played.play(_postgresql_troubles(server, size), whose=POSTGRESQL)
            return [*verdicts, await played.look_back(server.url, whose=POSTGRESQL)]


async def _play_sqlite(folder: Path, choose: Choose, size: Size, *, whose: str) -> list[Verdict]:
    file = folder / "review.db"
    url = f"sqlite+aiosqlite:///{file}"
    async with (
        scene(url, CASTS[size]) as played,
        running_program(played.slack, url, started_by=without_override()) as program,
    ):
        verdicts = await played.play(choose(file, program.process.pid, size), whose=whose)
        return [*verdicts, await played.look_back(url, whose=whose)]


def _disk_troubles(file: Path, _process: int, size: Size) -> list[Trouble]:
    filling = Trouble(name="full", seconds=LASTING[size].refusal, begin=partial(full, file.parent))
    return [filling] if size is Size.WHOLE else [_locking(file, "EXCLUSIVE", size), filling]


def _sqlite_troubles(file: Path, process: int, size: Size) -> list[Trouble]:
    exclusive, immediate = _locking(file, "EXCLUSIVE", size), _locking(file, "IMMEDIATE", size)
    refused = LASTING[size].refusal
    refusing = Trouble(
        name="no file takes a byte (RLIMIT_FSIZE)", seconds=refused, begin=partial(taking_no_byte, process)
    )
    if size is Size.SMALL:
        return [exclusive, refusing]
    closing = Trouble(name="file and folder read-only", seconds=refused, begin=partial(read_only, file))
    return [exclusive, immediate, refusing, *([closing] if can_close_files() else [])]


def _locking(file: Path, how: str, size: Size) -> Trouble:
    return Trouble(name=f"locked by BEGIN {how}", seconds=LASTING[size].lock, begin=partial(locked, file, how))


def _postgresql_troubles(server: Cluster, size: Size) -> list[Trouble]:
    lasting = LASTING[size]
    crash = Trouble(name="restarted, immediate", seconds=lasting.restart, begin=partial(stopped, server, "immediate"))
    if size is Size.SMALL:
        return [crash]
    table = Trouble(name="table locked", seconds=lasting.lock, begin=partial(holding, server, LOCK_REFLECTIONS))
    restart = Trouble(name="restarted, fast", seconds=lasting.restart, begin=partial(stopped, server, "fast"))
    row = Trouble(name="review's row locked", seconds=lasting.lock, begin=partial(holding, server, LOCK_REVIEW))
    closing = Trouble(name="read-only", seconds=lasting.refusal, begin=partial(set_read_only, server))
    absence = Trouble(name="stopped", seconds=lasting.absence, begin=partial(stopped, server, "fast"))
    return [table, row, closing, crash, restart, crash, restart, absence]
