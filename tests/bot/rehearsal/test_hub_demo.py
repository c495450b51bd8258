"""The demo's hub: twelve settings through four weeks as promised, and what is not as promised is told."""

import asyncio
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bot.rehearsal.demo.calendar import tell_notices
from bot.rehearsal.demo.hub import HubKept, HubPerformance, leave_spreadsheet, perform_hub
from bot.rehearsal.demo.hub_account import tell_hub
from bot.rehearsal.demo.hub_verdict import hub_faults
from bot.rehearsal.demo.plan import Plan
from bot.rehearsal.demo.progress import Lines
from bot.rehearsal.stand_in import Call
from bot.rehearsal.stories import hub_cast as cast
from bot.rehearsal.stories.hub import FOUR_WEEKS, as_written, weeks_ahead
from bot.rehearsal.stories.hub_year import AFTER, BEFORE, BY_EMAIL, PROGRESS, WAITING_LIST
from maturity_model.booking import History
from maturity_model.booking_week import read_weeks
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import REQUESTS_CLOSE, WEEKS_ANNOUNCED


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    out = tmp_path_factory.mktemp("demo")
    return Plan(colleagues=3, seed=1, out=out, edition="schools-2026", socket=False)


@pytest.fixture(scope="module")
def performance(plan: Plan) -> HubPerformance:
    """A hub's whole year; the tests below look at what it left."""
    performance = asyncio.run(perform_hub(plan, Lines(Console(file=io.StringIO()))))
    leave_spreadsheet(plan, performance)
    return performance


def told(performance: HubPerformance, say: Callable[[Console], None]) -> str:
    console = Console(file=io.StringIO(), width=160)
    say(console)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def faults_with(performance: HubPerformance, **changed: object) -> list[str]:
    return hub_faults(replace(performance, kept=replace(performance.kept, **changed)))  # type: ignore[arg-type]


def test_everything_is_as_promised(performance: HubPerformance) -> None:
    assert hub_faults(performance) == []


def test_the_four_weeks_are_written_as_the_hub_wrote_them() -> None:
    assert as_written(FOUR_WEEKS).splitlines() == [
        "- Spring Term 12.01.2026 \u2013 16.01.2026",
        "- Spring Term 16.03.2026 \u2013 20.03.2026",
        "- Summer Term 04.05.2026 \u2013 08.05.2026",
        "- Summer Term 08.06.2026 \u2013 12.06.2026",
    ]


@pytest.mark.parametrize("year", range(2024, 2044))
def test_weeks_ahead_of_a_rehearsal_can_be_announced_in_any_year(year: int) -> None:
    today = date(year, 11, 23)

    reading = read_weeks(as_written(weeks_ahead(today)), weeks_before=4, announced=(), today=today)

    assert [week.term for week in reading.weeks] == [term for term, _ in FOUR_WEEKS]
    assert reading.flawed == ()


def test_the_lead_was_shown_the_bank_holiday_before_anybody_heard(performance: HubPerformance) -> None:
    (preview,) = performance.year.beginnings.previews

    assert "Monday 4 May is a bank holiday" in preview


def test_staff_read_who_waits_whom_to_write_to_and_how_far_a_review_is(performance: HubPerformance) -> None:
    seen = performance.year.seen

    assert re.search("Station Road School.*took part in September 2022.*waiting list", seen[WAITING_LIST])
    assert cast.BY_EMAIL.contact in seen[BY_EMAIL]
    assert "colleagues are reflecting now" in seen[PROGRESS]
    assert "3 confirmed, full" in seen[BEFORE]
    assert "No week is announced" in seen[AFTER]


def test_the_account_names_weeks_those_who_heard_and_those_without_a_week(performance: HubPerformance) -> None:
    said = told(performance, lambda console: tell_hub(console, performance))

    assert "10 settings heard of them in Slack on Tue 02 Sep 2025 from 08:00 on, 12 careers leaders in all" in said
    assert re.search(r"12 to 16 January 2026 +3 +Hillside College, Meadow Lane School, Orchard Special School", said)
    assert re.search(r"5 to 8 May 2026 +3 +Mill Pond School", said)
    assert "Market Square College (not this time)" in said
    assert "Weavers Lane School (their own review comes first)" in said


def test_the_account_lists_what_left_when(performance: HubPerformance) -> None:
    said = told(performance, lambda console: tell_notices(console, performance.on, performance.kept))

    assert re.search(r"Tue 02 Sep 2025 08:00\s+weeks in channel\s+#hub", said)
    assert re.search(r"Fri 10 Oct 2025 08:00\s+asked again\s+Careers Leader, Lighthouse", said)
    assert re.search(r"Mon 08 Dec 2025 08:00\s+2 x requests close", said)


