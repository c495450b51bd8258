"""The clock of a rehearsal: an hour on, a day on, to the meeting, to next year; what falls due meanwhile arrives."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rehearsal.page.declining import Declined
from bot.rehearsal.page.theatre import Play
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.waiting import live_until
from maturity_model.ids import WorkspaceId
from maturity_model.notice_kinds import NEXT_REVIEW
from storage.transaction import Transaction

NO_MEETING = "No meeting is ahead. Open a review first, or begin where one is open."
NO_NEXT_YEAR = "Nothing is planned for next year yet: that comes once a meeting is finished."


async def an_hour_on(on: Scene) -> datetime:
    """In an hour."""
    return on.clock.now() + timedelta(hours=1)


async def a_day_on(on: Scene) -> datetime:
    """Tomorrow at this time."""
    return on.clock.now() + timedelta(days=1)


async def the_meeting(on: Scene) -> datetime:
    """When the next of the reviews that are open meets.

    Raises:
        Declined: no meeting is ahead.
    """
    workspace = WorkspaceId(on.slack.workspace.id)

    def look(tx: Transaction) -> datetime | None:
        settings = tx.settings.list_by_workspace(workspace)
        running = (tx.reviews.find_running(workspace, setting.id) for setting in settings)
        return min((each.meets_at for each in running if each and each.meets_at > on.clock.now()), default=None)

    meets_at = await on.bot.deps.store.read(look)
    if meets_at is None:
        raise Declined(NO_MEETING)
    return meets_at


async def next_year(on: Scene) -> datetime:
    """When careers leaders are next asked to open the following review.

    Raises:
        Declined: nothing is planned.
    """
    workspace = WorkspaceId(on.slack.workspace.id)

    def look(tx: Transaction) -> datetime | None:
        settings = tx.settings.list_by_workspace(workspace)
        agreed = (tx.reviews.find_agreed(workspace, setting.id) for setting in settings)
        prompts = (tx.prompts.find(each, NEXT_REVIEW) for each in agreed if each)
        return min((prompt.due_at for prompt in prompts if prompt and prompt.due_at), default=None)

    due_at = await on.bot.deps.store.read(look)
    if due_at is None:
        raise Declined(NO_NEXT_YEAR)
    return due_at


@dataclass(frozen=True, kw_only=True)
class Leap:
    """A way to move the clock: what its button says, and what time it will be."""

    label: str
    until: Callable[[Scene], Awaitable[datetime]]


LEAPS: Mapping[str, Leap] = {
    "hour": Leap(label="An hour on", until=an_hour_on),
    "day": Leap(label="A day on", until=a_day_on),
    "meeting": Leap(label="To the meeting", until=the_meeting),
    "year": Leap(label="To next year", until=next_year),
}


async def leap(play: Play, name: str) -> int:
    """Let time pass; gives how many messages the bot has posted meanwhile.

    Raises:
        Declined: there is no such leap, or nothing to leap to.
    """
    if name not in LEAPS:
        raise Declined("The clock has no such button.")
    before = _posted(play)
    moment = await LEAPS[name].until(play.scene)
    with play.clock.hurried():
        await live_until(play.scene, moment)
    return _posted(play) - before


def _posted(play: Play) -> int:
    return sum(len(channel.log) for channel in play.scene.slack.workspace.channels.values())
