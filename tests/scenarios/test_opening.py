"""A careers leader opens a review: whole conversations through the real bot."""

from datetime import timedelta

import pytest

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn, breaking, happenings
from maturity_model.notice import Notice
from maturity_model.review import Capacity, Member, Review, Stage
from storage.transaction import Transaction
from tests.given import NOW
from tests.scenarios.conftest import School
from tests.scenarios.leading import (
    actions,
    errors,
    filled,
    look_at_home,
    name_setting,
    open_form,
    open_review,
    press_home,
    running,
    send,
    words,
)


async def invitations(bot: Bot, review: Review) -> list[Notice]:
    def look(tx: Transaction) -> list[Notice]:
        return tx.notices.list_by_kind(review, "invitation")

    return await bot.deps.store.read(look)


def who(members: tuple[Member, ...]) -> set[str]:
    return {member.person for member in members}


async def test_a_leader_opens_a_review_and_everybody_is_invited(bot: Bot, school: School) -> None:
    await open_review(bot, school)

    review = await running(bot, school)

    assert review is not None
    assert review.stage is Stage.REFLECTING
    assert who(review.colleagues) == {colleague.id for colleague in school.colleagues}
    assert who(review.facilitators) == {school.facilitator.id}
    assert review.members[review.opened_by].capacities == {Capacity.CAREERS_LEADER}
    assert (review.minutes, review.academic_year, review.edition) == (60, "2026/27", "schools-2026")
    assert {notice.person for notice in await invitations(bot, review)} == who(review.colleagues)
    assert "4 people are on their way" in words(school.leader.modal())
    assert "opening.start" not in actions(school.leader.home())


async def test_a_facilitator_who_answers_no_rows_is_told_what_is_asked(bot: Bot, school: School) -> None:
    await open_review(bot, school)

    [message] = school.facilitator.dm()

    assert "asks you to run the meeting" in words(message)
    assert "Riverside School" in message.text


async def test_whoever_opens_it_runs_the_meeting_where_nobody_else_is_named(bot: Bot, school: School) -> None:
    await open_review(bot, school, facilitators=[])

    review = await running(bot, school)

    assert review is not None
    assert who(review.facilitators) == {school.leader.id}
    assert not school.leader.dm()


async def test_the_command_opens_the_same_modal(bot: Bot, school: School) -> None:
    await name_setting(bot, school)

    await school.leader.command("/careers-review", "start", channel=school.room)
    await bot.settle()
    await send(school.leader, bot, **filled(school))

    assert await running(bot, school) is not None


@pytest.mark.parametrize("word", ["start", "START  now"])
async def test_a_stranger_may_not_start(bot: Bot, school: School, word: str) -> None:
    await name_setting(bot, school)

    answer = await school.stranger.command("/careers-review", word)

    assert "for somebody else" in answer.body["text"]
    assert school.stranger.modal() is None


async def test_where_nobody_has_named_the_setting_the_command_says_whom_to_ask(bot: Bot, school: School) -> None:
    answer = await school.leader.command("/careers-review", "start")

    assert "administers your Slack workspace" in answer.body["text"]


async def test_a_meeting_in_the_past_is_refused_under_its_field(bot: Bot, school: School) -> None:
    await open_form(bot, school)

    await send(school.leader, bot, **filled(school, meets_at=NOW - timedelta(hours=1)))

    assert "gone by" in errors(school.leader)["meets_at"]
    assert await running(bot, school) is None


async def test_a_meeting_years_away_is_refused_under_its_field(bot: Bot, school: School) -> None:
    await open_form(bot, school)

    await send(school.leader, bot, **filled(school, meets_at=NOW + timedelta(days=800)))

    assert "meets_at" in errors(school.leader)


async def test_what_was_typed_is_kept_and_can_be_mended(bot: Bot, school: School) -> None:
    await open_form(bot, school)
    await send(school.leader, bot, **filled(school, meets_at=NOW - timedelta(hours=1)))

    await send(school.leader, bot, meets_at=NOW + timedelta(days=3))

    review = await running(bot, school)
    assert review is not None
    assert len(review.colleagues) == 4


async def test_a_bot_is_refused_as_a_colleague(bot: Bot, school: School, slack: StandIn) -> None:
    await open_form(bot, school)

    await send(school.leader, bot, **{**filled(school), "people": [*school.colleagues, slack.workspace.bot]})

    assert "is a bot" in errors(school.leader)["people"]
    assert await running(bot, school) is None


