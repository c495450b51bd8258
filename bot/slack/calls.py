"""One call of Slack's Web API: paced, repeated only where that is safe, and with one of four ends.

A call comes back with Slack's answer, or it was refused, or it certainly was not carried out, or nobody knows.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import aiohttp

from bot.slack.clock import Clock
from bot.slack.fetching import Fetched
from bot.slack.pacing import Pacing
from bot.slack.web_api import Answer, WebApi
from maturity_model.ids import WorkspaceId

ATTEMPTS = 4
FIRST_PAUSE = 1.0  # seconds; doubled each time
LANDS_WITHIN = timedelta(minutes=1)  # ours: Slack names no time after which a call that was given up is dropped
FETCHING = "download"  # no method of Slack's: the name under which files are fetched, for pauses and for the log
NOT_INSTALLED = "not_installed"  # our own word: in this workspace nobody installed the bot

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Refused(Exception):
    """Slack said no, and would say it again."""

    method: str
    error: str


class Unsure(Exception):
    """A post left and its answer never came: it may have arrived."""


@dataclass(eq=False)
class Unreachable(Exception):
    """Slack certainly did not carry it out; try again after `wait`."""

    wait: timedelta


class Handover(Protocol):
    """Learns when a call that must not be made twice may have been carried out; what it raises stops the call."""

    async def begins(self) -> None:
        """The call leaves now."""

    async def failed(self) -> None:
        """Slack certainly did not carry it out. It begins anew where it is tried again."""


class _Unwatched:
    """For calls of which nobody keeps what became of them."""

    async def begins(self) -> None:
        """Let it leave."""

    async def failed(self) -> None:
        """Let it be tried again."""


UNWATCHED: Handover = _Unwatched()


class Calls:
    """Slack's Web API with the token of each workspace."""

    def __init__(self, api: WebApi, tokens: Mapping[WorkspaceId, str], pacing: Pacing, clock: Clock) -> None:
        self._api = api
        self._tokens = tokens
        self._clock = clock
        self.pacing = pacing
        self._given_up: dict[tuple[WorkspaceId, str], datetime] = {}
        self._in_doubt: set[WorkspaceId] = set()
        self._granted: dict[WorkspaceId, frozenset[str]] = {}

    def may_be_overwritten(self, workspace: WorkspaceId, method: str) -> bool:
        """Whether an earlier call of this method, to which no answer came in time, may yet be carried out."""
        given_up_at = self._given_up.get((workspace, method))
        return given_up_at is not None and self._clock.now() < given_up_at + LANDS_WITHIN

    async def repeat(self, workspace: WorkspaceId, method: str, **arguments: Any) -> dict[str, Any]:
        """Make a call that is safe to make twice.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, however often it was asked.
        """
        return await self._call(workspace, method, arguments)

    async def once(
        self, workspace: WorkspaceId, method: str, *, handover: Handover = UNWATCHED, **arguments: Any
    ) -> dict[str, Any]:
        """Make a call that must not be made twice.

        Where nobody knows what became of the one before, Slack is asked something harmless first: while it is down, one
        message is in doubt and not every message that is due. The handover begins as late as can be, when all waiting
        is done; while Slack asks to wait, it has failed.

        Raises:
            Refused: Slack said no.
            Unreachable: it was certainly not carried out.
            Unsure: nobody knows.
        """
        if workspace in self._in_doubt:
            await self.repeat(workspace, "auth.test")
            self._in_doubt.discard(workspace)
        try:
            return await self._call(workspace, method, arguments, once=handover)
        except Unsure:
            self._in_doubt.add(workspace)
            raise

    async def send_bytes(self, address: str, content: bytes) -> None:
        """Bring a file to the address that Slack named for it, which serves once; nothing is shown by that alone.

        Raises:
            Unreachable: it did not get there.
        """
        try:
            await self._api.bring(address, content)
        except aiohttp.ClientResponseError as error:
            asked = error.headers.get("Retry-After", "") if error.headers else ""
            raise Unreachable(timedelta(seconds=_seconds(asked))) from error
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unreachable(timedelta(seconds=FIRST_PAUSE)) from error

    async def fetch(self, workspace: WorkspaceId, address: str, *, most: int) -> Fetched:
        """Get a file from an address that Slack named for it, whatever Slack's answer: `most` bytes, and no more.

        Raises:
            Elsewhere: the address is not Slack's; the token stayed here.
            TooManyBytes: there are more.
            Refused: in this workspace nobody installed the bot.
            Unreachable: it did not come, however often it was asked for.
        """
        pause, token = FIRST_PAUSE, self._token(workspace, FETCHING)
        for _ in range(ATTEMPTS):
            await self.pacing.wait_for_method(workspace, FETCHING)
            try:
                fetched = await self._api.fetch(address, token, most=most)
            except (TimeoutError, aiohttp.ClientError):
                log.warning("slack not reached", extra={"method": FETCHING})
            else:
                if fetched.asks_to_wait:
                    self._wait(workspace, FETCHING, fetched.retry_after)
                    continue
                if not fetched.settles_nothing:
                    return fetched
            await self._clock.sleep(pause)
            pause *= 2
        raise Unreachable(timedelta(seconds=pause))

    async def granted(self, workspace: WorkspaceId) -> frozenset[str]:
        """The scopes that the bot has in a workspace, as Slack said with its last answer; empty where it said nothing.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer.
        """
        if workspace not in self._granted:
            await self.repeat(workspace, "auth.test")
        return self._granted.get(workspace, frozenset())

    async def _call(
        self, workspace: WorkspaceId, method: str, arguments: dict[str, Any], *, once: Handover | None = None
    ) -> dict[str, Any]:
        pause, token = FIRST_PAUSE, self._token(workspace, method)
        safe, handover = once is None, once or UNWATCHED
        for _ in range(ATTEMPTS):
            await self.pacing.wait_for_method(workspace, method)
            await handover.begins()
            try:
                answer = await self._api.ask(method, token, arguments)
            except aiohttp.ClientConnectorError:
                log.warning("slack not reached", extra={"method": method})
            except (TimeoutError, aiohttp.ClientError) as error:
                if isinstance(error, TimeoutError):
                    self._given_up[workspace, method] = self._clock.now()
                if not safe:
                    raise Unsure from error
            else:
                self._note_scopes(workspace, answer)
                if answer.ok:
                    return answer.body or {}
                if answer.asks_to_wait:
                    self._wait(workspace, method, answer.retry_after)
                    await handover.failed()
                    continue
                _raise_unless_passing(method, answer, safe=safe)
            await handover.failed()
            await self._clock.sleep(pause)
            pause *= 2
        raise Unreachable(timedelta(seconds=pause))

    def _token(self, workspace: WorkspaceId, method: str) -> str:
        if workspace not in self._tokens:
            raise Refused(method, NOT_INSTALLED)
        return self._tokens[workspace]

    def _note_scopes(self, workspace: WorkspaceId, answer: Answer) -> None:
        if answer.granted:
            self._granted[workspace] = frozenset(scope.strip() for scope in answer.granted.split(","))

    def _wait(self, workspace: WorkspaceId, method: str, retry_after: str) -> None:
        seconds = _seconds(retry_after)
        self.pacing.close(workspace, method, seconds=seconds)
        log.info("slack asks to wait", extra={"method": method, "seconds": seconds})


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdigit() else FIRST_PAUSE


def _raise_unless_passing(method: str, answer: Answer, *, safe: bool) -> None:
    if not answer.settles_nothing:
        raise Refused(method, answer.error)
    if not safe:
        raise Unsure
