"""What the meeting's tests start from: a review with answers, its meeting, and requests about it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.capabilities.agreement.use_cases.agenda import Agenda
from bot.capabilities.agreement.use_cases.agreeing import RecordAgreement
from bot.capabilities.agreement.use_cases.asked import Asked
from bot.capabilities.agreement.use_cases.meeting import OpenMeeting, agenda_of, open_meeting
from bot.capabilities.agreement.use_cases.rows import OpenRow, RowOnTable, open_row, row_of
from maturity_model.agenda import Order
from maturity_model.agreement import Agreement, OpenedRow
from maturity_model.card import Place
from maturity_model.catalog import Column, RowId
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.review import Review
from storage.store import Store
from tests import given
from tests.given import FACILITATOR, NOW

EDITION = given.built_in()
PEOPLE = given.colleagues(4)
PLACE = Place(channel=given.CHANNEL, ts="1.0")
SECOND = PersonId("U0FACILIT02")
ELSEWHERE = WorkspaceId("T0000000002")

Answers = Mapping[str, tuple[int | None, ...]]

CLOSE, CLOSER, WIDE, FEW = "1.1", "1.2", "1.3", "2.1"
ANSWERS: Answers = {CLOSE: (3, 3, 3, 2), CLOSER: (2, 2, 2, 2), WIDE: (1, 4, 1, 4), FEW: (1, 4, None, None)}


def asked(person: PersonId = FACILITATOR, *, workspace: WorkspaceId = given.WORKSPACE) -> Asked:
    return Asked(workspace=workspace, person=person, review=given.review(*PEOPLE).id)


async def a_review(store: Store, answers: Answers = ANSWERS, *, people: tuple[PersonId, ...] = PEOPLE) -> Review:
    """A review with two facilitators in which these answers were given, in the order of the people."""
    review = await given.kept(store, given.review(*people, facilitators=(FACILITATOR, SECOND)))
    for row, columns in answers.items():
        each = {person: {row: column} for person, column in zip(people, columns, strict=False)}
        await given.answered(store, review, each)
    return review


async def a_meeting(store: Store, answers: Answers = ANSWERS, *, order: Order = Order.MODEL) -> Review:
    """The same, with its meeting opened."""
    review = await a_review(store, answers)
    await open_meeting(store, OpenMeeting(asked=asked(), order=order), now=NOW)
    return await reviewed(store, review)


async def a_row(store: Store, row: str = WIDE, answers: Answers = ANSWERS) -> Review:
    """The same, with a row opened."""
    review = await a_meeting(store, answers)
    await open_row(store, OpenRow(asked=asked(), row=RowId(row)), now=NOW)
    return review


def recording(column: int, *, row: str = WIDE, by: PersonId = FACILITATOR, is_change: bool = False) -> RecordAgreement:
    return RecordAgreement(asked=asked(by), row=RowId(row), column=Column(column), place=PLACE, is_change=is_change)


async def reviewed(store: Store, review: Review) -> Review:
    return await store.read(lambda tx: tx.reviews.get(review.workspace, review.id))


async def opened(store: Store, review: Review) -> dict[str, OpenedRow]:
    rows = await store.read(lambda tx: tx.meetings.list_by_review(review))
    return {row.row: row for row in rows}


async def agreements(store: Store, review: Review) -> dict[str, Agreement]:
    kept = await store.read(lambda tx: tx.agreements.list_by_review(review))
    return {agreement.row: agreement for agreement in kept}


async def notices(store: Store, review: Review, kind: str) -> list[str | None]:
    """The subjects of all notices of a kind, oldest first."""
    planned = await store.read(lambda tx: tx.notices.list_by_kind(review, kind))
    return [notice.subject for notice in planned]


async def agenda_now(store: Store, review: Review) -> Agenda:
    return await agenda_of(store, review.workspace, review.id)


async def row_now(store: Store, review: Review, row: str = WIDE) -> RowOnTable:
    return await row_of(store, review.workspace, review.id, RowId(row))


async def placed(store: Store, review: Review, subject: str) -> None:
    """Let a message show this card already, as it is now."""
    place = Place(channel=ChannelId(given.CHANNEL), ts=f"{subject}-ts")
    await store.write(
        lambda tx: tx.cards.place(review, subject, place, shows=tx.cards.version(review, subject), at=NOW)
    )


async def due_cards(store: Store) -> set[str]:
    """The subjects of the cards that a sweep would draw now."""
    return {mark.subject for mark in await store.read(lambda tx: tx.cards.list_due(now=NOW, most=100))}


async def removed(store: Store, review: Review, person: PersonId) -> None:
    member = replace(review.members[person], removed=True)
    await store.write(lambda tx: tx.reviews.put_member(review, member))
