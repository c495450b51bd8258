"""Which setting somebody looks at, on both databases."""

from dataclasses import replace

import pytest

from bot.capabilities.home.use_cases.choosing import ChooseSetting, choose_setting
from bot.kit.in_view import InView, find_in_view, setting_meant, settings_meant
from maturity_model.errors import NothingThere, SettingMissing
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.review import Review, Stage
from maturity_model.setting import Setting
from storage.store import Store
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE

ADMIN, BOTH = PersonId("U0ADMIN0001"), PersonId("U0BOTH00001")
ELSEWHERE = WorkspaceId("T0ELSEWHERE")
RIVERSIDE, HILLSIDE = given.setting(), given.hillside(leaders=frozenset({BOTH}))
FIRST = given.colleagues(1)[0]


@pytest.fixture
async def trust(store: Store) -> Store:
    """Two settings in one workspace, and a third one in another."""
    for setting in (RIVERSIDE, HILLSIDE, given.setting(workspace=ELSEWHERE)):
        await store.write(lambda tx, setting=setting: tx.settings.add(setting, at=NOW))  # type: ignore[misc]
    return store


async def seen_by(store: Store, person: PersonId, *, is_admin: bool = False) -> InView:
    return await find_in_view(store, WORKSPACE, person, is_admin=is_admin)


async def choose(store: Store, person: PersonId, setting: Setting, *, is_admin: bool = False) -> None:
    request = ChooseSetting(workspace=WORKSPACE, person=person, is_admin=is_admin, setting=setting.id)
    await choose_setting(store, request)


async def put(store: Store, review: Review) -> None:
    await store.write(lambda tx: tx.reviews.add(review, at=NOW))


async def test_whoever_takes_part_in_both_looks_at_the_one_they_lead(trust: Store) -> None:
    await put(trust, given.review(BOTH))

    seen = await seen_by(trust, BOTH)

    assert seen == InView(setting=HILLSIDE, settings=(HILLSIDE, RIVERSIDE))


async def test_whoever_leads_none_looks_at_the_first_they_belong_to(trust: Store) -> None:
    await put(trust, given.review(FIRST))
    await put(trust, given.of_hillside(given.review(FIRST, leaders=(BOTH,))))

    assert await seen_by(trust, FIRST) == InView(setting=HILLSIDE, settings=(HILLSIDE, RIVERSIDE))


async def test_what_somebody_chose_is_in_view_until_they_choose_another(trust: Store) -> None:
    await put(trust, given.review(BOTH))

    await choose(trust, BOTH, RIVERSIDE)
    await choose(trust, BOTH, RIVERSIDE)
    chosen = await seen_by(trust, BOTH)
    await choose(trust, BOTH, HILLSIDE)

    assert chosen.setting == RIVERSIDE
    assert (await seen_by(trust, BOTH)).setting == HILLSIDE
    assert (await seen_by(trust, LEADER)).setting == RIVERSIDE


async def test_what_somebody_chose_is_out_of_view_once_they_do_not_belong_there_any_more(trust: Store) -> None:
    review = given.review(BOTH)
    await put(trust, review)
    await choose(trust, BOTH, RIVERSIDE)

    gone = replace(review.members[BOTH], removed=True)
    await trust.write(lambda tx: tx.reviews.put_member(review, gone))

    assert await seen_by(trust, BOTH) == InView(setting=HILLSIDE, settings=(HILLSIDE,))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CANCELLED])
async def test_nobody_belongs_to_a_setting_for_a_review_that_is_not_open_or_was_called_off(
    trust: Store, stage: Stage
) -> None:
    await put(trust, given.review(FIRST, stage=stage))

    assert await seen_by(trust, FIRST) == InView(setting=None, settings=())


