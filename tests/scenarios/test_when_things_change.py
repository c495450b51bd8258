"""What becomes of messages by the clock when the meeting, the people or the school's days change."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Bot
from bot.capabilities.briefing import texts as briefing
from bot.capabilities.reflection.cards import values as reflection
from bot.capabilities.reminding import cards as reminding
from bot.kit.buttons import BEGIN, LEAVE_REVIEW, OPEN_MEETING
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.reading import has
from bot.rehearsal.stand_in import Message, Person
from bot.rehearsal.stories.waiting import let_pass
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import NOT_OPENED, RULES, THEME_OF_THE_DAY
from maturity_model.review import Review
from tests.given import MEETING
from tests.scenarios.conftest import School, read
from tests.scenarios.leading import look_at_home, name_setting, open_review, press_home, running, send, words

FRIDAY_BEFORE = datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
async def opened(bot: Bot, school: School) -> Review:
    await open_review(bot, school)
    found = await running(bot, school)
    assert found is not None
    return found


async def move(bot: Bot, school: School, meets_at: datetime, *, by: Person | None = None) -> str:
    leader = by or school.leader
    await press_home(leader, bot, "steering.move_meeting")
    await send(leader, bot, meets_at=meets_at)
    told = words(leader.modal())
    if leader.modal():
        await leader.close_modal()
    return told


async def kept(bot: Bot, review: Review, *kinds: str) -> list[Notice]:
    return await bot.deps.store.read(lambda tx: tx.notices.list_by_kind(review, *(kinds or RULES)))


async def enter_closures(bot: Bot, school: School, text: str) -> None:
    await press_home(school.leader, bot, "school_hours.set_hours")
    await send(school.leader, bot, closures=text)


def reminders(person: Person) -> list[Message]:
    return [message for message in person.dm() if has(message, reminding.CANNOT)]


async def choose_themes(bot: Bot, person: Person) -> None:
    await person.click(person.dm()[-1], action_id=reflection.THEME_A_DAY)
    await bot.settle()


async def test_a_late_move_reaches_everybody_once_and_the_leader_hears_who_had_enough(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, FRIDAY_BEFORE)

    first = await move(bot, school, MEETING - timedelta(hours=2))
    told = ["has changed" in read(person.dm()[-1]) for person in school.colleagues]
    second = await move(bot, school, MEETING - timedelta(hours=1))

    assert told == [True] * 4
    assert first == ""
    assert all(f"<@{person.id}>" in second for person in school.colleagues)
    assert [len(person.dm()) for person in school.colleagues] == [4] * 4


async def test_a_meeting_moved_back_before_anybody_heard_is_no_news(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    clock.move_to(datetime(2026, 11, 24, 20, 0, tzinfo=UTC))

    await move(bot, school, MEETING + WEEK)
    await move(bot, school, MEETING)
    await let_pass(bot, clock, datetime(2026, 11, 25, 12, 0, tzinfo=UTC))

    assert [len(person.dm()) for person in school.colleagues] == [1] * 4


async def test_whoever_opened_the_review_and_runs_it_hears_of_another_leader_s_change(
    bot: Bot, school: School, clock: SteppedClock
) -> None:
    other = school.admin
    await name_setting(bot, school, school.leader, other)
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, people=list(school.colleagues), meets_at=MEETING, channel=school.room)

    await move(bot, school, MEETING + WEEK, by=other)
    await press_home(other, bot, "steering.cancel_review")

    assert "has changed" in read(school.leader.dm()[-2])
    assert "was called off" in read(school.leader.dm()[-1])


async def test_a_meeting_moved_to_tomorrow_is_briefed_today(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    clock.move_to(datetime(2026, 11, 25, 11, 0, tzinfo=UTC))

    await move(bot, school, datetime(2026, 11, 26, 15, 45, tzinfo=UTC))

    assert any(briefing.BRIEF in read(message) for message in school.facilitator.dm())


async def test_a_meeting_moved_within_its_last_minute_does_not_begin(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, MEETING - timedelta(seconds=30))
    await press_home(school.leader, bot, "steering.move_meeting")
    clock.move_to(MEETING + timedelta(seconds=5))  # and nobody has looked since

    await school.leader.submit({"meets_at": MEETING + WEEK})
    await bot.settle()

    assert school.room.messages() == []
    assert not any(has(message, f"{OPEN_MEETING}:model") for message in school.facilitator.dm())


async def test_what_waits_for_school_to_open_leaves_once_the_leader_puts_its_days_right(
    bot: Bot, school: School, clock: SteppedClock
) -> None:
    await name_setting(bot, school)
    clock.move_to(datetime(2027, 3, 24, 10, 0, tzinfo=UTC))  # closed as usual, the week before Easter Monday
    await press_home(school.leader, bot, "opening.start")
    await send(
        school.leader,
        bot,
        people=list(school.colleagues),
        meets_at=datetime(2027, 4, 21, 15, 0, tzinfo=UTC),
        channel=school.room,
    )
    held = [len(person.dm()) for person in school.colleagues]

    await enter_closures(bot, school, "Easter 5/4/2027 - 16/4/2027")

    assert held == [0] * 4
    assert [len(person.dm()) for person in school.colleagues] == [1] * 4


async def test_themes_that_school_was_closed_for_do_not_come_all_at_once(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await choose_themes(bot, person)
    await enter_closures(bot, school, "24/11/2026 - 1/12/2026")

    await let_pass(bot, clock, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))

    came = [n for n in await kept(bot, opened, THEME_OF_THE_DAY) if n.state is NoticeState.SENT]
    assert len(came) == 1
    assert len(person.dm()) == 1


async def test_themes_move_with_the_meeting_and_end_with_it(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await choose_themes(bot, person)
    await let_pass(bot, clock, TUESDAY)

    await move(bot, school, datetime(2026, 11, 26, 15, 0, tzinfo=UTC))
    await let_pass(bot, clock, datetime(2026, 12, 4, 9, 0, tzinfo=UTC))

    came = [n.settled_at for n in await kept(bot, opened, THEME_OF_THE_DAY) if n.state is NoticeState.SENT]
    assert [at.day for at in came if at] == [24, 25, 26]


async def test_whoever_could_not_and_carries_on_after_all_is_reminded_and_not_taken_out(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await choose_themes(bot, person)
    await press_home(person, bot, reflection.NO_THEME_A_DAY)
    await let_pass(bot, clock, datetime(2026, 11, 30, 8, 0, tzinfo=UTC))
    await person.click(reminders(person)[-1], action_id=reminding.CANNOT)
    await bot.settle()
    await send(person, bot)
    word = next(message for message in school.leader.dm() if has(message, LEAVE_REVIEW))

    await person.click(person.dm()[0], action_id=BEGIN)
    await school.leader.click(word, action_id=LEAVE_REVIEW)
    await bot.settle()
    await let_pass(bot, clock, FRIDAY_BEFORE)

    members = (await bot.deps.store.read(lambda tx: tx.reviews.get(opened.workspace, opened.id))).members
    assert not members[PersonId(person.id)].removed
    assert len(reminders(person)) == 1  # the one before was turned into thanks


async def test_news_at_night_of_a_meeting_that_went_by_waits_for_the_morning(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, datetime(2026, 12, 12, 22, 45, tzinfo=UTC))  # the Saturday after
    before = [len(person.dm()) for person in school.colleagues]

    await press_home(school.leader, bot, "steering.cancel_review")
    at_night = [len(person.dm()) for person in school.colleagues]
    await let_pass(bot, clock, datetime(2026, 12, 14, 9, 0, tzinfo=UTC))

    assert at_night == before
    assert ["called off" in read(person.dm()[-1]) for person in school.colleagues] == [True] * 4


async def test_a_meeting_that_nobody_opened_is_asked_about_the_next_morning(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, MEETING + timedelta(days=1))

    assert "nobody has opened it yet" in read(school.leader.dm()[-1])
    assert "Cancel the review" in await look_at_home(school.leader, bot)


async def test_nobody_asks_about_a_meeting_that_was_held(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, MEETING)
    await press_home(school.facilitator, bot, f"{OPEN_MEETING}:model")

    await let_pass(bot, clock, MEETING + timedelta(days=2))

    assert [notice.state for notice in await kept(bot, opened, NOT_OPENED)] == [NoticeState.WITHDRAWN]
