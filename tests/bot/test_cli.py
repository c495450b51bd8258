"""The command line, as somebody meets it who installs the bot: plain lines, honest exit statuses, no tracebacks."""

import asyncio
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import program
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn

Environment = dict[str, str]


@pytest.fixture
async def slack(clock: SteppedClock) -> AsyncIterator[StandIn]:
    async with StandIn(clock=clock) as slack:
        yield slack


@pytest.fixture
def configured(slack: StandIn, environment: Environment) -> Environment:
    """Everything that the stand-in asks for, over HTTP."""
    return environment | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "PORT": "0",
    }


def type_in(*words: str, env: Environment | None = None) -> Result:
    return CliRunner().invoke(program, words, env=env)


async def type_while_slack_runs(*words: str, env: Environment) -> Result:
    return await asyncio.to_thread(type_in, *words, env=env)


# what anybody may type


def test_help_names_every_command() -> None:
    told = type_in("--help")

    assert told.exit_code == 0
    assert all(command in told.output for command in ("run", "demo", "rehearse", "doctor", "model", "db"))


def test_the_version_is_the_installed_one() -> None:
    assert type_in("--version").output.strip() == version("careers-review")


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_every_missing_name_is_told_on_a_line_of_its_own(command: str, environment: Environment) -> None:
    told = type_in(command, env=environment)

    assert told.exit_code == 2
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == [
        "SLACK_BOT_TOKEN is missing",
        "SLACK_SIGNING_SECRET is missing",
    ]


def test_too_many_colleagues_are_refused_before_anything_starts() -> None:
    assert type_in("demo", "--colleagues", "201").exit_code == 2


# editions


def test_an_edition_shows_every_row_and_a_row_its_statements() -> None:
    whole, row = type_in("model", "show", "schools-2026"), type_in("model", "show", "schools-2026", "--row", "1.1")

    assert "Theme 6" in whole.output
    assert "  6.3  " in whole.output
    assert "Column 4" in row.output


@pytest.mark.parametrize("asked", [("no-such-edition",), ("schools-2026", "--row", "9.9")])
def test_what_is_not_there_is_said_plainly(asked: tuple[str, ...]) -> None:
    told = type_in("model", "show", *asked)

    assert told.exit_code == 1
    assert asked[-1] in told.stderr


def test_a_broken_edition_is_refused_with_file_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine-2026"\n')

    told = type_in("model", "check", str(file))

    assert told.exit_code == 1
    assert told.stderr.startswith("mine.toml: ")


