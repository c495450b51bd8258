"""Actions: added beside a row or on Home, and their owners reminded: whole conversations through the real bot."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn
from maturity_model.action import ActionState, ReviewAction
from maturity_model.review import Review, Stage
from tests import given
from tests.bot.capabilities.outcome.agreed import COLUMNS, agree, finish
from tests.scenarios.conftest import School, button, read
from tests.scenarios.leading import actions, errors, look_at_home, press_home, send, words

ADD, ADD_HERE = "actions.add_to_review", "actions.add"
DONE, LATER, NOT_NOW = "actions.done", "actions.later", "actions.not_now"
TEXT = "Ask every department for one visit."
DUE_ON = date(2027, 3, 12)
WEEK_BEFORE = datetime(2027, 3, 5, 8, tzinfo=UTC)
ON_THE_DAY = datetime(2027, 3, 12, 8, tzinfo=UTC)


@pytest.fixture
async def meeting(bot: Bot, school: School) -> Review:
    """A review in its meeting, with seven rows agreed."""
    review = await given.kept(bot.deps.store, school.review())
    await press_home(school.facilitator, bot, "agreement.open_meeting:model")
    await agree(bot.deps.store, review, COLUMNS)
    return await bot.deps.store.read(lambda tx: tx.reviews.get(review.workspace, review.id))


@pytest.fixture
async def agreed(bot: Bot, meeting: Review) -> Review:
    """The same, agreed."""
    over = await finish(bot.deps.store, meeting)
    await bot.settle()
    return over


@pytest.fixture
def owner(school: School) -> Person:
    """Who takes the actions on."""
    return school.colleagues[0]


async def add(bot: Bot, school: School, owner: Person, **answers: object) -> None:
    """The careers leader adds an action on Home."""
    await press_home(school.leader, bot, ADD)
    given_answers = {"row": "1.2", "text": TEXT, "people": owner, "due_on": DUE_ON, **answers}
    await send(school.leader, bot, **given_answers)


async def every_action(bot: Bot, of: Review) -> list[ReviewAction]:
    return await bot.deps.store.read(lambda tx: tx.actions.list_by_review(of))


async def come_to(bot: Bot, clock: SteppedClock, moment: datetime) -> None:
    clock.move_to(moment)
    await bot.settle()


def reminders(person: Person) -> list[Message]:
    return [message for message in person.dm() if "action" in message.text]


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    await person.click(message, action_id=action)
    await bot.settle()


async def test_a_careers_leader_adds_an_action_on_home(bot: Bot, school: School, agreed: Review, owner: Person) -> None:
    before = await look_at_home(school.leader, bot)

    await add(bot, school, owner)

    [action] = await every_action(bot, agreed)
    assert (action.row, action.text, action.owner, action.due_on) == ("1.2", TEXT, owner.id, DUE_ON)
    assert "No actions yet." in before
    assert "Added." in words(school.leader.modal())
    assert TEXT in await look_at_home(school.leader, bot)


async def test_during_the_meeting_it_is_added_beside_its_row(bot: Bot, school: School, meeting: Review) -> None:
    await school.facilitator.click(school.room.messages()[-1], action_id="agreement.go_to_row", chosen=_row(meeting))
    await bot.settle()
    card = school.room.messages()[-1]

    await press(bot, school.leader, card, ADD_HERE)
    await send(school.leader, bot, text=TEXT, due_on=DUE_ON)

    [action] = await every_action(bot, meeting)
    assert (action.row, action.owner) == ("1.2", school.leader.id)


def _row(review: Review) -> str:
    return f'["{review.id}","1.2"]'


async def test_a_facilitator_reads_the_actions_and_adds_none(
    bot: Bot, school: School, agreed: Review, owner: Person
) -> None:
    await add(bot, school, owner)

    shown = await look_at_home(school.facilitator, bot)

    assert TEXT in shown
    assert ADD not in actions(school.facilitator.home())
    assert TEXT not in await look_at_home(owner, bot)


async def test_nothing_is_added_that_nobody_could_be_reminded_of(
    bot: Bot, school: School, agreed: Review, owner: Person
) -> None:
    await add(bot, school, owner, due_on=given.NOW.date())
    in_the_past = errors(school.leader)
    await add(bot, school, owner, due_on=date(2030, 1, 1))
    too_far = errors(school.leader)

    assert "after today" in in_the_past["due_on"]
    assert "two years" in too_far["due_on"]
    assert await every_action(bot, agreed) == []


async def test_an_action_needs_words_and_somebody_who_is_there(
    bot: Bot, school: School, agreed: Review, owner: Person, slack: StandIn
) -> None:
    await add(bot, school, owner, text="   ")
    without_words = errors(school.leader)
    await add(bot, school, slack.workspace.bot)

    assert "in a few words" in without_words["text"]
    assert "is a bot" in errors(school.leader)["people"]
    assert await every_action(bot, agreed) == []


async def test_its_owner_is_reminded_a_week_before_and_on_the_day(
    bot: Bot, school: School, agreed: Review, owner: Person, clock: SteppedClock
) -> None:
    await add(bot, school, owner)

    counts = []
    for moment in (
        WEEK_BEFORE - timedelta(minutes=1),
        WEEK_BEFORE,
        ON_THE_DAY - timedelta(minutes=1),
        ON_THE_DAY,
        ON_THE_DAY + timedelta(weeks=8),
    ):
        await come_to(bot, clock, moment)
        counts.append(len(reminders(owner)))

    first, second = reminders(owner)
    assert counts == [0, 1, 1, 2, 2]
    assert "Coming up on Friday 12 March 2027" in read(first)
    assert "Today is the day" in read(second)
    assert TEXT in read(second)


@pytest.mark.parametrize(
    ("pressed", "state", "said"),
    [(DONE, ActionState.DONE, "Thank you for seeing it through"), (NOT_NOW, ActionState.NOT_NOW, "Put aside for now")],
)
async def test_once_it_is_settled_the_message_says_so_and_no_other_comes(
    bot: Bot,
    school: School,
    agreed: Review,
    owner: Person,
    clock: SteppedClock,
    pressed: str,
    state: ActionState,
    said: str,
) -> None:
    await add(bot, school, owner)
    await come_to(bot, clock, WEEK_BEFORE)

    await press(bot, owner, reminders(owner)[0], pressed)
    await come_to(bot, clock, ON_THE_DAY)

    [only] = reminders(owner) or owner.dm()[-1:]
    [action] = await every_action(bot, agreed)
    assert said in read(only)
    assert "actions" not in [block["type"] for block in only.blocks]
    assert action.state is state


async def test_put_off_it_comes_again_on_the_new_day(
    bot: Bot, school: School, agreed: Review, owner: Person, clock: SteppedClock
) -> None:
    await add(bot, school, owner)
    await come_to(bot, clock, WEEK_BEFORE)
    message = reminders(owner)[0]

    await press(bot, owner, message, LATER)
    await send(owner, bot, due_on=date(2027, 5, 21))
    put_off = read(owner.dm()[-1])
    await come_to(bot, clock, ON_THE_DAY)
    in_march = len(owner.dm())
    await come_to(bot, clock, datetime(2027, 5, 21, 7, tzinfo=UTC))

    assert "Put off until Friday 21 May 2027" in put_off
    assert in_march == 1
    assert "Today is the day" in read(owner.dm()[-1])


async def test_pressed_on_an_old_message_it_shows_how_the_action_stands(
    bot: Bot, school: School, agreed: Review, owner: Person, clock: SteppedClock
) -> None:
    await add(bot, school, owner)
    await come_to(bot, clock, WEEK_BEFORE)
    await come_to(bot, clock, ON_THE_DAY)
    old, new = reminders(owner)
    await press(bot, owner, new, DONE)

    await press(bot, owner, old, LATER)

    assert "Thank you for seeing it through" in read(owner.dm()[0])
    assert owner.modal() is None
    assert [action.state for action in await every_action(bot, agreed)] == [ActionState.DONE]


async def test_a_reminder_that_school_is_closed_for_comes_when_it_opens(
    bot: Bot, school: School, agreed: Review, owner: Person, clock: SteppedClock
) -> None:
    await add(bot, school, owner, due_on=date(2027, 8, 20))

    await come_to(bot, clock, datetime(2027, 8, 31, 12, tzinfo=UTC))
    in_august = len(reminders(owner))
    await come_to(bot, clock, datetime(2027, 9, 1, 7, tzinfo=UTC))

    [only] = reminders(owner)
    assert in_august == 0
    assert "How is this one going?" in read(only)


async def test_a_review_that_is_called_off_reminds_nobody(
    bot: Bot, school: School, meeting: Review, owner: Person, clock: SteppedClock
) -> None:
    await school.facilitator.click(school.room.messages()[-1], action_id="agreement.go_to_row", chosen=_row(meeting))
    await bot.settle()
    await press(bot, school.leader, school.room.messages()[-1], ADD_HERE)
    await send(school.leader, bot, text=TEXT, due_on=DUE_ON, people=owner)

    await press_home(school.leader, bot, "steering.cancel_review")
    await come_to(bot, clock, ON_THE_DAY)

    kept = await bot.deps.store.read(lambda tx: tx.reviews.get(meeting.workspace, meeting.id))
    assert kept.stage is Stage.CANCELLED
    assert reminders(owner) == []


async def test_the_button_on_a_row_stands_beside_what_was_agreed(bot: Bot, school: School, meeting: Review) -> None:
    await school.facilitator.click(school.room.messages()[-1], action_id="agreement.go_to_row", chosen=_row(meeting))
    await bot.settle()

    assert button(school.room.messages()[-1], ADD_HERE)["text"] == {
        "type": "plain_text",
        "text": "Add an action",
        "emoji": False,
    }
