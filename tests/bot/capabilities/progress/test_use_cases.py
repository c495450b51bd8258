"""Who sees how far everybody is, and sending invitations again, on both databases."""

from dataclasses import replace

import pytest

from bot.capabilities.progress.use_cases import SendAgain, find_progress, send_again
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import INVITATION
from maturity_model.review import Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE

FIRST, SECOND, THIRD = given.colleagues(3)
REVIEW = given.review(FIRST, SECOND, THIRD)
AGAIN = SendAgain(workspace=WORKSPACE, person=LEADER, review=REVIEW.id)


async def ended(store: Store, **ends: NoticeState) -> Review:
    """The review, with what became of each colleague's invitation."""
    review = await given.kept(store, REVIEW, invite=True)
    states = dict(zip((FIRST, SECOND, THIRD), ends.values(), strict=True))

    def settle(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(review, INVITATION):
            if notice.person:
                tx.notices.settle(notice, states[notice.person], failure="user_disabled", at=given.NOW)

    await store.write(settle)
    return review


async def of(store: Store, person: PersonId) -> list[Notice]:
    every = await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, INVITATION))
    return [notice for notice in every if notice.person == person]


async def test_progress_counts_rows_and_invitations(store: Store) -> None:
    await ended(store, one=NoticeState.SENT, two=NoticeState.UNDELIVERABLE, three=NoticeState.UNSURE)
    await given.answered(store, REVIEW, {FIRST: {"1.1": 1, "1.2": None}})

    progress = await find_progress(store, WORKSPACE, LEADER, SETTING)

    assert progress is not None
    assert progress.may_change
    assert (progress.answered[FIRST], progress.answered[SECOND]) == (2, 0)
    assert (progress.sent, len(progress.asked)) == (1, 3)
    assert [notice.person for notice in progress.not_reached] == [SECOND, THIRD]


async def test_a_facilitator_sees_it_and_changes_nothing(store: Store) -> None:
    await given.kept(store, REVIEW)

    progress = await find_progress(store, WORKSPACE, FACILITATOR, SETTING)

    assert progress is not None
    assert not progress.may_change


@pytest.mark.parametrize("person", [FIRST, STRANGER])
async def test_nobody_else_sees_it(store: Store, person: PersonId) -> None:
    await given.kept(store, REVIEW)

    assert await find_progress(store, WORKSPACE, person, SETTING) is None
    assert await find_progress(store, WorkspaceId("T0ELSEWHERE"), LEADER, SETTING) is None


async def test_a_draft_has_none(store: Store) -> None:
    await given.kept(store, replace(REVIEW, stage=Stage.DRAFT))

    assert await find_progress(store, WORKSPACE, LEADER, SETTING) is None


async def test_whoever_was_removed_counts_no_more(store: Store) -> None:
    review = await ended(store, one=NoticeState.SENT, two=NoticeState.UNDELIVERABLE, three=NoticeState.SENT)
    removed = replace(review.members[SECOND], removed=True)
    await store.write(lambda tx: tx.reviews.put_member(review, removed))

    progress = await find_progress(store, WORKSPACE, LEADER, SETTING)

    assert progress is not None
    assert (progress.sent, len(progress.asked), progress.not_reached) == (2, 2, ())


async def test_those_who_were_not_reached_are_invited_again_once(store: Store) -> None:
    await ended(store, one=NoticeState.SENT, two=NoticeState.UNDELIVERABLE, three=NoticeState.UNSURE)

    await send_again(store, AGAIN, now=NOW)
    await send_again(store, AGAIN, now=NOW)

    assert [notice.state for notice in await of(store, FIRST)] == [NoticeState.SENT]
    assert [notice.state for notice in await of(store, SECOND)] == [NoticeState.UNDELIVERABLE, NoticeState.WAITING]
    assert [notice.state for notice in await of(store, THIRD)] == [NoticeState.UNSURE, NoticeState.WAITING]


@pytest.mark.parametrize("person", [FACILITATOR, FIRST, STRANGER])
async def test_nobody_but_a_leader_sends_again(store: Store, person: PersonId) -> None:
    await ended(store, one=NoticeState.SENT, two=NoticeState.SENT, three=NoticeState.UNSURE)

    with pytest.raises(NotAllowed):
        await send_again(store, replace(AGAIN, person=person), now=NOW)

    assert len(await of(store, THIRD)) == 1


async def test_in_another_workspace_or_once_it_is_over_nothing_is_sent_again(store: Store) -> None:
    review = await ended(store, one=NoticeState.SENT, two=NoticeState.SENT, three=NoticeState.UNSURE)

    with pytest.raises(NothingThere):
        await send_again(store, replace(AGAIN, workspace=WorkspaceId("T0ELSEWHERE")), now=NOW)
    await store.write(lambda tx: tx.reviews.put(review.moved_to(Stage.CANCELLED)))
    with pytest.raises(WrongStage):
        await send_again(store, AGAIN, now=NOW)