def test_a_file_of_bytes_is_no_edition(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xff\xfe\x00")

    assert type_in("model", "check", str(file)).exit_code == 1


# the database


def test_the_database_is_made_checked_and_copied(environment: Environment, tmp_path: Path) -> None:
    before = type_in("db", "check", env=environment)
    made = type_in("db", "upgrade", env=environment)
    after = type_in("db", "check", env=environment)
    copied = type_in("db", "backup", str(tmp_path / "copy.db"), env=environment)

    assert (before.exit_code, made.exit_code, after.exit_code, copied.exit_code) == (1, 0, 0, 0)
    assert "careers-review db upgrade" in before.output
    assert "fix" not in after.output
    assert (tmp_path / "copy.db").exists()


def test_a_copy_never_replaces_a_file(environment: Environment, tmp_path: Path) -> None:
    target = tmp_path / "precious.db"
    target.write_text("precious")
    type_in("db", "upgrade", env=environment)

    told = type_in("db", "backup", str(target), env=environment)

    assert told.exit_code == 1
    assert target.read_text() == "precious"


def test_a_copy_that_cannot_be_written_is_named_and_not_the_database(environment: Environment, tmp_path: Path) -> None:
    type_in("db", "upgrade", env=environment)

    told = type_in("db", "backup", str(tmp_path / "nowhere" / "b.db"), env=environment)

    assert told.exit_code == 1
    assert "nowhere/b.db: No such file or directory" in told.stderr
    assert "DATABASE_URL" not in told.stderr


def test_a_database_of_a_newer_version_is_left_alone(environment: Environment, tmp_path: Path) -> None:
    made_by_a_newer_version(environment, tmp_path)

    told = type_in("db", "upgrade", env=environment)

    assert told.exit_code == 1
    assert "newer version" in told.stderr


def test_a_database_that_cannot_be_reached_is_said_in_a_line(environment: Environment) -> None:
    told = type_in("db", "upgrade", env=environment | {"DATABASE_URL": "sqlite+aiosqlite:////nowhere/review.db"})

    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1
    assert "DATABASE_URL" in told.stderr


# the doctor


@dataclass(frozen=True, kw_only=True)
class Ill:
    """What is not well, and a word of what the doctor then says."""

    make: Callable[[StandIn, Environment], None]
    says: str


def with_another(name: str, value: str) -> Callable[[StandIn, Environment], None]:
    return lambda _, environment: environment.update({name: value})


def with_scopes(*, lost: frozenset[str] = frozenset(), more: frozenset[str] = frozenset()) -> Ill:
    def make(slack: StandIn, _: Environment) -> None:
        manifest = slack.world.manifest
        slack.world.manifest = replace(manifest, scopes=manifest.scopes - lost | more)

    return Ill(make=make, says=", ".join(lost | more))


ILLNESSES = {
    "a wrong bot token": Ill(make=with_another("SLACK_BOT_TOKEN", "xoxb-wrong"), says="SLACK_BOT_TOKEN (invalid_auth)"),
    "a wrong app token": Ill(make=with_another("SLACK_APP_TOKEN", "xapp-wrong"), says="SLACK_APP_TOKEN (invalid_auth)"),
    "a missing scope": with_scopes(lost=frozenset({"files:write"})),
    "a needless scope": with_scopes(more=frozenset({"channels:history"})),
    "no Slack": Ill(make=with_another("SLACK_API_URL", "http://127.0.0.1:9/api/"), says="reached at 127.0.0.1:9"),
    "no database": Ill(
        make=with_another("DATABASE_URL", "sqlite+aiosqlite:////nowhere/review.db"), says="no file /nowhere/review.db"
    ),
    "no file": Ill(make=with_another("DATABASE_URL", "sqlite+aiosqlite:///:memory:"), says="SQLite needs a file"),
}


async def test_the_doctor_finds_nothing_where_all_is_well(configured: Environment) -> None:
    await type_while_slack_runs("db", "upgrade", env=configured)

    told = await type_while_slack_runs("doctor", env=configured)

    assert told.exit_code == 0
    assert "fix" not in told.output
    assert "workspace Home School" in told.output


async def test_a_scope_that_may_be_kept_back_is_a_note_and_no_fault(slack: StandIn, configured: Environment) -> None:
    await type_while_slack_runs("db", "upgrade", env=configured)
    with_scopes(lost=slack.world.manifest.optional).make(slack, configured)

    told = await type_while_slack_runs("doctor", env=configured)

    assert told.exit_code == 0
    assert "fix" not in told.output
    assert any("note" in line and "files:read" in line for line in told.output.splitlines())


async def test_the_doctor_tries_socket_mode_where_it_is_wanted(slack: StandIn, configured: Environment) -> None:
    env = configured | {"SLACK_APP_TOKEN": slack.app_token, "SLACK_SIGNING_SECRET": ""}
    await type_while_slack_runs("db", "upgrade", env=env)

    told = await type_while_slack_runs("doctor", env=env)

    assert told.exit_code == 0
    assert "Slack opens a Socket Mode connection" in told.output


@pytest.mark.parametrize("name", ILLNESSES)
async def test_the_doctor_says_what_to_mend(name: str, slack: StandIn, configured: Environment) -> None:
    await type_while_slack_runs("db", "upgrade", env=configured)
    ILLNESSES[name].make(slack, configured)

    told = await type_while_slack_runs("doctor", env=configured)

    assert told.exit_code == 1
    assert any("fix" in line and ILLNESSES[name].says in line for line in told.output.splitlines())
    assert "Traceback" not in told.output


async def test_the_doctor_sees_tables_that_are_not_up_to_date(configured: Environment, tmp_path: Path) -> None:
    await asyncio.to_thread(made_by_a_newer_version, configured, tmp_path)

    told = await type_while_slack_runs("doctor", env=configured)

    assert told.exit_code == 1
    assert "the tables are up to date" in told.output


async def test_the_doctor_never_shows_a_token(slack: StandIn, configured: Environment) -> None:
    told = await type_while_slack_runs("doctor", env=configured)

    assert slack.bot_token not in told.output
    assert slack.signing_secret not in told.output


# run


@pytest.fixture
def started(configured: Environment) -> Iterator[Callable[..., "asyncio.Task[Process]"]]:
    """Starts the program with another process's eyes; nothing of it is left afterwards."""
    processes: list[Process] = []

    async def start(env: Environment) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=os.environ | env, stdout=PIPE, stderr=PIPE
        )
        processes.append(process)
        return process

    yield lambda **changed: asyncio.ensure_future(start(configured | changed))
    for process in processes:
        if process.returncode is None:
            process.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_the_bot_says_where_it_listens_and_ends_when_told(
    how: signal.Signals, started: Callable[..., "asyncio.Task[Process]"]
) -> None:
    process = await started()
    assert process.stdout
    assert process.stderr
    first = await process.stdout.readline()

    process.send_signal(how)

    assert await process.wait() == 0
    assert first.startswith(b"Listening for Slack at http://127.0.0.1:")
    assert not await process.stderr.read()


