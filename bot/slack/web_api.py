"""One request to Slack's Web API, and what came back.

The SDK's client does the same for twice the processor time, and looks for a proxy in the environment at every call.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson

from bot.slack.fetching import Fetched, Way, fetch

ANSWERS_WITHIN = aiohttp.ClientTimeout(total=10)
READS = frozenset({"users.info", "conversations.info", "conversations.members", "files.info"})
TAKE_NO_JSON = frozenset({"files.getUploadURLExternal", "files.completeUploadExternal"})
JSON = "application/json; charset=utf-8"
GRANTED = "X-OAuth-Scopes"

MAYBE_CARRIED_OUT = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
TOO_MANY_ERRORS = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: `body` is None where it was no JSON object; what to wait and what is granted stood in headers."""

    status: int
    body: dict[str, Any] | None
    retry_after: str
    granted: str = ""

    @property
    def ok(self) -> bool:
        """Whether it was carried out."""
        return self.status == HTTPStatus.OK and self.body is not None and self.body.get("ok") is True

    @property
    def error(self) -> str:
        """Slack's word for what is wrong."""
        return str((self.body or {}).get("error") or "unreadable_answer")

    @property
    def asks_to_wait(self) -> bool:
        """Whether it was not carried out, and may be asked again later."""
        return self.status == HTTPStatus.TOO_MANY_REQUESTS or self.error in TOO_MANY_ERRORS

    @property
    def settles_nothing(self) -> bool:
        """Whether nobody knows if it was carried out: a server's fault, or words that are none."""
        faulty = self.status >= HTTPStatus.INTERNAL_SERVER_ERROR or self.error in MAYBE_CARRIED_OUT
        return faulty or (self.status == HTTPStatus.OK and self.body is None)


def session_to_slack() -> aiohttp.ClientSession:
    """The session that is kept for all calls; whoever asks for it closes it."""
    return aiohttp.ClientSession(timeout=ANSWERS_WITHIN, cookie_jar=aiohttp.DummyCookieJar())


class WebApi:
    """Slack's Web API at an address, through a session that is kept."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    async def ask(self, method: str, token: str, arguments: dict[str, Any]) -> Answer:
        """Send one request.

        Raises:
            aiohttp.ClientConnectorError: it did not leave.
            aiohttp.ClientError: the answer did not come, and neither for `TimeoutError`.
        """
        headers, sent = {"Authorization": f"Bearer {token}"}, f"{self._address}{method}"
        if method in READS:
            request = self._session.get(sent, params=arguments, headers=headers)
        elif method in TAKE_NO_JSON:
            request = self._session.post(sent, data=arguments, headers=headers)
        else:
            headers["Content-Type"] = JSON
            request = self._session.post(sent, data=orjson.dumps(arguments), headers=headers)
        async with request as answer:
            return Answer(
                status=answer.status,
                body=_object(await answer.read()),
                retry_after=answer.headers.get("Retry-After", ""),
                granted=answer.headers.get(GRANTED, ""),
            )

    async def fetch(self, address: str, token: str, *, most: int) -> Fetched:
        """Get a file from where Slack keeps it; the token goes to Slack's own hosts and to no other.

        Raises:
            Elsewhere: it does not lie with Slack.
            TooManyBytes: there are more than `most`.
            aiohttp.ClientError: it did not come, or not whole, and neither for `TimeoutError`.
        """
        return await fetch(self._session, Way(address=address, token=token, api=self._address), most=most)

    async def bring(self, address: str, content: bytes) -> None:
        """Bring a file to an address that Slack named for it.

        Raises:
            aiohttp.ClientError: it was not taken, or nobody knows, as for `TimeoutError`.
        """
        async with self._session.post(address, data=content) as answer:
            answer.raise_for_status()


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        read = orjson.loads(content)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