def test_the_spreadsheet_has_a_line_for_each_setting(performance: HubPerformance, plan: Plan) -> None:
    sheet = load_workbook(plan.spreadsheet).worksheets[0]

    names = [line[0] for line in sheet.iter_rows(min_row=2, values_only=True)]

    assert names == sorted(part.name for part in cast.SETTINGS)


def test_only_its_own_files_are_left(performance: HubPerformance, plan: Plan) -> None:
    assert {file.name for file in plan.out.iterdir()} == {"careers-hub.db", "careers-hub.xlsx", "hub-transcript.jsonl"}


@pytest.mark.parametrize(
    ("kind", "changed", "said"),
    [
        (WEEKS_ANNOUNCED, {"state": NoticeState.WITHDRAWN}, "was sent 0 of weeks_announced, and 1 were expected"),
        (WEEKS_ANNOUNCED, {"settled_at": datetime(2025, 9, 2, 3, tzinfo=UTC)}, "left outside school hours"),
        (WEEKS_ANNOUNCED, {"state": NoticeState.WAITING}, "is due and was not sent"),
        (REQUESTS_CLOSE, {"state": NoticeState.SENT}, "of requests_close, and 0 were expected"),
    ],
)
def test_a_notice_that_is_not_as_promised_is_told(
    performance: HubPerformance, kind: str, changed: dict[str, object], said: str
) -> None:
    notices = list(performance.kept.notices)
    before = NoticeState.WITHDRAWN if kind == REQUESTS_CLOSE else NoticeState.SENT
    place = next(place for place, notice in enumerate(notices) if (notice.kind, notice.state) == (kind, before))
    notices[place] = replace(notices[place], **changed)  # type: ignore[arg-type]

    assert any(said in sentence for sentence in faults_with(performance, notices=tuple(notices)))


def test_a_second_announcement_is_told(performance: HubPerformance) -> None:
    calls, leader = performance.on.slack.calls, performance.year.cast.leader(cast.HILLSIDE).person
    posts = (call for call in calls if call.method == "chat.postMessage" and call.body["channel"] == leader.dm_id)
    calls.append(next(posts))

    found = hub_faults(performance)
    calls.pop()

    assert found == ["Careers Leader, Hillside College got 2 announcements, and one was expected."]


def test_more_settings_than_places_are_told(performance: HubPerformance) -> None:
    week = performance.kept.weeks[0].id
    bookings = tuple(replace(booking, week=week) if booking.week else booking for booking in performance.kept.bookings)

    found = faults_with(performance, bookings=bookings)

    assert "9 settings have a week of 3 places." in found
    assert "Mill Pond School does not have the week that it should have." in found


def test_a_day_that_was_not_kept_is_told(performance: HubPerformance) -> None:
    histories = dict.fromkeys(performance.kept.histories, History())

    assert "Hillside College's peer-to-peer review is known to have been on None." in faults_with(
        performance, histories=histories
    )


def test_what_staff_did_not_read_is_told(performance: HubPerformance) -> None:
    year = replace(performance.year, seen=dict.fromkeys(performance.year.seen, ""))

    found = hub_faults(replace(performance, year=year))

    assert found == [f"The hub's staff did not read \u201c{words}\u201d." for words in ("reflecting", "waiting list")]


def test_a_call_that_slack_refused_is_told(performance: HubPerformance) -> None:
    calls = performance.on.slack.calls
    answer = {"ok": False, "error": "invalid_blocks"}
    calls.append(Call(at=calls[0].at, method="views.publish", body={}, response=answer, workspace="T"))

    found = hub_faults(performance)
    calls.pop()

    assert [sentence.split(":")[0] for sentence in found] == ["Slack refused a call"]


def test_an_earlier_hub_is_cleared_away(tmp_path: Path) -> None:
    plan = Plan(colleagues=1, seed=1, out=tmp_path, edition="schools-2026", socket=False)
    for name in ("careers-hub.db", "careers-hub.db-wal", "careers-hub.xlsx", "hub-transcript.jsonl", "notes.txt"):
        (tmp_path / name).write_text("old")

    plan.clear_the_stage()

    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_the_database_is_kept_as_one_file(performance: HubPerformance, plan: Plan) -> None:
    assert isinstance(performance.kept, HubKept)
    assert plan.hub_database.read_bytes()[18] == 1  # no log beside it
