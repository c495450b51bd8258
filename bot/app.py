"""The composition root: the only file that sees everything."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.capabilities.actions.capability import ACTIONS
from bot.capabilities.agreement.capability import AGREEMENT
from bot.capabilities.annual.capability import ANNUAL
from bot.capabilities.bookings.capability import BOOKINGS
from bot.capabilities.briefing.capability import BRIEFING
from bot.capabilities.guides.capability import GUIDES
from bot.capabilities.home.capability import HOME
from bot.capabilities.hubs.capability import HUBS
from bot.capabilities.member_settings.capability import MEMBER_SETTINGS
from bot.capabilities.membership.capability import MEMBERSHIP
from bot.capabilities.opening.capability import OPENING
from bot.capabilities.outcome.capability import OUTCOME
from bot.capabilities.progress.capability import PROGRESS
from bot.capabilities.reflection.capability import REFLECTION
from bot.capabilities.reminding.capability import REMINDING
from bot.capabilities.retention.capability import RETENTION
from bot.capabilities.school_hours.capability import SCHOOL_HOURS
from bot.capabilities.steering.capability import STEERING
from bot.capabilities.weeks.capability import WEEKS
from bot.capabilities.wording.capability import WORDING
from bot.capability import Capability, DrawCard, NoticeKind, Sweep, Viewer
from bot.config import Config
from bot.deps import Deps
from bot.errors import Reporter, merged_refusals
from bot.events import Announcements, Reaction
from bot.inbox import Inbox
from bot.kit.in_view import find_in_view
from bot.kit.pieces import home
from bot.notices import END_OF_TIME, deliver_due, settle_abandoned
from bot.redrawing import redraw_due
from bot.scheduler import Scheduler
from bot.slack.blocks import Block, View
from bot.slack.calls import Calls
from bot.slack.clock import Clock, WallClock
from bot.slack.directory import Directory
from bot.slack.files import Files
from bot.slack.pacing import Pacing
from bot.slack.publisher import Publisher
from bot.slack.router import Edge, merged
from bot.slack.serving import bolt_app, connected_by_socket, serving_http
from bot.slack.web_api import WebApi, session_to_slack
from charts.pool import ChartPool
from maturity_model.events import Fact
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice_kinds import RULES
from storage import schema
from storage.presence import present
from storage.store import open_store
from storage.transaction import Transaction

CAPABILITIES: tuple[Capability, ...] = (
    HOME,
    REFLECTION,
    AGREEMENT,
    WORDING,
    STEERING,
    PROGRESS,
    REMINDING,
    BRIEFING,
    MEMBERSHIP,
    SCHOOL_HOURS,
    OUTCOME,
    ACTIONS,
    ANNUAL,
    OPENING,
    GUIDES,
    HUBS,
    BOOKINGS,
    WEEKS,
    MEMBER_SETTINGS,
    RETENTION,
)
MOST_HOME_BLOCKS = 100
NOTICES: Mapping[str, NoticeKind] = {
    kind: NoticeKind(render=render, rule=RULES[kind]) for c in CAPABILITIES for kind, render in c.notices.items()
}
CARDS: Mapping[str, DrawCard] = {kind: draw for c in CAPABILITIES for kind, draw in c.cards.items()}


@dataclass(frozen=True, kw_only=True)
class Bot:
    """A bot that runs. `address` is where Slack's requests go, None in Socket Mode."""

    deps: Deps
    scheduler: Scheduler
    address: str | None

    async def settle(self) -> None:
        """Return when everything that is due by now was sent and drawn: for rehearsals and tests."""
        await self.deps.publisher.drain()
        self.scheduler.wake()
        await self.scheduler.idle()
        await self.deps.publisher.drain()

    async def next_due_at(self) -> datetime | None:
        """When the next notice or prompt is due; None where nothing is: for rehearsals and tests."""

        def look(tx: Transaction) -> datetime | None:
            return min(filter(None, (tx.notices.find_next_due(), tx.prompts.find_next_due())), default=None)

        return await self.deps.store.read(look)


