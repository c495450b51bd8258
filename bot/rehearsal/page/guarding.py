"""What stands in front of every request: who may ask at all, and what a browser may do with the answer.

The page can press every button of the bot, so no other site that is open in the same browser may reach it: it is
answered only under its own name (against DNS rebinding), and nothing is taken that another site has sent.
"""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from bot.rehearsal.page.declining import Declined
from bot.rehearsal.page.drawing import draw
from bot.rehearsal.page.handing import hand_over
from bot.rehearsal.page.keys import HOSTS, THEATRE
from bot.rehearsal.page.looking import NotThere
from bot.rehearsal.page.theatre import NothingOn

log = logging.getLogger(__name__)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
NOBODY_HERE = "There is no such person or place in this rehearsal."
TOO_MUCH = "That is more than this page takes."
OUR_MISTAKE = "Something went wrong in this page. The terminal shows what happened."
BEGINS_ANEW = "The rehearsal is just beginning anew."
BYTES = "application/octet-stream"
OWN = ("same-origin", "none")
"""Where a browser may say that a request comes from: this page, or somebody who typed the address."""


async def put_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser to run and show nothing that is not ours."""
    response.headers.update(HEADERS)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away what is not meant for this page."""
    if not _is_asked_by_name(request):
        return web.Response(status=HTTPStatus.MISDIRECTED_REQUEST, text="This page is not called that.")
    changes = request.method not in ("GET", "HEAD")
    if changes and (request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN or not _is_own_origin(request)):
        return web.Response(status=HTTPStatus.FORBIDDEN, text="This page takes nothing from other sites.")
    if changes and request.content_type != _understood(request):
        return web.Response(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, text="Only JSON is understood here.")
    return await handler(request)


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say in plain words what cannot be had: a page where a page was asked for, else a problem in JSON."""
    try:
        return await handler(request)
    except Declined as declined:
        return _told(request, HTTPStatus.CONFLICT, "Not just now", str(declined))
    except NothingOn:
        return _wait(request)
    except (NotThere, web.HTTPNotFound):
        return _told(request, HTTPStatus.NOT_FOUND, "Nobody is here", NOBODY_HERE)
    except web.HTTPRequestEntityTooLarge:
        return _told(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too much", TOO_MUCH)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("rehearsal page", extra={"path": request.path})
        return _told(request, HTTPStatus.INTERNAL_SERVER_ERROR, "A mistake of this page", OUR_MISTAKE)


def _understood(request: web.Request) -> str:
    """Nothing that a form of another site could send without asking this page first."""
    return BYTES if request.match_info.handler is hand_over else "application/json"


def _is_asked_by_name(request: web.Request) -> bool:
    try:
        return (request.url.host or "").lower() in request.app[HOSTS]
    except ValueError:  # no such port, and whatever else no browser says
        return False


def _is_own_origin(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is None or origin == str(request.url.origin())


def _wait(request: web.Request) -> web.Response:
    theatre = request.app[THEATRE]
    if request.method == "POST":
        return web.json_response({"problem": BEGINS_ANEW}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    page = draw("waiting.html", line=theatre.telling.line, round=f"waiting for {theatre.rounds}")
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text=page, content_type="text/html")


def _told(request: web.Request, status: HTTPStatus, title: str, words: str) -> web.Response:
    if request.method == "POST":
        return web.json_response({"problem": words}, status=status)
    return web.Response(status=status, text=draw("trouble.html", title=title, words=words), content_type="text/html")