async def test_somebody_deactivated_is_refused_as_a_colleague(bot: Bot, school: School) -> None:
    await open_form(bot, school)
    school.leader.fill(filled(school))
    school.colleagues[0].deleted = True

    await send(school.leader, bot)

    assert "no longer has an active Slack account" in errors(school.leader)["people"]


async def test_somebody_of_another_workspace_is_refused_as_a_colleague(bot: Bot, school: School) -> None:
    await open_form(bot, school)
    school.colleagues[0].stranger = True

    await send(school.leader, bot, **filled(school))

    assert "another Slack workspace" in errors(school.leader)["people"]


async def test_three_hundred_colleagues_are_too_many(bot: Bot, school: School, slack: StandIn) -> None:
    crowd = [slack.workspace.add_person(f"Colleague {n}") for n in range(300)]
    await open_form(bot, school)

    await send(school.leader, bot, **{**filled(school), "people": crowd})

    assert "200" in errors(school.leader)["people"]
    assert await running(bot, school) is None


async def test_two_hundred_are_invited_before_slack_loses_patience(bot: Bot, school: School, slack: StandIn) -> None:
    crowd = [slack.workspace.add_person(f"Colleague {n}") for n in range(200)]
    await open_form(bot, school)

    answer = await send(school.leader, bot, **{**filled(school), "people": crowd})

    assert answer.ok
    assert all(len(person.dm()) == 1 for person in crowd)
    assert "Everybody has been invited." in await look_at_home(school.leader, bot)


async def test_minutes_nobody_plans_are_refused(bot: Bot, school: School) -> None:
    await open_form(bot, school)

    await send(school.leader, bot, **filled(school), minutes="5")

    assert "between 15 and 240" in errors(school.leader)["minutes"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"archived": True}, "archived"),
        ({"shared": True}, "another organisation"),
        ({"bot_in": False}, "/invite"),
    ],
    ids=["archived", "shared with others", "without the bot"],
)
async def test_a_channel_that_cannot_be_met_in_is_refused_under_its_field(
    bot: Bot, school: School, slack: StandIn, facts: dict[str, bool], said: str
) -> None:
    channel = slack.workspace.add_channel("elsewhere", members=[school.leader], **facts)
    await open_form(bot, school)

    await send(school.leader, bot, **filled(school, channel=channel))

    assert said in errors(school.leader)["channel"]
    assert await running(bot, school) is None


async def test_a_public_channel_is_only_met_in_after_a_confirm(bot: Bot, school: School, slack: StandIn) -> None:
    public = slack.workspace.add_channel("staff-room", members=[school.leader, school.stranger, school.admin])
    await open_form(bot, school)

    await send(school.leader, bot, **filled(school, channel=public))

    asked = words(school.leader.modal())
    draft = await running(bot, school)
    assert "Anyone in the workspace can read" in asked
    assert "2 people outside this review are in it now." in asked
    assert draft is not None
    assert draft.stage is Stage.DRAFT
    assert not await invitations(bot, draft)

    await send(school.leader, bot)

    review = await running(bot, school)
    assert review is not None
    assert review.stage is Stage.REFLECTING
    assert len(await invitations(bot, review)) == 4


async def test_a_draft_that_was_left_alone_is_what_the_modal_shows_next(
    bot: Bot, school: School, slack: StandIn
) -> None:
    public = slack.workspace.add_channel("staff-room", members=[school.leader])
    await open_form(bot, school)
    await send(school.leader, bot, **filled(school, channel=public), minutes="75")
    await school.leader.close_modal()

    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, channel=school.room)

    review = await running(bot, school)
    assert review is not None
    assert review.stage is Stage.REFLECTING
    assert review.minutes == 75
    assert who(review.colleagues) == {colleague.id for colleague in school.colleagues}


async def test_a_draft_can_be_discarded_and_nobody_hears_of_it(bot: Bot, school: School, slack: StandIn) -> None:
    public = slack.workspace.add_channel("staff-room", members=[school.leader])
    await open_form(bot, school)
    await send(school.leader, bot, **filled(school, channel=public))
    await school.leader.close_modal()

    await press_home(school.leader, bot, "steering.cancel_review")

    assert await running(bot, school) is None
    assert not any(colleague.dm() for colleague in school.colleagues)
    assert "Discard the draft" not in words(school.leader.home())


