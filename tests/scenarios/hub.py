"""What people of a hub and of its settings do again and again in these conversations."""

from dataclasses import dataclass, field

from bot.app import Bot
from bot.capabilities.hubs.cards import JOIN, MAKE
from bot.kit.hub_buttons import ANNOUNCE_WEEKS, LOOK_AT_SETTING, LOOK_AT_WEEK, OfMember
from bot.rehearsal.stand_in import Channel, Person, StandIn
from maturity_model.hub import Hub, MemberSetting
from maturity_model.ids import WorkspaceId
from tests.scenarios.conftest import School
from tests.scenarios.leading import NAMING, look_at_home, press_home, send, words

NAME_SETTING, ENTER_PAST = "home.name_setting", "member_settings.enter_past"
ASK, WITHDRAW, ANSWER = "bookings.ask", "bookings.withdraw", "bookings.answer"
LINES = (
    "- Spring Term 12.01.2026 \u2013 16.01.2026",
    "- Spring Term 16.03.2026 \u2013 20.03.2026",
    "- Summer Term 04.05.2026 \u2013 08.05.2026",
    "- Summer Term 08.06.2026 \u2013 12.06.2026",
)
SEED = "\n".join(LINES)
"""As the hub's own page has them."""


@dataclass(frozen=True, kw_only=True)
class Valley:
    """A hub with its staff, its channel, and the careers leader of each of its settings, by name."""

    bot: Bot
    slack: StandIn
    school: School
    consultant: Person
    other: Person
    channel: Channel
    leaders: dict[str, Person] = field(default_factory=dict)

    async def hub(self) -> Hub:
        """The hub as it is kept."""
        workspace = WorkspaceId(self.slack.workspace.id)
        return (await self.bot.deps.store.read(lambda tx: tx.hubs.list_by_workspace(workspace)))[0]

    async def members(self) -> dict[str, MemberSetting]:
        """Its settings, by name."""
        hub = await self.hub()
        kept = await self.bot.deps.store.read(lambda tx: tx.member_settings.list_by_hub(hub.id))
        return {member.name: member for member in kept}

    async def add_setting(self, name: str) -> Person:
        """The workspace's admin names a setting, and its careers leader joins the hub with its code."""
        leader = self.slack.workspace.add_person(f"Leader of {name}")
        self.leaders[name] = leader
        await press_home(self.school.admin, self.bot, NAME_SETTING)
        await send(self.school.admin, self.bot, **{**NAMING, "name": name, "people": [leader]})
        await press_home(leader, self.bot, JOIN)
        await send(leader, self.bot, code=(await self.hub()).code)
        await send(leader, self.bot)
        await leader.close_modal()
        return leader

    async def enter_review(self, name: str, day: str, *, kind: str = "LEADERSHIP") -> None:
        """A careers leader enters a review that was held elsewhere."""
        leader = self.leaders[name]
        await press_home(leader, self.bot, ENTER_PAST)
        await send(leader, self.bot, done_on=day, past_kind=kind)
        await leader.close_modal()

    async def announce(self, text: str = SEED, **answers: object) -> str:
        """Staff paste weeks, look at what was read, and announce it; gives what was shown before."""
        await press_home(self.consultant, self.bot, ANNOUNCE_WEEKS)
        await send(self.consultant, self.bot, **{"weeks": text, **answers})
        shown = words(self.consultant.modal())
        await send(self.consultant, self.bot)
        await self.consultant.close_modal()
        return shown

    async def ask(self, name: str, *numbers: int) -> None:
        """A careers leader asks for some of the weeks ahead, by their places in the menu."""
        leader = self.leaders[name]
        await press_home(leader, self.bot, ASK)
        chosen = {f"choice_{place}": self.week(leader, number) for place, number in enumerate(numbers, 1)}
        await send(leader, self.bot, **chosen)
        await leader.close_modal()

    @staticmethod
    def week(leader: Person, number: int) -> str:
        """The value of a week in the menu before somebody."""
        modal = leader.modal()
        assert modal
        menu = next(block["element"] for block in modal.blocks if block.get("block_id") == "choice_1")
        return str(menu["options"][number - 1]["value"])

    async def look_at(self, name: str, *, by: Person | None = None) -> str:
        """Staff look at a setting, and read what stands there."""
        member = (await self.members())[name]
        who = by or self.consultant
        value = OfMember(hub=member.hub, member=member.id).encode()
        await look_at_home(who, self.bot)
        await who.click_home(action_id=LOOK_AT_SETTING, chosen=value)
        await self.bot.settle()
        return words(who.modal())

    async def look_at_week(self, number: int) -> str:
        """Staff look at who asks for a week ahead, by its place on Home."""
        await look_at_home(self.consultant, self.bot)
        home = self.consultant.home()
        assert home
        looks = [each for block in home.blocks if (each := block.get("accessory", {})).get("action_id") == LOOK_AT_WEEK]
        await self.consultant.click_home(action_id=LOOK_AT_WEEK, value=looks[number - 1]["value"])
        await self.bot.settle()
        return words(self.consultant.modal())

    async def answer(self, name: str, *, by: Person | None = None, **answers: object) -> None:
        """Staff answer a setting's request."""
        who = by or self.consultant
        await self.look_at(name, by=who)
        await who.click_in_modal(action_id=ANSWER)
        await self.bot.settle()
        await send(who, self.bot, **answers)
        while who.modal():
            await who.close_modal()


async def make_hub(bot: Bot, slack: StandIn, school: School) -> Valley:
    """The workspace's admin names a first setting and makes the hub, with two staff and a channel."""
    home = slack.workspace
    consultant, other = home.add_person("Careers Consultant"), home.add_person("Hub Lead")
    channel = home.add_channel("hub", members=[consultant, other], private=True)
    valley = Valley(bot=bot, slack=slack, school=school, consultant=consultant, other=other, channel=channel)
    await press_home(school.admin, bot, NAME_SETTING)
    await send(school.admin, bot, **{**NAMING, "people": [school.leader]})
    await press_home(school.admin, bot, MAKE)
    await send(school.admin, bot, name="Valley Careers Hub", people=[consultant, other], channel=channel)
    return valley
