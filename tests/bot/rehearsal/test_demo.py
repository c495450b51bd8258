"""The demo: a small one is as promised in every file, and one that is not as promised says so."""

import asyncio
import io
import json
import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from bot.logs import OURS
from bot.rehearsal.demo.calendar import faults_by_the_clock, tell_notices
from bot.rehearsal.demo.kept import Kept
from bot.rehearsal.demo.plan import Plan
from bot.rehearsal.demo.progress import Lines
from bot.rehearsal.demo.run import Performance, leave_files, perform, run_demo
from bot.rehearsal.demo.verdict import Mistakes, faults
from bot.rehearsal.stand_in import Call
from bot.rehearsal.stories.outcome import pictures
from maturity_model.catalog import COLUMNS
from maturity_model.notice import NoticeState
from maturity_model.notice_kinds import ACTION_DUE, NEXT_REVIEW, REMINDER
from maturity_model.review import Stage

TOP = Path(__file__).parents[3]
COLLEAGUES, ROWS = 3, 32


@pytest.fixture(autouse=True, scope="module")
def logging_stays_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    for name in OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    out = tmp_path_factory.mktemp("demo")
    return Plan(colleagues=COLLEAGUES, seed=1, out=out, edition="schools-2026", socket=False)


@pytest.fixture(scope="module")
def performance(plan: Plan) -> Performance:
    """One whole review; the tests below look at what it left."""
    performance = asyncio.run(perform(plan, Lines(Console(file=io.StringIO()))))
    leave_files(plan, performance)
    return performance


def assert_ci_is_content(plan: Plan) -> None:
    """The files pass the check that CI makes."""
    looked_at = subprocess.run(
        [sys.executable, TOP / ".ci" / "check_demo.py", plan.out], capture_output=True, text=True, check=False
    )
    assert looked_at.returncode == 0, looked_at.stdout


def faults_of(performance: Performance, kept: Kept | None = None) -> list[str]:
    return faults(performance.on, performance.meeting, kept or performance.agreed, [])


def test_everything_is_as_promised(performance: Performance) -> None:
    assert faults_of(performance) == []


def test_everybody_answered_every_row_by_pressing(performance: Performance) -> None:
    assert len(performance.agreed.answers) == COLLEAGUES * ROWS
    assert all(len(colleague.pressed) == ROWS for colleague in performance.on.colleagues)


def test_a_row_was_pulled_out_and_the_others_were_agreed_together(performance: Performance) -> None:
    together = [row for row, agreement in performance.agreed.agreements.items() if agreement.together]

    assert together
    assert not set(together) & set(performance.meeting.recorded)
    assert len(together) + len(performance.meeting.recorded) == ROWS


def test_a_parked_row_came_back(performance: Performance) -> None:
    (parked,) = performance.meeting.parked

    assert parked in performance.meeting.recorded


def test_nothing_else_is_left(performance: Performance, plan: Plan) -> None:
    left = {file.name for file in plan.out.iterdir()}

    assert left == {"careers-review.db", "snapshot.png", "summary.json", "transcript.jsonl"}


def test_the_picture_is_the_one_in_the_thread(performance: Performance, plan: Plan) -> None:
    assert pictures(performance.on) == [plan.picture.read_bytes()]


def test_the_summary_says_what_was_recorded(performance: Performance, plan: Plan) -> None:
    agreed = {row["row"]: row["agreed_column"] for row in json.loads(plan.summary.read_text("utf-8"))["rows"]}

    assert agreed.items() >= performance.meeting.recorded.items()


def test_an_answer_that_is_lost_or_changed_is_told(performance: Performance) -> None:
    first, second, *_ = performance.agreed.answers
    kept = dict(performance.agreed.answers)
    del kept[first]
    kept[second] = next(column for column in COLUMNS if column != kept[second])

    told = faults_of(performance, replace(performance.agreed, answers=kept))

    assert told[0].startswith("2 answers that were pressed")


def test_a_row_that_is_not_agreed_is_told(performance: Performance) -> None:
    agreements = {row: its for row, its in performance.agreed.agreements.items() if row != "1.1"}

    assert faults_of(performance, replace(performance.agreed, agreements=agreements)) == [
        "No column is agreed for 1.1."
    ]


def test_a_column_that_nobody_recorded_is_told(performance: Performance) -> None:
    row, column = next(iter(performance.meeting.recorded.items()))
    other = next(each for each in COLUMNS if each != column)
    agreements = {**performance.agreed.agreements, row: replace(performance.agreed.agreements[row], column=other)}

    (told,) = faults_of(performance, replace(performance.agreed, agreements=agreements))

    assert f"row {row}" in told


def test_a_review_that_never_ended_is_told(performance: Performance) -> None:
    review = replace(performance.agreed.review, stage=Stage.AGREEING)

    assert faults_of(performance, replace(performance.agreed, review=review)) == [
        "The review is not agreed but agreeing."
    ]


def told_by_the_clock(performance: Performance, **changed: object) -> list[str]:
    """What is found once one notice of the year is not as it was."""
    first, *others = sorted(performance.kept.notices, key=lambda notice: notice.kind != NEXT_REVIEW)
    kept = replace(performance.kept, notices=(replace(first, **changed), *others))  # type: ignore[arg-type]
    return list(faults_by_the_clock(performance.on, kept))


