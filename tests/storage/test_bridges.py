from dataclasses import replace
from datetime import timedelta

import pytest

from maturity_model.agreement import Agreement
from maturity_model.bridge import Bridge, Corrections, assumed_bridge
from maturity_model.catalog import Column, Edition, EditionId, RowId
from maturity_model.errors import UnknownRow
from maturity_model.ids import ReviewId, WorkspaceId
from maturity_model.review import Review, Stage
from storage.agreements import AgreedBefore
from storage.store import Store
from tests import given
from tests.given import FACILITATOR, NOW, WORKSPACE, kept

ELSEWHERE = WorkspaceId("T0000000002")
AFTER = given.built_in()
BEFORE = replace(AFTER, id=EditionId("schools-2025"), year=2025)
MOVED: Corrections = {RowId("3.4"): RowId("3.5"), RowId("3.8"): None}
SPLIT: Corrections = {RowId("3.5"): RowId("3.4")}
Pair = tuple[Edition, Edition]
YEAR = timedelta(days=365)


async def install(store: Store, edition: Edition, workspace: WorkspaceId | None) -> None:
    await store.write(lambda tx: tx.editions.install(edition, workspace=workspace, person=None, at=NOW))


async def put(
    store: Store, corrections: Corrections, *, workspace: WorkspaceId | None = None, pair: Pair = (BEFORE, AFTER)
) -> None:
    await store.write(lambda tx: tx.bridges.put(*pair, corrections, workspace=workspace, at=NOW))


async def between(store: Store, workspace: WorkspaceId = WORKSPACE, *, pair: Pair = (BEFORE, AFTER)) -> Bridge:
    return await store.read(lambda tx: tx.bridges.between(workspace, *pair))


async def agreed(
    store: Store, name: str, *, years_ago: int, stage: Stage = Stage.AGREED, like: Review | None = None, column: int = 3
) -> Review:
    """A review opened so many years ago, whose meeting agreed row 1.1 at this column; 0 where it agreed nothing."""
    whole = like or given.review(*given.colleagues(3))
    named = replace(whole, id=ReviewId(name), academic_year=f"{2026 - years_ago}/{27 - years_ago}", stage=stage)
    review = await kept(store, named, at=NOW - years_ago * YEAR)
    agreement = Agreement(row=RowId("1.1"), column=Column(column), recorded_by=FACILITATOR, recorded_at=NOW)
    if column:
        await store.write(lambda tx: tx.agreements.put(review, agreement))
    return review


async def before(store: Store, review: Review) -> AgreedBefore | None:
    return await store.read(lambda tx: tx.agreements.find_before(review))


async def test_where_nobody_corrected_anything_the_bridge_is_the_assumed_one(store: Store) -> None:
    assert await between(store) == assumed_bridge(BEFORE, AFTER)


async def test_corrections_for_all_are_everybodys(store: Store) -> None:
    await put(store, MOVED)

    for workspace in (WORKSPACE, ELSEWHERE):
        bridge = await between(store, workspace)
        assert bridge.rows[RowId("3.4")] == "3.5"
        assert bridge.rows[RowId("3.8")] is None
        assert bridge.settled == MOVED.keys()


async def test_a_workspaces_own_corrections_stand_in_place_of_those_for_all(store: Store) -> None:
    await put(store, MOVED)
    await put(store, SPLIT, workspace=WORKSPACE)

    assert (await between(store)).settled == SPLIT.keys()
    assert (await between(store, ELSEWHERE)).settled == MOVED.keys()


async def test_corrections_put_again_replace_the_former_ones(store: Store) -> None:
    await put(store, MOVED)
    await put(store, SPLIT)

    assert (await between(store)).settled == SPLIT.keys()


async def test_corrections_that_are_forgotten_leave_what_is_for_all_and_then_what_is_assumed(store: Store) -> None:
    await put(store, MOVED)
    await put(store, SPLIT, workspace=WORKSPACE)

    assert await store.write(lambda tx: tx.bridges.remove(BEFORE, AFTER, workspace=WORKSPACE))
    assert (await between(store)).settled == MOVED.keys()
    assert await store.write(lambda tx: tx.bridges.remove(BEFORE, AFTER, workspace=None))
    assert await between(store) == assumed_bridge(BEFORE, AFTER)
    assert not await store.write(lambda tx: tx.bridges.remove(BEFORE, AFTER, workspace=None))


async def test_a_correction_that_names_an_unknown_row_is_refused_and_nothing_kept(store: Store) -> None:
    with pytest.raises(UnknownRow):
        await put(store, {**MOVED, RowId("9.9"): None})

    assert await between(store) == assumed_bridge(BEFORE, AFTER)


async def test_a_bridge_leads_one_way(store: Store) -> None:
    await put(store, MOVED)

    back = await store.read(lambda tx: tx.bridges.between(WORKSPACE, AFTER, BEFORE))

    assert back == assumed_bridge(AFTER, BEFORE)


async def test_corrections_of_rows_that_are_not_there_any_more_are_left_out(store: Store) -> None:
    await put(store, MOVED)
    shorter = replace(AFTER, themes=AFTER.themes[:2])

    bridge = await store.read(lambda tx: tx.bridges.between(WORKSPACE, BEFORE, shorter))

    assert bridge == assumed_bridge(BEFORE, shorter)


