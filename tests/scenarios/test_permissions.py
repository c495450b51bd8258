"""Every action, pressed by every kind of person: those who may get what was promised, all others one plain sentence.

What is pressed is forged but signed: a button that somebody sees, or does not see, is never a permission.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
import pytest_asyncio

from bot.app import CAPABILITIES, Bot, running
from bot.config import Config
from bot.kit import words
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Answer, Call, Person, StandIn, Workspace
from bot.slack.router import merged
from maturity_model.agenda import Order
from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.catalog import Column, RowId
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.invitation import invitation_of
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.reflection import Note, Reflection
from maturity_model.review import Review, Stage
from maturity_model.spread import Spread
from storage.transaction import Transaction
from tests import given
from tests.scenarios.forging import Kept, Tables, changed, forge, of_workspace, private_room, somebody, without
from tests.scenarios.permissions import (
    AGREED_ROW,
    ANSWERED_ROW,
    CLICKS,
    COMMANDS,
    LISTED_ROW,
    MORE_COLLEAGUES,
    NAMING,
    NO_REVIEW,
    NOTED_ROW,
    OPEN_ROW,
    OPENING,
    OTHER_ROOM,
    PEOPLE_HERE,
    REVIEW,
    ROOM,
    SECOND_LEADER,
    SETTING,
    SUBMISSIONS,
    TABLE,
    At,
    Row,
    Who,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

INCIDENT = words.incident("").partition(",")[0]
REFUSALS = (words.NOT_ALLOWED, words.NOT_A_MEMBER, words.NOTHING_THERE)
LOOK_UPS = {"users.info", "conversations.info", "conversations.members"}
OUTSIDE = {Who.ONLOOKER, Who.STRANGER, Who.ADMIN}
NAME_IT, OPEN_IT = (row for row in SUBMISSIONS if row.by in (NAMING, OPENING))
OUTCOME_KINDS = ("outcome_picture", "outcome_figures", "outcome_resources")


@dataclass(frozen=True, kw_only=True)
class House:
    """The bot in two workspaces that look alike, ids included, and what is kept at each stage of the first one."""

    slack: StandIn
    bot: Bot
    here: Workspace
    elsewhere: Workspace
    tables: Tables
    kept: Mapping[At, Kept]

    def person(self, row: Row, who: Who) -> Person:
        """Who presses. Somebody of another workspace comes with the very id of somebody who may here."""
        if who is Who.ELSEWHERE:
            return self.elsewhere.people[PEOPLE_HERE[min(row.may)]]
        return self.here.people[PEOPLE_HERE[who]]


@dataclass(frozen=True, kw_only=True)
class Came:
    """What came of a press: the bot's answer, what it asked of Slack, and what is kept before and after."""

    answer: Answer
    calls: tuple[Call, ...]
    before: Kept
    after: Kept

    @property
    def changed(self) -> set[str]:
        """The tables that changed; where a card stands and how new it is counts for nothing."""
        return changed(self.before, self.after) - {"cards"}

    @property
    def refusals(self) -> list[str]:
        """Every refusal that somebody was told."""
        return [sentence for call in self.calls for sentence in REFUSALS if sentence in said(call)]

    @property
    def incidents(self) -> list[Call]:
        """What was said of mistakes of our own."""
        return [call for call in self.calls if INCIDENT in said(call)]


