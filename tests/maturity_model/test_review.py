from datetime import UTC, datetime, timedelta

import pytest

from maturity_model.catalog import RowId
from maturity_model.errors import (
    MeetingInThePast,
    MeetingTooFarAway,
    NoColleagues,
    NoFacilitator,
    NotAMember,
    RowAlreadyOpened,
    TooManyColleagues,
    WrongStage,
)
from maturity_model.ids import PersonId
from maturity_model.review import (
    LONGEST_WAIT,
    MOST_COLLEAGUES,
    Capacity,
    Family,
    Member,
    Role,
    Stage,
    require_meeting_ahead,
    require_people,
)
from maturity_model.school_hours import academic_year_of
from tests.maturity_model.given import FACILITATOR, GOVERNOR, NOW, SENCO, STRANGER, member, review

ROW = RowId("1.1")

LEGAL = {
    (Stage.DRAFT, Stage.REFLECTING),
    (Stage.DRAFT, Stage.CANCELLED),
    (Stage.REFLECTING, Stage.AGREEING),
    (Stage.REFLECTING, Stage.CANCELLED),
    (Stage.AGREEING, Stage.AGREED),
    (Stage.AGREEING, Stage.CANCELLED),
    (Stage.AGREED, Stage.AGREEING),
}


@pytest.mark.parametrize("origin", Stage)
@pytest.mark.parametrize("target", Stage)
def test_a_review_makes_legal_moves_and_no_others(origin: Stage, target: Stage) -> None:
    before = review(stage=origin)

    if (origin, target) in LEGAL:
        assert before.moved_to(target).stage is target
    else:
        with pytest.raises(WrongStage) as refusal:
            before.moved_to(target)
        assert refusal.value.stage == origin


def test_moving_on_changes_nothing_else() -> None:
    before = review(member(SENCO), opened=(ROW,))

    assert before.moved_to(Stage.AGREEING).moved_to(Stage.AGREED).moved_to(Stage.AGREEING) == review(
        member(SENCO), opened=(ROW,), stage=Stage.AGREEING
    )


@pytest.mark.parametrize("stage", [Stage.REFLECTING, Stage.AGREEING])
def test_a_colleague_may_answer_a_row_that_is_not_opened(stage: Stage) -> None:
    running = review(member(SENCO), stage=stage, opened=(RowId("1.2"),))

    assert running.admit_answer(SENCO, ROW).person == SENCO


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREED, Stage.CANCELLED])
def test_no_answer_is_taken_before_or_after_a_review(stage: Stage) -> None:
    with pytest.raises(WrongStage):
        review(member(SENCO), stage=stage).admit_answer(SENCO, ROW)


def test_a_row_that_the_meeting_has_opened_takes_no_more_answers() -> None:
    running = review(member(SENCO), stage=Stage.AGREEING, opened=(ROW,))

    with pytest.raises(RowAlreadyOpened) as refusal:
        running.admit_answer(SENCO, ROW)

    assert refusal.value.row == ROW


def test_a_stranger_may_not_answer() -> None:
    with pytest.raises(NotAMember):
        review(member(SENCO)).admit_answer(STRANGER, ROW)


def test_a_facilitator_who_is_no_colleague_may_not_answer() -> None:
    with pytest.raises(NotAMember):
        review(member(FACILITATOR, Capacity.FACILITATOR)).admit_answer(FACILITATOR, ROW)


def test_a_removed_member_may_not_answer_and_is_counted_nowhere() -> None:
    running = review(member(SENCO), member(GOVERNOR, Capacity.COLLEAGUE, Capacity.FACILITATOR, removed=True))

    assert [its.person for its in running.colleagues] == [SENCO]
    assert running.facilitators == ()
    with pytest.raises(NotAMember):
        running.admit_answer(GOVERNOR, ROW)


def test_colleagues_and_facilitators_are_listed_in_an_order_that_stays() -> None:
    one, two = member(PersonId("U1")), member(PersonId("U2"), Capacity.FACILITATOR, Capacity.COLLEAGUE)

    assert review(two, one).colleagues == review(one, two).colleagues == (one, two)
    assert review(two, one).facilitators == (two,)


def test_a_meeting_must_lie_ahead() -> None:
    require_meeting_ahead(NOW + timedelta(seconds=1), NOW)

    with pytest.raises(MeetingInThePast):
        require_meeting_ahead(NOW, NOW)


def test_a_meeting_may_be_a_year_away_and_no_more() -> None:
    require_meeting_ahead(NOW + LONGEST_WAIT, NOW)

    with pytest.raises(MeetingTooFarAway) as refusal:
        require_meeting_ahead(NOW + LONGEST_WAIT + timedelta(seconds=1), NOW)

    assert refusal.value.latest == NOW + LONGEST_WAIT


def people(colleagues: int, facilitators: int = 1) -> dict[PersonId, Member]:
    members = [member(PersonId(f"U{place}")) for place in range(colleagues)]
    members += [member(PersonId(f"F{place}"), Capacity.FACILITATOR) for place in range(facilitators)]
    return {its.person: its for its in members}


@pytest.mark.parametrize("colleagues", [1, 12, MOST_COLLEAGUES])
def test_a_review_with_colleagues_and_a_facilitator_can_be_held(colleagues: int) -> None:
    require_people(people(colleagues))


def test_a_review_needs_a_colleague() -> None:
    with pytest.raises(NoColleagues):
        require_people(people(0))


def test_a_review_holds_only_so_many_colleagues() -> None:
    with pytest.raises(TooManyColleagues) as refusal:
        require_people(people(MOST_COLLEAGUES + 1))

    assert refusal.value.most == MOST_COLLEAGUES


def test_a_review_needs_a_facilitator() -> None:
    with pytest.raises(NoFacilitator):
        require_people(people(3, facilitators=0))


def test_every_role_counts_for_a_family_except_one_in_own_words() -> None:
    without_family = [role for role in Role if role.family is None]

    assert without_family == [Role.OTHER]
    assert {role.family for role in Role} - {None} == set(Family)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (datetime(2026, 8, 31, 23, 59, tzinfo=UTC), "2025/26"),
        (datetime(2026, 9, 1, tzinfo=UTC), "2026/27"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2026/27"),
        (datetime(2099, 12, 31, tzinfo=UTC), "2099/00"),
    ],
)
def test_an_academic_year_begins_on_the_first_of_september(day: datetime, year: str) -> None:
    assert academic_year_of(day) == year
