"""The decisions about actions, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.capabilities.actions.use_cases.adding import AddAction, PrepareAction, add_action, prepare_action
from bot.capabilities.actions.use_cases.looking import find_actions, find_due_action
from bot.capabilities.actions.use_cases.settling import (
    OfOwner,
    PutOffAction,
    SettleAction,
    look_at_action,
    put_off_action,
    settle_action,
)
from maturity_model.action import LONGEST_ACTION, ActionState, ReviewAction
from maturity_model.catalog import RowId
from maturity_model.errors import (
    ActionTextMissing,
    DueDateInThePast,
    DueDateTooFarAway,
    NoRowAgreed,
    NotAllowed,
    NothingThere,
    RowNotAgreed,
    TextTooLong,
    WrongStage,
)
from maturity_model.ids import ActionId, PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import ACTION_DUE
from maturity_model.review import Review, Stage
from storage.store import Store
from tests.bot.capabilities.outcome.agreed import agreed_review, in_meeting, planned
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE, ZONE, colleagues, kept, review

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
OWNER, OTHER = colleagues(2)
ACTION, DUE_ON = ActionId("an-action"), date(2027, 3, 12)
WEEK_BEFORE, ON_THE_DAY = datetime(2027, 3, 5, 8, tzinfo=UTC), datetime(2027, 3, 12, 8, tzinfo=UTC)
REVIEW = review(*colleagues(3)).id
ADDING = AddAction(
    workspace=WORKSPACE,
    person=LEADER,
    review=REVIEW,
    action=ACTION,
    row=RowId("1.1"),
    text="Ask every department for one visit.",
    owner=OWNER,
    due_on=DUE_ON,
)
PREPARING = PrepareAction(workspace=WORKSPACE, person=LEADER, review=REVIEW)
ASKING = OfOwner(workspace=WORKSPACE, person=OWNER, action=ACTION)
DONE = SettleAction(workspace=WORKSPACE, person=OWNER, action=ACTION, state=ActionState.DONE)
NOT_NOW = replace(DONE, state=ActionState.NOT_NOW)
LATER = PutOffAction(workspace=WORKSPACE, person=OWNER, action=ACTION, due_on=DUE_ON + timedelta(weeks=4))


async def add(store: Store, request: AddAction = ADDING) -> ReviewAction:
    return await add_action(store, request, zone=ZONE, now=NOW)


async def added(store: Store) -> Review:
    """An agreed review with one action."""
    agreed = await agreed_review(store)
    await add(store)
    return agreed


async def every_action(store: Store, of: Review) -> list[ReviewAction]:
    return await store.read(lambda tx: tx.actions.list_by_review(of))


async def waiting(store: Store, of: Review) -> list[Notice]:
    return [notice for notice in await planned(store, of, ACTION_DUE) if notice.state is NoticeState.WAITING]


async def at_stage(store: Store, of: Review, stage: Stage) -> None:
    await store.write(lambda tx: tx.reviews.put(replace(of, stage=stage)))


@pytest.mark.parametrize("stage", [Stage.AGREEING, Stage.AGREED])
async def test_an_action_is_kept_and_its_owner_will_be_reminded_twice(store: Store, stage: Stage) -> None:
    of = await in_meeting(store)
    await at_stage(store, of, stage)

    await add(store)

    [action] = await every_action(store, of)
    assert (action.row, action.text, action.owner, action.due_on) == ("1.1", ADDING.text, OWNER, DUE_ON)
    assert (action.state, action.added_by) == (ActionState.OPEN, LEADER)
    assert [(n.person, n.due_at) for n in await waiting(store, of)] == [(OWNER, WEEK_BEFORE), (OWNER, ON_THE_DAY)]


async def test_the_same_form_twice_adds_one_action(store: Store) -> None:
    of = await added(store)

    await add(store)

    assert len(await every_action(store, of)) == 1
    assert len(await planned(store, of, ACTION_DUE)) == 2


async def test_a_second_action_leaves_the_reminders_of_the_first_alone(store: Store) -> None:
    of = await added(store)

    await add(store, replace(ADDING, action=ActionId("another"), owner=OTHER, due_on=DUE_ON + timedelta(days=1)))

    assert sorted(n.person or "" for n in await waiting(store, of)) == [OWNER, OWNER, OTHER, OTHER]


@pytest.mark.parametrize("person", [FACILITATOR, OWNER, STRANGER])
async def test_nobody_but_a_careers_leader_adds_an_action(store: Store, person: PersonId) -> None:
    of = await agreed_review(store)

    with pytest.raises(NotAllowed):
        await prepare_action(store, replace(PREPARING, person=person))
    with pytest.raises(NotAllowed):
        await add(store, replace(ADDING, person=person))

    assert await every_action(store, of) == []


async def test_in_another_workspace_there_is_no_such_review(store: Store) -> None:
    await agreed_review(store)

    with pytest.raises(NothingThere):
        await prepare_action(store, replace(PREPARING, workspace=ELSEWHERE))
    with pytest.raises(NothingThere):
        await add(store, replace(ADDING, workspace=ELSEWHERE))


async def test_the_id_of_another_workspaces_action_is_not_taken_for_a_new_one(store: Store) -> None:
    await added(store)
    theirs = await kept(store, review(OWNER, workspace=ELSEWHERE, stage=Stage.AGREED))
    mine = [await every_action(store, theirs)]

    agreements = await store.read(lambda tx: tx.agreements.list_by_review(review(*colleagues(3))))
    await store.write(lambda tx: tx.agreements.put(theirs, agreements[0]))
    with pytest.raises(NothingThere):
        await add(store, replace(ADDING, workspace=ELSEWHERE, review=theirs.id))

    assert mine == [[]]
    assert await every_action(store, theirs) == []


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REFLECTING, Stage.CANCELLED])
async def test_an_action_is_added_once_there_is_a_meeting(store: Store, stage: Stage) -> None:
    of = await in_meeting(store)
    await at_stage(store, of, stage)

    with pytest.raises(WrongStage):
        await prepare_action(store, PREPARING)
    with pytest.raises(WrongStage):
        await add(store)


async def test_an_action_is_about_an_agreed_row(store: Store) -> None:
    await agreed_review(store)

    with pytest.raises(RowNotAgreed) as refused:
        await add(store, replace(ADDING, row=RowId("6.3")))
    with pytest.raises(RowNotAgreed):
        await prepare_action(store, replace(PREPARING, row=RowId("6.3")))

    assert refused.value.row == "6.3"


@pytest.mark.parametrize(
    ("request_", "refusal"),
    [
        (replace(ADDING, text="  "), ActionTextMissing),
        (replace(ADDING, text="a" * (LONGEST_ACTION + 1)), TextTooLong),
        (replace(ADDING, due_on=NOW.date()), DueDateInThePast),
        (replace(ADDING, due_on=date(2029, 1, 1)), DueDateTooFarAway),
    ],
)
async def test_what_makes_no_action_is_refused(store: Store, request_: AddAction, refusal: type[Exception]) -> None:
    of = await agreed_review(store)

    with pytest.raises(refusal):
        await add(store, request_)

    assert await every_action(store, of) == []


async def test_the_form_offers_the_agreed_rows_in_the_order_of_the_model(store: Store) -> None:
    await agreed_review(store, {"2.1": 1, "1.3": 2, "1.1": 4})

    addable = await prepare_action(store, replace(PREPARING, row=RowId("1.3")))

    assert addable.rows == ("1.1", "1.3", "2.1")
    assert addable.row == "1.3"


async def test_where_nothing_is_agreed_there_is_no_form(store: Store) -> None:
    await agreed_review(store, {})

    with pytest.raises(NoRowAgreed):
        await prepare_action(store, PREPARING)


@pytest.mark.parametrize("request_", [DONE, NOT_NOW, replace(DONE, person=LEADER)])
async def test_its_owner_or_a_careers_leader_settles_it_and_nobody_is_reminded(
    store: Store, request_: SettleAction
) -> None:
    of = await added(store)

    shown = await settle_action(store, request_, zone=ZONE, now=NOW)

    assert shown.action.state is request_.state
    assert await every_action(store, of) == [shown.action]
    assert await waiting(store, of) == []


async def test_one_that_is_settled_stays_as_it_is(store: Store) -> None:
    of = await added(store)
    first = await settle_action(store, DONE, zone=ZONE, now=NOW)

    again = await settle_action(store, NOT_NOW, zone=ZONE, now=NOW)
    later = await put_off_action(store, LATER, zone=ZONE, now=NOW)

    assert first == again == later
    assert await waiting(store, of) == []


async def test_settling_one_leaves_the_reminders_of_another_alone(store: Store) -> None:
    of = await added(store)
    await add(store, replace(ADDING, action=ActionId("another"), owner=OTHER))

    await settle_action(store, DONE, zone=ZONE, now=NOW)

    assert {n.person for n in await waiting(store, of)} == {OTHER}


async def test_put_off_its_owner_is_reminded_of_the_new_day_alone(store: Store) -> None:
    of = await added(store)

    shown = await put_off_action(store, LATER, zone=ZONE, now=NOW)
    await put_off_action(store, LATER, zone=ZONE, now=NOW)

    assert shown.action.due_on == LATER.due_on
    assert {n.about["due_on"] for n in await waiting(store, of)} == {LATER.due_on.isoformat()}
    assert len(await waiting(store, of)) == 2


async def test_put_back_to_its_first_day_it_is_reminded_of_that_again(store: Store) -> None:
    of = await added(store)
    await put_off_action(store, LATER, zone=ZONE, now=NOW)

    await put_off_action(store, replace(LATER, due_on=DUE_ON), zone=ZONE, now=NOW)

    assert [n.due_at for n in await waiting(store, of)] == [WEEK_BEFORE, ON_THE_DAY]


@pytest.mark.parametrize(("due_on", "refusal"), [(NOW.date(), DueDateInThePast), (date(2029, 1, 1), DueDateTooFarAway)])
async def test_it_is_put_off_to_a_day_on_which_it_can_be_reminded(
    store: Store, due_on: date, refusal: type[Exception]
) -> None:
    of = await added(store)

    with pytest.raises(refusal):
        await put_off_action(store, replace(LATER, due_on=due_on), zone=ZONE, now=NOW)

    assert [action.due_on for action in await every_action(store, of)] == [DUE_ON]


@pytest.mark.parametrize("person", [FACILITATOR, OTHER, STRANGER])
async def test_nobody_else_settles_it_or_puts_it_off(store: Store, person: PersonId) -> None:
    of = await added(store)

    with pytest.raises(NotAllowed):
        await look_at_action(store, replace(ASKING, person=person))
    with pytest.raises(NotAllowed):
        await settle_action(store, replace(DONE, person=person), zone=ZONE, now=NOW)
    with pytest.raises(NotAllowed):
        await put_off_action(store, replace(LATER, person=person), zone=ZONE, now=NOW)

    assert [action.state for action in await every_action(store, of)] == [ActionState.OPEN]


async def test_in_another_workspace_there_is_no_such_action(store: Store) -> None:
    await added(store)

    with pytest.raises(NothingThere):
        await look_at_action(store, replace(ASKING, workspace=ELSEWHERE))
    with pytest.raises(NothingThere):
        await settle_action(store, replace(DONE, workspace=ELSEWHERE), zone=ZONE, now=NOW)
    with pytest.raises(NothingThere):
        await put_off_action(store, replace(LATER, workspace=ELSEWHERE), zone=ZONE, now=NOW)


async def test_once_its_review_is_cancelled_there_is_nothing_to_settle(store: Store) -> None:
    of = await added(store)
    await at_stage(store, of, Stage.CANCELLED)

    with pytest.raises(WrongStage):
        await look_at_action(store, ASKING)
    with pytest.raises(WrongStage):
        await settle_action(store, DONE, zone=ZONE, now=NOW)
    with pytest.raises(WrongStage):
        await put_off_action(store, LATER, zone=ZONE, now=NOW)


async def test_a_reminder_is_about_an_open_action_on_its_own_day(store: Store) -> None:
    of = await added(store)
    week, _ = await waiting(store, of)
    before = await find_due_action(store, week)

    await put_off_action(store, LATER, zone=ZONE, now=NOW)
    put_off = await find_due_action(store, week)
    newer = (await waiting(store, of))[0]
    of_new_day = await find_due_action(store, newer)
    await settle_action(store, DONE, zone=ZONE, now=NOW)
    settled = await find_due_action(store, newer)

    assert before is not None
    assert of_new_day is not None
    assert (put_off, settled) == (None, None)


async def test_nobody_is_reminded_for_a_review_that_was_cancelled(store: Store) -> None:
    of = await added(store)
    week, _ = await waiting(store, of)

    await at_stage(store, of, Stage.CANCELLED)

    assert await find_due_action(store, week) is None


async def test_careers_leaders_and_facilitators_see_the_actions_and_nobody_else(store: Store) -> None:
    of = await added(store)

    leading = await find_actions(store, WORKSPACE, LEADER, SETTING)
    facilitating = await find_actions(store, WORKSPACE, FACILITATOR, SETTING)

    assert leading is not None
    assert facilitating is not None
    assert (leading.actions, leading.may_add) == (tuple(await every_action(store, of)), True)
    assert (facilitating.actions, facilitating.may_add) == (leading.actions, False)
    assert await find_actions(store, WORKSPACE, OWNER, SETTING) is None
    assert await find_actions(store, WORKSPACE, STRANGER, SETTING) is None
    assert await find_actions(store, ELSEWHERE, LEADER, SETTING) is None


async def test_before_anything_is_agreed_there_is_nothing_to_see(store: Store) -> None:
    await in_meeting(store)

    assert await find_actions(store, WORKSPACE, LEADER, SETTING) is None


async def test_where_no_row_was_agreed_no_action_can_be_added(store: Store) -> None:
    await agreed_review(store, {})

    there = await find_actions(store, WORKSPACE, LEADER, SETTING)

    assert there is not None
    assert not there.may_add
