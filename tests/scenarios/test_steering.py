"""The meeting moves, or the review is called off: whole conversations through the real bot."""

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.kit.buttons import OfReview
from bot.rehearsal.stand_in import Message, Person, StandIn
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.review import Review, Stage
from tests import given
from tests.given import MEETING, NOW
from tests.scenarios.conftest import School
from tests.scenarios.leading import actions, errors, look_at_home, press_home, running, send, words

LATER = MEETING + timedelta(days=1)


def news(person: Person, said: str) -> list[Message]:
    """The messages to somebody that say this."""
    return [message for message in person.dm() if said in message.text]


async def move(bot: Bot, school: School, **answers: object) -> None:
    await press_home(school.leader, bot, "steering.move_meeting")
    await send(school.leader, bot, **answers)


async def test_home_says_where_the_review_stands(bot: Bot, school: School, under_way: Review) -> None:
    shown = await look_at_home(school.leader, bot)

    assert "Colleagues are reflecting." in shown
    assert f"<#{school.room.id}>" in shown
    assert str(int(MEETING.timestamp())) in shown


async def test_a_facilitator_sees_where_it_stands_and_changes_nothing(
    bot: Bot, school: School, under_way: Review
) -> None:
    shown = await look_at_home(school.facilitator, bot)

    assert "Colleagues are reflecting." in shown
    assert "steering.cancel_review" not in actions(school.facilitator.home())
    assert "steering.move_meeting" not in actions(school.facilitator.home())


async def test_calling_off_a_review_under_discussion_ends_the_meeting_in_its_channel(
    bot: Bot, school: School, under_way: Review
) -> None:
    await press_home(school.facilitator, bot, "agreement.open_meeting:model")

    await press_home(school.leader, bot, "steering.cancel_review")

    [agenda] = school.room.messages()
    assert "This review was cancelled" in agenda.text
    assert agenda.blocks[-1]["type"] != "actions"


async def test_everybody_who_was_invited_is_told_once_that_the_meeting_moved(
    bot: Bot, school: School, under_way: Review
) -> None:
    await move(bot, school, meets_at=LATER)
    await move(bot, school, meets_at=LATER)

    review = await running(bot, school)

    assert review is not None
    assert review.meets_at == LATER
    for colleague in school.colleagues:
        assert len(news(colleague, "is now on")) == 1


async def test_back_and_forth_is_told_each_time(bot: Bot, school: School, under_way: Review) -> None:
    await move(bot, school, meets_at=LATER)
    await move(bot, school, meets_at=MEETING)

    assert len(news(school.colleagues[0], "is now on")) == 2


async def test_nobody_gets_more_than_four_messages_and_the_card_shows_every_move(
    bot: Bot, school: School, under_way: Review
) -> None:
    for days in range(1, 7):
        await move(bot, school, meets_at=MEETING + timedelta(days=days))
    shown = words(school.colleagues[0].dm()[0])
    await press_home(school.leader, bot, "steering.cancel_review")

    assert str(int((MEETING + timedelta(days=6)).timestamp())) in shown
    assert len(school.colleagues[0].dm()) == 4
    assert len(news(school.colleagues[0], "The careers review of")) == 1


async def test_nobody_hears_of_a_move_before_their_invitation(bot: Bot, school: School) -> None:
    await given.kept(bot.deps.store, school.review(), invite=False)

    await move(bot, school, meets_at=LATER)

    assert not school.colleagues[0].dm()


async def test_a_meeting_is_not_moved_into_the_past(bot: Bot, school: School, under_way: Review) -> None:
    await move(bot, school, meets_at=NOW - timedelta(minutes=5))

    assert "gone by" in errors(school.leader)["meets_at"]
    assert not news(school.colleagues[0], "is now on")


async def test_a_meeting_moves_to_a_public_channel_only_after_a_confirm(
    bot: Bot, school: School, under_way: Review, slack: StandIn
) -> None:
    public = slack.workspace.add_channel("staff-room", members=[school.leader, school.stranger])
    await move(bot, school, channel=public)
    before = await running(bot, school)
    asked = words(school.leader.modal())

    await send(school.leader, bot)

    after = await running(bot, school)
    assert before is not None
    assert after is not None
    assert "Anyone in the workspace can read" in asked
    assert (before.channel, after.channel) == (school.room.id, public.id)
    assert f"<#{public.id}>" in words(news(school.colleagues[0], "is now on")[0])


async def test_a_meeting_is_not_moved_to_a_channel_without_the_bot(
    bot: Bot, school: School, under_way: Review, slack: StandIn
) -> None:
    elsewhere = slack.workspace.add_channel("elsewhere", members=[school.leader], bot_in=False)

    await move(bot, school, channel=elsewhere)

    assert "/invite" in errors(school.leader)["channel"]


async def test_a_review_is_called_off_and_everybody_invited_is_told_once(
    bot: Bot, school: School, under_way: Review
) -> None:
    await look_at_home(school.leader, bot)
    home = school.leader.home()
    await school.leader.click_home(action_id="steering.cancel_review")
    await bot.settle()
    school.leader.screen.home = home  # Home had not been drawn anew when it was pressed again
    await school.leader.click_home(action_id="steering.cancel_review")
    await bot.settle()

    kept = await bot.deps.store.read(lambda tx: tx.reviews.get(school.workspace, under_way.id))

    assert kept.stage is Stage.CANCELLED
    for colleague in school.colleagues:
        assert len(news(colleague, "The careers review of")) == 1
    assert "opening.start" in actions(school.leader.home())


async def test_a_colleague_may_not_call_it_off(bot: Bot, school: School, under_way: Review) -> None:
    await look_at_home(school.leader, bot)
    school.colleagues[0].screen.home = school.leader.home()  # as if somebody forged the button

    await school.colleagues[0].click_home(action_id="steering.cancel_review")
    await bot.settle()

    assert await running(bot, school) is not None
    assert "for somebody else" in words(school.colleagues[0].modal())


def forge(person: Person, value: str) -> None:
    """Every button of somebody's Home carries this value."""
    home = person.home()
    assert home is not None
    for block in home.blocks:
        for element in block.get("elements", []):
            if "action_id" in element:
                element["value"] = value


async def test_a_review_of_another_workspace_is_not_there(bot: Bot, school: School, under_way: Review) -> None:
    leader = PersonId(school.leader.id)
    other = await given.kept(bot.deps.store, given.review(leader, workspace=WorkspaceId("T0ELSEWHERE")))
    await look_at_home(school.leader, bot)
    forge(school.leader, OfReview(review=other.id).encode())

    await school.leader.click_home(action_id="steering.cancel_review")
    await bot.settle()

    kept = await bot.deps.store.read(lambda tx: tx.reviews.get(other.workspace, other.id))
    assert kept.stage is Stage.REFLECTING
    assert "can't find that any more" in words(school.leader.modal())


@pytest.mark.parametrize("value", ["", "nonsense", "[]", '["a", 1]', "[null]", "\u0000"])
async def test_a_forged_button_changes_nothing(bot: Bot, school: School, under_way: Review, value: str) -> None:
    await look_at_home(school.leader, bot)
    forge(school.leader, value)

    await school.leader.click_home(action_id="steering.cancel_review")
    await bot.settle()

    assert await running(bot, school) is not None
    assert "couldn't make sense" in words(school.leader.modal())
