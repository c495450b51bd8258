from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.guides.use_cases.giving import find_wording
from bot.capabilities.guides.use_cases.reading import forget_old_guides, look_at_told
from bot.capabilities.guides.use_cases.taking_out import TakenOut, take_out
from maturity_model.errors import EditionInUse, GuideSettled, NotAllowed, NothingThere
from maturity_model.given_guide import GuideState
from maturity_model.ids import GuideId, PersonId, SettingId
from maturity_model.review import Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.bot.capabilities.guides.guides import (
    ASKING,
    ELSEWHERE,
    NEIGHBOUR,
    OFFICIAL,
    WHOLE,
    confirmed,
    install_the_same,
    installed,
    kept,
    lead,
    looked_at,
    owed,
    read,
)
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE, hillside


async def used(store: Store) -> None:
    """The careers leader's guide became an edition, and they were told."""
    await confirmed(store)
    await read(store, WHOLE)


async def lived_through(store: Store, *stages: Stage) -> None:
    """A review that goes by the guide's wording came to each of these stages."""
    review = replace(given.review(LEADER, stage=stages[0]), edition=OFFICIAL)

    def live(tx: Transaction) -> None:
        tx.reviews.add(review, at=NOW)
        for stage in stages[1:]:
            tx.reviews.put(replace(review, stage=stage))
            tx.reviews.add_move(replace(review, stage=stage), by=LEADER, at=NOW)

    await store.write(live)


async def offered_on_home(store: Store, person: PersonId, setting: SettingId = SETTING) -> GuideId | None:
    """The guide that somebody could take out from Home."""
    wording = await find_wording(store, WORKSPACE, person, setting)
    assert wording
    return wording.guide


async def test_a_wording_that_nobody_uses_is_taken_out(store: Store) -> None:
    await used(store)

    taken = await take_out(store, ASKING)

    assert taken == TakenOut(setting=SETTING, still_there=False)
    assert not await installed(store)
    assert (await kept(store)).state is GuideState.TAKEN_OUT


async def test_a_wording_that_only_a_discarded_draft_went_by_is_taken_out(store: Store) -> None:
    await used(store)
    await lived_through(store, Stage.DRAFT, Stage.CANCELLED)

    await take_out(store, ASKING)

    assert not await installed(store)


async def test_it_is_said_where_it_is_still_there_for_all(store: Store) -> None:
    await used(store)
    await install_the_same(store, None)

    taken = await take_out(store, ASKING)

    assert taken.still_there
    assert await installed(store)


async def test_a_year_later_it_can_still_be_taken_out_and_is_then_forgotten(store: Store) -> None:
    await used(store)
    later = NOW + timedelta(days=365)
    await forget_old_guides(store, now=later)

    await take_out(store, ASKING)
    await forget_old_guides(store, now=later)

    assert not await installed(store)
    assert await store.read(lambda tx: tx.guides.find(WORKSPACE, ASKING.guide)) is None


async def test_home_offers_it_to_every_careers_leader_of_the_setting_that_brought_it(store: Store) -> None:
    await used(store)
    await lead(store, LEADER, FACILITATOR)

    for person in (LEADER, FACILITATOR):
        assert await offered_on_home(store, person) == ASKING.guide
    assert await offered_on_home(store, NEIGHBOUR, hillside().id) is None


async def test_home_offers_it_only_while_no_review_goes_by_it(store: Store) -> None:
    await used(store)
    await lived_through(store, Stage.DRAFT)
    assert await offered_on_home(store, LEADER) is None

    await store.write(lambda tx: tx.reviews.put(replace(given.review(LEADER, stage=Stage.CANCELLED), edition=OFFICIAL)))
    assert await offered_on_home(store, LEADER) == ASKING.guide


async def test_home_offers_nothing_that_was_taken_out_and_then_came_for_all(store: Store) -> None:
    await used(store)
    await take_out(store, ASKING)
    await install_the_same(store, None)

    assert await offered_on_home(store, LEADER) is None


async def test_the_second_time_nothing_changes(store: Store) -> None:
    await used(store)
    await take_out(store, ASKING)
    await install_the_same(store, WORKSPACE)

    await take_out(store, ASKING)

    assert await installed(store)


async def test_nobody_is_told_of_a_wording_that_is_out_again(store: Store) -> None:
    await used(store)
    [notice] = await owed(store)
    await take_out(store, ASKING)

    assert await look_at_told(store, notice) is None


@pytest.mark.parametrize(
    "stages",
    [
        (Stage.DRAFT,),
        (Stage.DRAFT, Stage.REFLECTING),
        (Stage.DRAFT, Stage.REFLECTING, Stage.CANCELLED),
        (Stage.DRAFT, Stage.REFLECTING, Stage.AGREEING, Stage.AGREED),
    ],
)
async def test_a_wording_that_a_review_goes_by_stays(store: Store, stages: tuple[Stage, ...]) -> None:
    await used(store)
    await lived_through(store, *stages)

    with pytest.raises(EditionInUse):
        await take_out(store, ASKING)

    assert await installed(store)
    assert (await kept(store)).state is GuideState.USED


async def test_what_was_there_before_the_guide_stays(store: Store) -> None:
    await confirmed(store)
    await install_the_same(store, None)
    await read(store, WHOLE)

    with pytest.raises(GuideSettled):
        await take_out(store, ASKING)

    assert await installed(store)


async def test_a_guide_that_is_no_edition_yet_is_left_alone(store: Store) -> None:
    await looked_at(store)

    with pytest.raises(GuideSettled):
        await take_out(store, ASKING)

    assert (await kept(store)).state is GuideState.FOUND


async def test_where_it_was_removed_already_nothing_is_missed(store: Store) -> None:
    await used(store)
    await store.write(lambda tx: tx.editions.remove(OFFICIAL, workspace=WORKSPACE))

    await take_out(store, ASKING)

    assert (await kept(store)).state is GuideState.TAKEN_OUT


@pytest.mark.parametrize("person", [NEIGHBOUR, STRANGER])
async def test_whoever_does_not_lead_careers_there_is_refused(store: Store, person: PersonId) -> None:
    await used(store)

    with pytest.raises(NotAllowed):
        await take_out(store, replace(ASKING, person=person))

    assert await installed(store)


async def test_somebody_who_stepped_down_is_refused(store: Store) -> None:
    await used(store)
    await lead(store, NEIGHBOUR)

    with pytest.raises(NotAllowed):
        await take_out(store, ASKING)

    assert await installed(store)


async def test_from_another_workspace_it_does_not_exist(store: Store) -> None:
    await used(store)

    with pytest.raises(NothingThere):
        await take_out(store, replace(ASKING, workspace=ELSEWHERE))

    assert await installed(store)
