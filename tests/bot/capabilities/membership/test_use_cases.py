"""The decisions on who takes part, on both databases."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from bot.capabilities.membership.use_cases import (
    InvitePeople,
    MakeFacilitators,
    OfPeople,
    RemovePeople,
    SetRole,
    find_changeable,
    get_changeable,
    invite_people,
    make_facilitators,
    remove_people,
    set_role,
)
from maturity_model.card import Place, colleague_card
from maturity_model.catalog import Column, RowId
from maturity_model.errors import (
    NoColleagues,
    NoFacilitator,
    NotAllowed,
    NothingThere,
    PersonNotInReview,
    TooManyColleagues,
    WrongStage,
)
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import FACILITATOR_INVITED, INVITATION, REMINDER
from maturity_model.review import Capacity, Review, Role, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE, ZONE

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
FIRST, SECOND = given.colleagues(2)
REVIEW = given.review(FIRST, SECOND)
R = TypeVar("R", bound=OfPeople)


def asking(request: type[R], *people: PersonId, by: PersonId = LEADER, workspace: WorkspaceId = WORKSPACE) -> R:
    return request(workspace=workspace, person=by, review=REVIEW.id, people=frozenset(people))


async def invite(store: Store, *people: PersonId) -> Review:
    return await invite_people(store, asking(InvitePeople, *people), zone=ZONE, now=NOW)


async def remove(store: Store, *people: PersonId) -> Review:
    return await remove_people(store, asking(RemovePeople, *people), zone=ZONE, now=NOW)


async def kept(store: Store) -> Review:
    return await store.read(lambda tx: tx.reviews.get(WORKSPACE, REVIEW.id))


async def notices(store: Store, kind: str, person: PersonId) -> list[Notice]:
    every = await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, kind))
    return [notice for notice in every if notice.person == person]


async def sent(store: Store) -> None:
    def settle(tx: Transaction) -> None:
        for notice in tx.notices.list_by_kind(REVIEW, INVITATION):
            tx.notices.settle(notice, NoticeState.SENT, at=given.NOW)

    await store.write(settle)


async def test_more_people_are_invited(store: Store) -> None:
    await given.kept(store, REVIEW)

    saved = await invite(store, STRANGER, FACILITATOR)

    review = await kept(store)
    assert review == saved
    assert review.members[STRANGER].capacities == {Capacity.COLLEAGUE}
    assert review.members[FACILITATOR].capacities == {Capacity.COLLEAGUE, Capacity.FACILITATOR}
    assert [n.key for n in await notices(store, INVITATION, STRANGER)] == [f"invitation:{REVIEW.id}:{STRANGER}"]
    assert len(await notices(store, INVITATION, FACILITATOR)) == 1


async def test_whoever_answers_already_is_left_alone(store: Store) -> None:
    await given.kept(store, REVIEW, invite=True)

    await invite(store, FIRST)
    await invite(store, FIRST)

    assert len(await notices(store, INVITATION, FIRST)) == 1


async def test_late_joiners_are_invited_during_the_meeting_too(store: Store) -> None:
    await given.kept(store, replace(REVIEW, stage=Stage.AGREEING))

    await invite(store, STRANGER)

    assert len(await notices(store, INVITATION, STRANGER)) == 1


async def test_no_more_are_invited_than_one_review_holds(store: Store) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(TooManyColleagues):
        await invite(store, *(PersonId(f"U0CROWD{n:04d}") for n in range(199)))

    assert len((await kept(store)).colleagues) == 2


async def test_whoever_is_removed_takes_no_part_and_is_owed_nothing(store: Store) -> None:
    review = await given.kept(store, REVIEW, invite=True)
    place = Place(channel=ChannelId("D1"), ts="1.0")
    await store.write(lambda tx: tx.cards.place(review, colleague_card(FIRST), place, shows=0, at=NOW))

    await remove(store, FIRST)
    await remove(store, FIRST)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW, most=5))
    assert [member.person for member in (await kept(store)).colleagues] == [SECOND]
    assert [notice.state for notice in await notices(store, INVITATION, FIRST)] == [NoticeState.WITHDRAWN]
    assert [mark.subject for mark in due] == [colleague_card(FIRST)]


async def test_removed_and_invited_again_they_find_their_answers_and_a_new_invitation(store: Store) -> None:
    review = await given.kept(store, REVIEW, invite=True)
    await given.answered(store, review, {FIRST: {"1.1": 3}})
    await sent(store)

    await remove(store, FIRST)
    await invite(store, FIRST)

    answers = await store.read(lambda tx: tx.reflections.columns_by_member(review, FIRST))
    assert (await kept(store)).members[FIRST] == review.members[FIRST]
    assert answers == {RowId("1.1"): Column(3)}
    states = [notice.state for notice in await notices(store, INVITATION, FIRST)]
    assert states == [NoticeState.SENT, NoticeState.WAITING]


async def test_removed_and_invited_again_and_again_they_get_three_invitations_at_most(store: Store) -> None:
    review = await given.kept(store, REVIEW, invite=True)
    place = Place(channel=ChannelId("D1"), ts="1.0")
    await store.write(lambda tx: tx.cards.place(review, colleague_card(FIRST), place, shows=0, at=NOW))

    for _ in range(4):
        await sent(store)
        await remove(store, FIRST)
        await invite(store, FIRST)

    due = await store.read(lambda tx: tx.cards.list_due(now=NOW, most=5))
    assert len(await notices(store, INVITATION, FIRST)) == 3
    assert [mark.subject for mark in due] == [colleague_card(FIRST)]


async def test_a_facilitator_who_was_removed_comes_back_as_what_they_are_invited_as(store: Store) -> None:
    await given.kept(store, given.review(FIRST, SECOND, facilitators=(FIRST, FACILITATOR)))

    await remove(store, FIRST)
    await invite(store, FIRST)

    assert (await kept(store)).members[FIRST].capacities == {Capacity.COLLEAGUE}


@pytest.mark.parametrize(
    ("people", "refusal"),
    [((FIRST, SECOND), NoColleagues), ((FACILITATOR,), NoFacilitator), ((FIRST, STRANGER), PersonNotInReview)],
    ids=["everybody", "the only facilitator", "somebody who is not in it"],
)
async def test_nobody_is_removed_whom_the_review_cannot_do_without(
    store: Store, people: tuple[PersonId, ...], refusal: type[Exception]
) -> None:
    await given.kept(store, REVIEW, invite=True)

    with pytest.raises(refusal):
        await remove(store, *people)

    assert await kept(store) == REVIEW
    assert [notice.state for notice in await notices(store, INVITATION, FIRST)] == [NoticeState.WAITING]


async def test_a_member_and_the_leader_become_facilitators(store: Store) -> None:
    await given.kept(store, REVIEW)
    request = asking(MakeFacilitators, FIRST, LEADER)

    await make_facilitators(store, request, zone=ZONE, now=NOW)
    await make_facilitators(store, request, zone=ZONE, now=NOW)

    review = await kept(store)
    assert {member.person for member in review.facilitators} == {FIRST, LEADER, FACILITATOR}
    assert review.members[FIRST].holds(Capacity.COLLEAGUE)
    assert not await notices(store, FACILITATOR_INVITED, LEADER)


async def test_another_leader_who_becomes_facilitator_is_told_once(store: Store) -> None:
    await given.kept(store, given.review(FIRST, SECOND, leaders=(LEADER, STRANGER)))
    request = asking(MakeFacilitators, STRANGER)

    await make_facilitators(store, request, zone=ZONE, now=NOW)
    await make_facilitators(store, request, zone=ZONE, now=NOW)

    assert len(await notices(store, FACILITATOR_INVITED, STRANGER)) == 1


async def test_nobody_from_outside_becomes_facilitator(store: Store) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(PersonNotInReview):
        await make_facilitators(store, asking(MakeFacilitators, STRANGER), zone=ZONE, now=NOW)


async def test_a_leader_says_what_somebody_does(store: Store) -> None:
    await given.kept(store, REVIEW)
    request = SetRole(workspace=WORKSPACE, person=LEADER, review=REVIEW.id, member=FIRST, role=Role.LINK_GOVERNOR)

    await set_role(store, request)
    await set_role(store, request)

    assert (await kept(store)).members[FIRST].role is Role.LINK_GOVERNOR
    with pytest.raises(PersonNotInReview):
        await set_role(store, replace(request, member=STRANGER))


Ask = Callable[[Store, PersonId, WorkspaceId], Awaitable[object]]


async def ask_invite(store: Store, by: PersonId, workspace: WorkspaceId) -> None:
    await invite_people(store, asking(InvitePeople, STRANGER, by=by, workspace=workspace), zone=ZONE, now=NOW)


async def ask_remove(store: Store, by: PersonId, workspace: WorkspaceId) -> None:
    await remove_people(store, asking(RemovePeople, FIRST, by=by, workspace=workspace), zone=ZONE, now=NOW)


async def ask_facilitators(store: Store, by: PersonId, workspace: WorkspaceId) -> None:
    await make_facilitators(store, asking(MakeFacilitators, FIRST, by=by, workspace=workspace), zone=ZONE, now=NOW)


async def ask_role(store: Store, by: PersonId, workspace: WorkspaceId) -> None:
    await set_role(store, SetRole(workspace=workspace, person=by, review=REVIEW.id, member=FIRST, role=Role.PSHE_LEAD))


async def ask_modal(store: Store, by: PersonId, workspace: WorkspaceId) -> None:
    await get_changeable(store, workspace, by, REVIEW.id)


EVERY = pytest.mark.parametrize("ask", [ask_invite, ask_remove, ask_facilitators, ask_role, ask_modal])


@EVERY
@pytest.mark.parametrize("by", [FACILITATOR, FIRST, STRANGER], ids=["facilitator", "colleague", "stranger"])
async def test_nobody_but_a_leader_changes_who_takes_part(store: Store, ask: Ask, by: PersonId) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(NotAllowed):
        await ask(store, by, WORKSPACE)

    assert await kept(store) == REVIEW


@EVERY
async def test_a_review_of_another_workspace_is_not_there(store: Store, ask: Ask) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(NothingThere):
        await ask(store, LEADER, ELSEWHERE)


@EVERY
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREED, Stage.CANCELLED])
async def test_nobody_comes_or_goes_unless_the_review_is_under_way(store: Store, ask: Ask, stage: Stage) -> None:
    await given.kept(store, replace(REVIEW, stage=stage))

    with pytest.raises(WrongStage):
        await ask(store, LEADER, WORKSPACE)


async def test_only_a_leader_finds_the_buttons(store: Store) -> None:
    await given.kept(store, REVIEW)

    assert await find_changeable(store, WORKSPACE, LEADER, SETTING) == REVIEW.id
    assert await find_changeable(store, WORKSPACE, FACILITATOR, SETTING) is None
    assert await find_changeable(store, ELSEWHERE, LEADER, SETTING) is None


async def test_somebody_is_taken_out_and_another_invited_in_their_place_in_one_go(store: Store) -> None:
    await given.kept(store, REVIEW)
    request = replace(asking(RemovePeople, FIRST), instead=frozenset({STRANGER}))

    for _ in range(2):
        await remove_people(store, request, zone=ZONE, now=NOW)

    members = (await kept(store)).members
    assert members[FIRST].removed
    assert members[STRANGER].holds(Capacity.COLLEAGUE)
    assert len(await notices(store, INVITATION, STRANGER)) == 1
    assert {notice.state for notice in await notices(store, REMINDER, STRANGER)} == {NoticeState.WAITING}


async def test_the_only_colleague_may_leave_where_another_comes(store: Store) -> None:
    await given.kept(store, given.review(FIRST))
    request = replace(asking(RemovePeople, FIRST), instead=frozenset({SECOND}))

    await remove_people(store, request, zone=ZONE, now=NOW)

    assert [member.person for member in (await kept(store)).colleagues] == [SECOND]


async def test_whoever_is_removed_and_comes_back_is_reminded_again(store: Store) -> None:
    await given.kept(store, REVIEW)
    await invite(store, STRANGER)

    await remove(store, STRANGER)
    gone = {notice.state for notice in await notices(store, REMINDER, STRANGER)}
    await invite(store, STRANGER)

    assert gone == {NoticeState.WITHDRAWN}
    assert {notice.state for notice in await notices(store, REMINDER, STRANGER)} == {NoticeState.WAITING}
