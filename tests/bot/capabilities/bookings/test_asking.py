"""A setting asks for weeks, on both databases: changed, withdrawn, or none of them this time."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.capabilities.bookings.use_cases.asking import (
    AboutRequest,
    AskForWeeks,
    prepare_request,
    say_not_this_time,
    withdraw_request,
)
from bot.capabilities.bookings.use_cases.looking import Request, get_request
from maturity_model.booking import BookingState
from maturity_model.errors import (
    AlreadyAsked,
    AlreadyConfirmed,
    LearnersOutOfRange,
    NotAllowed,
    NothingAsked,
    NothingThere,
    NoWeekChosen,
    ReviewComesFirst,
    TextTooLong,
    WeekChosenTwice,
    WeekNotOpen,
)
from maturity_model.hub import LONGEST_TRUST, MOST_LEARNERS, PastKind
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED
from maturity_model.setting import Kind, Phase
from storage.store import Store
from storage.transaction import Transaction
from tests.bot.capabilities.bookings.requests import (
    AFTER_CLOSING,
    BY_STAFF,
    about,
    add_setting,
    add_without_slack,
    answer,
    ask,
    asking,
    confirm,
    confirming,
    hub_with_weeks,
    waits_before,
)
from tests.given import STRANGER, ZONE
from tests.hub_given import (
    BY_COLLEAGUE,
    COLLEAGUE,
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
    deliver,
    hub,
    keep_bookings,
    keep_hub,
    keep_members,
    keep_past,
    keep_setting,
    keep_weeks,
    kept_booking,
    kept_member,
    leader_of,
    member,
    owed,
    setting,
    week,
)

MANY = 500


@pytest.fixture(autouse=True)
async def a_hub_with_weeks(store: Store) -> None:
    await hub_with_weeks(store, "Avon", "Brook")


async def withdraw(store: Store, asked: AboutRequest, *, now: datetime = LATER) -> Request:
    return await withdraw_request(store, asked, zone=ZONE, now=now)


async def not_this_time(store: Store, asked: AboutRequest, *, now: datetime = NOW) -> Request:
    return await say_not_this_time(store, asked, zone=ZONE, now=now)


# asking


async def test_a_careers_leader_asks_for_weeks_the_best_first_and_is_told_where_they_stand(store: Store) -> None:
    prepared = await prepare_request(store, about("Avon"), today=TODAY)
    request = await ask(store, asking("Avon", MARCH, JANUARY))

    assert [each.id for each in prepared.open_weeks(TODAY)] == [JANUARY, MARCH, MAY, JUNE]
    assert request.booking == await answer(store, "Avon") == booking("Avon", MARCH, JANUARY)
    assert (waits_before(request, MARCH, "Avon"), waits_before(request, JANUARY, "Avon")) == (0, 0)
    assert waits_before(request, MAY, "Avon") is None


async def test_its_consultant_is_told(store: Store) -> None:
    await ask(store, asking("Avon", MARCH))

    [notice] = await owed(store, BOOKING_ASKED)
    assert (notice.person, notice.about["member"], notice.due_at) == (CONSULTANT, booking("Avon").member, NOW)


async def test_what_the_setting_is_like_is_kept_with_it(store: Store) -> None:
    request = replace(
        asking("Avon", MARCH), kind=Kind.COLLEGE, phase=Phase.SIXTEEN_PLUS, trust="River Trust", learners=2100
    )

    await ask(store, request)

    place = await kept_member(store, "Avon")
    assert (place.kind, place.phase) == (Kind.COLLEGE, Phase.SIXTEEN_PLUS)
    assert (place.trust, place.learners) == ("River Trust", 2100)


async def test_asking_for_the_same_again_changes_nothing_but_what_the_setting_is_like(store: Store) -> None:
    await ask(store, asking("Avon", MARCH))
    await deliver(store, now=NOW)

    await ask(store, replace(asking("Avon", MARCH), trust="River Trust"), now=LATER)

    assert await answer(store, "Avon") == booking("Avon", MARCH)
    assert (await kept_member(store, "Avon")).trust == "River Trust"
    assert await owed(store, BOOKING_ASKED) == []


async def test_a_changed_request_keeps_its_place_in_line(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await ask(store, asking("Brook", MARCH), now=LATER)

    request = await ask(store, asking("Avon", MARCH), now=LATER + timedelta(days=3))

    assert waits_before(request, MARCH, "Avon") == 0
    assert waits_before(request, MARCH, "Brook") == 1
    assert waits_before(request, JANUARY, "Avon") is None
    assert ((await answer(store, "Avon")).asked_at, (await answer(store, "Avon")).version) == (NOW, 2)


async def test_a_request_changed_before_its_consultant_heard_is_told_once(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await ask(store, asking("Avon", MARCH))
    await ask(store, asking("Avon", MAY, JANUARY))

    [notice] = await owed(store, BOOKING_ASKED)
    assert notice.about["version"] == "3"


async def test_who_withdrew_and_asks_again_goes_to_the_end_of_the_line(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await ask(store, asking("Brook", JANUARY))
    await withdraw(store, about("Avon"))

    request = await ask(store, asking("Avon", JANUARY), now=LATER)

    assert waits_before(request, JANUARY, "Avon") == 1
    assert (await answer(store, "Avon")).version == 3


async def test_whoever_never_took_part_comes_before_whoever_did(store: Store) -> None:
    await keep_past(store, "Avon", date(2022, 11, 1), kind=PastKind.PEER)
    await ask(store, asking("Avon", JANUARY))

    request = await ask(store, asking("Brook", JANUARY), now=LATER)

    assert (waits_before(request, JANUARY, "Brook"), waits_before(request, JANUARY, "Avon")) == (0, 1)


async def test_who_asks_without_an_agreed_review_is_told_that_it_comes_first(store: Store) -> None:
    await keep_setting(store, setting("Dart"))

    with pytest.raises(ReviewComesFirst):
        await prepare_request(store, about("Dart"), today=TODAY)
    with pytest.raises(ReviewComesFirst):
        await ask(store, asking("Dart", JANUARY))

    assert await kept_booking(store, "Dart") is None


async def test_who_has_a_week_gives_it_up_before_asking_for_another(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY, MARCH))
    await confirm(store, confirming("Avon"))

    for refused in (
        prepare_request(store, about("Avon"), today=TODAY),
        ask(store, asking("Avon", MARCH)),
        not_this_time(store, about("Avon")),
    ):
        with pytest.raises(AlreadyConfirmed):
            await refused

    await withdraw(store, about("Avon"))
    assert (await ask(store, asking("Avon", MARCH))).booking is not None


async def test_a_request_after_closing_is_refused(store: Store) -> None:
    with pytest.raises(WeekNotOpen):
        await ask(store, asking("Avon", JANUARY), now=AFTER_CLOSING)

    assert await kept_booking(store, "Avon") is None
    assert (await ask(store, asking("Avon", MARCH), now=AFTER_CLOSING)).booking is not None


async def test_requests_are_taken_until_midnight_where_the_hub_is(store: Store) -> None:
    last_moment = datetime(2025, 12, 15, 23, 59, tzinfo=UTC)

    assert (await ask(store, asking("Avon", JANUARY), now=last_moment)).booking is not None
    with pytest.raises(WeekNotOpen):
        await ask(store, asking("Brook", JANUARY), now=last_moment + timedelta(minutes=1))


async def test_a_week_that_was_asked_for_in_time_is_kept_when_others_are_added_after_closing(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))

    request = await ask(store, asking("Avon", JANUARY, MARCH), now=AFTER_CLOSING)

    assert request.booking is not None
    assert request.booking.choices == (JANUARY, MARCH)


async def test_a_closed_week_that_was_given_up_is_not_asked_for_again(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await ask(store, asking("Avon", MARCH), now=AFTER_CLOSING)

    with pytest.raises(WeekNotOpen):
        await ask(store, asking("Avon", JANUARY, MARCH), now=AFTER_CLOSING)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (asking("Avon"), NoWeekChosen),
        (asking("Avon", JANUARY, JANUARY), WeekChosenTwice),
        (asking("Avon", JANUARY, MARCH, JANUARY), WeekChosenTwice),
        (asking("Avon", JANUARY, MARCH, MAY, JUNE, WeekId("fifth")), WeekChosenTwice),
        (asking("Avon", WeekId("no-such-week")), WeekNotOpen),
        (asking("Avon", WeekId("coast-week")), WeekNotOpen),
        (asking("Avon", JANUARY, WeekId("no-such-week")), WeekNotOpen),
        (replace(asking("Avon", JANUARY), trust="x" * (LONGEST_TRUST + 1)), TextTooLong),
        (replace(asking("Avon", JANUARY), learners=0), LearnersOutOfRange),
        (replace(asking("Avon", JANUARY), learners=MOST_LEARNERS + 1), LearnersOutOfRange),
    ],
)
async def test_what_cannot_be_asked_for_is_refused_and_nothing_kept(
    store: Store, wrong: AskForWeeks, refusal: type[Exception]
) -> None:
    await keep_hub(store, hub(OTHER_HUB))
    await keep_weeks(store, replace(week(), id=WeekId("coast-week"), hub=OTHER_HUB), at=hub(OTHER_HUB))

    with pytest.raises(refusal):
        await ask(store, wrong)

    assert await kept_booking(store, "Avon") is None
    assert await owed(store, BOOKING_ASKED) == []
    assert (await kept_member(store, "Avon")).trust == ""


async def test_a_week_that_was_withdrawn_is_not_asked_for(store: Store) -> None:
    await store.write(lambda tx: tx.booking_weeks.put(replace(week(JANUARY), withdrawn=True)))

    with pytest.raises(WeekNotOpen):
        await ask(store, asking("Avon", JANUARY))


async def test_where_no_week_is_open_there_is_nothing_to_fill_in(store: Store) -> None:
    with pytest.raises(WeekNotOpen):
        await prepare_request(store, about("Avon"), today=date(2026, 6, 1))


async def test_a_setting_that_presses_many_times_at_once_asks_once(store: Store) -> None:
    await asyncio.gather(*(ask(store, asking("Avon", JANUARY)) for _ in range(8)))

    assert await answer(store, "Avon") == booking("Avon", JANUARY)
    assert len(await owed(store, BOOKING_ASKED)) == 1


async def test_five_hundred_requests_for_one_week_are_all_kept_and_each_knows_its_place(store: Store) -> None:
    names = [f"Setting{number:03d}" for number in range(MANY)]

    def decide(tx: Transaction) -> None:
        for number, name in enumerate(names):
            tx.member_settings.add(member(name), hub=hub())
            tx.bookings.put(booking(name, JANUARY, at=NOW + timedelta(seconds=number)), hub=hub())

    await store.write(decide)

    request = await ask(store, asking("Avon", JANUARY), now=LATER)

    book = request.book(JANUARY)
    assert book is not None
    assert waits_before(request, JANUARY, "Avon") == MANY
    assert waits_before(request, JANUARY, "Setting000") == 0
    assert (len(book.waiting), len(book.waiting_list), book.places_left) == (MANY + 1, MANY - 2, 3)


async def test_many_settings_that_ask_at_once_all_get_their_places(store: Store) -> None:
    names = [f"Setting{number:02d}" for number in range(20)]
    for name in names:
        await add_setting(store, name)

    await asyncio.gather(*(ask(store, asking(name, JANUARY)) for name in names))

    found = await get_request(store, about("Avon"), HUB, booking("Avon").member, today=TODAY)
    book = found.book(JANUARY)
    assert book is not None
    assert len(book.waiting) == len(names)
    assert len(await owed(store, BOOKING_ASKED)) == len(names)


# withdrawing


async def test_a_request_that_is_withdrawn_is_told_to_its_consultant_and_waits_no_more(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await deliver(store, now=NOW)

    request = await withdraw(store, about("Avon"))

    assert request.booking is None
    withdrawn = await answer(store, "Avon")
    assert (withdrawn.state, withdrawn.settled_by) == (BookingState.WITHDRAWN, leader_of("Avon"))
    assert len(await owed(store, BOOKING_ASKED)) == 1


async def test_withdrawing_again_changes_nothing(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await withdraw(store, about("Avon"))
    before = await answer(store, "Avon")

    await withdraw(store, about("Avon"), now=LATER + timedelta(days=1))
    await withdraw(store, about("Brook"))

    assert await answer(store, "Avon") == before
    assert await kept_booking(store, "Brook") is None
    assert len(await owed(store, BOOKING_ASKED)) == 1


async def test_a_confirmed_week_that_is_given_up_is_free_again_and_its_news_is_taken_back(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    await confirm(store, confirming("Avon"))

    request = await withdraw(store, about("Avon"))

    book = request.book(JANUARY)
    assert book is not None
    assert (book.confirmed, book.places_left) == ((), 3)
    assert await owed(store, BOOKING_SETTLED) == []
    assert len(await owed(store, BOOKING_ASKED)) == 1


# none of them this time


async def test_none_of_them_this_time_answers_every_week_ahead(store: Store) -> None:
    request = await not_this_time(store, about("Avon"))

    assert request.booking is not None
    assert (request.booking.state, request.booking.choices) == (
        BookingState.NOT_THIS_TIME,
        (JANUARY, MARCH, MAY, JUNE),
    )
    assert len(await owed(store, BOOKING_ASKED)) == 1


async def test_saying_that_again_changes_nothing(store: Store) -> None:
    first = await not_this_time(store, about("Avon"))

    again = await not_this_time(store, about("Avon"), now=LATER)

    assert again.booking == first.booking


async def test_said_of_weeks_that_were_announced_since_it_answers_those_too(store: Store) -> None:
    await not_this_time(store, about("Avon"))
    new = replace(week(), id=WeekId("week-july"), first_on=date(2026, 7, 6), last_on=date(2026, 7, 10))
    await keep_weeks(store, replace(new, closes_on=date(2026, 6, 8), announcement="another"))

    request = await not_this_time(store, about("Avon"), now=LATER)

    assert request.booking is not None
    assert request.booking.answers({new.id}, {new.id})


async def test_asking_later_is_still_possible(store: Store) -> None:
    await not_this_time(store, about("Avon"))
    asked = await ask(store, asking("Avon", MARCH), now=LATER)

    assert asked.booking is not None
    assert (asked.booking.state, asked.booking.asked_at) == (BookingState.WAITING, LATER)


async def test_who_has_no_agreed_review_may_say_so_too(store: Store) -> None:
    await keep_setting(store, setting("Dart"))

    assert (await not_this_time(store, about("Dart"))).booking is not None


async def test_where_no_week_is_ahead_there_is_nothing_to_answer(store: Store) -> None:
    with pytest.raises(NothingAsked):
        await not_this_time(store, about("Avon"), now=datetime(2026, 7, 1, 9, tzinfo=UTC))


# who may


def asked_by(store: Store, asked: AboutRequest) -> list[Awaitable[object]]:
    whose = {name: getattr(asked, name) for name in ("workspace", "person", "hub", "member")}
    return [
        prepare_request(store, asked, today=TODAY),
        ask(store, replace(asking("Avon", JANUARY), **whose)),
        withdraw(store, asked),
        not_this_time(store, asked),
    ]


async def test_staff_act_for_a_setting_without_slack(store: Store) -> None:
    await add_without_slack(store, "Clyde")
    request = replace(asking("Clyde", JANUARY), person=CONSULTANT)

    await prepare_request(store, BY_STAFF, today=TODAY)
    asked = await ask(store, request)
    await withdraw(store, BY_STAFF)
    none = await not_this_time(store, BY_STAFF)

    assert asked.booking is not None
    assert none.booking is not None
    assert asked.booking.asked_by == CONSULTANT


async def test_the_consultant_is_told_only_of_what_somebody_else_did(store: Store) -> None:
    await add_without_slack(store, "Clyde")
    await ask(store, replace(asking("Clyde", JANUARY), person=CONSULTANT))
    by_themselves = await owed(store, BOOKING_ASKED)

    await ask(store, replace(asking("Clyde", MARCH), person=COLLEAGUE))

    assert by_themselves == []
    assert [notice.person for notice in await owed(store, BOOKING_ASKED)] == [CONSULTANT]


async def test_a_setting_without_a_consultant_asks_all_the_same(store: Store) -> None:
    place = await kept_member(store, "Avon")
    await store.write(lambda tx: tx.member_settings.put(replace(place, consultant=None)))

    await ask(store, asking("Avon", JANUARY))

    assert await owed(store, BOOKING_ASKED) == []
    assert (await answer(store, "Avon")).waits


async def test_staff_may_not_act_for_a_setting_that_is_in_slack(store: Store) -> None:
    for refused in asked_by(store, replace(about("Avon"), person=CONSULTANT)):
        with pytest.raises(NotAllowed):
            await refused

    assert await kept_booking(store, "Avon") is None


async def test_staff_with_the_id_of_a_careers_leader_elsewhere_may_not_either(store: Store) -> None:
    await keep_setting(store, setting("Dart", workspace=ELSEWHERE, leaders=(CONSULTANT,)))
    await keep_past(store, "Dart", date(2025, 7, 1))

    for refused in asked_by(store, replace(about("Dart"), person=CONSULTANT)):
        with pytest.raises(NotAllowed):
            await refused

    assert await kept_booking(store, "Dart") is None


async def test_somebody_of_the_staff_who_leads_careers_at_a_setting_asks_for_it(store: Store) -> None:
    await keep_setting(store, replace(setting("Dart"), leaders=frozenset({COLLEAGUE})))
    await keep_past(store, "Dart", date(2025, 7, 1))
    place = await kept_member(store, "Dart")
    await store.write(lambda tx: tx.member_settings.put(replace(place, consultant=BY_COLLEAGUE)))

    await ask(store, replace(asking("Dart", JANUARY), person=COLLEAGUE))

    assert (await answer(store, "Dart")).asked_by == COLLEAGUE


@pytest.mark.parametrize("person", [STRANGER, leader_of("Brook"), PersonId("")])
async def test_to_anybody_else_there_is_nothing(store: Store, person: PersonId) -> None:
    for refused in asked_by(store, replace(about("Avon"), person=person)):
        with pytest.raises(NothingThere):
            await refused


@pytest.mark.parametrize(
    "asked",
    [
        replace(about("Avon"), workspace=ELSEWHERE),
        replace(about("Avon"), workspace=ELSEWHERE, person=CONSULTANT),
        replace(about("Avon"), hub=HubId("no-such-hub")),
        replace(about("Avon"), hub=OTHER_HUB),
        about("Nobody"),
    ],
)
async def test_elsewhere_there_is_nothing(store: Store, asked: AboutRequest) -> None:
    await keep_hub(store, hub(OTHER_HUB))

    for refused in asked_by(store, asked):
        with pytest.raises(NothingThere):
            await refused

    assert await kept_booking(store, "Avon") is None


async def test_a_setting_that_has_left_asks_for_nothing(store: Store) -> None:
    place = await kept_member(store, "Avon")
    await store.write(lambda tx: tx.member_settings.put(replace(place, left_at=NOW)))

    for refused in asked_by(store, about("Avon")):
        with pytest.raises(NothingThere):
            await refused


async def test_a_request_of_an_earlier_year_is_in_nobodys_way(store: Store) -> None:
    await keep_members(store, member("Exe"))
    await keep_bookings(store, booking("Exe", WeekId("long-gone")), booking("Avon", WeekId("long-gone")))

    request = await ask(store, asking("Brook", JANUARY))
    assert waits_before(request, JANUARY, "Brook") == 0
    assert (await ask(store, asking("Avon", JANUARY), now=LATER)).booking is not None


async def test_saying_that_none_suits_throws_no_standing_request_away(store: Store) -> None:
    await ask(store, asking("Avon", JANUARY))
    before = await kept_booking(store, "Avon")

    with pytest.raises(AlreadyAsked):
        await not_this_time(store, about("Avon"), now=LATER)

    assert await kept_booking(store, "Avon") == before
