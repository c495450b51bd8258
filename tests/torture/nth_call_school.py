"""A bot that runs, and one school after another that joins it: a trial has one of its own and meets no other's."""

import dataclasses
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp

from bot.app import Bot, running
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, StandIn, Workspace
from maturity_model.ids import WorkspaceId
from maturity_model.invitation import invitation_of
from maturity_model.review import Review
from storage.transaction import Transaction
from tests import given
from tests.given import NOW
from tests.scenarios.conftest import School

COLLEAGUES = ("SENCo", "Link Governor", "Careers Adviser", "PSHE Lead")
UNTIL_THE_MEETING = timedelta(days=14)
A_TICK = 15  # seconds between two looks of the bot's own scheduler


@dataclass(frozen=True, kw_only=True)
class Town:
    """A bot in all the workspaces of one Slack."""

    bot: Bot
    slack: StandIn
    clock: SteppedClock
    url: str
    tokens: dict[WorkspaceId, str] = field(repr=False)

    def new_school(self, colleagues: Sequence[str] = COLLEAGUES) -> "Scene":
        """A workspace with everybody in it who takes part, and nothing done yet."""
        home = self.slack.add_workspace(f"School {len(self.tokens)}")
        self.tokens[WorkspaceId(home.id)] = home.token
        leader, facilitator = home.add_person("Careers Leader"), home.add_person("Deputy Head")
        staff = tuple(home.add_person(name) for name in colleagues)
        school = School(
            workspace=WorkspaceId(home.id),
            admin=home.add_person("Office", admin=True),
            leader=leader,
            facilitator=facilitator,
            colleagues=staff,
            stranger=home.add_person("Visitor"),
            room=home.add_channel("careers-review", members=[leader, facilitator, *staff], private=True),
        )
        review = dataclasses.replace(school.review(), meets_at=self.clock.now() + UNTIL_THE_MEETING)
        return Scene(town=self, home=home, school=school, review=review)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One school with the bot in it. `review` is one they could have under way; `invited` keeps it."""

    town: Town
    home: Workspace
    school: School
    review: Review

    async def invited(self) -> None:
        """Keep the review, with its invitations delivered."""
        now, store = self.town.clock.now(), self.town.bot.deps.store
        review = await given.kept(store, self.review, at=now)

        def ask_everybody(tx: Transaction) -> None:
            for member in (*review.facilitators, *review.colleagues):
                tx.notices.plan(invitation_of(review, member, now=now))

        await store.write(ask_everybody)
        await self.settle()

    async def settle(self) -> None:
        """Let the bot do whatever is due."""
        await self.town.bot.settle()

    async def pass_time(self, *, seconds: float = A_TICK) -> None:
        """Let time pass, and the bot look at what became due."""
        self.town.clock.advance(seconds=seconds)
        await self.settle()

    def in_room(self) -> Iterator[Message]:
        """What stands in the meeting's channel outside its threads, newest first."""
        return (message for message in reversed(self.school.room.messages()) if message.thread_ts is None)

    def names(self) -> Mapping[str, str]:
        """What every id of this school stands for, so that two schools can be compared."""
        people = {person.id: person.name for person in self.home.people.values()}
        messages = {
            channel.id: f"messages of {people[channel.dm_with]}" if channel.dm_with else channel.name
            for channel in self.home.channels.values()
        }
        return {
            self.review.id: "review",
            self.review.setting: "setting",
            self.home.id: "workspace",
            **people,
            **messages,
        }


@asynccontextmanager
async def town(
    url: str, *, clock: SteppedClock | None = None, session: aiohttp.ClientSession | None = None
) -> AsyncIterator[Town]:
    """The real bot on this database, reached by a Slack of its own; `session` carries the bot's calls."""
    clock = clock or SteppedClock(NOW)
    async with StandIn(clock=clock) as slack:
        tokens = {WorkspaceId(slack.workspace.id): slack.bot_token}
        config = Config.model_validate(
            {
                "slack_bot_token": slack.bot_token,
                "slack_signing_secret": slack.signing_secret,
                "slack_api_url": slack.api_url,
                "port": 0,
                "database_url": url,
            }
        )
        async with running(config, clock=clock, tokens=tokens, session=session) as bot:
            slack.deliver_to(bot.address or "")
            yield Town(bot=bot, slack=slack, clock=clock, url=url, tokens=tokens)


def newest(scene: Scene, words: str) -> Message | None:
    """The newest message of the meeting's channel that says these words."""
    return next((message for message in scene.in_room() if words in str(message.blocks)), None)
