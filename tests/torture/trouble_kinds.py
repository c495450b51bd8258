"""Ways to trouble a database from outside while the program uses it. Each ends with its block, and needs no help."""

import asyncio
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from storage.engine import SQLITE_PATIENCE_S
from tests.postgres import Cluster

Begin = Callable[[], AbstractAsyncContextManager[None]]

BLOCK = 1 << 16
NO_OVERRIDE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
DISK_SIZE = "32m"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is done to a database, and for how many seconds."""

    name: str
    seconds: float
    begin: Begin


# what must be so that files can be closed to the program, and its disk be filled


def without_override() -> tuple[str, ...]:
    """A command that starts another for which permissions of files count, even where root runs the tests."""
    return NO_OVERRIDE if os.geteuid() == 0 else ()


def can_close_files() -> bool:
    """Whether permissions can be made to count here."""
    return os.geteuid() != 0 or _works(*NO_OVERRIDE, "true")


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A small disk of its own is mounted over the folder until the block ends; False where nobody may do that here."""
    if not _works("mount", "-t", "tmpfs", "-o", f"size={DISK_SIZE}", "tmpfs", str(folder)):
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


# SQLite


@asynccontextmanager
async def locked(file: Path, how: str) -> AsyncIterator[None]:
    """Another process' connection holds the write lock: `how` is IMMEDIATE or EXCLUSIVE."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)) as connection:
        await asyncio.to_thread(connection.execute, f"BEGIN {how}")
        yield
        connection.execute("ROLLBACK")


@asynccontextmanager
async def taking_no_byte(process: int) -> AsyncIterator[None]:
    """The kernel lets the process write to no file any more."""
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def full(disk: Path) -> AsyncIterator[None]:
    """Somebody else's file takes every block that was free on the disk."""
    filler = disk / "filler"
    await asyncio.to_thread(_fill, filler)
    try:
        yield
    finally:
        filler.unlink()


@asynccontextmanager
async def read_only(file: Path) -> AsyncIterator[None]:
    """The file and its folder may only be read.

    Who has a file open may go on writing whatever its permissions say, so a short lock makes the program let go of its
    connection first.
    """
    with ExitStack() as closed:
        async with locked(file, "IMMEDIATE"):
            closed.enter_context(_permissions(file.parent, remove=stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
            await asyncio.sleep(2 * SQLITE_PATIENCE_S)
        yield


@contextmanager
def _permissions(folder: Path, *, remove: int) -> Iterator[None]:
    before = {path: path.stat().st_mode for path in (*folder.iterdir(), folder)}
    for path, mode in before.items():
        path.chmod(mode & ~remove)
    try:
        yield
    finally:
        for path, mode in before.items():
            path.chmod(mode)


def _fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (BLOCK, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:  # it is full to the last byte, or to the last block of this size
                continue


# PostgreSQL


@asynccontextmanager
async def holding(cluster: Cluster, statement: str) -> AsyncIterator[None]:
    """Another connection has begun a transaction with this statement, and does not end it."""
    connection = await asyncpg.connect(cluster.url.replace("+asyncpg", ""))
    try:
        async with connection.transaction():
            await connection.execute(statement)
            yield
    finally:
        await connection.close()


@asynccontextmanager
async def set_read_only(cluster: Cluster) -> AsyncIterator[None]:
    """Whoever administers PostgreSQL has made it read-only for everybody."""
    await _administer(cluster, "ALTER SYSTEM SET default_transaction_read_only = on")
    yield
    await _administer(cluster, "ALTER SYSTEM RESET default_transaction_read_only")


@asynccontextmanager
async def stopped(cluster: Cluster, mode: str) -> AsyncIterator[None]:
    """PostgreSQL does not run: stopped `fast` or `immediate`, and started again when the block ends."""
    await asyncio.to_thread(cluster.stop, mode)
    try:
        yield
    finally:
        await asyncio.to_thread(cluster.resume)


async def _administer(cluster: Cluster, statement: str) -> None:
    connection = await asyncpg.connect(cluster.url.replace("+asyncpg", ""))
    try:
        await connection.execute("SET default_transaction_read_only = off")
        await connection.execute(statement)
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()
