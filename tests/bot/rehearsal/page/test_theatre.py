"""One scene at a time: what ends leaves nothing, and what does not work out can be begun anew."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.capabilities.reflection.cards.values import ALL_DONE
from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.page.seen import Seen
from bot.rehearsal.page.starting_points import ADMIN, HOME, STARTING_POINTS, StartingPoint, before_anything
from bot.rehearsal.page.theatre import NothingOn, Theatre, monday_in_term
from bot.rehearsal.reading import has
from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import NotPossible, StandIn, breaking, happenings
from bot.rehearsal.stories.reflecting import answer_the_rest
from bot.rehearsal.stories.show import Show
from maturity_model.catalog import EditionId
from maturity_model.edition_file import built_in_editions
from tests.bot.rehearsal.conftest import JumpingClock

FRESH = STARTING_POINTS[0]


async def fails(on: Scene, show: Show) -> None:
    raise NotAsPromised("SENCo waited in vain for an invitation")


FAILS = StartingPoint("fails", "Fails", "Nothing comes.", fails, ADMIN, HOME)


@pytest.fixture
def theatre(tmp_path: Path) -> Theatre:
    return Theatre(edition=built_in_editions()[EditionId("schools-2026")], colleagues=2, folder=tmp_path)


def left_in(folder: Path) -> set[Path]:
    return set(folder.iterdir())


async def test_each_scene_has_a_folder_of_its_own_that_goes_with_it(theatre: Theatre, tmp_path: Path) -> None:
    await theatre.begin(FRESH)
    first = left_in(tmp_path)
    await theatre.begin(FRESH)
    second = left_in(tmp_path)
    await theatre.close()

    assert len(first) == len(second) == 1
    assert first != second
    assert left_in(tmp_path) == set()
    with pytest.raises(NothingOn):
        _ = theatre.play


async def test_a_scene_that_does_not_work_out_is_taken_down_and_another_can_begin(
    theatre: Theatre, tmp_path: Path
) -> None:
    with pytest.raises(NotAsPromised):
        await theatre.begin(FAILS)

    assert left_in(tmp_path) == set()
    assert "Please begin anew" in theatre.telling.line
    await theatre.begin(FRESH)
    assert theatre.play.point is FRESH
    await theatre.close()


async def test_what_is_only_being_set_ends_when_the_rehearsal_ends(theatre: Theatre, tmp_path: Path) -> None:
    setting = asyncio.create_task(theatre.begin(STARTING_POINTS[-1]))
    await asyncio.sleep(1)

    await theatre.close()

    assert setting.cancelled() or setting.done()
    assert left_in(tmp_path) == set()


async def test_whoever_stopped_carries_on_and_whoever_said_that_was_all_is_left_alone(theatre: Theatre) -> None:
    play = await theatre.begin(next(point for point in STARTING_POINTS if point.name == "half"))
    carries_on, has_said_all = play.scene.colleagues
    await has_said_all.actor.press(has_said_all.card(), ALL_DONE)
    await has_said_all.actor.until(lambda: not has(has_said_all.card(), ALL_DONE), "a card that says so")
    said = dict(has_said_all.pressed)

    with play.clock.hurried():
        await answer_the_rest(play.scene.colleagues, theatre.telling)

    assert len(carries_on.pressed) == 32
    assert has_said_all.pressed == said
    await theatre.close()


async def test_where_one_fails_nobody_plays_on(theatre: Theatre) -> None:
    play = await theatre.begin(next(point for point in STARTING_POINTS if point.name == "invited"))
    colleague, other = play.scene.colleagues
    other.actor.person.deleted = True

    with play.clock.hurried(), pytest.raises(NotPossible):
        await answer_the_rest([colleague, other], theatre.telling)
    answered = len(colleague.pressed)
    await asyncio.sleep(0.2)

    assert len(colleague.pressed) == answered < 32
    await theatre.close()


async def test_whoever_watches_learns_that_a_scene_is_over(theatre: Theatre) -> None:
    await theatre.begin(FRESH)
    record, moves = theatre.play.record, theatre.play.record.moves

    await theatre.close()

    assert await record.moved(moves) > moves


def test_the_starting_points_have_names_of_their_own() -> None:
    assert len({point.name for point in STARTING_POINTS}) == len(STARTING_POINTS)
    assert FRESH.story is before_anything


@pytest.mark.parametrize("year", range(2024, 2044))
def test_a_rehearsal_begins_on_a_monday_in_term(year: int) -> None:
    begins = monday_in_term(datetime(year, 8, 1, tzinfo=UTC))

    assert (begins.year, begins.month, begins.weekday(), begins.hour) == (year, 11, 0, 9)


async def test_unread_is_what_others_said_since_one_last_looked() -> None:
    async with StandIn(clock=JumpingClock()) as slack:
        senco, governor = slack.workspace.add_person("SENCo"), slack.workspace.add_person("Link Governor")
        room, seen = slack.workspace.add_channel("careers", members=[senco, governor]), Seen()
        happenings.say(senco, "Hello", room)
        happenings.say(senco, "Anybody there?", room)

        assert (seen.unread(governor, room), seen.unread(senco, room)) == (2, 0)
        seen.look(governor, room)
        assert seen.unread(governor, room) == 0


async def test_slack_stays_broken_until_it_is_mended() -> None:
    async with StandIn(clock=JumpingClock()) as slack:
        slack.break_all(breaking.http(503))
        faults = slack.world.faults

        assert [faults.take(method, {}) for method in ("chat.update", "views.open")] == [breaking.http(503)] * 2
        slack.mend()
        assert faults.take("chat.update", {}) is None
