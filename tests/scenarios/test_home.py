"""First use, handing over, help, and being taken out of a workspace: whole conversations through the real bot."""

from datetime import time
from itertools import pairwise

from bot.app import Bot
from bot.rehearsal.stand_in import StandIn, happenings
from maturity_model.notice import Notice, NoticeState
from maturity_model.review import Capacity, Review
from maturity_model.setting import Kind, Phase
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School
from tests.scenarios.leading import (
    NAMING,
    actions,
    errors,
    kept_setting,
    look_at_home,
    name_setting,
    open_review,
    press_home,
    running,
    send,
    words,
)


async def test_an_admin_names_the_setting_and_its_leaders_may_start(bot: Bot, school: School) -> None:
    await name_setting(bot, school, school.leader, school.facilitator)

    setting = await kept_setting(bot, school)

    assert setting is not None
    assert (setting.name, setting.kind, setting.phase) == ("Riverside School", Kind.SPECIAL_SCHOOL, Phase.ALL_THROUGH)
    assert (setting.opens_at, setting.closes_at) == (time(8), time(17, 30))
    assert setting.leaders == {school.leader.id, school.facilitator.id}
    assert "Start a review" in words(school.leader.home())
    assert "Start a review" in words(school.facilitator.home())
    assert "Start a review" not in await look_at_home(school.stranger, bot)


async def test_no_home_begins_or_ends_with_a_line(bot: Bot, school: School, under_way: Review) -> None:
    for person in (school.admin, school.leader, school.facilitator, school.colleagues[0], school.stranger):
        await look_at_home(person, bot)

        home = person.home()
        assert home is not None
        kinds = [block["type"] for block in home.blocks]
        assert "divider" not in (kinds[0], kinds[-1])
        assert ("divider", "divider") not in pairwise(kinds)


async def test_what_waits_for_somebody_comes_before_what_they_look_after(bot: Bot, school: School) -> None:
    await open_review(bot, school, people=[school.leader, *school.colleagues], facilitators=[school.leader])

    shown = await look_at_home(school.leader, bot)

    sections = ["Your view of careers", "Agreement meeting", "Colleagues are reflecting", "How far everybody is"]
    places = [shown.index(section) for section in sections]
    assert places == sorted(places)


async def test_before_that_everybody_else_is_told_whom_to_ask(bot: Bot, school: School) -> None:
    shown = await look_at_home(school.leader, bot)

    assert "administers your Slack workspace" in shown
    assert not actions(school.leader.home())


async def test_nobody_but_an_admin_may_name_the_setting(bot: Bot, school: School) -> None:
    await press_home(school.admin, bot, "home.name_setting")
    school.leader.screen.modals = list(school.admin.screen.modals)  # as if somebody forged the submission

    await send(school.leader, bot, **NAMING, people=[school.leader])

    assert await kept_setting(bot, school) is None
    assert "for somebody else" in words(school.leader.modal())


async def test_the_same_form_sent_in_twice_names_the_setting_once(bot: Bot, school: School) -> None:
    await press_home(school.admin, bot, "home.name_setting")
    form = school.admin.modal()
    await send(school.admin, bot, **NAMING, people=[school.leader])
    assert form is not None
    school.admin.screen.push(form)

    answer = await send(school.admin, bot, **NAMING, people=[school.leader])

    assert answer.body == {}


async def test_two_admins_at_once_the_second_is_told(bot: Bot, school: School) -> None:
    other = school.admin.workspace.add_person("Trust Office", admin=True)
    await press_home(other, bot, "home.name_setting")
    await name_setting(bot, school)

    await send(other, bot, **{**NAMING, "name": "riverside  school"}, people=[other])

    setting = await kept_setting(bot, school)
    assert setting is not None
    assert setting.leaders == {school.leader.id}
    assert "of that name here already" in errors(other)["name"]


