"""Lives through the year: whatever somebody does, and whatever the bot owes, each in its minute."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import Bot, running
from bot.capabilities.actions.use_cases.adding import AddAction, add_action
from bot.capabilities.agreement.use_cases.asked import Asked as AskedOfMeeting
from bot.capabilities.agreement.use_cases.meeting import FinishMeeting, OpenMeeting, finish_meeting, open_meeting
from bot.capabilities.opening.use_cases.opening import OpenReview, open_review
from bot.capabilities.reflection.use_cases.asked import Asked
from bot.capabilities.reflection.use_cases.carrying_on import choose_theme_a_day, finish_reflecting
from bot.capabilities.reminding.use_cases.answering import Decline, OfReminder, decline, snooze_reminder
from bot.capabilities.reminding.use_cases.nudging import Nudge, nudge
from bot.capabilities.steering.use_cases import CancelReview, MoveMeeting, cancel_review, move_meeting
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn
from bot.rehearsal.stand_in.happenings import change
from bot.rehearsal.stories.waiting import let_pass
from maturity_model.agenda import Order
from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.card import AGENDA_CARD
from maturity_model.catalog import Column, RowId
from maturity_model.errors import DomainError
from maturity_model.events import ReviewAgreed
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import RULES
from maturity_model.spread import NO_ANSWERS
from storage.transaction import Transaction
from tests import given
from tests.torture.year_hours import LONDON
from tests.torture.year_plan import COLLEAGUES, LAST_MOMENT, Deed, Event, School, action_of, draw_up

BEGINS_AT = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
FIRST_ROW = RowId("1.1")
ALL_ROWS = [row.id for row in given.built_in().rows]


@dataclass(frozen=True, kw_only=True)
class Year:
    """Everything that takes part. `refused` are the deeds that came too late, by review."""

    slack: StandIn
    bot: Bot
    clock: SteppedClock
    schools: tuple[School, ...]
    refused: list[tuple[School, Event]]

    async def live(self) -> None:
        """From the first day to the last."""
        events = sorted((event, number) for number, school in enumerate(self.schools) for event in school.events)
        for event, number in events:
            await let_pass(self.bot, self.clock, event.at)
            try:
                await self._do(event, self.schools[number])
            except DomainError:  # too late for it, as the clock has it: nothing has changed
                self.refused.append((self.schools[number], event))
            await self.bot.settle()
        await let_pass(self.bot, self.clock, LAST_MOMENT)

    async def notices(self, school: School) -> list[Notice]:
        """Everything that the bot ever owed about a school's review."""
        return await self.bot.deps.store.read(lambda tx: tx.notices.list_by_kind(school.review, *RULES))

    async def _do(self, event: Event, school: School) -> None:
        deps, now, review = self.bot.deps, self.clock.now(), school.review
        who: dict[str, Any] = {"workspace": review.workspace, "person": event.person, "review": review.id}
        match event.deed:
            case Deed.OPEN:
                await open_review(deps.store, OpenReview(**who), zone=LONDON, now=now)
            case Deed.ANSWER_ALL:
                await given.answered(deps.store, review, {event.person: dict.fromkeys(ALL_ROWS, 2)}, at=now)
            case Deed.FINISH:
                await finish_reflecting(deps.store, Asked(**who), now=now)
            case Deed.THEME_A_DAY:
                asked = Asked(**who)
                await choose_theme_a_day(deps.store, asked, zone=LONDON, now=now)
            case Deed.DECLINE:
                await decline(deps.store, Decline(**who, instead=None), now=now)
            case Deed.SNOOZE:
                await snooze_reminder(deps.store, OfReminder(**who), zone=LONDON, now=now)
            case Deed.NUDGE:
                everybody = Nudge(**who, people=frozenset(member.person for member in review.colleagues))
                await nudge(deps.store, everybody, zone=LONDON, now=now)
            case _:
                await self._steer(event, school, now)

    async def _steer(self, event: Event, school: School, now: datetime) -> None:
        deps, review = self.bot.deps, school.review
        who: dict[str, Any] = {"workspace": review.workspace, "person": event.person, "review": review.id}
        match event.deed:
            case Deed.MOVE if event.moment:
                moving = MoveMeeting(**who, meets_at=event.moment, channel=school.channel)
                await move_meeting(deps.store, moving, zone=LONDON, now=now)
            case Deed.CANCEL:
                await cancel_review(deps.store, CancelReview(**who), now=now)
            case Deed.MEET:
                await self._meet(AskedOfMeeting(**who), school, now)
            case Deed.ADD_ACTION:
                action, due_on = action_of(school)
                adding = AddAction(**who, action=action, row=FIRST_ROW, text="Ask.", owner=event.person, due_on=due_on)
                await add_action(deps.store, adding, zone=LONDON, now=now)
            case Deed.LEADER_LEAVES:
                people = (w.people.get(event.person) for w in self.slack._workspaces.values())
                await change(next(person for person in people if person), deleted=True)

    async def _meet(self, asked: AskedOfMeeting, school: School, now: datetime) -> None:
        """Open the meeting, agree one row, finish."""
        deps = self.bot.deps
        await open_meeting(deps.store, OpenMeeting(asked=asked, order=Order.MODEL), now=now)

        def agree(tx: Transaction) -> None:
            review = tx.reviews.get_for_change(asked.workspace, asked.review)
            tx.meetings.put(review, OpenedRow(row=FIRST_ROW, spread=NO_ANSWERS, opened_at=now))
            by = Agreement(row=FIRST_ROW, column=Column(2), recorded_by=asked.person, recorded_at=now)
            tx.agreements.put(review, by)

        await deps.store.write(agree)
        await self.bot.settle()
        agenda = await deps.store.read(lambda tx: tx.cards.find(school.review, AGENDA_CARD))
        assert agenda is not None
        await finish_meeting(deps.store, FinishMeeting(asked=asked, place=agenda.place), now=now)
        await deps.announce(ReviewAgreed(workspace=asked.workspace, review=asked.review))


