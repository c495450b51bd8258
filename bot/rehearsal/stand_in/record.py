"""Everything the bot asked of Slack, kept in order."""

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from bot.rehearsal.stand_in.values import Answer, Call, Clock, Json


class Record:
    """The calls so far, and a way to wait for the next."""

    def __init__(self, clock: Clock) -> None:
        self.calls: list[Call] = []
        self._clock = clock
        self._moved = asyncio.Event()

    def add(self, method: str, body: Json, response: Json, workspace: str) -> None:
        """Keep one call as it was sent and answered."""
        self.calls.append(Call(at=self._clock.now(), method=method, body=body, response=response, workspace=workspace))
        self._moved.set()

    def add_ack(self, answer: Answer, workspace: str) -> None:
        """Keep an acknowledgement that carried something; an HTTP error is none."""
        if answer.body and answer.status == HTTPStatus.OK:
            said = {"ok": True} if answer.ok else {"ok": False, "error": answer.problem}
            self.add("ack", answer.body, said, workspace)

    def nudge(self) -> None:
        """Wake whoever waits, because something moved that is no call."""
        self._moved.set()

    async def eventually(self, holds: Callable[[], bool], *, within: float) -> None:
        """Wait until something holds; looked at after each call.

        Raises:
            TimeoutError: it did not hold within so many seconds of the wall clock.
        """
        async with asyncio.timeout(within):
            while not holds():
                self._moved.clear()
                await self._moved.wait()

    def write(self, path: Path) -> None:
        """Write one line of JSON for each call and each acknowledgement that carried something."""
        with path.open("w", encoding="utf-8") as lines:
            for call in self.calls:
                line = {
                    "at": call.at.isoformat(),
                    "method": call.method,
                    "body": call.body,
                    "response": call.response,
                }
                lines.write(json.dumps(line, ensure_ascii=False) + "\n")