def said(call: Call) -> str:
    return json.dumps(call.body, ensure_ascii=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One bot for all of the table; each press begins with what is kept at its stage."""
    clock, file = SteppedClock(given.NOW), tmp_path_factory.mktemp("permissions") / "review.db"
    async with StandIn(clock=clock, enforce_rates=False) as slack:
        elsewhere = slack.add_workspace("Other School")
        for workspace in (slack.workspace, elsewhere):
            populate(workspace)
        tokens = {WorkspaceId(each.id): each.token for each in (slack.workspace, elsewhere)}
        settings: dict[str, Any] = {
            "slack_bot_token": slack.bot_token,
            "slack_signing_secret": slack.signing_secret,
            "slack_api_url": slack.api_url,
            "port": 0,
            "database_url": f"sqlite+aiosqlite:///{file}",
        }
        async with running(Config.model_validate(settings), clock=clock, tokens=tokens) as bot:
            slack.deliver_to(bot.address or "")
            tables = Tables(file)
            kept = await every_stage(bot, slack.workspace, elsewhere, tables)
            yield House(slack=slack, bot=bot, here=slack.workspace, elsewhere=elsewhere, tables=tables, kept=kept)


def populate(workspace: Workspace) -> None:
    """Everybody joins, and those who meet are in the room; whoever was taken out of the review is there still."""
    for who, person in PEOPLE_HERE.items():
        somebody(workspace, person, admin=who is Who.ADMIN, guest=who is Who.GUEST)
    for person in (SECOND_LEADER, *MORE_COLLEAGUES):
        somebody(workspace, person)
    in_room = [PEOPLE_HERE[who] for who in Who if who not in {Who.STRANGER, Who.ADMIN, Who.ELSEWHERE}]
    for room in (ROOM, OTHER_ROOM):
        private_room(workspace, room, [*in_room, SECOND_LEADER, *MORE_COLLEAGUES])


async def every_stage(bot: Bot, here: Workspace, elsewhere: Workspace, tables: Tables) -> Mapping[At, Kept]:
    """What is kept at each stage. In the other workspace everybody leads careers, and nothing else has happened."""
    theirs = replace(given.setting(workspace=WorkspaceId(elsewhere.id)), leaders=frozenset(PEOPLE_HERE.values()))
    await bot.deps.store.write(lambda tx: tx.settings.add(theirs, at=given.NOW))
    await bot.settle()
    kept = {At.UNNAMED: tables.take()}
    builders = {At.DRAFT: drafted, At.REFLECTING: reflecting, At.MEETING: meeting, At.AGREED: agreed}
    for at, build in builders.items():
        tables.put_back(kept[At.UNNAMED])
        review = review_of(WorkspaceId(here.id))
        await bot.deps.store.write(lambda tx, build=build, review=review: build(tx, review))  # type: ignore[misc]
        await bot.settle()
        kept[at] = tables.take()
    return kept


def review_of(workspace: WorkspaceId) -> Review:
    """A review with everybody in it who is to be, and one who was taken out with everything they could be."""
    leader, removed = PEOPLE_HERE[Who.LEADER], PEOPLE_HERE[Who.REMOVED]
    whole = given.review(
        PEOPLE_HERE[Who.COLLEAGUE],
        PEOPLE_HERE[Who.GUEST],
        removed,
        *MORE_COLLEAGUES,
        workspace=workspace,
        facilitators=(PEOPLE_HERE[Who.FACILITATOR], removed),
        leaders=(leader, SECOND_LEADER, removed),
        channel=ROOM,
    )
    out = replace(whole.members[removed], removed=True)
    return replace(whole, id=REVIEW, setting=SETTING, members={**whole.members, removed: out})


def drafted(tx: Transaction, review: Review, *, stage: Stage = Stage.DRAFT) -> Review:
    named = given.setting(workspace=review.workspace, leaders=frozenset({PEOPLE_HERE[Who.LEADER], SECOND_LEADER}))
    tx.settings.add(replace(named, id=SETTING), at=given.NOW)
    at_stage = replace(review, stage=stage)
    tx.reviews.add(at_stage, at=given.NOW)
    return at_stage


def reflecting(tx: Transaction, review: Review) -> None:
    """Two have answered a row with a note, and one was not reached."""
    under_way = drafted(tx, review, stage=Stage.REFLECTING)
    for who in (Who.COLLEAGUE, Who.GUEST):
        answer(tx, under_way, PEOPLE_HERE[who])
    unreached = under_way.members[MORE_COLLEAGUES[0]]
    tx.notices.plan(invitation_of(under_way, unreached, now=given.NOW))
    settle_all(tx, under_way, "invitation", NoticeState.UNDELIVERABLE)


def answer(tx: Transaction, review: Review, person: PersonId) -> None:
    tx.reflections.put(review, Reflection(person=person, row=ANSWERED_ROW, column=Column(2), answered_at=given.NOW))
    tx.reflections.put_note(review, person, NOTED_ROW, Note(text="A note.", may_be_shown=True), at=given.NOW)


def meeting(tx: Transaction, review: Review, *, stage: Stage = Stage.AGREEING) -> Review:
    """One row is on the table, one is agreed, one is listed to be agreed with others."""
    under_way = replace(drafted(tx, review, stage=stage), order=Order.MODEL)
    tx.reviews.put(under_way)
    spread = Spread(counts=(1, 1, 1, 1), cannot_judge=0)
    for row, listed in {OPEN_ROW: None, AGREED_ROW: None, LISTED_ROW: Column(3)}.items():
        tx.meetings.put(under_way, OpenedRow(row=row, spread=spread, opened_at=given.NOW, to_agree_together=listed))
    agree(tx, under_way, AGREED_ROW, 2)
    return under_way


def agree(tx: Transaction, review: Review, row: RowId, column: int) -> None:
    by = PEOPLE_HERE[Who.FACILITATOR]
    tx.agreements.put(review, Agreement(row=row, column=Column(column), recorded_by=by, recorded_at=given.NOW))


def agreed(tx: Transaction, review: Review) -> None:
    """Two rows are agreed, and the channel has been told."""
    over = meeting(tx, review, stage=Stage.AGREED)
    agree(tx, over, RowId("2.1"), 4)
    for kind in OUTCOME_KINDS:
        told = PlannedNotice(
            key=f"{kind}:{over.id}:1:1",
            kind=kind,
            workspace=over.workspace,
            setting=over.setting,
            review=over.id,
            due_at=given.NOW,
            channel=over.channel,
            about={"times": "1", "what": "1"},
        )
        tx.notices.plan(told)
        settle_all(tx, over, kind, NoticeState.SENT)


def settle_all(tx: Transaction, review: Review, kind: str, state: NoticeState) -> None:
    for notice in tx.notices.list_by_kind(review, kind):
        tx.notices.settle(notice, state)


async def pressed(house: House, row: Row, who: Who) -> Came:
    """The row's action, done by this person at the row's stage."""
    house.tables.put_back(house.kept[row.at])
    person, first = house.person(row, who), len(house.slack.calls)
    answer = await forge(person, row, person.workspace.channels[ROOM])
    await house.bot.deps.publisher.drain()
    after = house.tables.take()
    calls = tuple(call for call in house.slack.calls[first:] if call.method not in LOOK_UPS)
    await house.bot.settle()
    return Came(answer=answer, calls=calls, before=house.kept[row.at], after=after)


def cases(*, may: bool) -> list[Any]:
    """Every row with everybody of the row's workspace who may, or may not."""
    return [
        pytest.param(row, who, id=f"{row} by {who}")
        for row in TABLE
        for who in PEOPLE_HERE
        if (who in row.may) is may and not (row.harmless and not may)
    ]


async def test_every_action_of_the_bot_stands_in_the_table() -> None:
    router = merged(capability.router for capability in CAPABILITIES)

    assert {row.action for row in CLICKS} == set(router.clicks)
    assert {row.action for row in SUBMISSIONS} == set(router.submissions)
    assert {row.action for row in COMMANDS} == set(router.commands)


@pytest.mark.parametrize(("row", "who"), cases(may=True))
async def test_whoever_may_gets_what_they_asked_for(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.refusals == []
    assert came.incidents == []
    assert bool(came.changed) is row.saves
    assert row.saves or [call.method for call in came.calls if call.ok]
    assert [call for call in came.calls if not call.ok] == []


@pytest.mark.parametrize(("row", "who"), cases(may=False))
async def test_whoever_may_not_is_told_so_alone_and_nothing_changes(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.after == came.before
    assert len(came.refusals) == 1
    assert len(came.calls) == 1
    assert_seen_only_by(house.person(row, who), came)


def assert_seen_only_by(person: Person, came: Came) -> None:
    """The one thing that was said came with the answer, in a modal of theirs, or as a whisper to them."""
    [only] = came.calls
    assert only.ok
    if only.method == "chat.postEphemeral":
        assert only.body["user"] == person.id
    elif only.method in {"views.open", "views.push"}:
        assert came.refusals[0] in json.dumps(person.screen.modals[-1].body, ensure_ascii=False)
    else:
        assert only.method == "ack"
        assert only.body.get("response_type", "ephemeral") == "ephemeral"


@pytest.mark.parametrize("row", [row for row in TABLE if row.names_ids], ids=str)
async def test_from_another_workspace_a_review_does_not_exist(house: House, row: Row) -> None:
    came = await pressed(house, row, Who.ELSEWHERE)

    assert came.answer.status == 200
    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]
    assert {call.workspace for call in came.calls} == {house.elsewhere.id}
    assert_seen_only_by(house.person(row, Who.ELSEWHERE), came)


@pytest.mark.parametrize("row", [row for row in TABLE if not row.names_ids], ids=str)
async def test_what_somebody_does_in_another_workspace_changes_nothing_here(house: House, row: Row) -> None:
    came = await pressed(house, row, Who.ELSEWHERE)

    assert came.answer.status == 200
    assert changed(of_workspace(came.before, house.here.id), of_workspace(came.after, house.here.id)) == set()
    assert {call.workspace for call in came.calls} <= {house.elsewhere.id}


@pytest.mark.parametrize("row", [NAME_IT, OPEN_IT], ids=str)
async def test_the_id_of_another_workspace_is_not_taken_for_something_new(house: House, row: Row) -> None:
    here_alone = without(house.kept[At.REFLECTING], house.elsewhere.id)
    kept = {At.UNNAMED: here_alone, At.AGREED: house.kept[At.REFLECTING]}

    came = await pressed(replace(house, kept=kept), row.about(REVIEW), Who.ELSEWHERE)

    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]


@pytest.mark.parametrize("row", [row for row in TABLE if row.names_ids], ids=str)
async def test_an_unknown_review_is_answered_as_one_of_another_workspace(house: House, row: Row) -> None:
    came = await pressed(house, row.about(NO_REVIEW), min(row.may))

    assert came.after == came.before
    assert came.refusals == [words.NOTHING_THERE]


@pytest.mark.parametrize(
    ("row", "who"),
    [
        pytest.param(row, who, id=f"{row} by {who}")
        for row in TABLE
        if row.harmless
        for who in PEOPLE_HERE
        if who not in row.may
    ],
)
async def test_what_is_so_already_is_left_so(house: House, row: Row, who: Who) -> None:
    came = await pressed(house, row, who)

    assert came.answer.status == 200
    assert came.after == came.before
    assert came.refusals == []
