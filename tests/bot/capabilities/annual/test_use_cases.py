"""The decisions about next year's prompts, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.capabilities.annual.use_cases import (
    Answered,
    DeclinePrompt,
    Due,
    OwePrompt,
    SnoozePrompt,
    decline_prompt,
    list_due,
    look_at_naming,
    look_at_prompt,
    owe_prompt,
    plan_prompts,
    snooze_prompt,
)
from maturity_model.action import ReviewAction
from maturity_model.catalog import RowId
from maturity_model.errors import NotAllowed, NothingThere, WrongStage
from maturity_model.ids import ActionId, PersonId, ReviewId, WorkspaceId
from maturity_model.next_year import Prompt
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW, PEER_REVIEW_DUE
from maturity_model.review import Review, Stage
from storage.store import Store
from tests.bot.capabilities.outcome.agreed import agreed_review, in_meeting, planned
from tests.given import FACILITATOR, LEADER, NOW, OFFICE, STRANGER, WORKSPACE, ZONE, colleagues, kept, review

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
SECOND = PersonId("U0SECOND001")
REVIEW = review(*colleagues(3)).id
DUE_AT = datetime(2027, 10, 12, 7, tzinfo=UTC)  # eight weeks before 7 December 2027, when school opens
SNOOZING = SnoozePrompt(workspace=WORKSPACE, person=LEADER, review=REVIEW, weeks=2)
DECLINING = DeclinePrompt(workspace=WORKSPACE, person=LEADER, review=REVIEW)


async def agreed(store: Store) -> Review:
    """The setting's first review, agreed, with its prompts kept in mind."""
    of = await agreed_review(store)
    await plan_prompts(store, WORKSPACE, of.id, zone=ZONE, now=NOW)
    return of


async def next_one(store: Store, of: Review, *, stage: Stage = Stage.REFLECTING) -> Review:
    """The setting's review of the year after."""
    newer = replace(of, id=ReviewId("the-next-review"), stage=stage)
    return await kept(store, newer, at=NOW + timedelta(days=200))


async def prompt(store: Store, of: Review, kind: str = NEXT_REVIEW) -> Prompt:
    found = await store.read(lambda tx: tx.prompts.find(of, kind))
    assert found is not None
    return found


async def due_at(store: Store, now: datetime, kind: str = NEXT_REVIEW) -> Due:
    [due] = [each for each in await list_due(store, now=now) if each.prompt.kind == kind]
    return due


async def owe(
    store: Store, now: datetime, *leaders: PersonId, admin: PersonId | None = None, kind: str = NEXT_REVIEW
) -> bool:
    due = await due_at(store, now, kind)
    request = OwePrompt(prompt=due.prompt, leaders=leaders, admin=admin)
    return await owe_prompt(store, request, zone=ZONE, now=now)


async def waiting(store: Store, of: Review, kind: str = NEXT_REVIEW) -> list[Notice]:
    return [notice for notice in await planned(store, of, kind) if notice.state is NoticeState.WAITING]


async def second_leader(store: Store, of: Review) -> None:
    setting = await store.read(lambda tx: tx.settings.get(of.workspace, of.setting))
    await store.write(lambda tx: tx.settings.put_leaders(setting, {LEADER, SECOND}))


async def test_once_the_first_review_is_agreed_both_prompts_are_kept_in_mind(store: Store) -> None:
    of = await agreed(store)

    assert (await prompt(store, of)).due_at == DUE_AT
    assert (await prompt(store, of, PEER_REVIEW_DUE)).due_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert await store.read(lambda tx: tx.prompts.list_unplanned()) == []


async def test_until_then_it_is_found_again(store: Store) -> None:
    of = await agreed_review(store)

    assert await store.read(lambda tx: tx.prompts.list_unplanned()) == [(WORKSPACE, of.id)]


async def test_a_review_in_its_meeting_is_left_alone(store: Store) -> None:
    of = await in_meeting(store)

    await plan_prompts(store, WORKSPACE, of.id, zone=ZONE, now=NOW)

    assert await store.read(lambda tx: tx.prompts.find(of, NEXT_REVIEW)) is None
    assert await store.read(lambda tx: tx.prompts.list_unplanned()) == []


