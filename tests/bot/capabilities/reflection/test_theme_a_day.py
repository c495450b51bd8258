"""A theme a day, in place of reminders, on both databases."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.capabilities.reflection.use_cases.answering import RecordReflection, record_reflection
from bot.capabilities.reflection.use_cases.asked import Asked
from bot.capabilities.reflection.use_cases.carrying_on import (
    begin_reflecting,
    choose_theme_a_day,
    finish_reflecting,
    stop_theme_a_day,
)
from maturity_model.catalog import Column, RowId
from maturity_model.errors import NotAllowed, NotAMember, NothingThere
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import THEME_OF_THE_DAY
from maturity_model.review import Member, Review, Stage
from maturity_model.sheet import Sheet
from storage.store import Store
from tests import given
from tests.given import FACILITATOR, NOW, STRANGER, WORKSPACE, ZONE

SENCO, GOVERNOR = given.colleagues(2)
REVIEW = given.review(SENCO, GOVERNOR)
OF_REVIEW = Asked(workspace=WORKSPACE, review=REVIEW.id, person=SENCO)
OF_THEME_ONE = [row.id for row in given.built_in().themes[0].rows]


async def choose(store: Store, asked: Asked = OF_REVIEW) -> Sheet:
    return await choose_theme_a_day(store, asked, zone=ZONE, now=NOW)


async def stop(store: Store, asked: Asked = OF_REVIEW) -> None:
    await stop_theme_a_day(store, asked)


async def themes(store: Store) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, THEME_OF_THE_DAY))


async def member(store: Store) -> Member:
    review: Review = await store.read(lambda tx: tx.reviews.get(WORKSPACE, REVIEW.id))
    return review.members[SENCO]


async def test_a_theme_is_owed_for_each_of_the_next_school_mornings(store: Store) -> None:
    await given.kept(store, REVIEW)

    await choose(store)
    await choose(store)

    owed = await themes(store)
    assert [notice.due_at.day for notice in owed] == [24, 25, 26, 27, 30, 1, 2, 3, 4, 7]
    assert {notice.person for notice in owed} == {SENCO}
    assert all(notice.due_at.date() == notice.useful_until.date() for notice in owed if notice.useful_until)
    assert {notice.subject for notice in owed} == {f"person:{SENCO}"}
    assert (await member(store)).theme_a_day


async def test_after_the_last_row_of_a_theme_the_card_rests_until_another_day(store: Store) -> None:
    await given.kept(store, REVIEW)
    await choose(store)
    *first, last = OF_THEME_ONE
    await given.answered(store, REVIEW, {SENCO: dict.fromkeys(first, 2)})

    answering = RecordReflection(**vars(OF_REVIEW), row=RowId(last), column=Column(3))
    sheet = await record_reflection(store, answering, now=NOW)

    assert sheet.row is None
    assert sheet.next == "2.1"


async def test_carrying_on_the_same_day_is_possible(store: Store) -> None:
    await given.kept(store, REVIEW)
    await choose(store)

    sheet = await begin_reflecting(store, OF_REVIEW, now=NOW)

    assert sheet.row == "1.1"
    assert sheet.member.theme_a_day


async def test_stopping_withdraws_what_is_still_to_come_and_choosing_again_brings_it_back(store: Store) -> None:
    await given.kept(store, REVIEW)
    await choose(store)

    await stop(store)
    await stop(store)
    stopped = {notice.state for notice in await themes(store)}
    was_stopped = not (await member(store)).theme_a_day
    await choose(store)

    assert stopped == {NoticeState.WITHDRAWN}
    assert was_stopped
    assert {notice.state for notice in await themes(store)} == {NoticeState.WAITING}
    assert len(await themes(store)) == 10


async def test_whoever_said_that_is_all_and_chooses_it_after_all_has_not_said_all(store: Store) -> None:
    await given.kept(store, REVIEW)
    await finish_reflecting(store, OF_REVIEW, now=NOW)

    await choose(store)

    assert not (await member(store)).finished


async def test_once_the_review_is_over_it_changes_nothing(store: Store) -> None:
    await given.kept(store, replace(REVIEW, stage=Stage.AGREED))

    await choose(store)

    assert await themes(store) == []
    assert not (await member(store)).theme_a_day


async def test_on_the_last_day_nothing_is_left_to_bring(store: Store) -> None:
    await given.kept(store, replace(REVIEW, meets_at=NOW + timedelta(hours=3)))

    sheet = await choose(store)

    assert await themes(store) == []
    assert sheet.row == "1.1"
    assert not (await member(store)).theme_a_day


@pytest.mark.parametrize(
    ("person", "workspace", "refused"),
    [
        (STRANGER, WORKSPACE, NotAMember),
        (FACILITATOR, WORKSPACE, NotAllowed),
        (SENCO, WorkspaceId("T0ELSEWHERE"), NothingThere),
    ],
)
@pytest.mark.parametrize("ask", [choose, stop])
async def test_it_is_for_colleagues_of_the_review(
    store: Store,
    ask: Callable[[Store, Asked], Awaitable[object]],
    person: PersonId,
    workspace: WorkspaceId,
    refused: type[Exception],
) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(refused):
        await ask(store, replace(OF_REVIEW, person=person, workspace=workspace))

    assert await themes(store) == []
