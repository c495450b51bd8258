"""A year later: prompts for the next review: whole conversations through the real bot."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn
from bot.rehearsal.stand_in.breaking import http
from maturity_model.action import ReviewAction
from maturity_model.catalog import RowId
from maturity_model.ids import ActionId, PersonId
from maturity_model.notice_kinds import NEXT_REVIEW
from maturity_model.review import Review
from tests import given
from tests.bot.capabilities.outcome.agreed import COLUMNS, agree, finish
from tests.scenarios.conftest import School, button, read
from tests.scenarios.leading import filled, press_home, send

START, SNOOZE, NOT_THIS_YEAR = "opening.start", "annual.snooze", "annual.not_this_year"
ADD_LEADERS = "home.add_careers_leaders"
DUE_AT = datetime(2027, 10, 12, 7, tzinfo=UTC)  # eight weeks before 7 December 2027
SECOND_AT, LAST_AT = datetime(2027, 11, 9, 8, tzinfo=UTC), datetime(2027, 12, 7, 8, tzinfo=UTC)
TEXT = "Ask every department for one visit."


@pytest.fixture
async def agreed(bot: Bot, school: School) -> Review:
    """The setting's first review, agreed, with an action that is still open; the workspace's admin runs the bot."""
    review = await given.kept(bot.deps.store, school.review())
    await press_home(school.facilitator, bot, "agreement.open_meeting:model")
    await agree(bot.deps.store, review, COLUMNS)
    action = ReviewAction(
        id=ActionId("an-action"),
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        row=RowId("1.2"),
        text=TEXT,
        owner=PersonId(school.facilitator.id),
        due_on=date(2027, 3, 12),
        added_by=PersonId(school.leader.id),
    )
    await bot.deps.store.write(lambda tx: tx.actions.add(action, at=given.NOW))
    meeting = await bot.deps.store.read(lambda tx: tx.reviews.get(review.workspace, review.id))
    over = await finish(bot.deps.store, meeting)
    await bot.settle()
    return over


async def come_to(bot: Bot, clock: SteppedClock, moment: datetime) -> None:
    clock.move_to(moment)
    await bot.settle()


def prompts(person: Person) -> list[Message]:
    return [message for message in person.dm() if "time to open the next careers review of" in message.text]


async def lead(bot: Bot, of: Review, *leaders: Person) -> None:
    setting = await bot.deps.store.read(lambda tx: tx.settings.get(of.workspace, of.setting))
    await bot.deps.store.write(lambda tx: tx.settings.put_leaders(setting, {PersonId(each.id) for each in leaders}))


async def press(bot: Bot, person: Person, message: Message, action: str, *, chosen: str | None = None) -> None:
    await person.click(message, action_id=action, chosen=chosen)
    await bot.settle()


async def put_off(bot: Bot, school: School, of: Review, weeks: int) -> None:
    message = prompts(school.leader)[-1]
    await press(bot, school.leader, message, SNOOZE, chosen=f'["{of.id}",{weeks}]')


async def test_a_leader_is_prompted_three_times_with_last_years_actions_first(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    counts = []
    for moment in (
        DUE_AT - timedelta(minutes=1),
        DUE_AT,
        SECOND_AT - timedelta(minutes=1),
        SECOND_AT,
        LAST_AT,
        LAST_AT + timedelta(weeks=30),
    ):
        await come_to(bot, clock, moment)
        counts.append(len(prompts(school.leader)))

    first, second, last = prompts(school.leader)
    assert counts == [0, 1, 1, 2, 3, 3]
    assert read(first).index(TEXT) < read(first).index("time to open")
    assert "last time I bring it up" not in read(second)
    assert "last time I bring it up" in read(last)


async def test_nobody_else_is_prompted(bot: Bot, school: School, agreed: Review, clock: SteppedClock) -> None:
    await come_to(bot, clock, DUE_AT)

    assert [prompts(person) for person in (school.facilitator, *school.colleagues, school.admin)] == [[]] * 6


async def test_the_next_review_is_opened_from_the_prompt_and_then_it_ends(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    await come_to(bot, clock, DUE_AT)
    [message] = prompts(school.leader)

    await press(bot, school.leader, message, START)
    await send(school.leader, bot, **filled(school, meets_at=datetime(2027, 12, 7, 16, tzinfo=UTC)))
    for moment in (SECOND_AT, LAST_AT):
        await come_to(bot, clock, moment)
    await put_off(bot, school, agreed, 1)

    assert len(prompts(school.leader)) == 0
    assert "under way already" in read(next(m for m in school.leader.dm() if m.ts == message.ts))


async def test_put_off_it_comes_so_many_weeks_later(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    await come_to(bot, clock, DUE_AT)

    await put_off(bot, school, agreed, 8)
    said = read(school.leader.dm()[-1])
    await come_to(bot, clock, SECOND_AT)
    in_november = len(prompts(school.leader))
    await come_to(bot, clock, DUE_AT + timedelta(weeks=8, hours=1))

    assert "I'll remind you on Tuesday 7 December 2027." in said
    assert in_november == 0
    assert len(prompts(school.leader)) == 1


async def test_not_this_year_ends_it(bot: Bot, school: School, agreed: Review, clock: SteppedClock) -> None:
    await come_to(bot, clock, DUE_AT)
    [message] = prompts(school.leader)

    await press(bot, school.leader, message, NOT_THIS_YEAR)
    said = read(school.leader.dm()[-1])
    for moment in (SECOND_AT, LAST_AT):
        await come_to(bot, clock, moment)

    assert "Not this year, then." in said
    assert prompts(school.leader) == []


async def test_after_the_first_review_a_peer_review_is_mentioned_once_the_next_morning(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    on_the_day = len(school.leader.dm())
    await come_to(bot, clock, datetime(2026, 11, 24, 8, tzinfo=UTC))
    told = [message for message in school.leader.dm() if "peer-to-peer" in message.text]
    await come_to(bot, clock, datetime(2026, 11, 25, 8, tzinfo=UTC))

    assert on_the_day == 0
    assert len(told) == 1
    assert len(school.leader.dm()) == 1


async def test_where_the_leader_has_left_the_second_one_is_prompted_and_may_add_somebody(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    second = school.colleagues[0]
    await lead(bot, agreed, school.leader, second)
    school.leader.deleted = True

    await come_to(bot, clock, DUE_AT)

    [message] = prompts(second)
    assert "no longer in Slack" in read(message)
    assert button(message, ADD_LEADERS)
    assert prompts(school.leader) == []


async def test_where_no_leader_is_left_an_admin_names_one_who_is_prompted_the_next_morning(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    school.leader.deleted = True
    await come_to(bot, clock, DUE_AT)
    [message] = [each for each in school.admin.dm() if "no careers leader" in each.text]

    await press(bot, school.admin, message, ADD_LEADERS)
    await send(school.admin, bot, people=[school.colleagues[1]])
    await come_to(bot, clock, DUE_AT + timedelta(hours=23))
    too_early = len(prompts(school.colleagues[1]))
    await come_to(bot, clock, DUE_AT + timedelta(days=1))

    assert too_early == 0
    assert len(prompts(school.colleagues[1])) == 1


async def test_an_admin_is_asked_three_times_and_no_more(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    school.leader.deleted = True

    for day in range(0, 200, 2):
        await come_to(bot, clock, DUE_AT + timedelta(days=day, hours=3))

    assert len([each for each in school.admin.dm() if "no careers leader" in each.text]) == 3


async def test_while_slack_does_not_say_who_is_there_the_prompt_waits(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock, slack: StandIn
) -> None:
    slack.break_next("users.info", http(503), times=20)
    await come_to(bot, clock, DUE_AT)
    silent = await bot.deps.store.read(lambda tx: tx.notices.list_by_kind(agreed, NEXT_REVIEW))
    slack.mend()

    await come_to(bot, clock, DUE_AT + timedelta(hours=1))

    assert silent == []
    assert len(prompts(school.leader)) == 1


async def test_after_a_long_time_away_the_prompts_do_not_come_all_at_once(
    bot: Bot, school: School, agreed: Review, clock: SteppedClock
) -> None:
    back_at = datetime(2028, 11, 6, 9, tzinfo=UTC)

    await come_to(bot, clock, back_at)
    at_first = len(prompts(school.leader))
    await come_to(bot, clock, back_at + timedelta(weeks=4))

    assert (at_first, len(prompts(school.leader))) == (1, 2)
