"""The server: the Web API, uploads, response_urls and the socket, on one local port."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.api.files import take_upload
from bot.rehearsal.stand_in.api.methods import METHODS, carry_out, seconds_to_wait
from bot.rehearsal.stand_in.breaking import Fault, Kind
from bot.rehearsal.stand_in.posting import respond
from bot.rehearsal.stand_in.socket_mode import Sockets
from bot.rehearsal.stand_in.values import Json, Refused
from bot.rehearsal.stand_in.workspace import Workspace
from bot.rehearsal.stand_in.world import World

PARSED = ("blocks", "view", "metadata", "files", "attachments")
MOST_BYTES = 20 * 1024 * 1024


class Front:
    """Takes requests, finds out who asks, breaks what is to be broken, and keeps a record of all."""

    def __init__(self, world: World, workspaces: dict[str, Workspace], app_token: str, sockets: Sockets) -> None:
        self._world = world
        self._workspaces = workspaces
        self._app_token = app_token
        self._sockets = sockets

    def app(self) -> web.Application:
        """The routes."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/api/{method}", self.call)
        app.router.add_post("/upload/v1/{secret}", self.upload)
        app.router.add_post("/actions/{secret}", self.respond)
        app.router.add_get("/link", self.connect)
        return app

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API."""
        name = request.match_info["method"]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            body = await arguments_of(request)
            workspace = self._who_asks(name, token)
        except Refused as refused:
            return self._answer(name, {}, refused.as_slack(), "")
        if workspace is None:
            return self._answer(name, body, self._open_socket(), "")
        ask = Ask(workspace=workspace, arguments=body)
        fault = self._world.faults.take(name, body)
        return await (self._broken(request, name, ask, fault) if fault else self._sound(name, ask))

    def _who_asks(self, name: str, token: str) -> Workspace | None:
        if not token:
            raise Refused("not_authed", "no token in the header")
        if name == "apps.connections.open":
            if token != self._app_token:
                raise Refused("invalid_auth" if token not in self._workspaces else "not_allowed_token_type")
            return None
        workspace = self._workspaces.get(token)
        if workspace is None:
            raise Refused("invalid_auth" if token != self._app_token else "not_allowed_token_type")
        if not workspace.installed:
            raise Refused("account_inactive", "the app was uninstalled")
        if name not in METHODS:
            raise Refused("unknown_method", f"the stand-in does not know {name}")
        return workspace

    async def _sound(self, name: str, ask: Ask) -> web.Response:
        if self._world.enforce_rates:
            wait = seconds_to_wait(self._world.rates, name, ask)
            if wait:
                return self._rate_limited(name, ask, wait)
        try:
            answer = carry_out(name, ask)
        except Refused as refused:
            answer = refused.as_slack()
        return self._answer(name, ask.arguments, answer, ask.workspace.id)

    async def _broken(self, request: web.Request, name: str, ask: Ask, fault: Fault) -> web.StreamResponse:
        if fault.kind is Kind.RATE_LIMITED:
            return self._rate_limited(name, ask, int(fault.seconds))
        if fault.kind is Kind.ERROR:
            return self._answer(name, ask.arguments, {"ok": False, "error": fault.word}, ask.workspace.id)
        if fault.kind is Kind.HTTP:
            self._keep(name, ask, {"ok": False, "error": f"http_{fault.status}"})
            return web.Response(status=fault.status, text="the stand-in was told to break")
        if fault.kind is Kind.SLOW:
            await (asyncio.sleep(fault.seconds) if fault.wall else self._world.clock.sleep(fault.seconds))
            return await self._sound(name, ask)
        if fault.kind is Kind.CUT_AFTER:
            await self._sound(name, ask)
        else:
            self._keep(name, ask, {"ok": False, "error": "connection_dropped"})
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _rate_limited(self, name: str, ask: Ask, wait: int) -> web.Response:
        refusal = {"ok": False, "error": "ratelimited"}
        self._keep(name, ask, refusal)
        return web.json_response(refusal, status=429, headers={"Retry-After": str(wait)})

    def _keep(self, name: str, ask: Ask, answer: Json) -> None:
        self._world.record.add(name, ask.arguments, answer, ask.workspace.id)

    def _answer(self, name: str, body: Json, answer: Json, workspace: str) -> web.Response:
        self._world.record.add(name, body, answer, workspace)
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(sorted(self._world.manifest.scopes))})

    def _open_socket(self) -> Json:
        ticket = self._world.numbering.next("ticket-", 12)
        self._world.sockets[ticket] = False
        return {"ok": True, "url": f"ws{self._world.address.removeprefix('http')}/link?ticket={ticket}"}

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Socket Mode: a ticket opens one connection."""
        ticket = request.query.get("ticket", "")
        if self._world.sockets.get(ticket, True):
            return web.Response(status=403, text="no such ticket, or it was used")
        self._world.sockets[ticket] = True
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._world.record.nudge()
        await self._sockets.serve(socket)
        return socket

    async def upload(self, request: web.Request) -> web.Response:
        """The bytes of a file."""
        try:
            file = take_upload(self._world, request.match_info["secret"], await request.read())
        except Refused as refused:
            return web.Response(status=400, text=str(refused))
        self._world.record.nudge()
        return web.Response(text=f"OK - {file.length}")

    async def respond(self, request: web.Request) -> web.Response:
        """A post to a response_url."""
        body, team = {}, ""
        try:
            body = parsed_object(await request.read())
            place = self._world.response_urls.use(request.match_info["secret"])
            team = place.workspace
            respond(self._workspace(team), place, body)
        except Refused as refused:
            self._world.record.add("response_url", body, refused.as_slack(), team)
            return web.Response(status=404, text=refused.error)
        self._world.record.add("response_url", body, {"ok": True}, team)
        return web.Response(text="ok")

    def _workspace(self, team: str) -> Workspace:
        return next(one for one in self._workspaces.values() if one.id == team)


async def arguments_of(request: web.Request) -> Json:
    """The arguments from query, form or JSON, with JSON inside strings parsed; a token is none of them."""
    body: Json = dict(request.query)
    raw = await request.read()
    if raw and request.content_type == "application/json":
        body |= parsed_object(raw)
    elif raw:
        body |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    body.pop("token", None)
    for name in PARSED:
        if isinstance(body.get(name), str):
            body[name] = parsed_or_same(body[name])
    return body


def parsed_object(raw: bytes) -> Json:
    """A JSON object.

    Raises:
        Refused: it is none.
    """
    try:
        parsed = json.loads(raw)
    except ValueError:
        raise Refused("invalid_json", "the body is not JSON") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object", "the body is not a JSON object")
    return parsed


def parsed_or_same(text: str) -> Any:  # noqa: ANN401 - JSON may be anything
    """What a string holds, if it is JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return text
