"""The server: the Web API, uploads, response_urls and the socket, on one local port."""

import asyncio
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from aiohttp import web

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.api.files import take_upload
from bot.rehearsal.stand_in.api.methods import METHODS, OPEN_CONNECTION, carry_out, seconds_to_wait
from bot.rehearsal.stand_in.bodies import arguments_of, parsed_object
from bot.rehearsal.stand_in.breaking import Fault, Kind
from bot.rehearsal.stand_in.handing import fetched, mimetype_of
from bot.rehearsal.stand_in.posting import respond
from bot.rehearsal.stand_in.socket_mode import Sockets
from bot.rehearsal.stand_in.values import Json, Refused
from bot.rehearsal.stand_in.workspace import Workspace
from bot.rehearsal.stand_in.world import World

PASSING = ("upload", "download")
"""What is no call of the Web API: raw bytes to an address, or from one."""
SIGN_IN = "/sign-in"
MOST_BYTES = 20 * 1024 * 1024
ARRIVED_AT = ContextVar[float]("ARRIVED_AT")
"""When the call that is being answered arrived, by the clock on the wall."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A request that has been understood: what to do, and how to note it when it is broken instead."""

    request: web.Request
    name: str
    body: Json
    team: str
    carry_out: Callable[[], web.Response]


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
        app.router.add_get("/files-pri/{key}/{rest:.+}", self.download)
        app.router.add_get(SIGN_IN, self.ask_to_sign_in)
        app.router.add_post("/actions/{secret}", self.respond)
        app.router.add_get("/link", self.connect)
        return app

    async def call(self, request: web.Request) -> web.StreamResponse:
        """One call of the Web API."""
        ARRIVED_AT.set(time.monotonic())
        name = request.match_info["method"]
        token = bearer(request)
        try:
            body = await arguments_of(request)
            workspace = self._who_asks(name, token)
        except Refused as refused:
            return self._answer(name, {}, refused.as_slack(), "")
        ask = Ask(workspace=workspace, arguments=body)
        visit = Visit(
            request=request, name=name, body=body, team=workspace.id, carry_out=lambda: self._sound(name, ask)
        )
        return await self._go_through(visit)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file; to be broken under the name `upload`."""
        ARRIVED_AT.set(time.monotonic())
        content = await request.read()
        visit = Visit(request=request, name="upload", body={}, team="", carry_out=lambda: self._take(request, content))
        return await self._go_through(visit)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """What somebody handed over; to be broken under the name `download`. Who may not have it is led astray."""
        visit = Visit(request=request, name="download", body={}, team="", carry_out=lambda: self._hand_out(request))
        return await self._go_through(visit)

    async def ask_to_sign_in(self, _: web.Request) -> web.StreamResponse:
        """The page for people to which Slack leads an app that may not have a file; it calls that a success."""
        return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """A post to a response_url; to be broken under the name `response_url`."""
        ARRIVED_AT.set(time.monotonic())
        secret = request.match_info["secret"]
        try:
            body = parsed_object(await request.read())
            team = self._world.response_urls.find(secret).workspace
        except Refused as refused:
            self._keep("response_url", {}, refused.as_slack(), "")
            return web.Response(status=404, text=refused.error)
        visit = Visit(
            request=request,
            name="response_url",
            body=body,
            team=team,
            carry_out=lambda: self._respond(secret, body, team),
        )
        return await self._go_through(visit)

    def _who_asks(self, name: str, token: str) -> Workspace:
        if not token:
            raise Refused("not_authed", "no token in the header")
        if token != self._app_token and token not in self._workspaces:
            raise Refused("invalid_auth", "that token was never given")
        if name not in METHODS:
            raise Refused("unknown_method", f"the stand-in does not know {name}")
        if (token == self._app_token) != (name == OPEN_CONNECTION):
            raise Refused("not_allowed_token_type", "Socket Mode is opened with the app's token, all else with a bot's")
        workspace = self._workspaces.get(token) or next(iter(self._workspaces.values()))
        if not workspace.installed:
            raise Refused("account_inactive", "the app was uninstalled")
        return workspace

    def _sound(self, name: str, ask: Ask) -> web.Response:
        if self._world.enforce_rates:
            wait = seconds_to_wait(self._world.rates, name, ask)
            if wait:
                return self._rate_limited(name, ask.arguments, ask.workspace.id, wait)
        try:
            answer = carry_out(name, ask)
        except Refused as refused:
            answer = refused.as_slack()
        return self._answer(name, ask.arguments, answer, ask.workspace.id)

    def _take(self, request: web.Request, content: bytes) -> web.Response:
        try:
            file = take_upload(self._world, request.match_info["secret"], content)
        except Refused as refused:
            return web.Response(status=400, text=str(refused))
        self._world.record.nudge()
        return web.Response(text=f"OK - {file.length}")

    def _hand_out(self, request: web.Request) -> web.Response:
        workspace = self._workspaces.get(bearer(request))
        try:
            file = fetched(self._world, request.match_info["key"], workspace.id) if workspace else None
        except Refused as refused:
            return web.Response(status=404, text=refused.error)
        if file is None:
            return web.Response(status=302, headers={"Location": SIGN_IN})
        return web.Response(body=file.content, content_type=mimetype_of(file.name))

    def _respond(self, secret: str, body: Json, team: str) -> web.Response:
        workspace = next(one for one in self._workspaces.values() if one.id == team)
        try:
            respond(workspace, self._world.response_urls.use(secret), body)
        except Refused as refused:
            self._keep("response_url", body, refused.as_slack(), team)
            return web.Response(status=404, text=refused.error)
        self._keep("response_url", body, {"ok": True}, team)
        return web.Response(text="ok")

    async def _go_through(self, visit: Visit) -> web.StreamResponse:
        fault = self._world.faults.take(visit.name, visit.body)
        if fault is None:
            return visit.carry_out()
        if fault.kind is Kind.SLOW:
            await (asyncio.sleep(fault.seconds) if fault.wall else self._world.clock.sleep(fault.seconds))
            return visit.carry_out()
        return self._broken(visit, fault)

    def _broken(self, visit: Visit, fault: Fault) -> web.StreamResponse:
        if fault.kind is Kind.RATE_LIMITED:
            return self._rate_limited(visit.name, visit.body, visit.team, int(fault.seconds))
        if fault.kind is Kind.ERROR:
            return self._answer(visit.name, visit.body, {"ok": False, "error": fault.word}, visit.team)
        if fault.kind is Kind.HTTP:
            self._keep(visit.name, visit.body, {"ok": False, "error": f"http_{fault.status}"}, visit.team)
            return web.Response(status=fault.status, text="the stand-in was told to break")
        if fault.kind is Kind.CUT_AFTER:
            visit.carry_out()
        else:
            self._keep(visit.name, visit.body, {"ok": False, "error": "connection_dropped"}, visit.team)
        if visit.request.transport:
            visit.request.transport.abort()
        return web.Response()

    def _rate_limited(self, name: str, body: Json, team: str, wait: int) -> web.Response:
        refusal = {"ok": False, "error": "ratelimited"}
        self._keep(name, body, refusal, team)
        return web.json_response(refusal, status=429, headers={"Retry-After": str(wait)})

    def _answer(self, name: str, body: Json, answer: Json, team: str) -> web.Response:
        self._keep(name, body, answer, team)
        return web.json_response(answer, headers={"X-OAuth-Scopes": ",".join(sorted(self._world.manifest.scopes))})

    def _keep(self, name: str, body: Json, answer: Json, team: str) -> None:
        if name not in PASSING:
            seconds = time.monotonic() - ARRIVED_AT.get()
            self._world.record.add(name, body, answer, team, seconds=seconds)

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


def bearer(request: web.Request) -> str:
    """The token in the header; empty without one."""
    return request.headers.get("Authorization", "").removeprefix("Bearer ")
