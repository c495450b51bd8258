"""Actions: what they may say, by when, and when their owners are reminded."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from maturity_model.action import (
    FURTHEST_AHEAD,
    LONGEST_ACTION,
    ActionState,
    ReviewAction,
    notices_of_action,
    require_due_ahead,
)
from maturity_model.catalog import RowId
from maturity_model.errors import ActionTextMissing, DueDateInThePast, DueDateTooFarAway, TextTooLong
from maturity_model.ids import ActionId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice_kinds import ACTION_DUE
from maturity_model.school_hours import SchoolHours
from maturity_model.setting import Closure

HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=ZoneInfo("Europe/London"))
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACTION = ReviewAction(
    id=ActionId("action"),
    workspace=WorkspaceId("T_SCHOOL"),
    setting=SettingId("setting"),
    review=ReviewId("review"),
    row=RowId("1.2"),
    text="Ask every department for one visit.",
    owner=PersonId("U_SENCO"),
    due_on=date(2027, 3, 12),  # a Friday in term
    added_by=PersonId("U_LEADER"),
)


def reminded_at(action: ReviewAction, *, hours: SchoolHours = HOURS, now: datetime = NOW) -> list[datetime]:
    return [notice.due_at for notice in notices_of_action(action, hours, now=now)]


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_action_says_something(text: str) -> None:
    with pytest.raises(ActionTextMissing):
        replace(ACTION, text=text)


def test_an_action_is_not_longer_than_can_be_kept() -> None:
    replace(ACTION, text="a" * LONGEST_ACTION)

    with pytest.raises(TextTooLong):
        replace(ACTION, text="a" * (LONGEST_ACTION + 1))


@pytest.mark.parametrize("due_on", [TODAY, TODAY - timedelta(days=1), date.min])
def test_an_action_is_due_after_today(due_on: date) -> None:
    with pytest.raises(DueDateInThePast):
        require_due_ahead(due_on, today=TODAY)


def test_an_action_is_due_within_two_years() -> None:
    require_due_ahead(TODAY + timedelta(days=1), today=TODAY)
    require_due_ahead(TODAY + FURTHEST_AHEAD, today=TODAY)

    for due_on in (TODAY + FURTHEST_AHEAD + timedelta(days=1), date.max):
        with pytest.raises(DueDateTooFarAway) as refused:
            require_due_ahead(due_on, today=TODAY)
        assert refused.value.latest == TODAY + FURTHEST_AHEAD


def test_its_owner_is_reminded_a_week_before_and_on_the_day_when_school_opens() -> None:
    week, day = notices_of_action(ACTION, HOURS, now=NOW)

    assert week.due_at == datetime(2027, 3, 5, 8, tzinfo=UTC)
    assert day.due_at == datetime(2027, 3, 12, 8, tzinfo=UTC)
    assert week.useful_until == day.due_at
    assert {(notice.person, notice.kind) for notice in (week, day)} == {(ACTION.owner, ACTION_DUE)}
    assert week.key != day.key


def test_where_school_is_closed_the_reminder_comes_when_it_opens_next() -> None:
    on_a_saturday = replace(ACTION, due_on=date(2027, 3, 13))

    assert reminded_at(on_a_saturday) == [
        datetime(2027, 3, 8, 8, tzinfo=UTC),
        datetime(2027, 3, 15, 8, tzinfo=UTC),
    ]


def test_in_summer_time_school_opens_an_hour_earlier_by_the_clock_of_the_world() -> None:
    assert reminded_at(replace(ACTION, due_on=date(2027, 6, 18)))[1] == datetime(2027, 6, 18, 7, tzinfo=UTC)


def test_there_is_one_reminder_where_both_would_come_at_once() -> None:
    in_the_holidays = replace(ACTION, due_on=date(2027, 8, 20))

    [only] = notices_of_action(in_the_holidays, HOURS, now=NOW)

    assert only.due_at == datetime(2027, 9, 1, 7, tzinfo=UTC)
    assert only.useful_until is not None
    assert only.useful_until > only.due_at
    assert only.about["which"] == "day"


def test_what_would_have_come_before_now_does_not_come() -> None:
    now = datetime(2027, 3, 5, 8, tzinfo=UTC)

    assert reminded_at(ACTION, now=now) == [datetime(2027, 3, 12, 8, tzinfo=UTC)]


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.NOT_NOW])
def test_nobody_is_reminded_of_what_is_settled(state: ActionState) -> None:
    assert reminded_at(replace(ACTION, state=state)) == []


def test_of_another_day_it_is_another_reminder() -> None:
    moved = replace(ACTION, due_on=ACTION.due_on + timedelta(weeks=4))
    keys = {notice.key for action in (ACTION, moved) for notice in notices_of_action(action, HOURS, now=NOW)}

    assert len(keys) == 4


def test_where_a_school_never_opens_again_nobody_is_reminded() -> None:
    first = ACTION.due_on - timedelta(weeks=2)
    weeks = [first + timedelta(weeks=10 * n) for n in range(10)]
    closed = tuple(Closure(first_on=day, last_on=day + timedelta(days=69)) for day in weeks)

    assert reminded_at(ACTION, hours=replace(HOURS, closures=closed)) == []


@given(st.dates(min_value=TODAY + timedelta(days=1), max_value=TODAY + FURTHEST_AHEAD))
def test_every_reminder_leaves_while_school_is_open_and_while_it_is_of_use(due_on: date) -> None:
    notices = notices_of_action(replace(ACTION, due_on=due_on), HOURS, now=NOW)

    assert 1 <= len(notices) <= 2
    for notice in notices:
        assert HOURS.is_open(notice.due_at)
        assert notice.useful_until is not None
        assert NOW < notice.due_at < notice.useful_until