@asynccontextmanager
async def year(settings: int, seed: int, folder: Path) -> AsyncIterator[Year]:
    """So many settings, each in a workspace of its own, until the block ends."""
    clock = SteppedClock(BEGINS_AT)
    async with StandIn(clock=clock) as slack:
        schools = tuple(_school(slack, number, seed) for number in range(settings))
        tokens = {WorkspaceId(workspace.id): token for token, workspace in slack._workspaces.items()}
        config = Config.model_validate(
            {
                "slack_bot_token": slack.bot_token,
                "slack_signing_secret": slack.signing_secret,
                "slack_api_url": slack.api_url,
                "port": 0,
                "database_url": f"sqlite+aiosqlite:///{folder}/year.db",
            }
        )
        async with running(config, clock=clock, tokens=tokens) as bot:
            slack.deliver_to(bot.address or "")
            await _keep(bot, schools)
            yield Year(slack=slack, bot=bot, clock=clock, schools=schools, refused=[])


def _school(slack: StandIn, number: int, seed: int) -> School:
    workspace = slack.workspace if number == 0 else slack.add_workspace(f"School {number}")
    people = [workspace.add_person(f"Person {each}", admin=each == 1) for each in range(COLLEAGUES + 2)]
    room = workspace.add_channel("careers-review", members=people, private=True)
    ids = [PersonId(person.id) for person in people]
    return draw_up(number, WorkspaceId(workspace.id), ids, ChannelId(room.id), seed)


async def _keep(bot: Bot, schools: Iterable[School]) -> None:
    """The settings and their drafts; nobody has heard of them."""

    def decide(tx: Transaction) -> None:
        for school in schools:
            tx.settings.add(replace(school.setting, closures=()), at=BEGINS_AT)
            tx.settings.put_hours(school.setting)
            tx.reviews.add(school.review, at=BEGINS_AT)

    await bot.deps.store.write(decide)
