"""What a group gets once its review is agreed, and how it changes its mind."""

import pytest

from bot.app import Bot, running
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn
from bot.rehearsal.stand_in.breaking import cut_after, error
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import FIGURES, PICTURE, RESOURCES
from maturity_model.review import Review, Stage
from tests import given
from tests.bot.capabilities.outcome.agreed import COLUMNS, agree, finish, planned
from tests.scenarios.conftest import School, button, read

OPEN, FINISH = "agreement.open_meeting:model", "agreement.finish"
CHOOSE, SHOW_PICTURE, REOPEN = "outcome.choose", "outcome.show_picture", "outcome.reopen"
POST_AGAIN = "outcome.post_again"
UPLOAD, SHARE = "files.getUploadURLExternal", "files.completeUploadExternal"


@pytest.fixture
async def agenda(bot: Bot, school: School) -> Message:
    """The agenda of a meeting that has agreed seven rows."""
    review = await given.kept(bot.deps.store, school.review())
    await school.facilitator.open_home()
    await bot.settle()
    await school.facilitator.click_home(action_id=OPEN)
    await bot.settle()
    await agree(bot.deps.store, review, COLUMNS)
    return school.room.messages()[-1]


@pytest.fixture
async def agreed(bot: Bot, school: School, agenda: Message) -> Review:
    """The review, agreed, with its outcome posted."""
    await press(bot, school.facilitator, agenda, FINISH)
    return await review_of(bot, school)


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    await person.click(message, action_id=action)
    await bot.settle()


async def submit(bot: Bot, person: Person, values: dict[str, object]) -> None:
    await person.submit(values)
    await bot.settle()


async def review_of(bot: Bot, school: School) -> Review:
    wanted = school.review()
    return await bot.deps.store.read(lambda tx: tx.reviews.get(wanted.workspace, wanted.id))


def newest_agenda(school: School) -> Message:
    return [message for message in school.room.messages() if message.thread_ts is None][-1]


def thread(school: School) -> list[Message]:
    """What stands under the newest agenda, oldest first."""
    return school.room.thread(newest_agenda(school).ts)


def titled(school: School, title: str) -> list[Message]:
    """The channel's messages that have this heading, oldest first."""
    return [message for message in school.room.messages() if read(message).startswith(title)]


def figures(school: School) -> Message:
    return titled(school, "What we agreed")[-1]


def pictures(school: School) -> list[Message]:
    return [message for message in school.room.messages() if message.files]


async def test_a_finished_meeting_gets_picture_figures_and_support_in_its_thread(
    bot: Bot, school: School, agreed: Review
) -> None:
    picture, words, support = thread(school)

    assert picture.files[0].filename == "careers-review-2026-27.png"
    assert "Column 1: 2.1, 2.2" in picture.files[0].alt_text
    assert "7 of 32 rows agreed" in read(words)
    assert "This is our own rule" in read(words)
    assert read(support).startswith("Support for the priority areas")
    assert "<https://" in read(support)


async def test_nothing_is_posted_twice_however_often_the_bot_looks(bot: Bot, school: School, agreed: Review) -> None:
    await bot.settle()
    await bot.settle()

    assert len(thread(school)) == 3


async def test_an_outcome_that_nobody_was_told_of_is_found_by_the_next_look(bot: Bot, school: School) -> None:
    review = await given.kept(bot.deps.store, school.review().moved_to(Stage.AGREEING))
    await agree(bot.deps.store, review, COLUMNS)
    await finish(bot.deps.store, review)

    await bot.settle()

    assert "7 of 32 rows agreed" in read(school.room.messages()[1])
    assert [message.thread_ts for message in school.room.messages()] == [None, None, None]


async def test_where_slack_takes_no_files_the_figures_still_come_and_say_so(
    bot: Bot, slack: StandIn, school: School, agenda: Message
) -> None:
    slack.break_next(UPLOAD, error("file_uploads_disabled"))

    await press(bot, school.facilitator, agenda, FINISH)

    words, support = thread(school)
    assert "7 of 32 rows agreed" in read(words)
    assert "I couldn't post the picture here." in read(words)
    assert read(support).startswith("Support")


async def test_a_picture_that_may_have_arrived_is_not_posted_again_unasked(
    bot: Bot, slack: StandIn, school: School, agenda: Message
) -> None:
    slack.break_next(SHARE, cut_after())

    await press(bot, school.facilitator, agenda, FINISH)
    await bot.settle()

    assert len(pictures(school)) == 1
    assert "I can't tell whether the picture arrived." in read(figures(school))


async def test_a_channel_shared_with_another_organisation_gets_no_outcome(bot: Bot, school: School) -> None:
    review = await given.kept(bot.deps.store, school.review().moved_to(Stage.AGREEING))
    await agree(bot.deps.store, review, COLUMNS)
    await finish(bot.deps.store, review)
    school.room.shared = True

    await bot.settle()

    assert school.room.messages() == []
    for kind in (PICTURE, FIGURES, RESOURCES):
        [lost] = await planned(bot.deps.store, review, kind)
        assert (lost.state, lost.failure) == (NoticeState.UNDELIVERABLE, "channel_shared")


