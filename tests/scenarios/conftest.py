"""A whole bot over HTTP with a strict stand-in for Slack, and a school in it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.app import Bot, running
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Channel, Message, Person, StandIn
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Review
from tests import given


@dataclass(frozen=True, kw_only=True)
class School:
    """The people of one workspace, with a private channel for the meeting."""

    workspace: WorkspaceId
    admin: Person
    leader: Person
    facilitator: Person
    colleagues: tuple[Person, ...]
    stranger: Person
    room: Channel

    def review(self) -> Review:
        """A review of theirs, under way, not saved yet."""
        return given.review(
            *(PersonId(c.id) for c in self.colleagues),
            workspace=self.workspace,
            facilitators=(PersonId(self.facilitator.id),),
            leaders=(PersonId(self.leader.id),),
            channel=ChannelId(self.room.id),
        )


@pytest.fixture
async def slack(clock: SteppedClock) -> AsyncIterator[StandIn]:
    """A Slack of one's own."""
    async with StandIn(clock=clock) as slack:
        yield slack


@pytest.fixture
def school(slack: StandIn) -> School:
    """Six people and a stranger, none of whom has done anything yet."""
    home = slack.workspace
    admin, leader = home.add_person("Office", admin=True), home.add_person("Careers Leader")
    facilitator, stranger = home.add_person("Deputy Head"), home.add_person("Visitor")
    names = ("SENCo", "Link Governor", "Careers Adviser", "PSHE Lead")
    colleagues = tuple(home.add_person(name) for name in names)
    room = home.add_channel("careers-review", members=[leader, facilitator, *colleagues], private=True)
    return School(
        workspace=WorkspaceId(home.id),
        admin=admin,
        leader=leader,
        facilitator=facilitator,
        colleagues=colleagues,
        stranger=stranger,
        room=room,
    )


@pytest.fixture
def config(slack: StandIn, sqlite_with_tables: str) -> Config:
    """A configuration for the stand-in, over HTTP."""
    return Config.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "port": 0,
            "database_url": sqlite_with_tables,
        }
    )


@pytest.fixture
async def bot(slack: StandIn, config: Config, clock: SteppedClock) -> AsyncIterator[Bot]:
    """The real bot, reached by the stand-in."""
    async with running(config, clock=clock) as bot:
        slack.deliver_to(bot.address or "")
        yield bot


@pytest.fixture
async def under_way(bot: Bot, school: School) -> Review:
    """A review with its invitations delivered."""
    review = await given.kept(bot.deps.store, school.review(), invite=True)
    await bot.settle()
    return review


def button(message: Message, action: str) -> dict[str, object]:
    """The button of that action in what the bot really posted."""
    for block in message.blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action:
                return dict(element)
    raise AssertionError(f"no button {action}")


def read(message: Message) -> str:
    """All the words of a message, as somebody would read them."""
    found: list[str] = []

    def gather(part: object) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            for value in part.values():
                gather(value)
        elif isinstance(part, list):
            for value in part:
                gather(value)

    gather(message.blocks)
    return "\n".join(found)