async def test_agreed_anew_it_stays_as_it_was(store: Store) -> None:
    of = await agreed(store)
    await owe(store, DUE_AT, LEADER)
    before = await prompt(store, of)

    await plan_prompts(store, WORKSPACE, of.id, zone=ZONE, now=DUE_AT + timedelta(days=1))

    assert await prompt(store, of) == before


async def test_a_review_that_is_not_there_has_no_prompts(store: Store) -> None:
    with pytest.raises(NothingThere):
        await plan_prompts(store, WORKSPACE, REVIEW, zone=ZONE, now=NOW)


async def test_only_after_the_first_review_a_peer_review_is_brought_up(store: Store) -> None:
    second = await next_one(store, await agreed(store), stage=Stage.AGREED)

    await plan_prompts(store, WORKSPACE, second.id, zone=ZONE, now=NOW)

    assert await store.read(lambda tx: tx.prompts.find(second, PEER_REVIEW_DUE)) is None
    assert (await prompt(store, second)).due_at == DUE_AT


async def test_a_prompt_goes_to_every_leader_who_is_in_slack_and_comes_again_in_four_weeks(store: Store) -> None:
    of = await agreed(store)
    await second_leader(store, of)

    assert await owe(store, DUE_AT, LEADER, SECOND, STRANGER)

    notices = await waiting(store, of)
    assert {(n.person, n.due_at, n.about["gone"]) for n in notices} == {(LEADER, DUE_AT, "0"), (SECOND, DUE_AT, "0")}
    after = await prompt(store, of)
    assert (after.number, after.due_at) == (2, datetime(2027, 11, 9, 8, tzinfo=UTC))
    assert await list_due(store, now=DUE_AT) != []  # the peer review's, which nobody has owed yet


async def test_whoever_comes_second_owes_nothing(store: Store) -> None:
    of = await agreed(store)
    due = await due_at(store, DUE_AT)
    request = OwePrompt(prompt=due.prompt, leaders=(LEADER,))

    first = await owe_prompt(store, request, zone=ZONE, now=DUE_AT)
    second = await owe_prompt(store, request, zone=ZONE, now=DUE_AT)

    assert (first, second) == (True, False)
    assert len(await waiting(store, of)) == 1
    assert (await prompt(store, of)).number == 2


async def test_after_the_third_there_is_none(store: Store) -> None:
    of = await agreed(store)
    moment = DUE_AT
    for _ in range(3):
        await owe(store, moment, LEADER)
        moment += timedelta(weeks=5)

    assert (await prompt(store, of)).due_at is None
    assert [notice.about["number"] for notice in await planned(store, of, NEXT_REVIEW)] == ["1", "2", "3"]


async def test_where_one_of_two_has_left_the_other_is_told(store: Store) -> None:
    of = await agreed(store)
    await second_leader(store, of)

    await owe(store, DUE_AT, SECOND)

    assert [(n.person, n.about["gone"]) for n in await waiting(store, of)] == [(SECOND, "1")]


async def test_where_nobody_is_left_somebody_is_asked_to_name_one_and_the_prompt_waits(store: Store) -> None:
    of = await agreed(store)

    assert await owe(store, DUE_AT, admin=OFFICE)

    assert [notice.person for notice in await waiting(store, of, NAME_A_LEADER)] == [OFFICE]
    waits = await prompt(store, of)
    assert (waits.number, waits.due_at) == (1, DUE_AT + timedelta(days=1))


async def test_they_are_asked_three_times_four_weeks_apart_while_it_is_looked_at_every_morning(store: Store) -> None:
    of = await agreed(store)
    moments = [DUE_AT + timedelta(days=day) for day in range(150)]

    for moment in moments:
        for due in await list_due(store, now=moment):
            await owe_prompt(store, OwePrompt(prompt=due.prompt, leaders=(), admin=OFFICE), zone=ZONE, now=moment)

    asked = [notice.due_at for notice in await planned(store, of, NAME_A_LEADER)]
    assert len(asked) == 3
    assert all(later - earlier >= timedelta(weeks=4) for earlier, later in pairwise(asked))


