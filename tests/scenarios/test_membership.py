"""Who takes part changes while a review is under way: whole conversations through the real bot."""

from bot.app import Bot
from bot.rehearsal.stand_in import Person, StandIn
from maturity_model.ids import PersonId
from maturity_model.review import Capacity, Member, Review, Role, Stage
from tests import given
from tests.scenarios.conftest import School
from tests.scenarios.leading import actions, errors, look_at_home, press_home, running, send, words


async def change(bot: Bot, school: School, action: str, *people: Person) -> None:
    await press_home(school.leader, bot, f"membership.{action}")
    await send(school.leader, bot, people=list(people))


async def member(bot: Bot, school: School, person: Person) -> Member | None:
    review = await running(bot, school)
    assert review is not None
    return review.members.get(PersonId(person.id))


async def test_somebody_else_is_invited(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "invite", school.stranger)

    invited = await member(bot, school, school.stranger)

    assert invited is not None
    assert invited.holds(Capacity.COLLEAGUE)
    assert len(school.stranger.dm()) == 1


async def test_whoever_takes_part_already_is_left_alone(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "invite", school.colleagues[0])

    assert len(school.colleagues[0].dm()) == 1


async def test_a_bot_is_not_invited(bot: Bot, school: School, under_way: Review, slack: StandIn) -> None:
    await change(bot, school, "invite", slack.workspace.bot)

    assert "is a bot" in errors(school.leader)["people"]


async def test_somebody_who_is_removed_hears_no_more_and_may_be_invited_again(
    bot: Bot, school: School, under_way: Review
) -> None:
    person = school.colleagues[0]
    await change(bot, school, "remove", person)
    removed = await member(bot, school, person)
    await change(bot, school, "invite", person)
    back = await member(bot, school, person)

    assert removed is not None
    assert removed.removed
    assert back is not None
    assert back.holds(Capacity.COLLEAGUE)
    assert back.role == removed.role
    assert len(person.dm()) == 2


async def test_what_somebody_was_shown_changes_when_they_are_removed(
    bot: Bot, school: School, under_way: Review
) -> None:
    person = school.colleagues[0]
    [before] = person.dm()

    await change(bot, school, "remove", person)

    [after] = person.dm()
    assert after.text != before.text


async def test_the_last_facilitator_is_not_removed(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "remove", school.facilitator)

    facilitator = await member(bot, school, school.facilitator)
    assert facilitator is not None
    assert not facilitator.removed
    assert "run the meeting" in errors(school.leader)["people"]


async def test_the_last_colleague_is_not_removed(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "remove", *school.colleagues)

    assert "at least one" in errors(school.leader)["people"]


async def test_nobody_is_removed_who_is_not_in_it(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "remove", school.colleagues[0], school.stranger)

    kept = await member(bot, school, school.colleagues[0])
    assert kept is not None
    assert not kept.removed
    assert "isn't in this review" in errors(school.leader)["people"]


async def test_a_member_becomes_facilitator_at_the_next_click(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "make_facilitators", school.colleagues[0])

    facilitator = await member(bot, school, school.colleagues[0])
    assert facilitator is not None
    assert facilitator.capacities == {Capacity.COLLEAGUE, Capacity.FACILITATOR}


async def test_a_leader_makes_themselves_facilitator(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "make_facilitators", school.leader)

    facilitator = await member(bot, school, school.leader)
    assert facilitator is not None
    assert facilitator.holds(Capacity.FACILITATOR)
    assert not school.leader.dm()


async def test_a_stranger_does_not_become_facilitator(bot: Bot, school: School, under_way: Review) -> None:
    await change(bot, school, "make_facilitators", school.stranger)

    assert "isn't in this review" in errors(school.leader)["people"]
    assert await member(bot, school, school.stranger) is None


async def test_the_leader_says_who_does_what_and_each_choice_is_saved_at_once(
    bot: Bot, school: School, under_way: Review
) -> None:
    person = school.colleagues[0]
    await press_home(school.leader, bot, "membership.roles")

    await school.leader.click_in_modal(action_id=f"membership.set_role:{person.id}", chosen="LINK_GOVERNOR")

    named = await member(bot, school, person)
    assert named is not None
    assert named.role is Role.LINK_GOVERNOR


async def test_more_names_than_fit_are_turned_over(bot: Bot, school: School, slack: StandIn) -> None:
    crowd = [slack.workspace.add_person(f"Colleague {n}") for n in range(45)]
    leader, facilitator = PersonId(school.leader.id), PersonId(school.facilitator.id)
    people = [PersonId(person.id) for person in crowd]
    crowded = given.review(*people, workspace=school.workspace, leaders=(leader,), facilitators=(facilitator,))
    await given.kept(bot.deps.store, crowded)
    await press_home(school.leader, bot, "membership.roles")

    shown = [roles_shown(school.leader)]
    for _ in range(2):
        await school.leader.click_in_modal(action_id="membership.roles_page:later")
        await bot.settle()
        shown.append(roles_shown(school.leader))

    assert [len(page) for page in shown] == [20, 20, 5]
    assert set().union(*shown) == set(people)
    assert "membership.roles_page:later" not in actions(school.leader.modal())


def roles_shown(leader: Person) -> set[str]:
    modal = leader.modal()
    assert modal is not None
    return {block["block_id"].removeprefix("role:") for block in modal.blocks if "accessory" in block}


async def test_a_facilitator_does_not_change_who_takes_part(bot: Bot, school: School, under_way: Review) -> None:
    await look_at_home(school.leader, bot)
    await look_at_home(school.facilitator, bot)
    shown = actions(school.facilitator.home())
    school.facilitator.screen.home = school.leader.home()  # as if somebody forged the button

    await school.facilitator.click_home(action_id="membership.invite")
    await bot.settle()

    assert not [action for action in shown if action.startswith("membership.")]
    assert "for somebody else" in words(school.facilitator.modal())


async def test_nobody_is_invited_to_a_review_that_was_called_off(bot: Bot, school: School, under_way: Review) -> None:
    await press_home(school.leader, bot, "membership.invite")
    cancelled = under_way.moved_to(Stage.CANCELLED)
    await bot.deps.store.write(lambda tx: tx.reviews.put(cancelled))

    await send(school.leader, bot, people=[school.stranger])

    assert "was cancelled" in errors(school.leader)["people"]
    assert not school.stranger.dm()
