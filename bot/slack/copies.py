"""Copies of requests: while Slack's signature is good on the first, it is as good on every copy of it."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

MOST_KNOWN = 10_000  # half a kilobyte each; two hundred people who answer every row within ten minutes come to 6,400


@dataclass(frozen=True, kw_only=True)
class _First:
    """A request that is being carried out, or was; `said` is its answer: a status, a text and of what kind."""

    until: float
    said: asyncio.Future[tuple[int, str, str]]


class Copies:
    """Knows for so many seconds, by its signature, how a request was answered.

    Two requests with one signature have one body and one timestamp: what Slack sends twice on purpose, it signs anew.
    No more than `most` are known at a time, so that a flood does not fill the memory; the oldest is forgotten first.
    """

    def __init__(self, seconds: float, *, most: int = MOST_KNOWN, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._now = now
        self._firsts: OrderedDict[str, _First] = OrderedDict()

    async def once(self, signature: str, carry_out: Callable[[], Awaitable[web.Response]]) -> web.Response:
        """Carry a request out and give its answer; the second time the same answer, and nothing is carried out.

        A request whose answer tells Slack of a failure may come again.
        """
        self._forget()
        if first := self._firsts.get(signature):
            status, text, kind = await asyncio.shield(first.said)
            return web.Response(status=status, text=text, content_type=kind)
        first = _First(until=self._now() + self._seconds, said=asyncio.get_running_loop().create_future())
        self._firsts[signature] = first
        if len(self._firsts) > self._most:
            self._firsts.popitem(last=False)
        try:
            answer = await carry_out()
            first.said.set_result((answer.status, answer.text or "", answer.content_type))
        finally:
            if not _went_well(first.said):
                self._firsts.pop(signature, None)
                first.said.cancel()
        return answer

    def _forget(self) -> None:
        now = self._now()
        while self._firsts and next(iter(self._firsts.values())).until <= now:
            self._firsts.popitem(last=False)


def _went_well(said: asyncio.Future[tuple[int, str, str]]) -> bool:
    return said.done() and said.result()[0] == web.HTTPOk.status_code
