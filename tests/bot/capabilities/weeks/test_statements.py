"""Announcing and changing weeks asks the database as often for a hub of 115 settings as for one of twelve."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.capabilities.weeks.use_cases.announcing import AnnounceWeeks, announce_weeks
from bot.capabilities.weeks.use_cases.changing import AboutWeek, ChangeWeek, change_week, withdraw_week
from maturity_model.booking_week import BookingWeek, WrittenWeek
from storage.store import Store
from storage.transaction import Transaction
from tests.given import WORKSPACE, ZONE
from tests.hub_given import (
    CONSULTANT,
    DAYS,
    HUB,
    JANUARY,
    LATER,
    NOW,
    booking,
    hub,
    keep_bookings,
    keep_hub,
    member,
    member_in_slack,
    setting,
)

SMALL, WHOLE = 12, 115
ON_PAPER = 5  # every so many settings one is not in Slack
MOST = 40  # statements for one click: some milliseconds each, and two seconds in all


@contextmanager
def statements() -> Iterator[list[str]]:
    """What any database is asked within; the rows of one statement are sent together."""
    asked: list[str] = []

    def note(*heard: Any) -> None:
        asked.append(heard[2])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def keep_settings(store: Store, first: int, last: int) -> None:
    """So many settings of the hub, some of them not in Slack, none with a review."""

    def decide(tx: Transaction) -> None:
        for number in range(first, last):
            name = f"School{number}"
            if number % ON_PAPER == 0:
                tx.member_settings.add(member(name), hub=hub())
            else:
                tx.settings.add(setting(name), at=NOW)
                tx.member_settings.add(member_in_slack(setting(name)), hub=hub())

    await store.write(decide)


async def announce(store: Store, announcement: str, *, years: int) -> tuple[BookingWeek, ...]:
    weeks = tuple(
        WrittenWeek(
            term="Spring Term",
            first_on=first_on + timedelta(weeks=52 * years),
            last_on=last_on + timedelta(weeks=52 * years),
            closes_on=first_on + timedelta(weeks=52 * years - 4),
        )
        for first_on, last_on in DAYS.values()
    )
    request = AnnounceWeeks(
        workspace=WORKSPACE,
        person=CONSULTANT,
        hub=HUB,
        announcement=announcement,
        weeks=weeks,
        trios=2,
        facilitators=(),
    )
    return (await announce_weeks(store, request, zone=ZONE, now=NOW)).weeks


async def ask_for(store: Store, week: BookingWeek, count: int) -> None:
    await keep_bookings(store, *(booking(f"School{number}", week.id) for number in range(count)))


async def change(store: Store, week: BookingWeek) -> None:
    """Every change that is news, and lets the reminders come on another day."""
    request = ChangeWeek(
        workspace=WORKSPACE,
        person=CONSULTANT,
        hub=HUB,
        week=week.id,
        first_on=week.first_on + timedelta(days=1),
        last_on=week.last_on,
        closes_on=week.closes_on - timedelta(days=7),
        trios=3,
        facilitators=(),
    )
    await change_week(store, request, zone=ZONE, now=LATER)


@pytest.fixture(autouse=True)
async def a_small_hub(store: Store) -> None:
    await keep_hub(store, hub())
    await keep_settings(store, 0, SMALL)


async def test_announcing_to_a_whole_hub_takes_no_more_statements_than_to_a_small_one(store: Store) -> None:
    with statements() as to_few:
        await announce(store, "a" * 32, years=0)
    await keep_settings(store, SMALL, WHOLE)

    with statements() as to_all:
        await announce(store, "b" * 32, years=1)

    assert len(to_all) <= len(to_few) <= MOST


async def test_changing_and_withdrawing_a_week_of_a_whole_hub_takes_no_more_statements(store: Store) -> None:
    about = AboutWeek(workspace=WORKSPACE, person=CONSULTANT, hub=HUB, week=JANUARY)
    first, *_ = await announce(store, "a" * 32, years=0)
    await ask_for(store, first, SMALL)
    with statements() as to_few:
        await change(store, first)
        await withdraw_week(store, replace(about, week=first.id), zone=ZONE, now=LATER)
    await keep_settings(store, SMALL, WHOLE)
    second, *_ = await announce(store, "b" * 32, years=1)
    await ask_for(store, second, WHOLE)

    with statements() as to_all:
        await change(store, second)
        await withdraw_week(store, replace(about, week=second.id), zone=ZONE, now=LATER)

    assert len(to_all) <= len(to_few) <= 2 * MOST
