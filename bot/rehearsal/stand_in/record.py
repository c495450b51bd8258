"""Everything the bot asked of Slack, kept in order."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from bot.rehearsal.stand_in.values import Answer, Call, Clock, Delivered, Json

MOST_DELIVERED = 1000


class Record:
    """The calls so far, and a way to wait for the next."""

    def __init__(self, clock: Clock) -> None:
        self.calls: list[Call] = []
        self.delivered: deque[Delivered] = deque(maxlen=MOST_DELIVERED)
        self.moves = 0
        """Counts everything that happened, so that nobody who watches misses anything."""
        self._clock = clock
        self._moved = asyncio.Event()

    def add(self, method: str, body: Json, response: Json, workspace: str, *, seconds: float = 0.0) -> None:
        """Keep one call as it was sent and answered."""
        at = self._clock.now()
        self.calls.append(
            Call(at=at, method=method, body=body, response=response, workspace=workspace, seconds=seconds)
        )
        self.nudge()

    def add_delivered(self, kind: str, payload: Json, answer: Answer) -> None:
        """Keep what the bot was told and how it answered, as long as it is among the newest."""
        number = self.delivered[-1].number + 1 if self.delivered else 1
        at = self._clock.now()
        self.delivered.append(Delivered(number=number, at=at, kind=kind, payload=payload, answer=answer))
        self.nudge()

    def add_ack(self, answer: Answer, workspace: str) -> None:
        """Keep an acknowledgement that carried something; an HTTP error is none."""
        if answer.body and answer.status == HTTPStatus.OK:
            said = {"ok": True} if answer.ok else {"ok": False, "error": answer.problem}
            self.add("ack", answer.body, said, workspace)

    def nudge(self) -> None:
        """Wake whoever waits, because something moved that is no call."""
        self.moves += 1
        self._moved.set()

    async def moved(self, since: int) -> int:
        """Return once more than `since` has happened, with how much it is by then."""
        while self.moves == since:
            self._moved.clear()
            await self._moved.wait()
        return self.moves

    async def eventually(self, holds: Callable[[], bool], *, within: float) -> None:
        """Wait until something holds; looked at after each call.

        Raises:
            TimeoutError: it did not hold within so many seconds of the wall clock.
        """
        async with asyncio.timeout(within):
            while not holds():
                await self.moved(self.moves)

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
