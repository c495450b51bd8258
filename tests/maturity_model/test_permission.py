from dataclasses import replace
from datetime import time
from itertools import chain, combinations

import pytest

from maturity_model.errors import NotAllowed
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.permission import Action, Standing, hub_standings, may, require, standings, with_admin, with_reader
from maturity_model.review import Capacity
from maturity_model.setting import Kind, Phase, Setting
from tests.hub_given import BY_CONSULTANT, ELSEWHERE, hub
from tests.maturity_model.given import FACILITATOR, GOVERNOR, LEADER, SENCO, STRANGER, member, review

SCHOOL = Setting(
    id=SettingId("setting"),
    workspace=WorkspaceId("T_SCHOOL"),
    name="The school",
    kind=Kind.SCHOOL,
    phase=Phase.SECONDARY,
    opens_at=time(8),
    closes_at=time(16),
    run_by=PersonId("U0OFFICE001"),
    leaders=frozenset({LEADER}),
)

# The table of the product, written out once more by hand: admin, careers leader, facilitator, colleague, hub staff.
TABLE = {
    Action.NAME_SETTING: "yes no  no  no  no",
    Action.ADD_CAREERS_LEADER: "yes yes no  no  no",
    Action.SET_HOURS: "no  yes no  no  no",
    Action.GIVE_GUIDE: "no  yes no  no  no",
    Action.CHANGE_REVIEW: "no  yes no  no  no",
    Action.ANSWER: "no  no  no  yes no",
    Action.SEE_PROGRESS: "no  yes yes no  no",
    Action.NUDGE: "no  yes no  no  no",
    Action.RUN_MEETING: "no  no  yes no  no",
    Action.PULL_OUT_ROW: "no  yes yes yes no",
    Action.LOOK_AT_WORDS: "no  yes yes yes no",
    Action.CHOOSE_HIGHLIGHTS: "no  yes yes no  no",
    Action.REOPEN_REVIEW: "no  yes no  no  no",
    Action.SEE_COMPARISON: "no  yes yes yes no",
    Action.ADD_ACTION: "no  yes no  no  no",
    Action.SEE_ACTIONS: "no  yes yes no  no",
    Action.MAKE_HUB: "yes no  no  no  no",
    Action.NAME_HUB_STAFF: "yes no  no  no  yes",
    Action.RUN_HUB: "no  no  no  no  yes",
    Action.JOIN_HUB: "no  yes no  no  no",
    Action.ASK_FOR_WEEK: "no  yes no  no  yes",
    Action.ENTER_PAST_REVIEW: "no  yes no  no  yes",
}
ALL_STANDINGS = (
    Standing.WORKSPACE_ADMIN,
    Standing.CAREERS_LEADER,
    Standing.FACILITATOR,
    Standing.COLLEAGUE,
    Standing.HUB_STAFF,
)
CELLS = [
    (action, standing, word == "yes")
    for action, line in TABLE.items()
    for standing, word in zip(ALL_STANDINGS, line.split(), strict=True)
]


def test_the_table_leaves_no_action_out() -> None:
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize(("action", "standing", "allowed"), CELLS)
def test_each_standing_may_do_what_the_table_says(action: Action, standing: Standing, allowed: bool) -> None:
    assert may(action, frozenset({standing})) is allowed


@pytest.mark.parametrize("action", Action)
def test_whoever_only_reads_in_the_meetings_channel_may_look_closer_at_it_and_do_nothing_else(action: Action) -> None:
    looks = action in {Action.LOOK_AT_WORDS, Action.SEE_COMPARISON}

    assert may(action, with_reader(frozenset(), is_reader=True)) is looks
    assert not may(action, with_reader(frozenset(), is_reader=False))


@pytest.mark.parametrize("action", Action)
def test_somebody_without_a_standing_may_do_nothing(action: Action) -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(action, frozenset())

    assert refusal.value.action == action


@pytest.mark.parametrize("action", Action)
def test_several_standings_together_cover_what_each_of_them_covers(action: Action) -> None:
    for held in chain.from_iterable(combinations(ALL_STANDINGS, n) for n in range(1, len(ALL_STANDINGS) + 1)):
        assert may(action, frozenset(held)) is any(may(action, frozenset({one})) for one in held)


def test_what_is_covered_is_not_refused() -> None:
    require(Action.RUN_MEETING, frozenset({Standing.FACILITATOR}))


def test_a_person_is_what_the_setting_and_the_review_make_them() -> None:
    running = review(
        member(LEADER, Capacity.CAREERS_LEADER, Capacity.COLLEAGUE),
        member(FACILITATOR, Capacity.FACILITATOR),
        member(SENCO, Capacity.COLLEAGUE),
    )

    assert standings(LEADER, SCHOOL, running) == {Standing.CAREERS_LEADER, Standing.COLLEAGUE}
    assert standings(FACILITATOR, SCHOOL, running) == {Standing.FACILITATOR}
    assert standings(SENCO, SCHOOL, running) == {Standing.COLLEAGUE}
    assert standings(STRANGER, SCHOOL, running) == frozenset()


def test_a_facilitator_who_does_not_answer_is_no_colleague() -> None:
    running = review(member(FACILITATOR, Capacity.FACILITATOR))

    assert not may(Action.ANSWER, standings(FACILITATOR, SCHOOL, running))


def test_a_member_who_was_removed_has_no_standing_left_in_the_review() -> None:
    running = review(member(GOVERNOR, Capacity.COLLEAGUE, Capacity.FACILITATOR, removed=True))

    assert standings(GOVERNOR, SCHOOL, running) == frozenset()


def test_before_there_is_a_review_or_a_setting_only_the_leaders_of_a_setting_are_anybody() -> None:
    assert standings(LEADER, SCHOOL) == {Standing.CAREERS_LEADER}
    assert standings(SENCO, SCHOOL) == frozenset()
    assert standings(LEADER, None) == frozenset()


def test_only_a_hubs_own_staff_are_anybody_to_it() -> None:
    assert hub_standings(BY_CONSULTANT, hub()) == {Standing.HUB_STAFF}
    assert hub_standings(replace(BY_CONSULTANT, person=STRANGER), hub()) == frozenset()


def test_somebody_with_the_same_id_in_another_workspace_is_nobody_to_a_hub() -> None:
    assert hub_standings(replace(BY_CONSULTANT, workspace=ELSEWHERE), hub()) == frozenset()


def test_a_workspace_admin_is_that_beside_what_they_are_anyway() -> None:
    leader = standings(LEADER, SCHOOL)

    assert with_admin(leader, is_admin=True) == {Standing.CAREERS_LEADER, Standing.WORKSPACE_ADMIN}
    assert with_admin(leader, is_admin=False) == leader
