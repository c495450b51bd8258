"""Changing and withdrawing a week, on both databases: whoever asked for it hears of that once."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.capabilities.weeks.cards.messages import changed_card
from bot.capabilities.weeks.use_cases.changing import (
    AboutWeek,
    ChangeWeek,
    change_week,
    get_week,
    withdraw_week,
)
from bot.capabilities.weeks.use_cases.telling import look_at_change
from bot.rehearsal.reading import texts_in
from maturity_model.booking import BookingState
from maturity_model.booking_week import MOST_TRIOS, BookingWeek
from maturity_model.errors import (
    ClosesInThePast,
    ClosesTooLate,
    NotAllowed,
    NothingThere,
    TooFewPlaces,
    TriosOutOfRange,
    WeekInThePast,
    WeekNotOpen,
    WeeksOverlap,
    WeekTooLong,
)
from maturity_model.hub import MemberSetting
from maturity_model.hub_notices import closing_reminders
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import REQUESTS_CLOSE, WEEK_CHANGED
from maturity_model.school_hours import school_hours
from storage.store import Store
from tests.given import STRANGER, WORKSPACE, ZONE
from tests.hub_given import (
    ADDRESS,
    COLLEAGUE,
    CONSULTANT,
    DAYS,
    ELSEWHERE,
    HUB,
    JANUARY,
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
    leader_of,
    member,
    owed,
    setting,
    week,
)

ABOUT = AboutWeek(workspace=WORKSPACE, person=CONSULTANT, hub=HUB, week=JANUARY)
AS_IT_IS = ChangeWeek(
    **vars(ABOUT),
    first_on=week().first_on,
    last_on=week().last_on,
    closes_on=week().closes_on,
    trios=1,
    facilitators=(),
)
A_DAY_LATER = replace(AS_IT_IS, first_on=date(2026, 1, 13))
TWO_DAYS_LATER = replace(AS_IT_IS, first_on=date(2026, 1, 14))
AFTER_CLOSING = datetime(2025, 12, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def weeks_and_settings(store: Store) -> None:
    """Two weeks; Avon waits for both, and Brook for the second alone."""
    await keep_hub(store, hub())
    await keep_weeks(store, week(JANUARY), week(MARCH))
    for name in ("Avon", "Brook"):
        await keep_setting(store, setting(name))
    await keep_bookings(store, booking("Avon", JANUARY, MARCH), booking("Brook", MARCH))


async def change(store: Store, request: ChangeWeek, *, now: datetime = NOW) -> BookingWeek:
    return await change_week(store, request, zone=ZONE, now=now)


async def withdraw(store: Store, request: AboutWeek = ABOUT, *, now: datetime = NOW) -> BookingWeek:
    return await withdraw_week(store, request, zone=ZONE, now=now)


async def confirmed(store: Store, *names: str) -> None:
    for name in names:
        await keep_members(store, member(name))
    await keep_bookings(store, *(booking(name, JANUARY, state=BookingState.CONFIRMED) for name in names))


async def told(store: Store) -> list[PersonId | None]:
    return [notice.person for notice in await owed(store, WEEK_CHANGED)]


async def reminded(store: Store, *names: str) -> None:
    """Plan the reminders that an announcement plans."""
    places: list[MemberSetting] = [await keep_setting(store, setting(name)) for name in names]
    for place in places:
        hours = school_hours(setting(place.name), ZONE)
        planned = closing_reminders(place, [week(JANUARY), week(MARCH)], hours, now=NOW)
        await store.write(lambda tx, planned=planned: tx.notices.plan_again(planned))  # type: ignore[misc]


async def reminders(store: Store) -> set[datetime]:
    return {notice.due_at for notice in await owed(store, REQUESTS_CLOSE)}


# changing


async def test_a_changed_week_is_told_to_whoever_asked_for_it_and_to_nobody_else(store: Store) -> None:
    changed = await change(store, A_DAY_LATER)

    assert changed == await kept_week(store) == replace(week(), first_on=A_DAY_LATER.first_on, version=2)
    assert await told(store) == [leader_of("Avon")]


async def test_the_consultant_of_a_setting_without_slack_brings_it_the_news(store: Store) -> None:
    await keep_members(store, member("Clyde"))
    await keep_bookings(store, booking("Clyde", JANUARY), booking("Avon", MARCH))

    await change(store, A_DAY_LATER)

    [notice] = await owed(store, WEEK_CHANGED)
    seen = await look_at_change(store, notice)
    assert (notice.person, notice.setting) == (CONSULTANT, None)
    assert seen is not None
    words = list(texts_in(list(changed_card(seen).blocks)))
    assert "Please send this yourself" in words[0]
    assert f"Clyde: {ADDRESS}" in words[1]
    assert "has changed a week that Clyde asked for" in " ".join(words)
    again = await change(store, A_DAY_LATER)
    assert again == seen.week
    assert await owed(store, WEEK_CHANGED) == [notice]


async def test_another_consultant_who_reads_the_news_for_a_setting_works_for_the_hub(store: Store) -> None:
    await keep_members(store, member("Clyde"))
    await keep_bookings(store, booking("Clyde", JANUARY), booking("Avon", MARCH))
    await change(store, A_DAY_LATER)
    [notice] = await owed(store, WEEK_CHANGED)

    colleague = await look_at_change(store, replace(notice, person=COLLEAGUE))
    stranger = await look_at_change(store, replace(notice, person=STRANGER))

    assert (colleague is None, stranger is None) == (False, True)


@pytest.mark.parametrize(
    "request_",
    [
        replace(AS_IT_IS, last_on=date(2026, 1, 15)),
        replace(AS_IT_IS, closes_on=date(2025, 12, 1)),
        replace(AS_IT_IS, trios=2),
    ],
)
async def test_other_days_another_closing_day_and_other_places_are_news(store: Store, request_: ChangeWeek) -> None:
    await change(store, request_)

    assert await told(store) == [leader_of("Avon")]


async def test_who_facilitates_is_no_news(store: Store) -> None:
    changed = await change(store, replace(AS_IT_IS, facilitators=(COLLEAGUE,)))

    assert (changed.facilitators, changed.version) == ((COLLEAGUE,), 2)
    assert await told(store) == []


async def test_asking_for_what_stands_changes_nothing(store: Store) -> None:
    await change(store, A_DAY_LATER)

    again = await change(store, A_DAY_LATER)

    assert again.version == 2
    assert len(await told(store)) == 1


async def test_a_week_changed_twice_before_anybody_heard_is_told_once(store: Store) -> None:
    await change(store, A_DAY_LATER)
    await change(store, TWO_DAYS_LATER, now=LATER)

    sent = await deliver(store, now=LATER)

    assert [notice.about["version"] for notice in sent if notice.kind == WEEK_CHANGED] == ["3"]
    [notice] = [notice for notice in sent if notice.kind == WEEK_CHANGED]
    seen = await look_at_change(store, notice)
    assert seen is not None
    assert seen.week.first_on == TWO_DAYS_LATER.first_on


async def test_a_change_after_that_was_heard_is_told_again(store: Store) -> None:
    await change(store, A_DAY_LATER)
    await deliver(store, now=NOW)
    await change(store, TWO_DAYS_LATER, now=LATER)

    assert len(await told(store)) == 1
    assert len(await owed(store, WEEK_CHANGED, state=NoticeState.SENT)) == 1


async def test_who_asks_for_it_no_more_hears_nothing_of_the_second_change(store: Store) -> None:
    await change(store, A_DAY_LATER)
    await keep_bookings(store, booking("Avon", MARCH))

    await change(store, TWO_DAYS_LATER, now=LATER)

    assert await told(store) == []


async def test_two_weeks_that_change_are_told_apart(store: Store) -> None:
    first_on, _ = DAYS[MARCH]
    await change(store, A_DAY_LATER)
    in_march = replace(
        A_DAY_LATER,
        week=MARCH,
        first_on=first_on + timedelta(days=1),
        last_on=week(MARCH).last_on,
        closes_on=week(MARCH).closes_on,
    )

    await change(store, in_march)

    assert sorted(filter(None, await told(store))) == [leader_of("Avon"), leader_of("Avon"), leader_of("Brook")]


async def test_reminders_come_before_the_new_closing_day(store: Store) -> None:
    await reminded(store, "Clyde")
    before = await reminders(store)

    await change(store, replace(AS_IT_IS, closes_on=date(2025, 12, 8)))

    assert before == {datetime(2025, 12, 8, 8, tzinfo=UTC)}
    assert await reminders(store) == {datetime(2025, 12, 1, 8, tzinfo=UTC)}


async def test_a_reminder_that_has_left_does_not_come_again(store: Store) -> None:
    await reminded(store, "Clyde")
    await deliver(store, now=datetime(2025, 12, 8, 9, tzinfo=UTC))

    await change(store, replace(AS_IT_IS, closes_on=date(2026, 1, 9)), now=datetime(2025, 12, 9, 9, tzinfo=UTC))

    due = await owed(store, REQUESTS_CLOSE)
    assert leader_of("Clyde") not in {notice.person for notice in due}


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (replace(AS_IT_IS, first_on=TODAY), WeekInThePast),
        (replace(AS_IT_IS, first_on=date(2025, 1, 12)), WeekInThePast),
        (replace(AS_IT_IS, last_on=date(2026, 1, 9)), WeekInThePast),
        (replace(AS_IT_IS, last_on=date(2026, 2, 16)), WeekTooLong),
        (replace(AS_IT_IS, first_on=DAYS[MARCH][1], last_on=DAYS[MARCH][1]), WeeksOverlap),
        (replace(AS_IT_IS, closes_on=week().first_on), ClosesTooLate),
        (replace(AS_IT_IS, closes_on=date(2026, 1, 20)), ClosesTooLate),
        (replace(AS_IT_IS, closes_on=date(2025, 8, 31)), ClosesInThePast),
        (replace(AS_IT_IS, trios=0), TriosOutOfRange),
        (replace(AS_IT_IS, trios=MOST_TRIOS + 1), TriosOutOfRange),
    ],
)
async def test_a_change_after_which_nobody_could_take_part_is_refused(
    store: Store, wrong: ChangeWeek, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await change(store, wrong)

    assert await kept_week(store) == week()
    assert await told(store) == []


async def test_places_are_never_fewer_than_settings_that_have_one(store: Store) -> None:
    await change(store, replace(AS_IT_IS, trios=2))
    await confirmed(store, "Clyde", "Dart", "Exe", "Fleet")

    with pytest.raises(TooFewPlaces) as refusal:
        await change(store, AS_IT_IS)

    assert refusal.value.confirmed == 4
    assert (await kept_week(store)).trios == 2


async def test_places_may_be_as_few_as_settings_that_have_one_however_many_wait(store: Store) -> None:
    await change(store, replace(AS_IT_IS, trios=2))
    await confirmed(store, "Clyde", "Dart", "Exe")

    changed = await change(store, AS_IT_IS)

    assert changed.trios == 1


async def test_once_requests_are_closed_there_may_still_be_more_places(store: Store) -> None:
    changed = await change(store, replace(AS_IT_IS, trios=3), now=AFTER_CLOSING)

    assert (changed.trios, changed.closes_on) == (3, week().closes_on)


async def test_once_requests_are_closed_they_may_open_again_but_not_close_on_another_day_that_is_over(
    store: Store,
) -> None:
    with pytest.raises(ClosesInThePast):
        await change(store, replace(AS_IT_IS, closes_on=date(2025, 12, 16)), now=AFTER_CLOSING)

    changed = await change(store, replace(AS_IT_IS, closes_on=date(2025, 12, 20)), now=AFTER_CLOSING)

    assert changed.takes_requests(AFTER_CLOSING.date())


async def test_a_week_that_has_begun_is_not_changed(store: Store) -> None:
    with pytest.raises(WeekInThePast):
        await change(store, replace(AS_IT_IS, trios=3), now=datetime(2026, 1, 12, 9, tzinfo=UTC))


async def test_two_staff_who_change_a_week_at_once_do_so_one_after_the_other(store: Store) -> None:
    requests = [replace(AS_IT_IS, trios=trios) for trios in (2, 3, 4, 5)]

    await asyncio.gather(*(change(store, each) for each in requests))

    assert (await kept_week(store)).version == 5
    assert len(await told(store)) == 1


# withdrawing


async def test_a_withdrawn_week_is_told_to_whoever_asked_for_it(store: Store) -> None:
    withdrawn = await withdraw(store)

    assert withdrawn == await kept_week(store) == replace(week(), withdrawn=True, version=2)
    assert await told(store) == [leader_of("Avon")]


async def test_withdrawing_it_again_changes_nothing(store: Store) -> None:
    first = await withdraw(store)

    again = await withdraw(store, now=LATER)

    assert again == first
    assert len(await told(store)) == 1


async def test_changed_and_then_withdrawn_before_anybody_heard_is_told_once(store: Store) -> None:
    await change(store, A_DAY_LATER)

    await withdraw(store)

    assert len(await told(store)) == 1


async def test_who_had_a_week_that_is_withdrawn_waits_for_the_others_they_chose(store: Store) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, MARCH, state=BookingState.CONFIRMED))

    await withdraw(store, now=LATER)

    asked = await kept_booking(store, "Avon")
    assert asked is not None
    assert (asked.state, asked.week, asked.asked_at) == (BookingState.WAITING, None, NOW)
    assert asked.is_for(MARCH)
    assert await told(store) == [leader_of("Avon")]


async def test_who_has_another_week_keeps_it(store: Store) -> None:
    has = booking("Avon", MARCH, JANUARY, state=BookingState.CONFIRMED)
    await keep_bookings(store, has)

    await withdraw(store)

    assert await kept_booking(store, "Avon") == has
    assert await told(store) == []


async def test_a_week_that_is_over_is_neither_changed_nor_withdrawn(store: Store) -> None:
    friday, saturday = (datetime(2026, 1, day, 9, tzinfo=UTC) for day in (16, 17))
    next_year = replace(AS_IT_IS, first_on=date(2027, 1, 11), last_on=date(2027, 1, 15), closes_on=date(2026, 12, 4))

    assert await get_week(store, ABOUT, today=friday.date()) == week()
    with pytest.raises(WeekNotOpen):
        await get_week(store, ABOUT, today=saturday.date())
    with pytest.raises(WeekNotOpen):
        await change(store, next_year, now=saturday)
    with pytest.raises(WeekNotOpen):
        await withdraw(store, now=saturday)

    assert await kept_week(store) == week()
    assert await told(store) == []
    assert (await withdraw(store, now=friday)).withdrawn


async def news(store: Store) -> str:
    """What Avon's careers leader reads of January."""
    [notice] = await owed(store, WEEK_CHANGED)
    seen = await look_at_change(store, notice)
    assert seen is not None
    return " ".join(texts_in(list(changed_card(seen).blocks)))


