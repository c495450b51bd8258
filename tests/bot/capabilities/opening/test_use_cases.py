"""The decisions on opening a review, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.capabilities.opening.use_cases.looking import Overview, find_overview, prepare_review
from bot.capabilities.opening.use_cases.opening import DraftReview, OpenReview, draft_review, open_review
from maturity_model.catalog import EditionId
from maturity_model.errors import (
    DomainError,
    EditionForOthers,
    MeetingInThePast,
    MeetingTooFarAway,
    MinutesOutOfRange,
    NoColleagues,
    NoEdition,
    NotAllowed,
    NothingThere,
    ReviewAlreadyRunning,
    SettingMissing,
    TooManyColleagues,
    UnknownEdition,
    WrongStage,
)
from maturity_model.ids import PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import ASKING, FACILITATOR_INVITED, INVITATION
from maturity_model.review import Capacity, Review, Role, Stage
from maturity_model.setting import Kind
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import CHANNEL, FACILITATOR, LEADER, MEETING, NOW, SETTING, STRANGER, WORKSPACE, ZONE

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
FOUR = frozenset(given.colleagues(4))
CROWD = frozenset(PersonId(f"U0CROWD{n:04d}") for n in range(300))
DRAFTING = DraftReview(
    workspace=WORKSPACE,
    person=LEADER,
    setting=SETTING,
    review=ReviewId("new"),
    colleagues=FOUR,
    same_people=False,
    facilitators=frozenset({FACILITATOR}),
    meets_at=MEETING,
    channel=CHANNEL,
    minutes=60,
    reminders=(5, 1),
    academic_year="2026/27",
    edition=given.built_in().id,
)
OPENING = OpenReview(workspace=WORKSPACE, person=LEADER, review=ReviewId("new"))


@pytest.fixture
async def school(store: Store) -> Store:
    """A store in which the setting has its name and no review."""
    await store.write(lambda tx: tx.settings.add(given.setting(), at=NOW))
    return store


async def running(store: Store) -> Review | None:
    return await store.read(lambda tx: tx.reviews.find_running(WORKSPACE, given.setting().id))


async def asked(store: Store, review: Review) -> list[Notice]:
    def look(tx: Transaction) -> list[Notice]:
        return [notice for kind in ASKING for notice in tx.notices.list_by_kind(review, kind)]

    return await store.read(look)


async def agreed(store: Store, review: Review) -> Review:
    finished = review.moved_to(Stage.AGREEING).moved_to(Stage.AGREED)
    await store.write(lambda tx: tx.reviews.put(finished))
    return finished


async def test_a_draft_is_kept_and_nobody_hears_of_it(school: Store) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)

    assert await running(school) == draft
    assert draft.stage is Stage.DRAFT
    assert not await asked(school, draft)


async def test_everybody_is_in_the_draft_with_what_they_do(school: Store) -> None:
    request = replace(DRAFTING, colleagues=FOUR | {LEADER, FACILITATOR})

    draft = await draft_review(school, request, now=NOW)

    assert draft.members[LEADER].capacities == {Capacity.COLLEAGUE, Capacity.CAREERS_LEADER}
    assert draft.members[FACILITATOR].capacities == {Capacity.COLLEAGUE, Capacity.FACILITATOR}
    assert {m.person for m in draft.colleagues} == request.colleagues


async def test_the_leader_facilitates_where_nobody_is_named(school: Store) -> None:
    draft = await draft_review(school, replace(DRAFTING, facilitators=frozenset()), now=NOW)

    assert [member.person for member in draft.facilitators] == [LEADER]


async def test_the_same_form_twice_makes_one_draft_that_says_what_was_said_last(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)

    await draft_review(school, replace(DRAFTING, colleagues=FOUR - {min(FOUR)}, minutes=45), now=NOW)

    draft = await running(school)
    assert draft is not None
    assert {member.person for member in draft.colleagues} == FOUR - {min(FOUR)}
    assert draft.minutes == 45


async def test_the_same_form_after_opening_changes_nothing(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)
    opened = await open_review(school, OPENING, zone=ZONE, now=NOW)

    again = await draft_review(school, replace(DRAFTING, minutes=45), now=NOW)

    assert again == opened


async def test_the_same_form_twice_at_once_makes_one_review(school: Store) -> None:
    drafts = await asyncio.gather(*(draft_review(school, DRAFTING, now=NOW) for _ in range(4)))
    await asyncio.gather(*(open_review(school, OPENING, zone=ZONE, now=NOW) for _ in range(4)))

    review = await running(school)
    assert review is not None
    assert {draft.id for draft in drafts} == {review.id}
    assert len(await asked(school, review)) == 5


async def test_of_two_forms_at_once_one_opens(school: Store) -> None:
    async def go(review: str) -> None:
        drafting = replace(DRAFTING, review=ReviewId(review))
        await draft_review(school, drafting, now=NOW)
        await open_review(school, replace(OPENING, review=drafting.review), zone=ZONE, now=NOW)

    ends = await asyncio.gather(go("one"), go("two"), return_exceptions=True)

    assert len([end for end in ends if isinstance(end, ReviewAlreadyRunning | WrongStage)]) == 1
    review = await running(school)
    assert review is not None
    assert review.stage is Stage.REFLECTING


async def test_a_newer_draft_takes_the_place_of_an_older_one(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)

    newer = await draft_review(school, replace(DRAFTING, review=ReviewId("newer")), now=NOW)

    assert await running(school) == newer
    with pytest.raises(WrongStage):
        await open_review(school, OPENING, zone=ZONE, now=NOW)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"person": STRANGER}, NotAllowed),
        ({"person": FACILITATOR}, NotAllowed),
        ({"workspace": ELSEWHERE}, NothingThere),
        ({"setting": SettingId("unknown")}, NothingThere),
        ({"meets_at": NOW}, MeetingInThePast),
        ({"meets_at": NOW + timedelta(days=400)}, MeetingTooFarAway),
        ({"minutes": 14}, MinutesOutOfRange),
        ({"minutes": 241}, MinutesOutOfRange),
        ({"colleagues": frozenset()}, NoColleagues),
        ({"colleagues": CROWD}, TooManyColleagues),
        ({"edition": EditionId("unknown")}, UnknownEdition),
    ],
    ids=lambda case: case.__name__ if isinstance(case, type) else "",
)
async def test_what_cannot_be_is_refused_and_nothing_is_saved(
    school: Store, change: dict[str, Any], refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        await draft_review(school, replace(DRAFTING, **change), now=NOW)

    assert await running(school) is None


async def test_an_edition_that_is_written_for_others_is_refused_and_nothing_is_saved(school: Store) -> None:
    edition = await given.installed(school, given.college_edition())

    with pytest.raises(EditionForOthers) as refused:
        await draft_review(school, replace(DRAFTING, edition=edition.id), now=NOW)

    assert refused.value.kind == Kind.SCHOOL
    assert await running(school) is None


async def test_an_edition_of_another_workspace_is_refused(school: Store) -> None:
    theirs = replace(given.built_in(), id=EditionId("theirs"))
    await school.write(lambda tx: tx.editions.install(theirs, workspace=ELSEWHERE, person=STRANGER, at=NOW))

    with pytest.raises(UnknownEdition):
        await draft_review(school, replace(DRAFTING, edition=theirs.id), now=NOW)


async def test_the_editions_for_such_a_setting_are_offered_the_newest_first(school: Store) -> None:
    newer = await given.installed(school, replace(given.built_in(), id=EditionId("schools-2027"), year=2027))
    await given.installed(school, given.college_edition())

    overview = await prepare_review(school, WORKSPACE, LEADER, SETTING)

    assert isinstance(overview, Overview)
    assert overview.editions == (newer, given.built_in())


async def test_where_no_edition_is_written_for_a_setting_no_review_can_be_prepared(store: Store) -> None:
    await store.write(lambda tx: tx.settings.add(replace(given.setting(), kind=Kind.COLLEGE), at=NOW))

    with pytest.raises(NoEdition) as refused:
        await prepare_review(store, WORKSPACE, LEADER, SETTING)

    assert refused.value.kind == Kind.COLLEGE


async def test_no_second_review_while_one_runs(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)
    await open_review(school, OPENING, zone=ZONE, now=NOW)

    with pytest.raises(ReviewAlreadyRunning):
        await draft_review(school, replace(DRAFTING, review=ReviewId("second")), now=NOW)
    with pytest.raises(ReviewAlreadyRunning):
        await prepare_review(school, WORKSPACE, LEADER, SETTING)


async def test_opening_owes_everybody_one_invitation(school: Store) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)
    await open_review(school, OPENING, zone=ZONE, now=NOW)
    await open_review(school, OPENING, zone=ZONE, now=NOW)

    notices = await asked(school, draft)

    assert {(n.kind, n.person) for n in notices} == {
        *((INVITATION, person) for person in FOUR),
        (FACILITATOR_INVITED, FACILITATOR),
    }
    assert {n.key for n in notices if n.kind == INVITATION} == {f"invitation:new:{person}" for person in FOUR}
    assert {n.subject for n in notices if n.kind == INVITATION} == {f"person:{person}" for person in FOUR}


async def test_nobody_else_opens_a_draft(school: Store) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)

    with pytest.raises(NotAllowed):
        await open_review(school, replace(OPENING, person=FACILITATOR), zone=ZONE, now=NOW)

    assert await running(school) == draft


async def test_a_draft_of_another_workspace_is_not_there(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)

    with pytest.raises(NothingThere):
        await open_review(school, replace(OPENING, workspace=ELSEWHERE), zone=ZONE, now=NOW)


async def test_a_draft_of_another_setting_is_not_taken_over(school: Store) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)
    elsewhere = replace(draft, id=ReviewId("next-door"), setting=SettingId("next-door"))
    setting = replace(given.setting(), id=elsewhere.setting, leaders=frozenset({STRANGER}))
    await school.write(lambda tx: tx.settings.add(setting, at=NOW + timedelta(days=1)))
    await school.write(lambda tx: tx.reviews.add(elsewhere, at=NOW))

    with pytest.raises(NothingThere):
        await draft_review(school, replace(DRAFTING, review=elsewhere.id, minutes=45), now=NOW)

    assert await school.read(lambda tx: tx.reviews.get(WORKSPACE, elsewhere.id)) == elsewhere


@pytest.mark.parametrize("stage", [Stage.AGREEING, Stage.AGREED])
async def test_a_review_whose_meeting_has_begun_is_not_opened_again(school: Store, stage: Stage) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)
    await school.write(lambda tx: tx.reviews.put(replace(draft, stage=stage)))

    with pytest.raises(WrongStage):
        await open_review(school, OPENING, zone=ZONE, now=NOW)


async def test_a_draft_whose_meeting_has_gone_by_is_not_opened(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)

    with pytest.raises(MeetingInThePast):
        await open_review(school, OPENING, zone=ZONE, now=MEETING)


async def test_last_years_people_are_taken_with_their_roles(school: Store) -> None:
    draft = await draft_review(school, DRAFTING, now=NOW)
    senco = replace(draft.members[min(FOUR)], role=Role.SENCO_OR_HEAD_OF_SEND)
    left = replace(draft.members[max(FOUR)], removed=True)
    await school.write(lambda tx: tx.reviews.put_member(draft, senco))
    await school.write(lambda tx: tx.reviews.put_member(draft, left))
    await agreed(school, await open_review(school, OPENING, zone=ZONE, now=NOW))

    request = replace(DRAFTING, review=ReviewId("next"), colleagues=frozenset({STRANGER}), same_people=True)
    again = await draft_review(school, request, now=NOW)

    assert {member.person for member in again.colleagues} == {*FOUR, STRANGER} - {left.person}
    assert again.members[senco.person].role is Role.SENCO_OR_HEAD_OF_SEND


async def test_a_leader_sees_the_review_that_runs_or_the_draft_and_the_last_one_agreed(school: Store) -> None:
    await draft_review(school, DRAFTING, now=NOW)
    finished = await agreed(school, await open_review(school, OPENING, zone=ZONE, now=NOW))
    draft = await draft_review(school, replace(DRAFTING, review=ReviewId("next")), now=NOW)

    overview = await find_overview(school, WORKSPACE, LEADER, SETTING)

    assert overview is not None
    assert (overview.running, overview.draft, overview.agreed) == (None, draft, finished)


async def test_nobody_else_sees_that(school: Store) -> None:
    assert await find_overview(school, WORKSPACE, STRANGER, SETTING) is None
    with pytest.raises(NotAllowed):
        await prepare_review(school, WORKSPACE, STRANGER, SETTING)


async def test_where_no_setting_has_a_name_there_is_nothing_to_prepare(store: Store) -> None:
    with pytest.raises(SettingMissing):
        await prepare_review(store, WORKSPACE, LEADER, None)
