"""The real program in a process of its own, and the signal that nobody can catch."""

import asyncio
import os
import random
import signal
import socket
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import psutil

from bot.config import Config
from bot.rehearsal.stand_in import StandIn

LOOK_EVERY = 0.02  # seconds
PATIENCE = 60.0
LAST_WORDS = 2000


class DiedByItself(Exception):
    """The program ended before it was killed; the text says with which status, and its last words."""


class Program:
    """`careers-review run` on one database, always on the same port, started and killed as often as wanted."""

    def __init__(self, slack: StandIn, database_url: str, log: Path) -> None:
        self.started_at = 0.0
        self._log = log
        self._log_begins_at = 0
        self._process: Process | None = None
        port = free_port()
        self._health = f"http://127.0.0.1:{port}/health"
        self._environment = {
            **os.environ,
            **{name.upper(): "" for name in Config.model_fields},
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
            "PORT": str(port),
            "POSTS_PER_SECOND": "10",
        }
        slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")

    async def start(self) -> None:
        """Start it, and wait for nothing."""
        self.started_at = time.monotonic()
        with self._log.open("ab") as log:
            self._log_begins_at = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self._environment, stdout=DEVNULL, stderr=log
            )

    async def is_well(self) -> bool:
        """Whether it says so."""
        try:
            async with aiohttp.request("GET", self._health) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    def processor_seconds(self) -> float:
        """How long it has had a processor since it was started: what a machine with nothing else to do would take."""
        if self._process is None:
            return 0.0
        used = psutil.Process(self._process.pid).cpu_times()
        return float(used.user + used.system)

    def complaints(self) -> str:
        """What it wrote to its log since it was started."""
        return self._log.read_bytes()[self._log_begins_at :].decode()

    async def kill(self) -> None:
        """SIGKILL: from here on it does nothing any more. Where it does not run, nothing happens.

        Raises:
            DiedByItself: it should have been running.
        """
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.kill()
        status, self._process = await self._process.wait(), None
        if status != -signal.SIGKILL:
            raise DiedByItself(f"the program ended by itself with {status}: {self.complaints()[-LAST_WORDS:]}")

    async def end(self) -> int:
        """Tell it to stop, as whoever installs a new version does; its exit status.

        Raises:
            DiedByItself: it should have been running.
        """
        if self._process is None or self._process.returncode is not None:
            raise DiedByItself("the program does not run any more")
        self._process.terminate()
        status, self._process = await self._process.wait(), None
        return status


async def until(holds: Callable[[], Awaitable[bool]], *, within: float = PATIENCE) -> bool:
    """Wait for something outside to hold; False where it does not come about within so many seconds."""
    give_up_at = time.monotonic() + within
    while not await holds():
        if time.monotonic() > give_up_at:
            return False
        await asyncio.sleep(LOOK_EVERY)
    return True


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to outgoing connections."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)):
                return port
