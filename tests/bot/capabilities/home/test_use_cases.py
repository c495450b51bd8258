"""The decisions on naming the setting and leading careers, on both databases."""

import asyncio
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from bot.capabilities.home.use_cases.choosing import ChooseSetting, choose_setting
from bot.capabilities.home.use_cases.leading import AddCareersLeaders, StepDown, add_careers_leaders, step_down
from bot.capabilities.home.use_cases.naming import NameSetting, name_setting
from bot.capabilities.home.use_cases.stopping import StopMessages, stop_messages
from maturity_model.errors import (
    DomainError,
    HoursOutOfOrder,
    LastCareersLeader,
    NameMissing,
    NoCareersLeader,
    NotAllowed,
    NothingThere,
    SettingAlreadyNamed,
    SettingMissing,
    TextTooLong,
)
from maturity_model.hub_notices import to_leaders
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import WEEKS_ANNOUNCED
from maturity_model.review import Capacity
from maturity_model.setting import Kind, Phase, Setting
from storage.store import Store
from tests import given, hub_given
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE

ADMIN = PersonId("U0ADMIN0001")
ELSEWHERE = WorkspaceId("T0ELSEWHERE")
NAMING = NameSetting(
    workspace=WORKSPACE,
    person=ADMIN,
    is_admin=True,
    setting=SETTING,
    name="Riverside School",
    kind=Kind.SCHOOL,
    phase=Phase.SECONDARY,
    opens_at=time(8),
    closes_at=time(17, 30),
    run_by=ADMIN,
    leaders=frozenset({LEADER}),
)


ANOTHER = replace(
    NAMING, setting=SettingId("another"), name="Hillside College", kind=Kind.COLLEGE, leaders=frozenset({STRANGER})
)


def adding(*leaders: PersonId, by: PersonId = LEADER, is_admin: bool = False) -> AddCareersLeaders:
    whom = frozenset(leaders)
    return AddCareersLeaders(workspace=WORKSPACE, person=by, setting=SETTING, is_admin=is_admin, leaders=whom)


def looking_at(setting: SettingId, *, by: PersonId, is_admin: bool = False) -> ChooseSetting:
    return ChooseSetting(workspace=WORKSPACE, person=by, is_admin=is_admin, setting=setting)


async def settings(store: Store, workspace: WorkspaceId = WORKSPACE) -> list[Setting]:
    return await store.read(lambda tx: tx.settings.list_by_workspace(workspace))


async def leaders(store: Store, setting: SettingId = SETTING) -> frozenset[PersonId]:
    return await store.read(lambda tx: tx.settings.get(WORKSPACE, setting).leaders)


async def test_the_setting_is_named(store: Store) -> None:
    named = await name_setting(store, NAMING, now=NOW)

    assert await settings(store) == [named]
    assert named.name == "Riverside School"
    assert named.leaders == {LEADER}


async def test_of_admins_who_name_it_at_the_same_instant_one_does(store: Store) -> None:
    forms = [replace(NAMING, setting=SettingId(f"setting-{number}")) for number in range(5)]

    ends = await asyncio.gather(*(name_setting(store, form, now=NOW) for form in forms), return_exceptions=True)

    refused = [end for end in ends if isinstance(end, SettingAlreadyNamed)]
    [named] = [end for end in ends if not isinstance(end, BaseException)]
    assert len(refused) == 4
    assert await settings(store) == [named]


async def test_of_admins_who_name_several_at_the_same_instant_all_do(store: Store) -> None:
    forms = [replace(NAMING, setting=SettingId(f"setting-{n}"), name=f"School {n}") for n in range(5)]

    await asyncio.gather(*(name_setting(store, form, now=NOW) for form in forms))

    assert [setting.name for setting in await settings(store)] == [f"School {n}" for n in range(5)]


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

    assert await settings(store) == []


@pytest.mark.parametrize("name", ["Riverside School", " riverside   SCHOOL\n"])
async def test_a_name_that_is_taken_is_not_given_a_second_time(store: Store, name: str) -> None:
    named = await name_setting(store, NAMING, now=NOW)

    with pytest.raises(SettingAlreadyNamed):
        await name_setting(store, replace(NAMING, setting=SettingId("another"), name=name), now=NOW)

    assert await settings(store) == [named]


async def test_a_workspace_holds_several_settings_with_leaders_of_their_own(store: Store) -> None:
    riverside = await name_setting(store, NAMING, now=NOW)

    hillside = await name_setting(store, ANOTHER, now=NOW)

    assert await settings(store) == [hillside, riverside]
    assert riverside.leaders == {LEADER}
    assert hillside.leaders == {STRANGER}


async def test_each_workspace_names_its_own(store: Store) -> None:
    await name_setting(store, NAMING, now=NOW)

    await name_setting(store, replace(NAMING, workspace=ELSEWHERE, setting=SettingId("elsewhere")), now=NOW)

    [here], [there] = await settings(store), await settings(store, ELSEWHERE)
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
        await add_careers_leaders(store, replace(adding(LEADER), setting=None))
    with pytest.raises(SettingMissing):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=None))