async def test_whoever_belongs_to_none_looks_at_the_only_one_there_is(store: Store) -> None:
    await store.write(lambda tx: tx.settings.add(RIVERSIDE, at=NOW))

    assert await seen_by(store, STRANGER) == InView(setting=RIVERSIDE, settings=())
    assert await seen_by(store, ADMIN, is_admin=True) == InView(setting=RIVERSIDE, settings=(), others=(RIVERSIDE,))


async def test_where_nobody_has_named_a_setting_there_is_none_to_look_at(store: Store) -> None:
    assert await seen_by(store, ADMIN, is_admin=True) == InView(setting=None, settings=())


async def test_an_admin_chooses_from_all_of_their_workspace_and_nobody_else_does(trust: Store) -> None:
    before = await seen_by(trust, ADMIN, is_admin=True)
    await choose(trust, ADMIN, RIVERSIDE, is_admin=True)

    assert before == InView(setting=None, settings=(), others=(HILLSIDE, RIVERSIDE))
    assert (await seen_by(trust, ADMIN, is_admin=True)).setting == RIVERSIDE
    assert await seen_by(trust, ADMIN) == InView(setting=None, settings=())


@pytest.mark.parametrize(
    ("person", "wanted"),
    [(LEADER, HILLSIDE), (STRANGER, RIVERSIDE), (LEADER, given.setting(workspace=ELSEWHERE))],
)
async def test_what_somebody_does_not_belong_to_is_not_theirs_to_choose(
    trust: Store, person: PersonId, wanted: Setting
) -> None:
    with pytest.raises(NothingThere):
        await choose(trust, person, wanted)

    assert await trust.read(lambda tx: tx.settings.find_chosen(WORKSPACE, person)) is None


async def test_a_button_that_names_a_setting_means_that_one_and_none_of_another_workspace(trust: Store) -> None:
    theirs = given.setting(workspace=ELSEWHERE).id

    assert await trust.read(lambda tx: settings_meant(tx, WORKSPACE, STRANGER, SETTING)) == [RIVERSIDE]
    with pytest.raises(NothingThere):
        await trust.read(lambda tx: settings_meant(tx, WORKSPACE, LEADER, theirs))


async def test_where_none_is_named_they_mean_those_they_lead_and_an_admin_any(trust: Store) -> None:
    led = await trust.read(lambda tx: settings_meant(tx, WORKSPACE, LEADER, None))
    by_admin = await trust.read(lambda tx: settings_meant(tx, WORKSPACE, ADMIN, None, is_admin=True))
    by_stranger = await trust.read(lambda tx: settings_meant(tx, WORKSPACE, STRANGER, None))

    assert (led, by_admin, by_stranger) == ([RIVERSIDE], [HILLSIDE, RIVERSIDE], [])


async def test_one_setting_is_meant_or_none(trust: Store) -> None:
    assert await trust.read(lambda tx: setting_meant(tx, WORKSPACE, LEADER, None)) == RIVERSIDE
    with pytest.raises(NothingThere):
        await trust.read(lambda tx: setting_meant(tx, WORKSPACE, FACILITATOR, None))
    with pytest.raises(NothingThere):
        await trust.read(lambda tx: setting_meant(tx, WORKSPACE, ADMIN, None, is_admin=True))


async def test_where_there_is_no_setting_none_is_meant(store: Store) -> None:
    with pytest.raises(SettingMissing):
        await store.read(lambda tx: settings_meant(tx, WORKSPACE, LEADER, None))


async def test_a_setting_has_a_name_to_tell_it_apart_only_where_there_are_several(trust: Store) -> None:
    alone = given.setting(workspace=ELSEWHERE)

    assert await trust.read(lambda tx: tx.settings.find_name(WORKSPACE, SETTING)) == "Riverside School"
    assert await trust.read(lambda tx: tx.settings.find_name(WORKSPACE, HILLSIDE.id)) == "Hillside School"
    assert await trust.read(lambda tx: tx.settings.find_name(ELSEWHERE, alone.id)) is None
    assert await trust.read(lambda tx: tx.settings.find_name(WORKSPACE, SettingId("unknown"))) is None
