"""Processes of the bench: the sink, the floors and the bot, and what each of them costs."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, cast

import psutil

from tests.bench.school import SECRET

PATIENCE_S = 20
QUIET_S = 0.15


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process that listens on a port of the loopback."""

    process: subprocess.Popen[str]
    port: int

    @property
    def cpu_s(self) -> float:
        """Seconds of processor time that it has taken so far, its children's not counted."""
        spent = psutil.Process(self.process.pid).cpu_times()
        return float(spent.user + spent.system)

    @property
    def resident_mib(self) -> float:
        """What it holds of the memory, its children's not counted."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    def tell(self, line: str) -> None:
        """Give it a line of input and wait for its answer."""
        given, answered = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
        given.write(f"{line}\n")
        given.flush()
        answered.readline()


@dataclass(frozen=True, kw_only=True)
class Sink(Process):
    """The stand-in that everybody's calls go to."""

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def control(self, **asked: object) -> dict[str, Any]:
        """What came in since it was last told to forget; see `tests.bench.sink`."""
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/control?{query}") as answer:
            told: dict[str, Any] = json.load(answer)
        return told

    def wait_until_quiet(self, *, seconds: float = QUIET_S) -> dict[str, Any]:
        """What came in, once nothing came for so long."""
        while True:
            told = self.control()
            if time.monotonic() - told["last_at"] > seconds:
                return told
            time.sleep(seconds / 3)


@contextmanager
def sink() -> Iterator[Sink]:
    """The sink, until the block ends."""
    with _started([sys.executable, "-m", "tests.bench.sink"], {}) as process:
        yield Sink(process=process, port=_port(process))


@contextmanager
def floor(kind: str, to: Sink, *, url: str = "", card: Mapping[str, Any] | None = None) -> Iterator[Process]:
    """A floor, until the block ends: `acknowledging`, `sqlite` or `postgresql`."""
    with _started([sys.executable, "-m", "tests.bench.floors", kind, json.dumps(card)], _settings(to, url)) as process:
        yield Process(process=process, port=_port(process))


@contextmanager
def ours(to: Sink, *, url: str, **settings: str) -> Iterator[Process]:
    """The bot, until the block ends."""
    command = [sys.executable, "-m", "tests.bench.ours"]
    with _started(command, {**_settings(to, url), "SLACK_BOT_TOKEN": "xoxb-bench", **settings}) as process:
        yield Process(process=process, port=_port(process))


def _settings(to: Sink, url: str) -> dict[str, str]:
    return {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": to.api_url,
        "PORT": "0",
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def _started(command: list[str], settings: Mapping[str, str]) -> Iterator["subprocess.Popen[str]"]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    process = subprocess.Popen(
        command, env={**environment, **settings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.communicate(timeout=PATIENCE_S)


def _port(process: "subprocess.Popen[str]") -> int:
    return int(cast("IO[str]", process.stdout).readline())
