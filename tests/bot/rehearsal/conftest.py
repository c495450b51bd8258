"""A stand-in, a client that talks to it, and a bot that only listens."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, Person, StandIn, Workspace

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass
class JumpingClock:
    time: datetime = MONDAY

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@dataclass
class WallClock:
    seconds: float = MONDAY.timestamp()

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Arrival:
    """A request as the bot gets it."""

    headers: Mapping[str, str]
    raw: bytes
    form: Mapping[str, str]


async def say_nothing(_: Arrival) -> web.Response:
    return web.Response()


@dataclass
class ListeningBot:
    """Takes every delivery and answers as the test says."""

    url: str = ""
    arrived: list[Arrival] = field(default_factory=list)
    answer: Callable[[Arrival], Awaitable[web.Response]] = say_nothing
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        form = {name: str(value) for name, value in (await request.post()).items()}
        arrival = Arrival(headers=dict(request.headers), raw=raw, form=form)
        self.arrived.append(arrival)
        return await self.answer(arrival)

    def answers(self, body: object, status: int = 200) -> None:
        async def answer(_: Arrival) -> web.Response:
            return web.json_response(body, status=status)

        self.answer = answer

    def never_answers(self) -> None:
        async def answer(_: Arrival) -> web.Response:
            await self.over.wait()
            return web.Response()

        self.answer = answer


@pytest.fixture
def clock() -> JumpingClock:
    return JumpingClock()


@pytest.fixture
def wall() -> WallClock:
    return WallClock()


@pytest.fixture
async def slack(clock: JumpingClock, wall: WallClock) -> AsyncIterator[StandIn]:
    async with StandIn(clock=clock, wall=wall, patience=2) as stand_in:
        yield stand_in


@pytest.fixture
async def listening_bot(slack: StandIn) -> AsyncIterator[ListeningBot]:
    listening = ListeningBot()
    app = web.Application()
    app.router.add_post("/slack/events", listening.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listening.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    slack.deliver_to(listening.url)
    yield listening
    listening.over.set()
    await runner.cleanup()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(slack: StandIn, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The bot's own way to Slack, with no retries."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@pytest.fixture
def home(slack: StandIn) -> Workspace:
    return slack.workspace


@pytest.fixture
def senco(home: Workspace) -> Person:
    return home.add_person("SENCo")


@pytest.fixture
def governor(home: Workspace) -> Person:
    return home.add_person("Link Governor")


@pytest.fixture
def room(home: Workspace, senco: Person) -> Channel:
    return home.add_channel("careers", members=[senco])
