"""Settings ask for weeks, and the hub's staff answer them."""

from dataclasses import dataclass, field
from datetime import date

from bot.capabilities.bookings.cards.own import CHOICES, WITHDRAW
from bot.capabilities.bookings.cards.page import EXPORT
from bot.capabilities.bookings.cards.setting import ANSWER, DECLINE, SENTENCE, WHAT
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit.hub_buttons import ASK_FOR_WEEKS, CHANGE_WEEK, LOOK_AT_WEEK, NOT_THIS_TIME
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.reading import choices, has, words
from bot.rehearsal.stand_in import Message
from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stories.hub_cast import SettingPart, Valley
from bot.rehearsal.stories.hub_places import home_of, look_at

WEEK_SHOWN = "bookings.week"


@dataclass(frozen=True, kw_only=True)
class Requests:
    """What becomes of a hub's weeks. `weeks` are all that were announced, by day, as menus name them."""

    cast: Valley
    weeks: list[str] = field(default_factory=list)

    async def ask(self, part: SettingPart, *wanted: int) -> None:
        """A careers leader presses in the newest message that lets them, and chooses weeks, the best first."""
        leader = self.cast.leader(part)
        await leader.press(newest(leader, ASK_FOR_WEEKS), ASK_FOR_WEEKS)
        await self._choose(leader, wanted)

    async def ask_on_home(self, part: SettingPart, *wanted: int) -> None:
        """The same from Home, once the message has been answered."""
        leader = self.cast.leader(part)
        await home_of(self.cast, leader)
        await leader.press_on_home(ASK_FOR_WEEKS)
        await self._choose(leader, wanted)

    async def ask_for(self, part: SettingPart, *wanted: int) -> None:
        """The consultant asks for a setting that is not in Slack and has written back."""
        consultant = self.cast.consultant
        await look_at(self.cast, part, by=consultant)
        await consultant.press_modal(ASK_FOR_WEEKS)
        await self._choose(consultant, wanted)

    async def say_that_none_suits(self, part: SettingPart) -> None:
        """A careers leader says so with one button."""
        leader = self.cast.leader(part)
        await leader.press(newest(leader, NOT_THIS_TIME), NOT_THIS_TIME)

    async def confirm(self, part: SettingPart, week: int, *, by: Actor, sentence: str = "") -> str:
        """Somebody of the hub gives a setting one of the weeks that it asked for; gives what they read then."""
        return await self._answer(part, self.weeks[week], by=by, sentence=sentence)

    async def decline(self, part: SettingPart, *, by: Actor, sentence: str) -> str:
        """Somebody of the hub says no, and why; gives what they read then."""
        return await self._answer(part, DECLINE, by=by, sentence=sentence)

    async def give_back(self, part: SettingPart) -> None:
        """A careers leader gives a confirmed week back, from Home."""
        leader = self.cast.leader(part)
        await home_of(self.cast, leader)
        await leader.press_on_home(WITHDRAW)

    async def look_at_week(self, week: int) -> str:
        """The lead reads who has one of the weeks ahead, and who waits for it; the modal stays open."""
        lead = self.cast.lead
        shown = await home_of(self.cast, lead)
        ahead = [element["value"] for _, element in elements_of(shown.blocks) if element["action_id"] == LOOK_AT_WEEK]
        await lead.press_on_home(LOOK_AT_WEEK, value=ahead[week])
        return words(await lead.modal(WEEK_SHOWN))

    async def change_days(self, week: int, first_on: date, last_on: date) -> None:
        """The lead changes the days of a week."""
        lead = self.cast.lead
        await self.look_at_week(week)
        await lead.press_modal(CHANGE_WEEK)
        await lead.modal(CHANGE_WEEK)
        await lead.submit({weeks.FIRST_DAY: first_on, weeks.LAST_DAY: last_on})
        await lead.close_modals()

    async def ask_for_spreadsheet(self) -> None:
        """The lead asks for the spreadsheet, and it arrives in their messages."""
        lead = self.cast.lead
        await lead.press_home(EXPORT)
        await lead.read_modal()
        await lead.until(lambda: any(message.files for message in lead.person.dm()), "the spreadsheet")

    async def _choose(self, asker: Actor, wanted: tuple[int, ...]) -> None:
        offered = list(choices(await asker.modal(ASK_FOR_WEEKS), CHOICES[0]).values())
        if not self.weeks:
            self.weeks.extend(offered)
        await asker.think()
        await asker.submit({name: self.weeks[week] for name, week in zip(CHOICES, wanted, strict=False)})
        await asker.close_modals()

    async def _answer(self, part: SettingPart, what: str, *, by: Actor, sentence: str) -> str:
        await look_at(self.cast, part, by=by)
        await by.press_modal(ANSWER)
        await by.modal(ANSWER)
        await by.think()
        told = await by.hand_in({WHAT: what, SENTENCE: sentence})
        await by.close_modals()
        return words(told) if told else ""


def newest(reader: Actor, action: str) -> Message:
    """The newest message that has this button.

    Raises:
        NotAsPromised: there is none.
    """
    found = [message for message in reader.person.dm() if has(message, action)]
    if not found:
        raise NotAsPromised(f"{reader.person.name} has no message with {action}")
    return found[-1]
