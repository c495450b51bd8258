"""The place where the program is killed: a stand-in for Slack, a school in it, and a database."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.rehearsal.cast import cast_of
from bot.rehearsal.stand_in import Person, StandIn, Workspace
from bot.slack.clock import WallClock
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Review
from tests import given
from tests.torture.kill_colleague import Colleague
from tests.torture.kill_history import History
from tests.torture.kill_process import DiedByItself, Program
from tests.torture.kill_run import Plan, Run

UNTIL_THE_MEETING = timedelta(days=14)


@asynccontextmanager
async def scene(url: str, plan: Plan) -> AsyncIterator[Run]:
    """Everybody in their place, and the program gone when the block ends.

    Slack's rates are not enforced: a school of thirty would wait for hours, and the program would die doing nothing.
    """
    history = History()
    with TemporaryDirectory(prefix="careers-kill-") as folder:
        async with StandIn(WallClock(), enforce_rates=False) as slack:
            people = [slack.workspace.add_person(part.name) for part in cast_of(plan.colleagues)]
            program = Program(slack, url, Path(folder) / "log")
            run = Run(
                plan=plan,
                url=url,
                slack=slack,
                program=program,
                colleagues=[_colleague(person, slack, plan, history) for person in people],
                review=_review(slack.workspace, people),
                history=history,
                dice=Random(plan.seed),
            )
            try:
                yield run
            finally:
                with suppress(DiedByItself):
                    await program.kill()


def _colleague(person: Person, slack: StandIn, plan: Plan, history: History) -> Colleague:
    return Colleague(person=person, slack=slack, dice=Random(f"{plan.seed} {person.name}"), history=history)


def _review(workspace: Workspace, people: Sequence[Person]) -> Review:
    room = workspace.add_channel("careers-review", members=list(people), private=True)
    review = given.review(
        *(PersonId(person.id) for person in people),
        workspace=WorkspaceId(workspace.id),
        facilitators=(),
        leaders=(PersonId(people[0].id),),
        channel=ChannelId(room.id),
    )
    return replace(review, meets_at=datetime.now(UTC) + UNTIL_THE_MEETING)