async def test_a_leader_steps_down_where_another_stays(store: Store) -> None:
    review = await given.kept(store, given.review(*given.colleagues(1), leaders=(LEADER, FACILITATOR)))

    await step_down(store, StepDown(workspace=WORKSPACE, person=FACILITATOR, setting=SETTING))
    await step_down(store, StepDown(workspace=WORKSPACE, person=FACILITATOR, setting=SETTING))

    kept = await store.read(lambda tx: tx.reviews.get(WORKSPACE, review.id))
    assert await leaders(store) == {LEADER}
    assert kept.members[FACILITATOR].capacities == {Capacity.FACILITATOR}


async def test_the_last_leader_stays(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1)))

    with pytest.raises(LastCareersLeader):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=SETTING))

    assert await leaders(store) == {LEADER}


async def test_of_two_leaders_who_step_down_at_once_one_stays(store: Store) -> None:
    await given.kept(store, given.review(*given.colleagues(1), leaders=(LEADER, FACILITATOR)))

    ends = await asyncio.gather(
        *(
            step_down(store, StepDown(workspace=WORKSPACE, person=person, setting=SETTING))
            for person in (LEADER, FACILITATOR)
        ),
        return_exceptions=True,
    )

    assert [type(end) for end in ends if end] == [LastCareersLeader]
    assert len(await leaders(store)) == 1


async def test_whoever_leads_one_setting_hands_over_no_other(store: Store) -> None:
    for naming in (NAMING, ANOTHER):
        await name_setting(store, naming, now=NOW)

    with pytest.raises(NotAllowed):
        await add_careers_leaders(store, replace(adding(LEADER), setting=ANOTHER.setting))
    await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=ANOTHER.setting))

    assert await leaders(store, ANOTHER.setting) == {STRANGER}
    assert await leaders(store, NAMING.setting) == {LEADER}


async def test_a_setting_of_another_workspace_does_not_exist(store: Store) -> None:
    await name_setting(store, replace(NAMING, workspace=ELSEWHERE), now=NOW)
    await name_setting(store, ANOTHER, now=NOW)

    with pytest.raises(NothingThere):
        await add_careers_leaders(store, replace(adding(LEADER), setting=NAMING.setting))
    with pytest.raises(NothingThere):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=NAMING.setting))
    with pytest.raises(NothingThere):
        await choose_setting(store, looking_at(NAMING.setting, by=ADMIN, is_admin=True))

    [theirs] = await settings(store, ELSEWHERE)
    assert theirs.leaders == {LEADER}


async def test_a_button_that_names_no_setting_means_the_only_one_that_somebody_leads(store: Store) -> None:
    for naming in (NAMING, ANOTHER):
        await name_setting(store, naming, now=NOW)

    await add_careers_leaders(store, replace(adding(FACILITATOR), setting=None))
    await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=None))

    assert await leaders(store, NAMING.setting) == {FACILITATOR}
    assert await leaders(store, ANOTHER.setting) == {STRANGER}


async def test_a_button_that_names_no_setting_does_nothing_where_it_could_mean_several(store: Store) -> None:
    for naming in (NAMING, replace(ANOTHER, leaders=frozenset({LEADER, STRANGER}))):
        await name_setting(store, naming, now=NOW)

    with pytest.raises(NothingThere):
        await add_careers_leaders(store, replace(adding(FACILITATOR), setting=None))
    with pytest.raises(NothingThere):
        await step_down(store, StepDown(workspace=WORKSPACE, person=LEADER, setting=None))

    assert await leaders(store, NAMING.setting) == {LEADER}
    assert await leaders(store, ANOTHER.setting) == {LEADER, STRANGER}


async def test_taken_out_of_one_workspace_it_owes_nothing_there_and_all_elsewhere(store: Store) -> None:
    here = await given.kept(store, given.review(*given.colleagues(2)), invite=True)
    there = await given.kept(store, given.review(*given.colleagues(1), workspace=ELSEWHERE), invite=True)

    await stop_messages(store, StopMessages(workspace=WORKSPACE))
    await stop_messages(store, StopMessages(workspace=WORKSPACE))

    stopped = await store.read(lambda tx: tx.notices.list_by_kind(here, "invitation"))
    going_on = await store.read(lambda tx: tx.notices.list_by_kind(there, "invitation"))
    assert [notice.state for notice in stopped] == [NoticeState.WITHDRAWN, NoticeState.WITHDRAWN]
    assert [notice.state for notice in going_on] == [NoticeState.WAITING]


async def test_a_new_careers_leader_hears_from_the_hub_what_has_not_left_yet(store: Store) -> None:
    setting = await name_setting(store, NAMING, now=NOW)
    await hub_given.keep_hub(store, hub_given.hub())
    place = replace(hub_given.member_in_slack(setting), leaders=frozenset({LEADER}))
    await hub_given.keep_members(store, place)
    about = {"announcement": "the-weeks"}
    planned = list(to_leaders(place, WEEKS_ANNOUNCED, about, due_at=NOW))
    await store.write(lambda tx: [tx.notices.plan(each) for each in planned])

    await add_careers_leaders(store, adding(STRANGER))
    await add_careers_leaders(store, adding(STRANGER))

    owed = await hub_given.owed(store, WEEKS_ANNOUNCED)
    assert [notice.person for notice in owed] == [LEADER, STRANGER]
    assert [notice.about for notice in owed] == [{"member": place.id, **about}] * 2
