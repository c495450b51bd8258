from dataclasses import replace
from pathlib import Path

from bot.capabilities.reflection.cards import values as reflection
from bot.kit.buttons import CANCEL_REVIEW
from tests.scenarios.house import open_house
from tests.scenarios.permissions import CLICKS, TABLE
from tests.scenarios.presses import COLLEAGUES, LEADER, NEXT_DOOR, At, Row, Who
from tests.torture import matrix
from tests.torture.matrix import Cell, Promise
from tests.torture.verdict import Size


def the(action: str) -> Row:
    return next(row for row in CLICKS if row.action == action)


async def test_whoever_presses_whatever_whenever_gets_what_the_table_says() -> None:
    [verdict] = await matrix.torture(Size.SMALL)

    assert verdict.found == ()
    assert verdict.trials == matrix.SMALL_SAMPLE


def test_the_matrix_holds_every_action_for_everybody_at_every_stage() -> None:
    pressed = [cell for cell in matrix.cells() if not cell.next_door]

    assert pressed == [Cell(row=row, who=who, at=at) for row in TABLE for at in At for who in Who]


def test_whoever_may_in_one_setting_presses_the_buttons_of_the_other() -> None:
    pressed = [cell.row for cell in matrix.cells() if cell.next_door and cell.row.action == CANCEL_REVIEW]

    assert pressed == [the(CANCEL_REVIEW).about(NEXT_DOOR)] * (len(At) - 1)


def test_what_is_refused_says_whether_it_is_the_person_or_the_stage() -> None:
    cancel = the(CANCEL_REVIEW)

    promises = {at: Cell(row=cancel, who=Who.LEADER, at=at).promise for at in At}
    to_a_stranger = {Cell(row=cancel, who=Who.STRANGER, at=at).promise for at in At if at is not At.UNNAMED}

    assert promises == {
        At.UNNAMED: Promise.NOT_THERE,
        At.DRAFT: Promise.DONE,
        At.REFLECTING: Promise.DONE,
        At.MEETING: Promise.DONE,
        At.AGREED: Promise.ANOTHER_STAGE,
        At.CANCELLED: Promise.SO_ALREADY,
    }
    assert to_a_stranger == {Promise.NOT_THEIRS}


async def test_a_bot_that_does_not_do_as_the_table_says_is_found_out(tmp_path: Path) -> None:
    cancel, choose, look = the(CANCEL_REVIEW), the(reflection.CHOOSE), the(reflection.BACK)
    lies = {
        "somebody may who should not": Cell(row=replace(cancel, may=COLLEAGUES), who=Who.LEADER, at=At.REFLECTING),
        "somebody may not who should": Cell(row=replace(cancel, may=COLLEAGUES), who=Who.COLLEAGUE, at=At.REFLECTING),
        "it is taken too late": Cell(row=replace(cancel, stages=(At.MEETING,)), who=Who.LEADER, at=At.REFLECTING),
        "it is refused in time": Cell(row=replace(choose, stages=(At.AGREED,)), who=Who.COLLEAGUE, at=At.AGREED),
        "it is done once more": Cell(row=replace(cancel, again=(At.MEETING,)), who=Who.LEADER, at=At.MEETING),
        "a look saves something": Cell(row=replace(choose, saves=False), who=Who.COLLEAGUE, at=At.REFLECTING),
        "an answer saves nothing": Cell(row=replace(look, saves=True), who=Who.COLLEAGUE, at=At.REFLECTING),
        "it reaches another setting": Cell(row=cancel, who=min(LEADER), at=At.REFLECTING, next_door=True),
    }

    async with open_house(tmp_path) as house:
        overlooked = [lie for lie, cell in lies.items() if not await matrix.press_and_judge(house, cell)]

    assert overlooked == []
