"""A file from where Slack keeps it: to Slack's own hosts only, and never more bytes than were asked for.

Where a file lies is said by payloads, by answers and by redirects. Whatever they say, the token of a workspace goes to
Slack and nowhere else, so each address is looked at before a request leaves for it.
"""

from dataclasses import dataclass
from http import HTTPStatus

import aiohttp
from yarl import URL

SLACK = "slack.com"
ARRIVES_WITHIN = aiohttp.ClientTimeout(total=30, sock_connect=10)
REDIRECTS = 3
HTTPS = 443
MOVED = frozenset({301, 302, 303, 307, 308})
PIECE = 64 * 1024
PLAIN = {"Accept-Encoding": "identity"}  # packed, a few bytes could become any number


class Elsewhere(Exception):
    """An address leads away from Slack; nothing was sent there."""


class TooManyBytes(Exception):
    """There is more of it than was asked for; the rest was not read."""


@dataclass(frozen=True, kw_only=True)
class Way:
    """Where a file lies, the token that opens it, and where Slack's Web API is: that host counts as Slack's."""

    address: str
    token: str
    api: str


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What came back; `content` is empty where it was no success."""

    status: int
    kind: str
    retry_after: str
    content: bytes

    @property
    def asks_to_wait(self) -> bool:
        """Whether it may be asked for again later."""
        return self.status == HTTPStatus.TOO_MANY_REQUESTS

    @property
    def settles_nothing(self) -> bool:
        """Whether it is a server's fault, which passes."""
        return self.status >= HTTPStatus.INTERNAL_SERVER_ERROR


async def fetch(session: aiohttp.ClientSession, way: Way, *, most: int) -> Fetched:
    """Get what lies at an address of Slack's, following it about among Slack's own hosts.

    Raises:
        Elsewhere: the address, or one that it leads to, is not Slack's.
        TooManyBytes: more than `most` were announced, or came.
        aiohttp.ClientError: it did not come, or not whole, and neither for `TimeoutError`.
    """
    at = _slacks_own(way.address, way.api)
    headers = {"Authorization": f"Bearer {way.token}", **PLAIN}
    for _ in range(1 + REDIRECTS):
        request = session.get(at, headers=headers, timeout=ARRIVES_WITHIN, allow_redirects=False, auto_decompress=False)
        async with request as answer:
            if answer.status not in MOVED:
                return await _read(answer, most)
            at = _slacks_own(str(at.join(_parsed(answer.headers.get("Location", "")))), way.api)
    raise Elsewhere


def _slacks_own(address: str, api: str) -> URL:
    at, known = _parsed(address), URL(api)
    if at.user is not None or at.password is not None or at.host is None:
        raise Elsewhere
    if (at.scheme, at.host, at.port) == (known.scheme, known.host, known.port):
        return at
    if at.scheme == "https" and at.port == HTTPS and f".{at.host}".endswith(f".{SLACK}"):
        return at
    raise Elsewhere


def _parsed(address: str) -> URL:
    try:
        return URL(address)
    except ValueError:
        raise Elsewhere from None


async def _read(answer: aiohttp.ClientResponse, most: int) -> Fetched:
    content = b""
    if answer.status == HTTPStatus.OK:
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise aiohttp.ClientPayloadError
        content = await _at_most(answer, most)
    return Fetched(
        status=answer.status,
        kind=answer.content_type,
        retry_after=answer.headers.get("Retry-After", ""),
        content=content,
    )


async def _at_most(answer: aiohttp.ClientResponse, most: int) -> bytes:
    if (answer.content_length or 0) > most:
        raise TooManyBytes
    pieces = bytearray()
    async for piece in answer.content.iter_chunked(PIECE):
        pieces += piece
        if len(pieces) > most:
            raise TooManyBytes
    return bytes(pieces)
