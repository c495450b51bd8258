"""Where every setting of a hub stands, as its staff see it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from maturity_model.booking import Booking, BookingState, History
from maturity_model.booking_week import BookingWeek
from maturity_model.disclosure import SeenByHub
from maturity_model.hub import MemberSetting
from maturity_model.hub_page import HubPage, Known, SettingState, hub_page
from maturity_model.ids import MemberSettingId, WeekId
from maturity_model.review import Stage
from tests.hub_given import JANUARY, JUNE, MARCH, TODAY, booking, hub, member, member_id, week

AGREED_ON = date(2025, 7, 1)
READY = History(agreed_on=AGREED_ON)
AVON, BROOK = member("Avon"), member("Brook")
WEEKS = (week(JANUARY), week(MARCH))


def page(
    *bookings: Booking,
    members: tuple[MemberSetting, ...] = (AVON,),
    histories: Mapping[MemberSettingId, History] | None = None,
    stages: Mapping[MemberSettingId, Stage] | None = None,
    weeks: tuple[BookingWeek, ...] = WEEKS,
    today: date = TODAY,
) -> HubPage:
    every = {each.id: READY for each in members} | dict(histories or {})
    known = Known(members=members, histories=every, stages=stages or {}, bookings=bookings)
    return hub_page(hub(), weeks, known, today=today)


def state(found: HubPage, of: MemberSetting = AVON) -> SettingState:
    entry = found.entry(of.id)
    assert entry is not None
    return entry.state


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        (BookingState.WAITING, SettingState.WAITING),
        (BookingState.CONFIRMED, SettingState.CONFIRMED),
        (BookingState.DECLINED, SettingState.DECLINED),
        (BookingState.NOT_THIS_TIME, SettingState.NOT_THIS_TIME),
        (BookingState.WITHDRAWN, SettingState.NO_ANSWER),
    ],
)
def test_a_setting_stands_where_its_answer_says(answer: BookingState, stands: SettingState) -> None:
    assert state(page(booking("Avon", JANUARY, MARCH, state=answer))) is stands


def test_that_none_suits_is_said_only_of_the_weeks_there_were_then() -> None:
    said_before = booking("Avon", JANUARY, state=BookingState.NOT_THIS_TIME)

    assert state(page(said_before)) is SettingState.NO_ANSWER


@pytest.mark.parametrize("answer", BookingState)
def test_an_answer_to_weeks_that_are_over_is_none(answer: BookingState) -> None:
    found = page(booking("Avon", JUNE, state=answer))

    [entry] = found.entries
    assert (entry.state, entry.booking) == (SettingState.NO_ANSWER, None)


@pytest.mark.parametrize(
    ("peer_on", "stands"),
    [
        (None, SettingState.WEEK_OVER),
        (date(2022, 6, 1), SettingState.WEEK_OVER),
        (date(2026, 1, 14), SettingState.DONE),
    ],
)
def test_once_a_confirmed_week_is_over_its_day_is_asked_for(peer_on: date | None, stands: SettingState) -> None:
    confirmed = booking("Avon", JANUARY, state=BookingState.CONFIRMED)

    found = page(confirmed, histories={AVON.id: replace(READY, peer_on=peer_on)}, today=date(2026, 1, 17))

    assert state(found) is stands


@pytest.mark.parametrize(
    ("history", "stands"),
    [
        (READY, SettingState.NO_ANSWER),
        (History(), SettingState.NOT_READY),
        (replace(READY, peer_on=date(2025, 6, 1)), SettingState.DONE),
        (History(peer_on=date(2025, 6, 1)), SettingState.DONE),
        (replace(READY, peer_on=date(2022, 9, 1)), SettingState.NO_ANSWER),
        (replace(READY, peer_on=date(2022, 9, 2)), SettingState.DONE),
        (History(peer_on=date(2022, 9, 1)), SettingState.NOT_READY),
    ],
)
def test_without_an_answer_it_stands_where_its_history_says(history: History, stands: SettingState) -> None:
    assert state(page(histories={AVON.id: history})) is stands


def test_who_took_part_lately_and_asks_all_the_same_waits() -> None:
    lately = replace(READY, peer_on=date(2025, 6, 1))

    assert state(page(booking("Avon", JANUARY), histories={AVON.id: lately})) is SettingState.WAITING


def test_settings_are_found_by_where_they_stand_and_by_their_id() -> None:
    found = page(booking("Brook", JANUARY), members=(AVON, BROOK))

    assert [entry.member for entry in found.in_state(SettingState.WAITING)] == [BROOK]
    assert [entry.member for entry in found.in_state(SettingState.NO_ANSWER)] == [AVON]
    assert found.in_state(SettingState.DECLINED) == ()
    assert found.entry(member_id("Clyde")) is None


def test_every_setting_stands_in_one_place_in_the_order_of_names() -> None:
    found = page(members=(AVON, BROOK))

    assert [entry.member for entry in found.entries] == [AVON, BROOK]
    assert sum(len(found.in_state(each)) for each in SettingState) == 2


def test_a_week_is_shown_with_who_has_it_and_who_waits_for_it() -> None:
    found = page(
        booking("Avon", JANUARY, state=BookingState.CONFIRMED), booking("Brook", JANUARY), members=(AVON, BROOK)
    )

    book = found.book(JANUARY)
    assert book is not None
    assert ([each.member for each in book.confirmed], [each.member for each in book.waiting]) == ([AVON.id], [BROOK.id])
    assert [each.week.id for each in found.weeks] == [JANUARY, MARCH]
    assert found.book(WeekId(JUNE)) is None


def test_a_request_of_a_setting_that_has_left_is_in_no_week() -> None:
    found = page(booking("Brook", JANUARY), members=(AVON,), histories={BROOK.id: READY})

    assert [book.waiting for book in found.weeks] == [(), ()]


def test_a_hub_without_weeks_shows_its_settings_all_the_same() -> None:
    assert state(page(booking("Avon", JANUARY), weeks=())) is SettingState.NO_ANSWER


def test_what_is_seen_of_reviews_is_what_the_disclosure_rule_lets_through() -> None:
    shown = replace(BROOK, shows_progress=True)
    stages = {AVON.id: Stage.REFLECTING, BROOK.id: Stage.REFLECTING}

    found = page(members=(AVON, shown), stages=stages, histories={BROOK.id: History()})

    assert [entry.seen for entry in found.entries] == [
        SeenByHub(agreed_on=AGREED_ON),
        SeenByHub(stage=Stage.REFLECTING),
    ]
