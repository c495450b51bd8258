"""Watches the bot's calls leave, and holds them against what Slack asked for with its last Retry-After."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from types import SimpleNamespace

import aiohttp
from aiohttp import TraceConfig, TraceRequestEndParams, TraceRequestStartParams
from yarl import URL

from bot.rehearsal.clock import SteppedClock


@dataclass(kw_only=True)
class Wire:
    """Where calls leave the bot: the seam is the HTTP client's own tracing.

    Attributes:
        clock: the clock that the bot goes by.
        too_soon: a sentence for each call that left before its method's Retry-After had ended.
    """

    clock: SteppedClock
    too_soon: list[str] = field(default_factory=list)
    _closed_until: dict[str, datetime] = field(default_factory=dict)

    def forget(self) -> None:
        """Another workspace comes next: what Slack said counts for one workspace and method."""
        self._closed_until.clear()
        self.too_soon.clear()

    def session(self, *, patience: float) -> aiohttp.ClientSession:
        """A session for the bot's calls that is watched, and waits so many seconds of real time for each answer."""
        trace = TraceConfig()
        trace.on_request_start.append(self._leaves)
        trace.on_request_end.append(self._is_answered)
        return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=patience), trace_configs=[trace])

    async def _leaves(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, call: TraceRequestStartParams
    ) -> None:
        method, now = method_of(call.url), self.clock.now()
        if (until := self._closed_until.get(method)) and now < until:
            early = (until - now).total_seconds()
            self.too_soon.append(f"{method} left {early:.0f} s before its Retry-After had ended")

    async def _is_answered(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, call: TraceRequestEndParams
    ) -> None:
        if call.response.status == HTTPStatus.TOO_MANY_REQUESTS:
            method, wait = method_of(call.url), timedelta(seconds=int(call.response.headers["Retry-After"]))
            until = self.clock.now() + wait
            self._closed_until[method] = max(until, self._closed_until.get(method, until))


def method_of(address: URL) -> str:
    """The method of the Web API that is called at this address, or `upload`."""
    return "upload" if "upload" in address.parts else address.name
