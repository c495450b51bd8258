"""Weeks, requests and what hubs owe, as they are kept, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maturity_model.booking import BookingState
from maturity_model.errors import NothingThere
from maturity_model.hub_notices import to_channel, to_leaders, to_staff
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED, WEEK_CHANGED, WEEKS_ANNOUNCED, WEEKS_IN_CHANNEL
from storage.store import Store
from tests.hub_given import (
    BY_CONSULTANT,
    CONSULTANT,
    DAYS,
    HUB,
    JANUARY,
    JUNE,
    LATER,
    MARCH,
    NOW,
    OTHER_HUB,
    TODAY,
    booking,
    deliver,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
    keep_setting,
    keep_weeks,
    kept_booking,
    kept_week,
    member,
    owed,
    setting,
    week,
)


@pytest.fixture(autouse=True)
async def two_hubs(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_hub(store, hub(OTHER_HUB))
    await keep_members(store, member("Avon"), member("Brook"))


# weeks


async def test_a_week_is_kept_as_it_is(store: Store) -> None:
    whole = replace(week(), facilitators=(CONSULTANT, PersonId("U0FACILIT09")), version=3)

    await keep_weeks(store, whole)

    assert await kept_week(store) == whole


async def test_everything_about_a_week_can_change(store: Store) -> None:
    await keep_weeks(store, week())
    first_on, last_on = DAYS[JUNE]
    changed = replace(
        week(),
        term="Another term",
        first_on=first_on,
        last_on=last_on,
        closes_on=TODAY,
        trios=7,
        facilitators=(CONSULTANT,),
        version=2,
        withdrawn=True,
    )

    await store.write(lambda tx: tx.booking_weeks.put(changed))

    assert await kept_week(store) == changed


async def test_a_week_is_kept_once(store: Store) -> None:
    await keep_weeks(store, week())

    with pytest.raises(NothingThere):
        await keep_weeks(store, week())


async def test_another_hub_has_no_such_week(store: Store) -> None:
    await keep_weeks(store, week())

    with pytest.raises(NothingThere):
        await store.read(lambda tx: tx.booking_weeks.get(OTHER_HUB, JANUARY))
    assert await store.read(lambda tx: tx.booking_weeks.list_by_hub(OTHER_HUB)) == []


async def test_weeks_ahead_are_those_that_are_not_over_nor_withdrawn_by_day(store: Store) -> None:
    await keep_weeks(store, week(JUNE), week(MARCH), week(JANUARY))
    await store.write(lambda tx: tx.booking_weeks.put(replace(week(MARCH), withdrawn=True)))
    last_day = DAYS[JANUARY][1]

    on_its_last_day = await store.read(lambda tx: tx.booking_weeks.list_ahead(HUB, today=last_day))
    a_day_later = await store.read(lambda tx: tx.booking_weeks.list_ahead(HUB, today=last_day + timedelta(days=1)))

    assert [each.id for each in on_its_last_day] == [JANUARY, JUNE]
    assert [each.id for each in a_day_later] == [JUNE]
    every = await store.read(lambda tx: tx.booking_weeks.list_by_hub(HUB))
    assert [each.id for each in every] == [JANUARY, MARCH, JUNE]


async def test_weeks_are_found_by_what_they_were_announced_with(store: Store) -> None:
    await keep_weeks(store, week(JUNE), week(JANUARY), replace(week(MARCH), announcement="another"))
    await keep_weeks(store, replace(week(), id=WeekId("theirs"), hub=OTHER_HUB), at=hub(OTHER_HUB))

    together = await store.read(lambda tx: tx.booking_weeks.list_by_announcement(HUB, week().announcement))

    assert [each.id for each in together] == [JANUARY, JUNE]


# requests


async def test_a_request_is_kept_as_it_is_with_its_choices_in_order(store: Store) -> None:
    await keep_weeks(store, week(JANUARY), week(MARCH))
    asked = booking("Avon", MARCH, JANUARY)

    await keep_bookings(store, asked)

    assert await kept_booking(store, "Avon") == asked
    assert await kept_booking(store, "Brook") is None


async def test_what_a_setting_answers_takes_the_place_of_what_it_answered_before(store: Store) -> None:
    await keep_weeks(store, week(JANUARY), week(MARCH))
    await keep_bookings(store, booking("Avon", MARCH))
    settled = booking("Avon", JANUARY).settled_as(
        BookingState.CONFIRMED, by=CONSULTANT, at=LATER, week=JANUARY, sentence="Welcome."
    )

    await keep_bookings(store, settled)

    assert await kept_booking(store, "Avon") == settled
    assert await store.read(lambda tx: tx.bookings.list_by_hub(HUB)) == [settled]


async def test_requests_are_listed_by_when_they_were_made(store: Store) -> None:
    first, second = booking("Brook", at=NOW), booking("Avon", at=LATER)
    await keep_bookings(store, second, first)

    assert await store.read(lambda tx: tx.bookings.list_by_hub(HUB)) == [first, second]
    assert await store.read(lambda tx: tx.bookings.list_by_hub(OTHER_HUB)) == []


# what hubs owe


def to_avon(kind: str = BOOKING_SETTLED, *, hub: HubId = HUB, **about: str) -> PlannedNotice:
    avon = replace(
        member("Avon" if hub == HUB else "Clyde", of=hub),
        workspace=setting("Avon").workspace,
        setting=setting("Avon").id,
    )
    [planned] = to_leaders(replace(avon, leaders=setting("Avon").leaders), kind, about, due_at=NOW)
    return planned


async def plan(store: Store, *planned: PlannedNotice) -> None:
    await store.write(lambda tx: tx.notices.plan_again(planned))


async def test_what_a_hub_owes_is_kept_and_found_by_what_it_is_about(store: Store) -> None:
    planned = [to_avon(week=name, version=version) for name, version in (("W1", "1"), ("W1", "2"), ("W2", "1"))]
    await plan(store, *planned, to_avon(WEEK_CHANGED, week="W1"))

    found = await store.read(lambda tx: tx.hub_notices.list_by_kind(HUB, BOOKING_SETTLED, week="W1"))

    assert [notice.key for notice in found] == [each.key for each in planned[:2]]
    assert found[0].from_hub == HUB
    both = await store.read(lambda tx: tx.hub_notices.list_by_kind(HUB, BOOKING_SETTLED, WEEK_CHANGED))
    assert len(both) == 4


async def test_only_what_is_about_exactly_that_is_taken_back(store: Store) -> None:
    await plan(store, to_avon(week="W1"), to_avon(week="W2"), to_avon(WEEK_CHANGED, week="W1"))
    await plan(store, to_avon(hub=OTHER_HUB, week="W1"))

    await store.write(lambda tx: tx.hub_notices.withdraw(HUB, BOOKING_SETTLED, week="W1"))

    assert [each.about["week"] for each in await owed(store, BOOKING_SETTLED)] == ["W2"]
    assert len(await owed(store, WEEK_CHANGED)) == 1
    assert len(await owed(store, BOOKING_SETTLED, of=OTHER_HUB)) == 1


async def test_what_has_left_is_not_taken_back(store: Store) -> None:
    await plan(store, to_avon(week="W1"))
    await deliver(store, now=LATER)

    await store.write(lambda tx: tx.hub_notices.withdraw(HUB, BOOKING_SETTLED, week="W1"))

    assert len(await owed(store, BOOKING_SETTLED, state=NoticeState.SENT)) == 1


async def test_everything_owed_to_the_leaders_of_a_setting_is_taken_back_and_nothing_else(store: Store) -> None:
    avon, brook = [await keep_setting(store, setting(name), in_hub=None) for name in ("Avon", "Brook")]
    await plan(
        store, *to_leaders(avon, WEEKS_ANNOUNCED, {}, due_at=NOW), *to_leaders(avon, WEEK_CHANGED, {}, due_at=NOW)
    )
    await plan(store, *to_leaders(brook, WEEKS_ANNOUNCED, {}, due_at=NOW))
    await plan(store, to_staff(BY_CONSULTANT, hub(), BOOKING_ASKED, {"member": avon.id}, due_at=NOW))

    await store.write(lambda tx: tx.hub_notices.withdraw_from(avon))

    assert [each.setting for each in await owed(store, WEEKS_ANNOUNCED, WEEK_CHANGED)] == [brook.setting]
    assert len(await owed(store, BOOKING_ASKED)) == 1


async def test_taking_back_what_is_owed_to_a_setting_without_slack_takes_back_nothing(store: Store) -> None:
    in_channel = to_channel(hub(), "A1", due_at=NOW)
    assert in_channel
    await plan(store, in_channel, to_staff(BY_CONSULTANT, hub(), BOOKING_ASKED, {"member": "M"}, due_at=NOW))

    await store.write(lambda tx: tx.hub_notices.withdraw_from(member("Avon")))

    assert len(await owed(store, WEEKS_IN_CHANNEL, BOOKING_ASKED)) == 2
