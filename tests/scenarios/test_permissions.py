"""Every action, pressed by every kind of person: those who may get what was promised, all others one plain sentence.

What is pressed is forged but signed: a button that somebody sees, or does not see, is never a permission.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.app import CAPABILITIES
from bot.kit import words
from bot.kit.buttons import ADD_LEADERS
from bot.rehearsal.stand_in import Person
from bot.rehearsal.stand_in.happenings import change
from bot.slack.router import merged
from maturity_model.ids import WorkspaceId
from tests import given
from tests.scenarios.forging import changed, of_workspace, somebody_departed, without
from tests.scenarios.house import Came, House, open_house, pressed
from tests.scenarios.hub_house import THEIR_HUB
from tests.scenarios.hub_permissions import ADDING, ANNOUNCING, JOIN, MAKING
from tests.scenarios.permissions import CLICKS, COMMANDS, NAMING, OPENING, SUBMISSIONS, TABLE
from tests.scenarios.presses import NOWHERE, PEOPLE_HERE, SETTING, At, Place, Row, Who

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME_IT, OPEN_IT = (row for row in SUBMISSIONS if row.by in (NAMING, OPENING))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(tmp_path_factory.mktemp("permissions")) as house:
        yield house


def cases(*, may: bool) -> list[Any]:
    """Every row with everybody of the row's workspace who may, or may not."""
    return [
        pytest.param(row, who, id=f"{row} by {who}")
        for row in TABLE
        for who in PEOPLE_HERE
        if (who in row.may) is may and not (row.harmless and not may)
    ]


async def test_every_action_of_the_bot_stands_in_the_table() -> None:
    router = merged(capability.router for capability in CAPABILITIES)

    assert {row.action for row in CLICKS} == set(router.clicks)
    assert {row.action for row in SUBMISSIONS} == set(router.submissions)
    assert {row.action for row in COMMANDS} == set(router.commands)


async def test_every_action_says_when_it_makes_sense() -> None:
    for row in TABLE:
        assert row.stages, row
        assert set(row.stages).isdisjoint(row.again), row


@pytest.mark.parametrize(("row", "who"), cases(may=True))
async def test_whoever_may_gets_what_they_asked_for(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.refusals == []
    assert came.incidents == []
    assert bool(came.changed) is row.saves
    assert row.saves or [call.method for call in came.calls if call.ok]
    assert [call for call in came.calls if not call.ok] == []


@pytest.mark.parametrize(("row", "who"), cases(may=False))
async def test_whoever_may_not_is_told_so_alone_and_nothing_changes(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.after == came.before
    assert len(came.refusals) == 1
    assert len(came.calls) == 1
    assert_seen_only_by(house.person(row, who), came)


def assert_seen_only_by(person: Person, came: Came) -> None:
    """The one thing that was said came with the answer, in a modal of theirs, or as a whisper to them."""
    [only] = came.calls
    assert only.ok
    if only.method == "chat.postEphemeral":
        assert only.body["user"] == person.id
    elif only.method in {"views.open", "views.push"}:
        assert came.refusals[0] in json.dumps(person.screen.modals[-1].body, ensure_ascii=False)
    else:
        assert only.method == "ack"
        assert only.body.get("response_type", "ephemeral") == "ephemeral"


@pytest.mark.parametrize("row", [row for row in TABLE if row.names_ids], ids=str)
async def test_from_another_workspace_a_review_or_setting_does_not_exist(house: House, row: Row) -> None:
    came = await pressed(house, row, Who.ELSEWHERE)

    assert came.answer.status == 200
    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]
    assert {call.workspace for call in came.calls} == {house.elsewhere.id}
    assert_seen_only_by(house.person(row, Who.ELSEWHERE), came)


@pytest.mark.parametrize("row", [row for row in TABLE if not row.names_ids], ids=str)
async def test_what_somebody_does_in_another_workspace_changes_nothing_here(house: House, row: Row) -> None:
    came = await pressed(house, row, Who.ELSEWHERE)

    assert came.answer.status == 200
    assert changed(of_workspace(came.before, house.here.id), of_workspace(came.after, house.here.id)) == set()
    assert {call.workspace for call in came.calls} <= {house.elsewhere.id}


@pytest.mark.parametrize("row", [NAME_IT, OPEN_IT], ids=str)
async def test_the_id_of_another_workspace_is_not_taken_for_something_new(house: House, row: Row) -> None:
    here_alone = without(house.kept[At.REFLECTING], house.elsewhere.id)
    kept = {At.UNNAMED: here_alone, At.AGREED: house.kept[At.REFLECTING]}

    setting = SETTING if row is NAME_IT else given.setting(workspace=WorkspaceId(house.elsewhere.id)).id

    came = await pressed(replace(house, kept=kept), row.about(Place(setting=setting)), Who.ELSEWHERE)

    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]


@pytest.mark.parametrize("row", [MAKING, ADDING, JOIN, ANNOUNCING], ids=str)
async def test_what_a_hub_keeps_in_another_workspace_is_not_taken_for_something_new(house: House, row: Row) -> None:
    own_setting = given.setting(workspace=WorkspaceId(house.elsewhere.id)).id
    in_own_hub = Place(free=own_setting) if row in (MAKING, JOIN) else Place(hub=THEIR_HUB)

    came = await pressed(house, row.about(in_own_hub), Who.ELSEWHERE, at=At.REFLECTING)

    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]


@pytest.mark.parametrize("row", [row for row in TABLE if row.names_ids], ids=str)
async def test_an_unknown_review_or_setting_is_answered_as_one_of_another_workspace(house: House, row: Row) -> None:
    came = await pressed(house, row.about(NOWHERE), min(row.may))

    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]


@pytest.mark.parametrize(
    ("row", "who"),
    [
        pytest.param(row, who, id=f"{row} by {who}")
        for row in TABLE
        if row.harmless
        for who in PEOPLE_HERE
        if who not in row.may
    ],
)
async def test_what_is_so_already_is_left_so(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.after == came.before
    assert came.refusals == []


async def test_a_workspace_admin_who_leaves_is_none_at_their_next_press(house: House) -> None:
    admin = somebody_departed(house.here, PEOPLE_HERE[Who.DEPARTED], left=False)
    await change(admin, deleted=False)
    add_leaders = next(row for row in CLICKS if row.action == ADD_LEADERS)

    while_here = await pressed(house, add_leaders, Who.DEPARTED)
    await change(admin, deleted=True)
    once_gone = await pressed(house, add_leaders, Who.DEPARTED)

    assert while_here.refusals == []
    assert once_gone.refusals == [words.NOT_ALLOWED]
