"""What the bot never wrote, and what came before: nothing changes, and whoever sent it is told so.

Every action of the table in `permissions` takes part. Requests with a wrong signature, an old one, or no payload at all
are turned away in `tests/bot/slack/test_guard.py`.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest
import pytest_asyncio

from bot.capabilities.agreement.cards import values as agreement
from bot.capabilities.bookings.cards.own import CHOICES
from bot.capabilities.bookings.cards.setting import ANSWER, WHAT
from bot.capabilities.guides import cards as guides
from bot.capabilities.home import cards as home
from bot.capabilities.hubs import cards as hubs
from bot.capabilities.member_settings import cards as member_settings
from bot.capabilities.opening import cards as opening
from bot.capabilities.outcome.cards import values as outcome
from bot.capabilities.school_hours import cards as school_hours
from bot.capabilities.steering import cards as steering
from bot.capabilities.weeks.cards import modals as weeks
from bot.kit import words
from bot.kit.buttons import ADD_LEADERS, RESUME, START_REVIEW
from bot.kit.hub_buttons import ADD_MEMBER, ASK_FOR_WEEKS, CHANGE_WEEK, CONSULTANT, ENTER_PAST
from bot.kit.hub_questions import KIND, LEARNERS, PHASE
from bot.kit.questions import PEOPLE
from bot.rehearsal.stand_in import Answer
from bot.rehearsal.stand_in.world import Delivery
from maturity_model.ids import ChannelId, PersonId
from tests.scenarios.forging import Kept, changed
from tests.scenarios.house import Came, House, open_house, pressed, said
from tests.scenarios.hub_permissions import ANNOUNCING, SECOND_WEEK, WEEK
from tests.scenarios.permissions import A_FILE, MOVE, SUBMISSIONS, TABLE
from tests.scenarios.presses import (
    NEXT_DOOR,
    PEOPLE_HERE,
    ROOM,
    Field,
    Form,
    Press,
    Row,
    Typed,
    Who,
    day,
    file,
    number,
    person,
    picked,
    rows,
    text,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEVER_WRITTEN = (
    "",
    "nonsense",
    "null",
    "[]",
    "[[[[",
    '["a",1]',
    '{"review":"this-review"}',
    "[null,null,null]",
    "x" * 1999,
)
SEVERAL_FILES = {"type": "file_input", "max_files": 10}
NOBODY, NO_CHANNEL = PersonId("U0NOBODY000"), ChannelId("C0NOWHERE00")
COLUMN = re.compile(r",\d\]$")
ROW = re.compile(r'"\d\.\d"')
SHOWS_AGAIN = {RESUME, agreement.SHOW_AGENDA, agreement.GO_TO_ROW, outcome.SHOW_PICTURE}
"""Each press on these brings something once more; it saves nothing else."""

NAMED_ONE_ONCE = {guides.GIVE, ADD_LEADERS, START_REVIEW, home.STEP_DOWN, school_hours.SET_HOURS}
"""These are pressed without a value where they were drawn when a workspace held one setting, and mean that one."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with open_house(tmp_path_factory.mktemp("forged")) as house:
        yield house


def carrying(row: Row, value: str) -> Row:
    """The same with another value behind the button or the modal."""
    if isinstance(row.by, Press):
        return replace(row, by=replace(row.by, value=value))
    assert isinstance(row.by, Form)
    return replace(row, by=replace(row.by, metadata=value))


def carried(row: Row) -> str:
    assert not isinstance(row.by, Typed)
    return row.by.value if isinstance(row.by, Press) else row.by.metadata


CARRIES = [row for row in TABLE if isinstance(row.by, Press | Form) and carried(row)]


def answering(row: Row, question: str, answer: Field) -> Row:
    """The same with another answer to one question."""
    assert isinstance(row.by, Form)
    return replace(row, by=replace(row.by, fields={**row.by.fields, question: answer}))


def assert_refused(came: Came) -> None:
    """Nothing changed, whoever pressed was told one thing, and it was not a mistake of ours."""
    assert came.answer.status == 200
    assert came.after == came.before
    assert came.incidents == []
    assert len(came.calls) == 1
    assert came.calls[0].ok


@pytest.mark.parametrize("row", CARRIES, ids=str)
async def test_a_value_that_the_bot_never_wrote_changes_nothing(house: House, row: Row) -> None:
    never = [value for value in NEVER_WRITTEN if value or row.action not in NAMED_ONE_ONCE]
    for value in (*never, MOVE.encode() if row.action != steering.CONFIRM else '["this-review","1.1",4]'):
        came = await pressed(house, carrying(row, value), min(row.may))

        assert_refused(came)
        assert any(sentence in said(came.calls[0]) for sentence in (words.NOT_UNDERSTOOD, words.NOTHING_THERE)), value