async def test_from_an_edition_to_itself_every_row_is_itself(store: Store) -> None:
    bridge = await store.read(lambda tx: tx.bridges.between(WORKSPACE, AFTER, AFTER))

    assert not bridge.assumed
    assert all(row == source for row, source in bridge.rows.items())


async def test_the_review_before_is_the_newest_agreed_one_that_was_opened_earlier(store: Store) -> None:
    oldest, older, newest = [await agreed(store, f"{n}", years_ago=n) for n in (3, 2, 1)]

    found = await before(store, newest)

    assert found == AgreedBefore(
        review=older.id, academic_year="2024/25", edition=older.edition, columns={RowId("1.1"): Column(3)}
    )
    assert await before(store, oldest) is None


@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.AGREEING, Stage.REFLECTING])
async def test_a_review_that_was_taken_back_or_cancelled_is_not_compared(store: Store, stage: Stage) -> None:
    oldest = await agreed(store, "oldest", years_ago=2)
    await agreed(store, "ended", years_ago=1, stage=stage)
    newest = await agreed(store, "newest", years_ago=0)

    found = await before(store, newest)

    assert found
    assert found.review == oldest.id


async def test_another_settings_and_another_workspaces_reviews_are_not_compared(store: Store) -> None:
    await agreed(store, "hillside", years_ago=1, like=given.of_hillside(given.review()))
    await agreed(store, "elsewhere", years_ago=1, like=given.review(workspace=ELSEWHERE))
    ours = await agreed(store, "ours", years_ago=0)

    assert await before(store, ours) is None


async def test_a_review_that_agreed_nothing_is_found_without_columns(store: Store) -> None:
    await agreed(store, "earlier", years_ago=1, column=0)
    now = await agreed(store, "now", years_ago=0)

    found = await before(store, now)

    assert found
    assert found.columns == {}


@pytest.mark.parametrize("gone", [BEFORE, AFTER], ids=["earlier", "later"])
async def test_what_was_corrected_of_a_removed_edition_is_forgotten_with_it(store: Store, gone: Edition) -> None:
    ours = replace(gone, id=EditionId("ours"))
    pair = (ours, AFTER) if gone is BEFORE else (BEFORE, ours)
    await install(store, ours, WORKSPACE)
    await install(store, ours, ELSEWHERE)
    for workspace in (WORKSPACE, ELSEWHERE):
        await put(store, MOVED, workspace=workspace, pair=pair)

    await store.write(lambda tx: tx.editions.remove(ours.id, workspace=WORKSPACE))

    assert (await between(store, WORKSPACE, pair=pair)).settled == frozenset()
    assert (await between(store, ELSEWHERE, pair=pair)).settled == MOVED.keys()


async def test_what_was_corrected_goes_with_the_edition_for_all_but_where_somebody_has_their_own(store: Store) -> None:
    ours = replace(BEFORE, id=EditionId("ours"))
    for whose in (ELSEWHERE, None):
        await install(store, ours, whose)
    for workspace in (WORKSPACE, ELSEWHERE):
        await put(store, MOVED, workspace=workspace, pair=(ours, AFTER))
    await put(store, SPLIT)

    await store.write(lambda tx: tx.editions.remove(ours.id, workspace=None))

    assert (await between(store, WORKSPACE, pair=(ours, AFTER))).settled == frozenset()
    assert (await between(store, ELSEWHERE, pair=(ours, AFTER))).settled == MOVED.keys()
    assert (await between(store)).settled == SPLIT.keys()


async def test_what_was_corrected_for_all_goes_with_the_last_one_who_has_the_edition(store: Store) -> None:
    ours = replace(BEFORE, id=EditionId("ours"))
    await install(store, ours, ELSEWHERE)
    await put(store, MOVED, pair=(ours, AFTER))

    await store.write(lambda tx: tx.editions.remove(ours.id, workspace=ELSEWHERE))

    assert (await between(store, ELSEWHERE, pair=(ours, AFTER))).settled == frozenset()


async def test_what_was_corrected_for_all_stays_while_anybody_has_the_edition(store: Store) -> None:
    ours = replace(BEFORE, id=EditionId("ours"))
    for whose in (WORKSPACE, ELSEWHERE):
        await install(store, ours, whose)
    await put(store, MOVED, pair=(ours, AFTER))

    await store.write(lambda tx: tx.editions.remove(ours.id, workspace=WORKSPACE))

    assert (await between(store, ELSEWHERE, pair=(ours, AFTER))).settled == MOVED.keys()


async def test_a_workspaces_corrections_stay_while_the_edition_is_there_for_all(store: Store) -> None:
    ours = replace(BEFORE, id=EditionId("ours"))
    for whose in (WORKSPACE, None):
        await install(store, ours, whose)
    await put(store, MOVED, workspace=WORKSPACE, pair=(ours, AFTER))

    await store.write(lambda tx: tx.editions.remove(ours.id, workspace=WORKSPACE))

    assert (await between(store, WORKSPACE, pair=(ours, AFTER))).settled == MOVED.keys()
