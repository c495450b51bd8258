"""The place where it happens: a stand-in for Slack, the real bot connected to it, and the people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from bot.app import running
from bot.config import Config
from bot.rehearsal.actor import Actor
from bot.rehearsal.cast import cast_of, opinions_of
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.colleague import Colleague
from bot.rehearsal.demo.plan import BEGINS_AT, Plan
from bot.rehearsal.stand_in import Channel, StandIn
from maturity_model.catalog import Edition

POSTS_PER_SECOND = 1


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everybody and everything. The first of the colleagues is the careers leader."""

    slack: StandIn
    clock: SteppedClock
    edition: Edition
    seed: int
    admin: Actor
    facilitator: Actor
    colleagues: tuple[Colleague, ...]
    room: Channel

    @property
    def leader(self) -> Actor:
        """The careers leader."""
        return self.colleagues[0].actor


@asynccontextmanager
async def scene(plan: Plan) -> AsyncIterator[Scene]:
    """Set everything up, and take it down again when the block ends."""
    clock = SteppedClock(BEGINS_AT)
    async with StandIn(clock=clock) as slack:
        people = _people(plan, slack, clock)
        async with running(_config(plan, slack), clock=clock) as bot:
            if bot.address:
                slack.deliver_to(bot.address)
            yield people


def _people(plan: Plan, slack: StandIn, clock: SteppedClock) -> Scene:
    edition, workspace = plan.find_edition(), slack.workspace

    def actor(name: str, *, admin: bool = False) -> Actor:
        person = workspace.add_person(name, admin=admin)
        return Actor(person=person, slack=slack, clock=clock, pace=Random(f"{plan.seed} {name}"))

    colleagues = tuple(
        Colleague(part=part, actor=actor(part.name), edition=edition, opinions=opinions_of(part, edition, plan.seed))
        for part in cast_of(plan.colleagues)
    )
    admin, facilitator = actor("Workspace Admin", admin=True), actor("Deputy Head")
    members = [facilitator.person, *(colleague.actor.person for colleague in colleagues)]
    return Scene(
        slack=slack,
        clock=clock,
        edition=edition,
        seed=plan.seed,
        admin=admin,
        facilitator=facilitator,
        colleagues=colleagues,
        room=workspace.add_channel("careers-review", members=members, private=True),
    )


def _config(plan: Plan, slack: StandIn) -> Config:
    """Every setting is named, so that the environment of a real bot on this machine does not come in."""
    return Config.model_validate(
        {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_app_token": slack.app_token if plan.socket else None,
            "slack_api_url": slack.api_url,
            "host": "127.0.0.1",
            "port": 0,
            "database_url": f"sqlite+aiosqlite:///{plan.database}",
            "time_zone": "Europe/London",
            "posts_per_second": POSTS_PER_SECOND,
            "log_level": "INFO",
        }
    )
