"""The guard in front of Bolt: size and signature over the raw bytes, then the one parsing that a request gets.

Slack's scheme: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hmac
import logging
import re
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import orjson
from aiohttp import web
from yarl import query_to_pairs

from bot.slack.copies import Copies

LARGEST_BODY = 1_000_000  # bytes; Slack's largest view has 250 KB
SIGNATURE = "X-Slack-Signature"
WINDOW = 300  # seconds
PATIENCE = 3  # seconds for the whole body to come: after that Slack itself gives up
TIMESTAMP = re.compile(r"[0-9]{1,12}")
FORM = "application/x-www-form-urlencoded"

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Inner = Callable[[dict[str, Any]], Awaitable[web.Response]]


def guard(signing_secret: str, inner: Inner) -> Handler:
    """Let only requests through that Slack signed in the last five minutes, as the JSON object or form they hold.

    A stranger gets 401, a body that Slack would not send 400, and neither learns more than that. A copy of a request is
    answered as the first was, and is not carried out.
    """
    key = signing_secret.encode()
    copies = Copies(2 * WINDOW)  # a timestamp may be five minutes ahead

    async def guarded(request: web.Request) -> web.StreamResponse:
        body = await _read(request)
        if body is None or not _is_signed(key, request, body):
            log.warning("request refused", extra={"reason": "signature or size"})
            return web.Response(status=401)
        parsed = _parse(request.content_type, body)
        if parsed is None:
            log.warning("request refused", extra={"reason": "form"})
            return web.Response(status=400)
        return await copies.once(request.headers[SIGNATURE], partial(_carried_out, inner, parsed))

    return guarded


async def _carried_out(inner: Inner, parsed: dict[str, Any]) -> web.Response:
    try:
        return await inner(parsed)
    except Exception:
        log.exception("request not understood")
        return web.Response(status=400)


async def _read(request: web.Request) -> bytes | None:
    if (request.content_length or 0) > LARGEST_BODY:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await request.read()
    except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ConnectionError, TimeoutError):
        return None  # too much, broken, cut off, or never ending


def _is_signed(key: bytes, request: web.Request, body: bytes) -> bool:
    timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get(SIGNATURE, "")
    if not (TIMESTAMP.fullmatch(timestamp) and signature.isascii()):
        return False
    if abs(time.time() - int(timestamp)) > WINDOW:
        return False
    # By hand and over the raw bytes: the SDK's verifier decodes the body first, and fails where it is not UTF-8.
    expected = hmac.digest(key, b"v0:%s:%s" % (timestamp.encode(), body), "sha256").hex()
    return hmac.compare_digest(f"v0={expected}", signature)


def _parse(content_type: str, body: bytes) -> dict[str, Any] | None:
    try:
        text = body.decode()
        if content_type != FORM:
            return _object(text)
        fields = dict(query_to_pairs(text))  # urllib's, in Python, takes longer than saving the answer
        payload = fields.get("payload")
        if payload is None:
            return fields if "command" in fields else None
        return _object(payload)
    except ValueError:
        return None


def _object(text: str) -> dict[str, Any] | None:
    parsed = orjson.loads(text)
    return parsed if isinstance(parsed, dict) else None