async def test_the_picture_can_be_shown_again(
    bot: Bot, slack: StandIn, school: School, agenda: Message, clock: SteppedClock
) -> None:
    slack.break_next(UPLOAD, error("file_uploads_disabled"))
    await press(bot, school.facilitator, agenda, FINISH)

    await press(bot, school.leader, figures(school), SHOW_PICTURE)
    await clock.sleep(20)
    await bot.settle()

    assert len(pictures(school)) == 1
    assert "I'm posting the picture again" in school.leader.whispers()[-1].text
    assert "couldn't post the picture" not in read(figures(school))


async def test_where_the_picture_cannot_be_shown_again_either_the_figures_say_so(
    bot: Bot, slack: StandIn, school: School, agreed: Review, clock: SteppedClock
) -> None:
    assert "couldn't post the picture" not in read(figures(school))
    slack.break_next(UPLOAD, error("file_uploads_disabled"))

    await press(bot, school.leader, figures(school), SHOW_PICTURE)
    await clock.sleep(20)
    await bot.settle()

    assert "I couldn't post the picture here." in read(figures(school))


async def test_the_group_chooses_its_strengths_and_priority_areas(bot: Bot, school: School, agreed: Review) -> None:
    await press(bot, school.facilitator, figures(school), CHOOSE)
    await submit(bot, school.facilitator, {"strengths": ["1.3", "1.1"], "priorities": ["4.1"]})

    said = read(figures(school))
    assert school.facilitator.modal() is None
    assert "Indicated strengths, chosen by the group" in said
    assert "Priority action areas, chosen by the group" in said
    assert len(titled(school, "What we agreed")) == 1
    before, after = titled(school, "Support for the priority areas")
    assert "4.1" in read(before)
    assert "2.1" in read(before)
    assert "4.1" in read(after)
    assert "2.1" not in read(after)
    assert len(pictures(school)) == 1


async def test_a_row_in_both_lists_is_refused_under_its_field(bot: Bot, school: School, agreed: Review) -> None:
    await press(bot, school.leader, figures(school), CHOOSE)
    await submit(bot, school.leader, {"strengths": ["1.1"], "priorities": ["1.1"]})

    modal = school.leader.modal()
    assert modal
    assert modal.errors == {
        "priorities": "A row can't be a strength and a priority area at once. Please take it out of one of the lists."
    }
    assert "chosen by the group" not in read(figures(school))


async def test_a_careers_leader_takes_the_review_back_and_the_thread_is_told_why(
    bot: Bot, school: School, agreed: Review
) -> None:
    await press(bot, school.leader, figures(school), REOPEN)
    await submit(bot, school.leader, {"reason": "Row 3.2 needs <!channel> more talk."})

    told = read(thread(school)[-1])
    assert f"<@{school.leader.id}> has taken this review back" in told
    assert "Row 3.2 needs <!channel> more talk." in told
    assert (await review_of(bot, school)).stage is Stage.AGREEING
    assert "Back with the meeting" in read(figures(school))
    assert button(newest_agenda(school), FINISH)


async def test_finished_again_the_outcome_is_posted_anew_under_its_agenda(
    bot: Bot, school: School, agreed: Review
) -> None:
    await press(bot, school.leader, figures(school), REOPEN)
    await submit(bot, school.leader, {"reason": "Row 3.2 needs more talk."})
    await agree(bot.deps.store, agreed, {"3.2": 2})

    await press(bot, school.facilitator, newest_agenda(school), FINISH)

    old, new = titled(school, "What we agreed")
    assert "Back with the meeting" in read(old)
    assert "8 of 32 rows agreed" in read(new)
    assert "Back with the meeting" not in read(new)
    assert [message.thread_ts for message in thread(school)[-3:]] == [newest_agenda(school).ts] * 3
    assert len(pictures(school)) == 2
    assert len(titled(school, "Support for the priority areas")) == 2


@pytest.mark.parametrize("action", [CHOOSE, SHOW_PICTURE, REOPEN])
async def test_a_colleague_is_told_that_this_is_for_somebody_else(
    bot: Bot, school: School, agreed: Review, action: str
) -> None:
    colleague = school.colleagues[0]

    await press(bot, colleague, figures(school), action)

    assert colleague.modal() is None
    assert "That's for somebody else" in colleague.whispers()[-1].text
    assert len(thread(school)) == 3


async def test_a_facilitator_does_not_take_a_review_back(bot: Bot, school: School, agreed: Review) -> None:
    await press(bot, school.facilitator, figures(school), REOPEN)

    assert school.facilitator.modal() is None
    assert "That's for somebody else" in school.facilitator.whispers()[-1].text


