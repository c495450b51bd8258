import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from secrets import token_hex
from typing import Any

import pytest
from sqlalchemy import Engine, event

from maturity_model.catalog import Edition, EditionId, Wording, offered_first
from maturity_model.errors import BuiltInEdition, DomainError, EditionIdTaken, EditionInUse, UnknownEdition
from maturity_model.ids import WorkspaceId
from maturity_model.review import Review, Stage
from storage.edition_cache import MOST_KEPT_READ
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import LEADER, NOW, WORKSPACE

ELSEWHERE = WorkspaceId("T0000000002")
OURS = replace(given.built_in(), id=EditionId("schools-2025"), year=2025, title="The year before")
REWORDED = replace(OURS, title="The year before, in other words")
REVIEW = replace(given.review(LEADER), edition=OURS.id)


async def install(store: Store, edition: Edition = OURS, *, workspace: WorkspaceId | None = WORKSPACE) -> bool:
    person = LEADER if workspace else None
    return await store.write(lambda tx: tx.editions.install(edition, workspace=workspace, person=person, at=NOW))


async def remove(store: Store, *, workspace: WorkspaceId | None = WORKSPACE) -> None:
    await store.write(lambda tx: tx.editions.remove(OURS.id, workspace=workspace))


async def found(store: Store, workspace: WorkspaceId = WORKSPACE) -> Edition | None:
    return await store.read(lambda tx: tx.editions.find(workspace, OURS.id))


@contextmanager
def statements() -> Iterator[list[str]]:
    """What a database is asked about editions while the block lasts."""
    said: list[str] = []

    def note(*arguments: Any) -> None:
        if "editions" in arguments[2]:
            said.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield said
    event.remove(Engine, "before_cursor_execute", note)


async def test_the_edition_of_a_review_is_the_one_it_is_pinned_to(store: Store) -> None:
    await install(store)

    theirs = [
        await store.read(lambda tx, review=review: tx.editions.of(review))  # type: ignore[misc]
        for review in (REVIEW, given.review(LEADER))
    ]

    assert theirs == [OURS, given.built_in()]


async def test_a_built_in_edition_is_found_without_asking_the_database(store: Store) -> None:
    with statements() as said:
        edition = await store.read(lambda tx: tx.editions.of(given.review(LEADER)))

    assert edition == given.built_in()
    assert said == []


async def test_what_an_installed_edition_says_is_read_once(store: Store) -> None:
    await install(store, replace(OURS, title=f"Read once: {token_hex()}"))

    with statements() as first:
        edition = await found(store)
    with statements() as second:
        again = await found(store)

    assert (len(first), len(second)) == (2, 1)
    assert again is edition
    assert "content" not in second[0]


async def test_only_so_many_editions_are_kept_read_and_all_are_still_found(store: Store) -> None:
    many = [replace(OURS, title=f"Number {n}", id=EditionId(f"number-{n}")) for n in range(MOST_KEPT_READ + 2)]
    for edition in many:
        await install(store, edition)

    for edition in many * 2:
        assert await store.read(lambda tx, e=edition: tx.editions.get(WORKSPACE, e.id)) == edition  # type: ignore[misc]


async def test_an_edition_of_a_workspace_is_unknown_in_another(store: Store) -> None:
    await install(store)

    assert await found(store) == OURS
    assert await found(store, ELSEWHERE) is None
    with pytest.raises(UnknownEdition):
        await store.read(lambda tx: tx.editions.get(ELSEWHERE, OURS.id))


async def test_an_edition_for_all_is_there_for_every_workspace(store: Store) -> None:
    assert await install(store, workspace=None)

    assert [await found(store), await found(store, ELSEWHERE)] == [OURS, OURS]


async def test_editions_are_listed_in_the_order_they_are_offered_in(store: Store) -> None:
    official = replace(given.built_in(), id=EditionId("schools-2026-official"), wording=Wording.OFFICIAL)
    await install(store, official, workspace=None)
    await install(store)
    await install(store, replace(OURS, id=EditionId("elsewhere")), workspace=ELSEWHERE)

    listed = await store.read(lambda tx: tx.editions.list_for(WORKSPACE))

    assert listed == (official, given.built_in(), OURS)
    assert listed == offered_first(listed)


async def test_an_edition_that_is_there_twice_is_listed_once(store: Store) -> None:
    await install(store)
    assert await install(store, workspace=None)

    assert await store.read(lambda tx: tx.editions.list_for(WORKSPACE)) == (given.built_in(), OURS)


async def test_installing_the_same_again_changes_nothing(store: Store) -> None:
    answers = [await install(store), await install(store), await install(store, given.built_in())]

    installed = await store.read(lambda tx: tx.editions.list_installed())
    assert answers == [True, False, False]
    assert [each.edition for each in installed] == [OURS]


async def test_what_is_there_for_all_need_not_be_installed_for_one(store: Store) -> None:
    await install(store, workspace=None)

    assert await install(store) is False
    assert len(await store.read(lambda tx: tx.editions.list_installed())) == 1