async def test_who_had_a_week_that_is_withdrawn_reads_that_their_place_is_gone(store: Store) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, MARCH, state=BookingState.CONFIRMED))

    await withdraw(store)

    said = await news(store)
    assert "Avon's place in it was confirmed, and is gone now." in said
    assert "Any other weeks you chose still stand, and you can choose again." in said
    assert "Ask for a week" in said


async def test_who_had_asked_for_a_week_that_is_withdrawn_reads_that(store: Store) -> None:
    await withdraw(store)

    assert "Avon had asked for it." in await news(store)


async def test_who_has_a_week_that_changed_keeps_it_or_gives_it_back_on_home(store: Store) -> None:
    await keep_bookings(store, booking("Avon", JANUARY, MARCH, state=BookingState.CONFIRMED))

    await change(store, A_DAY_LATER)

    said = await news(store)
    assert "Your place is kept." in said
    assert "give the week back on my Home tab" in said
    assert "Change your request" not in said


async def test_who_was_confirmed_before_the_news_left_reads_that_their_place_is_kept(store: Store) -> None:
    await change(store, A_DAY_LATER)
    await keep_bookings(store, booking("Avon", JANUARY, MARCH, state=BookingState.CONFIRMED))

    assert "Your place is kept." in await news(store)


async def test_who_gave_up_before_the_news_left_hears_nothing_of_it(store: Store) -> None:
    await change(store, A_DAY_LATER)
    await keep_bookings(store, booking("Avon", JANUARY, MARCH, state=BookingState.WITHDRAWN))
    [notice] = await owed(store, WEEK_CHANGED)

    assert await look_at_change(store, notice) is None