async def test_a_leader_who_is_named_meanwhile_is_prompted(store: Store) -> None:
    of = await agreed(store)
    await owe(store, DUE_AT, admin=OFFICE)
    await second_leader(store, of)

    await owe(store, DUE_AT + timedelta(days=1), SECOND)

    assert [notice.person for notice in await waiting(store, of)] == [SECOND]


async def test_where_nobody_could_name_one_it_is_looked_at_again(store: Store) -> None:
    of = await agreed(store)

    assert not await owe(store, DUE_AT)

    assert await planned(store, of, NAME_A_LEADER) == []
    assert (await prompt(store, of)).due_at == DUE_AT + timedelta(days=1)


@pytest.mark.parametrize("stage", [Stage.REFLECTING, Stage.AGREEING])
async def test_while_the_next_review_is_under_way_prompts_wait_as_it_may_be_called_off(
    store: Store, stage: Stage
) -> None:
    of = await agreed(store)
    newer = await next_one(store, of, stage=stage)

    assert not await owe(store, DUE_AT, LEADER)
    put_off = (await prompt(store, of)).due_at
    await store.write(lambda tx: tx.reviews.put(replace(newer, stage=Stage.CANCELLED)))

    assert put_off == datetime(2027, 11, 9, 8, tzinfo=UTC)  # four weeks later, after the change of the clock
    assert await owe(store, put_off, LEADER)
    assert len(await waiting(store, of)) == 1


async def test_once_the_next_review_is_agreed_no_prompt_comes_any_more(store: Store) -> None:
    of = await agreed(store)
    await next_one(store, of, stage=Stage.AGREED)
    due = await due_at(store, DUE_AT)

    assert due.is_over
    assert not await owe(store, DUE_AT, LEADER)

    assert await planned(store, of, NEXT_REVIEW) == []
    assert (await prompt(store, of)).due_at is None


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CANCELLED])
async def test_a_draft_or_a_cancelled_review_ends_no_prompts(store: Store, stage: Stage) -> None:
    of = await agreed(store)
    await next_one(store, of, stage=stage)

    assert await owe(store, DUE_AT, LEADER)

    assert len(await waiting(store, of)) == 1


async def test_while_a_review_is_back_in_its_meeting_nothing_is_due(store: Store) -> None:
    of = await agreed(store)
    due = await due_at(store, DUE_AT)
    await store.write(lambda tx: tx.reviews.put(of.moved_to(Stage.AGREEING)))

    owed = await owe_prompt(store, OwePrompt(prompt=due.prompt, leaders=(LEADER,)), zone=ZONE, now=DUE_AT)

    assert await list_due(store, now=DUE_AT) == []
    assert not owed


async def test_the_peer_review_is_brought_up_once(store: Store) -> None:
    of = await agreed(store)

    await owe(store, DUE_AT, LEADER, kind=PEER_REVIEW_DUE)

    assert [notice.person for notice in await waiting(store, of, PEER_REVIEW_DUE)] == [LEADER]
    assert (await prompt(store, of, PEER_REVIEW_DUE)).due_at is None


async def test_a_prompt_shows_what_was_to_be_done_and_only_to_a_leader(store: Store) -> None:
    of = await agreed(store)
    action = ReviewAction(
        id=ActionId("an-action"),
        workspace=of.workspace,
        setting=of.setting,
        review=of.id,
        row=RowId("1.1"),
        text="Ask every department for one visit.",
        owner=FACILITATOR,
        due_on=NOW.date(),
        added_by=LEADER,
    )
    await store.write(lambda tx: tx.actions.add(action, at=NOW))
    await owe(store, DUE_AT, LEADER)
    [notice] = await waiting(store, of)

    reminded = await look_at_prompt(store, notice)

    assert reminded is not None
    assert reminded.actions == (action,)
    assert await look_at_prompt(store, replace(notice, person=FACILITATOR)) is None


