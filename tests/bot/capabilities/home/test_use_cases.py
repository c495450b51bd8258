"""The decisions on naming the setting and leading careers, on both databases."""

import asyncio
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.capabilities.home.use_cases import (
    AddCareersLeaders,
    NameSetting,
    StepDown,
    StopMessages,
    add_careers_leaders,
    find_setting,
    name_setting,
    step_down,
    stop_messages,
)
from maturity_model.errors import (
    DomainError,
    HoursOutOfOrder,
    LastCareersLeader,
    NameMissing,
    NoCareersLeader,
    NotAllowed,
    SettingAlreadyNamed,
    SettingMissing,
    TextTooLong,
)
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.notice import NoticeState
from maturity_model.review import Capacity
from maturity_model.setting import Kind, Phase
from storage.store import Store
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, STRANGER, WORKSPACE

ADMIN = PersonId("U0ADMIN0001")
ELSEWHERE = WorkspaceId("T0ELSEWHERE")
NAMING = NameSetting(
    workspace=WORKSPACE,
    person=ADMIN,
    is_admin=True,
    setting=SettingId("setting"),
    name="Riverside School",
    kind=Kind.SCHOOL,
    phase=Phase.SECONDARY,
    opens_at=time(8),
    closes_at=time(17, 30),
    run_by=ADMIN,
    leaders=frozenset({LEADER}),
)


def adding(*leaders: PersonId, by: PersonId = LEADER, is_admin: bool = False) -> AddCareersLeaders:
    return AddCareersLeaders(workspace=WORKSPACE, person=by, is_admin=is_admin, leaders=frozenset(leaders))


async def leaders(store: Store) -> frozenset[PersonId]:
    setting = await find_setting(store, WORKSPACE)
    return setting.leaders if setting else frozenset()


async def test_the_setting_is_named(store: Store) -> None:
    named = await name_setting(store, NAMING, now=NOW)

    assert await find_setting(store, WORKSPACE) == named
    assert named.name == "Riverside School"
    assert named.leaders == {LEADER}


async def test_of_admins_who_name_it_at_the_same_instant_one_does(store: Store) -> None:
    forms = [replace(NAMING, setting=SettingId(f"setting-{number}")) for number in range(5)]

    ends = await asyncio.gather(*(name_setting(store, form, now=NOW) for form in forms), return_exceptions=True)

    refused = [end for end in ends if isinstance(end, SettingAlreadyNamed)]
    [named] = [end for end in ends if not isinstance(end, BaseException)]
    assert len(refused) == 4
    assert await find_setting(store, WORKSPACE) == named


async def test_the_same_form_twice_names_it_once(store: Store) -> None:
    first = await name_setting(store, NAMING, now=NOW)

    assert await name_setting(store, replace(NAMING, name="Another name"), now=NOW) == first


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"is_admin": False}, NotAllowed),
        ({"name": "  \n "}, NameMissing),
        ({"name": "ع" * 121}, TextTooLong),
        ({"closes_at": time(8)}, HoursOutOfOrder),
        ({"leaders": frozenset()}, NoCareersLeader),
    ],
    ids=lambda case: case.__name__ if isinstance(case, type) else "",
)
async def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(
    store: Store, change: dict[str, Any], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        await name_setting(store, replace(NAMING, **change), now=NOW)

    assert await find_setting(store, WORKSPACE) is None


async def test_it_is_not_named_a_second_time(store: Store) -> None:
    await name_setting(store, NAMING, now=NOW)

    with pytest.raises(SettingAlreadyNamed):
        await name_setting(store, replace(NAMING, setting=SettingId("another")), now=NOW)


async def test_each_workspace_names_its_own(store: Store) -> None:
    await name_setting(store, NAMING, now=NOW)

    await name_setting(store, replace(NAMING, workspace=ELSEWHERE, setting=SettingId("elsewhere")), now=NOW)

    here, there = await find_setting(store, WORKSPACE), await find_setting(store, ELSEWHERE)
    assert here is not None
    assert there is not None
    assert here.id != there.id


async def test_a_leader_adds_another_who_leads_the_running_review_too(store: Store) -> None:
    review = await given.kept(store, given.review(*given.colleagues(1)))

    await add_careers_leaders(store, adding(FACILITATOR))
    await add_careers_leaders(store, adding(FACILITATOR))

    kept = await store.read(lambda tx: tx.reviews.get(WORKSPACE, review.id))
    assert await leaders(store) == {LEADER, FACILITATOR}
    assert kept.members[FACILITATOR].capacities == {Capacity.FACILITATOR, Capacity.CAREERS_LEADER}


async def test_an_admin_adds_one_too(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1)))

    await add_careers_leaders(store, adding(STRANGER, by=ADMIN, is_admin=True))

    assert await leaders(store) == {LEADER, STRANGER}


async def test_nobody_else_adds_one(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1)))

    with pytest.raises(NotAllowed):
        await add_careers_leaders(store, adding(STRANGER, by=FACILITATOR))

    assert await leaders(store) == {LEADER}


async def test_where_there_is_no_setting_nobody_leads_it(store: Store) -> None:
    with pytest.raises(SettingMissing):
        await add_careers_leaders(store, adding(LEADER))
    with pytest.raises(SettingMissing):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER))


async def test_a_leader_steps_down_where_another_stays(store: Store) -> None:
    review = await given.kept(store, given.review(*given.colleagues(1), leaders=(LEADER, FACILITATOR)))

    await step_down(store, StepDown(workspace=WORKSPACE, person=FACILITATOR))
    await step_down(store, StepDown(workspace=WORKSPACE, person=FACILITATOR))

    kept = await store.read(lambda tx: tx.reviews.get(WORKSPACE, review.id))
    assert await leaders(store) == {LEADER}
    assert kept.members[FACILITATOR].capacities == {Capacity.FACILITATOR}


async def test_the_last_leader_stays(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1)))

    with pytest.raises(LastCareersLeader):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER))

    assert await leaders(store) == {LEADER}


async def test_of_two_leaders_who_step_down_at_once_one_stays(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1), leaders=(LEADER, FACILITATOR)))

    ends = await asyncio.gather(
        *(step_down(store, StepDown(workspace=WORKSPACE, person=person)) for person in (LEADER, FACILITATOR)),
        return_exceptions=True,
    )

    assert [type(end) for end in ends if end] == [LastCareersLeader]
    assert len(await leaders(store)) == 1


async def test_taken_out_of_one_workspace_it_owes_nothing_there_and_all_elsewhere(store: Store) -> None:
    here = await given.kept(store, given.review(*given.colleagues(2)), invite=True)
    there = await given.kept(store, given.review(*given.colleagues(1), workspace=ELSEWHERE), invite=True)

    await stop_messages(store, StopMessages(workspace=WORKSPACE))
    await stop_messages(store, StopMessages(workspace=WORKSPACE))

    stopped = await store.read(lambda tx: tx.notices.list_by_kind(here, "invitation"))
    going_on = await store.read(lambda tx: tx.notices.list_by_kind(there, "invitation"))
    assert [notice.state for notice in stopped] == [NoticeState.WITHDRAWN, NoticeState.WITHDRAWN]
    assert [notice.state for notice in going_on] == [NoticeState.WAITING]