async def test_an_empty_reason_is_refused_under_its_field(bot: Bot, school: School, agreed: Review) -> None:
    await press(bot, school.leader, figures(school), REOPEN)
    await submit(bot, school.leader, {"reason": "   "})

    modal = school.leader.modal()
    assert modal
    assert list(modal.errors) == ["reason"]
    assert (await review_of(bot, school)).stage is Stage.AGREED


async def test_somebody_of_another_workspace_finds_nothing(
    bot: Bot, slack: StandIn, school: School, agreed: Review
) -> None:
    press_here = school.leader.click_payload(figures(school), action_id=SHOW_PICTURE)
    elsewhere = {**press_here, "team": {"id": "T0ELSEWHERE", "domain": "elsewhere"}}
    elsewhere["user"] = {**press_here["user"], "team_id": "T0ELSEWHERE"}

    await school.leader.workspace.interact(elsewhere)
    await bot.settle()

    assert len(thread(school)) == 3


async def test_home_tells_members_and_offers_each_what_is_theirs(bot: Bot, school: School, agreed: Review) -> None:
    for person in (school.leader, school.facilitator, school.colleagues[0], school.stranger):
        await person.open_home()
        await bot.settle()

    assert offered(school.leader) == {CHOOSE, REOPEN}
    assert offered(school.facilitator) == {CHOOSE}
    assert offered(school.colleagues[0]) == set()
    assert f"<#{school.room.id}>" in said_at_home(school.colleagues[0])
    assert "Your review was agreed" not in said_at_home(school.stranger)


async def test_an_outcome_that_could_not_be_posted_is_posted_from_home(
    bot: Bot, school: School, agenda: Message
) -> None:
    await finish(bot.deps.store, await review_of(bot, school))
    school.room.shared = True
    await bot.settle()
    await school.leader.open_home()
    await bot.settle()
    assert "couldn't post all of the outcome" in said_at_home(school.leader)
    assert "people from another organisation can read that channel" in said_at_home(school.leader)

    await school.leader.click_home(action_id=POST_AGAIN)
    await bot.settle()
    refused = school.leader.modal()
    assert refused is not None
    assert "another organisation" in str(refused.blocks)
    assert thread(school) == []

    school.room.shared = False
    school.leader.screen.modals.clear()
    await school.leader.click_home(action_id=POST_AGAIN)
    await bot.settle()
    await school.leader.open_home()
    await bot.settle()

    picture, words, support = thread(school)
    assert picture.files
    assert "7 of 32 rows agreed" in read(words)
    assert read(support).startswith("Support")
    assert POST_AGAIN not in offered(school.leader)
    assert "The outcome is in" in said_at_home(school.leader)


async def test_only_what_was_lost_is_posted_again(bot: Bot, slack: StandIn, school: School, agenda: Message) -> None:
    slack.break_next(UPLOAD, error("file_uploads_disabled"))
    await press(bot, school.facilitator, agenda, FINISH)
    await school.facilitator.open_home()
    await bot.settle()

    for _ in range(2):
        await school.facilitator.click_home(action_id=POST_AGAIN)
    await bot.settle()

    assert len(pictures(school)) == 1
    assert len(thread(school)) == 3


async def test_a_colleague_is_offered_nothing_to_post_again(
    bot: Bot, slack: StandIn, school: School, agenda: Message
) -> None:
    slack.break_next(UPLOAD, error("file_uploads_disabled"))
    await press(bot, school.facilitator, agenda, FINISH)

    await school.colleagues[0].open_home()
    await bot.settle()

    assert offered(school.colleagues[0]) == set()


async def test_a_choice_can_be_made_from_home(bot: Bot, school: School, agreed: Review) -> None:
    await school.leader.open_home()
    await bot.settle()

    await school.leader.click_home(action_id=CHOOSE)
    await bot.settle()
    await submit(bot, school.leader, {"strengths": ["1.2"]})

    assert "Indicated strengths, chosen by the group" in read(figures(school))


async def test_an_outcome_cut_off_by_a_crash_is_posted_after_the_restart(
    slack: StandIn, school: School, config: Config, clock: SteppedClock
) -> None:
    async with running(config, clock=clock) as before:
        review = await given.kept(before.deps.store, school.review().moved_to(Stage.AGREEING))
        await agree(before.deps.store, review, COLUMNS)
        await finish(before.deps.store, review)

    async with running(config, clock=clock) as after:
        slack.deliver_to(after.address or "")
        await after.settle()

    assert len([message for message in school.room.messages() if message.files]) == 1
    assert len(school.room.messages()) == 3


def offered(person: Person) -> set[str]:
    """The buttons of the outcome on somebody's Home."""
    home = person.home()
    assert home
    elements = [element for block in home.blocks for element in block.get("elements", [])]
    return {e["action_id"] for e in elements if e.get("action_id", "").startswith("outcome.")}


def said_at_home(person: Person) -> str:
    home = person.home()
    assert home
    return str(home.blocks)
