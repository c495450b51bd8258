from dataclasses import replace
from datetime import timedelta

import pytest

from maturity_model.errors import NothingThere
from maturity_model.given_guide import GivenGuide, GuideState
from maturity_model.ids import GuideId, WorkspaceId
from storage.store import Store
from tests.given import LEADER, NOW, SETTING, WORKSPACE, hillside, setting

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
GIVEN = GivenGuide(
    id=GuideId("a-guide"),
    workspace=WORKSPACE,
    setting=SETTING,
    person=LEADER,
    file="F0000000001",
    name="guide & <notes> — دليل.pdf",
    given_at=NOW,
)
FOUND = replace(
    GIVEN,
    state=GuideState.FOUND,
    said={"columns": {"2.1": [1, 2, 3]}},
    confirmed=True,
    readings=2,
    tries=1,
    found={"rows": 32, "words": "😀 \x00 <!channel>"},
    fingerprint="5e" * 32,
    refusal="It is locked.",
    edition="schools-2031-official",
)


@pytest.fixture
async def store_with_settings(store: Store) -> Store:
    for each in (setting(), hillside(), setting(workspace=ELSEWHERE)):
        await store.write(lambda tx, each=each: tx.settings.add(each, at=NOW))  # type: ignore[misc]
    return store


async def test_a_guide_comes_back_as_it_was_kept(store_with_settings: Store) -> None:
    store = store_with_settings
    await store.write(lambda tx: tx.guides.add(GIVEN))
    first = await store.read(lambda tx: tx.guides.get(WORKSPACE, GIVEN.id))

    await store.write(lambda tx: tx.guides.put(FOUND))

    assert first == GIVEN
    assert await store.read(lambda tx: tx.guides.get(WORKSPACE, GIVEN.id)) == FOUND
    assert await store.write(lambda tx: tx.guides.get_for_change(WORKSPACE, GIVEN.id)) == FOUND


async def test_adding_it_again_changes_nothing(store_with_settings: Store) -> None:
    store = store_with_settings
    await store.write(lambda tx: tx.guides.add(FOUND))

    await store.write(lambda tx: tx.guides.add(GIVEN))

    assert await store.read(lambda tx: tx.guides.get(WORKSPACE, GIVEN.id)) == FOUND


@pytest.mark.parametrize(
    "theirs",
    [
        replace(GIVEN, setting=hillside().id),
        replace(GIVEN, workspace=ELSEWHERE, setting=setting(workspace=ELSEWHERE).id),
    ],
)
async def test_the_id_of_another_settings_guide_is_refused(store_with_settings: Store, theirs: GivenGuide) -> None:
    await store_with_settings.write(lambda tx: tx.guides.add(GIVEN))

    with pytest.raises(NothingThere):
        await store_with_settings.write(lambda tx: tx.guides.add(theirs))

    assert await store_with_settings.read(lambda tx: tx.guides.list_waiting()) == [GIVEN]


async def test_another_workspaces_guide_does_not_exist(store_with_settings: Store) -> None:
    store = store_with_settings
    await store.write(lambda tx: tx.guides.add(GIVEN))

    assert await store.read(lambda tx: tx.guides.find(ELSEWHERE, GIVEN.id)) is None
    with pytest.raises(NothingThere):
        await store.read(lambda tx: tx.guides.get(ELSEWHERE, GIVEN.id))
    with pytest.raises(NothingThere):
        await store.write(lambda tx: tx.guides.get_for_change(ELSEWHERE, GIVEN.id))


async def test_those_that_wait_are_listed_in_the_order_in_which_they_were_given(store_with_settings: Store) -> None:
    store = store_with_settings
    later = replace(GIVEN, id=GuideId("a-later-guide"), given_at=NOW + timedelta(minutes=1))
    settled = replace(FOUND, id=GuideId("a-settled-guide"))
    for guide in (later, settled, GIVEN):
        await store.write(lambda tx, guide=guide: tx.guides.add(guide))  # type: ignore[misc]

    assert await store.read(lambda tx: tx.guides.list_waiting()) == [GIVEN, later]


async def test_only_what_was_given_before_is_forgotten(store_with_settings: Store) -> None:
    store = store_with_settings
    later = replace(GIVEN, id=GuideId("a-later-guide"), given_at=NOW + timedelta(minutes=1))
    for guide in (later, GIVEN):
        await store.write(lambda tx, guide=guide: tx.guides.add(guide))  # type: ignore[misc]

    before = later.given_at
    had_any = await store.read(lambda tx: tx.guides.has_given(before=before))
    await store.write(lambda tx: tx.guides.remove_given(before=before))

    assert had_any
    assert not await store.read(lambda tx: tx.guides.has_given(before=before))
    assert await store.read(lambda tx: tx.guides.list_waiting()) == [later]
