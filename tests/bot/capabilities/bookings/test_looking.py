"""What a hub's staff and careers leaders see of weeks and requests, on both databases."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.capabilities.bookings.use_cases.looking import (
    find_request,
    get_page,
    get_request,
    list_pages,
    look_at_export,
    look_at_setting,
    look_at_week,
)
from bot.capabilities.bookings.use_cases.settling import ask_for_export
from bot.kit.hub_standing import Asker
from maturity_model.booking import BookingState, History
from maturity_model.disclosure import SeenByHub
from maturity_model.errors import NotAllowed, NothingThere
from maturity_model.hub import PastKind
from maturity_model.hub_notices import to_leaders
from maturity_model.hub_page import SettingState
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import HUB_EXPORT, WEEKS_ANNOUNCED
from maturity_model.review import Stage
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.capabilities.bookings.requests import AGREED_ON, add_without_slack, hub_with_weeks
from tests.given import STRANGER, WORKSPACE
from tests.hub_given import (
    BY_COLLEAGUE,
    CONSULTANT,
    ELSEWHERE,
    HUB,
    JANUARY,
    JUNE,
    LATER,
    MARCH,
    MAY,
    NOW,
    OTHER_HUB,
    TODAY,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    keep_past,
    keep_review,
    keep_setting,
    kept_member,
    leader_of,
    member_id,
    owed,
    setting,
    week,
)

STAFF = Asker(workspace=WORKSPACE, person=CONSULTANT)
LEADER = Asker(workspace=WORKSPACE, person=leader_of("Avon"))
AVON = member_id("Avon")


@pytest.fixture(autouse=True)
async def a_hub_with_weeks(store: Store) -> None:
    await hub_with_weeks(store, "Avon", "Brook")
    await keep_setting(store, setting("Dart"))
    await keep_bookings(store, booking("Avon", JANUARY), booking("Brook", JANUARY, state=BookingState.CONFIRMED))


async def announced_to(store: Store, name: str, *states: NoticeState) -> None:
    """Let the announcement have gone to as many leaders of a setting, with what became of each."""
    place = replace(
        await kept_member(store, name), leaders=frozenset(PersonId(f"U0L{name}{n}") for n in range(len(states)))
    )
    planned = list(to_leaders(place, WEEKS_ANNOUNCED, {"announcement": week().announcement}, due_at=NOW))

    def decide(tx: Transaction) -> None:
        tx.notices.plan_again(planned)
        kept = [n for n in tx.hub_notices.list_by_kind(HUB, WEEKS_ANNOUNCED) if n.about["member"] == place.id]
        for notice, state in zip(kept, states, strict=True):
            tx.notices.settle(notice, state, at=NOW)

    await store.write(decide)


# the hub's page


async def test_staff_see_each_week_and_where_each_setting_stands(store: Store) -> None:
    [own] = await list_pages(store, STAFF, today=TODAY)
    page = await get_page(store, STAFF, HUB, today=TODAY)

    assert own.page == page
    assert own.unreached == ()
    assert [book.week.id for book in page.weeks] == [JANUARY, MARCH, MAY, JUNE]
    assert [(entry.member.name, entry.state) for entry in page.entries] == [
        ("Avon", SettingState.WAITING),
        ("Brook", SettingState.CONFIRMED),
        ("Dart", SettingState.NOT_READY),
    ]


async def test_they_see_that_a_review_is_agreed_and_when_and_how_far_only_where_that_is_switched_on(
    store: Store,
) -> None:
    for name in ("Brook", "Dart"):
        await keep_review(store, setting(name), stage=Stage.REFLECTING)
    shown = replace(await kept_member(store, "Dart"), shows_progress=True)
    await store.write(lambda tx: tx.member_settings.put(shown))

    page = await get_page(store, STAFF, HUB, today=TODAY)

    assert [entry.seen for entry in page.entries] == [
        SeenByHub(agreed_on=AGREED_ON),
        SeenByHub(agreed_on=AGREED_ON),
        SeenByHub(stage=Stage.REFLECTING),
    ]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CANCELLED])
async def test_of_a_draft_or_a_review_that_was_called_off_they_never_see_anything(store: Store, stage: Stage) -> None:
    await keep_review(store, setting("Dart"), stage=stage)
    shown = replace(await kept_member(store, "Dart"), shows_progress=True)
    await store.write(lambda tx: tx.member_settings.put(shown))

    page = await get_page(store, STAFF, HUB, today=TODAY)

    assert page.entries[-1].seen == SeenByHub()


async def test_settings_and_requests_of_another_hub_are_on_its_own_page_alone(store: Store) -> None:
    await keep_hub(store, replace(hub(OTHER_HUB), staff=frozenset({BY_COLLEAGUE})))
    theirs = Asker(workspace=BY_COLLEAGUE.workspace, person=BY_COLLEAGUE.person)

    pages = await list_pages(store, theirs, today=TODAY)

    assert [(own.page.hub.id, len(own.page.entries)) for own in pages] == [(OTHER_HUB, 0), (HUB, 3)]


async def test_whoever_works_for_no_hub_has_no_page(store: Store) -> None:
    for asker in (LEADER, replace(STAFF, person=STRANGER), replace(STAFF, workspace=ELSEWHERE)):
        assert await list_pages(store, asker, today=TODAY) == []


async def test_a_setting_that_has_left_is_on_the_page_no_more_nor_in_a_week(store: Store) -> None:
    gone = replace(await kept_member(store, "Avon"), left_at=NOW)
    await store.write(lambda tx: tx.member_settings.put(gone))

    page = await get_page(store, STAFF, HUB, today=TODAY)

    assert page.entry(AVON) is None
    assert page.weeks[0].waiting == ()


async def test_settings_none_of_whose_leaders_was_reached_are_named(store: Store) -> None:
    lost, unsure = NoticeState.UNDELIVERABLE, NoticeState.UNSURE
    await announced_to(store, "Avon", lost, unsure)
    await announced_to(store, "Brook", lost, NoticeState.SENT)

    [own] = await list_pages(store, STAFF, today=TODAY)

    assert [each.name for each in own.unreached] == ["Avon"]


async def test_once_no_week_is_ahead_nobody_is_named(store: Store) -> None:
    await announced_to(store, "Avon", NoticeState.UNDELIVERABLE)

    [own] = await list_pages(store, STAFF, today=date(2026, 7, 1))

    assert own.unreached == ()
    assert own.page.weeks == ()


async def test_staff_look_at_one_week_and_at_one_setting_with_what_was_entered(store: Store) -> None:
    peer = await keep_past(store, "Avon", date(2022, 11, 1), kind=PastKind.PEER)

    of_week = await look_at_week(store, STAFF, HUB, JANUARY, today=TODAY)
    of_setting = await look_at_setting(store, STAFF, HUB, AVON, today=TODAY)

    assert ([each.member for each in of_week.book.confirmed], of_week.book.places_left) == ([member_id("Brook")], 2)
    assert of_setting.entry.history == History(agreed_on=AGREED_ON, peer_on=peer.done_on)
    assert [each.kind for each in of_setting.past] == [PastKind.PEER, PastKind.LEADERSHIP]
    assert of_setting.entry.booking == booking("Avon", JANUARY)


async def test_what_the_hub_does_not_have_is_nothing_there(store: Store) -> None:
    for refused in (
        look_at_week(store, STAFF, HUB, WeekId("no-such-week"), today=TODAY),
        look_at_week(store, STAFF, HUB, JANUARY, today=date(2026, 1, 17)),  # it is over
        look_at_setting(store, STAFF, HUB, member_id("Nobody"), today=TODAY),
        get_request(store, STAFF, HUB, member_id("Nobody"), today=TODAY),
    ):
        with pytest.raises(NothingThere):
            await refused


def looks(store: Store, asker: Asker, hub: HubId = HUB) -> list[Awaitable[object]]:
    return [
        get_page(store, asker, hub, today=TODAY),
        look_at_week(store, asker, hub, JANUARY, today=TODAY),
        look_at_setting(store, asker, hub, AVON, today=TODAY),
    ]


@pytest.mark.parametrize("asker", [LEADER, replace(STAFF, person=STRANGER)])
async def test_nobody_but_the_hubs_staff_sees_its_page(store: Store, asker: Asker) -> None:
    for refused in looks(store, asker):
        with pytest.raises(NotAllowed):
            await refused


async def test_to_another_workspace_there_is_no_such_hub(store: Store) -> None:
    for refused in (
        *looks(store, replace(STAFF, workspace=ELSEWHERE)),
        *looks(store, replace(LEADER, workspace=ELSEWHERE)),
        *looks(store, STAFF, HubId("no-such-hub")),
    ):
        with pytest.raises(NothingThere):
            await refused


# one's own request


async def test_careers_leaders_see_where_their_setting_stands_and_staff_see_it_too(store: Store) -> None:
    own = await find_request(store, LEADER, setting("Avon").id, today=TODAY)
    by_leader = await get_request(store, LEADER, HUB, AVON, today=TODAY)
    by_staff = await get_request(store, STAFF, HUB, AVON, today=TODAY)

    assert own == by_leader == by_staff
    assert own is not None
    assert own.booking == booking("Avon", JANUARY)
    assert [each.week.id for each in own.books] == [JANUARY, MARCH, MAY, JUNE]


async def test_nobody_else_sees_a_settings_request(store: Store) -> None:
    avon = setting("Avon").id
    other = replace(LEADER, person=leader_of("Brook"))

    assert await find_request(store, other, avon, today=TODAY) is None
    assert await find_request(store, STAFF, avon, today=TODAY) is None
    for refused in (
        find_request(store, replace(LEADER, workspace=ELSEWHERE), avon, today=TODAY),
        get_request(store, other, HUB, AVON, today=TODAY),
        get_request(store, replace(LEADER, workspace=ELSEWHERE), HUB, AVON, today=TODAY),
        get_request(store, LEADER, HubId("no-such-hub"), AVON, today=TODAY),
    ):
        with pytest.raises(NothingThere):
            await refused


async def test_a_setting_in_no_hub_has_no_request(store: Store) -> None:
    await keep_setting(store, setting("Exe"), in_hub=None)

    asker = replace(LEADER, person=leader_of("Exe"))

    assert await find_request(store, asker, setting("Exe").id, today=TODAY) is None


async def test_an_answer_to_weeks_that_are_over_is_none_any_more(store: Store) -> None:
    after = date(2026, 7, 1)

    for name in ("Brook", "Dart"):
        found = await get_request(store, STAFF, HUB, member_id(name), today=after)
        assert found.booking is None


# the list


async def test_the_list_is_for_whoever_still_works_for_the_hub(store: Store) -> None:
    await add_without_slack(store, "Clyde")
    await ask_for_export(store, STAFF, HUB, now=datetime(2025, 9, 1, 9, tzinfo=UTC))
    [notice] = await owed(store, HUB_EXPORT)

    page = await look_at_export(store, notice, today=TODAY)
    namesake = await look_at_export(store, replace(notice, workspace=ELSEWHERE), today=TODAY)
    await store.write(lambda tx: tx.hubs.put_staff(replace(hub(), staff=frozenset({BY_COLLEAGUE}))))

    assert page is not None
    assert len(page.entries) == 4
    assert namesake is None
    assert await look_at_export(store, notice, today=LATER.date()) is None
