"""Server-sent events: a page hears that something has moved, and asks for itself anew."""

import asyncio

from aiohttp import web

from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.theatre import NothingOn

AT_MOST_EVERY = 0.1
"""Seconds between two words to a page: a cast that clicks makes hundreds of moves a second."""
STILL_HERE = 15.0
MOVED = b"event: moved\ndata:\n\n"
QUIET = b": still here\n\n"


async def live(request: web.Request) -> web.StreamResponse:
    """Tell a page of every move until it goes."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    theatre, round_, since = request.app[THEATRE], 0, 0
    try:
        while True:
            try:
                if theatre.rounds != round_:
                    round_, since = theatre.rounds, 0
                async with asyncio.timeout(STILL_HERE):
                    since = await theatre.play.record.moved(since)
                await response.write(MOVED)
                await asyncio.sleep(AT_MOST_EVERY)
            except NothingOn:
                await response.write(MOVED)
                await asyncio.sleep(5 * AT_MOST_EVERY)
            except TimeoutError:
                await response.write(QUIET)
    except ConnectionError:
        return response
