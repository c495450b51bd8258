"""What happens by the clock before a meeting and on its day: the real bot, a strict stand-in for Slack, a clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.app import Bot
from bot.capabilities.briefing import texts as briefing
from bot.capabilities.reflection.cards import values as reflection
from bot.capabilities.reminding import cards as reminding, texts
from bot.kit.buttons import BEGIN, LEAVE_REVIEW, NUDGE, OPEN_MEETING, RESUME
from bot.kit.meeting_parts import WORDS_FOR_YOU
from bot.kit.questions import PEOPLE
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.reading import has, row_on
from bot.rehearsal.stand_in import Message, Person, StandIn, breaking
from bot.rehearsal.stories.waiting import let_pass
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import CANNOT_TAKE_PART, REMINDER, RULES
from maturity_model.review import Review
from tests import given
from tests.given import MEETING
from tests.scenarios.conftest import School, read
from tests.scenarios.leading import look_at_home, name_setting, open_review, press_home, running, send, words

FIVE_BEFORE = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
ONE_BEFORE = datetime(2026, 12, 4, 8, 0, tzinfo=UTC)  # the Friday before a meeting on Monday
ALL_ROWS = [row.id for row in given.built_in().rows]


@pytest.fixture
async def opened(bot: Bot, school: School) -> Review:
    """A review that the careers leader opened, everybody invited."""
    await open_review(bot, school)
    found = await running(bot, school)
    assert found is not None
    return found


def reminders(person: Person) -> list[Message]:
    return [message for message in person.dm() if has(message, reminding.CANNOT)]


async def kept(bot: Bot, review: Review, *kinds: str) -> list[Notice]:
    return await bot.deps.store.read(lambda tx: tx.notices.list_by_kind(review, *(kinds or RULES)))


async def answer_all(bot: Bot, review: Review, person: Person) -> None:
    await given.answered(bot.deps.store, review, {PersonId(person.id): dict.fromkeys(ALL_ROWS, 2)})


async def test_those_with_rows_left_are_reminded_twice_in_the_morning_and_nobody_else(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    done, late, *others = school.colleagues
    await answer_all(bot, opened, done)

    await let_pass(bot, clock, FIVE_BEFORE - timedelta(minutes=1))
    before = [len(person.dm()) for person in school.colleagues]
    await let_pass(bot, clock, FIVE_BEFORE)
    for person in others:
        await answer_all(bot, opened, person)
    await let_pass(bot, clock, MEETING)

    assert before == [1, 1, 1, 1]
    assert [len(reminders(person)) for person in (done, late, *others)] == [0, 2, 1, 1]
    sent = [notice.settled_at for notice in await kept(bot, opened, REMINDER) if notice.state is NoticeState.SENT]
    assert {at.replace(second=0, microsecond=0) for at in sent if at} == {FIVE_BEFORE, ONE_BEFORE}


async def test_a_reminder_says_what_is_left_and_leads_to_the_card(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await let_pass(bot, clock, FIVE_BEFORE)
    [reminder] = reminders(person)

    said = read(reminder)
    answer = await person.click(reminder, action_id=RESUME)
    await bot.settle()

    assert "You have 32 rows left" in said
    assert "about 35 minutes" in said
    assert f"<!date^{int(MEETING.timestamp())}^" in said
    assert answer.ok
    assert has(person.dm()[-1], BEGIN)


async def test_it_is_put_off_until_tomorrow_and_comes_once_more(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await let_pass(bot, clock, FIVE_BEFORE)

    await person.click(reminders(person)[0], action_id=reminding.SNOOZE)
    await bot.settle()
    put_off = read(person.dm()[-1])
    await let_pass(bot, clock, FIVE_BEFORE + timedelta(days=1))

    assert "I'll remind you again" in put_off
    assert len(reminders(person)) == 1
    assert "You have 32 rows left" in read(person.dm()[-1])


async def test_whoever_cannot_take_part_suggests_another_whom_the_leader_invites(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await let_pass(bot, clock, FIVE_BEFORE)
    reminder = reminders(person)[0]

    await person.click(reminder, action_id=reminding.CANNOT)
    await bot.settle()
    await send(person, bot, **{PEOPLE: [school.stranger]})
    told = [message for message in school.leader.dm() if has(message, f"{LEAVE_REVIEW}:instead")]
    await school.leader.click(told[0], action_id=f"{LEAVE_REVIEW}:instead")
    await bot.settle()
    await let_pass(bot, clock, MEETING - timedelta(hours=1))

    assert texts.TOLD in read(next(message for message in person.dm() if message.ts == reminder.ts))
    assert f"<@{person.id}> can't take part" in read(told[0])
    assert "is taken out of the review" in read(school.leader.dm()[-1])
    assert len(reminders(person)) == 0
    assert has(school.stranger.dm()[0], BEGIN)
    members = (await bot.deps.store.read(lambda tx: tx.reviews.get(opened.workspace, opened.id))).members
    assert members[PersonId(person.id)].removed
    assert not members[PersonId(school.stranger.id)].removed


async def test_whoever_changes_their_mind_is_a_colleague_like_any_other(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await let_pass(bot, clock, FIVE_BEFORE)
    await person.click(reminders(person)[0], action_id=reminding.CANNOT)
    await bot.settle()
    await send(person, bot)

    await person.click(person.dm()[0], action_id=BEGIN)
    await bot.settle()

    members = (await bot.deps.store.read(lambda tx: tx.reviews.get(opened.workspace, opened.id))).members
    assert not members[PersonId(person.id)].declined


async def test_a_theme_a_day_takes_the_place_of_reminders(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]

    await person.click(person.dm()[0], action_id=reflection.THEME_A_DAY)
    await bot.settle()
    waiting = read(person.dm()[0])
    mornings = []
    for day in (24, 25):
        await let_pass(bot, clock, datetime(2026, 11, day, 8, 0, tzinfo=UTC))
        mornings.append(person.dm())
        await answer_the_theme(bot, person)
    rest = read(person.dm()[-1])
    await let_pass(bot, clock, MEETING)

    assert "school morning" in waiting
    assert [len(messages) for messages in mornings] == [1, 1]
    assert [row_on(messages[0], given.built_in()) for messages in mornings] == ["1.1", "2.1"]
    assert "next one on a school morning" in rest
    assert reminders(person) == []
    assert len(person.dm()) == 1


async def answer_the_theme(bot: Bot, person: Person) -> None:
    """Answer row after row until no row is before them any more."""
    while has(person.dm()[-1], reflection.CANNOT_SAY):
        await person.click(person.dm()[-1], action_id=reflection.CANNOT_SAY)
        await bot.settle()


async def test_whoever_stops_it_is_reminded_like_everybody(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await person.click(person.dm()[0], action_id=reflection.THEME_A_DAY)
    await bot.settle()

    await press_home(person, bot, reflection.NO_THEME_A_DAY)
    await let_pass(bot, clock, FIVE_BEFORE)

    assert len(reminders(person)) == 1
    assert len(person.dm()) == 2


async def test_the_leader_sees_who_was_reminded_when_and_nudges_once_a_day(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    nudged, other = school.colleagues[:2]
    clock.advance(days=1)

    told = [await nudge(bot, school, nudged) for _ in range(2)]
    home = await look_at_home(school.leader, bot)

    assert "Reminders are on their way" in told[0]
    assert "reminded that day already" in told[1]
    assert len(reminders(nudged)) == 1
    assert "Your careers leader asked me to remind you." in read(reminders(nudged)[0])
    assert reminders(other) == []
    assert f"<@{nudged.id}>: 0 of 32 rows (reminded <!date^" in home
    assert f"<@{other.id}>: 0 of 32 rows\n" in f"{home}\n"


async def nudge(bot: Bot, school: School, person: Person) -> str:
    """The careers leader has somebody reminded, and reads what comes of it."""
    await press_home(school.leader, bot, NUDGE)
    await send(school.leader, bot, **{PEOPLE: [person]})
    told = words(school.leader.modal())
    await school.leader.close_modal()
    return told


async def test_a_moved_meeting_moves_all_that_hangs_on_it_and_is_told_once(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    week_later = MEETING + timedelta(days=7)
    await press_home(school.leader, bot, "steering.move_meeting")
    await send(school.leader, bot, meets_at=week_later)

    await let_pass(bot, clock, FIVE_BEFORE + timedelta(days=6))
    too_early = [len(reminders(person)) for person in school.colleagues]
    await let_pass(bot, clock, week_later)

    assert too_early == [0, 0, 0, 0]
    assert [len(reminders(person)) for person in school.colleagues] == [1, 1, 1, 1]  # and one place is kept
    assert [len(person.dm()) for person in school.colleagues] == [3, 3, 3, 3]
    dropped = [notice.failure for notice in await kept(bot, opened, REMINDER) if notice.state is NoticeState.DROPPED]
    assert dropped == ["enough_messages"] * 4
    assert [has(message, f"{OPEN_MEETING}:model") for message in school.facilitator.dm()].count(True) == 1


async def test_a_cancelled_review_withdraws_everything(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await press_home(school.leader, bot, "steering.cancel_review")

    await let_pass(bot, clock, MEETING + timedelta(days=1))

    assert [len(person.dm()) for person in school.colleagues] == [2, 2, 2, 2]  # invited, and called off
    assert [notice for notice in await kept(bot, opened) if notice.state is NoticeState.WAITING] == []
    assert school.room.messages() == []


async def test_the_facilitator_is_briefed_and_gets_the_button_at_the_hour(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    for person in school.colleagues:
        await answer_all(bot, opened, person)

    await let_pass(bot, clock, MEETING - timedelta(hours=1))
    brief = read(school.facilitator.dm()[-1])
    before = school.room.messages()
    await let_pass(bot, clock, MEETING)
    begins, opens = school.room.messages()[-1], school.facilitator.dm()[-1]
    await school.facilitator.click(opens, action_id=f"{OPEN_MEETING}:widest")
    await bot.settle()

    assert briefing.BRIEF in brief
    assert WORDS_FOR_YOU in brief
    assert "All 32 rows are close." in brief
    assert "4 of 4 have finished." in brief
    assert "column" not in brief.lower()
    assert before == []
    assert "begins now" in read(begins)
    review = await running(bot, school)
    assert review is not None
    assert review.stage == "agreeing"


async def test_a_meeting_that_was_opened_early_is_not_announced(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    await press_home(school.facilitator, bot, f"{OPEN_MEETING}:model")
    messages = len(school.room.messages())

    await let_pass(bot, clock, MEETING + timedelta(hours=2))

    assert len(school.room.messages()) == messages
    assert [reminders(person) for person in school.colleagues] == [[], [], [], []]


async def test_what_is_opened_at_night_leaves_in_the_morning_and_the_leader_is_told(
    bot: Bot, school: School, clock: SteppedClock
) -> None:
    await name_setting(bot, school)
    clock.move_to(datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, people=list(school.colleagues), meets_at=MEETING, channel=school.room)
    told = words(school.leader.modal())

    at_night = [len(person.dm()) for person in school.colleagues]
    home = await look_at_home(school.leader, bot)
    await let_pass(bot, clock, datetime(2026, 11, 24, 8, 0, tzinfo=UTC))

    morning = int(datetime(2026, 11, 24, 8, 0, tzinfo=UTC).timestamp())
    assert f"leave on <!date^{morning}^" in told
    assert f"the next leave on <!date^{morning}^" in home
    assert at_night == [0, 0, 0, 0]
    assert [len(person.dm()) for person in school.colleagues] == [1, 1, 1, 1]


@pytest.mark.timeout(240)  # a day of trying again, every few seconds
async def test_while_slack_is_down_for_a_day_nothing_is_lost_and_nothing_comes_at_night(
    bot: Bot, slack: StandIn, school: School, opened: Review, clock: SteppedClock
) -> None:
    await let_pass(bot, clock, FIVE_BEFORE - timedelta(minutes=5))
    slack.break_all(breaking.http(503))
    await let_pass(bot, clock, FIVE_BEFORE + timedelta(hours=13))
    slack.mend()

    await let_pass(bot, clock, FIVE_BEFORE + timedelta(hours=23))
    at_night = [len(reminders(person)) for person in school.colleagues]
    await let_pass(bot, clock, FIVE_BEFORE + timedelta(days=1))

    assert at_night == [0, 0, 0, 0]
    assert sorted(len(reminders(person)) for person in school.colleagues) == [0, 1, 1, 1]
    first = [notice.state for notice in await kept(bot, opened, REMINDER)][:4]
    assert sorted(first) == [NoticeState.SENT] * 3 + [NoticeState.UNSURE]  # the one that was on its way when it broke


async def test_nobody_is_told_that_a_colleague_who_was_taken_out_cannot_take_part(
    bot: Bot, school: School, opened: Review, clock: SteppedClock
) -> None:
    person = school.colleagues[0]
    await let_pass(bot, clock, FIVE_BEFORE.replace(hour=17, minute=31))
    await person.click(reminders(person)[0], action_id=reminding.CANNOT)
    await bot.settle()
    await send(person, bot)  # after school: their leader hears of it tomorrow
    await press_home(school.leader, bot, "membership.remove")
    await send(school.leader, bot, **{PEOPLE: [person]})

    await let_pass(bot, clock, FIVE_BEFORE + timedelta(days=1))

    [word] = await kept(bot, opened, CANNOT_TAKE_PART)
    assert word.state is NoticeState.WITHDRAWN
