"""A trust with two settings in one workspace: whole conversations through the real bot."""

import json
from dataclasses import replace

import pytest

from bot.app import Bot
from bot.kit import words as sentences
from bot.kit.buttons import OfSetting
from bot.rehearsal.stand_in import Answer, Message, Person, StandIn
from bot.rehearsal.stand_in.posting import new_message
from maturity_model.ids import PersonId, SettingId
from maturity_model.review import Review
from maturity_model.setting import Setting
from storage.transaction import Transaction
from tests import given
from tests.scenarios.conftest import School, read
from tests.scenarios.leading import (
    NAMING,
    actions,
    errors,
    filled,
    look_at_home,
    name_setting,
    open_review,
    press_home,
    send,
    words,
)

START, CHOOSE, NAME = "opening.start", "home.choose_setting", "home.name_setting"
HILLSIDE = {"name": "Hillside School", "kind": "SPECIAL_SCHOOL", "phase": "SIXTEEN_PLUS"}


@pytest.fixture
async def trust(bot: Bot, school: School) -> School:
    """Riverside School and Hillside School; the careers leader leads both, the facilitator Hillside alone."""
    await name_setting(bot, school)
    await name_another(bot, school, school.leader, school.facilitator)
    return school


async def name_another(bot: Bot, school: School, *leaders: Person, **answers: object) -> None:
    await press_home(school.admin, bot, NAME)
    await send(school.admin, bot, **{**HILLSIDE, "people": list(leaders), **answers})


async def settings(bot: Bot, school: School) -> dict[str, Setting]:
    kept = await bot.deps.store.read(lambda tx: tx.settings.list_by_workspace(school.workspace))
    return {setting.name: setting for setting in kept}


async def running(bot: Bot, school: School) -> dict[str, Review]:
    """The review under way in each setting that has one."""
    named = await settings(bot, school)

    def look(tx: Transaction) -> dict[str, Review]:
        found = {name: tx.reviews.find_running(school.workspace, each.id) for name, each in named.items()}
        return {name: review for name, review in found.items() if review}

    return await bot.deps.store.read(look)


async def look_at(bot: Bot, school: School, person: Person, name: str) -> str:
    """Choose a setting on Home, and read what Home says then."""
    await look_at_home(person, bot)
    await person.click_home(action_id=CHOOSE, chosen=of(await settings(bot, school), name))
    await bot.settle()
    return words(person.home())


def of(named: dict[str, Setting], name: str) -> str:
    return OfSetting(setting=named[name].id).encode()


async def begin(bot: Bot, school: School, name: str) -> None:
    """The careers leader opens a review in this setting, from their Home."""
    await look_at(bot, school, school.leader, name)
    await school.leader.click_home(action_id=START)
    await bot.settle()
    await send(school.leader, bot, **filled(school))


async def type_start(bot: Bot, school: School, person: Person) -> Answer:
    where = school.room if person.id in school.room.members else None
    answer = await person.command("/careers-review", "start", channel=where)
    await bot.settle()
    return answer


async def press_old(bot: Bot, person: Person, action: str) -> None:
    """Press a button that was drawn before it named a setting."""
    await person.click(forged(person, action), action_id=action)
    await bot.settle()


def forged(person: Person, action: str, value: str = "") -> Message:
    """A message of the bot's with a button that it never drew, or drew before it named settings."""
    workspace = person.workspace
    label = {"type": "plain_text", "text": "Press"}
    element = {"type": "button", "action_id": action, "text": label, **({"value": value} if value else {})}
    blocks = [{"type": "actions", "elements": [element]}]
    return new_message(workspace, workspace.open_dm(person), {"text": "An old card.", "blocks": blocks})


async def test_an_admin_adds_another_setting_and_looks_at_it_next(bot: Bot, trust: School) -> None:
    named = await settings(bot, trust)

    assert [*named] == ["Hillside School", "Riverside School"]
    assert named["Riverside School"].leaders == {trust.leader.id}
    assert named["Hillside School"].leaders == {trust.leader.id, trust.facilitator.id}
    assert "Add another school or college" in words(trust.admin.home())
    assert "Hillside School" in words(trust.admin.home())


async def test_a_name_that_is_there_already_is_asked_for_again(bot: Bot, trust: School) -> None:
    await press_home(trust.admin, bot, NAME)
    here = words(trust.admin.modal())
    await send(trust.admin, bot, **{**NAMING, "name": " HILLSIDE  school"}, people=[trust.stranger])

    assert "Here already: Hillside School, Riverside School." in here
    assert "of that name here already" in errors(trust.admin)["name"]
    assert len(await settings(bot, trust)) == 2


