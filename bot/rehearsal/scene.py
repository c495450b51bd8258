"""The place where it happens: a stand-in for Slack, the real bot connected to it, and the people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.app import Bot, running
from bot.config import Config
from bot.rehearsal.actor import Actor
from bot.rehearsal.cast import cast_of, opinions_of
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.colleague import Colleague
from bot.rehearsal.stand_in import Channel, StandIn
from maturity_model.catalog import Edition

POSTS_PER_SECOND = 1
UNTIL_THE_MEETING = timedelta(days=14, hours=6, minutes=45)


@dataclass(frozen=True, kw_only=True)
class Casting:
    """How many reflect, with which opinions and by which edition; and where the bot keeps its things."""

    colleagues: int
    seed: int
    edition: Edition
    database: Path
    socket: bool = False


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everybody and everything. The first of the colleagues is the careers leader."""

    slack: StandIn
    bot: Bot
    clock: SteppedClock
    edition: Edition
    seed: int
    admin: Actor
    facilitator: Actor
    colleagues: tuple[Colleague, ...]
    room: Channel
    meets_at: datetime

    @property
    def leader(self) -> Actor:
        """The careers leader."""
        return self.colleagues[0].actor

    @property
    def colleague(self) -> Actor:
        """Somebody who only reflects, if there is anybody but the careers leader."""
        return self.colleagues[min(1, len(self.colleagues) - 1)].actor


@asynccontextmanager
async def scene(casting: Casting, clock: SteppedClock) -> AsyncIterator[Scene]:
    """Set everything up, and take it down again when the block ends."""
    async with StandIn(clock=clock) as slack, running(_config(casting, slack), clock=clock) as bot:
        if bot.address:
            slack.deliver_to(bot.address)
        yield _people(casting, slack, bot, clock)


def _people(casting: Casting, slack: StandIn, bot: Bot, clock: SteppedClock) -> Scene:
    edition, seed, workspace = casting.edition, casting.seed, slack.workspace

    def actor(name: str, *, admin: bool = False) -> Actor:
        person = workspace.add_person(name, admin=admin)
        return Actor(person=person, slack=slack, clock=clock, pace=Random(f"{seed} {name}"))

    colleagues = tuple(
        Colleague(part=part, actor=actor(part.name), edition=edition, opinions=opinions_of(part, edition, seed))
        for part in cast_of(casting.colleagues)
    )
    admin, facilitator = actor("Workspace Admin", admin=True), actor("Deputy Head")
    members = [facilitator.person, *(colleague.actor.person for colleague in colleagues)]
    return Scene(
        slack=slack,
        bot=bot,
        clock=clock,
        edition=edition,
        seed=seed,
        admin=admin,
        facilitator=facilitator,
        colleagues=colleagues,
        room=workspace.add_channel("careers-review", members=members, private=True),
        meets_at=clock.now() + UNTIL_THE_MEETING,
    )


def _config(casting: Casting, slack: StandIn) -> Config:
    """Every setting is named, so that the environment of a real bot on this machine does not come in."""
    return Config.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_app_token": slack.app_token if casting.socket else None,
            "slack_api_url": slack.api_url,
            "host": "127.0.0.1",
            "port": 0,
            "database_url": f"sqlite+aiosqlite:///{casting.database}",
            "time_zone": "Europe/London",
            "posts_per_second": POSTS_PER_SECOND,
            "log_level": "INFO",
        }
    )