@asynccontextmanager
async def running(
    config: Config,
    *,
    clock: Clock | None = None,
    tokens: Mapping[WorkspaceId, str] | None = None,
    session: aiohttp.ClientSession | None = None,
) -> AsyncIterator[Bot]:
    """Run the bot until the block ends. `tokens` are those of several workspaces; else Slack is asked whose the one is.

    Calls to Slack go through `session`, which stays its owner's to close; else through one that is made for it.

    Raises:
        SlackApiError: Slack does not take the token.
        StoreUnavailable: the database is out of reach.
    """
    clock = clock or WallClock()
    async with AsyncExitStack() as stack:
        await schema.upgrade(config.database_url)
        if session is None:
            session = await stack.enter_async_context(session_to_slack())
        client = AsyncWebClient(base_url=config.slack_api_url, session=session, retry_handlers=[])
        tokens = tokens or await _own_token(client, config)
        scheduler = Scheduler()
        api, pacing = WebApi(session, config.slack_api_url), Pacing(clock, posts_per_second=config.posts_per_second)
        calls = Calls(api, tokens, pacing, clock)
        deps = await _compose(config, calls, clock, scheduler.wake, stack)
        app = bolt_app(client, tokens)
        reporter = Reporter(merged_refusals(CAPABILITIES))
        router = merged(c.router for c in CAPABILITIES)
        inbox = Inbox(deps.store, clock)
        Edge(router=router, deps=deps, report=reporter.report, publisher=deps.publisher, inbox=inbox).connect(app)
        settle = partial(settle_abandoned, deps.store, NOTICES, now=END_OF_TIME)
        # Where no other process runs, what is being sent was left by a crash: nobody waits for its lease to end.
        await stack.enter_async_context(present(config.database_url, when_alone=settle))
        scheduler.start(_sweeps(deps))
        stack.push_async_callback(scheduler.stop)
        address = await _connect(app, client, config, stack)
        yield Bot(deps=deps, scheduler=scheduler, address=address)


async def _own_token(client: AsyncWebClient, config: Config) -> Mapping[WorkspaceId, str]:
    token = config.slack_bot_token.get_secret_value()
    known = await client.auth_test(token=token)
    return {WorkspaceId(known["team_id"]): token}


async def _compose(config: Config, calls: Calls, clock: Clock, wake: Callable[[], None], stack: AsyncExitStack) -> Deps:
    store = await open_store(config.database_url)
    stack.push_async_callback(store.close)
    charts = ChartPool()
    stack.push_async_callback(charts.close)
    directory = Directory(calls, clock)

    async def draw_home(workspace: WorkspaceId, person: PersonId) -> View:
        profile = await directory.profile(workspace, person)
        return await home_of(await _viewer(workspace, person, deps, is_admin=profile.admin), deps)

    deps = Deps(
        store=store,
        directory=directory,
        publisher=Publisher(calls, draw_home),
        files=Files(calls),
        charts=charts,
        clock=clock,
        zone=config.zone,
        announcements=Announcements(_reactions()),
        wake=wake,
        new_id=lambda: secrets.token_hex(16),
    )
    stack.push_async_callback(deps.publisher.drain)
    return deps


async def _connect(app: AsyncApp, client: AsyncWebClient, config: Config, stack: AsyncExitStack) -> str | None:
    if config.slack_app_token:
        token = config.slack_app_token.get_secret_value()
        await stack.enter_async_context(connected_by_socket(app, app_token=token, client=client))
        return None
    secret = config.slack_signing_secret.get_secret_value() if config.slack_signing_secret else secrets.token_hex()
    serving = serving_http(app, signing_secret=secret, host=config.host, port=config.port)
    return await stack.enter_async_context(serving)


async def _viewer(workspace: WorkspaceId, person: PersonId, deps: Deps, *, is_admin: bool) -> Viewer:
    found = await find_in_view(deps.store, workspace, person, is_admin=is_admin)
    return Viewer(
        workspace=workspace,
        person=person,
        admin=is_admin,
        setting=found.setting,
        settings=found.settings,
        others=found.others,
    )


async def home_of(viewer: Viewer, deps: Deps) -> View:
    """Somebody's Home: what each capability has for them, in the order of CAPABILITIES: first what waits for them."""
    blocks: list[Block] = []
    for capability in CAPABILITIES:
        if capability.home:
            blocks.extend(await capability.home(viewer, deps))
    return home(blocks[:MOST_HOME_BLOCKS])


def _reactions() -> Mapping[type[Fact], Sequence[Reaction[Deps]]]:
    whole: dict[type[Fact], list[Reaction[Deps]]] = {}
    for capability in CAPABILITIES:
        for fact, reaction in capability.reactions.items():
            whole.setdefault(fact, []).append(reaction)
    return whole


def _sweeps(deps: Deps) -> dict[str, Callable[[], Awaitable[None]]]:
    """Every job of the bot by its name: the two that serve all capabilities, then the capabilities' own."""
    own = {
        f"{capability.name}.{name}": partial(_sweep, sweep, deps)
        for capability in CAPABILITIES
        for name, sweep in capability.jobs.items()
    }
    return {"notices": partial(deliver_due, deps, NOTICES), "cards": partial(redraw_due, deps, CARDS), **own}


async def _sweep(sweep: Sweep, deps: Deps) -> None:
    await sweep(deps, deps.now())