def test_a_year_by_the_clock_is_as_promised(performance: Performance) -> None:
    assert list(faults_by_the_clock(performance.on, performance.kept)) == []
    assert performance.kept.answers == {}  # eight weeks are over


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"state": NoticeState.WAITING}, "is due and was not sent"),
        ({"state": NoticeState.UNSURE, "failure": "unsure"}, "A notice is unsure"),
        ({"settled_at": datetime(2026, 12, 25, 9, tzinfo=UTC)}, "outside school hours"),
        ({"kind": ACTION_DUE}, "times to open the next review"),
    ],
)
def test_a_notice_that_is_not_as_promised_is_told(
    performance: Performance, changed: dict[str, object], told: str
) -> None:
    assert any(told in sentence for sentence in told_by_the_clock(performance, **changed))


def test_too_many_messages_and_answers_kept_too_long_are_told(performance: Performance) -> None:
    reminded = next(notice for notice in performance.kept.notices if notice.kind == REMINDER)
    five = tuple(replace(reminded, state=NoticeState.SENT) for _ in range(5))
    kept = replace(performance.agreed, notices=(*performance.kept.notices, *five))

    told = list(faults_by_the_clock(performance.on, kept))

    assert any("messages, and 4 are the most" in sentence for sentence in told)
    assert any(sentence.startswith("96 answers are kept") for sentence in told)


def test_the_account_lists_what_left_when(performance: Performance) -> None:
    console = Console(file=io.StringIO(), width=120)

    tell_notices(console, performance.on, performance.kept)

    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert re.search(r"Mon 30 Nov 2026 08:00\s+3 x reminder\s+3 people", told)
    assert re.search(r"Tue 12 Oct 2027 08:00\s+2 x next review\s+Deputy Head, Careers Leader", told)
    assert re.search(r"Mon 07 Dec 2026 15:45\s+meeting begins\s+#careers-review", told)


def test_a_call_that_slack_refused_is_told_but_not_a_wait(performance: Performance) -> None:
    calls = performance.on.slack.calls
    refused = [
        Call(at=calls[0].at, method="chat.update", body={}, response={"ok": False, "error": word}, workspace="T")
        for word in ("invalid_blocks", "ratelimited")
    ]
    calls += refused

    told = faults_of(performance)
    del calls[-2:]

    assert [sentence.split(":")[0] for sentence in told] == ["Slack refused a call"]
    assert "invalid_blocks" in told[0]


def test_a_message_that_was_gone_already_when_it_was_deleted_again_is_no_fault(performance: Performance) -> None:
    calls, answer = performance.on.slack.calls, {"ok": False, "error": "message_not_found"}
    calls.append(Call(at=calls[0].at, method="chat.delete", body={}, response=answer, workspace="T"))

    told = faults_of(performance)
    calls.pop()

    assert told == []


def test_a_mistake_in_the_log_is_kept_with_its_number() -> None:
    mistakes, log = Mistakes(), logging.getLogger("bot.errors")
    log.addHandler(mistakes)
    log.error("incident", extra={"incident": "ab12cd34"})
    log.warning("nothing much")
    log.removeHandler(mistakes)

    (line,) = mistakes.lines
    assert "incident=ab12cd34" in line


@pytest.mark.parametrize("socket", [False, True], ids=["over HTTP", "by Socket Mode"])
def test_even_one_colleague_gets_to_an_outcome(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], socket: bool
) -> None:
    plan = Plan(colleagues=1, seed=3, out=tmp_path / "out", edition="schools-2026", socket=socket)

    status = run_demo(plan)

    assert status == 0
    told = capsys.readouterr().out
    assert "1 colleague pressed 32 answers" in told
    assert "The meeting agreed 32 rows" in told
    assert "Valley Careers Hub has held its four weeks" in told
    assert_ci_is_content(plan)


def test_a_demo_that_somebody_stops_says_so_and_nothing_else(tmp_path: Path) -> None:
    typed = [sys.executable, "-m", "bot", "demo", "--colleagues", "40", "--out", str(tmp_path)]
    with subprocess.Popen(
        typed,
        cwd=TOP,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - who runs the tests may ignore it
    ) as demo:
        assert demo.stdout
        began = next(line for line in demo.stdout if "Colleagues reflect" in line)
        demo.send_signal(signal.SIGINT)
        told, complained = demo.communicate(timeout=30)

    assert began
    assert "The demo was stopped" in told
    assert complained == ""
    assert demo.returncode == 130


def test_an_edition_that_is_not_there_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = Plan(colleagues=1, seed=1, out=tmp_path / "out", edition="schools-1066", socket=False)

    assert run_demo(plan) == 2
    assert "No edition is called schools-1066" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("a file")
    plan = Plan(colleagues=1, seed=1, out=tmp_path / "out", edition="schools-2026", socket=False)

    assert run_demo(plan) == 2
    assert "The demo cannot begin" in capsys.readouterr().out


def test_an_earlier_demo_is_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    plan = Plan(colleagues=1, seed=1, out=tmp_path, edition="schools-2026", socket=False)
    for name in ("careers-review.db", "careers-review.db-wal", "snapshot.png", "notes.txt"):
        (tmp_path / name).write_text("old")

    plan.clear_the_stage()

    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]
