"""The edge to a strict stand-in for Slack, without any capability; and what the command line starts from."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.config import Config
from bot.deps import Deps
from bot.events import Announcements
from bot.kit.pieces import home, say
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn
from bot.slack.blocks import View
from bot.slack.calls import Calls
from bot.slack.directory import Directory
from bot.slack.files import Files
from bot.slack.pacing import Pacing
from bot.slack.publisher import Publisher
from bot.slack.web_api import WebApi
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.outcome import Snapshot
from storage.store import Store
from tests.bot.guide.small import GUIDE

POSTS_PER_SECOND = 5


@pytest.fixture
async def slack(clock: SteppedClock) -> AsyncIterator[StandIn]:
    """A Slack of one's own."""
    async with StandIn(clock=clock) as slack:
        yield slack


@pytest.fixture
async def calls(slack: StandIn, clock: SteppedClock) -> AsyncIterator[Calls]:
    """The Web API, with the token of the stand-in's first workspace."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        tokens = {WorkspaceId(slack.workspace.id): slack.bot_token}
        yield Calls(WebApi(session, slack.api_url), tokens, Pacing(clock, posts_per_second=POSTS_PER_SECOND), clock)


@pytest.fixture
async def publisher(calls: Calls) -> AsyncIterator[Publisher]:
    """What shows replies, with a Home that says one sentence."""

    async def draw_home(_workspace: WorkspaceId, _person: PersonId) -> View:
        return home([say("Welcome.")])

    publisher = Publisher(calls, draw_home)
    yield publisher
    await publisher.drain()


class NoCharts:
    """For what draws no pictures."""

    async def render(self, values: Snapshot) -> bytes:
        """Nothing here asks for one."""
        raise AssertionError(values)


@pytest.fixture
def deps(store: Store, calls: Calls, publisher: Publisher, clock: SteppedClock) -> Deps:
    """What a job is given to work with, on both databases."""
    return Deps(
        store=store,
        directory=Directory(calls, clock),
        publisher=publisher,
        files=Files(calls),
        charts=NoCharts(),
        clock=clock,
        zone=ZoneInfo("Europe/London"),
        announcements=Announcements({}),
        wake=lambda: None,
        new_id=lambda: secrets.token_hex(16),
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """For a command: nothing is set but a database of one's own."""
    return {name.upper(): "" for name in Config.model_fields} | {
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/review.db"
    }


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The file of a small guide, one row of which has lost its columns."""
    file = tmp_path / "guide.md"
    file.write_text(GUIDE, "utf-8")
    return file
