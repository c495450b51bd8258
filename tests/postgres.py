"""A private PostgreSQL for the tests, started from the binaries this machine has.

The libraries that do this run everything as the current user, and PostgreSQL refuses root, as which containers run.
"""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from storage.schema import upgrade

DEBIAN = Path("/usr/lib/postgresql")
DURABILITY_OFF = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
RUNNING = "RUNNING_POSTGRES"
NOT_INSTALLED = "PostgreSQL is not installed"
SETTINGS = {"listen_addresses": "", "max_connections": "50"}


class Server:
    """A PostgreSQL that runs, reached only through a Unix socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql+asyncpg://tester@/{database}?host={self.folder}"


class Cluster(Server):
    """A PostgreSQL of one's own in a temporary folder, from start to stop.

    A durable one keeps what it said was committed even where it is stopped at once; the others are quicker.
    """

    def __init__(self, binaries: Path, *, durable: bool = False) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="careers-pg-")))
        self._binaries = binaries
        self._settings = SETTINGS | ({} if durable else DURABILITY_OFF)
        self._as_user = unprivileged(self.folder)

    def start(self) -> None:
        self._run("initdb", "--username=tester", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.resume()

    def resume(self) -> None:
        """Start what was stopped."""
        options = " ".join(f"-c {name}='{value}'" for name, value in self._settings.items())
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder}/log", f"--options=-k {self.folder} {options}")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` as in a crash, `fast` after undoing what is under way."""
        self._run("pg_ctl", "stop", f"--mode={mode}")

    def remove(self) -> None:
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), f"--pgdata={self.folder}/cluster", *arguments]
        # Output goes to a file: the server would inherit a pipe and never close it.
        with (self.folder / "output").open("ab") as output:
            done = subprocess.run(
                command,
                check=False,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._as_user,
            )
        if done.returncode != 0:
            pytest.fail(f"{program} failed:\n{(self.folder / 'output').read_text()}", pytrace=False)


def unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a process that PostgreSQL accepts; gives it the folder when that means another user than root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def find_binaries() -> Path | None:
    """The folder of the newest initdb here: Debian keeps one a version, others put theirs on the path."""
    versions = [folder for folder in DEBIAN.glob("*/bin") if (folder / "initdb").exists()]
    if versions:
        return max(versions, key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL, one a test process, or the one in the folder that RUNNING_POSTGRES names.

    Where none is installed, skips, or with REQUIRE_POSTGRES set, fails.
    """
    if running := os.environ.get(RUNNING):
        yield Server(Path(running))
        return
    binaries = find_binaries()
    if binaries is None and os.environ.get("REQUIRE_POSTGRES"):
        pytest.fail(f"{NOT_INSTALLED}, and REQUIRE_POSTGRES is set", pytrace=False)
    if binaries is None:
        pytest.skip(NOT_INSTALLED)
    cluster = Cluster(binaries)
    cluster.start()
    yield cluster
    cluster.stop()
    cluster.remove()


@pytest.fixture(scope="session")
def postgres_url(postgres: Server) -> str:
    """The address of a private PostgreSQL's own database; for a database of your own take `empty_postgres`."""
    return postgres.url


@pytest.fixture
async def empty_postgres(postgres: Server) -> AsyncIterator[str]:
    """The address of a fresh, empty database for one test; dropping it afterwards fails while a connection is open."""
    async with database_in(postgres) as name:
        yield postgres.url_of(name)


@pytest.fixture(scope="session")
def tables_in_postgres(postgres: Server) -> Iterator[str]:
    """A database with all tables and nothing in them, to be copied: its name."""

    async def make() -> str:
        name = f"tables_{uuid4().hex}"
        await administer(postgres, f"CREATE DATABASE {name}")
        await upgrade(postgres.url_of(name))
        return name

    name = asyncio.run(make())
    yield name
    asyncio.run(administer(postgres, f"DROP DATABASE {name}"))


@pytest.fixture
async def postgres_with_tables(postgres: Server, tables_in_postgres: str) -> AsyncIterator[str]:
    """The address of a fresh database that has its tables."""
    async with database_in(postgres, like=tables_in_postgres) as name:
        yield postgres.url_of(name)


@asynccontextmanager
async def database_in(postgres: Server, *, like: str = "template1") -> AsyncIterator[str]:
    """A database for one test: its name."""
    name = f"test_{uuid4().hex}"
    await administer(postgres, f"CREATE DATABASE {name} TEMPLATE {like}")
    yield name
    await administer(postgres, f"DROP DATABASE {name}")


async def administer(postgres: Server, statement: str) -> None:
    connection = await asyncpg.connect(postgres.url.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once, not once a test, what was left out."""
    skipped = [report for report in terminalreporter.getreports("skipped") if NOT_INSTALLED in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{NOT_INSTALLED}: {len(skipped)} tests that need it were skipped")
