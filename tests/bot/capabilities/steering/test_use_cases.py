"""The decisions on moving a meeting and calling a review off, on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.capabilities.steering.use_cases import (
    CancelReview,
    MoveMeeting,
    cancel_review,
    find_status,
    get_movable,
    move_meeting,
)
from maturity_model.agreement import OpenedRow
from maturity_model.card import Place, colleague_card, row_card
from maturity_model.catalog import RowId
from maturity_model.errors import (
    DomainError,
    MeetingInThePast,
    MeetingTooFarAway,
    NotAllowed,
    NothingThere,
    WrongStage,
)
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import INVITATION, MEETING_MOVED, REVIEW_CANCELLED, STARTED
from maturity_model.review import Review, Stage
from maturity_model.spread import NO_ANSWERS
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import CHANNEL, FACILITATOR, LEADER, MEETING, NOW, SETTING, STRANGER, WORKSPACE, ZONE

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
FIRST, SECOND, THIRD = given.colleagues(3)
REVIEW = given.review(FIRST, SECOND, THIRD)
LATER = MEETING + timedelta(days=1)
MOVING = MoveMeeting(workspace=WORKSPACE, person=LEADER, review=REVIEW.id, meets_at=LATER, channel=CHANNEL)
CANCELLING = CancelReview(workspace=WORKSPACE, person=LEADER, review=REVIEW.id)


async def invited(store: Store, *people: PersonId, stage: Stage = Stage.REFLECTING) -> Review:
    """The review, with the invitations of these people sent and everybody else's still waiting."""
    review = await given.kept(store, replace(REVIEW, stage=stage), invite=True)

    def settle(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(review, INVITATION):
            if notice.person in people:
                tx.notices.settle(notice, NoticeState.SENT, at=given.NOW)

    await store.write(settle)
    return review


async def kept(store: Store) -> Review:
    return await store.read(lambda tx: tx.reviews.get(WORKSPACE, REVIEW.id))


async def notices(store: Store, kind: str, *states: NoticeState) -> list[Notice]:
    every = await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, kind))
    theirs = [notice for notice in every if notice.person != FACILITATOR]
    return [notice for notice in theirs if not states or notice.state in states]


async def everything_sent(store: Store) -> None:
    def settle(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(REVIEW, MEETING_MOVED):
            tx.notices.settle(notice, NoticeState.SENT, at=given.NOW)

    await store.write(settle)


async def due_cards(store: Store, now: datetime) -> set[str]:
    return {mark.subject for mark in await store.read(lambda tx: tx.cards.list_due(now=now, most=50))}


async def test_the_meeting_moves_and_those_who_were_invited_are_told(store: Store) -> None:
    await invited(store, FIRST, SECOND)

    await move_meeting(store, MOVING, zone=ZONE, now=NOW)

    assert (await kept(store)).meets_at == LATER
    assert [notice.person for notice in await notices(store, MEETING_MOVED)] == [FIRST, SECOND]


async def test_the_same_move_twice_tells_once(store: Store) -> None:
    await invited(store, FIRST)

    await move_meeting(store, MOVING, zone=ZONE, now=NOW)
    await move_meeting(store, MOVING, zone=ZONE, now=NOW)

    assert len(await notices(store, MEETING_MOVED)) == 1


async def test_of_two_moves_that_nobody_has_heard_of_the_last_is_told(store: Store) -> None:
    await invited(store, FIRST)

    await move_meeting(store, MOVING, zone=ZONE, now=NOW)
    await move_meeting(store, replace(MOVING, channel=ChannelId("C0ELSEWHERE")), zone=ZONE, now=NOW)

    assert len(await notices(store, MEETING_MOVED, NoticeState.WAITING)) == 1
    assert len(await notices(store, MEETING_MOVED, NoticeState.WITHDRAWN)) == 1


async def test_the_cards_of_those_who_were_invited_are_drawn_anew(store: Store) -> None:
    review = await invited(store, FIRST)
    place = Place(channel=ChannelId("D1"), ts="1.0")
    await store.write(lambda tx: tx.cards.place(review, colleague_card(FIRST), place, shows=0, at=NOW))

    await move_meeting(store, MOVING, zone=ZONE, now=NOW)

    assert await due_cards(store, NOW) == {colleague_card(FIRST)}


async def test_however_often_the_meeting_moves_nobody_gets_more_than_four_messages(store: Store) -> None:
    await invited(store, FIRST)

    for day in range(1, 7):
        await move_meeting(store, replace(MOVING, meets_at=MEETING + timedelta(days=day)), zone=ZONE, now=NOW)
        await everything_sent(store)
    await cancel_review(store, CANCELLING, now=NOW)

    told = [
        notice
        for kind in STARTED
        for notice in await notices(store, kind)
        if notice.person == FIRST and notice.state is not NoticeState.WITHDRAWN
    ]
    assert [notice.kind for notice in told] == [INVITATION, MEETING_MOVED, MEETING_MOVED, REVIEW_CANCELLED]


async def test_a_move_that_is_one_message_too_many_is_on_the_card(store: Store) -> None:
    review = await invited(store, FIRST)
    place = Place(channel=ChannelId("D1"), ts="1.0")
    for day in (1, 2):
        await move_meeting(store, replace(MOVING, meets_at=MEETING + timedelta(days=day)), zone=ZONE, now=NOW)
        await everything_sent(store)
    await store.write(lambda tx: tx.cards.place(review, colleague_card(FIRST), place, shows=2, at=NOW))

    await move_meeting(store, replace(MOVING, meets_at=MEETING + timedelta(days=3)), zone=ZONE, now=NOW)

    assert len(await notices(store, MEETING_MOVED)) == 2
    assert await due_cards(store, NOW) == {colleague_card(FIRST)}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"person": FACILITATOR}, NotAllowed),
        ({"person": FIRST}, NotAllowed),
        ({"person": STRANGER}, NotAllowed),
        ({"workspace": ELSEWHERE}, NothingThere),
        ({"meets_at": NOW}, MeetingInThePast),
        ({"meets_at": NOW + timedelta(days=400)}, MeetingTooFarAway),
    ],
    ids=lambda case: case.__name__ if isinstance(case, type) else "",
)
async def test_a_move_that_cannot_be_is_refused_and_told_nobody(
    store: Store, change: dict[str, Any], refusal: type[DomainError]
) -> None:
    await invited(store, FIRST)

    with pytest.raises(refusal):
        await move_meeting(store, replace(MOVING, **change), zone=ZONE, now=NOW)

    assert (await kept(store)).meets_at == MEETING
    assert not await notices(store, MEETING_MOVED)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREEING, Stage.AGREED, Stage.CANCELLED])
