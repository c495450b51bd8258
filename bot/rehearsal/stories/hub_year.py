"""A hub's year: from its making to the last of its four weeks."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.kit.hub_buttons import ENTER_PAST
from bot.rehearsal.reading import words
from bot.rehearsal.scene import UNTIL_THE_MEETING, Scene
from bot.rehearsal.stories import hub_cast as cast
from bot.rehearsal.stories.hub import FOUR_WEEKS, Beginnings, weeks_ahead
from bot.rehearsal.stories.hub_cast import SETTINGS, SettingPart, Valley, valley
from bot.rehearsal.stories.hub_places import enter_for, enter_review, home_of, look_at
from bot.rehearsal.stories.hub_requests import Requests, newest
from bot.rehearsal.stories.opening import open_the_review
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_until
from maturity_model.hub import PastKind

PROGRESS, WAITING_LIST, BY_EMAIL, BEFORE, AFTER = "progress", "waiting list", "by e-mail", "before", "after"
"""What the hub's staff read at moments that matter."""

ASKING = (cast.DECLINED, cast.HILLSIDE, cast.MEADOW, cast.GIVES_BACK, cast.NEXT_IN_LINE, cast.MILL_POND)
MET_ON = (date(2026, 1, 14), date(2026, 3, 18), date(2026, 5, 6), date(2026, 6, 10))
WITHOUT_THE_BANK_HOLIDAY = (date(2026, 5, 5), date(2026, 5, 8))
NO_FOR_NOW = "You took part three years ago, so others come first in January. In June there is room: please ask again."
NEXT_IN_LINE_SAYS = "A place has come free."


@dataclass(frozen=True, kw_only=True)
class HubYear:
    """The year as the hub's people live it. `seen` is what its staff read at moments that matter."""

    cast: Valley
    show: Show
    requests: Requests
    beginnings: Beginnings
    seen: dict[str, str] = field(default_factory=dict)

    async def live(self) -> None:
        """All of it."""
        await self.begin()
        await self.ask()
        await self.settle()
        await self.wait_for_closing()
        await self.hold_the_weeks()

    async def begin(self) -> None:
        """The hub is made on the first day of term, and announces its weeks on the same evening."""
        await make_hub(self.beginnings)
        self.show.part("Weeks are announced", 1)
        await self.beginnings.announce(FOUR_WEEKS)
        self.show.step()

    async def ask(self) -> None:
        """Everybody who is ready answers; then the hub changes the days of a week."""
        self.show.part("Settings ask for weeks", len(ASKING) + 2)
        await ask_for_weeks(self.requests, self.show)
        self.seen[WAITING_LIST] = await self.requests.look_at_week(0)
        await self.cast.lead.close_modals()
        await self.requests.change_days(2, *WITHOUT_THE_BANK_HOLIDAY)
        self.show.step()

    async def settle(self) -> None:
        """The staff answer; a setting enters its review and is asked again; another gives its week back."""
        lead, consultant = self.cast.lead, self.cast.consultant
        self.show.part("Requests are answered", 7)
        await self._until(date(2025, 9, 22))
        for part, week in ((cast.HILLSIDE, 0), (cast.MEADOW, 0), (cast.GIVES_BACK, 0), (cast.MILL_POND, 2)):
            await self._confirm(part, week)
        await self.requests.decline(cast.DECLINED, by=lead, sentence=NO_FOR_NOW)
        self.seen[BY_EMAIL] = await self.requests.confirm(cast.BY_EMAIL, 1, by=consultant)
        self.show.step()
        await self._until(date(2025, 10, 9))
        await self._enter_late(cast.REVIEW_FIRST)
        await self._until(date(2025, 10, 10))
        await self.requests.ask(cast.REVIEW_FIRST, *cast.REVIEW_FIRST.asks)
        await self._until(date(2025, 10, 20))
        await self._confirm(cast.REVIEW_FIRST, 1)
        await self.requests.give_back(cast.GIVES_BACK)
        await self._until(date(2025, 10, 21))
        await self.requests.confirm(cast.NEXT_IN_LINE, 0, by=lead, sentence=NEXT_IN_LINE_SAYS)
        self.show.step()

    async def wait_for_closing(self) -> None:
        """A reminder reaches those who have not answered; they ask, and are confirmed. The spreadsheet is asked for."""
        self.show.part("Requests close", 4)
        await self._until(date(2025, 12, 8))
        await self.requests.ask(cast.SILENT, 3)
        await self.requests.ask(cast.GIVES_BACK, 3)
        await self.requests.ask_on_home(cast.DECLINED, 3)
        for part in (cast.SILENT, cast.GIVES_BACK, cast.DECLINED):
            await self._confirm(part, 3)
        await self.requests.ask_for_spreadsheet()
        self.show.step()
        await self._until(date(2025, 12, 16))
        self.seen[BEFORE] = words(await home_of(self.cast, self.cast.lead))

    async def hold_the_weeks(self) -> None:
        """Trios meet, and afterwards somebody enters the day; before the last week a setting opens its own review."""
        self.show.part("The weeks go by", len(MET_ON))
        for week, day in enumerate(MET_ON):
            if week == len(MET_ON) - 1:
                await self._open_own_review()
            await self._until(day + timedelta(days=5))
            await self._enter_peer_reviews(week, day)
            self.show.step()
        self.seen[AFTER] = words(await home_of(self.cast, self.cast.lead))

    async def _enter_peer_reviews(self, week: int, day: date) -> None:
        """A careers leader does so for the first setting, the consultant for the others."""
        first, *others = (part for part in SETTINGS if part.gets == week)
        await home_of(self.cast, self.cast.leader(first))
        await enter_review(self.cast, first, day, kind=PastKind.PEER)
        for part in others:
            await enter_for(self.cast, part, day, kind=PastKind.PEER)

    async def _open_own_review(self) -> None:
        """The setting whose review comes first opens it at last, and the hub sees that colleagues are reflecting."""
        await self._until(date(2026, 6, 3))
        await open_own_review(self.cast)
        self.seen[PROGRESS] = words(await look_at(self.cast, cast.OWN_REVIEW, by=self.cast.lead))
        await self.cast.lead.close_modals()

    async def _confirm(self, part: SettingPart, week: int) -> None:
        await self.requests.confirm(part, week, by=self.cast.lead)
        self.show.step()

    async def _enter_late(self, part: SettingPart) -> None:
        """With the button that its announcement brought."""
        leader = self.cast.leader(part)
        await leader.press(newest(leader, ENTER_PAST), ENTER_PAST)
        await leader.modal(ENTER_PAST)
        await leader.submit({member_settings.DONE_ON: self.cast.on.clock.now().date() - part.held_ago})

    async def _until(self, day: date) -> None:
        await live_until(self.cast.on, datetime.combine(day, time(9, 30, tzinfo=UTC)))


