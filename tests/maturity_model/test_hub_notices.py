"""What hubs owe people: one word each, once, and reminders that keep the setting's own days."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from maturity_model.hub_notices import (
    REMINDED_BEFORE,
    closing_reminders,
    staff_reminders,
    to_channel,
    to_leaders,
    to_setting,
    to_staff,
)
from maturity_model.ids import PersonId, WeekId
from maturity_model.notice import PlannedNotice, Urgency
from maturity_model.notice_kinds import BOOKING_ASKED, BOOKING_SETTLED, REQUESTS_CLOSE, WEEKS_ANNOUNCED
from maturity_model.school_hours import SchoolHours, school_hours
from maturity_model.setting import Closure
from tests.given import WORKSPACE, ZONE
from tests.hub_given import (
    BY_COLLEAGUE,
    BY_CONSULTANT,
    ELSEWHERE,
    HUB,
    HUB_CHANNEL,
    JANUARY,
    MARCH,
    NOW,
    OTHER_HUB,
    hub,
    member,
    member_id,
    member_in_slack,
    setting,
    week,
)

FIRST, SECOND = PersonId("U0LEADER1"), PersonId("U0LEADER2")
AVON = member_in_slack(setting("Avon", leaders=(SECOND, FIRST)))
ABOUT = {"announcement": "A1"}
UNTIL = NOW + timedelta(days=30)
HOURS = school_hours(setting("Avon"), ZONE)


def keys(planned: list[PlannedNotice]) -> set[str]:
    return {notice.key for notice in planned}


def reminders(*weeks: WeekId, hours: SchoolHours = HOURS, now: datetime = NOW) -> tuple[PlannedNotice, ...]:
    return closing_reminders(AVON, [week(each) for each in weeks], hours, now=now)


def test_each_careers_leader_of_a_setting_gets_one() -> None:
    planned = list(to_leaders(AVON, WEEKS_ANNOUNCED, ABOUT, due_at=NOW, until=UNTIL))

    assert [notice.person for notice in planned] == [FIRST, SECOND]
    assert len(keys(planned)) == 2
    for notice in planned:
        assert (notice.workspace, notice.setting, notice.hub) == (AVON.workspace, AVON.setting, HUB)
        assert notice.about == {"member": AVON.id, **ABOUT}
        assert (notice.due_at, notice.useful_until, notice.urgency) == (NOW, UNTIL, Urgency.NEWS)
        assert (notice.channel, notice.review) == (None, None)


def test_a_setting_without_slack_gets_none() -> None:
    assert list(to_leaders(member("Avon"), WEEKS_ANNOUNCED, ABOUT, due_at=NOW)) == []


def test_it_is_written_to_where_the_setting_is() -> None:
    elsewhere = member_in_slack(setting("Avon", workspace=ELSEWHERE))

    [planned] = to_leaders(elsewhere, WEEKS_ANNOUNCED, ABOUT, due_at=NOW)

    assert planned.workspace == ELSEWHERE


def test_what_it_is_about_makes_it_one_of_its_kind() -> None:
    planned = [
        *to_leaders(AVON, WEEKS_ANNOUNCED, ABOUT, due_at=NOW),
        *to_leaders(AVON, WEEKS_ANNOUNCED, {"announcement": "A2"}, due_at=NOW),
        *to_leaders(AVON, BOOKING_SETTLED, {"version": "1"}, due_at=NOW),
        *to_leaders(AVON, BOOKING_SETTLED, {"version": "2"}, due_at=NOW),
        *to_leaders(replace(AVON, id=member_id("Brook")), WEEKS_ANNOUNCED, ABOUT, due_at=NOW),
    ]

    assert len(keys(planned)) == len(planned) == 10
    assert keys(planned[:2]) == keys(list(to_leaders(AVON, WEEKS_ANNOUNCED, ABOUT, due_at=UNTIL)))


def test_staff_get_theirs_as_people_of_the_hub() -> None:
    planned = to_staff(BY_CONSULTANT, hub(), BOOKING_ASKED, {"member": "M1", "version": "1"}, due_at=NOW)

    assert (planned.workspace, planned.person) == (BY_CONSULTANT.workspace, BY_CONSULTANT.person)
    assert (planned.hub, planned.setting, planned.review) == (HUB, None, None)
    assert planned.about == {"member": "M1", "version": "1"}


def test_each_of_the_staff_has_their_own() -> None:
    about = {"member": "M1", "version": "1"}
    planned = [
        to_staff(BY_CONSULTANT, hub(), BOOKING_ASKED, about, due_at=NOW),
        to_staff(BY_COLLEAGUE, hub(), BOOKING_ASKED, about, due_at=NOW),
        to_staff(replace(BY_CONSULTANT, workspace=ELSEWHERE), hub(), BOOKING_ASKED, about, due_at=NOW),
        to_staff(BY_CONSULTANT, hub(OTHER_HUB), BOOKING_ASKED, about, due_at=NOW),
    ]

    assert len(keys(planned)) == 4


def test_the_channel_of_a_hub_hears_of_an_announcement_once() -> None:
    planned = to_channel(hub(), "A1", due_at=NOW)

    assert planned is not None
    assert (planned.channel, planned.person, planned.workspace) == (HUB_CHANNEL, None, WORKSPACE)
    assert planned == to_channel(hub(), "A1", due_at=NOW)
    assert planned != to_channel(hub(), "A2", due_at=NOW)


def test_a_hub_without_a_channel_says_nothing_there() -> None:
    assert to_channel(replace(hub(), channel=None), "A1", due_at=NOW) is None


def test_a_reminder_comes_five_school_days_before_the_first_week_closes() -> None:
    planned = reminders(MARCH, JANUARY)

    assert [notice.person for notice in planned] == [FIRST, SECOND]
    assert {notice.kind for notice in planned} == {REQUESTS_CLOSE}
    assert REMINDED_BEFORE == 5
    assert {notice.due_at for notice in planned} == {datetime(2025, 12, 8, 8, tzinfo=UTC)}  # requests close on the 15th
    assert {notice.useful_until for notice in planned} == {datetime(2025, 12, 15, 17, 30, tzinfo=UTC)}


def test_the_days_are_those_of_the_settings_own_holidays_and_hours() -> None:
    closed = Closure(first_on=date(2025, 12, 10), last_on=date(2025, 12, 11))
    hours = SchoolHours(opens_at=time(9, 15), closes_at=time(15), zone=ZONE, closures=(closed,))

    planned = reminders(JANUARY, hours=hours)

    assert {notice.due_at for notice in planned} == {datetime(2025, 12, 4, 9, 15, tzinfo=UTC)}
    assert {notice.useful_until for notice in planned} == {datetime(2025, 12, 15, 15, tzinfo=UTC)}


def test_a_bank_holiday_and_the_change_of_the_clock_move_it() -> None:
    in_spring = replace(week(MARCH), closes_on=date(2026, 4, 28))

    [first, _] = closing_reminders(AVON, [in_spring], HOURS, now=NOW)

    assert first.due_at == datetime(2026, 4, 21, 7, tzinfo=UTC)  # eight in the morning, in summer time


def test_no_reminder_comes_where_its_day_is_over_or_today() -> None:
    monday = datetime(2025, 12, 8, 7, tzinfo=UTC)

    assert reminders(JANUARY, now=monday) == reminders(JANUARY, now=monday + timedelta(days=3)) == ()
    assert len(reminders(JANUARY, now=monday - timedelta(days=1))) == 2


def test_weeks_that_were_withdrawn_do_not_count() -> None:
    withdrawn = replace(week(JANUARY), withdrawn=True)

    assert closing_reminders(AVON, [withdrawn], HOURS, now=NOW) == ()
    assert closing_reminders(AVON, [], HOURS, now=NOW) == ()
    assert closing_reminders(AVON, [withdrawn, week(MARCH)], HOURS, now=NOW) == reminders(MARCH)


def test_a_reminder_that_moves_is_the_same_one() -> None:
    assert keys(list(reminders(JANUARY, MARCH))) == keys(list(reminders(MARCH)))


def test_a_setting_in_slack_hears_itself_and_another_one_by_its_consultant() -> None:
    here = list(to_setting(AVON, hub(), WEEKS_ANNOUNCED, ABOUT, due_at=NOW))
    [by_hand] = to_setting(member("Brook"), hub(), WEEKS_ANNOUNCED, ABOUT, due_at=NOW)
    nobody = replace(member("Brook"), consultant=None)

    assert here == list(to_leaders(AVON, WEEKS_ANNOUNCED, ABOUT, due_at=NOW))
    assert (by_hand.workspace, by_hand.person) == (BY_CONSULTANT.workspace, BY_CONSULTANT.person)
    assert by_hand.about == {"member": member_id("Brook"), **ABOUT}
    assert list(to_setting(nobody, hub(), WEEKS_ANNOUNCED, ABOUT, due_at=NOW)) == []


def test_everybody_who_works_for_the_hub_is_reminded_when_its_settings_are() -> None:
    planned = staff_reminders(hub(), [week(JANUARY)], HOURS, now=NOW)

    assert {notice.person for notice in planned} == {each.person for each in hub().staff}
    assert {(notice.due_at, notice.useful_until) for notice in planned} == {
        (notice.due_at, notice.useful_until) for notice in reminders(JANUARY)
    }
    assert staff_reminders(hub(), [replace(week(JANUARY), withdrawn=True)], HOURS, now=NOW) == ()
