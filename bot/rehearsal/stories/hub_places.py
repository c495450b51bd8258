"""What the people of a hub do again and again: look at Home, look at a setting, enter a review."""

from datetime import date

from bot.capabilities.member_settings import cards as member_settings
from bot.kit.hub_buttons import ENTER_PAST, LOOK_AT_SETTING
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.reading import choice, choices
from bot.rehearsal.stand_in import View
from bot.rehearsal.stories.hub_cast import SettingPart, Valley
from maturity_model.hub import PastKind

SETTING_SHOWN = "bookings.setting"
COMPASS, OURS = "Compass+", "Our own record of the day"


async def home_of(cast: Valley, actor: Actor) -> View:
    """Somebody's Home as it is now.

    Raises:
        NotAsPromised: there is none.
    """
    await actor.person.open_home()
    await cast.on.bot.deps.publisher.drain()
    shown = actor.person.home()
    if shown is None:
        raise NotAsPromised(f"{actor.person.name} has no Home")
    return shown


async def look_at(cast: Valley, part: SettingPart, *, by: Actor) -> View:
    """Somebody of the hub chooses a setting on Home, and reads where it stands."""
    shown = by.person.home()
    if shown is None or part.name not in choices(shown, LOOK_AT_SETTING):
        shown = await home_of(cast, by)
    await by.press_on_home(LOOK_AT_SETTING, chosen=choice(shown, LOOK_AT_SETTING, part.name))
    return await by.modal(SETTING_SHOWN)


async def enter_review(cast: Valley, part: SettingPart, held_on: date, *, kind: PastKind = PastKind.LEADERSHIP) -> None:
    """A careers leader enters on Home that a review was held."""
    leader = cast.leader(part)
    await leader.press_on_home(ENTER_PAST)
    await leader.modal(ENTER_PAST)
    await leader.submit({member_settings.DONE_ON: held_on, member_settings.PAST_KIND: kind.name})


async def enter_for(cast: Valley, part: SettingPart, held_on: date, *, kind: PastKind = PastKind.LEADERSHIP) -> None:
    """The consultant enters it for a setting, and says from where it is known."""
    consultant = cast.consultant
    await look_at(cast, part, by=consultant)
    await consultant.press_modal(ENTER_PAST)
    await consultant.modal(ENTER_PAST)
    source = COMPASS if kind is PastKind.LEADERSHIP else OURS
    await consultant.submit(
        {
            member_settings.DONE_ON: held_on,
            member_settings.PAST_KIND: kind.name,
            member_settings.SOURCE: source,
        }
    )
    await consultant.close_modals()