async def test_a_channel_that_outsiders_came_into_meanwhile_is_refused_after_all(
    bot: Bot, school: School, slack: StandIn
) -> None:
    public = slack.workspace.add_channel("staff-room", members=[school.leader])
    await open_form(bot, school)
    await send(school.leader, bot, **filled(school, channel=public))
    await happenings.share(slack.workspace, public)

    await send(school.leader, bot)

    draft = await running(bot, school)
    assert draft is not None
    assert draft.stage is Stage.DRAFT
    assert "another organisation" in words(school.leader.modal())


async def test_a_private_channel_with_others_in_it_is_named(bot: Bot, school: School) -> None:
    school.room.members.append(school.stranger.id)

    await open_review(bot, school)

    said = words(school.leader.modal())
    assert f"1 person outside this review can also read <#{school.room.id}>." in said


async def test_whoever_takes_part_and_is_not_in_the_private_channel_is_named(bot: Bot, school: School) -> None:
    school.room.members.remove(school.facilitator.id)

    await open_review(bot, school)

    said = words(school.leader.modal())
    assert f"Not in <#{school.room.id}> yet: <@{school.facilitator.id}>." in said


async def test_the_same_form_sent_in_twice_opens_one_review(bot: Bot, school: School) -> None:
    await open_form(bot, school)
    form = school.leader.modal()
    await send(school.leader, bot, **filled(school))
    first = await running(bot, school)
    assert form is not None
    school.leader.screen.modals = [form]

    await send(school.leader, bot, **filled(school))

    assert await running(bot, school) == first
    assert "on their way" in words(school.leader.modal())
    assert len(school.facilitator.dm()) == 1


async def test_two_leaders_at_once_open_one_review(bot: Bot, school: School) -> None:
    await name_setting(bot, school, school.leader, school.facilitator)
    await press_home(school.leader, bot, "opening.start")
    await press_home(school.facilitator, bot, "opening.start")
    await send(school.leader, bot, **filled(school))

    await send(school.facilitator, bot, **filled(school))

    assert "under way" in "".join(errors(school.facilitator).values())


async def test_it_is_opened_though_slack_is_slow_to_say_who_people_are(
    bot: Bot, school: School, slack: StandIn
) -> None:
    await open_form(bot, school)
    slack.break_next("users.info", breaking.slow(2.0, wall=True), times=4)

    await send(school.leader, bot, **filled(school))

    assert await running(bot, school) is not None


async def test_while_slack_says_nothing_of_the_channel_nothing_is_saved(
    bot: Bot, school: School, slack: StandIn
) -> None:
    await open_form(bot, school)
    slack.break_next("conversations.info", breaking.slow(2.0, wall=True))

    await send(school.leader, bot, **filled(school))

    assert "Slack isn't answering" in "".join(errors(school.leader).values())
    assert await running(bot, school) is None


async def test_a_channel_of_which_slack_does_not_say_who_reads_it_is_refused_under_its_field(
    bot: Bot, school: School, slack: StandIn
) -> None:
    await open_form(bot, school)
    slack.break_next("conversations.members", breaking.error("channel_not_found"))

    await send(school.leader, bot, **filled(school))

    assert "I can't see that channel" in errors(school.leader)["channel"]
    assert await running(bot, school) is None


async def test_the_year_after_the_same_people_are_one_click(bot: Bot, school: School, clock: SteppedClock) -> None:
    await open_review(bot, school)
    await agree(bot, school)
    clock.advance(days=365)

    await press_home(school.leader, bot, "opening.start")
    again = {**filled(school, meets_at=clock.now() + timedelta(days=14)), "people": None}
    await send(school.leader, bot, **again, same_people=["same_people"])

    review = await running(bot, school)
    assert review is not None
    assert who(review.colleagues) == {colleague.id for colleague in school.colleagues}
    assert review.academic_year == "2027/28"


async def test_nobody_at_all_is_refused_where_last_years_people_could_be_taken(bot: Bot, school: School) -> None:
    await open_review(bot, school)
    await agree(bot, school)

    await press_home(school.leader, bot, "opening.start")
    await send(school.leader, bot, **{**filled(school), "people": None})

    assert "at least one" in errors(school.leader)["people"]


async def test_home_names_the_last_review_that_was_agreed(bot: Bot, school: School) -> None:
    await open_review(bot, school)
    await agree(bot, school)

    assert "for 2026/27, is agreed" in await look_at_home(school.leader, bot)


async def agree(bot: Bot, school: School) -> None:
    review = await running(bot, school)
    assert review is not None
    agreed = review.moved_to(Stage.AGREEING).moved_to(Stage.AGREED)

    await bot.deps.store.write(lambda tx: tx.reviews.put(agreed))
