"""Two years of one setting, on two editions: the second outcome stands beside the first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Bot
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person
from maturity_model.catalog import RowId
from maturity_model.ids import ReviewId
from maturity_model.review import Review
from tests import given
from tests.bot.capabilities.outcome.agreed import agree, last_years
from tests.scenarios.conftest import School, button, read
from tests.scenarios.leading import press_home, words

YEAR = timedelta(weeks=52)
COMPARE, FINISH, REOPEN = "outcome.compare", "agreement.finish", "outcome.reopen"
BEFORE = last_years("1.2")
FIRST, SECOND = {"1.1": 2, "1.2": 2, "1.3": 4, "3.5": 1}, {"1.1": 3, "1.2": 3, "1.3": 2, "3.4": 2}


async def hold(bot: Bot, school: School, review: Review, columns: dict[str, int], *, clock: SteppedClock) -> Message:
    """A whole meeting that agrees these columns; the figures that the channel gets."""
    await given.kept(bot.deps.store, review, at=clock.now())
    await press_home(school.facilitator, bot, "agreement.open_meeting:model")
    agenda = [message for message in school.room.messages() if message.thread_ts is None][-1]
    await agree(bot.deps.store, review, columns, at=clock.now())
    await press(bot, school.facilitator, agenda, FINISH)
    return figures(school)


async def press(bot: Bot, person: Person, message: Message, action: str) -> None:
    await person.click(message, action_id=action)
    await bot.settle()


def figures(school: School) -> Message:
    return [message for message in school.room.messages() if read(message).startswith("What we agreed")][-1]


def alt_text(school: School) -> str:
    return [message for message in school.room.messages() if message.files][-1].files[0].alt_text


def lines_of(person: Person) -> dict[str, str]:
    """Each of this review's rows and its line in somebody's modal, by the row's id."""
    rows = words(person.modal()).split("*Only in ")[0]
    return {line.split()[1]: line for line in rows.splitlines() if line.startswith("• ")}


@pytest.fixture
async def first(bot: Bot, school: School, clock: SteppedClock) -> Review:
    """Last year's review, on last year's edition; since then a year has gone by."""
    await given.installed(bot.deps.store, BEFORE)
    review = replace(school.review(), id=ReviewId("first"), academic_year="2025/26", edition=BEFORE.id)
    await hold(bot, school, review, FIRST, clock=clock)
    clock.move_to(clock.now() + YEAR)
    await bot.settle()
    return review


@pytest.fixture
async def second(bot: Bot, school: School, first: Review, clock: SteppedClock) -> Review:
    """This year's review, on this year's edition, agreed."""
    review = replace(school.review(), meets_at=first.meets_at + YEAR)
    await hold(bot, school, review, SECOND, clock=clock)
    return review


async def test_the_first_outcome_is_beside_nothing(bot: Bot, school: School, first: Review) -> None:
    assert "Compared with" not in read(figures(school))
    assert "Beside" not in alt_text(school)


async def test_the_second_outcome_says_how_many_rows_stand_where(bot: Bot, school: School, second: Review) -> None:
    said = read(figures(school))

    assert "*Compared with 2025/26*" in said
    assert "1 row stands further on." in said
    assert "1 row was placed differently by the group." in said
    assert "1 row is worded differently now, so compare the columns with care." in said
    assert "2 rows were agreed in one of the two reviews only." in said
    assert "Rows are matched by their numbers; that is assumed, not proven." in said


async def test_whoever_hears_the_picture_hears_the_comparison(bot: Bot, school: School, second: Review) -> None:
    assert "Beside 2025/26: 1 row further on; 1 row placed differently; 1 row: wording changed" in alt_text(school)


async def test_somebody_who_only_reads_the_channel_looks_row_by_row(bot: Bot, school: School, second: Review) -> None:
    school.room.members.append(school.stranger.id)

    await press(bot, school.stranger, figures(school), COMPARE)

    lines = lines_of(school.stranger)
    assert lines["1.1"].endswith(": *column 2 → column 3*")
    assert lines["1.2"].endswith(": *column 2* in 2025/26, *column 3* now · wording changed, compare with care")
    assert lines["1.3"].endswith(": *column 4 → column 2*")
    assert lines["3.5"].endswith(": *column 1* in 2025/26, _not agreed_ now")


async def test_a_corrected_bridge_shows_at_the_next_look(bot: Bot, school: School, second: Review) -> None:
    corrections = {RowId("3.4"): RowId("3.5"), RowId("3.5"): None}
    after = await bot.deps.store.read(lambda tx: tx.editions.of(second))
    await bot.deps.store.write(
        lambda tx: tx.bridges.put(BEFORE, after, corrections, workspace=school.workspace, at=given.NOW)
    )

    await press(bot, school.leader, figures(school), COMPARE)

    lines = lines_of(school.leader)
    assert "*column 1* in 2025/26, *column 2* now" in lines["3.4"]
    assert lines["3.4"].endswith("was row 3.5")
    assert lines["3.5"].endswith(": _not agreed_ · new in this edition")
    _, gone = words(school.leader.modal()).split("*Only in 2025/26*\n")
    assert gone.startswith("• 3.4 Parent and carer understanding")


async def test_an_outcome_that_was_taken_back_offers_no_comparison(bot: Bot, school: School, second: Review) -> None:
    offered = button(figures(school), COMPARE)
    await press(bot, school.leader, figures(school), REOPEN)
    await school.leader.submit({"reason": "A row was missed."})
    await bot.settle()

    with pytest.raises(AssertionError, match="no button"):
        button(figures(school), COMPARE)
    assert offered["action_id"] == COMPARE
