"""People who click: one connection each, the next click as soon as the last one is acknowledged."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Clicked:
    """What came of clicks: each one's status, when it was sent, and the seconds until it was acknowledged.

    Times are those of the monotonic clock, which is the same in all processes of a machine.
    """

    statuses: tuple[int, ...]
    sent_at: tuple[float, ...]
    seconds: tuple[float, ...]
    began_at: float
    ended_at: float

    def within(self, share: float) -> float:
        """The seconds within which this share of clicks was acknowledged."""
        return sorted(self.seconds)[min(int(share * len(self.seconds)), len(self.seconds) - 1)]

    def between(self, first: float, last: float) -> list[float]:
        """The seconds of the clicks that were sent between two times."""
        return [seconds for at, seconds in zip(self.sent_at, self.seconds, strict=True) if first <= at <= last]

    @property
    def failed(self) -> int:
        """How many were answered with anything but 200."""
        return sum(status != 200 for status in self.statuses)


async def click_together(port: int, requests: Sequence[Sequence[bytes]], *, every: float = 0) -> Clicked:
    """Let everybody send their requests, one after the other; with `every`, no more than one in so many seconds."""
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in requests]
    began_at = time.monotonic()
    told = await asyncio.gather(
        *(
            _click(reader, writer, mine, every=every, first=every * number / len(requests))
            for number, ((reader, writer), mine) in enumerate(zip(connections, requests, strict=True))
        )
    )
    ended_at = time.monotonic()
    for _, writer in connections:
        writer.close()
    each = [one for of_person in told for one in of_person]
    return Clicked(
        statuses=tuple(status for status, _, _ in each),
        sent_at=tuple(sent_at for _, sent_at, _ in each),
        seconds=tuple(seconds for _, _, seconds in each),
        began_at=began_at,
        ended_at=ended_at,
    )


async def _click(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, requests: Sequence[bytes], *, every: float, first: float
) -> list[tuple[int, float, float]]:
    told, next_at = [], time.monotonic() + first
    for request in requests:
        if every:
            await asyncio.sleep(next_at - time.monotonic())
            next_at += every
        sent_at = time.monotonic()
        writer.write(request)
        status = await _answer(reader)
        told.append((status, sent_at, time.monotonic() - sent_at))
    return told


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    lengths = [int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")]
    await reader.readexactly(lengths[0] if lengths else 0)
    return int(lines[0].split(b" ")[1])
