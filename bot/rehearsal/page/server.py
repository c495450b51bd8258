"""The page's server: its routes, and how long it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.rehearsal.page.acting import DEEDS, act
from bot.rehearsal.page.guarding import explain, guard, put_headers
from bot.rehearsal.page.handing import hand_over
from bot.rehearsal.page.helps import HELPS, give_help
from bot.rehearsal.page.inspector import inspector
from bot.rehearsal.page.keys import HOSTS, THEATRE
from bot.rehearsal.page.live import live
from bot.rehearsal.page.screens import file, welcome, workspace
from bot.rehearsal.page.showing import gallery
from bot.rehearsal.page.theatre import Theatre

STATIC = Path(__file__).with_name("static")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECONDS_TO_CLOSE = 0.5
MOST_BYTES = 256 * 1024


def page(theatre: Theatre, host: str) -> web.Application:
    """The page over what is on, to be asked for on the loopback or by the name of `host`."""
    app = web.Application(middlewares=[guard, explain], client_max_size=MOST_BYTES)
    app[THEATRE] = theatre
    app[HOSTS] = frozenset({*LOOPBACK, host.lower()})
    app.on_response_prepare.append(put_headers)
    app.router.add_get("/", welcome)
    app.router.add_get("/as/{person}/{place}", workspace)
    app.router.add_post(f"/as/{{person}}/{{deed:{'|'.join(DEEDS)}}}", act)
    app.router.add_post("/as/{person}/modal/file", hand_over)
    app.router.add_post(f"/rehearsal/{{help:{'|'.join(HELPS)}}}", give_help)
    app.router.add_get("/files/{file}", file)
    app.router.add_get("/live", live)
    app.router.add_get("/inspector", inspector)
    app.router.add_get("/gallery", gallery)
    app.router.add_static("/static", STATIC)
    return app


@asynccontextmanager
async def serving(theatre: Theatre, *, host: str, port: int) -> AsyncIterator[str]:
    """Serve the page until the block ends; gives its address.

    Raises:
        OSError: it cannot listen there.
    """
    runner = web.AppRunner(page(theatre, host), access_log=None, shutdown_timeout=SECONDS_TO_CLOSE)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        taken = runner.addresses[0][1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{taken}"
    finally:
        await runner.cleanup()