async def test_a_meeting_is_moved_only_while_colleagues_reflect(store: Store, stage: Stage) -> None:
    await invited(store, FIRST, stage=stage)

    with pytest.raises(WrongStage):
        await get_movable(store, WORKSPACE, LEADER, REVIEW.id)
    with pytest.raises(WrongStage):
        await move_meeting(store, MOVING, zone=ZONE, now=NOW)


async def test_only_a_leader_gets_at_the_modal_that_moves_it(store: Store) -> None:
    review = await invited(store, FIRST)

    assert await get_movable(store, WORKSPACE, LEADER, REVIEW.id) == review
    with pytest.raises(NotAllowed):
        await get_movable(store, WORKSPACE, FACILITATOR, REVIEW.id)
    with pytest.raises(NothingThere):
        await get_movable(store, ELSEWHERE, LEADER, REVIEW.id)


async def test_called_off_nothing_more_is_sent_but_a_word_to_those_who_were_invited(store: Store) -> None:
    await invited(store, FIRST)

    await cancel_review(store, CANCELLING, now=NOW)
    await cancel_review(store, CANCELLING, now=NOW)

    assert (await kept(store)).stage is Stage.CANCELLED
    assert not await notices(store, INVITATION, NoticeState.WAITING)
    assert [notice.person for notice in await notices(store, REVIEW_CANCELLED)] == [FIRST]


async def test_called_off_the_rows_that_were_opened_are_drawn_anew(store: Store) -> None:
    review = await invited(store, FIRST, stage=Stage.AGREEING)
    row, place = RowId("1.1"), Place(channel=CHANNEL, ts="1.0")

    def open_row(tx: Transaction) -> None:
        tx.meetings.put(review, OpenedRow(row=row, spread=NO_ANSWERS, opened_at=NOW))
        tx.cards.place(review, row_card(row), place, shows=0, at=NOW)

    await store.write(open_row)

    await cancel_review(store, CANCELLING, now=NOW)

    assert await due_cards(store, NOW) == {row_card(row)}


@pytest.mark.parametrize("person", [FACILITATOR, FIRST, STRANGER])
async def test_nobody_else_calls_it_off(store: Store, person: PersonId) -> None:
    await invited(store, FIRST)

    with pytest.raises(NotAllowed):
        await cancel_review(store, replace(CANCELLING, person=person), now=NOW)

    assert (await kept(store)).stage is Stage.REFLECTING


async def test_a_review_of_another_workspace_is_not_there_to_be_called_off(store: Store) -> None:
    await invited(store, FIRST)

    with pytest.raises(NothingThere):
        await cancel_review(store, replace(CANCELLING, workspace=ELSEWHERE), now=NOW)


async def test_an_agreed_review_is_not_called_off(store: Store) -> None:
    await invited(store, FIRST, stage=Stage.AGREED)

    with pytest.raises(WrongStage):
        await cancel_review(store, CANCELLING, now=NOW)


async def test_leader_and_facilitator_see_where_it_stands_and_nobody_else(store: Store) -> None:
    review = await invited(store, FIRST)

    leading = await find_status(store, WORKSPACE, LEADER, SETTING)
    facilitating = await find_status(store, WORKSPACE, FACILITATOR, SETTING)

    assert leading is not None
    assert facilitating is not None
    assert (leading.review, leading.may_change) == (review, True)
    assert (facilitating.review, facilitating.may_change) == (review, False)
    assert await find_status(store, WORKSPACE, FIRST, SETTING) is None
    assert await find_status(store, WORKSPACE, STRANGER, SETTING) is None


async def test_a_draft_stands_nowhere_yet(store: Store) -> None:
    await invited(store, stage=Stage.DRAFT)

    assert await find_status(store, WORKSPACE, LEADER, SETTING) is None
