"""Who is reminded, what they may do about it, and whom a careers leader may nudge."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.capabilities.reminding.use_cases.answering import (
    Decline,
    OfReminder,
    decline,
    look_at_declined,
    prepare_declining,
    snooze_reminder,
)
from bot.capabilities.reminding.use_cases.looking import Reminder, look_at_reminder
from bot.capabilities.reminding.use_cases.nudging import Nudge, Nudged, list_to_nudge, nudge
from maturity_model.errors import (
    NotAllowed,
    NotAMember,
    NothingThere,
    NoTimeLeft,
    TooLateToSnooze,
    WrongStage,
)
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.notice_kinds import CANNOT_TAKE_PART, INVITATION, NUDGE, REMINDER, SNOOZED, THEME_OF_THE_DAY
from maturity_model.reminding import Unreminded
from maturity_model.review import Member, Review, Stage
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import FACILITATOR, LEADER, MEETING, NOW, STRANGER, WORKSPACE, ZONE

FIRST, SECOND, THIRD = given.colleagues(3)
REVIEW = given.review(FIRST, SECOND, THIRD)
ELSEWHERE = WorkspaceId("T0ELSEWHERE")
TOMORROW = NOW + timedelta(hours=23)  # when school opens on Tuesday
ALL_ROWS = [row.id for row in given.built_in().rows]


async def kept(store: Store, *, stage: Stage = Stage.REFLECTING, **changed: Member) -> Review:
    members = {**REVIEW.members, **{member.person: member for member in changed.values()}}
    return await given.kept(store, replace(REVIEW, stage=stage, members=members))


def planned(kind: str, person: PersonId, *, due_at: datetime = NOW) -> PlannedNotice:
    return PlannedNotice(
        key=f"{kind}:{person}",
        kind=kind,
        workspace=WORKSPACE,
        setting=REVIEW.setting,
        review=REVIEW.id,
        due_at=due_at,
        person=person,
    )


async def owed(store: Store, kind: str, person: PersonId) -> Notice:
    def decide(tx: Transaction) -> Notice:
        tx.notices.plan(planned(kind, person))
        return tx.notices.list_by_kind(REVIEW, kind)[-1]

    return await store.write(decide)


async def sent(store: Store, kind: str, person: PersonId, *, at: datetime = NOW) -> None:
    notice = await owed(store, kind, person)
    await store.write(lambda tx: tx.notices.settle(notice, NoticeState.SENT, at=at))


async def notices(store: Store, kind: str) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, kind))


async def look(store: Store, notice: Notice, *, now: datetime = NOW) -> Reminder | Unreminded | None:
    return await look_at_reminder(store, notice, zone=ZONE, now=now)


async def test_a_reminder_says_how_many_rows_are_left(store: Store) -> None:
    await kept(store)
    await given.answered(store, REVIEW, {FIRST: {"1.1": 2, "1.2": None}})

    reminder = await look(store, await owed(store, REMINDER, FIRST))

    assert isinstance(reminder, Reminder)
    assert (reminder.left, reminder.later, reminder.nudged) == (len(ALL_ROWS) - 2, TOMORROW, False)


async def test_a_nudge_says_that_somebody_asked_for_it(store: Store) -> None:
    await kept(store)

    nudged = await look(store, await owed(store, NUDGE, FIRST))

    assert isinstance(nudged, Reminder)
    assert nudged.nudged


async def test_whoever_has_answered_everything_is_left_alone(store: Store) -> None:
    await kept(store)
    await given.answered(store, REVIEW, {FIRST: dict.fromkeys(ALL_ROWS, 3)})

    assert await look(store, await owed(store, REMINDER, FIRST)) is None


@pytest.mark.parametrize("change", [{"finished": True}, {"declined": True}, {"removed": True}])
async def test_so_is_whoever_wants_none(store: Store, change: dict[str, Any]) -> None:
    await kept(store, one=replace(REVIEW.members[FIRST], **change))

    assert await look(store, await owed(store, REMINDER, FIRST)) is None


async def test_whoever_has_a_theme_to_come_is_not_reminded_and_whoever_has_none_is(store: Store) -> None:
    await kept(store, one=replace(REVIEW.members[FIRST], theme_a_day=True))
    reminder = await owed(store, REMINDER, FIRST)
    without = await look(store, reminder)

    await owed(store, THEME_OF_THE_DAY, FIRST)

    assert isinstance(without, Reminder)
    assert await look(store, reminder) is None


async def test_a_reminder_that_comes_after_the_meeting_time_says_nothing(store: Store) -> None:
    await kept(store)

    assert await look(store, await owed(store, REMINDER, FIRST), now=MEETING) is None


async def test_the_invitation_s_own_day_is_no_day_for_a_reminder(store: Store) -> None:
    await kept(store)
    await sent(store, INVITATION, FIRST)

    assert await look(store, await owed(store, REMINDER, FIRST)) is Unreminded.TODAY


@pytest.mark.parametrize("stage", [Stage.AGREEING, Stage.AGREED, Stage.CANCELLED])
async def test_once_the_meeting_is_open_nobody_is_reminded(store: Store, stage: Stage) -> None:
    await kept(store, stage=stage)

    assert await look(store, await owed(store, REMINDER, FIRST)) is None


async def test_one_a_day_is_enough(store: Store) -> None:
    await kept(store)
    await sent(store, NUDGE, FIRST)

    assert await look(store, await owed(store, REMINDER, FIRST)) is Unreminded.TODAY
    assert isinstance(await look(store, await owed(store, REMINDER, SECOND)), Reminder)


async def test_on_the_last_morning_there_is_no_tomorrow_to_put_it_off_to(store: Store) -> None:
    await kept(store)

    reminder = await look(store, await owed(store, REMINDER, FIRST), now=MEETING - timedelta(hours=7))

    assert isinstance(reminder, Reminder)
    assert reminder.later is None


def of(person: PersonId = FIRST, *, workspace: WorkspaceId = WORKSPACE) -> OfReminder:
    return OfReminder(workspace=workspace, person=person, review=REVIEW.id)


async def test_a_reminder_is_put_off_to_the_next_morning_once(store: Store) -> None:
    await kept(store)

    first = await snooze_reminder(store, of(), zone=ZONE, now=NOW)
    again = await snooze_reminder(store, of(), zone=ZONE, now=NOW + timedelta(minutes=1))

    assert first == again == TOMORROW
    [later] = await notices(store, SNOOZED)
    assert (later.person, later.due_at, later.useful_until) == (FIRST, TOMORROW, MEETING)


async def test_it_cannot_be_put_off_past_the_meeting(store: Store) -> None:
    await kept(store)

    with pytest.raises(TooLateToSnooze):
        await snooze_reminder(store, of(), zone=ZONE, now=MEETING - timedelta(hours=7))

    assert await notices(store, SNOOZED) == []


async def test_whoever_cannot_take_part_gets_no_more_and_their_leader_is_told_once(store: Store) -> None:
    await kept(store)
    await owed(store, REMINDER, FIRST)
    saying = Decline(workspace=WORKSPACE, person=FIRST, review=REVIEW.id, instead=STRANGER)

    await decline(store, saying, now=NOW)
    await decline(store, saying, now=NOW)

    [word] = await notices(store, CANNOT_TAKE_PART)
    assert (word.person, word.about) == (LEADER, {"who": FIRST, "instead": STRANGER})
    assert await look(store, (await notices(store, REMINDER))[0]) is None
    member = (await store.read(lambda tx: tx.reviews.get(WORKSPACE, REVIEW.id))).members[FIRST]
    assert member.declined
    assert not member.removed


async def test_nobody_suggests_themselves(store: Store) -> None:
    await kept(store)

    await decline(store, Decline(workspace=WORKSPACE, person=FIRST, review=REVIEW.id, instead=FIRST), now=NOW)

    [word] = await notices(store, CANNOT_TAKE_PART)
    assert word.about["instead"] == ""


async def test_a_careers_leader_is_not_told_about_themselves(store: Store) -> None:
    leading = given.review(LEADER, FIRST)
    await given.kept(store, leading)

    told = await decline(store, Decline(workspace=WORKSPACE, person=LEADER, review=leading.id, instead=None), now=NOW)

    assert not told
    assert await notices(store, CANNOT_TAKE_PART) == []


async def test_every_other_careers_leader_is_told(store: Store) -> None:
    await given.kept(store, given.review(FIRST, leaders=(LEADER, SECOND)))
    saying = Decline(workspace=WORKSPACE, person=FIRST, review=REVIEW.id, instead=None)

    assert await decline(store, saying, now=NOW)

    assert {notice.person for notice in await notices(store, CANNOT_TAKE_PART)} == {LEADER, SECOND}


async def test_what_was_settled_meanwhile_is_not_told(store: Store) -> None:
    await kept(store, one=replace(REVIEW.members[FIRST], declined=True))

    async def told(who: PersonId) -> bool:
        return await look_at_declined(store, WORKSPACE, REVIEW.id, who=who, instead=None) is not None

    assert await told(FIRST)
    assert not await told(SECOND)
    assert not await told(STRANGER)


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (of(STRANGER), NotAMember),
        (of(FACILITATOR), NotAllowed),
        (of(workspace=ELSEWHERE), NothingThere),
    ],
)
async def test_a_reminder_is_answered_by_whoever_got_it(
    store: Store, asked: OfReminder, refused: type[Exception]
) -> None:
    await kept(store)

    for answering in (
        snooze_reminder(store, asked, zone=ZONE, now=NOW),
        prepare_declining(store, asked),
        decline(store, Decline(**vars(asked), instead=None), now=NOW),
    ):
        with pytest.raises(refused):
            await answering

    assert await notices(store, SNOOZED) == await notices(store, CANNOT_TAKE_PART) == []


async def test_once_the_meeting_is_open_a_reminder_needs_no_answer(store: Store) -> None:
    await kept(store, stage=Stage.AGREEING)

    for answering in (
        snooze_reminder(store, of(), zone=ZONE, now=NOW),
        prepare_declining(store, of()),
        decline(store, Decline(**vars(of()), instead=None), now=NOW),
    ):
        with pytest.raises(WrongStage):
            await answering


def nudging(*people: PersonId, by: PersonId = LEADER, workspace: WorkspaceId = WORKSPACE) -> Nudge:
    return Nudge(workspace=workspace, person=by, review=REVIEW.id, people=frozenset(people))


async def nudged(store: Store, *people: PersonId, now: datetime = NOW) -> Nudged:
    return await nudge(store, nudging(*people), zone=ZONE, now=now)


async def test_a_careers_leader_has_people_reminded_at_once(store: Store) -> None:
    await kept(store)

    answer = await nudged(store, FIRST, SECOND)

    assert (answer.reminded, answer.leaves_at, answer.unreminded) == ((FIRST, SECOND), NOW, {})
    assert {(n.person, n.due_at, n.useful_until) for n in await notices(store, NUDGE)} == {
        (FIRST, NOW, MEETING),
        (SECOND, NOW, MEETING),
    }


async def test_at_night_they_are_reminded_when_school_opens(store: Store) -> None:
    await kept(store)

    assert (await nudged(store, FIRST, now=NOW + timedelta(hours=12))).leaves_at == TOMORROW


async def test_nobody_is_nudged_twice_a_day_and_everybody_hears_why_not(store: Store) -> None:
    declined = replace(REVIEW.members[THIRD], declined=True)
    await kept(store, one=declined)
    await given.answered(store, REVIEW, {SECOND: dict.fromkeys(ALL_ROWS, 1)})
    await nudged(store, FIRST)

    again = await nudged(store, FIRST, SECOND, THIRD, STRANGER)

    assert again.reminded == ()
    assert again.unreminded == {
        FIRST: Unreminded.TODAY,
        SECOND: Unreminded.NOTHING_LEFT,
        THIRD: Unreminded.DECLINED,
        STRANGER: Unreminded.TAKES_NO_PART,
    }
    assert len(await notices(store, NUDGE)) == 1


async def test_a_nudge_gives_way_to_the_reminder_of_that_day(store: Store) -> None:
    await kept(store)
    await store.write(lambda tx: tx.notices.plan(planned(REMINDER, FIRST, due_at=NOW + timedelta(hours=1))))

    assert (await nudged(store, FIRST)).unreminded == {FIRST: Unreminded.TODAY}


async def test_the_next_day_they_may_be_nudged_again_until_they_had_enough(store: Store) -> None:
    await kept(store)
    await sent(store, INVITATION, FIRST, at=NOW - timedelta(days=7))
    await sent(store, REMINDER, FIRST, at=NOW - timedelta(days=4))
    await sent(store, NUDGE, FIRST, at=NOW - timedelta(days=1))

    assert (await nudged(store, FIRST)).unreminded == {FIRST: Unreminded.ENOUGH}


async def test_the_leader_is_offered_those_who_may_be_nudged(store: Store) -> None:
    await kept(store)
    await nudged(store, FIRST)

    offered = await list_to_nudge(store, nudging(), zone=ZONE, now=NOW)

    assert offered == (SECOND, THIRD)


@pytest.mark.parametrize(
    ("asked", "now", "refused"),
    [
        (nudging(FIRST, by=FACILITATOR), NOW, NotAllowed),
        (nudging(FIRST, by=FIRST), NOW, NotAllowed),
        (nudging(FIRST, workspace=ELSEWHERE), NOW, NothingThere),
        (nudging(FIRST), MEETING, NoTimeLeft),
        (nudging(FIRST), MEETING + timedelta(hours=1), NoTimeLeft),
    ],
)
async def test_only_a_careers_leader_nudges_and_only_in_time(
    store: Store, asked: Nudge, now: datetime, refused: type[Exception]
) -> None:
    await kept(store)
    with pytest.raises(refused):
        await nudge(store, asked, zone=ZONE, now=now)
    with pytest.raises(refused):
        await list_to_nudge(store, asked, zone=ZONE, now=now)

    assert await notices(store, NUDGE) == []


async def test_nobody_is_nudged_once_the_meeting_is_open(store: Store) -> None:
    await kept(store, stage=Stage.AGREEING)

    with pytest.raises(WrongStage):
        await nudged(store, FIRST)
