"""Bad input and bad days: what people write is harmless, and what was not saved is never called saved.

Where the rest of it is tested: wrong and old signatures, size and form in `tests/bot/slack/test_guard.py`; forged,
malformed and replayed actions and kinds of payload in `test_forged_and_replayed.py`; who may do what, and ids of
another workspace, in `test_permissions.py`; a meeting in the past, channels that cannot be met in, nobody, three
hundred, bots and deactivated people in `test_opening.py`, `test_steering.py`, `test_membership.py` and `test_home.py`;
the database itself in `tests/storage/test_sqlite.py`.
"""

import asyncio
import html
import json
import logging
import re
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.app import Bot
from bot.kit import words
from bot.kit.buttons import OfReview, OfRow
from bot.logs import LineFormatter
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Message, Person, StandIn, View, breaking
from bot.rehearsal.stand_in.breaking import Fault
from maturity_model.catalog import Column, Edition, EditionId, RowId, Wording
from maturity_model.ids import PersonId
from maturity_model.reflection import Note
from maturity_model.review import Review, Stage
from tests import given
from tests.scenarios.conftest import School
from tests.scenarios.leading import errors, look_at_home, press_home, running, send

WRITTEN = "<!channel> <!here|x> <@U0LEADER001> & *مدرسة* 🎒"
LIVE = re.compile(r"<!(?:channel|here|everyone)|<@U0LEADER001")
CHECKER = Path(__file__).parents[3] / "shared/tools/blockkit/check_blocks.py"
BEGIN, NOTE, ROLE, SECOND = "reflection.begin", "reflection.note", "reflection.role", "reflection.choose:2"
OPEN, NEXT, RECORD = "agreement.open_meeting:model", "agreement.next_row", "agreement.record:2"
EXPLAIN, FINISH, CANCEL = "agreement.explain", "agreement.finish", "steering.cancel_review"
PRIVATE = (WRITTEN, "مدرسة", "a note nobody may log", "無無", "Riverside", "SENCo", "Link Governor", "Deputy Head")


@pytest.fixture(autouse=True)
def log_tells_nothing(caplog: pytest.LogCaptureFixture, slack: StandIn) -> Iterator[None]:
    """Whatever happens in these tests: no note, no name and no token is written into the log."""
    for ours in ("bot", "storage", "charts", "maturity_model"):
        caplog.set_level(logging.DEBUG, logger=ours)
    yield
    lines = "\n".join(LineFormatter().format(record) for record in caplog.get_records("call"))
    for private in (*PRIVATE, slack.bot_token, slack.app_token, slack.signing_secret):
        assert private not in lines


# what people write


def as_everybody_writes(edition: Edition) -> Edition:
    """The edition, with what people write in every title and every statement."""
    themes = tuple(
        replace(
            theme,
            rows=tuple(
                replace(
                    row,
                    title=f"{WRITTEN} {row.id}",
                    statements=tuple(f"{WRITTEN} {statement}" for statement in row.statements),  # type: ignore[arg-type]
                )
                for row in theme.rows
            ),
        )
        for theme in edition.themes
    )
    return replace(edition, id=EditionId("as-everybody-writes"), wording=Wording.OFFICIAL, themes=themes)


def words_of(shown: Message | View | None) -> str:
    """Everything that is read there, as Slack shows it: what was escaped is itself again."""
    assert shown is not None
    return "\n".join(html.unescape(text) if markup else text for text, markup in texts(shown.blocks))


def texts(part: Any) -> Iterator[tuple[str, bool]]:  # noqa: ANN401 - JSON may be anything
    """Each text, and whether Slack reads markup in it."""
    if isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"], part.get("type") not in {"plain_text", "text"}
        if isinstance(part.get("initial_value"), str):
            yield part["initial_value"], False
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)


async def press(bot: Bot, person: Person, message: Message, action: str, **chosen: Any) -> None:
    await person.click(message, action_id=action, **chosen)
    await bot.settle()


def card(person: Person) -> Message:
    return person.dm()[-1]


def newest(school: School) -> Message:
    return [message for message in school.room.messages() if message.thread_ts is None][-1]


