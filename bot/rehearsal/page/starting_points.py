"""Where a rehearsal can begin. Each is one line in `STARTING_POINTS`; what happens until there is played by the cast.

A capability with a story of its own adds its line here, and its story to `bot/rehearsal/stories`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from operator import attrgetter

from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Person
from bot.rehearsal.stories.hub_cast import lead_of
from bot.rehearsal.stories.hub_year import until_requests_wait
from bot.rehearsal.stories.meeting import Meeting
from bot.rehearsal.stories.opening import name_the_setting, open_the_review, wait_for_invitations
from bot.rehearsal.stories.outcome import wait_for_outcome
from bot.rehearsal.stories.reflecting import reflect, reflect_for_one_sitting
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_until
from bot.rehearsal.stories.year import ACTIONS, take_actions_on, wait_for_prompt

HOME, MESSAGES, MEETING = "home", "messages", "meeting"
"""Where somebody may look first: the bot's Home, their messages with it, the meeting's channel."""


async def before_anything(on: Scene, show: Show) -> None:
    """Nobody has done anything yet."""


async def setting_named(on: Scene, show: Show) -> None:
    """The workspace's admin has named the school."""
    show.part("The school is named", 1)
    await name_the_setting(on)


async def opened(on: Scene, show: Show) -> None:
    """The review is open, and everybody has their invitation."""
    await setting_named(on, show)
    show.part("The review is opened", 1)
    await open_the_review(on)
    show.part("Invitations arrive", len(on.colleagues) + 1)
    await wait_for_invitations(on, show)


async def half_answered(on: Scene, show: Show) -> None:
    """Everybody has sat down once, and stopped somewhere."""
    await opened(on, show)
    show.part("Colleagues reflect", 1)
    await reflect_for_one_sitting(on, show)


async def all_answered(on: Scene, show: Show) -> None:
    """Everybody has answered every row, and it is time to meet."""
    await opened(on, show)
    show.part("Colleagues reflect", len(on.colleagues) * len(on.edition.rows))
    await reflect(on, show)
    await live_until(on, on.meets_at)


async def meeting_open(on: Scene, show: Show) -> None:
    """The agenda stands in the channel."""
    await all_answered(on, show)
    show.part("The meeting is opened", 1)
    await Meeting(on=on, show=show).open()


async def agreed(on: Scene, show: Show) -> None:
    """The meeting is over, and the outcome stands in the channel's thread."""
    await all_answered(on, show)
    show.part("The meeting agrees row by row", len(on.edition.rows))
    await Meeting(on=on, show=show).hold()
    show.part("The outcome arrives", 1)
    await wait_for_outcome(on)


async def a_year_later(on: Scene, show: Show) -> None:
    """Somebody has taken actions on, and the careers leader is asked to open the next review."""
    await agreed(on, show)
    show.part("The year goes by", len(ACTIONS))
    await take_actions_on(on, show)
    await wait_for_prompt(on)


@dataclass(frozen=True)
class StartingPoint:
    """A moment to begin at: its name in addresses, what people read, and who they are and where they look first."""

    name: str
    label: str
    remark: str
    story: Callable[[Scene, Show], Awaitable[None]]
    who: Callable[[Scene], Person]
    where: str


ADMIN: Callable[[Scene], Person] = attrgetter("admin.person")
LEADER: Callable[[Scene], Person] = attrgetter("leader.person")
FACILITATOR: Callable[[Scene], Person] = attrgetter("facilitator.person")
COLLEAGUE: Callable[[Scene], Person] = attrgetter("colleague.person")

STARTING_POINTS = (
    StartingPoint("fresh", "Before anything", "Name the school, as its workspace admin.", before_anything, ADMIN, HOME),
    StartingPoint("named", "A first review", "Open one, as the careers leader.", setting_named, LEADER, HOME),
    StartingPoint("invited", "Invitations are out", "Answer some rows, as a colleague.", opened, COLLEAGUE, MESSAGES),
    StartingPoint("half", "Half answered", "Everybody has stopped somewhere.", half_answered, COLLEAGUE, MESSAGES),
    StartingPoint("answered", "Time to meet", "Open the meeting, as its facilitator.", all_answered, FACILITATOR, HOME),
    StartingPoint("meeting", "The meeting is open", "Agree row after row.", meeting_open, FACILITATOR, MEETING),
    StartingPoint("agreed", "All agreed", "See the picture and what comes with it.", agreed, LEADER, MEETING),
    StartingPoint("year", "A year later", "It is time for the next review.", a_year_later, LEADER, MESSAGES),
    StartingPoint("hub", "A Careers Hub", "Announce weeks, answer requests.", until_requests_wait, lead_of, HOME),
)
