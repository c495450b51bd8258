"""What comes of reading a guide, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.guides.texts import CHANGED
from bot.capabilities.guides.use_cases.giving import look_at_guide, settle_guide
from bot.capabilities.guides.use_cases.reading import (
    KEPT,
    forget_old_guides,
    list_waiting,
    look_at_told,
    take_up,
)
from bot.guide.findings import Asks
from maturity_model.catalog import EditionId
from maturity_model.given_guide import MOST_TRIES, GuideState, Offer
from maturity_model.setting import Kind
from storage.store import Store
from tests.bot.capabilities.guides.guides import (
    ASKING,
    ELSEWHERE,
    GIVING,
    NEIGHBOUR,
    OFFICIAL,
    ONE_LOST,
    SETTLING,
    WHOLE,
    came_to,
    confirmed,
    given,
    install_the_same,
    installed,
    kept,
    lead,
    looked_at,
    owed,
    read,
)
from tests.given import LEADER, NOW, WORKSPACE


async def test_what_was_found_is_told_once_to_whoever_gave_it(store: Store) -> None:
    await given(store)

    await read(store)

    [notice] = await owed(store)
    told = await look_at_told(store, notice)
    assert notice.person == LEADER
    assert told
    assert told.findings == replace(ONE_LOST, edition=None)
    assert await list_waiting(store) == []


async def test_a_confirmed_guide_becomes_an_edition_of_the_workspace_alone(store: Store) -> None:
    await confirmed(store)

    await read(store, WHOLE)

    [notice] = await owed(store)
    told = await look_at_told(store, notice)
    assert await store.read(lambda tx: tx.editions.find(WORKSPACE, OFFICIAL)) == WHOLE.edition
    assert not await installed(store, ELSEWHERE)
    assert told
    assert told.guide.state is GuideState.USED
    assert (told.title, told.offer) == ("Careers Impact Maturity Model: Small Schools, 2031", Offer.FIRST)


async def test_a_confirmed_guide_that_is_unsettled_still_is_not_used(store: Store) -> None:
    await confirmed(store)

    await read(store, ONE_LOST)

    assert not await installed(store)
    assert (await kept(store)).state is GuideState.FOUND
    assert len(await owed(store)) == 1


async def test_the_same_edition_again_is_said_to_be_there_already(store: Store) -> None:
    await confirmed(store)
    await install_the_same(store, None)

    await read(store, WHOLE)

    [notice] = await owed(store)
    told = await look_at_told(store, notice)
    assert told
    assert told.guide.state is GuideState.KNOWN


async def test_a_guide_for_another_kind_of_setting_is_kept_and_said_not_to_be_offered(store: Store) -> None:
    await confirmed(store)
    assert WHOLE.edition
    special = replace(WHOLE.edition, kinds=frozenset({Kind.SPECIAL_SCHOOL}))

    await read(store, replace(WHOLE, edition=special))

    [notice] = await owed(store)
    told = await look_at_told(store, notice)
    assert told
    assert told.offer is Offer.NONE


async def test_an_older_guide_is_said_to_be_one_of_several(store: Store) -> None:
    await confirmed(store)
    assert WHOLE.edition
    newer = replace(WHOLE.edition, id=EditionId("newer"), year=2032)
    await store.write(lambda tx: tx.editions.install(newer, workspace=WORKSPACE, person=LEADER, at=NOW))

    await read(store, WHOLE)

    [notice] = await owed(store)
    told = await look_at_told(store, notice)
    assert told
    assert told.offer is Offer.LATER


async def test_where_the_name_was_taken_meanwhile_another_is_asked_for(store: Store) -> None:
    await confirmed(store)
    assert WHOLE.edition
    theirs = replace(WHOLE.edition, title="Another guide")
    await store.write(lambda tx: tx.editions.install(theirs, workspace=WORKSPACE, person=LEADER, at=NOW))

    await read(store, WHOLE)

    seen = await look_at_guide(store, ASKING)
    assert [trouble.asks for trouble in seen.findings.troubles] == [Asks.NAME]
    assert await store.read(lambda tx: tx.editions.find(WORKSPACE, OFFICIAL)) == theirs
    assert len(await owed(store)) == 1


async def test_a_file_that_changed_after_it_was_looked_at_is_refused(store: Store) -> None:
    await confirmed(store)

    await read(store, WHOLE, fingerprint="another")

    assert not await installed(store)
    assert (await kept(store)).refusal == CHANGED
    assert len(await owed(store)) == 1


async def test_a_file_that_is_gone_when_it_is_to_be_used_is_refused_for_that_reason(store: Store) -> None:
    await confirmed(store)
    [guide] = await list_waiting(store)

    await came_to(store, guide, None, fingerprint=None, refusal="It is gone.")  # type: ignore[arg-type]

    assert (await kept(store)).refusal == "It is gone."


async def test_a_leader_who_steps_down_before_it_is_used_brings_no_edition_and_is_told_nothing(store: Store) -> None:
    await confirmed(store)
    await lead(store, NEIGHBOUR)

    await read(store, WHOLE)

    assert not await installed(store)
    assert await owed(store) == []
    assert (await kept(store)).state is GuideState.REFUSED
    assert (await kept(store)).found is None


async def test_the_words_of_rows_that_lost_their_columns_are_forgotten_once_the_guide_is_used(store: Store) -> None:
    await confirmed(store)
    before = (await kept(store)).found

    await read(store, WHOLE)

    assert before
    assert ((await kept(store)).state, (await kept(store)).found) == (GuideState.USED, None)


async def test_they_are_forgotten_once_it_is_refused(store: Store) -> None:
    await confirmed(store)

    await read(store, None, refusal="It is gone.")

    assert (await kept(store)).found is None


async def test_a_leader_who_steps_down_before_they_are_told_is_told_nothing(store: Store) -> None:
    await given(store)
    await read(store)
    await lead(store, NEIGHBOUR)

    [notice] = await owed(store)

    assert await look_at_told(store, notice) is None


async def test_news_that_is_old_by_then_is_not_told(store: Store) -> None:
    await given(store)
    await read(store)
    [notice] = await owed(store)

    await settle_guide(store, SETTLING, now=NOW)
    being_read = await look_at_told(store, notice)
    await read(store, WHOLE)
    await store.write(lambda tx: tx.editions.remove(OFFICIAL, workspace=WORKSPACE))
    removed = await look_at_told(store, notice)
    await forget_old_guides(store, now=NOW + KEPT + timedelta(days=1))

    assert being_read is None
    assert removed is None
    assert await look_at_told(store, notice) is None


async def test_reading_is_not_begun_more_often_than_it_is_worth(store: Store) -> None:
    await given(store)

    begun = [await take_up(store, guide) for _ in range(MOST_TRIES + 1) for guide in await list_waiting(store)]

    assert begun == [True] * MOST_TRIES + [False]


async def test_confirming_gives_reading_as_many_tries_again(store: Store) -> None:
    await given(store)
    for _ in range(MOST_TRIES - 1):
        await take_up(store, await kept(store))
    await read(store)

    await settle_guide(store, SETTLING, now=NOW)

    assert (await kept(store)).tries == 0


async def test_what_is_not_waiting_is_not_read(store: Store) -> None:
    await looked_at(store)

    assert not await take_up(store, await kept(store))


async def test_guides_are_forgotten_two_weeks_after_somebody_last_did_something_with_them(store: Store) -> None:
    await looked_at(store)
    later = NOW + timedelta(days=10)
    await settle_guide(store, SETTLING, now=later)
    await read(store, ONE_LOST)

    await forget_old_guides(store, now=NOW + KEPT + timedelta(days=1))
    remembered = await store.read(lambda tx: tx.guides.find(WORKSPACE, GIVING.guide))
    await forget_old_guides(store, now=later + KEPT + timedelta(days=1))

    assert remembered
    assert await store.read(lambda tx: tx.guides.find(WORKSPACE, GIVING.guide)) is None


async def test_of_one_that_became_an_edition_only_that_is_kept(store: Store) -> None:
    await confirmed(store)
    await read(store, WHOLE)

    await forget_old_guides(store, now=NOW + KEPT + timedelta(days=1))

    guide = await kept(store)
    assert (guide.edition, guide.name, guide.said, guide.found) == (OFFICIAL, "", {}, None)


@pytest.mark.parametrize("name", ["ours-2031", "Ours & theirs!"])
async def test_what_a_person_calls_it_is_kept_as_they_wrote_it(store: Store, name: str) -> None:
    await looked_at(store)

    await settle_guide(store, replace(SETTLING, name=name), now=NOW)

    assert (await kept(store)).said["id"] == name