@pytest.mark.parametrize("now", [datetime(2025, 12, 8, 7, tzinfo=UTC), datetime(2025, 12, 9, 7, tzinfo=UTC)])
@pytest.mark.parametrize(
    "request_",
    [replace(A_DAY_LATER), replace(AS_IT_IS, trios=2), replace(AS_IT_IS, facilitators=(COLLEAGUE,))],
)
async def test_reminders_that_wait_to_leave_stay_where_the_first_closing_day_does(
    store: Store, request_: ChangeWeek, now: datetime
) -> None:
    await reminded(store, "Clyde")
    before = await reminders(store)

    await change(store, request_, now=now)
    await withdraw(store, replace(ABOUT, week=MARCH), now=now)

    assert await reminders(store) == before == {datetime(2025, 12, 8, 8, tzinfo=UTC)}


async def test_reminders_come_before_the_first_week_that_is_left(store: Store) -> None:
    await reminded(store, "Clyde")

    await withdraw(store)
    after_one = await reminders(store)
    await withdraw(store, replace(ABOUT, week=MARCH))

    assert after_one == {datetime(2026, 2, 9, 8, tzinfo=UTC)}
    assert await reminders(store) == set()


async def test_a_withdrawn_week_is_changed_no_more(store: Store) -> None:
    await withdraw(store)

    with pytest.raises(WeekNotOpen):
        await get_week(store, ABOUT, today=TODAY)
    with pytest.raises(WeekNotOpen):
        await change(store, A_DAY_LATER)


