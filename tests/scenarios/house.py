"""A bot in two workspaces that look alike, taken back to how everything stood before each press."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import Bot, running
from bot.capabilities.weeks.texts import NOT_HUB_STAFF
from bot.config import Config
from bot.guide.findings import Findings
from bot.guide.kept import kept_findings
from bot.kit import words
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Answer, Call, Person, StandIn, Workspace
from maturity_model.action import ReviewAction
from maturity_model.agenda import Order
from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.catalog import Column, EditionId, RowId
from maturity_model.given_guide import GivenGuide, GuideState
from maturity_model.ids import ActionId, GuideId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.invitation import invitation_of
from maturity_model.notice import NoticeState, PlannedNotice
from maturity_model.reflection import Note, Reflection
from maturity_model.review import Capacity, Review, Stage
from maturity_model.spread import Spread
from storage.transaction import Transaction
from tests import given
from tests.scenarios.forging import Kept, Tables, changed, forge, private_room, somebody, somebody_departed
from tests.scenarios.hub_house import FELLOW_SETTING, hubs_here, their_hub
from tests.scenarios.hub_permissions import SECOND_STAFF
from tests.scenarios.permissions import DUE_ON
from tests.scenarios.presses import (
    AGREED_ROW,
    ANSWERED_ROW,
    FREE_SETTING,
    LISTED_ROW,
    MEMBERS,
    MORE_COLLEAGUES,
    NOTED_ROW,
    OPEN_ROW,
    OTHER_REVIEW,
    OTHER_ROOM,
    OTHER_SETTING,
    PEOPLE_HERE,
    REVIEW,
    ROOM,
    SECOND_LEADER,
    SETTING,
    At,
    Row,
    Who,
)

INCIDENT = words.incident("").partition(",")[0]
REFUSALS = (words.NOT_ALLOWED, words.NOT_A_MEMBER, words.NOTHING_THERE, NOT_HUB_STAFF)
LOOK_UPS = {"users.info", "conversations.info", "conversations.members"}
OUTCOME_KINDS = ("outcome_picture", "outcome_figures", "outcome_resources")


@dataclass(frozen=True, kw_only=True)
class House:
    """The bot in two workspaces that look alike, ids included, and what is kept at each stage of the first one."""

    slack: StandIn
    bot: Bot
    clock: SteppedClock
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
    """What came of a press: the bot's answer, what it asked of Slack, and what is kept before and after.

    `here` is the workspace that the table is about, wherever the press came from.
    """

    here: WorkspaceId
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


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    """One bot for a whole table; each press begins with what is kept at its stage."""
    clock, file = SteppedClock(given.NOW), folder / "review.db"
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
            yield House(
                slack=slack,
                bot=bot,
                clock=clock,
                here=slack.workspace,
                elsewhere=elsewhere,
                tables=tables,
                kept=kept,
            )


def populate(workspace: Workspace) -> None:
    """Everybody joins, and those who meet are in the room; whoever was taken out of the review is there still."""
    for who, person in PEOPLE_HERE.items():
        if who is Who.DEPARTED:
            somebody_departed(workspace, person)
        else:
            somebody(workspace, person, admin=who is Who.ADMIN, guest=who is Who.GUEST)
    for person in (SECOND_LEADER, SECOND_STAFF, *MORE_COLLEAGUES):
        somebody(workspace, person)
    may_read = MEMBERS - {Who.DEPARTED} | {Who.ONLOOKER, Who.REMOVED}
    in_room = [PEOPLE_HERE[who] for who in Who if who in may_read]
    for room in (ROOM, OTHER_ROOM):
        private_room(workspace, room, [*in_room, SECOND_LEADER, *MORE_COLLEAGUES])


async def every_stage(bot: Bot, here: Workspace, elsewhere: Workspace, tables: Tables) -> Mapping[At, Kept]:
    """What is kept at each stage.

    In the other workspace everybody leads careers and works for its hub, and nothing else has happened.
    """
    home, there = WorkspaceId(here.id), WorkspaceId(elsewhere.id)
    theirs = replace(given.setting(workspace=there), leaders=frozenset(PEOPLE_HERE.values()))
    await bot.deps.store.write(lambda tx: tx.settings.add(theirs, at=given.NOW))
    await bot.deps.store.write(lambda tx: their_hub(tx, there))
    await bot.settle()
    kept = {At.UNNAMED: tables.take()}
    for at, build in STAGES.items():
        tables.put_back(kept[At.UNNAMED])
        for review in (review_of(home), *(review_next_door(home, who) for who in NEIGHBOURS)):
            await bot.deps.store.write(lambda tx, build=build, review=review: build(tx, review))  # type: ignore[misc]
        await bot.deps.store.write(lambda tx: hubs_here(tx, home))
        await bot.settle()
        kept[at] = tables.take()
    return kept


def review_of(workspace: WorkspaceId) -> Review:
    """A review with everybody in it who is to be, and one who was taken out with everything they could be."""
    leader, removed = PEOPLE_HERE[Who.LEADER], PEOPLE_HERE[Who.REMOVED]
    whole = given.review(
        PEOPLE_HERE[Who.COLLEAGUE],
        PEOPLE_HERE[Who.GUEST],
        PEOPLE_HERE[Who.DEPARTED],
        removed,
        *MORE_COLLEAGUES,
        workspace=workspace,
        facilitators=(PEOPLE_HERE[Who.FACILITATOR], removed),
        leaders=(leader, SECOND_LEADER, removed),
        channel=ROOM,
    )
    out = replace(whole.members[removed], removed=True)
    declined = replace(whole.members[MORE_COLLEAGUES[1]], declined=True)
    members = {**whole.members, removed: out, declined.person: declined}
    return replace(whole, id=REVIEW, setting=SETTING, members=members)


NEIGHBOURS: Mapping[Who, tuple[ReviewId, SettingId]] = {
    Who.NEIGHBOUR: (OTHER_REVIEW, OTHER_SETTING),
    Who.FELLOW: (ReviewId("this-fellow-review"), FELLOW_SETTING),
    Who.NEWCOMER: (ReviewId("this-free-review"), FREE_SETTING),
}
"""Who leads careers in the other settings of the workspace."""


def review_next_door(workspace: WorkspaceId, who: Who) -> Review:
    """Another setting's review, as far on as the first one's: one person is everything in it."""
    review, setting = NEIGHBOURS[who]
    alone = (PEOPLE_HERE[who],)
    whole = given.review(*alone, workspace=workspace, facilitators=alone, leaders=alone, channel=OTHER_ROOM)
    return replace(whole, id=review, setting=setting)


def drafted(tx: Transaction, review: Review, *, stage: Stage = Stage.DRAFT) -> Review:
    led_by = frozenset(person for person, member in review.members.items() if member.holds(Capacity.CAREERS_LEADER))
    named = given.setting(workspace=review.workspace, leaders=led_by)
    named_at = given.NOW + timedelta(minutes=review.setting != SETTING)
    tx.settings.add(replace(named, id=review.setting), at=named_at)
    at_stage = replace(review, stage=stage)
    tx.reviews.add(at_stage, at=given.NOW)
    tx.actions.add(action_of(at_stage), at=given.NOW)
    tx.guides.add(guide_of(at_stage))
    given_before = used_guide_of(at_stage)
    tx.guides.add(given_before)
    edition = replace(given.college_edition(), id=EditionId(f"{at_stage.id}-edition"))
    tx.editions.install(edition, workspace=review.workspace, person=given_before.person, at=given.NOW)
    return at_stage


def used_guide_of(review: Review) -> GivenGuide:
    """One that became an edition, which no review goes by."""
    whole = replace(guide_of(review), id=GuideId(f"{review.id}-used"), confirmed=True, found=None)
    return replace(whole, state=GuideState.USED, edition=f"{review.id}-edition")


def guide_of(review: Review) -> GivenGuide:
    """A guide that the setting's careers leader gave and has not confirmed; its file is gone from Slack by now."""
    found = Findings(edition=None, themes=6, rows=32, expected=32, changes=32)
    return GivenGuide(
        id=GuideId(f"{review.id}-guide"),
        workspace=review.workspace,
        setting=review.setting,
        person=review.opened_by,
        file="F0GONE",
        name="guide.pdf",
        given_at=given.NOW,
        state=GuideState.FOUND,
        readings=1,
        found=kept_findings(found),
        fingerprint="5e" * 32,
    )


