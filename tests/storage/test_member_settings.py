"""The settings of hubs as they are kept, on both databases, and what each has behind it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from maturity_model.booking import History
from maturity_model.errors import NothingThere
from maturity_model.hub import PastKind
from maturity_model.ids import PersonId
from maturity_model.review import Stage
from maturity_model.setting import Kind, Phase
from storage.store import Store
from storage.transaction import Transaction
from tests.given import LEADER, WORKSPACE
from tests.hub_given import (
    BY_COLLEAGUE,
    ELSEWHERE,
    HUB,
    LATER,
    NOW,
    OTHER_HUB,
    history,
    hub,
    keep_hub,
    keep_members,
    keep_past,
    keep_review,
    keep_setting,
    kept_member,
    leader_of,
    member,
    member_id,
    setting,
)

AVON = setting("Avon")
JULY = datetime(2025, 7, 1, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def two_hubs(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_hub(store, hub(OTHER_HUB))


async def ready_again(store: Store) -> list[str]:
    return [each.name for each in await store.read(lambda tx: tx.member_settings.list_ready_again())]


async def peer_due(store: Store, by: date) -> list[tuple[str, date]]:
    def look(tx: Transaction) -> list[tuple[str, date]]:
        due = tx.histories.list_due_again(by=by)
        return [(tx.member_settings.get(of, member).name, day) for of, member, day in due]

    return await store.read(look)


async def leave(store: Store, name: str) -> None:
    left = replace(await kept_member(store, name), left_at=NOW)
    await store.write(lambda tx: tx.member_settings.put(left))


async def wait(store: Store, name: str) -> None:
    waits = replace(await kept_member(store, name), waits_for_review=True)
    await store.write(lambda tx: tx.member_settings.put(waits))


# settings


async def test_a_setting_without_slack_is_kept_as_it_is(store: Store) -> None:
    place = replace(member("Avon"), trust="River Trust", learners=1200, phase=Phase.ALL_THROUGH, kind=Kind.COLLEGE)

    await keep_members(store, place)

    assert await kept_member(store, "Avon") == place


async def test_a_setting_in_slack_is_kept_with_whoever_leads_careers_there(store: Store) -> None:
    place = await keep_setting(store, setting("Avon", leaders=(LEADER, leader_of("Avon"))))

    assert await kept_member(store, "Avon") == place
    assert place.leaders == {LEADER, leader_of("Avon")}

    await store.write(lambda tx: tx.settings.put_leaders(AVON, {LEADER}))
    assert (await kept_member(store, "Avon")).leaders == {LEADER}


async def test_everything_about_a_setting_can_change(store: Store) -> None:
    await keep_members(store, member("Avon"))
    changed = replace(
        member("Avon"),
        name="Avon Academy",
        contact="head@school.example",
        trust="River Trust",
        learners=900,
        consultant=BY_COLLEAGUE,
        shows_progress=True,
        waits_for_review=True,
        joined_at=LATER,
    )

    await store.write(lambda tx: tx.member_settings.put(changed))

    assert await kept_member(store, "Avon") == changed

    await store.write(lambda tx: tx.member_settings.put(replace(changed, consultant=None)))
    assert (await kept_member(store, "Avon")).consultant is None


async def test_a_setting_of_the_same_id_changes_nothing(store: Store) -> None:
    await keep_members(store, member("Avon"))

    again = replace(member("Avon", of=OTHER_HUB), name="Another")
    is_new = await store.write(lambda tx: tx.member_settings.add(again, hub=hub(OTHER_HUB)))

    assert not is_new
    assert await kept_member(store, "Avon") == member("Avon")


async def test_another_hub_has_no_such_setting(store: Store) -> None:
    await keep_members(store, member("Avon"))

    with pytest.raises(NothingThere):
        await kept_member(store, "Avon", OTHER_HUB)
    assert await store.read(lambda tx: tx.member_settings.find(OTHER_HUB, member_id("Avon"))) is None


async def test_settings_are_listed_by_name_whatever_its_capitals(store: Store) -> None:
    await keep_members(store, *(member(name) for name in ("exe", "Dart", "avon", "Brook")))
    await keep_members(store, member("Clyde", of=OTHER_HUB), at=hub(OTHER_HUB))

    listed = await store.read(lambda tx: tx.member_settings.list_by_hub(HUB))

    assert [each.name for each in listed] == ["avon", "Brook", "Dart", "exe"]


async def test_a_setting_that_has_left_is_no_more_and_can_be_found_again(store: Store) -> None:
    place = await keep_setting(store, AVON)

    await leave(store, "Avon")

    with pytest.raises(NothingThere):
        await kept_member(store, "Avon")
    assert await store.read(lambda tx: tx.member_settings.list_by_hub(HUB)) == []
    assert await store.read(lambda tx: tx.member_settings.find_by_setting(WORKSPACE, AVON.id)) is None
    former = replace(place, left_at=NOW)
    assert await store.read(lambda tx: tx.member_settings.find(HUB, place.id)) == former
    assert await store.read(lambda tx: tx.member_settings.find_former(HUB, AVON.id)) == former
    assert await store.read(lambda tx: tx.member_settings.find_former(OTHER_HUB, AVON.id)) is None


async def test_of_several_places_that_it_left_the_last_is_found(store: Store) -> None:
    place = await keep_setting(store, AVON)
    await leave(store, "Avon")
    second = replace(place, id=member_id("AvonAgain"), left_at=LATER)
    await keep_members(store, second)

    assert await store.read(lambda tx: tx.member_settings.find_former(HUB, AVON.id)) == second


async def test_a_setting_is_found_in_its_own_workspace_alone(store: Store) -> None:
    place = await keep_setting(store, AVON)

    assert await store.read(lambda tx: tx.member_settings.find_by_setting(WORKSPACE, AVON.id)) == place
    assert await store.read(lambda tx: tx.member_settings.find_by_setting(ELSEWHERE, AVON.id)) is None


async def test_a_setting_is_in_one_hub_at_a_time(store: Store) -> None:
    place = await keep_setting(store, AVON)
    second = replace(place, id=member_id("Second"), hub=OTHER_HUB)

    with pytest.raises(IntegrityError):
        await keep_members(store, second, at=hub(OTHER_HUB))

    await leave(store, "Avon")
    await keep_members(store, second, at=hub(OTHER_HUB))
    assert await store.read(lambda tx: tx.member_settings.find_by_setting(WORKSPACE, AVON.id)) == second


async def test_many_settings_without_slack_are_no_trouble_to_each_other(store: Store) -> None:
    await keep_members(store, *(member(name) for name in ("Avon", "Brook", "Clyde")))

    assert len(await store.read(lambda tx: tx.member_settings.list_by_hub(HUB))) == 3


# what each has behind it


async def test_a_setting_that_has_done_nothing_has_no_history(store: Store) -> None:
    await keep_members(store, member("Avon"))

    assert await history(store, "Avon") == History()


async def test_a_review_that_was_agreed_here_counts_from_its_day(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_review(store, AVON, at=JULY - timedelta(days=360), name="first")
    await keep_review(store, AVON, at=JULY, name="second")

    assert await history(store, "Avon") == History(agreed_on=JULY.date())


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.AGREED])
async def test_a_review_at_another_stage_counts_for_nothing(store: Store, stage: Stage) -> None:
    await keep_setting(store, AVON)
    await keep_review(store, AVON, at=JULY, stage=stage)

    assert await history(store, "Avon") == History()


async def test_a_review_agreed_anew_counts_from_the_last_time(store: Store) -> None:
    await keep_setting(store, AVON)
    reopened = (await keep_review(store, AVON, at=JULY)).moved_to(Stage.AGREEING)

    def agree(tx: Transaction) -> None:
        tx.reviews.put(reopened.moved_to(Stage.AGREED))
        tx.reviews.add_move(reopened.moved_to(Stage.AGREED), by=LEADER, at=LATER)

    await store.write(lambda tx: tx.reviews.put(reopened))
    while_reopened = await history(store, "Avon")
    await store.write(agree)

    assert while_reopened == History()
    assert await history(store, "Avon") == History(agreed_on=LATER.date())


async def test_a_review_held_elsewhere_counts_and_the_newest_of_all_is_named(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Avon", date(2023, 6, 1))
    entered = await history(store, "Avon")

    await keep_review(store, AVON, at=JULY)

    assert entered == History(agreed_on=date(2024, 6, 1))
    assert await history(store, "Avon") == History(agreed_on=JULY.date())


async def test_peer_reviews_are_told_apart_from_its_own(store: Store) -> None:
    await keep_members(store, member("Avon"), member("Brook"))
    await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER)
    await keep_past(store, "Avon", date(2024, 3, 1), kind=PastKind.PEER)

    assert await history(store, "Avon") == History(agreed_on=date(2024, 6, 1), peer_on=date(2024, 3, 1))
    assert await history(store, "Brook") == History()


async def test_what_was_entered_is_listed_by_day_and_the_same_day_changes_its_source(store: Store) -> None:
    await keep_members(store, member("Avon"))
    later = await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Avon", date(2023, 6, 1), source="paper")
    earlier = await keep_past(store, "Avon", date(2023, 6, 1), source="Compass+")

    listed = await store.read(lambda tx: tx.histories.list_past(member("Avon")))

    assert listed == [earlier, later]


async def test_a_setting_that_comes_back_still_has_what_it_had_done(store: Store) -> None:
    place = await keep_setting(store, AVON)
    await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Avon", date(2024, 3, 1), kind=PastKind.PEER)
    await leave(store, "Avon")

    await store.write(lambda tx: tx.member_settings.put(replace(place, joined_at=LATER, left_at=None)))

    assert await history(store, "Avon") == History(agreed_on=date(2024, 6, 1), peer_on=date(2024, 3, 1))


async def test_what_a_setting_did_in_another_hub_counts(store: Store) -> None:
    place = await keep_setting(store, AVON)
    await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Avon", date(2024, 3, 1), kind=PastKind.PEER)
    await leave(store, "Avon")

    moved = replace(place, id=member_id("Moved"), hub=OTHER_HUB)
    await keep_members(store, moved, at=hub(OTHER_HUB))

    found = await store.read(lambda tx: tx.histories.get(moved))
    assert found == History(agreed_on=date(2024, 6, 1), peer_on=date(2024, 3, 1))


async def test_settings_without_slack_do_not_share_their_histories(store: Store) -> None:
    await keep_members(store, member("Avon"), member("Brook"), member("Clyde", of=OTHER_HUB))
    await keep_past(store, "Avon", date(2024, 6, 1))

    assert await history(store, "Brook") == History()
    assert set(await store.read(lambda tx: tx.histories.list_by_hub(HUB))) == {
        member_id("Avon"),
        member_id("Brook"),
    }


async def test_a_settings_newest_review_tells_its_stage(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_setting(store, setting("Brook"))
    await keep_review(store, AVON, at=JULY, name="first")
    await keep_review(store, AVON, at=LATER, stage=Stage.REFLECTING, name="second")

    stages = await store.read(lambda tx: tx.member_settings.stages(HUB))

    assert stages == {member_id("Avon"): Stage.REFLECTING}


# who is told again


async def test_who_was_told_that_their_review_comes_first_is_ready_once_it_is_agreed(store: Store) -> None:
    for name in ("Avon", "Brook"):
        await keep_setting(store, setting(name))
        await wait(store, name)
    review = await keep_review(store, AVON, stage=Stage.AGREEING)
    before = await ready_again(store)

    await store.write(lambda tx: tx.reviews.put(review.moved_to(Stage.AGREED)))

    assert before == []
    assert await ready_again(store) == ["Avon"]


async def test_who_was_not_told_is_not_told_again(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_review(store, AVON)

    assert await ready_again(store) == []


async def test_a_review_held_elsewhere_makes_ready_too_and_a_peer_review_does_not(store: Store) -> None:
    await keep_members(store, member("Avon"), member("Brook"))
    for name in ("Avon", "Brook"):
        await wait(store, name)
    await keep_past(store, "Avon", date(2024, 6, 1))
    await keep_past(store, "Brook", date(2024, 6, 1), kind=PastKind.PEER)

    assert await ready_again(store) == ["Avon"]


async def test_who_has_left_is_not_told_again(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_review(store, AVON)
    await wait(store, "Avon")
    await leave(store, "Avon")

    assert await ready_again(store) == []


async def test_peer_reviews_of_that_day_and_before_are_due_until_somebody_is_told(store: Store) -> None:
    await keep_members(store, member("Avon"), member("Brook"), member("Clyde"))
    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER)
    await keep_past(store, "Brook", date(2023, 3, 2), kind=PastKind.PEER)
    await keep_past(store, "Clyde", date(2023, 3, 1))

    due = await peer_due(store, date(2023, 3, 1))
    await store.write(lambda tx: tx.histories.put_told(member("Avon"), date(2023, 3, 1), at=NOW))

    assert due == [("Avon", date(2023, 3, 1))]
    assert await peer_due(store, date(2023, 3, 1)) == []
    assert await peer_due(store, date(2023, 3, 2)) == [("Brook", date(2023, 3, 2))]


async def test_only_the_last_peer_review_of_a_setting_counts(store: Store) -> None:
    await keep_members(store, member("Avon"))
    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER)
    await keep_past(store, "Avon", date(2024, 3, 1), kind=PastKind.PEER)

    assert await peer_due(store, date(2023, 12, 31)) == []
    assert await peer_due(store, date(2024, 3, 1)) == [("Avon", date(2024, 3, 1))]


async def test_entering_a_day_again_does_not_bring_back_what_was_told(store: Store) -> None:
    await keep_members(store, member("Avon"))
    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER)
    await store.write(lambda tx: tx.histories.put_told(member("Avon"), date(2023, 3, 1), at=NOW))

    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER, source="paper")

    assert await peer_due(store, date(2023, 3, 1)) == []


async def test_a_setting_that_has_left_is_not_due(store: Store) -> None:
    await keep_members(store, member("Avon"))
    await keep_past(store, "Avon", date(2023, 3, 1), kind=PastKind.PEER)
    await leave(store, "Avon")

    assert await peer_due(store, date(2024, 1, 1)) == []


async def test_leaders_of_one_setting_are_not_those_of_another(store: Store) -> None:
    await keep_setting(store, AVON)
    await keep_setting(store, setting("Brook", leaders=(PersonId("U0OTHER"),)))

    listed = await store.read(lambda tx: tx.member_settings.list_by_hub(HUB))

    assert [each.leaders for each in listed] == [{leader_of("Avon")}, {PersonId("U0OTHER")}]
