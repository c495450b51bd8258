"""Bring things to the bot over HTTP, signed, as Slack does."""

import hashlib
import hmac
import json
import time
from http import HTTPStatus
from urllib.parse import urlencode

import aiohttp

from bot.rehearsal.stand_in.values import Answer, Json
from bot.rehearsal.stand_in.world import Delivery

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 of `v0:timestamp:body` (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
    signed = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return f"v0={signed.hexdigest()}"


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """The body as Slack encodes it for its kind, with its content type."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    if delivery.kind == "interactive":
        return urlencode({"payload": json.dumps(delivery.payload)}).encode(), FORM
    return urlencode(delivery.payload).encode(), FORM


def signed_headers(secret: str, body: bytes, content_type: str, *, at: float) -> dict[str, str]:
    """The headers that prove a request is Slack's; `at` is the wall clock."""
    stamp = str(int(at))
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(secret, stamp, body),
    }


def retry_headers(attempt: int) -> dict[str, str]:
    """What marks an event that is delivered again."""
    return {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"} if attempt else {}


async def post(session: aiohttp.ClientSession, url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Post once and wait as long as the session's timeout says."""
    began = time.monotonic()
    try:
        async with session.post(url, data=body, headers=headers) as response:
            raw = await response.read()
            status = response.status
    except TimeoutError:
        return Answer(status=0, body={}, seconds=time.monotonic() - began, problem="operation_timeout")
    except aiohttp.ClientError as error:
        return Answer(
            status=0, body={}, seconds=time.monotonic() - began, problem=f"not reached: {type(error).__name__}"
        )
    return understood(status, raw, time.monotonic() - began)


def understood(status: int, raw: bytes, seconds: float) -> Answer:
    """Read an acknowledgement: nothing, a JSON object, or words in answer to a command."""
    problem = "" if status == HTTPStatus.OK else f"http_{status}"
    body: Json = {}
    if raw.strip():
        try:
            parsed = json.loads(raw)
        except ValueError:
            parsed = {"text": raw.decode(errors="replace")}
        body = parsed if isinstance(parsed, dict) else {"text": str(parsed)}
    return Answer(status=status, body=body, seconds=seconds, problem=problem)