def action_of(review: Review) -> ReviewAction:
    """An action that one of the review's colleagues took on; a review that went back has its actions still."""
    return ReviewAction(
        id=ActionId(f"{review.id}-action"),
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        row=AGREED_ROW,
        text="Ask every department for one visit.",
        owner=review.colleagues[0].person,
        due_on=DUE_ON,
        added_by=review.opened_by,
    )


def reflecting(tx: Transaction, review: Review, *, stage: Stage = Stage.REFLECTING) -> Review:
    """Everybody but two has answered a row with a note, and one was not reached."""
    under_way = drafted(tx, review, stage=stage)
    for member in under_way.colleagues:
        if member.person not in MORE_COLLEAGUES:
            answer_with_a_note(tx, under_way, member.person)
    unreached = under_way.members.get(MORE_COLLEAGUES[0], under_way.colleagues[0])
    tx.notices.plan(invitation_of(under_way, unreached, now=given.NOW))
    settle_all(tx, under_way, "invitation", NoticeState.UNDELIVERABLE)
    return under_way


def answer_with_a_note(tx: Transaction, review: Review, person: PersonId) -> None:
    note = Note(text=note_of(person), may_be_shown=True)
    tx.reflections.put(review, Reflection(person=person, row=ANSWERED_ROW, column=Column(2), answered_at=given.NOW))
    tx.reflections.put_note(review, person, NOTED_ROW, note, at=given.NOW)


