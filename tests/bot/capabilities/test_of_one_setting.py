"""What is shown of a setting to those who look at it: nothing to whoever leads another one, on both databases."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import pytest

from bot.capabilities.actions.use_cases.looking import find_actions
from bot.capabilities.membership.use_cases import find_changeable
from bot.capabilities.opening.use_cases.looking import Overview, Undecided, find_overview, prepare_review
from bot.capabilities.opening.use_cases.opening import DraftReview, draft_review
from bot.capabilities.outcome.use_cases.home import look_at_home
from bot.capabilities.progress.use_cases import find_progress
from bot.capabilities.school_hours.use_cases import SetHours, find_own_setting, set_hours
from bot.capabilities.steering.use_cases import find_status
from maturity_model.errors import NotAllowed, NothingThere
from maturity_model.ids import PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.review import Stage
from storage.store import Store
from tests import given
from tests.bot.capabilities.outcome.agreed import agreed_review
from tests.given import CHANNEL, FACILITATOR, LEADER, MEETING, NOW, SETTING, STRANGER, WORKSPACE, ZONE

ELSEWHERE = WorkspaceId("T0ELSEWHERE")
HILLSIDE = given.hillside(leaders=frozenset({STRANGER}))
DRAFTING = DraftReview(
    workspace=WORKSPACE,
    person=LEADER,
    setting=SETTING,
    review=ReviewId("new"),
    colleagues=frozenset(given.colleagues(4)),
    same_people=False,
    facilitators=frozenset({FACILITATOR}),
    meets_at=MEETING,
    channel=CHANNEL,
    minutes=60,
    reminders=(5, 1),
    academic_year="2026/27",
    edition=given.built_in().id,
)

Find = Callable[[Store, WorkspaceId, PersonId, SettingId], Awaitable[object]]
WHILE_IT_RUNS: Mapping[str, Find] = {
    "status": find_status,
    "progress": find_progress,
    "who takes part": find_changeable,
    "what to open": find_overview,
    "hours": find_own_setting,
}
ONCE_AGREED: Mapping[str, Find] = {"outcome": look_at_home, "actions": find_actions}


@pytest.fixture
async def trust(store: Store) -> Store:
    """Two settings in one workspace, with a leader each."""
    for setting in (given.setting(), HILLSIDE):
        await store.write(lambda tx, setting=setting: tx.settings.add(setting, at=NOW))  # type: ignore[misc]
    return store


@pytest.mark.parametrize("find", WHILE_IT_RUNS.values(), ids=WHILE_IT_RUNS)
async def test_a_leader_sees_their_setting_and_not_the_other_while_reviews_run(trust: Store, find: Find) -> None:
    await given.kept(trust, given.review(*given.colleagues(1)))
    await given.kept(trust, given.of_hillside(given.review(*given.colleagues(1), leaders=(STRANGER,))))

    assert await find(trust, WORKSPACE, LEADER, SETTING) is not None
    assert await find(trust, WORKSPACE, LEADER, HILLSIDE.id) is None
    assert await find(trust, WORKSPACE, STRANGER, HILLSIDE.id) is not None
    assert await find(trust, ELSEWHERE, LEADER, SETTING) is None


@pytest.mark.parametrize("find", ONCE_AGREED.values(), ids=ONCE_AGREED)
async def test_a_leader_sees_their_setting_and_not_the_other_once_it_is_agreed(store: Store, find: Find) -> None:
    await agreed_review(store)
    await store.write(lambda tx: tx.settings.add(HILLSIDE, at=NOW))

    assert await find(store, WORKSPACE, LEADER, SETTING) is not None
    assert await find(store, WORKSPACE, LEADER, HILLSIDE.id) is None
    assert await find(store, WORKSPACE, STRANGER, SETTING) is None
    assert await find(store, ELSEWHERE, LEADER, SETTING) is None


async def test_a_leader_of_two_says_in_which_one_to_open_a_review(trust: Store) -> None:
    await trust.write(lambda tx: tx.settings.put_leaders(HILLSIDE, {LEADER}))

    undecided = await prepare_review(trust, WORKSPACE, LEADER, None)
    decided = await prepare_review(trust, WORKSPACE, LEADER, HILLSIDE.id)

    assert isinstance(undecided, Undecided)
    assert [setting.name for setting in undecided.settings] == ["Hillside School", "Riverside School"]
    assert isinstance(decided, Overview)
    assert (decided.setting.id, decided.leads_others) == (HILLSIDE.id, True)


async def test_a_leader_of_one_need_not_say(trust: Store) -> None:
    overview = await prepare_review(trust, WORKSPACE, LEADER, None)

    assert isinstance(overview, Overview)
    assert (overview.setting.id, overview.leads_others) == (SETTING, False)


async def test_a_leader_of_one_prepares_nothing_for_the_other_or_for_another_workspace(trust: Store) -> None:
    with pytest.raises(NotAllowed):
        await prepare_review(trust, WORKSPACE, LEADER, HILLSIDE.id)
    with pytest.raises(NothingThere):
        await prepare_review(trust, ELSEWHERE, LEADER, SETTING)


async def test_a_review_is_drafted_in_the_setting_that_was_named_and_in_no_other(trust: Store) -> None:
    with pytest.raises(NotAllowed):
        await draft_review(trust, replace(DRAFTING, setting=HILLSIDE.id), now=NOW)

    drafted = await draft_review(trust, DRAFTING, now=NOW)

    assert (drafted.setting, drafted.stage) == (SETTING, Stage.DRAFT)
    assert await trust.read(lambda tx: tx.reviews.find_running(WORKSPACE, HILLSIDE.id)) is None


async def test_a_draft_does_not_move_to_another_setting(trust: Store) -> None:
    await trust.write(lambda tx: tx.settings.put_leaders(HILLSIDE, {LEADER}))
    drafted = await draft_review(trust, DRAFTING, now=NOW)

    with pytest.raises(NothingThere):
        await draft_review(trust, replace(DRAFTING, setting=HILLSIDE.id), now=NOW)

    assert await trust.read(lambda tx: tx.reviews.get(WORKSPACE, drafted.id)) == drafted


async def test_a_leader_changes_the_hours_of_their_setting_alone(trust: Store) -> None:
    hours = given.setting()
    request = SetHours(
        workspace=WORKSPACE,
        person=LEADER,
        setting=HILLSIDE.id,
        opens_at=hours.opens_at,
        closes_at=hours.opens_at.replace(hour=12),
        closures="",
    )

    with pytest.raises(NotAllowed):
        await set_hours(trust, request, zone=ZONE, now=NOW)

    assert await trust.read(lambda tx: tx.settings.get(WORKSPACE, HILLSIDE.id)) == HILLSIDE
