"""What the bot owes people: planned once, claimed by one sender at a time, and never forgotten."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from sqlalchemy import select, update

from maturity_model.ids import ChannelId, NoticeId, PersonId, ReviewId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.review import Review
from storage import rows
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import CHANNEL, NOW, WORKSPACE

FIRST, SECOND, THIRD = given.colleagues(3)
LEASE_UNTIL = NOW + timedelta(minutes=15)
A_MOMENT = timedelta(microseconds=1)
ELSEWHERE = WorkspaceId("T0000000002")
KIND = "invitation"


@pytest.fixture
async def review(store: Store) -> Review:
    return await given.kept(store, given.review(FIRST, SECOND, THIRD))


def owed(review: Review, person: PersonId = FIRST, *, kind: str = KIND, due_at: datetime = NOW) -> PlannedNotice:
    notice = given.invitation(review, person, at=due_at)
    return replace(notice, kind=kind, key=f"{kind}:{review.id}:{person}")


async def plan(store: Store, *notices: PlannedNotice) -> list[bool]:
    def decide(tx: Transaction) -> list[bool]:
        return [tx.notices.plan(notice) for notice in notices]

    return await store.write(decide)


async def claim(store: Store, *, now: datetime = NOW, lease_until: datetime = LEASE_UNTIL) -> Notice | None:
    return await store.write(lambda tx: tx.notices.claim_next(now=now, lease_until=lease_until))


async def claimed(store: Store) -> Notice:
    notice = await claim(store)
    assert notice is not None
    return notice


async def kept(store: Store, review: Review, kind: str = KIND) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(review, kind))


async def leases(store: Store) -> list[datetime | None]:
    """Until when somebody says that they are sending: no use of a notice needs to know, but it must not go stale."""
    table = rows.notices.c
    return await store.read(
        lambda tx: list(tx.notices._connection.scalars(select(table.lease_until).order_by(table.id)))
    )


async def left(store: Store) -> list[datetime | None]:
    """When each was given to Slack."""
    table = rows.notices.c
    return await store.read(lambda tx: list(tx.notices._connection.scalars(select(table.left_at).order_by(table.id))))


async def hand_over(store: Store, notice: Notice, *, at: datetime = NOW) -> bool:
    return await store.write(lambda tx: tx.notices.hand_over(notice, at=at))


# planning


async def test_a_planned_notice_is_kept_as_it_was_planned(store: Store, review: Review) -> None:
    planned = replace(
        owed(review), channel=ChannelId("C0000000009"), subject="row:1.1", about={"row": "1.1"}, urgency=3
    )

    await plan(store, planned)

    [found] = await kept(store, review)
    assert {f.name: getattr(found, f.name) for f in fields(planned)} == {
        f.name: getattr(planned, f.name) for f in fields(planned)
    }
    assert (found.state, found.attempts, found.failure) == (NoticeState.WAITING, 0, None)


async def test_a_notice_to_nobody_in_particular_is_kept_as_one(store: Store, review: Review) -> None:
    await plan(store, replace(owed(review), person=None, channel=CHANNEL), owed(review, SECOND))

    to_channel, to_person = await kept(store, review)
    assert (to_channel.person, to_channel.channel) == (None, CHANNEL)
    assert (to_person.person, to_person.channel) == (SECOND, None)


async def test_planning_the_same_key_again_changes_nothing(store: Store, review: Review) -> None:
    first = await plan(store, owed(review))

    again = await plan(store, replace(owed(review), kind="reminder", due_at=NOW + timedelta(days=1)))

    assert (first, again) == ([True], [False])
    assert [(notice.kind, notice.due_at) for notice in await kept(store, review)] == [(KIND, NOW)]
    assert await kept(store, review, "reminder") == []


async def test_the_same_key_in_another_workspace_is_another_notice(store: Store, review: Review) -> None:
    elsewhere = await given.kept(store, given.review(FIRST, workspace=ELSEWHERE))
    notice = owed(review)

    planned = await plan(store, notice, replace(owed(elsewhere), key=notice.key))

    assert planned == [True, True]
    assert [found.workspace for found in await kept(store, elsewhere)] == [ELSEWHERE]


# planning anew

AHEAD, LATER = NOW + timedelta(days=7), NOW + timedelta(days=8)
BRIEF, REMINDER = "brief", "reminder"


def ahead(review: Review, person: PersonId = FIRST, *, kind: str = REMINDER, due_at: datetime = AHEAD) -> PlannedNotice:
    return owed(review, person, kind=kind, due_at=due_at)


async def plan_anew(store: Store, review: Review, *planned: PlannedNotice, now: datetime = NOW) -> None:
    await store.write(lambda tx: tx.notices.plan_anew(review, (REMINDER, BRIEF), planned, now=now))


async def states(store: Store, review: Review, *kinds: str) -> list[tuple[PersonId | None, NoticeState, datetime]]:
    every = [notice for kind in kinds or (REMINDER,) for notice in await kept(store, review, kind)]
    return [(notice.person, notice.state, notice.due_at) for notice in every]


async def test_what_is_planned_anew_takes_the_place_of_what_was_still_to_come(store: Store, review: Review) -> None:
    await plan_anew(store, review, ahead(review, FIRST), ahead(review, SECOND), ahead(review, kind=BRIEF))

    await plan_anew(store, review, ahead(review, SECOND, due_at=LATER), ahead(review, THIRD, due_at=LATER))

    assert await states(store, review, REMINDER, BRIEF) == [
        (FIRST, NoticeState.WITHDRAWN, AHEAD),
        (SECOND, NoticeState.WAITING, LATER),
        (THIRD, NoticeState.WAITING, LATER),
        (FIRST, NoticeState.WITHDRAWN, AHEAD),
    ]


async def test_planning_the_same_anew_changes_nothing(store: Store, review: Review) -> None:
    planned = (ahead(review, FIRST), ahead(review, SECOND, due_at=LATER))
    await plan_anew(store, review, *planned)
    before = await kept(store, review, REMINDER)

    await plan_anew(store, review, *planned)

    assert await kept(store, review, REMINDER) == before


async def test_nothing_planned_withdraws_all_that_was_still_to_come(store: Store, review: Review) -> None:
    await plan_anew(store, review, ahead(review))

    await plan_anew(store, review)

    assert await states(store, review) == [(FIRST, NoticeState.WITHDRAWN, AHEAD)]


async def test_planning_anew_takes_over_everything_that_hangs_on_the_time(store: Store, review: Review) -> None:
    await plan_anew(store, review, replace(ahead(review), channel=CHANNEL, about={"was": "1"}, useful_until=AHEAD))
    elsewhere = ChannelId("C0000000009")

    new = replace(ahead(review, due_at=LATER), channel=elsewhere, about={"is": "2"}, useful_until=LATER)
    await plan_anew(store, review, new)

    [found] = await kept(store, review, REMINDER)
    assert {f.name: getattr(found, f.name) for f in fields(new)} == {f.name: getattr(new, f.name) for f in fields(new)}


async def test_planning_anew_leaves_other_kinds_and_other_reviews_alone(store: Store, review: Review) -> None:
    other = replace(given.review(FIRST), id=ReviewId("another review"))
    await store.write(lambda tx: tx.reviews.add(other, at=NOW))
    await plan(store, ahead(review, kind=KIND), ahead(other))

    await plan_anew(store, review, ahead(review))

    assert await states(store, review, KIND) == [(FIRST, NoticeState.WAITING, AHEAD)]
    assert await states(store, other) == [(FIRST, NoticeState.WAITING, AHEAD)]


async def test_planning_anew_takes_back_nothing_that_has_fallen_due(store: Store, review: Review) -> None:
    await plan(store, ahead(review, FIRST, due_at=NOW), ahead(review, SECOND, due_at=NOW + A_MOMENT))

    await plan_anew(store, review)

    assert await states(store, review) == [
        (FIRST, NoticeState.WAITING, NOW),
        (SECOND, NoticeState.WITHDRAWN, NOW + A_MOMENT),
    ]


async def test_planning_anew_takes_back_nothing_that_was_only_put_off(store: Store, review: Review) -> None:
    await plan(store, ahead(review, due_at=NOW))
    notice = await claimed(store)
    await store.write(lambda tx: tx.notices.postpone(notice, until=AHEAD, failure="school_closed"))

    await plan_anew(store, review)

    assert await states(store, review) == [(FIRST, NoticeState.WAITING, AHEAD)]


@pytest.mark.parametrize("gone", [NoticeState.SENT, NoticeState.UNSURE, NoticeState.UNDELIVERABLE, NoticeState.SENDING])
async def test_what_has_left_or_is_leaving_is_not_planned_a_second_time(
    store: Store, review: Review, gone: NoticeState
) -> None:
    await plan(store, ahead(review, due_at=NOW))
    notice = await claimed(store)
    if gone is not NoticeState.SENDING:
        await store.write(lambda tx: tx.notices.settle(notice, gone, at=NOW))

    await plan_anew(store, review, ahead(review, due_at=LATER))

    assert await states(store, review) == [(FIRST, gone, NOW)]


@pytest.mark.parametrize("end", [NoticeState.WITHDRAWN, NoticeState.DROPPED])
async def test_what_was_withdrawn_or_dropped_comes_back_as_new(store: Store, review: Review, end: NoticeState) -> None:
    await plan(store, ahead(review, due_at=NOW))
    notice = await claimed(store)
    await store.write(lambda tx: tx.notices.settle(notice, end, at=NOW, failure="too_late"))

    await plan_anew(store, review, ahead(review, due_at=LATER))

    [found] = await kept(store, review, REMINDER)
    assert (found.state, found.due_at, found.failure) == (NoticeState.WAITING, LATER, None)


# claiming


async def test_whoever_claims_a_notice_is_the_only_one_who_has_it(store: Store, review: Review) -> None:
    await plan(store, owed(review))

    first, second = await claim(store), await claim(store)

    assert first is not None
    assert (first.person, first.state, first.attempts) == (FIRST, NoticeState.SENDING, 1)
    assert second is None
    assert await kept(store, review) == [first]


async def test_a_notice_is_due_from_its_moment_on_and_not_before(store: Store, review: Review) -> None:
    await plan(store, owed(review, due_at=NOW))

    too_soon = await claim(store, now=NOW - A_MOMENT)
    any_too_soon = await store.read(lambda tx: tx.notices.is_any_due(now=NOW - A_MOMENT))
    any_in_time = await store.read(lambda tx: tx.notices.is_any_due(now=NOW))
    in_time = await claim(store, now=NOW)

    assert (too_soon, any_too_soon) == (None, False)
    assert any_in_time
    assert in_time is not None


async def test_the_most_urgent_goes_first_then_the_longest_due_then_the_first_planned(
    store: Store, review: Review
) -> None:
    earlier = NOW - timedelta(hours=1)
    in_order = [replace(owed(review, kind="picture", due_at=NOW), urgency=1), owed(review, SECOND, due_at=earlier)]
    in_order += [owed(review, FIRST), owed(review, THIRD)]
    await plan(store, in_order[2], in_order[1], in_order[0], in_order[3])

    found = [await claimed(store) for _ in in_order]

    assert [notice.key for notice in found] == [notice.key for notice in in_order]


async def test_the_longest_due_of_the_most_urgent_goes_first_however_they_were_planned(
    store: Store, review: Review
) -> None:
    ages = [timedelta(hours=hours) for hours in (1, 3, 2)]
    mixed = [
        replace(owed(review, person, kind=f"{urgency}", due_at=NOW - age), urgency=urgency)
        for urgency in (7, 0, 5)
        for person, age in zip((FIRST, SECOND, THIRD), ages, strict=True)
    ]
    not_yet = replace(owed(review, kind="not yet", due_at=NOW + A_MOMENT), urgency=0)
    await plan(store, not_yet, *mixed)

    found = [await claimed(store) for _ in mixed]

    assert [notice.key for notice in found] == [
        notice.key for notice in sorted(mixed, key=lambda notice: (notice.urgency, notice.due_at))
    ]
    assert await claim(store) is None


async def test_a_notice_that_was_put_back_keeps_its_place(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    notice = await claimed(store)

    await store.write(lambda tx: tx.notices.repeat(notice, failure="unsure"))

    assert (await claimed(store)).person == FIRST


async def test_what_was_claimed_is_not_due_any_more(store: Store, review: Review) -> None:
    await plan(store, owed(review))
    await claim(store)

    assert not await store.read(lambda tx: tx.notices.is_any_due(now=NOW))


@pytest.mark.parametrize("url_with_tables", ["postgresql"], indirect=True)
async def test_nobody_waits_for_a_notice_that_somebody_else_is_about_to_claim(
    store: Store, review: Review, url_with_tables: str
) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    somebody_else = await asyncpg.connect(url_with_tables.replace("+asyncpg", ""))

    async with somebody_else.transaction():
        await somebody_else.execute("SELECT id FROM notices ORDER BY id LIMIT 1 FOR UPDATE")
        mine = await claim(store)
        nothing_left = await claim(store)
    await somebody_else.close()

    assert mine is not None
    assert mine.person == SECOND
    assert nothing_left is None


# leases


async def test_a_notice_is_abandoned_once_its_lease_has_ended(store: Store, review: Review) -> None:
    longer_due = owed(review, SECOND, due_at=NOW - timedelta(hours=1))
    await plan(store, owed(review, FIRST), longer_due, owed(review, THIRD))
    later = LEASE_UNTIL + timedelta(hours=1)
    for lease_until in (LEASE_UNTIL, LEASE_UNTIL, later):
        await claim(store, lease_until=lease_until)

    at_its_end = await store.read(lambda tx: tx.notices.list_abandoned(now=LEASE_UNTIL))
    after_its_end = await store.read(lambda tx: tx.notices.list_abandoned(now=LEASE_UNTIL + A_MOMENT))

    assert at_its_end == []
    assert [notice.person for notice in after_its_end] == [FIRST, SECOND]
    assert {(notice.state, notice.attempts) for notice in after_its_end} == {(NoticeState.SENDING, 1)}


@pytest.mark.parametrize(
    "end",
    [
        lambda tx, notice: tx.notices.settle(notice, NoticeState.SENT, at=given.NOW),
        lambda tx, notice: tx.notices.postpone(notice, until=NOW, failure="unreachable"),
        lambda tx, notice: tx.notices.repeat(notice, failure="unsure"),
        lambda tx, _notice: tx.notices.give_back(lease_until=LEASE_UNTIL),
    ],
)
async def test_a_notice_that_nobody_is_sending_has_no_lease_and_is_not_abandoned(
    store: Store, review: Review, end: Callable[[Transaction, Notice], None]
) -> None:
    await plan(store, owed(review))
    notice = await claimed(store)
    held = await leases(store)

    await store.write(lambda tx: end(tx, notice))

    [kept_now] = await kept(store, review)
    assert (held, await leases(store), kept_now.lease_until) == ([LEASE_UNTIL], [None], None)
    assert await store.read(lambda tx: tx.notices.list_abandoned(now=datetime(9999, 1, 1, tzinfo=UTC))) == []


# handing over


async def test_when_a_notice_was_handed_over_is_kept_of_it_and_of_no_other(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    notice, _ = await claimed(store), await claimed(store)

    before = await left(store)
    handed_over = await hand_over(store, notice, at=NOW + A_MOMENT)

    assert handed_over
    assert (before, await left(store)) == ([None, None], [NOW + A_MOMENT, None])


async def test_what_slack_did_not_take_is_here_still(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    first, second = await claimed(store), await claimed(store)
    for notice in (first, second):
        await hand_over(store, notice)

    await store.write(lambda tx: tx.notices.take_back(first))

    assert await left(store) == [None, NOW]
    assert await hand_over(store, first, at=NOW + A_MOMENT)


async def test_nobody_hands_over_once_their_lease_has_ended(store: Store, review: Review) -> None:
    await plan(store, owed(review))
    notice = await claimed(store)

    at_its_end = await hand_over(store, notice, at=LEASE_UNTIL)
    before = await left(store)
    just_in_time = await hand_over(store, notice, at=LEASE_UNTIL - A_MOMENT)

    assert (at_its_end, before, just_in_time) == (False, [None], True)


async def test_nobody_hands_over_or_puts_back_what_another_has_claimed_meanwhile(store: Store, review: Review) -> None:
    await plan(store, owed(review))
    mine = await claimed(store)
    await store.write(lambda tx: tx.notices.give_back(lease_until=LEASE_UNTIL))
    waiting_again = await hand_over(store, mine)
    theirs = await claim(store, lease_until=LEASE_UNTIL + A_MOMENT)
    assert theirs is not None

    being_sent = await hand_over(store, mine)
    await hand_over(store, theirs)
    await store.write(lambda tx: tx.notices.take_back(mine))
    await store.write(lambda tx: tx.notices.postpone(mine, until=NOW, failure="unreachable"))

    assert (waiting_again, being_sent) == (False, False)
    assert await left(store) == [NOW]
    assert await kept(store, review) == [theirs]


@pytest.mark.parametrize("end", [NoticeState.SENT, NoticeState.UNSURE, NoticeState.UNDELIVERABLE])
async def test_nobody_hands_over_what_is_settled(store: Store, review: Review, end: NoticeState) -> None:
    await plan(store, owed(review))
    notice = await claimed(store)
    await store.write(lambda tx: tx.notices.settle(notice, end, at=NOW))

    assert not await hand_over(store, notice)


@pytest.mark.parametrize(
    "end",
    [
        lambda tx, notice: tx.notices.postpone(notice, until=NOW, failure="unreachable"),
        lambda tx, notice: tx.notices.repeat(notice, failure="unsure"),
        lambda tx, _notice: tx.notices.give_back(lease_until=LEASE_UNTIL),
    ],
)
async def test_what_waits_again_has_not_left(
    store: Store, review: Review, end: Callable[[Transaction, Notice], None]
) -> None:
    await plan(store, owed(review))
    notice = await claimed(store)
    await hand_over(store, notice)

    await store.write(lambda tx: end(tx, notice))

    assert await left(store) == [None]


async def test_what_is_claimed_has_not_left_whatever_was_kept_of_it_before(store: Store, review: Review) -> None:
    await plan(store, owed(review))
    await store.write(lambda tx: tx.notices._connection.execute(update(rows.notices), {"left_at": NOW}))

    await claimed(store)

    assert await left(store) == [None]


async def test_what_was_abandoned_before_it_was_handed_over_waits_again_and_has_been_no_attempt(
    store: Store, review: Review
) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND), owed(review, THIRD))
    await claimed(store)
    await hand_over(store, await claimed(store))
    await claim(store, lease_until=LEASE_UNTIL + A_MOMENT)

    await store.write(lambda tx: tx.notices.put_back_abandoned(now=LEASE_UNTIL))
    too_soon = [notice.state for notice in await kept(store, review)]
    await store.write(lambda tx: tx.notices.put_back_abandoned(now=LEASE_UNTIL + A_MOMENT))

    put_back, *others = await kept(store, review)
    assert too_soon == [NoticeState.SENDING] * 3
    assert (put_back.state, put_back.failure, put_back.attempts) == (NoticeState.WAITING, None, 0)
    assert [(other.state, other.attempts) for other in others] == [(NoticeState.SENDING, 1)] * 2
    assert await leases(store) == [None, LEASE_UNTIL, LEASE_UNTIL + A_MOMENT]
    assert (await claimed(store)).person == FIRST


# what becomes of one


async def test_settling_says_what_became_of_one_notice_and_of_no_other(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    notice = await claimed(store)

    await store.write(
        lambda tx: tx.notices.settle(notice, NoticeState.UNDELIVERABLE, failure="user_disabled", at=given.NOW)
    )

    settled, other = await kept(store, review)
    assert (settled.state, settled.failure, settled.attempts) == (NoticeState.UNDELIVERABLE, "user_disabled", 1)
    assert (other.state, other.failure) == (NoticeState.WAITING, None)


@pytest.mark.parametrize("end", [NoticeState.SENT, NoticeState.UNSURE, NoticeState.DROPPED])
async def test_when_something_was_settled_is_kept(store: Store, review: Review, end: NoticeState) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    notice, settled_at = await claimed(store), NOW + timedelta(minutes=2)

    await store.write(lambda tx: tx.notices.settle(notice, end, at=settled_at))

    assert [found.settled_at for found in await kept(store, review)] == [settled_at, None]


async def test_settling_without_a_failure_forgets_an_earlier_one(store: Store, review: Review) -> None:
    await plan(store, owed(review))
    notice = await claimed(store)
    await store.write(lambda tx: tx.notices.repeat(notice, failure="unsure"))

    await store.write(lambda tx: tx.notices.settle(notice, NoticeState.SENT, at=given.NOW))

    assert [(found.state, found.failure) for found in await kept(store, review)] == [(NoticeState.SENT, None)]


async def test_a_postponed_notice_waits_until_then_and_has_been_no_attempt(store: Store, review: Review) -> None:
    later = NOW + timedelta(minutes=3)
    await plan(store, owed(review, FIRST), owed(review, SECOND, due_at=LEASE_UNTIL))
    notice = await claimed(store)

    await store.write(lambda tx: tx.notices.postpone(notice, until=later, failure="unreachable"))

    put_back, other = await kept(store, review)
    assert (put_back.state, put_back.due_at, put_back.failure) == (NoticeState.WAITING, later, "unreachable")
    assert put_back.attempts == 0
    assert (other.due_at, other.failure) == (LEASE_UNTIL, None)
    assert await claim(store, now=later - A_MOMENT) is None
    again = replace(put_back, state=NoticeState.SENDING, attempts=1, lease_until=LEASE_UNTIL)
    assert await claim(store, now=later) == again


async def test_a_repeated_notice_is_due_at_once_and_its_attempt_counts(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND, due_at=LEASE_UNTIL))
    notice = await claimed(store)

    await store.write(lambda tx: tx.notices.repeat(notice, failure="unsure"))

    put_back, other = await kept(store, review)
    assert (put_back.state, put_back.failure, put_back.attempts) == (NoticeState.WAITING, "unsure", 1)
    assert (other.state, other.failure) == (NoticeState.WAITING, None)
    assert (await claimed(store)).attempts == 2


async def test_what_is_given_back_waits_again_and_has_been_no_attempt(store: Store, review: Review) -> None:
    await plan(store, owed(review, FIRST), owed(review, SECOND))
    await claim(store)
    await claim(store, lease_until=LEASE_UNTIL + A_MOMENT)

    await store.write(lambda tx: tx.notices.give_back(lease_until=LEASE_UNTIL))

    given_back, of_another_lease = await kept(store, review)
    assert (given_back.state, given_back.attempts) == (NoticeState.WAITING, 0)
    assert (of_another_lease.state, of_another_lease.attempts) == (NoticeState.SENDING, 1)
    assert (await claimed(store)).attempts == 1


# taking back


@pytest.fixture
async def three_owed(store: Store, review: Review) -> Review:
    """Two invitations and a reminder that wait, an invitation on its way, and one of another review."""
    other = replace(given.review(FIRST), id=ReviewId("another review"))
    await store.write(lambda tx: tx.reviews.add(other, at=NOW))
    await plan(store, owed(review, THIRD))
    await claim(store)
    await plan(store, owed(review, FIRST), owed(review, SECOND), owed(review, FIRST, kind="reminder"), owed(other))
    return other


async def waiting(store: Store, *reviews: Review) -> list[tuple[str, PersonId | None]]:
    found = [notice for review in reviews for kind in (KIND, "reminder") for notice in await kept(store, review, kind)]
    return [(notice.kind, notice.person) for notice in found if notice.state is NoticeState.WAITING]


async def withdrawn(store: Store, *reviews: Review) -> int:
    found = [notice for review in reviews for kind in (KIND, "reminder") for notice in await kept(store, review, kind)]
    return sum(1 for notice in found if notice.state is NoticeState.WITHDRAWN)


async def test_a_review_takes_back_everything_it_has_not_sent(store: Store, review: Review, three_owed: Review) -> None:
    await store.write(lambda tx: tx.notices.withdraw(review))

    assert await waiting(store, review, three_owed) == [(KIND, FIRST)]
    assert await withdrawn(store, review, three_owed) == 3
    assert (await kept(store, review))[0].state is NoticeState.SENDING


async def test_a_review_takes_back_one_kind(store: Store, review: Review, three_owed: Review) -> None:
    await store.write(lambda tx: tx.notices.withdraw(review, kinds=["reminder", "nudge"]))

    assert await waiting(store, review) == [(KIND, FIRST), (KIND, SECOND)]
    assert await withdrawn(store, review, three_owed) == 1


async def test_a_review_takes_back_what_it_owes_one_person(store: Store, review: Review, three_owed: Review) -> None:
    await store.write(lambda tx: tx.notices.withdraw(review, person=FIRST))

    assert await waiting(store, review) == [(KIND, SECOND)]
    assert await withdrawn(store, review, three_owed) == 2


async def test_a_workspace_takes_back_everything_it_has_not_sent(
    store: Store, review: Review, three_owed: Review
) -> None:
    elsewhere = await given.kept(store, given.review(FIRST, workspace=ELSEWHERE))
    await plan(store, owed(elsewhere))

    await store.write(lambda tx: tx.notices.withdraw_workspace(WORKSPACE))

    assert await waiting(store, review, three_owed, elsewhere) == [(KIND, FIRST)]
    assert await withdrawn(store, review, three_owed) == 4
    assert (await kept(store, review))[0].state is NoticeState.SENDING


async def test_notices_are_listed_by_review_and_kind_oldest_first(
    store: Store, review: Review, three_owed: Review
) -> None:
    assert [notice.person for notice in await kept(store, review)] == [THIRD, FIRST, SECOND]
    assert [notice.review for notice in await kept(store, three_owed)] == [three_owed.id]
    assert [notice.id for notice in await kept(store, review, "reminder")] == [NoticeId(4)]
