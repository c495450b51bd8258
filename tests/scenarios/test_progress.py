"""How far everybody is, and whom no invitation reached: whole conversations through the real bot."""

from bot.app import Bot
from bot.rehearsal.stand_in import StandIn, breaking
from maturity_model.ids import PersonId
from maturity_model.review import Review
from tests import given
from tests.scenarios.conftest import School
from tests.scenarios.leading import actions, look_at_home, press_home


async def test_leader_and_facilitator_see_how_many_rows_and_nobody_else_does(
    bot: Bot, school: School, under_way: Review
) -> None:
    person = PersonId(school.colleagues[0].id)
    await given.answered(bot.deps.store, under_way, {person: {"1.1": 2, "1.2": None, "1.3": 4}})

    for onlooker in (school.leader, school.facilitator):
        shown = await look_at_home(onlooker, bot)

        assert f"<@{person}>: 3 of 32 rows" in shown
        assert "Everybody has been invited." in shown
    assert " of 32 rows" not in await look_at_home(school.stranger, bot)
    assert f"<@{person}>" not in await look_at_home(school.colleagues[1], bot)


async def test_whom_an_invitation_did_not_reach_is_named_with_the_reason(bot: Bot, school: School) -> None:
    school.colleagues[0].deleted = True
    school.colleagues[1].stranger = True
    await given.kept(bot.deps.store, school.review(), invite=True)
    await bot.settle()

    shown = await look_at_home(school.leader, bot)

    assert f"<@{school.colleagues[0].id}>: their Slack account is no longer active" in shown
    assert f"<@{school.colleagues[1].id}>: they belong to another workspace" in shown
    assert "2 of 4 invitations sent" in shown


async def test_sent_again_it_arrives_once(bot: Bot, school: School, slack: StandIn) -> None:
    slack.break_next("conversations.open", breaking.error("user_not_found"))
    await given.kept(bot.deps.store, school.review(), invite=True)
    await bot.settle()
    before = [len(colleague.dm()) for colleague in school.colleagues]

    await press_home(school.leader, bot, "progress.send_again")
    shown = await look_at_home(school.leader, bot)

    assert sum(before) == 3
    assert [len(colleague.dm()) for colleague in school.colleagues] == [1, 1, 1, 1]
    assert "Everybody has been invited." in shown
    assert "progress.send_again" not in actions(school.leader.home())


async def test_where_everybody_was_reached_there_is_nothing_to_send_again(
    bot: Bot, school: School, under_way: Review
) -> None:
    await look_at_home(school.leader, bot)

    assert "progress.send_again" not in actions(school.leader.home())


async def test_a_facilitator_sees_who_was_not_reached_and_sends_nothing(bot: Bot, school: School) -> None:
    school.colleagues[0].deleted = True
    await given.kept(bot.deps.store, school.review(), invite=True)
    await bot.settle()

    shown = await look_at_home(school.facilitator, bot)

    assert "their Slack account is no longer active" in shown
    assert "progress.send_again" not in actions(school.facilitator.home())


async def test_two_hundred_colleagues_fit_on_home(bot: Bot, school: School, slack: StandIn) -> None:
    crowd = [PersonId(slack.workspace.add_person(f"Colleague {n}").id) for n in range(200)]
    leader = PersonId(school.leader.id)
    await given.kept(
        bot.deps.store, given.review(*crowd, workspace=school.workspace, leaders=(leader,), facilitators=(leader,))
    )

    shown = await look_at_home(school.leader, bot)

    assert all(f"<@{person}>: 0 of 32 rows" in shown for person in crowd)
    assert not slack.refused


async def test_home_follows_the_invitations_of_whoever_opened_the_review(bot: Bot, school: School) -> None:
    review = await given.kept(bot.deps.store, school.review(), invite=True)

    await bot.settle()

    home = next(person for person in (school.leader, school.facilitator) if person.id == review.opened_by).home()
    assert home is not None
    assert "Everybody has been invited." in str(home.blocks)
