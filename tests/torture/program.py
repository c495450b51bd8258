"""The program as it is run for real: a process of its own, reached only from outside."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.config import Config
from bot.rehearsal.stand_in import StandIn

LISTENING = re.compile(r"Listening for Slack at (\S+)")
LINES_KEPT = 400
ENDS_WITHIN = 30.0  # seconds that a program may take to finish what it is at


class ProgramEnded(Exception):
    """The program ended before it listened; the text holds its last lines."""


class Program:
    """A program that runs. `log` is what it wrote last."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.log: deque[str] = deque(maxlen=LINES_KEPT)
        self._address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read())

    async def listening(self) -> str:
        """Where Slack's requests go, once the program says so.

        Raises:
            ProgramEnded: it never did.
        """
        either: list[asyncio.Future[Any]] = [self._address, self._reading]
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not self._address.done():
            raise ProgramEnded("\n".join(self.log))
        return self._address.result()

    async def end(self) -> None:
        """Ask it to end and wait for that; whoever takes too long is killed.

        Raises:
            TimeoutError: it had to be killed.
        """
        if self.process.returncode is None:
            self.process.terminate()
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            raise
        finally:
            await self._reading
            await self.process.wait()

    async def _read(self) -> None:
        """Keep the last lines until there are no more: a pipe that nobody reads holds the program up."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.log.append(line.decode(errors="replace").rstrip())
            found = LISTENING.search(self.log[-1])
            if found and not self._address.done():
                self._address.set_result(found[1])


@asynccontextmanager
async def running_program(
    slack: StandIn, database_url: str, *, started_by: Sequence[str] = ()
) -> AsyncIterator[Program]:
    """The program, configured for the stand-in over HTTP, until the block ends; Slack knows where it listens.

    `started_by` is a command that starts another, put before the program's own.
    """
    command = (*started_by, sys.executable, "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(
        *command, env=_environment(slack, database_url), stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    program = Program(process)
    try:
        slack.deliver_to(await program.listening())
        yield program
    finally:
        await program.end()


def _environment(slack: StandIn, database_url: str) -> dict[str, str]:
    nothing = {name.upper(): "" for name in Config.model_fields}
    return {**os.environ, **nothing} | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "PORT": "0",
        "POSTS_PER_SECOND": "50",
        "PYTHONUNBUFFERED": "1",
    }
