"""Who comes first, who has a place, and when a setting is due again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import example, given, strategies as st

from maturity_model.booking import Booking, BookingState, History, due_again_on, in_order, latest_due_by, week_book
from maturity_model.ids import MemberSettingId, WeekId
from tests.hub_given import CONSULTANT, JANUARY, JUNE, LATER, MARCH, MAY, NOW, booking, member_id, week

NEVER = History(agreed_on=date(2025, 7, 1))
ANSWERED = [BookingState.CONFIRMED, BookingState.DECLINED, BookingState.WITHDRAWN, BookingState.NOT_THIS_TIME]
NAMES = ("Avon", "Brook", "Clyde", "Dart", "Exe", "Fleet")


def took_part(year: int, month: int = 6, day: int = 1) -> History:
    return replace(NEVER, peer_on=date(year, month, day))


def asked_after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def order(histories: dict[str, History], *bookings: Booking) -> list[str]:
    of_members = {member_id(name): history for name, history in histories.items()}
    names = {member_id(name): name for name in histories}
    return [names[each.member] for each in in_order(bookings, of_members)]


def test_who_never_took_part_comes_first_then_who_did_longest_ago() -> None:
    histories = {"Avon": took_part(2024), "Brook": NEVER, "Clyde": took_part(2022)}

    assert order(histories, *(booking(name, JANUARY) for name in histories)) == ["Brook", "Clyde", "Avon"]


def test_of_those_alike_who_asked_first_comes_first() -> None:
    histories = {"Avon": NEVER, "Brook": NEVER, "Clyde": took_part(2022), "Dart": took_part(2022)}
    minutes = {"Avon": 2, "Brook": 1, "Clyde": 4, "Dart": 3}

    asked = [booking(name, JANUARY, at=asked_after(minutes[name])) for name in histories]

    assert order(histories, *asked) == ["Brook", "Avon", "Dart", "Clyde"]


def test_asking_early_does_not_overtake_who_never_took_part() -> None:
    histories = {"Avon": took_part(2022), "Brook": NEVER}

    late = booking("Brook", JANUARY, at=asked_after(60 * 24 * 30))

    assert order(histories, booking("Avon", JANUARY), late) == ["Brook", "Avon"]


_HISTORIES = st.dates(min_value=date(2022, 9, 1), max_value=date(2022, 9, 3))
_REQUESTS = st.lists(
    st.tuples(st.one_of(st.none(), _HISTORIES), st.integers(min_value=0, max_value=2)), min_size=1, max_size=len(NAMES)
)


@given(requests=_REQUESTS, chance=st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_in_which_requests_are_read(
    requests: list[tuple[date | None, int]], chance: Random
) -> None:
    names = NAMES[: len(requests)]
    histories = {member_id(name): History(peer_on=peer_on) for name, (peer_on, _) in zip(names, requests, strict=True)}
    asked = [booking(n, JANUARY, at=asked_after(minute)) for n, (_, minute) in zip(names, requests, strict=True)]
    shuffled = chance.sample(asked, k=len(asked))

    assert in_order(shuffled, histories) == in_order(asked, histories)
    assert sorted(each.member for each in in_order(asked, histories)) == sorted(each.member for each in asked)


def test_a_week_names_who_has_it_and_who_waits_for_it_in_order() -> None:
    histories: dict[MemberSettingId, History] = {member_id(name): NEVER for name in NAMES}
    histories[member_id("Exe")] = took_part(2022)
    bookings = [
        booking("Avon", JANUARY, state=BookingState.CONFIRMED),
        booking("Brook", MARCH, state=BookingState.CONFIRMED),
        booking("Clyde", JUNE, JANUARY, at=asked_after(2)),
        booking("Dart", JANUARY, at=asked_after(1)),
        booking("Exe", JANUARY),
        booking("Fleet", MARCH, MAY),
    ]

    book = week_book(week(), bookings, histories)

    assert [each.member for each in book.confirmed] == [member_id("Avon")]
    assert [each.member for each in book.waiting] == [member_id(name) for name in ("Dart", "Clyde", "Exe")]
    assert book.places_left == 2
    assert [each.member for each in book.waiting_list] == [member_id("Exe")]
    assert [book.before(member_id(name)) for name in ("Dart", "Clyde", "Exe")] == [0, 1, 2]
    assert book.before(member_id("Avon")) is book.before(member_id("Fleet")) is None


def test_a_full_week_has_no_place_and_everybody_else_waits() -> None:
    histories = {member_id(name): NEVER for name in NAMES}
    confirmed = [booking(name, JANUARY, state=BookingState.CONFIRMED) for name in NAMES[:3]]

    book = week_book(week(trios=1), [*confirmed, *(booking(name, JANUARY) for name in NAMES[3:])], histories)

    assert (book.places_left, len(book.waiting_list)) == (0, 3)


def test_more_confirmed_than_places_leaves_none_rather_than_fewer() -> None:
    histories = {member_id(name): NEVER for name in NAMES}

    book = week_book(week(), [booking(name, JANUARY, state=BookingState.CONFIRMED) for name in NAMES], histories)

    assert book.places_left == 0


@pytest.mark.parametrize("state", [BookingState.DECLINED, BookingState.WITHDRAWN, BookingState.NOT_THIS_TIME])
def test_an_answer_that_asks_for_nothing_takes_no_place(state: BookingState) -> None:
    book = week_book(week(), [booking("Avon", JANUARY, state=state)], {member_id("Avon"): NEVER})

    assert (book.confirmed, book.waiting, book.places_left) == ((), (), 3)


def test_who_has_a_week_waits_for_none_of_the_others_any_more() -> None:
    has = booking("Avon", JANUARY, MARCH, state=BookingState.CONFIRMED)

    assert has.is_for(JANUARY)
    assert not has.is_for(MARCH)


@pytest.mark.parametrize(
    ("day", "again"),
    [
        (date(2023, 6, 14), date(2026, 6, 14)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2024, 2, 28), date(2027, 2, 28)),
        (date(2025, 2, 28), date(2028, 2, 28)),
        (date(2023, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_setting_is_due_again_on_the_same_date_three_years_later(day: date, again: date) -> None:
    history = replace(NEVER, peer_on=day)

    assert due_again_on(day) == again
    assert not history.is_due(again - timedelta(days=1))
    assert history.is_due(again)


@given(day=st.dates(min_value=date(2022, 9, 1), max_value=date(2099, 12, 31)))
def test_three_years_later_there_is_always_such_a_day(day: date) -> None:
    assert timedelta(days=1094) <= due_again_on(day) - day <= timedelta(days=1096)


@given(today=st.dates(min_value=date(2025, 9, 1), max_value=date(2099, 12, 31)))
@example(today=date(2027, 2, 28))
@example(today=date(2028, 2, 29))
def test_who_took_part_on_the_latest_day_is_due_by_today_and_a_day_later_not_yet(today: date) -> None:
    latest = latest_due_by(today)

    assert due_again_on(latest) <= today
    assert due_again_on(latest + timedelta(days=1)) > today


def test_a_setting_is_ready_once_its_review_is_agreed_and_it_is_due() -> None:
    day = date(2026, 6, 12)

    assert NEVER.is_ready(day)
    assert took_part(2023, 6, 12).is_ready(day)
    assert not took_part(2023, 6, 13).is_ready(day)
    assert not History().is_ready(day)
    assert not History(peer_on=date(2023, 1, 1)).is_ready(day)


def test_who_never_took_part_is_due_on_any_day() -> None:
    assert History().is_due(date(2022, 1, 1))


AHEAD = (JANUARY, MARCH, MAY)


@pytest.mark.parametrize(
    ("state", "choices", "weeks", "answers"),
    [
        (BookingState.WAITING, [JANUARY], [JANUARY], True),
        (BookingState.WAITING, [JANUARY], [MARCH], True),  # it waits, so it need say no more
        (BookingState.WAITING, [JUNE], [MARCH], False),  # what it waited for is over
        (BookingState.CONFIRMED, [JANUARY], [MARCH], True),
        (BookingState.CONFIRMED, [JUNE], [MARCH], False),
        (BookingState.DECLINED, [JANUARY], [JANUARY], True),
        (BookingState.DECLINED, [JANUARY], [MARCH], False),  # these weeks are others than it was declined
        (BookingState.NOT_THIS_TIME, [JANUARY, MARCH], [MARCH], True),
        (BookingState.NOT_THIS_TIME, [JANUARY], [MARCH, MAY], False),
        (BookingState.WITHDRAWN, [JANUARY], [JANUARY], False),
    ],
)
def test_whether_a_setting_has_answered(
    state: BookingState, choices: list[WeekId], weeks: list[WeekId], answers: bool
) -> None:
    assert booking("Avon", *choices, state=state).answers(weeks, AHEAD) is answers


@pytest.mark.parametrize("state", ANSWERED)
def test_only_who_waits_waits(state: BookingState) -> None:
    assert booking("Avon", JANUARY).waits
    assert not booking("Avon", JANUARY, state=state).waits


def test_what_became_of_a_request_counts_as_a_change_and_keeps_what_was_asked() -> None:
    asked = booking("Avon", JANUARY, MARCH)

    settled = asked.settled_as(BookingState.CONFIRMED, by=CONSULTANT, at=LATER, week=MARCH, sentence="Room 2")

    assert (settled.choices, settled.asked_by, settled.asked_at) == (asked.choices, asked.asked_by, asked.asked_at)
    assert (settled.state, settled.week, settled.sentence) == (BookingState.CONFIRMED, MARCH, "Room 2")
    assert (settled.settled_by, settled.settled_at, settled.version) == (CONSULTANT, LATER, 2)
    assert settled.settled_as(BookingState.WAITING, by=CONSULTANT, at=LATER).week is None
