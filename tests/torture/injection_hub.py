"""A hub in which somebody types something into every field there is about hubs, settings, weeks and requests."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.capabilities.bookings.cards.own import CHOICES, WITHDRAW
from bot.capabilities.bookings.cards.page import EXPORT
from bot.capabilities.bookings.cards.setting import ANSWER, DECLINE, SENTENCE, WHAT
from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit.hub_buttons import (
    ADD_MEMBER,
    ANNOUNCE_WEEKS,
    ASK_FOR_WEEKS,
    CONSULTANT,
    ENTER_PAST,
    LOOK_AT_SETTING,
    LOOK_AT_WEEK,
    OfMember,
    OfWeek,
)
from bot.kit.hub_questions import TRUST
from bot.kit.questions import PEOPLE
from bot.rehearsal.stand_in import Person
from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Hub, MemberSetting
from maturity_model.ids import WorkspaceId
from tests.scenarios.leading import look_at_home, press_home, send
from tests.torture.injection_sheet import FORMULAS
from tests.torture.nth_call_school import Scene


class HubStory:
    """The hub of one school's workspace: what its staff and the school's careers leader type, and who reads it."""

    def __init__(self, scene: Scene, typed: Mapping[str, str], consultant: Person) -> None:
        self._scene = scene
        self._bot = scene.town.bot
        self._leader = scene.school.leader
        self._typed = typed
        self._consultant = consultant

    async def tell(self) -> None:
        """From making the hub to giving a confirmed week back."""
        await self._make()
        await self._join()
        await self._announce()
        await self._ask()
        for sentence in (DECLINE, ""):
            await self._answer(sentence)
        await self._look_around()

    async def _make(self) -> None:
        admin, consultant, bot = self._scene.school.admin, self._consultant, self._bot
        channel = self._scene.home.add_channel("hub", members=[consultant], private=True)
        await press_home(admin, bot, hubs.MAKE)
        made = {hubs.NAME: self._typed["u"], PEOPLE: [consultant], hubs.CHANNEL: channel}
        await send(admin, bot, **made)
        await press_home(consultant, bot, ADD_MEMBER)
        named = {member_settings.NAME: self._typed["p"], TRUST: self._typed["d"]}
        await send(consultant, bot, **named, **{member_settings.CONTACT: self._typed["e"]})
        await send(consultant, bot, **{member_settings.CONTACT: self._typed["f"]})
        consultant.screen.modals.clear()
        for name in FORMULAS:
            await press_home(consultant, bot, ADD_MEMBER)
            formula = {member_settings.NAME: name, TRUST: name, member_settings.CONTACT: "=1@paper.example"}
            await send(consultant, bot, **formula)
            consultant.screen.modals.clear()

    async def _join(self) -> None:
        leader, bot = self._leader, self._bot
        await press_home(leader, bot, hubs.JOIN)
        await send(leader, bot, **{hubs.CODE: self._typed["c"]})
        await send(leader, bot, **{hubs.CODE: (await self._hub()).code})
        await send(leader, bot, **{TRUST: self._typed["v"]})
        leader.screen.modals.clear()
        await self._look(await self._member(in_slack=True))
        self._consultant.screen.modals.clear()
        for person, member in ((leader, True), (self._consultant, False)):
            await self._enter_past(person, await self._member(in_slack=member))

    async def _enter_past(self, person: Person, member: MemberSetting) -> None:
        if person is self._leader:
            await press_home(person, self._bot, ENTER_PAST)
        else:
            await self._look(member)
            await person.click_in_modal(action_id=ENTER_PAST)
            await self._bot.settle()
        held_on = self._today() - timedelta(days=60)
        await send(person, self._bot, **{member_settings.DONE_ON: held_on, member_settings.SOURCE: self._typed["s"]})
        person.screen.modals.clear()
        await self._look(member)
        self._consultant.screen.modals.clear()

    async def _announce(self) -> None:
        consultant, bot = self._consultant, self._bot
        await press_home(consultant, bot, ANNOUNCE_WEEKS)
        await send(consultant, bot, **{weeks.WEEKS: self._typed["w"]})
        monday = self._today() + timedelta(days=70 - self._today().weekday())
        lines = [
            f"{self._typed['m']} {day:%d.%m.%Y} - {day + timedelta(days=4):%d.%m.%Y}"
            for day in (monday, monday + timedelta(7))
        ]
        await send(consultant, bot, **{weeks.WEEKS: "\n".join(lines)})
        await send(consultant, bot)
        consultant.screen.modals.clear()

    async def _ask(self) -> None:
        leader, bot = self._leader, self._bot
        await press_home(leader, bot, ASK_FOR_WEEKS)
        await send(leader, bot, **{CHOICES[0]: (await self._weeks())[0].id, TRUST: self._typed["k"]})
        leader.screen.modals.clear()
        on_paper = await self._member(in_slack=False)
        await self._look(on_paper)
        await self._consultant.click_in_modal(action_id=ASK_FOR_WEEKS)
        await bot.settle()
        await send(self._consultant, bot, **{CHOICES[0]: (await self._weeks())[0].id})
        self._consultant.screen.modals.clear()

    async def _answer(self, what: str) -> None:
        """Both settings are answered; who was declined asks again first."""
        for in_slack in (True, False):
            await self._look(await self._member(in_slack=in_slack))
            await self._consultant.click_in_modal(action_id=ANSWER)
            await self._bot.settle()
            chosen = what or (await self._weeks())[0].id
            await send(self._consultant, self._bot, **{WHAT: chosen, SENTENCE: self._typed["y"]})
            self._consultant.screen.modals.clear()
        if what == DECLINE:
            await look_at_home(self._leader, self._bot)
            await self._ask()

    async def _look_around(self) -> None:
        """Everything is looked at once more, and the confirmed week is given back."""
        consultant, bot = self._consultant, self._bot
        await press_home(consultant, bot, EXPORT)
        consultant.screen.modals.clear()
        await self._look(await self._member(in_slack=True))
        await consultant.click_in_modal(action_id=CONSULTANT)
        await bot.settle()
        await send(consultant, bot, **{PEOPLE: consultant})
        consultant.screen.modals.clear()
        await look_at_home(consultant, bot)
        first = OfWeek(hub=(await self._hub()).id, week=(await self._weeks())[0].id)
        await consultant.click_home(action_id=LOOK_AT_WEEK, value=first.encode())
        await bot.settle()
        consultant.screen.modals.clear()
        await press_home(self._leader, bot, WITHDRAW)

    async def _look(self, member: MemberSetting) -> None:
        await look_at_home(self._consultant, self._bot)
        value = OfMember(hub=member.hub, member=member.id).encode()
        await self._consultant.click_home(action_id=LOOK_AT_SETTING, chosen=value)
        await self._bot.settle()

    async def _hub(self) -> Hub:
        workspace = WorkspaceId(self._scene.home.id)
        return (await self._bot.deps.store.read(lambda tx: tx.hubs.list_by_workspace(workspace)))[0]

    async def _member(self, *, in_slack: bool) -> MemberSetting:
        hub = await self._hub()
        every = await self._bot.deps.store.read(lambda tx: tx.member_settings.list_by_hub(hub.id))
        return next(m for m in every if m.in_slack is in_slack and m.name not in FORMULAS)

    async def _weeks(self) -> list[BookingWeek]:
        hub = await self._hub()
        return await self._bot.deps.store.read(lambda tx: tx.booking_weeks.list_by_hub(hub.id))

    def _today(self) -> date:
        return self._scene.town.clock.now().date()
