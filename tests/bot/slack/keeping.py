"""A host that keeps files and is not the stand-in: it notes who knocks, and answers as a test says."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Keeper:
    """`tokens` has what each request carried as its token, empty where it carried none."""

    address: str = ""
    answer: Answering | None = None
    tokens: list[str] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization", ""))
        assert self.answer is not None
        return await self.answer(request)


@asynccontextmanager
async def keeping(answer: Answering | None = None) -> AsyncIterator[Keeper]:
    """Listen on the loopback until the block ends."""
    keeper = Keeper(answer=answer)
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", keeper.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        keeper.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield keeper
    finally:
        await runner.cleanup()
