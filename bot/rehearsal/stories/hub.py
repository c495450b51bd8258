"""A hub is made, its settings join, and its staff announce weeks: all by pressing what is there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from bot.capabilities.home import cards as home
from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit.hub_buttons import ADD_MEMBER, ANNOUNCE_WEEKS
from bot.kit.hub_questions import KIND, LEARNERS, PHASE, TRUST
from bot.kit.questions import PEOPLE
from bot.rehearsal.actor import Actor, NotAsPromised
from bot.rehearsal.reading import words
from bot.rehearsal.stories.hub_cast import HUB, SETTINGS, Held, SettingPart, Valley
from bot.rehearsal.stories.hub_places import enter_for, enter_review, home_of
from bot.rehearsal.stories.show import Show
from bot.rehearsal.stories.waiting import live_until
from maturity_model.hub import PastKind

CODE = re.compile(r"`([A-Z0-9]{4}-[A-Z0-9]{4})`")
LATE_AT, UNTIL_MORNING = time(19, tzinfo=UTC), timedelta(hours=14)
UNTIL_FRIDAY = timedelta(days=4)
LATER = (7, 16, 23, 28)  # weeks after the one of 23 November
TRIOS = 1
FOUR_WEEKS = (
    ("Spring Term", date(2026, 1, 12)),
    ("Spring Term", date(2026, 3, 16)),
    ("Summer Term", date(2026, 5, 4)),
    ("Summer Term", date(2026, 6, 8)),
)
"""Those that a hub has really announced, by their Mondays."""


@dataclass(frozen=True, kw_only=True)
class Beginnings:
    """How a hub comes about. `previews` is what was shown before weeks were announced."""

    cast: Valley
    show: Show
    previews: list[str] = field(default_factory=list)

    async def name_the_settings(self) -> None:
        """The workspace's admin names the settings that are in Slack, each with its careers leaders."""
        admin = self.cast.on.admin
        await admin.person.open_home()
        for part in SETTINGS:
            if part.in_slack:
                leaders = [leader.person for leader in self.cast.leaders[part.name]]
                filled = {home.NAME: part.name, KIND: part.kind.name, PHASE: part.phase.name, PEOPLE: leaders}
                await self._fill_in(admin, home.NAME_SETTING, filled)
                self.show.step()

    async def make_the_hub(self) -> None:
        """The workspace's admin makes the hub, and names its staff and its channel."""
        staff = [self.cast.lead.person, self.cast.consultant.person]
        filled = {hubs.NAME: HUB, PEOPLE: staff, hubs.CHANNEL: self.cast.channel}
        await self._fill_in(self.cast.on.admin, hubs.MAKE, filled)

    async def gather(self) -> None:
        """Every setting joins with the code, or is added by the staff; reviews held elsewhere are entered."""
        code = await self._code()
        for part in SETTINGS:
            await (self._join(part, code) if part.in_slack else self._add(part))
            await self._enter_reviews(part)
            self.show.step()

    async def announce(self, mondays: Sequence[tuple[str, date]]) -> None:
        """The hub's lead pastes weeks in the evening, reads what was made of them, and announces them.

        Everybody hears of it in the morning.
        """
        lead, on = self.cast.lead, self.cast.on
        this_evening = datetime.combine(on.clock.now().date(), LATE_AT)
        await live_until(on, this_evening)
        await lead.press_home(ANNOUNCE_WEEKS)
        await lead.modal(weeks.ANNOUNCE)
        shown = await lead.hand_in({weeks.WEEKS: as_written(mondays), weeks.TRIOS: str(TRIOS)})
        self.previews.append(words(shown) if shown else "")
        await lead.submit({})
        await live_until(on, this_evening + UNTIL_MORNING)

    async def _join(self, part: SettingPart, code: str) -> None:
        """A careers leader types the code, reads what joining means, and confirms."""
        leader = self.cast.leader(part)
        await leader.press_on_home(hubs.JOIN)
        await leader.modal(hubs.JOIN)
        await leader.hand_in({hubs.CODE: code.lower()})
        await leader.modal(hubs.CONFIRM)
        await leader.submit({TRUST: part.trust, LEARNERS: str(part.learners)})

    async def _add(self, part: SettingPart) -> None:
        """The consultant adds a setting that is not in Slack."""
        filled = {
            member_settings.NAME: part.name,
            member_settings.CONTACT: part.contact,
            KIND: part.kind.name,
            PHASE: part.phase.name,
            LEARNERS: str(part.learners),
        }
        await self._fill_in(self.cast.consultant, ADD_MEMBER, filled)

    async def _enter_reviews(self, part: SettingPart) -> None:
        held_on = self.cast.on.clock.now().date() - part.held_ago
        if part.held is Held.ENTERED_BY_LEADER:
            await enter_review(self.cast, part, held_on)
        if part.held is Held.ENTERED_BY_STAFF:
            await enter_for(self.cast, part, held_on)
        if part.peer_ago:
            await enter_review(self.cast, part, self.cast.on.clock.now().date() - part.peer_ago, kind=PastKind.PEER)

    async def _code(self) -> str:
        """The code, as it stands on the lead's Home."""
        found = CODE.search(words(await home_of(self.cast, self.cast.lead)))
        if found is None:
            raise NotAsPromised("the hub's code is not on its lead's Home")
        return found[1]

    async def _fill_in(self, actor: Actor, action: str, filled: Mapping[str, object]) -> None:
        await actor.press_on_home(action)
        await actor.modal(action)
        await actor.think()
        await actor.submit(dict(filled))


def weeks_ahead(today: date) -> tuple[tuple[str, date], ...]:
    """Four weeks like those, for somebody who announces them in the autumn of any year."""
    monday = today - timedelta(days=today.weekday())
    return tuple((term, monday + timedelta(weeks=later)) for (term, _), later in zip(FOUR_WEEKS, LATER, strict=True))


def as_written(mondays: Sequence[tuple[str, date]]) -> str:
    """Weeks as a hub writes them on its own page: "- Spring Term 12.01.2026 \u2013 16.01.2026"."""
    days = [(term, monday, monday + UNTIL_FRIDAY) for term, monday in mondays]
    return "\n".join(f"- {term} {first:%d.%m.%Y} \u2013 {last:%d.%m.%Y}" for term, first, last in days)
