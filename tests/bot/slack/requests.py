"""Signed requests, made as Slack makes them."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

SECRET = "a secret of the tests"


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came back over HTTP."""

    status: int
    text: str


def form(payload: str) -> bytes:
    """A payload as Slack posts interactions."""
    return urlencode({"payload": payload}).encode()


def signed(body: bytes, *, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """The headers that Slack would send with this body, made `age` seconds ago."""
    stamp = str(int(time.time()) - age)
    signature = "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, "sha256").hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
        "Content-Type": "application/x-www-form-urlencoded",
    }


async def send(address: str, body: bytes, headers: Mapping[str, str]) -> Answered:
    """Post the body, and read the answer."""
    async with aiohttp.ClientSession() as session, session.post(address, data=body, headers=headers) as answer:
        return Answered(status=answer.status, text=await answer.text())