# who may


def asked_by(store: Store, about: AboutWeek) -> list[Awaitable[object]]:
    whose = {name: getattr(about, name) for name in ("workspace", "person", "hub", "week")}
    return [get_week(store, about, today=TODAY), change(store, replace(A_DAY_LATER, **whose)), withdraw(store, about)]


async def test_staff_see_a_week_that_they_may_change(store: Store) -> None:
    assert await get_week(store, ABOUT, today=TODAY) == week()


@pytest.mark.parametrize("person", [STRANGER, leader_of("Avon")])
async def test_nobody_but_the_hubs_staff_changes_or_withdraws_a_week(store: Store, person: PersonId) -> None:
    for refused in asked_by(store, replace(ABOUT, person=person)):
        with pytest.raises(NotAllowed):
            await refused

    assert await kept_week(store) == week()


@pytest.mark.parametrize(
    "about",
    [
        replace(ABOUT, workspace=ELSEWHERE),
        replace(ABOUT, hub=HubId("no-such-hub")),
        replace(ABOUT, hub=OTHER_HUB),
        replace(ABOUT, week=WeekId("no-such-week")),
    ],
)
async def test_elsewhere_there_is_no_such_week(store: Store, about: AboutWeek) -> None:
    await keep_hub(store, hub(OTHER_HUB))

    for refused in asked_by(store, about):
        with pytest.raises(NothingThere):
            await refused

    assert await kept_week(store) == week()


# what is said


async def test_who_leads_no_more_or_whose_setting_has_left_hears_nothing_of_a_change(store: Store) -> None:
    await change(store, A_DAY_LATER)
    [notice] = await owed(store, WEEK_CHANGED)
    place = await store.read(lambda tx: tx.member_settings.get(HUB, booking("Avon").member))

    stranger = await look_at_change(store, replace(notice, person=STRANGER))
    await store.write(lambda tx: tx.member_settings.put(replace(place, left_at=NOW)))

    assert stranger is None
    assert await look_at_change(store, notice) is None