async def test_a_bot_cannot_lead_careers(bot: Bot, school: School, slack: StandIn) -> None:
    await press_home(school.admin, bot, "home.name_setting")

    await send(school.admin, bot, **NAMING, people=[slack.workspace.bot])

    assert "is a bot" in errors(school.admin)["people"]
    assert await kept_setting(bot, school) is None


async def test_school_hours_end_after_they_begin(bot: Bot, school: School) -> None:
    await press_home(school.admin, bot, "home.name_setting")

    await send(school.admin, bot, **NAMING, people=[school.leader], opens_at="09:00", closes_at="08:00")

    assert "closes_at" in errors(school.admin)


async def test_a_blank_name_is_asked_for_again(bot: Bot, school: School) -> None:
    await press_home(school.admin, bot, "home.name_setting")

    await send(school.admin, bot, **{**NAMING, "name": "   "}, people=[school.leader])

    assert "name" in errors(school.admin)


async def test_a_name_with_markup_arabic_and_emoji_in_it_is_shown_as_it_is(bot: Bot, school: School) -> None:
    name = "<!channel> *مدرسة* 🎒 & Co"

    await name_setting(bot, school, name=name)

    await look_at_home(school.leader, bot)
    home = school.leader.home()
    assert home is not None
    assert {"type": "plain_text", "text": name, "emoji": False} in [block.get("text") for block in home.blocks]


async def test_help_is_given_for_the_word_and_for_words_nobody_knows(bot: Bot, school: School) -> None:
    for word in ("help", "", "banana"):
        answer = await school.stranger.command("/careers-review", word)

        assert "/careers-review start" in answer.body["text"]
        assert answer.body["response_type"] == "ephemeral"


async def test_a_leader_hands_over_and_steps_down(bot: Bot, school: School, under_way: Review) -> None:
    await press_home(school.leader, bot, "home.add_careers_leaders")
    await send(school.leader, bot, people=[school.facilitator])
    await press_home(school.leader, bot, "home.step_down")

    setting, review = await kept_setting(bot, school), await running(bot, school)

    assert setting is not None
    assert review is not None
    assert setting.leaders == {school.facilitator.id}
    leading = {person for person, member in review.members.items() if member.holds(Capacity.CAREERS_LEADER)}
    assert leading == {school.facilitator.id}
    assert "steering.cancel_review" not in actions(school.leader.home())
    assert "steering.cancel_review" in actions(school.facilitator.home())


async def test_an_admin_may_add_a_leader_when_the_only_one_has_left(bot: Bot, school: School) -> None:
    await name_setting(bot, school)

    await press_home(school.admin, bot, "home.add_careers_leaders")
    await send(school.admin, bot, people=[school.facilitator])

    assert "Start a review" in words(school.facilitator.home())


async def test_somebody_who_was_deactivated_is_noticed_at_once(bot: Bot, school: School) -> None:
    await name_setting(bot, school)
    await press_home(school.leader, bot, "home.add_careers_leaders")
    await send(school.leader, bot, people=[school.facilitator])
    await press_home(school.leader, bot, "home.add_careers_leaders")
    school.leader.fill({"people": [school.stranger, school.facilitator]})
    await happenings.change(school.facilitator, deleted=True)

    await school.leader.submit()

    assert "no longer has an active Slack account" in errors(school.leader)["people"]


async def test_taken_out_of_the_workspace_it_falls_silent_at_once(bot: Bot, school: School, slack: StandIn) -> None:
    review = await given.kept(bot.deps.store, school.review(), invite=True)

    await happenings.uninstall(slack.workspace)
    await bot.settle()

    def look(tx: Transaction) -> list[Notice]:
        return tx.notices.list_by_kind(review, "invitation")

    notices = await bot.deps.store.read(look)
    assert {notice.state for notice in notices} <= {NoticeState.WITHDRAWN, NoticeState.UNDELIVERABLE}
    assert all(colleague.dm() == [] for colleague in school.colleagues)
    assert not [call for call in slack.calls if call.method == "chat.postMessage"]
