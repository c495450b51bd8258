"""Hub staff confirm and decline requests, on both databases."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.bookings.use_cases.looking import Request, look_at_notice
from bot.capabilities.bookings.use_cases.settling import (
    DeclineRequest,
    ask_for_export,
    confirm_request,
    decline_request,
)
from bot.kit.hub_standing import Asker
from maturity_model.booking import LONGEST_SENTENCE, BookingState
from maturity_model.errors import (
    NoPlacesLeft,
    NotAllowed,
    NothingAsked,
    NothingThere,
    SentenceMissing,
    TextTooLong,
    WeekNotOpen,
)
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED, HUB_EXPORT
from storage.store import Store
from tests.bot.capabilities.bookings.requests import (
    AFTER_CLOSING,
    about,
    add_setting,
    add_without_slack,
    answer,
    ask,
    asking,
    confirm,
    confirming,
    declining,
    hub_with_weeks,
)
from tests.given import STRANGER, WORKSPACE, ZONE
from tests.hub_given import (
    COLLEAGUE,
    CONSULTANT,
    ELSEWHERE,
    HUB,
    JANUARY,
    LATER,
    MARCH,
    MAY,
    NOW,
    OTHER_HUB,
    TODAY,
    booking,
    deliver,
    hub,
    keep_bookings,
    keep_hub,
    kept_booking,
    kept_member,
    kept_week,
    leader_of,
    owed,
    week,
)

THREE = ("Dart", "Exe", "Fleet")


@pytest.fixture(autouse=True)
async def a_hub_with_weeks(store: Store) -> None:
    """Avon and Brook wait for the first week, or else for the second."""
    await hub_with_weeks(store, "Avon", "Brook")
    for name in ("Avon", "Brook"):
        await ask(store, asking(name, JANUARY, MARCH))
    await deliver(store, now=NOW)


async def decline(store: Store, request: DeclineRequest) -> Request:
    return await decline_request(store, request, zone=ZONE, now=LATER)


async def fill(store: Store, *names: str) -> None:
    """Let these have the first week."""
    for name in names:
        await add_setting(store, name)
    await keep_bookings(store, *(booking(name, JANUARY, state=BookingState.CONFIRMED) for name in names))


async def told(store: Store) -> list[PersonId | None]:
    return [notice.person for notice in await owed(store, BOOKING_SETTLED)]


# confirming


async def test_a_confirmed_request_has_its_week_and_its_careers_leaders_are_told(store: Store) -> None:
    request = await confirm(store, confirming("Avon", sentence="  Lunch is on us.  "), now=LATER)

    confirmed = await answer(store, "Avon")
    assert request.booking == confirmed
    assert (confirmed.state, confirmed.week, confirmed.sentence) == (
        BookingState.CONFIRMED,
        JANUARY,
        "Lunch is on us.",
    )
    assert (confirmed.settled_by, confirmed.settled_at) == (CONSULTANT, LATER)
    assert await told(store) == [leader_of("Avon")]
    assert (await answer(store, "Brook")).waits


async def test_confirming_it_again_changes_nothing(store: Store) -> None:
    first = await confirm(store, confirming("Avon"))

    again = await confirm(store, replace(confirming("Avon", sentence="Another"), person=COLLEAGUE), now=LATER)

    assert again.booking == first.booking
    assert len(await told(store)) == 1


async def test_any_of_the_weeks_that_were_asked_for_may_be_given_even_after_closing(store: Store) -> None:
    await confirm(store, confirming("Avon", MARCH), now=AFTER_CLOSING)
    await confirm(store, confirming("Brook", JANUARY), now=AFTER_CLOSING)

    assert ((await answer(store, "Avon")).week, (await answer(store, "Brook")).week) == (MARCH, JANUARY)


async def test_two_staff_who_confirm_the_last_place_at_once_do_not_both(store: Store) -> None:
    await fill(store, "Dart", "Exe")
    requests = [confirming("Avon"), replace(confirming("Brook"), person=COLLEAGUE)]

    outcomes = await asyncio.gather(*(confirm(store, each) for each in requests), return_exceptions=True)

    assert {type(each) for each in outcomes} == {Request, NoPlacesLeft}
    states = [(await answer(store, name)).state for name in ("Avon", "Brook")]
    assert sorted(states) == [BookingState.CONFIRMED, BookingState.WAITING]
    assert len(await told(store)) == 1


async def test_of_many_who_are_confirmed_at_once_as_many_as_there_are_places_have_one(store: Store) -> None:
    names = [f"Setting{number}" for number in range(8)]
    for name in names:
        await add_setting(store, name)
    await keep_bookings(store, *(booking(name, JANUARY) for name in names))

    outcomes = await asyncio.gather(*(confirm(store, confirming(name)) for name in names), return_exceptions=True)

    assert sum(isinstance(each, Request) for each in outcomes) == week().places == 3
    assert sum(isinstance(each, NoPlacesLeft) for each in outcomes) == 5
    assert len(await told(store)) == 3


async def test_two_staff_who_give_one_setting_two_weeks_at_once_do_not_both(store: Store) -> None:
    requests = [confirming("Avon", JANUARY), replace(confirming("Avon", MARCH), person=COLLEAGUE)]

    outcomes = await asyncio.gather(*(confirm(store, each) for each in requests), return_exceptions=True)

    assert {type(each) for each in outcomes} == {Request, NothingAsked}
    assert len(await told(store)) == 1


async def test_a_full_week_confirms_nobody_until_a_place_is_free(store: Store) -> None:
    await fill(store, *THREE)

    with pytest.raises(NoPlacesLeft):
        await confirm(store, confirming("Avon"))
    await decline(store, declining("Exe"))

    assert (await confirm(store, confirming("Avon"))).booking is not None


async def test_with_more_trios_there_are_more_places(store: Store) -> None:
    await fill(store, *THREE)
    await store.write(lambda tx: tx.booking_weeks.put(replace(week(), trios=2)))

    await confirm(store, confirming("Avon"))

    assert (await answer(store, "Avon")).week == JANUARY
    assert (await kept_week(store)).places == 6


async def test_only_a_week_that_the_setting_waits_for_is_confirmed(store: Store) -> None:
    for unasked in (confirming("Avon", MAY), confirming("Nobody")):
        with pytest.raises((NothingAsked, NothingThere)):
            await confirm(store, unasked)
    await add_setting(store, "Dart")
    with pytest.raises(NothingAsked):
        await confirm(store, confirming("Dart"))

    assert await told(store) == []


@pytest.mark.parametrize("state", [BookingState.DECLINED, BookingState.WITHDRAWN, BookingState.NOT_THIS_TIME])
async def test_a_request_that_waits_no_more_is_not_confirmed(store: Store, state: BookingState) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, state=state))

    with pytest.raises(NothingAsked):
        await confirm(store, confirming("Avon"))


async def test_who_has_one_week_is_not_given_another(store: Store) -> None:
    await confirm(store, confirming("Avon", JANUARY))

    with pytest.raises(NothingAsked):
        await confirm(store, confirming("Avon", MARCH))

    assert (await answer(store, "Avon")).week == JANUARY


async def test_a_week_that_was_withdrawn_is_not_confirmed(store: Store) -> None:
    await store.write(lambda tx: tx.booking_weeks.put(replace(week(), withdrawn=True)))

    with pytest.raises(WeekNotOpen):
        await confirm(store, confirming("Avon"))


async def test_a_week_that_is_over_is_not_confirmed(store: Store) -> None:
    with pytest.raises(NothingAsked):
        await confirm(store, confirming("Avon"), now=AFTER_CLOSING + timedelta(weeks=6))


async def test_a_week_of_nowhere_is_not_confirmed(store: Store) -> None:
    with pytest.raises(NothingThere):
        await confirm(store, confirming("Avon", WeekId("no-such-week")))


async def test_news_that_has_not_left_gives_way_to_what_became_of_it_since(store: Store) -> None:
    await confirm(store, confirming("Avon"))
    await decline(store, declining("Avon"))

    [notice] = await owed(store, BOOKING_SETTLED)

    assert notice.about["version"] == str((await answer(store, "Avon")).version)


async def test_for_a_setting_without_slack_nobody_is_told_here(store: Store) -> None:
    await add_without_slack(store, "Clyde")
    await keep_bookings(store, booking("Clyde", JANUARY))

    await confirm(store, confirming("Clyde"))

    assert (await answer(store, "Clyde")).state is BookingState.CONFIRMED
    assert await told(store) == []


# declining


@pytest.mark.parametrize("was", [BookingState.WAITING, BookingState.CONFIRMED])
async def test_a_request_is_declined_with_a_sentence_confirmed_or_not(store: Store, was: BookingState) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, state=was))

    request = await decline(store, declining("Avon", " The trio is full. "))

    declined = await answer(store, "Avon")
    assert request.booking == declined
    assert (declined.state, declined.week, declined.sentence) == (BookingState.DECLINED, None, "The trio is full.")
    assert await told(store) == [leader_of("Avon")]


async def test_declining_it_again_changes_nothing(store: Store) -> None:
    first = await decline(store, declining("Avon"))

    again = await decline(store, declining("Avon", "Another sentence."))

    assert again.booking == first.booking
    assert len(await told(store)) == 1


@pytest.mark.parametrize("sentence", ["", "   ", "\n"])
async def test_nobody_is_declined_without_a_sentence(store: Store, sentence: str) -> None:
    with pytest.raises(SentenceMissing):
        await decline(store, declining("Avon", sentence))

    assert (await answer(store, "Avon")).waits


async def test_a_sentence_is_as_long_as_can_be_kept_and_no_longer(store: Store) -> None:
    for refused in (
        decline(store, declining("Avon", "x" * (LONGEST_SENTENCE + 1))),
        confirm(store, confirming("Avon", sentence="x" * (LONGEST_SENTENCE + 1))),
    ):
        with pytest.raises(TextTooLong):
            await refused

    assert (await decline(store, declining("Avon", "x" * LONGEST_SENTENCE))).booking is not None


@pytest.mark.parametrize("state", [BookingState.WITHDRAWN, BookingState.NOT_THIS_TIME])
async def test_who_asks_for_nothing_is_not_declined(store: Store, state: BookingState) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, state=state))

    with pytest.raises(NothingAsked):
        await decline(store, declining("Avon"))


async def test_who_never_asked_is_not_declined(store: Store) -> None:
    await add_setting(store, "Dart")

    with pytest.raises(NothingAsked):
        await decline(store, declining("Dart"))


async def test_who_was_declined_may_ask_again(store: Store) -> None:
    await decline(store, declining("Avon"))

    request = await ask(store, asking("Avon", JANUARY), now=LATER)

    assert request.booking is not None
    assert (request.booking.state, request.booking.asked_at) == (BookingState.WAITING, LATER)
    assert await told(store) == []  # the news that it was declined has been taken back


# who may


def asked_by(store: Store, asker: Asker, hub: HubId = HUB) -> list[Awaitable[object]]:
    whose = {"workspace": asker.workspace, "person": asker.person, "hub": hub}
    return [
        confirm_request(store, replace(confirming("Avon"), **whose), zone=ZONE, now=NOW),  # type: ignore[arg-type]
        decline_request(store, replace(declining("Avon"), **whose), zone=ZONE, now=NOW),  # type: ignore[arg-type]
        ask_for_export(store, asker, hub, now=NOW),
    ]


@pytest.mark.parametrize("person", [STRANGER, leader_of("Avon")])
async def test_nobody_but_the_hubs_staff_settles_a_request(store: Store, person: PersonId) -> None:
    for refused in asked_by(store, replace(about("Avon"), person=person)):
        with pytest.raises(NotAllowed):
            await refused

    assert (await answer(store, "Avon")).waits


async def test_elsewhere_there_is_nothing_to_settle(store: Store) -> None:
    staff = Asker(workspace=WORKSPACE, person=CONSULTANT)

    for refused in (
        *asked_by(store, replace(staff, workspace=ELSEWHERE)),
        *asked_by(store, staff, HubId("no-such-hub")),
    ):
        with pytest.raises(NothingThere):
            await refused

    assert (await answer(store, "Avon")).waits


async def test_staff_of_another_hub_find_no_such_setting_in_theirs(store: Store) -> None:
    await keep_hub(store, hub(OTHER_HUB))

    with pytest.raises(NothingThere):
        await confirm(store, replace(confirming("Avon"), hub=OTHER_HUB))
    with pytest.raises(NothingThere):
        await decline(store, replace(declining("Avon"), hub=OTHER_HUB))

    assert (await answer(store, "Avon")).waits


# what is told, and the list


async def test_staff_are_brought_the_list_once_a_minute(store: Store) -> None:
    staff = Asker(workspace=WORKSPACE, person=CONSULTANT)

    for seconds in (0, 20, 59, 60):
        await ask_for_export(store, staff, HUB, now=NOW + timedelta(seconds=seconds))
    await ask_for_export(store, replace(staff, person=COLLEAGUE), HUB, now=NOW)

    asked = [notice.person for notice in await owed(store, HUB_EXPORT)]
    assert sorted(filter(None, asked)) == sorted([CONSULTANT, CONSULTANT, COLLEAGUE])


async def test_news_is_seen_as_it_is_when_it_leaves_and_by_nobody_whose_setting_has_left(store: Store) -> None:
    await confirm(store, confirming("Avon"))
    [notice] = await owed(store, BOOKING_SETTLED)
    place = await kept_member(store, "Avon")

    seen = await look_at_notice(store, notice, today=TODAY)
    await store.write(lambda tx: tx.member_settings.put(replace(place, left_at=NOW)))

    assert seen is not None
    assert seen.booking == await kept_booking(store, "Avon")
    assert await look_at_notice(store, notice, today=TODAY) is None


async def test_news_is_not_for_who_leads_no_more_nor_for_who_is_staff_no_more(store: Store) -> None:
    await ask(store, asking("Avon", MARCH), now=LATER)
    await confirm(store, confirming("Brook"))
    [asked], [settled] = await owed(store, BOOKING_ASKED), await owed(store, BOOKING_SETTLED)

    staff = {each for each in hub().staff if each.person != CONSULTANT}
    await store.write(lambda tx: tx.hubs.put_staff(replace(hub(), staff=frozenset(staff))))
    brook = await kept_member(store, "Brook")
    assert brook.setting is not None
    kept = await store.read(lambda tx: tx.settings.list_by_workspace(WORKSPACE))
    of_brook = next(each for each in kept if each.id == brook.setting)
    await store.write(lambda tx: tx.settings.put_leaders(of_brook, {STRANGER}))

    assert await look_at_notice(store, asked, today=TODAY) is None
    assert await look_at_notice(store, settled, today=TODAY) is None