@pytest.mark.parametrize("row", [row for row in CARRIES if ROW.search(carried(row))], ids=str)
async def test_a_row_that_the_model_does_not_have_changes_nothing(house: House, row: Row) -> None:
    came = await pressed(house, carrying(row, ROW.sub('"9.9"', carried(row))), min(row.may))

    assert_refused(came)


@pytest.mark.parametrize("column", ["7", "0", "-1", "2.5", "true", '"2"', "null"])
@pytest.mark.parametrize(
    "row", [row for row in CARRIES if ROW.search(carried(row)) and COLUMN.search(carried(row))], ids=str
)
async def test_a_column_that_the_model_does_not_have_changes_nothing(house: House, row: Row, column: str) -> None:
    came = await pressed(house, carrying(row, COLUMN.sub(f",{column}]", carried(row))), min(row.may))

    assert_refused(came)
    assert words.NOT_UNDERSTOOD in said(came.calls[0])


@pytest.mark.parametrize(
    ("action", "question", "answer"),
    [
        (home.NAME_SETTING, home.KIND, picked("CASTLE")),
        (home.NAME_SETTING, home.OPENS, text("noon")),
        (home.NAME_SETTING, PEOPLE, text("everybody")),
        (opening.OPEN_REVIEW, opening.MINUTES, text("many")),
        (opening.OPEN_REVIEW, opening.EDITION, picked("nobody-s-edition")),
        (opening.OPEN_REVIEW, opening.ACADEMIC_YEAR, picked("for ever and ever")),
        (opening.OPEN_REVIEW, opening.CHANNEL, text("C" * 40)),
        (opening.OPEN_REVIEW, opening.MEETS_AT, text("soon")),
        (steering.MOVE, steering.MEETS_AT, text("9" * 40)),
        (guides.SETTLE, guides.KINDS, rows("CASTLE")),
        (guides.SETTLE, guides.KINDS, text("SCHOOL")),
        (guides.SETTLE, guides.YEAR, text("soon")),
        (guides.SETTLE, guides.YEAR, number("999")),
        (guides.SETTLE, guides.YEAR, number("9" * 3000)),
        (guides.SETTLE, guides.ROWS, number("-1")),
        (guides.SETTLE, guides.ENDS, text("5.3 = 2, 4, 7")),
        (guides.SETTLE, guides.HYPHENS, rows("never-asked")),
        (guides.SETTLE, guides.HYPHENS, text("im-prove")),
        (guides.HAND_OVER, guides.FILE, text("F0000000001")),
        (guides.HAND_OVER, guides.FILE, rows("F0000000001")),
        (guides.HAND_OVER, guides.FILE, replace(file(A_FILE, A_FILE), element=SEVERAL_FILES)),
        (outcome.CHOOSE_HIGHLIGHTS, outcome.STRENGTHS, rows("9.9")),
        (outcome.CHOOSE_HIGHLIGHTS, outcome.STRENGTHS, text("1.1")),
        (hubs.MAKE, PEOPLE, rows(NOBODY)),
        (hubs.MAKE, hubs.CHANNEL, picked(NO_CHANNEL)),
        (hubs.STAFF, PEOPLE, text("everybody")),
        (hubs.STAFF, PEOPLE, rows(NOBODY)),
        (hubs.CONFIRM, LEARNERS, number("0")),
        (ADD_MEMBER, KIND, picked("CASTLE")),
        (ADD_MEMBER, PHASE, picked("nursery")),
        (ADD_MEMBER, LEARNERS, text("many")),
        (ADD_MEMBER, LEARNERS, number("9" * 3000)),
        (ADD_MEMBER, member_settings.CONTACT, text("nobody@nowhere@again")),
        (CONSULTANT, PEOPLE, person(PEOPLE_HERE[Who.STRANGER])),
        (CONSULTANT, PEOPLE, person(PEOPLE_HERE[Who.OUTSIDER])),
        (ENTER_PAST, member_settings.PAST_KIND, picked("PARTY")),
        (ENTER_PAST, member_settings.DONE_ON, text("soon")),
        (CHANGE_WEEK, weeks.FIRST_DAY, text("soon")),
        (CHANGE_WEEK, weeks.LAST_DAY, day(date.max)),
        (CHANGE_WEEK, weeks.TRIOS, text("many")),
        (CHANGE_WEEK, weeks.TRIOS, number("-1")),
        (CHANGE_WEEK, PEOPLE, rows(NOBODY)),
        (ASK_FOR_WEEKS, CHOICES[0], picked("no-week")),
        (ASK_FOR_WEEKS, CHOICES[0], picked(f"{NEXT_DOOR.announcement}001")),
        (ASK_FOR_WEEKS, CHOICES[0], picked(WEEK)),
        (ASK_FOR_WEEKS, KIND, picked("CASTLE")),
        (ANSWER, WHAT, picked("no-week")),
        (ANSWER, WHAT, picked(SECOND_WEEK)),
        (ANSWER, WHAT, picked(f"{NEXT_DOOR.announcement}001")),
    ],
)
async def test_an_answer_that_no_list_offered_changes_nothing(
    house: House, action: str, question: str, answer: Field
) -> None:
    row = next(row for row in SUBMISSIONS if row.action == action)

    came = await pressed(house, answering(row, question, answer), min(row.may))

    assert_refused(came)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (weeks.WEEKS, text("Summer Term 03.05.2027 - 07.05.2027")),
        (weeks.WEEKS_BEFORE, number("5")),
        (weeks.TRIOS, number("3")),
        (weeks.TRIOS, text("many")),
        (PEOPLE, rows(NOBODY)),
    ],
)
async def test_weeks_that_nobody_was_shown_are_not_announced(house: House, question: str, answer: Field) -> None:
    came = await pressed(house, answering(ANNOUNCING, question, answer), min(ANNOUNCING.may))

    assert_refused(came)


