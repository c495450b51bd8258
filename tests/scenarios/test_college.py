"""A college, whose model has other themes, fewer rows and ids of its own, from no model at all to its outcome."""

import pytest

from bot.app import Bot
from bot.kit.words import GIVE_THE_GUIDE
from bot.rehearsal.stand_in import Message, Person, StandIn
from maturity_model.ids import PersonId
from maturity_model.review import Stage
from tests import given
from tests.scenarios.conftest import School, read
from tests.scenarios.leading import errors, filled, name_setting, press_home, running, send, words

COLLEGE = {"name": "Harbour College", "kind": "COLLEGE", "phase": "SIXTEEN_PLUS"}
EDITION = given.college_edition()
ANSWERS = ((1, 2, 3), (4, 2, 3), (1, 2, 4), (4, 3, 3))  # of each colleague, to A1, A2 and B1


@pytest.fixture
async def college(bot: Bot, school: School) -> School:
    """The setting is a college, and there is no model for it."""
    await name_setting(bot, school, **COLLEGE)
    return school


@pytest.fixture
async def opened(bot: Bot, college: School) -> School:
    """The college's model is there, and a review with it is open."""
    await given.installed(bot.deps.store, EDITION)
    await press_home(college.leader, bot, "opening.start")
    await send(college.leader, bot, **filled(college))
    await bot.settle()
    return college


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    await person.click(message, action_id=action)
    await bot.settle()


def newest(school: School) -> Message:
    return [message for message in school.room.messages() if message.thread_ts is None][-1]


async def reflect(bot: Bot, school: School) -> None:
    for person, columns in zip(school.colleagues, ANSWERS, strict=True):
        await press(bot, person, person.dm()[-1], "reflection.begin")
        for column in columns:
            await press(bot, person, person.dm()[-1], f"reflection.choose:{column}")


async def meet(bot: Bot, school: School) -> Message:
    """Agree every row, the ones far apart one by one; the agenda as it was at first."""
    await press_home(school.facilitator, bot, "agreement.open_meeting:model")
    agenda = newest(school)
    await press(bot, school.facilitator, agenda, "agreement.agree_together")
    await press(bot, school.facilitator, agenda, "agreement.next_row")
    await press(bot, school.facilitator, newest(school), "agreement.record:2")
    return agenda


async def test_a_college_without_a_model_is_told_what_to_do_wherever_it_starts(bot: Bot, college: School) -> None:
    await press_home(college.leader, bot, "opening.start")
    answer = await college.leader.command("/careers-review", "start", channel=college.room)

    for said in (words(college.leader.modal()), answer.body["text"]):
        assert "I don't have the model for colleges yet." in said
        assert GIVE_THE_GUIDE in said
    assert await running(bot, college) is None


async def test_only_the_colleges_own_model_is_offered_and_its_review_is_pinned_to_it(bot: Bot, college: School) -> None:
    await given.installed(bot.deps.store, EDITION)

    await press_home(college.leader, bot, "opening.start")
    form = words(college.leader.modal())
    await send(college.leader, bot, **filled(college))

    assert f"{EDITION.title} (official wording)" in form
    assert given.built_in().title not in form
    review = await running(bot, college)
    assert review is not None
    assert review.edition == EDITION.id


async def test_an_edition_that_is_removed_meanwhile_is_refused_under_its_field(bot: Bot, college: School) -> None:
    await given.installed(bot.deps.store, EDITION)
    await press_home(college.leader, bot, "opening.start")
    await bot.deps.store.write(lambda tx: tx.editions.remove(EDITION.id, workspace=None))

    await send(college.leader, bot, **filled(college))

    assert "isn't installed any more" in errors(college.leader)["edition"]
    assert await running(bot, college) is None


async def test_a_college_reflects_on_the_rows_of_its_own_model(bot: Bot, opened: School) -> None:
    senco = opened.colleagues[0]
    await press(bot, senco, senco.dm()[-1], "reflection.begin")
    first = read(senco.dm()[-1])

    for _ in EDITION.rows:
        await press(bot, senco, senco.dm()[-1], "reflection.choose:3")

    assert "Row 1 of 3, theme 1" in first
    assert "Made-up row A1" in first
    assert EDITION.mark in first
    assert "All done, thank you" in read(senco.dm()[-1])
    assert "3 of 3 rows" in await home_of(bot, opened.leader)


async def test_a_college_agrees_three_rows_and_sees_what_came_of_it(bot: Bot, slack: StandIn, opened: School) -> None:
    await reflect(bot, opened)
    agenda = await meet(bot, opened)
    row = newest(opened)

    await press(bot, opened.facilitator, agenda, "agreement.finish")

    assert read(row).startswith("A1 ")
    assert "B1 column 3" in read(agenda)
    review = await bot.deps.store.read(
        lambda tx: tx.reviews.list_by_member(opened.workspace, PersonId(opened.leader.id))
    )
    assert [each.stage for each in review] == [Stage.AGREED]
    picture = next(message for message in opened.room.messages() if message.files)
    figures, support = (
        next(m for m in opened.room.messages() if read(m).startswith(w)) for w in ("What we", "Support")
    )
    assert "A1" in picture.files[0].alt_text
    assert "all 3 rows agreed" in read(figures)
    assert "32" not in read(figures)
    assert "A1 Made-up row A1" in read(support)
    assert "I know of no page about this yet." in read(support)
    assert slack.refused == []


async def home_of(bot: Bot, person: Person) -> str:
    await person.open_home()
    await bot.settle()
    return words(person.home())
