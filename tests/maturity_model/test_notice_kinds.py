"""The one table of how notices are delivered leaves no kind out, and names none that nobody makes."""

from bot.app import CAPABILITIES, NOTICES
from maturity_model.notice_kinds import ASKING, PLANNED_AHEAD, REMINDING, RULES, STARTED, Leaves


def test_every_kind_that_is_made_has_its_rule_and_every_rule_its_maker() -> None:
    made = [kind for capability in CAPABILITIES for kind in capability.notices]

    assert sorted(made) == sorted(set(made))
    assert set(made) == set(RULES)
    assert {kind: each.rule for kind, each in NOTICES.items()} == RULES


def test_kinds_are_listed_with_others_of_their_sort() -> None:
    assert {*ASKING, *REMINDING, *PLANNED_AHEAD} <= set(STARTED) <= set(RULES)
    assert len(STARTED) == len(set(STARTED))


def test_nobody_is_reminded_a_second_time_or_at_night() -> None:
    for kind in REMINDING:
        assert not RULES[kind].repeat
        assert RULES[kind].leaves is Leaves.IN_SCHOOL_HOURS


def test_whoever_is_asked_to_take_part_gets_that_rather_twice_than_never() -> None:
    for kind in ASKING:
        assert RULES[kind].repeat
        assert RULES[kind].leaves is Leaves.IN_SCHOOL_HOURS_IF_IN_TIME