async def test_nothing_is_shown_once_the_next_review_is_opened(store: Store) -> None:
    of = await agreed(store)
    await owe(store, DUE_AT, LEADER)
    [notice] = await waiting(store, of)
    before = await look_at_naming(store, notice)

    await next_one(store, of)

    assert before is not None
    assert await look_at_prompt(store, notice) is None
    assert await look_at_naming(store, notice) is None


async def test_put_off_it_comes_again_that_many_weeks_later_and_not_before(store: Store) -> None:
    of = await agreed(store)
    await owe(store, DUE_AT, LEADER)

    answered = await snooze_prompt(store, SNOOZING, zone=ZONE, now=DUE_AT)
    again = await snooze_prompt(store, SNOOZING, zone=ZONE, now=DUE_AT)

    assert answered == again == Answered(again_on=(DUE_AT + timedelta(weeks=2)).date())
    assert (await prompt(store, of)).due_at == datetime(2027, 10, 26, 7, tzinfo=UTC)
    assert await waiting(store, of) == []


async def test_put_off_after_the_last_one_it_comes_once_more(store: Store) -> None:
    of = await agreed(store)
    for week in (0, 5, 10):
        await owe(store, DUE_AT + timedelta(weeks=week), LEADER)
    last = DUE_AT + timedelta(weeks=10)

    await snooze_prompt(store, replace(SNOOZING, weeks=1), zone=ZONE, now=last)
    await owe(store, last + timedelta(weeks=3), LEADER)

    assert [notice.about["number"] for notice in await planned(store, of, NEXT_REVIEW)] == ["1", "2", "3", "4"]
    assert (await prompt(store, of)).due_at is None


async def test_not_this_year_and_nobody_is_prompted_any_more(store: Store) -> None:
    of = await agreed(store)
    await second_leader(store, of)
    await owe(store, DUE_AT, LEADER, SECOND)

    answered = await decline_prompt(store, DECLINING)
    again = await decline_prompt(store, DECLINING)

    assert answered == again == Answered()
    assert (await prompt(store, of)).due_at is None
    assert await waiting(store, of) == []


async def test_an_answer_to_an_old_prompt_says_that_the_next_review_has_begun(store: Store) -> None:
    of = await agreed(store)
    before = await prompt(store, of)
    await next_one(store, of)

    snoozed = await snooze_prompt(store, SNOOZING, zone=ZONE, now=DUE_AT)
    declined = await decline_prompt(store, DECLINING)

    assert snoozed == declined == Answered(has_begun=True)
    assert await prompt(store, of) == before


@pytest.mark.parametrize("person", [FACILITATOR, colleagues(1)[0], STRANGER])
async def test_nobody_but_a_careers_leader_answers_a_prompt(store: Store, person: PersonId) -> None:
    of = await agreed(store)
    before = await prompt(store, of)

    with pytest.raises(NotAllowed):
        await snooze_prompt(store, replace(SNOOZING, person=person), zone=ZONE, now=DUE_AT)
    with pytest.raises(NotAllowed):
        await decline_prompt(store, replace(DECLINING, person=person))

    assert await prompt(store, of) == before


async def test_in_another_workspace_there_is_no_such_review(store: Store) -> None:
    await agreed(store)

    with pytest.raises(NothingThere):
        await snooze_prompt(store, replace(SNOOZING, workspace=ELSEWHERE), zone=ZONE, now=DUE_AT)
    with pytest.raises(NothingThere):
        await decline_prompt(store, replace(DECLINING, workspace=ELSEWHERE))


async def test_where_nothing_is_kept_in_mind_there_is_nothing_to_answer(store: Store) -> None:
    await agreed_review(store)

    with pytest.raises(NothingThere):
        await snooze_prompt(store, SNOOZING, zone=ZONE, now=DUE_AT)
    with pytest.raises(NothingThere):
        await decline_prompt(store, DECLINING)


async def test_a_review_in_its_meeting_has_nothing_to_answer(store: Store) -> None:
    await in_meeting(store)

    with pytest.raises(WrongStage):
        await snooze_prompt(store, SNOOZING, zone=ZONE, now=DUE_AT)
    with pytest.raises(WrongStage):
        await decline_prompt(store, DECLINING)
