"""How requests reach Bolt: over HTTP behind the guard, or through Socket Mode."""

import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.guard import LARGEST_BODY, guard
from maturity_model.ids import WorkspaceId

PATH = "/slack/events"
HEALTH = "/health"
PARSED = "socket_mode"  # Bolt's word for a request whose body is parsed and needs no check of its signature
HTTP = logging.getLogger("aiohttp.server.slack")
QUIET = {"slack_bolt": logging.ERROR, "slack_sdk": logging.WARNING, HTTP.name: logging.CRITICAL}
"""Below that they log parts of bodies, and of what is no HTTP."""

log = logging.getLogger(__name__)


class NotInstalled(Exception):
    """In this workspace nobody installed the bot."""


def bolt_app(client: AsyncWebClient, tokens: Mapping[WorkspaceId, str]) -> AsyncApp:
    """Bolt, answering only when a listener has come to its end, for the workspaces whose tokens are known.

    The guard has checked the signature already, and over Socket Mode there is none.
    """
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)

    async def authorize(team_id: str | None) -> AuthorizeResult:
        token = tokens.get(WorkspaceId(team_id or ""))
        if token is None:  # given None, Bolt would make a call to tell the person, and Slack would wait for it
            raise NotInstalled
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token)

    app = AsyncApp(
        logger=logging.getLogger("slack_bolt"),
        client=client,
        authorize=authorize,
        signing_secret="checked by the guard",  # noqa: S106 - Bolt wants one and never uses it
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )
    app.error(_refuse)
    return app


async def _refuse(error: Exception) -> BoltResponse:
    """No listener of ours raises: Bolt choked on a body that Slack would not send, or does not know the workspace."""
    if isinstance(error, NotInstalled):
        log.warning("workspace not known")
        return BoltResponse(status=web.HTTPOk.status_code)
    log.warning("payload not understood", extra={"error": type(error).__name__})
    return BoltResponse(status=web.HTTPBadRequest.status_code)


@asynccontextmanager
async def serving_http(app: AsyncApp, *, signing_secret: str, host: str, port: int) -> AsyncIterator[str]:
    """Listen for Slack; gives the address of the requests' path."""

    async def answer(body: dict[str, Any]) -> web.Response:
        try:
            done = await app.async_dispatch(AsyncBoltRequest(body=body, mode=PARSED))
        except Exception as error:  # noqa: BLE001 - Bolt reads who and where before anybody may look at the form
            done = await _refuse(error)
        if done.status != web.HTTPOk.status_code:  # of a kind that nobody listens for, or one that makes no sense
            return web.Response(status=400)
        return web.Response(text=done.body, content_type="application/json" if done.body else "text/plain")

    site = web.Application(client_max_size=LARGEST_BODY)
    site.router.add_post(PATH, guard(signing_secret, answer))
    site.router.add_get(HEALTH, _say_well)
    # Nothing is unpacked: Slack packs nothing, and signs what it sends.
    runner = web.AppRunner(site, access_log=None, logger=HTTP, auto_decompress=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound = runner.addresses[0]
        yield f"http://{bound[0]}:{bound[1]}{PATH}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def connected_by_socket(app: AsyncApp, *, app_token: str, client: AsyncWebClient) -> AsyncIterator[None]:
    """Let Slack send everything through Socket Mode.

    Raises:
        SlackApiError: Slack does not take the token; the handler itself would try again for ever.
    """
    opened = await client.apps_connections_open(app_token=app_token)
    handler: Any = AsyncSocketModeHandler(app, app_token, web_client=client)
    handler.client.wss_uri = opened["url"]
    await handler.connect_async()
    try:
        yield
    finally:
        await handler.close_async()


async def _say_well(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