async def test_nobody_but_an_admin_adds_another(bot: Bot, trust: School) -> None:
    await look_at_home(trust.leader, bot)
    offered = actions(trust.leader.home())

    await press_old(bot, trust.leader, NAME)

    assert NAME not in offered
    assert trust.leader.modal() is None
    assert [each.text for each in trust.leader.whispers()] == [sentences.NOT_ALLOWED]


async def test_who_leads_two_settings_opens_a_review_in_each_and_sees_one_at_a_time(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Riverside School")
    hillside = await look_at(bot, trust, trust.leader, "Hillside School")
    await begin(bot, trust, "Hillside School")

    reviews = await running(bot, trust)
    riverside = await look_at(bot, trust, trust.leader, "Riverside School")

    assert [*reviews] == ["Hillside School", "Riverside School"]
    assert "No review is open" in hillside
    assert "Colleagues are reflecting" in riverside
    assert riverside.count("Colleagues are reflecting") == 1
    assert json.dumps(reviews["Hillside School"].id) not in json.dumps(words(trust.leader.home()))


async def test_who_leads_one_setting_is_asked_nothing_and_sees_nothing_of_the_other(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Riverside School")

    shown = await look_at_home(trust.colleagues[0], bot)
    await look_at_home(trust.stranger, bot)

    assert "Which setting?" not in shown
    assert "Riverside School" in shown
    assert "Hillside School" not in shown
    assert "Careers is led by" not in words(trust.stranger.home())


async def test_the_command_asks_a_leader_of_two_settings_which(bot: Bot, trust: School) -> None:
    await type_start(bot, trust, trust.leader)
    asked = words(trust.leader.modal())
    named = await settings(bot, trust)

    await send(trust.leader, bot, setting=of(named, "Hillside School"))
    form = words(trust.leader.modal())
    await send(trust.leader, bot, **filled(trust))

    assert "Which setting?" in asked
    assert "Hillside School" in form
    assert [*await running(bot, trust)] == ["Hillside School"]


async def test_the_command_asks_a_leader_of_one_setting_nothing(bot: Bot, trust: School) -> None:
    await type_start(bot, trust, trust.facilitator)

    assert "Which setting?" not in words(trust.facilitator.modal())
    await send(trust.facilitator, bot, **filled(trust))

    assert [*await running(bot, trust)] == ["Hillside School"]


async def test_the_command_refuses_who_leads_none(bot: Bot, trust: School) -> None:
    answer = await type_start(bot, trust, trust.stranger)

    assert answer.body["text"] == sentences.NOT_ALLOWED


async def test_of_several_settings_one_with_a_review_under_way_takes_no_other(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Hillside School")
    await type_start(bot, trust, trust.leader)

    await send(trust.leader, bot, setting=of(await settings(bot, trust), "Hillside School"))

    assert "A review is under way here already" in errors(trust.leader)["setting"]


async def test_a_button_of_old_that_names_no_setting_works_for_the_one_they_lead(bot: Bot, trust: School) -> None:
    await press_old(bot, trust.facilitator, START)
    await send(trust.facilitator, bot, **filled(trust))

    assert [*await running(bot, trust)] == ["Hillside School"]


async def test_a_button_of_old_asks_who_leads_two_settings_which(bot: Bot, trust: School) -> None:
    old = "home.add_careers_leaders"
    await press_old(bot, trust.leader, old)
    await send(trust.leader, bot, setting=of(await settings(bot, trust), "Riverside School"))
    await send(trust.leader, bot, people=[trust.colleagues[1]])
    await press_old(bot, trust.leader, START)

    assert (await settings(bot, trust))["Riverside School"].leaders == {trust.leader.id, trust.colleagues[1].id}
    assert "Which setting?" in words(trust.leader.modal())


@pytest.mark.parametrize("action", [START, "school_hours.set_hours", "home.add_careers_leaders", "home.step_down"])
async def test_a_leader_of_one_setting_does_nothing_with_the_id_of_another(
    bot: Bot, trust: School, action: str
) -> None:
    before = await settings(bot, trust)
    card = forged(trust.facilitator, action, of(before, "Riverside School"))

    await trust.facilitator.click(card, action_id=action)
    await bot.settle()

    assert trust.facilitator.modal() is None
    assert await settings(bot, trust) == before


async def test_a_setting_that_somebody_does_not_belong_to_is_not_there_for_them(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Riverside School")
    senco, named = trust.colleagues[0], await settings(bot, trust)
    await look_at_home(senco, bot)
    menu = forged_menu(of(named, "Hillside School"))
    senco.screen.home = senco.workspace.new_view(senco, {"type": "home", "blocks": [menu]})

    await senco.click_home(action_id=CHOOSE, chosen=of(named, "Hillside School"))
    await bot.settle()

    assert sentences.NOTHING_THERE in words(senco.modal())
    assert "Hillside School" not in await look_at_home(senco, bot)


def forged_menu(value: str) -> dict[str, object]:
    label = {"type": "plain_text", "text": "Press"}
    options = [{"text": label, "value": value}]
    element = {"type": "static_select", "action_id": CHOOSE, "placeholder": label, "options": options}
    return {"type": "actions", "elements": [element]}


async def test_a_colleague_in_two_settings_knows_which_each_thing_is_about(bot: Bot, trust: School) -> None:
    senco = trust.colleagues[0]
    await begin(bot, trust, "Riverside School")
    await begin(bot, trust, "Hillside School")

    shown = await look_at_home(senco, bot)
    invitations = [read(message) for message in senco.dm()]
    for message in senco.dm():
        await senco.click(message, action_id="reflection.begin")
    await bot.settle()
    cards = [read(message) for message in senco.dm()]

    assert "Which setting?" in shown
    assert shown.index("Your view of careers") < shown.rindex("Riverside School")
    assert shown.count("Your view of careers") == 2
    for each in (invitations, cards):
        assert ["Riverside School" in text for text in each] == [True, False]
        assert ["Hillside School" in text for text in each] == [False, True]


async def test_a_facilitator_of_two_meetings_knows_which_is_whose(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Riverside School")
    await begin(bot, trust, "Hillside School")

    shown = await look_at_home(trust.facilitator, bot)

    assert shown.count("Agreement meeting") == 2
    first, second = (part.partition("Agreement meeting")[0] for part in shown.split("\n*Agreement meeting*")[:2])
    assert {"Riverside School", "Hillside School"} <= {*first.splitlines(), *second.splitlines()}


async def test_everybody_in_the_channel_sees_whose_meeting_it_is(bot: Bot, trust: School) -> None:
    await begin(bot, trust, "Riverside School")

    await press_home(trust.facilitator, bot, "agreement.open_meeting:model")

    assert "Riverside School" in read(trust.room.messages()[-1])


async def test_in_a_workspace_of_one_setting_no_card_says_which(bot: Bot, school: School) -> None:
    senco = school.colleagues[0]
    await open_review(bot, school)

    [invitation] = senco.dm()
    await senco.click(invitation, action_id="reflection.begin")
    await bot.settle()

    assert "Which setting?" not in await look_at_home(school.leader, bot)
    assert "Riverside School" not in read(senco.dm()[0])


async def test_who_steps_down_from_the_setting_in_view_looks_at_their_other_one(bot: Bot, trust: School) -> None:
    await look_at(bot, trust, trust.leader, "Hillside School")

    await trust.leader.click_home(action_id="home.step_down")
    await bot.settle()

    shown, named = words(trust.leader.home()), await settings(bot, trust)
    assert named["Hillside School"].leaders == {trust.facilitator.id}
    assert named["Riverside School"].leaders == {trust.leader.id}
    assert "Riverside School" in shown
    assert "Hillside School" not in shown


async def test_hours_are_those_of_the_setting_in_view(bot: Bot, trust: School) -> None:
    await look_at(bot, trust, trust.leader, "Hillside School")
    await trust.leader.click_home(action_id="school_hours.set_hours")
    await bot.settle()
    await send(trust.leader, bot, opens_at="09:30", closes_at="16:00", closures="")

    named = await settings(bot, trust)

    assert named["Hillside School"].opens_at.isoformat("minutes") == "09:30"
    assert named["Riverside School"].opens_at.isoformat("minutes") == "08:00"


async def test_a_leader_of_a_hundred_and_fifty_settings_chooses_among_all_of_them(
    bot: Bot, school: School, slack: StandIn
) -> None:
    whole = given.setting(workspace=school.workspace, leaders=frozenset({PersonId(school.leader.id)}))
    many = [replace(whole, id=SettingId(f"setting-{n}"), name=f"School {n:03d}") for n in range(150)]
    for setting in many:
        await bot.deps.store.write(lambda tx, setting=setting: tx.settings.add(setting, at=given.NOW))  # type: ignore[misc]

    shown = await look_at(bot, school, school.leader, "School 149")

    assert "101 to 150" in shown
    assert [call.method for call in slack.calls if not call.ok] == []
    chosen = await bot.deps.store.read(lambda tx: tx.settings.find_chosen(school.workspace, PersonId(school.leader.id)))
    assert chosen == "setting-149"
