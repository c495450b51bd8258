"""`careers-review rehearse`, as somebody types it: on at once, away from anything real, and nothing left afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import program
from bot.config import Config

TOP = Path(__file__).parents[2]
SECONDS_TO_BE_READY = 20  # on a busy machine; how long it takes on a quiet one stands in docs/performance.md


@pytest.fixture
def bare() -> dict[str, str]:
    """An environment that knows no bot."""
    return {name.upper(): "" for name in Config.model_fields}


@contextmanager
def rehearsing(*options: str, env: dict[str, str], folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A rehearsal that is on, and its address."""
    typed = [sys.executable, "-m", "bot", "rehearse", "--port", "0", "--colleagues", "3", *options]
    with subprocess.Popen(
        typed,
        cwd=TOP,
        env=os.environ | env | {"PYTHONUNBUFFERED": "1", "TMPDIR": str(folder)},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - who runs the tests may ignore it
    ) as program_:
        try:
            assert program_.stdout
            line = next(line for line in program_.stdout if "http://" in line)
            yield program_, line.split()[-1]
        finally:
            program_.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_is_on_until_it_is_ended_and_leaves_nothing(
    bare: dict[str, str], tmp_path: Path, how: signal.Signals
) -> None:
    began = time.monotonic()
    with rehearsing(env=bare, folder=tmp_path) as (typed, address):
        assert time.monotonic() - began < SECONDS_TO_BE_READY
        with urllib.request.urlopen(f"{address}/") as page:  # noqa: S310 - our own page
            assert "Rehearse a careers review" in page.read().decode()
        assert address.startswith("http://127.0.0.1:")
        assert list(tmp_path.glob("careers-review-rehearsal-*"))

        typed.send_signal(how)
        _, complained = typed.communicate(timeout=20)

    assert typed.returncode == 0
    assert complained == ""
    assert list(tmp_path.iterdir()) == []


def test_a_rehearsal_is_for_this_machine_alone_unless_asked(bare: dict[str, str], tmp_path: Path) -> None:
    with rehearsing(env=bare, folder=tmp_path) as (typed, address):
        port = int(address.rsplit(":", 1)[1])
        with socket.socket() as probe:  # all of 127/8 is this machine, on Linux
            assert probe.connect_ex(("127.0.0.2", port)) != 0
        typed.send_signal(signal.SIGTERM)
        typed.communicate(timeout=20)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxb-1-2-3"),
        ("SLACK_APP_TOKEN", "xapp-1-2-3"),
        ("SLACK_SIGNING_SECRET", "0" * 32),
        ("DATABASE_URL", "postgresql+asyncpg://bot@db.example/careers"),
    ],
)
def test_it_does_not_start_where_something_real_is_in_reach(bare: dict[str, str], name: str, value: str) -> None:
    told = CliRunner().invoke(program, ["rehearse"], env=bare | {name: value})

    assert told.exit_code == 2
    assert name in told.stderr
    assert value not in told.stderr


def test_an_edition_that_is_not_installed_is_named(bare: dict[str, str]) -> None:
    told = CliRunner().invoke(program, ["rehearse", "--edition", "schools-1066"], env=bare)

    assert told.exit_code == 2
    assert "No edition is called schools-1066" in told.stderr


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])  # noqa: S104 - it is turned away
def test_every_address_at_once_is_refused(bare: dict[str, str], everywhere: str) -> None:
    told = CliRunner().invoke(program, ["rehearse", "--host", everywhere], env=bare)

    assert told.exit_code == 2
    assert "Give --host the one by which others reach it" in told.stderr


def test_a_taken_port_is_named(bare: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        told = CliRunner().invoke(program, ["rehearse", "--port", str(port)], env=bare)

    assert told.exit_code == 1
    assert f"Port {port} is taken" in told.stderr
