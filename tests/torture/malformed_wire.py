"""Requests byte for byte, over a connection that is kept: no client of HTTP would send most of them."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from bot.rehearsal.stand_in.delivery import FORM, signature

JSON = "application/json"
PATIENCE = 10.0  # seconds; an answer is promised within 3
Headers = tuple[tuple[str, str | bytes], ...]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A body and the headers that go before it; its length goes by itself unless a header says how it is sent."""

    body: bytes
    headers: Headers = ()
    measured: bool = True

    def encoded(self, host: str, path: str) -> bytes:
        """The request as it travels."""
        whole: Headers = (("Host", host), *self.headers)
        if self.measured:
            whole = (*whole, ("Content-Length", str(len(self.body))))
        lines = [f"POST {path} HTTP/1.1".encode(), *(_line(name, value) for name, value in whole)]
        return b"\r\n".join([*lines, b"", self.body])


@dataclass(frozen=True, kw_only=True)
class Came:
    """The answer; a status of 0 where there was none."""

    status: int
    body: bytes = b""
    seconds: float = 0.0


Sent = tuple[str, Came]


def _line(name: str, value: str | bytes) -> bytes:
    return name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())


def signed(body: bytes, secret: str, *, kind: str = FORM, age: float = 0) -> Request:
    """A request with Slack's signature, made `age` seconds ago."""
    stamp = str(int(time.time() - age))
    return Request(body=body, headers=with_signature(kind, stamp, signature(secret, stamp, body)))


def with_signature(kind: str, stamp: str | bytes, proof: str | bytes) -> Headers:
    """Slack's headers with this timestamp and this signature, whatever they are."""
    return (("Content-Type", kind), ("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", proof))


class Wire:
    """One connection to the bot, made anew whenever the bot closed it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self._port, self._path = parts.hostname or "", parts.port or 80, parts.path
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def post(self, request: Request) -> Came:
        """Send a request and read its answer; one that found the connection closed is sent once more."""
        sent = request.encoded(f"{self._host}:{self._port}", self._path)
        began = time.monotonic()
        for _ in range(2):
            fresh = self._streams is None
            try:
                async with asyncio.timeout(PATIENCE):
                    status, body = await self._exchange(sent)
            except TimeoutError:
                await self.close()
                break
            except (ConnectionError, asyncio.IncompleteReadError):
                await self.close()
                if fresh:
                    break
            else:
                return Came(status=status, body=body, seconds=time.monotonic() - began)
        return Came(status=0, seconds=time.monotonic() - began)

    async def _exchange(self, sent: bytes) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        writer.write(sent)
        writing = asyncio.ensure_future(writer.drain())  # a refusal may come before the whole body has left
        try:
            status, headers = _read_head(await reader.readuntil(b"\r\n\r\n"))
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            await writing
        finally:
            writing.cancel()
        if headers.get("connection", "").lower() == "close":
            await self.close()
        return status, body

    async def close(self) -> None:
        """Hang up."""
        if self._streams is None:
            return
        _, writer = self._streams
        self._streams = None
        writer.close()
        try:
            await writer.wait_closed()
        except ConnectionError:
            return


def _read_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    named = (line.partition(":") for line in lines if line)
    return int(first.split(" ")[1]), {name.strip().lower(): value.strip() for name, _, value in named}


async def post_all(address: str, requests: Iterable[tuple[str, Request]], *, connections: int = 8) -> Sequence[Sent]:
    """Send all of them, each with what it is, over several connections at once."""
    waiting, came = iter(requests), list[Sent]()

    async def work() -> None:
        async with Wire(address) as wire:
            for what, request in waiting:
                answer = await wire.post(request)
                came.append((what, answer))

    await asyncio.gather(*(work() for _ in range(connections)))
    return came