async def test_an_answer_about_no_week_of_the_hub_says_no_more_than_that(house: House) -> None:
    row = next(row for row in SUBMISSIONS if row.action == ANSWER)

    told = [
        said((await pressed(house, answering(row, WHAT, picked(week)), min(row.may))).calls[0])
        for week in (f"{NEXT_DOOR.announcement}001", "no-week")
    ]

    assert words.NOTHING_THERE in told[0]
    assert words.NOTHING_THERE in told[1]


@pytest.mark.parametrize("row", [row for row in TABLE if row.saves and row.action not in SHOWS_AGAIN], ids=str)
async def test_the_same_request_twice_has_one_effect(house: House, row: Row) -> None:
    delivered: list[Delivery] = []
    keep_deliveries(house, delivered)
    await pressed(house, row, min(row.may))
    once, messages = house.tables.take(), count_of(house, "chat.postMessage")

    answer = await deliver_signed_anew(house, delivered[-1])
    await house.bot.settle()

    assert answer.status == 200
    assert changed(timeless(once), timeless(house.tables.take())) <= {"cards"}
    assert count_of(house, "chat.postMessage") == messages


async def deliver_signed_anew(house: House, delivery: Delivery) -> Answer:
    """Deliver it with another timestamp, so that the guard does not know it for a copy."""
    wall = house.slack.world.wall
    house.slack.world.wall = lambda: wall() - 30
    try:
        return await house.slack.deliver(delivery)
    finally:
        house.slack.world.wall = wall


def timeless(kept: Kept) -> Kept:
    """The same without when it was."""
    return {
        name: [{column: value for column, value in row.items() if not column.endswith("_at")} for row in rows]
        for name, rows in kept.items()
    }


def keep_deliveries(house: House, delivered: list[Delivery]) -> None:
    """Remember what is brought to the bot, to bring it once more."""

    async def deliver(delivery: Delivery) -> object:
        delivered.append(delivery)
        return await house.slack.deliver(delivery)

    house.slack.world.deliver = deliver  # type: ignore[assignment]


def count_of(house: House, method: str) -> int:
    return sum(call.method == method for call in house.slack.calls)


SOMEWHERE = {"channel": {"id": ROOM}}
UNASKED: dict[str, dict[str, object]] = {
    "shortcut": {"callback_id": "x"},
    "message_action": {"callback_id": "x", "message_ts": "1.0", "message": {"text": "Hello"}, **SOMEWHERE},
    "block_suggestion": {
        "action_id": "x",
        "block_id": "x",
        "value": "x",
        "container": {"type": "message"},
        **SOMEWHERE,
    },
    "view_closed": {"view": {"id": "V1", "type": "modal", "callback_id": "x", "blocks": []}, "is_cleared": False},
    "dialog_submission": {"callback_id": "x", "submission": {"x": "y"}, **SOMEWHERE},
    "interactive_message": {"callback_id": "x", "actions": [{"name": "x", "type": "button"}], **SOMEWHERE},
    "something_new": {},
}


@pytest.mark.parametrize("kind", UNASKED)
async def test_a_payload_of_a_kind_we_never_asked_for_changes_nothing(house: House, kind: str) -> None:
    before, first = house.tables.take(), len(house.slack.calls)
    payload = {**house.here.people[PEOPLE_HERE[Who.COLLEAGUE]]._frame(kind), **UNASKED[kind]}

    answer = await house.slack.deliver(Delivery(kind="interactive", payload=payload))
    await house.bot.settle()

    told = house.slack.calls[first:]
    assert answer.status in ({400, 404} if kind == "something_new" else {200})
    assert house.tables.take() == before
    assert all(call.ok and words.NOT_UNDERSTOOD in said(call) for call in told)