@pytest.fixture
async def surfaces(bot: Bot, school: School) -> dict[str, str]:
    """A whole review in which everything that can be written says the same; what is read on each surface of it."""
    edition = as_everybody_writes(given.built_in())
    await given.installed(bot.deps.store, edition)
    named = given.setting(workspace=school.workspace, leaders=frozenset({PersonId(school.leader.id)}))
    await bot.deps.store.write(lambda tx: tx.settings.add(replace(named, name=WRITTEN), at=given.NOW))
    review = await given.kept(bot.deps.store, replace(school.review(), edition=edition.id), invite=True)
    await bot.settle()
    return {
        **await read_while_reflecting(bot, school, review),
        **await read_in_the_meeting(bot, school, review),
        **await read_at_the_end(bot, school),
    }


async def read_while_reflecting(bot: Bot, school: School, review: Review) -> dict[str, str]:
    senco, seen = school.colleagues[0], {}
    await press(bot, senco, card(senco), ROLE, chosen=f'["{review.id}","OTHER"]')
    await send(senco, bot, own_role=WRITTEN)
    seen["invitation with one's own role"] = words_of(card(senco))
    await press(bot, senco, card(senco), BEGIN)
    await press(bot, senco, card(senco), NOTE)
    await send(senco, bot, note=WRITTEN, may_be_shown=["yes"])
    seen["row card with one's own note"] = words_of(card(senco))
    await press(bot, senco, card(senco), NOTE)
    seen["note to be changed"] = words_of(senco.modal())
    await press(bot, senco, card(senco), SECOND)
    seen["home of a leader"] = await home_of(bot, school.leader)
    return seen


async def read_in_the_meeting(bot: Bot, school: School, review: Review) -> dict[str, str]:
    far_apart = {PersonId(who.id): {"1.1": column} for who, column in zip(school.colleagues, (1, 2, 4, 4), strict=True)}
    await given.answered(bot.deps.store, review, far_apart)
    await press_home(school.facilitator, bot, OPEN)
    seen = {"agenda": words_of(newest(school))}
    await press(bot, school.facilitator, newest(school), NEXT)
    row = newest(school)
    seen["row with its notes"] = words_of(row)
    await press(bot, school.facilitator, row, RECORD)
    await press(bot, school.facilitator, row, EXPLAIN)
    await send(school.facilitator, bot, reason=WRITTEN)
    seen["row with its reason"] = words_of(newest(school)).partition("Why:")[2]
    await press(bot, school.facilitator, newest(school), EXPLAIN)
    seen["reason to be changed"] = words_of(school.facilitator.modal())
    return seen


async def read_at_the_end(bot: Bot, school: School) -> dict[str, str]:
    agenda = school.room.messages()[0]
    await press(bot, school.facilitator, agenda, FINISH)
    seen = {"outcome": words_of(school.room.thread(agenda.ts)[1])}
    await press_home(school.leader, bot, "outcome.reopen")
    await send(school.leader, bot, reason=WRITTEN)
    told = [words_of(message) for message in school.room.messages()]
    seen["why it goes back"] = next(each for each in told if "back to" in each)
    await press_home(school.leader, bot, CANCEL)
    seen["called off"] = next(words_of(each) for each in school.colleagues[1].dm() if "called off" in words_of(each))
    return seen


async def home_of(bot: Bot, person: Person) -> str:
    await look_at_home(person, bot)
    return words_of(person.home())


async def test_what_people_write_in_any_script_is_shown_unchanged_everywhere(surfaces: dict[str, str]) -> None:
    altered = [surface for surface, read in surfaces.items() if WRITTEN not in read]

    assert altered == []


async def test_what_people_write_pings_nobody(slack: StandIn, surfaces: dict[str, str], tmp_path: Path) -> None:
    read_as_markup = [
        text for call in slack.calls for text, markup in texts([call.body, call.body.get("view")]) if markup
    ]

    assert [text for text in read_as_markup if LIVE.search(text)] == []
    assert [text for text in read_as_markup if "&lt;!channel&gt;" in text]
    assert slack.refused == []
    assert found_by_the_checker(slack, tmp_path / "transcript.jsonl") == ""


