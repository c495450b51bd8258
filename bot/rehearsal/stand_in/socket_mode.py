"""Socket Mode: the bot connects, envelopes go to one connection each, and wait for their acknowledgement."""

import asyncio
import json
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.rehearsal.stand_in.numbering import Numbering
from bot.rehearsal.stand_in.values import Answer, Json
from bot.rehearsal.stand_in.world import Delivery

MOST_CONNECTIONS = 10
HOST = "stand-in"


@dataclass(eq=False)
class Sockets:
    """The open connections; each envelope goes to the next in turn."""

    app_id: str
    patience: float
    numbering: Numbering
    open: list[web.WebSocketResponse] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    turn: int = 0

    async def serve(self, socket: web.WebSocketResponse) -> None:
        """Say hello, then take acknowledgements until the bot leaves."""
        if len(self.open) >= MOST_CONNECTIONS:
            await self._say(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self.open.append(socket)
        await self._say(
            socket,
            {
                "type": "hello",
                "num_connections": len(self.open),
                "connection_info": {"app_id": self.app_id},
                "debug_info": {"host": HOST, "approximate_connection_time": 18_060},
            },
        )
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._take(frame.data)
        finally:
            self.open.remove(socket)

    def _take(self, text: str) -> None:
        acknowledged = json.loads(text)
        waiter = self.waiting.get(acknowledged.get("envelope_id", ""))
        if waiter and not waiter.done():
            waiter.set_result(acknowledged.get("payload") or {})

    async def deliver(self, delivery: Delivery) -> Answer:
        """Send an envelope over one connection and wait for its acknowledgement."""
        self.turn += 1
        socket = self.open[self.turn % len(self.open)]
        envelope_id = self.numbering.next("envelope-", 12)
        waiter = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = waiter
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": delivery.kind,
            "accepts_response_payload": delivery.takes_answer,
            "payload": delivery.payload,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": delivery.attempt, "retry_reason": "timeout" if delivery.attempt else ""}
        began = time.monotonic()
        try:
            await self._say(socket, envelope)
            async with asyncio.timeout(self.patience):
                body = await waiter
        except TimeoutError:
            return Answer(status=0, body={}, seconds=time.monotonic() - began, problem="operation_timeout")
        except ConnectionError:
            return Answer(status=0, body={}, seconds=time.monotonic() - began, problem="not reached")
        finally:
            del self.waiting[envelope_id]
        return Answer(status=200, body=body, seconds=time.monotonic() - began)

    async def ask_to_reconnect(self, reason: str) -> None:
        """Tell every connection to make itself anew: warning, refresh_requested or link_disabled."""
        for socket in list(self.open):
            await self._say(socket, {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})

    async def close(self) -> None:
        """Close every connection."""
        for socket in list(self.open):
            await socket.close()

    async def _say(self, socket: web.WebSocketResponse, frame: Json) -> None:
        await socket.send_str(json.dumps(frame))
