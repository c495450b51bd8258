"""The bot is stopped in the middle of things and started again on the same database: everything goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.app import Bot, running
from bot.capabilities.reflection.use_cases.answering import RecordReflection, record_reflection
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn
from maturity_model.catalog import Column, RowId
from maturity_model.ids import PersonId
from maturity_model.notice import NoticeState
from maturity_model.review import Review, Stage
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School, read
from tests.scenarios.leading import look_at_home, press_home

Start = Callable[[], AbstractAsyncContextManager[Bot]]
BEGIN, NOTE = "reflection.begin", "reflection.note"
OPEN, NEXT, PARK, FINISH = "agreement.open_meeting:model", "agreement.next_row", "agreement.park", "agreement.finish"
FAR_APART = (1, 4, 1, 4)


@pytest.fixture
def start(slack: StandIn, config: Config, clock: SteppedClock) -> Start:
    """Starts a bot on the one database, as long as the block lasts."""

    @asynccontextmanager
    async def started() -> AsyncIterator[Bot]:
        async with running(config, clock=clock) as bot:
            slack.deliver_to(bot.address or "")
            await bot.settle()
            yield bot

    return started


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    answer = await person.click(message, action_id=action)
    assert answer.ok
    await bot.settle()


def card(person: Person) -> Message:
    """The one card that somebody has."""
    [only] = person.dm()
    return only


def newest(school: School) -> Message:
    """The last message in the channel, as it stands now."""
    return [message for message in school.room.messages() if message.thread_ts is None][-1]


async def invited(bot: Bot, school: School) -> Review:
    review = await given.kept(bot.deps.store, school.review(), invite=True)
    await bot.settle()
    return review


async def columns(bot: Bot, review: Review, person: Person) -> Mapping[RowId, Column | None]:
    return await bot.deps.store.read(lambda tx: tx.reflections.columns_by_member(review, PersonId(person.id)))


async def agreed(bot: Bot, review: Review) -> dict[str, int]:
    kept = await bot.deps.store.read(lambda tx: tx.agreements.list_by_review(review))
    return {agreement.row: agreement.column for agreement in kept}


async def in_the_meeting(bot: Bot, school: School) -> Review:
    """The meeting is open, its first row is agreed and its second is on the table."""
    review = await invited(bot, school)
    for row in ("1.1", "1.2", "1.3"):
        answers = {PersonId(who.id): {row: column} for who, column in zip(school.colleagues, FAR_APART, strict=True)}
        await given.answered(bot.deps.store, review, answers)
    await press_home(school.facilitator, bot, OPEN)
    await press(bot, school.facilitator, newest(school), NEXT)
    await press(bot, school.facilitator, newest(school), "agreement.record:2")
    await press(bot, school.facilitator, newest(school), NEXT)
    return review


async def test_a_card_goes_on_where_it_was(start: Start, school: School) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        review = await invited(before, school)
        await press(before, senco, card(senco), BEGIN)
        await press(before, senco, card(senco), "reflection.choose:3")

    async with start() as after:
        await press(after, senco, card(senco), "reflection.choose:4")
        answered = await columns(after, review, senco)

    assert answered == {"1.1": 3, "1.2": 4}
    assert "Row 3 of 32" in read(card(senco))


async def test_a_modal_that_was_open_meanwhile_can_still_be_sent_in(start: Start, school: School) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        await invited(before, school)
        await press(before, senco, card(senco), BEGIN)
        await press(before, senco, card(senco), NOTE)

    async with start() as after:
        await senco.submit({"note": "Ask the governors."})
        await after.settle()

    assert senco.modal() is None
    assert "Ask the governors." in read(card(senco))


async def test_home_and_the_invitations_are_as_they_were(start: Start, school: School) -> None:
    async with start() as before:
        await invited(before, school)

    async with start() as after:
        shown = await look_at_home(school.leader, after)
        mine = await look_at_home(school.colleagues[0], after)

    assert "Everybody has been invited." in shown
    assert "32 rows left" in mine
    assert [len(colleague.dm()) for colleague in school.colleagues] == [1, 1, 1, 1]


async def test_invitations_that_were_not_sent_go_out_once_each(start: Start, school: School) -> None:
    async with start() as before:
        review = await given.kept(before.deps.store, school.review(), invite=True)

    async with start() as after:
        notices = await after.deps.store.read(lambda tx: tx.notices.list_by_kind(review, "invitation"))

    assert {notice.state for notice in notices} == {NoticeState.SENT}
    assert [len(colleague.dm()) for colleague in school.colleagues] == [1, 1, 1, 1]


async def test_an_invitation_that_comes_twice_shows_the_next_row_to_whoever_has_begun(
    start: Start, school: School
) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        review = await invited(before, school)
        await press(before, senco, card(senco), BEGIN)
        await press(before, senco, card(senco), "reflection.choose:3")
        await note_nothing_of_what_was_sent(before, review, senco)

    async with start():
        first, second = senco.dm()

    assert first.ts != second.ts
    assert read(second) == read(first)
    assert "Row 2 of 32" in read(second)


async def note_nothing_of_what_was_sent(bot: Bot, review: Review, person: Person) -> None:
    """What is kept where the process died between Slack's answer and its note of it."""

    def decide(tx: Transaction) -> None:
        notices = tx.notices.list_by_kind(review, "invitation")
        tx.notices.repeat(next(one for one in notices if one.person == person.id), failure="unsure")

    await bot.deps.store.write(decide)