@pytest.mark.parametrize(
    ("first", "second"), [(WORKSPACE, WORKSPACE), (None, WORKSPACE), (None, None), (ELSEWHERE, None)]
)
async def test_an_id_within_reach_means_one_edition_only(
    store: Store, first: WorkspaceId | None, second: WorkspaceId | None
) -> None:
    await install(store, workspace=first)

    with pytest.raises(EditionIdTaken) as refused:
        await install(store, REWORDED, workspace=second)

    assert refused.value.edition == OURS.id
    assert await found(store, first or WORKSPACE) == OURS


async def test_two_workspaces_may_mean_different_editions_by_an_id(store: Store) -> None:
    await install(store)

    assert await install(store, REWORDED, workspace=ELSEWHERE)
    assert [await found(store), await found(store, ELSEWHERE)] == [OURS, REWORDED]


@pytest.mark.parametrize("workspace", [WORKSPACE, None])
async def test_the_id_of_a_built_in_edition_is_taken(store: Store, workspace: WorkspaceId | None) -> None:
    with pytest.raises(EditionIdTaken):
        await install(store, replace(given.built_in(), title="Another"), workspace=workspace)


async def test_of_two_that_come_at_once_one_is_installed_and_the_other_refused(store: Store) -> None:
    attempts = [install(store, edition) for edition in [OURS, REWORDED] * 4]

    results = await asyncio.gather(*attempts, return_exceptions=True)

    assert results.count(True) == 1
    assert results.count(False) == 3
    assert sum(isinstance(result, EditionIdTaken) for result in results) == 4


async def test_one_for_all_and_one_for_a_workspace_that_come_at_once_do_not_meet(store: Store) -> None:
    results = await asyncio.gather(
        install(store), install(store, REWORDED, workspace=None), install(store), return_exceptions=True
    )

    installed = await store.read(lambda tx: tx.editions.list_installed())
    assert len({each.edition.title for each in installed}) == len(installed) == 1
    assert any(isinstance(result, EditionIdTaken) for result in results)


async def test_an_edition_that_nobody_uses_is_removed(store: Store) -> None:
    await install(store)

    await remove(store)

    assert await found(store) is None
    assert await install(store, REWORDED)


async def test_what_comes_with_the_program_stays(store: Store) -> None:
    with pytest.raises(BuiltInEdition):
        await store.write(lambda tx: tx.editions.remove(given.built_in().id, workspace=None))


@pytest.mark.parametrize("workspace", [ELSEWHERE, None])
async def test_only_what_is_there_is_removed(store: Store, workspace: WorkspaceId | None) -> None:
    await install(store)

    with pytest.raises(UnknownEdition):
        await remove(store, workspace=workspace)

    assert await found(store) == OURS


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REFLECTING, Stage.AGREED, Stage.CANCELLED])
@pytest.mark.parametrize("workspace", [WORKSPACE, None])
async def test_an_edition_stays_while_a_review_is_pinned_to_it(
    store: Store, stage: Stage, workspace: WorkspaceId | None
) -> None:
    await install(store, workspace=workspace)
    review = await given.kept(store, replace(REVIEW, stage=stage))
    if stage is not Stage.DRAFT:
        await store.write(lambda tx: tx.reviews.add_move(replace(review, stage=Stage.REFLECTING), by=LEADER, at=NOW))

    with pytest.raises(EditionInUse) as refused:
        await remove(store, workspace=workspace)

    assert refused.value.reviews == 1
    assert [each.reviews for each in await store.read(lambda tx: tx.editions.list_installed())] == [1]


async def test_a_draft_that_was_discarded_keeps_no_edition(store: Store) -> None:
    await install(store)
    discarded = await given.kept(store, replace(REVIEW, stage=Stage.CANCELLED))
    await store.write(lambda tx: tx.reviews.add_move(discarded, by=LEADER, at=NOW))

    await remove(store)

    assert await found(store) is None


async def test_a_review_elsewhere_that_means_its_own_edition_keeps_nobody_elses(store: Store) -> None:
    await install(store)
    await install(store, REWORDED, workspace=ELSEWHERE)
    await given.kept(store, replace(given.review(LEADER, workspace=ELSEWHERE), edition=OURS.id))

    await remove(store)

    assert await found(store) is None
    assert await found(store, ELSEWHERE) == REWORDED


def draft(tx: Transaction, review: Review) -> None:
    tx.editions.get_for_use(review.workspace, review.edition)
    tx.reviews.add(review, at=NOW)


@pytest.mark.parametrize("attempt", range(4))
async def test_an_edition_cannot_go_while_a_review_is_drafted_with_it(store: Store, attempt: int) -> None:
    await install(store)
    await store.write(lambda tx: tx.settings.add(given.setting(), at=NOW))
    drafting, removing = store.write(lambda tx: draft(tx, REVIEW)), remove(store)

    both = (drafting, removing) if attempt % 2 else (removing, drafting)
    results = await asyncio.gather(*both, return_exceptions=True)

    is_there = await found(store) == OURS
    assert is_there == (await store.read(lambda tx: tx.reviews.find_running(WORKSPACE, REVIEW.setting)) is not None)
    assert [type(result) for result in results if result] == [EditionInUse if is_there else UnknownEdition]


async def test_whoever_is_refused_changes_nothing(store: Store) -> None:
    await install(store)
    before = await store.read(lambda tx: tx.editions.list_installed())

    with pytest.raises(DomainError):
        await install(store, REWORDED, workspace=None)

    assert await store.read(lambda tx: tx.editions.list_installed()) == before