async def test_the_bot_says_that_it_is_connected(
    slack: StandIn, started: Callable[..., "asyncio.Task[Process]"]
) -> None:
    process = await started(SLACK_APP_TOKEN=slack.app_token)
    assert process.stdout
    first = await process.stdout.readline()
    connected = slack.connections

    process.terminate()

    assert await process.wait() == 0
    assert first == b"Connected to Slack by Socket Mode\n"
    assert connected == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN (invalid_auth)"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN (invalid_auth)"),
        ({"DATABASE_URL": "sqlite+aiosqlite:////nowhere/review.db"}, "Look at DATABASE_URL"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack cannot be reached at 127.0.0.1:9"),
        ({"HOST": "192.0.2.1"}, "Look at HOST and PORT"),
    ],
    ids=["bot token", "app token", "database", "Slack", "host"],
)
async def test_what_keeps_the_bot_from_starting_is_one_line(
    changed: Environment, says: str, started: Callable[..., "asyncio.Task[Process]"]
) -> None:
    process = await started(**changed)

    _, complaints = await process.communicate()

    assert process.returncode == 1
    assert says in complaints.decode().splitlines()[-1]
    assert "Traceback" not in complaints.decode()


async def test_a_taken_port_is_named(slack: StandIn, started: Callable[..., "asyncio.Task[Process]"]) -> None:
    taken = slack.api_url.split(":")[2].split("/")[0]

    process = await started(PORT=taken)
    _, complaints = await process.communicate()

    assert process.returncode == 1
    assert f"Port {taken} on 127.0.0.1 is taken" in complaints.decode()


async def test_a_database_of_a_newer_version_keeps_the_bot_from_starting(
    configured: Environment, tmp_path: Path, started: Callable[..., "asyncio.Task[Process]"]
) -> None:
    await asyncio.to_thread(made_by_a_newer_version, configured, tmp_path)

    process = await started()
    _, complaints = await process.communicate()

    assert process.returncode == 1
    assert "newer version" in complaints.decode()


def made_by_a_newer_version(environment: Environment, folder: Path) -> None:
    type_in("db", "upgrade", env=environment)
    with closing(sqlite3.connect(folder / "review.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from the future'")
        connection.commit()
