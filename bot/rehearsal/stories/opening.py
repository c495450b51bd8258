"""First use, and the careers leader opens the review: invitations go out."""

from functools import partial

from bot.capabilities.home import cards as home
from bot.capabilities.opening import cards as opening
from bot.kit.buttons import START_REVIEW
from bot.kit.questions import FACILITATORS, PEOPLE
from bot.rehearsal.actor import Actor
from bot.rehearsal.scene import Scene
from bot.rehearsal.stories.show import Show

SETTING = "Riverside School"


async def name_the_setting(on: Scene) -> None:
    """The workspace's admin says which setting this is, and who leads careers there."""
    await on.admin.press_home(home.NAME_SETTING)
    await on.admin.modal(home.NAME_SETTING)
    await on.admin.think()
    await on.admin.submit({home.NAME: SETTING, PEOPLE: [on.leader.person, on.facilitator.person]})


async def open_the_review(on: Scene) -> None:
    """The careers leader says who takes part, when and where they meet, and who runs the meeting."""
    await on.leader.think()
    await on.leader.press_home(START_REVIEW)
    await on.leader.modal(opening.OPEN_REVIEW)
    await on.leader.think()
    await on.leader.submit(
        {
            PEOPLE: [colleague.actor.person for colleague in on.colleagues],
            opening.MEETS_AT: on.meets_at,
            opening.CHANNEL: on.room,
            FACILITATORS: [on.facilitator.person],
            opening.EDITION: on.edition.id,
        }
    )


async def wait_for_invitations(on: Scene, show: Show) -> None:
    """Everybody is asked, the facilitator too."""
    for actor in (on.facilitator, *(colleague.actor for colleague in on.colleagues)):
        await actor.until(partial(_was_written_to, actor), "an invitation")
        show.step()


def _was_written_to(actor: Actor) -> bool:
    return bool(actor.person.dm())
