"""The stand-in itself: start it, reach it, break it, look at what it kept."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from bot.rehearsal.stand_in.breaking import Fault, Planned, always
from bot.rehearsal.stand_in.delivery import encoded, post, retry_headers, signed_headers
from bot.rehearsal.stand_in.socket_mode import Sockets
from bot.rehearsal.stand_in.values import Answer, Call, Clock, Json, NotPossible, SharedFile
from bot.rehearsal.stand_in.web import Front
from bot.rehearsal.stand_in.workspace import Workspace
from bot.rehearsal.stand_in.world import Delivery, World

PATIENCE = 3.0


class StandIn:
    """A strict Slack on a local port, for as long as the `async with` lasts.

    Args:
        clock: message times and rate limits run on it.
        enforce_rates: whether calls beyond Slack's rates are answered 429.
        wall: the clock of signatures and triggers.
        patience: seconds of real time the bot has to acknowledge.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        enforce_rates: bool = True,
        wall: Callable[[], float] = time.time,
        patience: float = PATIENCE,
    ) -> None:
        self.world = World(clock=clock, enforce_rates=enforce_rates, wall=wall)
        self.signing_secret = secrets.token_hex(16)
        self.app_token = f"xapp-1-{self.world.app_id}-{secrets.token_hex(24)}"
        self._patience = patience
        self._workspaces: dict[str, Workspace] = {}
        self._sockets = Sockets(self.world.app_id, patience, self.world.numbering)
        self._deliver_to = ""
        self.workspace = self.add_workspace("Home School")
        self.world.deliver = self.deliver

    async def __aenter__(self) -> Self:
        front = Front(self.world, self._workspaces, self.app_token, self._sockets)
        self._runner = web.AppRunner(front.app(), access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.world.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._patience))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.world.handed.clear()
        await self._sockets.close()
        await self._session.close()
        await self._runner.cleanup()

    # how the bot reaches it

    @property
    def api_url(self) -> str:
        """The base_url for Slack's client."""
        return f"{self.world.address}/api/"

    @property
    def bot_token(self) -> str:
        """The token of the first workspace; the others carry their own."""
        return self.workspace.token

    def add_workspace(self, name: str) -> Workspace:
        """The app is installed in one more workspace."""
        workspace = Workspace(name, self.world)
        self._workspaces[workspace.token] = workspace
        return workspace

    # how it reaches the bot

    def deliver_to(self, url: str) -> None:
        """Deliver over HTTP to this address, as long as no socket is connected."""
        self._deliver_to = url

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return len(self._sockets.open)

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Send every connection a `disconnect` frame: warning, refresh_requested or link_disabled."""
        await self._sockets.ask_to_reconnect(reason)

    async def deliver(self, delivery: Delivery) -> Answer:
        """Bring something to the bot: over a socket where one is connected, else over HTTP.

        Raises:
            NotPossible: the bot is reachable in neither way.
        """
        if not self._sockets.open and not self._deliver_to:
            raise NotPossible("the bot is not connected, and deliver_to was not called")
        answer = await (self._sockets.deliver(delivery) if self._sockets.open else self._post(delivery))
        self.world.record.add_delivered(delivery.kind, delivery.payload, answer)
        return answer

    async def _post(self, delivery: Delivery) -> Answer:
        body, content_type = encoded(delivery)
        headers = self.signed_headers(body, content_type)
        return await post(self._session, self._deliver_to, body, {**headers, **retry_headers(delivery.attempt)})

    def signed_headers(self, body: bytes, content_type: str = "application/json") -> dict[str, str]:
        """The headers that prove these very bytes are Slack's, now; for tests that send what Slack never would."""
        return signed_headers(self.signing_secret, body, content_type, at=self.world.wall())

    async def send_event(self, workspace: Workspace, happened: Json, *, times: int = 1) -> Answer:
        """Tell the bot what happened in a workspace, as often as wanted under the same event_id."""
        return await workspace.send_event(happened, times=times)

    # what it kept, and how to break it

    @property
    def calls(self) -> list[Call]:
        """Everything the bot asked, in order, and every acknowledgement that carried something."""
        return self.world.record.calls

    @property
    def refused(self) -> list[Call]:
        """The calls that were not taken: a bot in good order has none."""
        return [call for call in self.calls if not call.ok]

    @property
    def files(self) -> list[SharedFile]:
        """Every file of every workspace, oldest first."""
        return list(self.world.files.values())

    def write_transcript(self, path: Path) -> None:
        """Write one line of JSON for each call and each acknowledgement that carried something."""
        self.world.record.write(path)

    async def eventually(self, holds: Callable[[], bool], *, within: float = 5.0) -> None:
        """Wait until something holds; it is looked at after each call of the bot.

        Raises:
            TimeoutError: it did not hold within so many seconds of the wall clock.
        """
        await self.world.record.eventually(holds, within=within)

    def break_next(self, method: str, fault: Fault, *, times: int = 1, when: Callable[[Json], bool] = always) -> None:
        """Break the next so many calls of a method whose body fits."""
        self.world.faults.add(Planned(method=method, fault=fault, times=times, when=when))

    def break_all(self, fault: Fault) -> None:
        """Break every call until it is mended."""
        self.world.faults.standing = fault

    def mend(self) -> None:
        """Forget all faults still to come."""
        self.world.faults.clear()
