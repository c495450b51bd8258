"""Nothing is sent at night or too late to be of use, whatever the clock and Slack do meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.capability import NoticeKind, Withheld
from bot.deps import Deps
from bot.notices import deliver_due
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn, breaking
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import SCHOOL_CLOSED, TOO_LATE, Notice, NoticeState
from maturity_model.notice_kinds import (
    BRIEF,
    INVITATION,
    MEETING_BEGINS,
    REMINDER,
    RULES,
    TIME_TO_OPEN,
)
from maturity_model.review import Review
from maturity_model.setting import Closure
from tests import given
from tests.bot.owing import KINDS, kept, owed, plan, states
from tests.given import MEETING, NOW

NIGHT = datetime(2026, 11, 23, 20, tzinfo=UTC)
NEXT_OPENING = datetime(2026, 11, 24, 8, tzinfo=UTC)
AN_INSTANT = timedelta(microseconds=1)


class TurnedClock(SteppedClock):
    """A clock that somebody may also turn back."""

    def turn_to(self, moment: datetime) -> None:
        self._now = moment


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(NOW)


@pytest.fixture
def staff(slack: StandIn) -> list[Person]:
    return [slack.workspace.add_person(f"Colleague {n}") for n in range(1, 4)]


@pytest.fixture
async def review(slack: StandIn, deps: Deps, staff: list[Person]) -> Review:
    people = (PersonId(person.id) for person in staff)
    return await given.kept(deps.store, given.review(*people, workspace=WorkspaceId(slack.workspace.id)))


def arrived(staff: Sequence[Person]) -> list[int]:
    return [len(person.dm()) for person in staff]


async def test_a_reminder_that_is_due_at_night_leaves_at_the_next_opening_and_not_before(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    await plan(deps, owed(review, staff[0], REMINDER, due_at=NIGHT, useful_until=MEETING))

    clock.move_to(NIGHT)
    await deliver_due(deps, KINDS)
    [held] = await kept(deps, review, REMINDER)
    clock.move_to(NEXT_OPENING - AN_INSTANT)
    await deliver_due(deps, KINDS)
    before = arrived(staff)
    clock.move_to(NEXT_OPENING)
    await deliver_due(deps, KINDS)

    assert (held.state, held.failure, held.due_at) == (NoticeState.WAITING, SCHOOL_CLOSED, NEXT_OPENING)
    assert held.attempts == 0
    assert before == [0, 0, 0]
    assert arrived(staff) == [1, 0, 0]
    assert await states(deps, review, REMINDER) == [(NoticeState.SENT, None)]


@pytest.mark.parametrize("kind", [REMINDER, BRIEF])
async def test_what_would_arrive_too_late_to_be_of_use_is_dropped_and_that_is_recorded(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock, kind: str
) -> None:
    await plan(deps, owed(review, staff[0], kind, due_at=NIGHT, useful_until=NEXT_OPENING))

    clock.move_to(NIGHT)
    await deliver_due(deps, KINDS)
    clock.move_to(NEXT_OPENING)
    await deliver_due(deps, KINDS)

    [dropped] = await kept(deps, review, kind)
    assert (dropped.state, dropped.failure, dropped.settled_at) == (NoticeState.DROPPED, TOO_LATE, NIGHT)
    assert arrived(staff) == [0, 0, 0]


async def test_an_invitation_to_a_meeting_before_the_next_opening_leaves_at_once(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    meets_at = datetime(2026, 11, 24, 7, 45, tzinfo=UTC)
    await plan(deps, owed(review, staff[0], INVITATION, due_at=NIGHT, useful_until=meets_at))
    await plan(deps, owed(review, staff[1], INVITATION, due_at=NIGHT, useful_until=MEETING))

    clock.move_to(NIGHT)
    await deliver_due(deps, KINDS)

    assert arrived(staff) == [1, 0, 0]
    assert await states(deps, review, INVITATION) == [(NoticeState.SENT, None), (NoticeState.WAITING, SCHOOL_CLOSED)]


@pytest.mark.parametrize("kind", [MEETING_BEGINS, TIME_TO_OPEN])
async def test_what_belongs_to_the_meeting_comes_with_it_whatever_the_hour(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock, kind: str
) -> None:
    half_past_six = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    over_at = half_past_six + timedelta(hours=1)
    await plan(deps, owed(review, staff[0], kind, due_at=half_past_six, useful_until=over_at))

    clock.move_to(half_past_six)
    await deliver_due(deps, KINDS)

    assert arrived(staff) == [1, 0, 0]


@pytest.mark.parametrize("kind", [MEETING_BEGINS, TIME_TO_OPEN])
async def test_what_belongs_to_a_meeting_that_is_over_is_dropped(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock, kind: str
) -> None:
    await plan(deps, owed(review, staff[0], kind, due_at=NOW, useful_until=NOW + timedelta(hours=1)))

    clock.move_to(NOW + timedelta(hours=1))
    await deliver_due(deps, KINDS)

    assert arrived(staff) == [0, 0, 0]
    assert await states(deps, review, kind) == [(NoticeState.DROPPED, TOO_LATE)]


async def test_the_days_that_a_leader_entered_count(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    inset_day = Closure(first_on=NEXT_OPENING.date(), last_on=NEXT_OPENING.date())
    setting = await deps.store.read(lambda tx: tx.settings.get(review.workspace, review.setting))
    await deps.store.write(lambda tx: tx.settings.put_hours(replace(setting, closures=(inset_day,))))
    await plan(deps, owed(review, staff[0], REMINDER, due_at=NEXT_OPENING, useful_until=MEETING))

    clock.move_to(NEXT_OPENING)
    await deliver_due(deps, KINDS)

    [held] = await kept(deps, review, REMINDER)
    assert (held.state, held.due_at) == (NoticeState.WAITING, NEXT_OPENING + timedelta(days=1))
    assert arrived(staff) == [0, 0, 0]


async def test_what_slack_was_down_for_on_a_friday_afternoon_leaves_on_monday(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    friday, monday = datetime(2026, 11, 27, 17, 29, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC)
    for person in staff:
        await plan(deps, owed(review, person, REMINDER, due_at=friday, useful_until=MEETING))
    slack.break_next("conversations.open", breaking.http(503), times=50)

    clock.move_to(friday)
    for _ in range(20):
        await deliver_due(deps, KINDS)
        clock.advance(seconds=15)
    slack.mend()
    clock.move_to(friday + timedelta(days=1))
    await deliver_due(deps, KINDS)
    over_the_weekend, held = arrived(staff), await kept(deps, review, REMINDER)
    clock.move_to(monday)
    await deliver_due(deps, KINDS)

    assert over_the_weekend == [0, 0, 0]
    assert {(notice.state, notice.due_at) for notice in held} == {(NoticeState.WAITING, monday)}
    assert arrived(staff) == [1, 1, 1]
    assert {state for state, _ in await states(deps, review, REMINDER)} == {NoticeState.SENT}


async def test_what_is_better_not_sent_is_dropped_with_its_reason(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    async def withhold(_notice: Notice, _deps: Deps) -> Withheld:
        return Withheld(why="nothing_left")

    await plan(deps, owed(review, staff[0], REMINDER, due_at=NOW))

    await deliver_due(deps, {REMINDER: NoticeKind(render=withhold, rule=RULES[REMINDER])})

    [dropped] = await kept(deps, review, REMINDER)
    assert (dropped.state, dropped.failure, dropped.settled_at) == (NoticeState.DROPPED, "nothing_left", NOW)
    assert arrived(staff) == [0, 0, 0]


async def test_a_clock_that_jumps_a_month_and_back_sends_nothing_twice_and_nothing_too_late(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    in_a_week = NOW + timedelta(weeks=1)
    await plan(deps, owed(review, staff[0], REMINDER, due_at=NOW, useful_until=MEETING))
    await plan(deps, owed(review, staff[1], REMINDER, due_at=in_a_week, useful_until=MEETING))
    await plan(deps, owed(review, staff[2], INVITATION, due_at=in_a_week))

    await deliver_due(deps, KINDS)
    clock.turn_to(NOW + timedelta(days=31))  # 24 December, long after the meeting
    await deliver_due(deps, KINDS)
    a_month_on = arrived(staff)
    clock.turn_to(NOW)
    await deliver_due(deps, KINDS)
    clock.turn_to(in_a_week)
    await deliver_due(deps, KINDS)
    once_more = arrived(staff)
    clock.turn_to(datetime(2027, 1, 4, 8, tzinfo=UTC))
    for _ in range(2):
        await deliver_due(deps, KINDS)

    assert a_month_on == [1, 0, 0]
    assert once_more == [1, 0, 0]
    assert arrived(staff) == [1, 0, 1]
    assert await states(deps, review, REMINDER) == [(NoticeState.SENT, None), (NoticeState.DROPPED, TOO_LATE)]
    assert await states(deps, review, INVITATION) == [(NoticeState.SENT, None)]


async def test_after_the_clock_was_turned_back_what_is_due_by_it_leaves_without_waiting_for_the_month(
    deps: Deps, review: Review, staff: list[Person], clock: TurnedClock
) -> None:
    a_month_on = NOW + timedelta(days=57)  # a school day again
    await plan(deps, owed(review, staff[0], REMINDER, due_at=NOW))
    await plan(deps, owed(review, staff[1], REMINDER, due_at=NOW + timedelta(minutes=1), useful_until=MEETING))

    clock.turn_to(a_month_on)
    await plan(deps, owed(review, staff[2], INVITATION, due_at=a_month_on))
    await deliver_due(deps, KINDS)
    clock.turn_to(NOW)
    await plan(deps, owed(review, staff[2], BRIEF, due_at=NOW, useful_until=MEETING))
    await deliver_due(deps, KINDS)

    assert arrived(staff) == [1, 0, 2]
    assert clock.now() - NOW < timedelta(hours=1)
