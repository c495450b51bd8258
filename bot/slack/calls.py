"""One call of Slack's Web API: paced, repeated only where that is safe, and with one of four ends.

A call comes back with Slack's answer, or it was refused, or it certainly was not carried out, or nobody knows.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.clock import Clock
from bot.slack.pacing import Pacing
from maturity_model.ids import WorkspaceId

ANSWERS_WITHIN = aiohttp.ClientTimeout(total=10)
ATTEMPTS = 4
FIRST_PAUSE = 1.0  # seconds; doubled each time
TOO_MANY = 429
SERVER_FAULT = 500
TOO_MANY_ERRORS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
MAYBE_CARRIED_OUT = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
NOT_INSTALLED = "not_installed"  # our own word: in this workspace nobody installed the bot
READS = frozenset({"users.info", "conversations.info", "conversations.members"})
TAKE_NO_JSON = frozenset({"files.getUploadURLExternal", "files.completeUploadExternal"})

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


def session_to_slack() -> aiohttp.ClientSession:
    """The session that is kept for all calls; whoever asks for it closes it."""
    return aiohttp.ClientSession(timeout=ANSWERS_WITHIN, json_serialize=lambda value: orjson.dumps(value).decode())


class Calls:
    """Slack's Web API with the token of each workspace. One kept session, no retry handlers of the SDK's own."""

    def __init__(self, client: AsyncWebClient, tokens: Mapping[WorkspaceId, str], pacing: Pacing, clock: Clock) -> None:
        self._client = client
        self._tokens = tokens
        self._clock = clock
        self.pacing = pacing

    async def repeat(self, workspace: WorkspaceId, method: str, **arguments: Any) -> dict[str, Any]:
        """Make a call that is safe to make twice.

        Raises:
            Refused: Slack said no.
            Unreachable: Slack did not answer, however often it was asked.
        """
        return await self._call(workspace, method, arguments, safe=True)

    async def once(self, workspace: WorkspaceId, method: str, **arguments: Any) -> dict[str, Any]:
        """Make a call that must not be made twice.

        Raises:
            Refused: Slack said no.
            Unreachable: it was certainly not carried out.
            Unsure: nobody knows.
        """
        return await self._call(workspace, method, arguments, safe=False)

    async def send_bytes(self, address: str, content: bytes) -> None:
        """Bring a file to the address that Slack named for it, which serves once; nothing is shown by that alone.

        Raises:
            Unreachable: it did not get there.
        """
        session = self._client.session
        assert session is not None  # noqa: S101 - for the type checker: the composition root gives one
        try:
            async with session.post(address, data=content) as answer:
                answer.raise_for_status()
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unreachable(timedelta(seconds=FIRST_PAUSE)) from error

    async def _call(
        self, workspace: WorkspaceId, method: str, arguments: dict[str, Any], *, safe: bool
    ) -> dict[str, Any]:
        pause = FIRST_PAUSE
        for _ in range(ATTEMPTS):
            await self.pacing.wait_for_method(workspace, method)
            try:
                return await self._send(workspace, method, arguments)
            except SlackApiError as error:
                if self._asks_to_wait(workspace, method, error):
                    continue
                self._raise_unless_passing(method, error, safe=safe)
            except aiohttp.ClientConnectorError:
                log.warning("slack not reached", extra={"method": method})
            except (TimeoutError, aiohttp.ClientError, ValueError, AttributeError) as error:
                if not safe:
                    raise Unsure from error
            await self._clock.sleep(pause)
            pause *= 2
        raise Unreachable(timedelta(seconds=pause))

    async def _send(self, workspace: WorkspaceId, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        whole = {**arguments, "token": self._token(workspace, method)}
        if method in READS:
            sent = await self._client.api_call(method, http_verb="GET", params=whole)
        elif method in TAKE_NO_JSON:
            sent = await self._client.api_call(method, params=whole)
        else:
            sent = await self._client.api_call(method, json=whole)
        answer = sent.data
        if not isinstance(answer, dict):
            message = "no JSON object"
            raise ValueError(message)  # noqa: TRY004 - the same end as a body that is no JSON
        return answer

    def _token(self, workspace: WorkspaceId, method: str) -> str:
        if workspace not in self._tokens:
            raise Refused(method, NOT_INSTALLED)
        return self._tokens[workspace]

    def _asks_to_wait(self, workspace: WorkspaceId, method: str, error: SlackApiError) -> bool:
        status, word = _read(error)
        if status != TOO_MANY and word not in TOO_MANY_ERRORS:
            return False
        seconds = error.response.headers.get("Retry-After", "1")
        self.pacing.close(workspace, method, seconds=float(seconds) if seconds.isdigit() else 1.0)
        log.info("slack asks to wait", extra={"method": method, "seconds": seconds})
        return True

    def _raise_unless_passing(self, method: str, error: SlackApiError, *, safe: bool) -> None:
        status, word = _read(error)
        if status < SERVER_FAULT and word not in MAYBE_CARRIED_OUT:
            raise Refused(method, word) from error
        if not safe:
            raise Unsure from error


def _read(error: SlackApiError) -> tuple[int, str]:
    response = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", SERVER_FAULT)
    body = getattr(response, "data", None)
    word = body.get("error") if isinstance(body, dict) else None
    return status, str(word or "unreadable_answer")
