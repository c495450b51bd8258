"""Where the bench's bots send their calls: the least of a Slack, in a process of its own, that counts what comes.

It judges nothing; `bot.rehearsal.stand_in` does that. Here nothing may cost so much that it hides the bots.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

TEAM, BOT_USER, BOT = "T0000000001", "U0BOT000001", "B0BOT000001"
LATE_S = 2.0
MOST_POSTS_AT_ONCE = 2.0

_reply = partial(web.json_response, dumps=partial(json.dumps, separators=(",", ":")))


@dataclass
class Bucket:
    """Lets so many posts in a second, and a few at once; every post where no rate is set."""

    per_second: float = 0.0
    left: float = MOST_POSTS_AT_ONCE
    filled_at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Whether there is room for one more post."""
        if not self.per_second:
            return True
        now = time.monotonic()
        self.left = min(MOST_POSTS_AT_ONCE, self.left + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class Sink:
    """What came in since it was last told to forget, and how it answers `chat.update` and posts."""

    calls: Counter[str] = field(default_factory=Counter)
    posts: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    last_at: float = 0.0
    first_post_at: float = 0.0
    last_post_at: float = 0.0
    connections: set[int] = field(default_factory=set)
    fault: str = ""
    bucket: Bucket = field(default_factory=Bucket)

    async def answer(self, request: web.Request) -> web.Response:
        """Take any call of the Web API."""
        method = request.match_info["method"]
        body = await request.read()
        self.calls[method] += 1
        self.last_at = time.monotonic()
        if request.transport:
            self.connections.add(request.transport.get_extra_info("peername")[1])
        if method == "chat.update" and self.fault:
            return await self._break()
        if method == "chat.postMessage":
            return self._post(json.loads(body)["channel"])
        return _reply(self._body(method))

    async def control(self, request: web.Request) -> web.Response:
        """Tell what came in since the last `forget`, and take on a fault or a rate."""
        told = {
            "calls": dict(self.calls),
            "posts": dict(self.posts),
            "refused": self.refused,
            "last_at": self.last_at,
            "first_post_at": self.first_post_at,
            "last_post_at": self.last_post_at,
            "connections": len(self.connections),
        }
        if "forget" in request.query:
            self.calls.clear()
            self.posts.clear()
            self.connections.clear()
            self.refused, self.first_post_at = 0, 0.0
        self.fault = request.query.get("fault", self.fault)
        if "per_second" in request.query:
            self.bucket = Bucket(per_second=float(request.query["per_second"]))
        return _reply(told)

    def _post(self, channel: str) -> web.Response:
        if not self.bucket.take():
            return self._later()
        self.posts[channel] += 1
        self.last_post_at = time.monotonic()
        self.first_post_at = self.first_post_at or self.last_post_at
        return _reply({"ok": True, "channel": channel, "ts": f"1790000000.{self.posts.total():06d}"})

    async def _break(self) -> web.Response:
        if self.fault == "late":
            await asyncio.sleep(LATE_S)
            return _reply({"ok": True})
        return self._later() if self.fault == "429" else web.Response(status=int(self.fault))

    def _later(self) -> web.Response:
        self.refused += 1
        return _reply({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})

    def _body(self, method: str) -> dict[str, object]:
        match method:
            case "auth.test":
                return {"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D{self.calls[method]:010d}"}}
            case "users.info":
                return {"ok": True, "user": {"id": "U0LEADER001", "team_id": TEAM, "name": "leader", "profile": {}}}
            case _:
                return {"ok": True}


async def serve() -> None:
    """Say the port, and listen until whoever started it closes its input."""
    sink, site = Sink(), web.Application(client_max_size=4_000_000)
    site.router.add_route("*", "/api/{method}", sink.answer)
    site.router.add_get("/control", sink.control)
    runner = web.AppRunner(site, access_log=None, keepalive_timeout=3600)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