def note_of(person: PersonId) -> str:
    """What somebody has written about a row that is never opened: nobody else may ever read it."""
    return f"The note of {person}."


def meeting(tx: Transaction, review: Review, *, stage: Stage = Stage.AGREEING) -> Review:
    """One row is on the table, one is agreed, one is listed to be agreed with others."""
    under_way = replace(reflecting(tx, review, stage=stage), order=Order.MODEL)
    tx.reviews.put(under_way)
    spread = Spread(counts=(1, 1, 1, 1), cannot_judge=0)
    for row, listed in {OPEN_ROW: None, AGREED_ROW: None, LISTED_ROW: Column(3)}.items():
        tx.meetings.put(under_way, OpenedRow(row=row, spread=spread, opened_at=given.NOW, to_agree_together=listed))
    agree(tx, under_way, AGREED_ROW, 2)
    return under_way


def agree(tx: Transaction, review: Review, row: RowId, column: int) -> None:
    by = review.facilitators[0].person
    tx.agreements.put(review, Agreement(row=row, column=Column(column), recorded_by=by, recorded_at=given.NOW))


def agreed(tx: Transaction, review: Review) -> Review:
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
    return over


STAGES: Mapping[At, Callable[[Transaction, Review], Review]] = {
    At.DRAFT: drafted,
    At.REFLECTING: reflecting,
    At.MEETING: meeting,
    At.AGREED: agreed,
    At.CANCELLED: partial(reflecting, stage=Stage.CANCELLED),
}


def settle_all(tx: Transaction, review: Review, kind: str, state: NoticeState) -> None:
    for notice in tx.notices.list_by_kind(review, kind):
        tx.notices.settle(notice, state, at=given.NOW)


async def pressed(house: House, row: Row, who: Who, *, at: At | None = None) -> Came:
    """The row's action, done by this person at this stage, or at the row's usual one."""
    before = house.kept[at or row.at]
    house.tables.put_back(before)
    person, first = house.person(row, who), len(house.slack.calls)
    answer = await forge(person, row, person.workspace.channels[ROOM])
    await house.bot.deps.publisher.drain()
    after = house.tables.take()
    calls = tuple(call for call in house.slack.calls[first:] if call.method not in LOOK_UPS and not _to_departed(call))
    if after != before:  # else nothing is due, and most of the table changes nothing
        await house.bot.settle()
    return Came(here=WorkspaceId(house.here.id), answer=answer, calls=calls, before=before, after=after)


def _to_departed(call: Call) -> bool:
    """Whether an invitation found out that its reader has left: the sweep may be that quick, and that is no answer."""
    return call.method == "conversations.open" and call.body.get("users") == PEOPLE_HERE[Who.DEPARTED]