def found_by_the_checker(slack: StandIn, transcript: Path) -> str:
    """What the checker that stands beside the checkout says of everything sent; nothing where there is none."""
    if not CHECKER.exists():
        return ""
    slack.write_transcript(transcript)
    command = [sys.executable, str(CHECKER), str(transcript), "--strict", "--forbid-broadcast", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


async def test_a_name_in_a_refusal_pings_nobody(bot: Bot, slack: StandIn, school: School, under_way: Review) -> None:
    robot = slack.workspace.add_person("<!channel> Robot & Co", bot=True)
    await press_home(school.leader, bot, "membership.invite")

    await send(school.leader, bot, people=[robot])

    [refusal] = errors(school.leader).values()
    assert "is a bot" in refusal
    assert "<" not in refusal


# a database in trouble


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "review.db"


@asynccontextmanager
async def locked(_bot: Bot, file: Path) -> AsyncIterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as somebody_else:
        somebody_else.execute("BEGIN EXCLUSIVE")
        yield
        somebody_else.execute("ROLLBACK")


@asynccontextmanager
async def full(bot: Bot, _file: Path) -> AsyncIterator[None]:
    """Not a page more; the writer's next connection finds room again."""
    await tell_the_writer(bot, "PRAGMA max_page_count = 1")  # no fewer than there are
    yield


@asynccontextmanager
async def read_only(bot: Bot, _file: Path) -> AsyncIterator[None]:
    """Nothing may change; the writer's next connection may write again."""
    await tell_the_writer(bot, "PRAGMA query_only = ON")
    yield


async def tell_the_writer(bot: Bot, statement: str) -> None:
    await bot.deps.store._database.write(lambda connection: connection.exec_driver_sql(statement).close())


LONG = "無" * 1000
TROUBLES = {"locked": locked, "full": full, "read-only": read_only}


@pytest.fixture
async def writing(bot: Bot, school: School, under_way: Review) -> Person:
    """A colleague with the note's modal before them, where little more fits into the table of notes."""
    senco, other = school.colleagues[0], PersonId(school.colleagues[1].id)
    await bot.deps.store.write(
        lambda tx: tx.reflections.put_note(
            under_way, other, RowId("1.1"), Note(text=LONG, may_be_shown=False), at=given.NOW
        )
    )
    await press(bot, senco, card(senco), BEGIN)
    await press(bot, senco, card(senco), NOTE)
    return senco


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_a_note_that_could_not_be_saved_is_never_called_saved(
    bot: Bot, file: Path, under_way: Review, writing: Person, trouble: str
) -> None:
    async with TROUBLES[trouble](bot, file):
        refused = await writing.submit({"note": LONG})
        before = await note_of(bot, under_way, writing)

    again = await writing.submit()
    await bot.settle()

    assert refused.body["errors"] == {"note": words.NOT_SAVED}
    assert before is None
    assert again.body == {}
    assert await note_of(bot, under_way, writing) == LONG
    assert LONG in words_of(card(writing))


async def note_of(bot: Bot, review: Review, person: Person) -> str | None:
    kept = await bot.deps.store.read(lambda tx: tx.reflections.find_note(review, PersonId(person.id), RowId("1.1")))
    return kept.text if kept else None


@pytest.mark.parametrize("trouble", ["locked", "read-only"])
async def test_an_answer_that_could_not_be_saved_is_whispered_and_can_be_given_again(
    bot: Bot, slack: StandIn, file: Path, school: School, under_way: Review, trouble: str
) -> None:
    senco = school.colleagues[0]
    await press(bot, senco, card(senco), BEGIN)
    first = len(slack.calls)

    async with TROUBLES[trouble](bot, file):
        answer = await senco.click(card(senco), action_id=SECOND)
        await bot.deps.publisher.drain()
    told = slack.calls[first:]
    unsaved = await answers(bot, under_way, senco)
    await press(bot, senco, card(senco), SECOND)

    assert answer.ok
    assert [(call.method, call.body.get("text")) for call in told] == [("chat.postEphemeral", words.NOT_SAVED)]
    assert [whisper.text for whisper in senco.whispers()] == [words.NOT_SAVED]
    assert unsaved == {}
    assert await answers(bot, under_way, senco) == {"1.1": 2}


async def answers(bot: Bot, review: Review, person: Person) -> Mapping[RowId, Column | None]:
    return await bot.deps.store.read(lambda tx: tx.reflections.columns_by_member(review, PersonId(person.id)))


async def test_two_who_answer_while_the_file_is_locked_are_both_told_in_time(
    bot: Bot, file: Path, school: School, under_way: Review
) -> None:
    first, second = school.colleagues[:2]
    for person in (first, second):
        await press(bot, person, card(person), BEGIN)

    async with locked(bot, file):
        waiting = [await begun(person) for person in (first, second)]
        told = [await each for each in waiting]

    assert [answer.problem for answer in told] == ["", ""]
    assert max(answer.seconds for answer in told) < 3


async def begun(person: Person) -> Any:  # noqa: ANN401 - a task whose answer is looked at later
    """A click that is on its way, a little after the one before."""
    task = asyncio.create_task(person.click(card(person), action_id=SECOND))
    await asyncio.sleep(0.1)
    return task


async def test_what_home_could_not_save_is_said_in_a_modal(
    bot: Bot, file: Path, school: School, under_way: Review
) -> None:
    await look_at_home(school.leader, bot)

    async with locked(bot, file):
        answer = await school.leader.click_home(action_id=CANCEL)
        await bot.deps.publisher.drain()

    review = await running(bot, school)
    assert answer.ok
    assert words.NOT_SAVED in words_of(school.leader.modal())
    assert review is not None
    assert review.stage is Stage.REFLECTING


async def test_no_trouble_shows_its_insides(
    bot: Bot, slack: StandIn, file: Path, school: School, under_way: Review
) -> None:
    senco = school.colleagues[0]
    forged = senco.click_payload(card(senco), action_id=BEGIN)
    forged["actions"][0]["value"] = OfReview(review=under_way.id).encode()

    async with locked(bot, file):
        await senco.workspace.interact(forged)
        await bot.deps.publisher.drain()

    said = json.dumps([call.body for call in slack.calls])
    for inside in ("Traceback", "sqlite", "database", "SELECT", "Error"):
        assert inside not in said


# Slack in trouble


SLACK_TROUBLES: dict[str, tuple[Fault, int]] = {
    "asks to wait": (breaking.rate_limited(30), 2),
    "is broken": (breaking.http(500), 8),
    "is slow": (breaking.slow(2.0, wall=True), 1),
    "hangs up": (breaking.cut_before(), 8),
    "hangs up afterwards": (breaking.cut_after(), 8),
}


@pytest.mark.parametrize("trouble", SLACK_TROUBLES)
async def test_an_answer_is_saved_and_taken_in_time_whatever_slack_does(
    bot: Bot, slack: StandIn, clock: SteppedClock, school: School, under_way: Review, trouble: str
) -> None:
    senco, (fault, times) = school.colleagues[0], SLACK_TROUBLES[trouble]
    await press(bot, senco, card(senco), BEGIN)
    slack.break_next("chat.update", fault, times=times)

    answer = await senco.click(card(senco), action_id=SECOND)

    assert answer.ok
    assert answer.seconds < 1.5
    assert await answers(bot, under_way, senco) == {"1.1": 2}

    await bot.deps.publisher.drain()
    slack.mend()
    await clock.sleep(60)
    await bot.settle()

    assert "Row 2 of 32" in words_of(card(senco))


@pytest.mark.parametrize("trouble", SLACK_TROUBLES)
async def test_a_row_comes_into_the_channel_though_slack_failed_once(
    bot: Bot, slack: StandIn, clock: SteppedClock, school: School, under_way: Review, trouble: str
) -> None:
    fault, _ = SLACK_TROUBLES[trouble]
    await press_home(school.facilitator, bot, OPEN)
    slack.break_next("chat.postMessage", fault)

    answer = await school.facilitator.click(newest(school), action_id=NEXT)
    await bot.settle()
    await clock.sleep(60)
    await bot.settle()

    assert answer.ok
    assert answer.seconds < 1.5
    assert words_of(newest(school)).startswith("1.1 ")
    await press(bot, school.facilitator, newest(school), RECORD)
    assert "Agreed: column 2" in words_of(newest(school))


@pytest.mark.parametrize("fault", [breaking.http(500), breaking.cut_before()], ids=["is broken", "hangs up"])
async def test_a_row_that_slack_lost_for_good_comes_when_it_is_asked_for_again(
    bot: Bot, slack: StandIn, school: School, under_way: Review, fault: Fault
) -> None:
    await press_home(school.facilitator, bot, OPEN)
    agenda = newest(school)
    slack.break_next("chat.postMessage", fault, times=8)
    await press(bot, school.facilitator, agenda, NEXT)
    slack.mend()

    lost = OfRow(review=under_way.id, row=RowId("1.1")).encode()
    await press(bot, school.facilitator, agenda, "agreement.go_to_row", chosen=lost)

    assert words_of(newest(school)).startswith("1.1 ")