def hub_year(on: Scene, show: Show) -> HubYear:
    """A hub's year in this scene, before it has begun."""
    people = valley(on)
    return HubYear(
        cast=people, show=show, requests=Requests(cast=people), beginnings=Beginnings(cast=people, show=show)
    )


async def until_requests_wait(on: Scene, show: Show) -> None:
    """A hub is made, weeks are announced that are still to come, and the first settings have asked for them."""
    year = hub_year(on, show)
    await make_hub(year.beginnings)
    await open_own_review(year.cast)
    show.part("Weeks are announced", 1)
    await year.beginnings.announce(weeks_ahead(on.clock.now().date()))
    show.part("Settings ask for weeks", len(ASKING) + 1)
    await ask_for_weeks(year.requests, show)
    await on.bot.settle()


async def make_hub(beginnings: Beginnings) -> None:
    """Settings are named, the hub is made, and everybody belongs to it."""
    beginnings.show.part("Settings are named, and their hub is made", sum(part.in_slack for part in SETTINGS) + 1)
    await beginnings.name_the_settings()
    await beginnings.make_the_hub()
    beginnings.show.step()
    beginnings.show.part("Settings join the hub", len(SETTINGS))
    await beginnings.gather()


async def open_own_review(people: Valley) -> None:
    """A setting lets the hub see its progress, and opens its review."""
    on = replace(people.on, meets_at=people.on.clock.now() + UNTIL_THE_MEETING)
    await home_of(people, on.leader)
    await on.leader.press_on_home(hubs.SHOW)
    await open_the_review(on)
    await on.bot.settle()


async def ask_for_weeks(requests: Requests, show: Show) -> None:
    """Who is ready asks, one after the other; one says that none suits, and the consultant asks for another."""
    for part in ASKING:
        await requests.ask(part, *part.asks)
        show.step()
    await requests.say_that_none_suits(cast.NONE_SUITS)
    await requests.ask_for(cast.BY_EMAIL, *cast.BY_EMAIL.asks)
    show.step()