async def test_a_card_whose_drawing_was_cut_off_is_drawn_after_the_start(
    start: Start, slack: StandIn, school: School, clock: SteppedClock
) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        review = await invited(before, school)
        await press(before, senco, card(senco), BEGIN)
        await save_an_answer_and_draw_nothing(before, review, senco, clock)
    clock.advance(minutes=1)

    async with start() as after:
        await after.settle()

    assert "Row 2 of 32" in read(card(senco))


async def save_an_answer_and_draw_nothing(bot: Bot, review: Review, person: Person, clock: SteppedClock) -> None:
    """What is kept where the process died between the commit and the card."""
    request = RecordReflection(
        workspace=review.workspace,
        review=review.id,
        person=PersonId(person.id),
        row=RowId("1.1"),
        column=Column(2),
    )
    await record_reflection(bot.deps.store, request, now=clock.now())


async def test_in_the_middle_of_a_meeting_the_row_on_the_table_is_agreed_and_the_next_one_comes(
    start: Start, school: School
) -> None:
    async with start() as before:
        review = await in_the_meeting(before, school)
        on_table = newest(school)

    async with start() as after:
        await press(after, school.facilitator, on_table, "agreement.record:4")
        await press(after, school.facilitator, newest(school), NEXT)
        recorded = await agreed(after, review)

    assert read(on_table).startswith("1.2 ")
    assert recorded == {"1.1": 2, "1.2": 4}
    assert read(newest(school)).startswith("1.3 ")


async def test_in_the_middle_of_a_meeting_the_agenda_answers_and_keeps_count(start: Start, school: School) -> None:
    async with start() as before:
        await in_the_meeting(before, school)

    async with start() as after:
        await press(after, school.facilitator, newest(school), PARK)
        await press_home(school.facilitator, after, "agreement.show_agenda")
        agenda = read(newest(school))
        await press(after, school.facilitator, newest(school), NEXT)

    assert "1 of 32 agreed" in agenda
    assert "Parked until the end" in agenda
    assert read(newest(school)).startswith("1.3 ")


async def test_in_the_middle_of_a_meeting_answers_to_its_opened_rows_stay_frozen(start: Start, school: School) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        review = await in_the_meeting(before, school)
        await press(before, senco, card(senco), BEGIN)
    forged = senco.click_payload(card(senco), action_id="reflection.choose:3")
    forged["actions"][0]["value"] = forged["actions"][0]["value"].replace('"1.4"', '"1.2"')

    async with start() as after:
        await senco.workspace.interact(forged)
        await after.settle()
        answered = await columns(after, review, senco)

    assert answered[RowId("1.2")] == FAR_APART[0]


async def test_a_meeting_begun_before_is_finished_after(start: Start, school: School) -> None:
    async with start() as before:
        review = await in_the_meeting(before, school)
        agenda = school.room.messages()[0]

    async with start() as after:
        await press(after, school.facilitator, agenda, FINISH)
        stage = (await after.deps.store.read(lambda tx: tx.reviews.get(review.workspace, review.id))).stage

    assert stage is Stage.AGREED
    assert "1 of 32 rows agreed" in "\n".join(map(read, school.room.messages()))


async def test_what_was_acknowledged_while_the_bot_was_being_stopped_is_saved(start: Start, school: School) -> None:
    senco = school.colleagues[0]
    async with start() as before:
        review = await invited(before, school)
        await press(before, senco, card(senco), BEGIN)
        asked = asyncio.create_task(senco.click(card(senco), action_id="reflection.choose:2"))
        await asyncio.sleep(0)
    answer = await asked

    async with start() as after:
        answered = await columns(after, review, senco)

    assert answered == {"1.1": 2} or not answer.ok
