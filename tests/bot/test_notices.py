"""Notices reach everybody once, whatever happens in the middle."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from bot.capability import Message, NoticeKind
from bot.deps import Deps
from bot.events import Announcements
from bot.kit.pieces import say
from bot.notices import AGAIN_AFTER, END_OF_TIME, LEASE, deliver_due, settle_abandoned
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn, breaking, happenings
from bot.slack.calls import Unreachable
from bot.slack.card import Attachment, Card
from maturity_model.events import Fact, NoticesDelivered
from maturity_model.ids import ChannelId, PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.notice_kinds import Rule
from maturity_model.review import Review
from storage.errors import StoreUnavailable
from storage.store import Decide, Store
from storage.transaction import Transaction
from tests import given
from tests.bot.dying import Killed, LastWrites
from tests.torture.nth_call_calls import ANSWER_LOST, DatabaseCalls

T = TypeVar("T")


async def hello(notice: Notice, _deps: Deps) -> Message | None:
    return Message(content=Card(text="Hello", blocks=(say(f"Hello <@{notice.person}>"),)))


async def nothing(_notice: Notice, _deps: Deps) -> Message | None:
    return None


async def broken(_notice: Notice, _deps: Deps) -> Message | None:
    message = "a bug of ours"
    raise RuntimeError(message)


KINDS = {
    "invitation": NoticeKind(render=hello, rule=Rule(repeat=True)),
    "reminder": NoticeKind(render=hello, rule=Rule(repeat=False)),
    "unwanted": NoticeKind(render=nothing, rule=Rule(repeat=True)),
    "broken": NoticeKind(render=broken, rule=Rule(repeat=True)),
}


@pytest.fixture
def staff(slack: StandIn) -> list[Person]:
    return [slack.workspace.add_person(f"Colleague {n}") for n in range(1, 6)]


@pytest.fixture
async def review(slack: StandIn, deps: Deps, staff: list[Person]) -> Review:
    people = (PersonId(person.id) for person in staff)
    return await given.kept(deps.store, given.review(*people, workspace=WorkspaceId(slack.workspace.id)))


def owed(deps: Deps, review: Review, person: Person, kind: str = "invitation") -> PlannedNotice:
    return PlannedNotice(
        key=f"{kind}:{review.id}:{person.id}",
        kind=kind,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=deps.now(),
        person=PersonId(person.id),
        subject=f"person:{person.id}",
    )


async def plan(deps: Deps, notice: PlannedNotice) -> None:
    await deps.store.write(lambda tx: tx.notices.plan(notice))


async def planned(deps: Deps, review: Review, person: Person, kind: str = "invitation") -> None:
    await plan(deps, owed(deps, review, person, kind))


async def states(deps: Deps, review: Review, kind: str = "invitation") -> list[tuple[NoticeState, str | None]]:
    kept = await deps.store.read(lambda tx: tx.notices.list_by_kind(review, kind))
    return [(notice.state, notice.failure) for notice in kept]


async def test_everybody_is_sent_theirs_once(slack: StandIn, deps: Deps, review: Review, staff: list[Person]) -> None:
    for person in staff:
        await planned(deps, review, person)

    await deliver_due(deps, KINDS)
    await deliver_due(deps, KINDS)

    assert [len(person.dm()) for person in staff] == [1] * 5
    assert slack.refused == []
    assert await states(deps, review) == [(NoticeState.SENT, None)] * 5


async def test_what_was_delivered_is_announced_once_for_each_review(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    facts: list[Fact] = []
    woken: list[bool] = []

    async def collect(fact: Fact, _deps: Deps) -> None:
        facts.append(fact)

    watched = replace(deps, announcements=Announcements({NoticesDelivered: [collect]}), wake=lambda: woken.append(True))
    for person in staff[:2]:
        await planned(deps, review, person)
    await planned(deps, review, staff[0], "broken")

    await deliver_due(watched, KINDS)
    await deliver_due(watched, KINDS)

    kinds = frozenset({"invitation", "broken"})
    assert facts == [NoticesDelivered(workspace=review.workspace, review=review.id, kinds=kinds)]
    assert woken == [True]


async def test_planning_the_same_notice_again_sends_no_second_one(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    await deliver_due(deps, KINDS)

    await planned(deps, review, staff[0])
    await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 1


async def test_where_a_message_went_is_kept_so_that_it_can_be_redrawn(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])

    await deliver_due(deps, KINDS)

    mark = await deps.store.read(lambda tx: tx.cards.find(review, f"person:{staff[0].id}"))
    assert mark is not None
    assert mark.place.ts == staff[0].dm()[0].ts


async def test_where_somebodys_messages_are_is_asked_once(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    await planned(deps, review, staff[0], "reminder")

    await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 2
    assert [call.body["users"] for call in slack.calls if call.method == "conversations.open"] == [staff[0].id]


async def test_a_notice_to_a_channel_goes_there_and_into_its_thread(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    room = slack.workspace.add_channel("careers-review", members=staff)
    parent = happenings.say(staff[0], "Here, please.", room)

    async def in_thread(notice: Notice, deps: Deps) -> Message | None:
        message = await hello(notice, deps)
        return message and replace(message, thread=parent.ts)

    async def picture(_notice: Notice, _deps: Deps) -> Message | None:
        content = Attachment(
            content=b"GIF89a", filename="picture.gif", title="Attachment", alt="A picture", comment="Here it is"
        )
        return Message(content=content, thread=parent.ts)

    for kind in ("words", "picture"):
        await plan(deps, replace(owed(deps, review, staff[0], kind), channel=ChannelId(room.id)))
    kinds = {
        "words": NoticeKind(render=in_thread, rule=Rule(repeat=True)),
        "picture": NoticeKind(render=picture, rule=Rule(repeat=True)),
    }
    await deliver_due(deps, kinds)

    said, shown = room.thread(parent.ts)[-2:]
    assert [message.thread_ts for message in (said, shown)] == [parent.ts] * 2
    assert [(file.content, file.shared_in) for file in slack.files] == [(b"GIF89a", (room.id,))]
    assert staff[0].dm() == []
    assert [await states(deps, review, kind) for kind in kinds] == [[(NoticeState.SENT, None)]] * 2


async def test_what_becomes_no_card_is_sent_all_the_same(deps: Deps, review: Review, staff: list[Person]) -> None:
    await plan(deps, replace(owed(deps, review, staff[0]), subject=None))

    await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 1
    assert await states(deps, review) == [(NoticeState.SENT, None)]


async def test_a_notice_to_nobody_is_a_mistake_of_ours_and_holds_no_other_one_back(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await plan(deps, replace(owed(deps, review, staff[0], "reminder"), person=None))
    await planned(deps, review, staff[0])

    await deliver_due(deps, KINDS)

    assert await states(deps, review, "reminder") == [(NoticeState.UNDELIVERABLE, "our_fault")]
    assert len(staff[0].dm()) == 1


async def test_nobody_else_sends_what_is_being_sent(deps: Deps, review: Review, staff: list[Person]) -> None:
    await planned(deps, review, staff[0])

    async def overtaken(notice: Notice, deps: Deps) -> Message | None:
        await deliver_due(deps, KINDS)
        return await hello(notice, deps)

    await deliver_due(deps, KINDS | {"invitation": NoticeKind(render=overtaken, rule=Rule(repeat=True))})

    assert len(staff[0].dm()) == 1


async def test_what_changed_while_a_message_was_made_is_drawn_again(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    subject = f"person:{staff[0].id}"

    async def overtaken(notice: Notice, deps: Deps) -> Message | None:
        message = await hello(notice, deps)
        await deps.store.write(lambda tx: tx.cards.mark(review, subject, due_at=deps.now()))
        return message

    await deliver_due(deps, KINDS | {"invitation": NoticeKind(render=overtaken, rule=Rule(repeat=True))})

    due = await deps.store.read(lambda tx: tx.cards.list_due(now=deps.now(), most=10))
    assert [mark.subject for mark in due] == [subject]


async def test_old_cards_are_looked_for_once_something_was_delivered_and_only_then(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    woken: list[int] = []
    counting = replace(deps, wake=lambda: woken.append(len(staff[0].dm()) + len(staff[1].dm())))
    for person in staff[:2]:
        await planned(deps, review, person)

    await deliver_due(counting, KINDS)
    await deliver_due(counting, KINDS)

    assert woken == [2]


async def test_what_had_changed_before_a_message_was_made_is_not_drawn_again(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    subject = f"person:{staff[0].id}"
    for _ in range(2):
        await deps.store.write(lambda tx: tx.cards.mark(review, subject, due_at=deps.now()))

    await deliver_due(deps, KINDS)

    assert await deps.store.read(lambda tx: tx.cards.list_due(now=deps.now(), most=10)) == []


async def test_the_leader_can_see_who_was_not_reached_and_why(slack: StandIn, deps: Deps) -> None:
    gone = slack.workspace.add_person("Somebody who left", deleted=True)
    robot = slack.workspace.add_person("Robot", bot=True)
    there = slack.workspace.add_person("SENCo")
    people = (PersonId(person.id) for person in (gone, robot, there))
    review = await given.kept(deps.store, given.review(*people, workspace=WorkspaceId(slack.workspace.id)))
    for person in (gone, robot, there):
        await planned(deps, review, person)

    await deliver_due(deps, KINDS)

    assert await states(deps, review) == [
        (NoticeState.UNDELIVERABLE, "user_disabled"),
        (NoticeState.UNDELIVERABLE, "cannot_dm_bot"),
        (NoticeState.SENT, None),
    ]
    assert len(there.dm()) == 1


async def test_an_outage_puts_notices_off_and_loses_none(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    for person in staff:
        await planned(deps, review, person)
    slack.break_next("conversations.open", breaking.http(503), times=10)

    await deliver_due(deps, KINDS)
    put_off = await deps.store.read(lambda tx: tx.notices.list_by_kind(review, "invitation"))
    put_off_at = deps.now()
    for _ in range(20):
        await deliver_due(deps, KINDS)
        clock.advance(seconds=15)

    assert {notice.failure for notice in put_off if notice.state is NoticeState.WAITING} == {"unreachable"}
    assert max(notice.due_at for notice in put_off) > put_off_at
    assert [len(person.dm()) for person in staff] == [1] * 5
    assert {state for state, _ in await states(deps, review)} == {NoticeState.SENT}


async def test_where_slack_names_no_time_to_wait_a_notice_waits_all_the_same(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])

    async def come_back_at_once(_notice: Notice, _deps: Deps) -> Message | None:
        raise Unreachable(timedelta())

    await deliver_due(deps, {"invitation": NoticeKind(render=come_back_at_once, rule=Rule(repeat=True))})

    [waiting] = await deps.store.read(lambda tx: tx.notices.list_by_kind(review, "invitation"))
    assert (waiting.state, waiting.due_at) == (NoticeState.WAITING, deps.now() + AGAIN_AFTER)


async def test_an_invitation_of_unknown_outcome_is_repeated_once_and_no_more(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    slack.break_next("chat.postMessage", breaking.cut_after(), times=5)

    for _ in range(5):
        await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 2
    assert await states(deps, review) == [(NoticeState.UNSURE, "unsure")]


async def test_an_invitation_put_off_by_an_outage_may_still_be_repeated_once(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await planned(deps, review, staff[0])
    slack.break_next("conversations.open", breaking.http(503), times=8)
    slack.break_next("chat.postMessage", breaking.cut_before())

    for _ in range(6):
        await deliver_due(deps, KINDS)
        clock.advance(seconds=30)

    assert len(staff[0].dm()) == 1
    assert await states(deps, review) == [(NoticeState.SENT, None)]


class FailingStore(Store):
    """A database that cannot be written to so many times, from the first time that it is to; some writes are spared."""

    def __init__(self, store: Store, *, failures: int, spared: int = 0) -> None:
        super().__init__(store._database)
        self.failures = failures
        self.spared = spared
        self.fails = False

    async def write(self, decide: Decide[T]) -> T:
        if self.fails and self.spared:
            self.spared -= 1
        elif self.fails and self.failures:
            self.failures -= 1
            raise StoreUnavailable
        return await super().write(decide)


class UnansweredStore(FailingStore):
    """The first thing written is kept, and nobody is told; from then on the store fails."""

    async def write(self, decide: Decide[T]) -> T:
        if not self.fails:
            await super().write(decide)
            self.fails = True
            raise StoreUnavailable
        return await super().write(decide)


async def deliver_until_killed(deps: Deps, *, writes: int) -> None:
    with pytest.raises(Killed):
        await deliver_due(replace(deps, store=LastWrites(deps.store, writes)), KINDS)


async def start_again(deps: Deps) -> None:
    await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    await deliver_due(deps, KINDS)


async def spoken_to(deps: Deps, slack: StandIn, person: Person) -> None:
    """The bot knows where their direct messages are."""
    workspace, channel = WorkspaceId(slack.workspace.id), ChannelId(slack.workspace.open_dm(person).id)
    await deps.store.write(lambda tx: tx.deliveries.put_direct_message(workspace, PersonId(person.id), channel))


def failing_once_rendered(deps: Deps, *, failures: int, spared: int = 0) -> tuple[Deps, dict[str, NoticeKind]]:
    """The database can be reached no more as soon as a message is made, but for so many writes."""
    store = FailingStore(deps.store, failures=failures, spared=spared)

    async def render(notice: Notice, deps: Deps) -> Message | None:
        store.fails = True
        return await hello(notice, deps)

    return replace(deps, store=store), {"invitation": NoticeKind(render=render, rule=Rule(repeat=True))}


def failing_once_handed_over(deps: Deps, *, failures: int) -> tuple[Deps, dict[str, NoticeKind]]:
    """The database can be reached no more as soon as it is kept that the message leaves."""
    return failing_once_rendered(deps, failures=failures, spared=1)


async def test_a_notice_that_the_database_failed_before_it_left_is_sent_soon_and_once(
    deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await planned(deps, review, staff[0])

    async def out_of_reach(_notice: Notice, _deps: Deps) -> Message | None:
        raise StoreUnavailable

    await deliver_due(deps, {"invitation": NoticeKind(render=out_of_reach, rule=Rule(repeat=True))})
    before, put_back = len(staff[0].dm()), await states(deps, review)
    clock.advance(seconds=AGAIN_AFTER.total_seconds())
    await deliver_due(deps, KINDS)
    [kept] = await deps.store.read(lambda tx: tx.notices.list_by_kind(review, "invitation"))

    assert (before, len(staff[0].dm())) == (0, 1)
    assert put_back == [(NoticeState.WAITING, "unreachable")]
    assert (kept.state, kept.attempts) == (NoticeState.SENT, 1)


async def test_a_notice_that_cannot_be_kept_as_leaving_stays_and_is_sent_once_when_it_can(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0])
    troubled, kinds = failing_once_rendered(deps, failures=1)

    await deliver_due(troubled, kinds)
    before, put_back = len(staff[0].dm()), await states(deps, review)
    clock.advance(seconds=AGAIN_AFTER.total_seconds())
    await deliver_due(deps, KINDS)

    assert (before, len(staff[0].dm())) == (0, 1)
    assert put_back == [(NoticeState.WAITING, "unreachable")]
    assert await states(deps, review) == [(NoticeState.SENT, None)]


async def test_what_was_sent_while_the_database_was_away_is_noted_when_it_is_back_and_not_sent_again(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0])
    troubled, kinds = failing_once_handed_over(deps, failures=20)

    await deliver_due(troubled, kinds)
    await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 1
    assert await states(deps, review) == [(NoticeState.SENT, None)]
    mark = await deps.store.read(lambda tx: tx.cards.find(review, f"person:{staff[0].id}"))
    assert mark is not None
    assert mark.place.ts == staff[0].dm()[0].ts


async def test_a_mistake_of_ours_while_the_database_is_away_is_noted_when_it_is_back(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0])
    troubled, _ = failing_once_rendered(deps, failures=20)

    async def break_both(_notice: Notice, deps: Deps) -> Message | None:
        assert isinstance(deps.store, FailingStore)
        deps.store.fails = True
        raise RuntimeError

    await deliver_due(troubled, {"invitation": NoticeKind(render=break_both, rule=Rule(repeat=True))})

    assert await states(deps, review) == [(NoticeState.UNDELIVERABLE, "our_fault")]


async def test_what_could_not_be_noted_until_the_lease_ended_is_left_to_whoever_comes_next(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0])
    lease_until = deps.now() + LEASE
    troubled, kinds = failing_once_handed_over(deps, failures=10_000)

    with pytest.raises(StoreUnavailable):
        await deliver_due(troubled, kinds)
    tried_until = deps.now()
    clock.move_to(lease_until + timedelta(seconds=1))
    await deliver_due(deps, KINDS)

    assert lease_until - 2 * AGAIN_AFTER < tried_until < lease_until
    assert len(staff[0].dm()) == 2
    assert await states(deps, review) == [(NoticeState.SENT, None)]


async def test_a_claim_whose_commit_was_not_answered_is_given_back_at_once(
    deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0], "reminder")
    first_commit = DatabaseCalls(1, ANSWER_LOST)

    with first_commit.counted(), pytest.raises(StoreUnavailable):
        await deliver_due(deps, KINDS)
    await deliver_due(deps, KINDS)

    assert first_commit.struck == "COMMIT"
    assert len(staff[0].dm()) == 1
    assert await states(deps, review, "reminder") == [(NoticeState.SENT, None)]


async def test_a_claim_that_cannot_be_given_back_until_its_lease_ended_is_left_to_whoever_comes_next(
    deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await planned(deps, review, staff[0])
    lease_until = deps.now() + LEASE
    troubled = replace(deps, store=UnansweredStore(deps.store, failures=10_000))

    with pytest.raises(StoreUnavailable):
        await deliver_due(troubled, KINDS)
    tried_until, before = deps.now(), len(staff[0].dm())
    clock.move_to(lease_until + timedelta(seconds=1))
    await deliver_due(deps, KINDS)

    assert lease_until - 2 * AGAIN_AFTER < tried_until < lease_until
    assert (before, len(staff[0].dm())) == (0, 1)
    assert await states(deps, review) == [(NoticeState.SENT, None)]


async def test_a_reminder_of_unknown_outcome_is_not_repeated(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    await planned(deps, review, staff[0], "reminder")
    slack.break_next("chat.postMessage", breaking.cut_after())

    for _ in range(3):
        await deliver_due(deps, KINDS)

    assert len(staff[0].dm()) == 1
    assert await states(deps, review, "reminder") == [(NoticeState.UNSURE, "unsure")]


async def test_a_notice_whose_sender_died_is_sent_by_the_next_one(
    deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    for person in staff:
        await planned(deps, review, person)
    lease_until = deps.now() + LEASE
    await deps.store.write(lambda tx: tx.notices.claim_next(now=deps.now(), lease_until=lease_until))

    await deliver_due(deps, KINDS)
    during_lease = [len(person.dm()) for person in staff]
    clock.move_to(lease_until + timedelta(seconds=1))
    await deliver_due(deps, KINDS)

    assert sorted(during_lease) == [0, 1, 1, 1, 1]
    assert [len(person.dm()) for person in staff] == [1] * 5


def claim_and_hand_over(tx: Transaction, *, now: datetime) -> None:
    claimed = tx.notices.claim_next(now=now, lease_until=now + LEASE)
    assert claimed is not None
    assert tx.notices.hand_over(claimed, at=now)


async def test_a_restart_need_not_wait_for_the_lease(deps: Deps, review: Review, staff: list[Person]) -> None:
    await planned(deps, review, staff[0])
    await planned(deps, review, staff[1], "reminder")
    for _ in range(2):
        await deps.store.write(lambda tx: claim_and_hand_over(tx, now=deps.now()))

    await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    settled = await states(deps, review)
    await deliver_due(deps, KINDS)

    assert settled == [(NoticeState.WAITING, "unsure")]
    assert [len(person.dm()) for person in staff[:2]] == [1, 0]
    assert await states(deps, review, "reminder") == [(NoticeState.UNSURE, "unsure")]


CLAIMED, HANDED_OVER, TAKEN_BACK, HANDED_OVER_AGAIN = 1, 2, 3, 4
"""What is written of a notice that Slack puts off once, to somebody whose direct messages are known."""


@pytest.mark.parametrize("kind", ["invitation", "reminder"])
@pytest.mark.parametrize("died_after", [CLAIMED, TAKEN_BACK])
async def test_a_notice_that_somebody_died_over_before_it_left_is_sent_once_whatever_its_kind(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], died_after: int, kind: str
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0], kind)
    slack.break_next("chat.postMessage", breaking.rate_limited(30))

    await deliver_until_killed(deps, writes=died_after)
    await start_again(deps)

    assert len(staff[0].dm()) == 1
    assert await states(deps, review, kind) == [(NoticeState.SENT, None)]


@pytest.mark.parametrize("died_after", [HANDED_OVER, HANDED_OVER_AGAIN])
async def test_a_reminder_that_somebody_died_over_once_it_may_have_left_is_not_repeated(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person], died_after: int
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0], "reminder")
    slack.break_next("chat.postMessage", breaking.rate_limited(30))

    await deliver_until_killed(deps, writes=died_after)
    await start_again(deps)

    assert staff[0].dm() == []
    assert await states(deps, review, "reminder") == [(NoticeState.UNSURE, "unsure")]


async def test_one_that_somebody_died_over_once_it_had_left_is_not_there_twice(
    slack: StandIn, deps: Deps, review: Review, staff: list[Person]
) -> None:
    await spoken_to(deps, slack, staff[0])
    await planned(deps, review, staff[0], "reminder")

    async def die(notice: Notice, deps: Deps) -> Message | None:
        slack.break_next("chat.postMessage", breaking.cut_after())
        return await hello(notice, deps)

    dying = replace(deps, store=LastWrites(deps.store, HANDED_OVER + 1))
    with pytest.raises(Killed):
        await deliver_due(dying, KINDS | {"reminder": NoticeKind(render=die, rule=Rule(repeat=False))})
    await start_again(deps)

    assert len(staff[0].dm()) == 1


async def test_whoever_comes_back_after_their_lease_does_not_send_what_another_has_sent(
    deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await planned(deps, review, staff[0], "reminder")

    async def sleep_for_long(notice: Notice, deps: Deps) -> Message | None:
        clock.advance(seconds=LEASE.total_seconds() + 1)
        await deliver_due(deps, KINDS)
        return await hello(notice, deps)

    await deliver_due(deps, {"reminder": NoticeKind(render=sleep_for_long, rule=Rule(repeat=False))})

    assert len(staff[0].dm()) == 1
    assert await states(deps, review, "reminder") == [(NoticeState.SENT, None)]


async def test_whoever_comes_back_after_their_lease_sends_it_under_a_new_one(
    deps: Deps, review: Review, staff: list[Person], clock: SteppedClock
) -> None:
    await planned(deps, review, staff[0], "reminder")

    async def sleep_for_long(notice: Notice, deps: Deps) -> Message | None:
        clock.advance(seconds=LEASE.total_seconds() + 1)
        return await hello(notice, deps)

    await deliver_due(deps, {"reminder": NoticeKind(render=sleep_for_long, rule=Rule(repeat=False))})
    before = len(staff[0].dm())
    await deliver_due(deps, KINDS)

    assert (before, len(staff[0].dm())) == (0, 1)
    assert await states(deps, review, "reminder") == [(NoticeState.SENT, None)]


async def test_many_are_told_once_each_though_their_sender_dies_again_and_again(slack: StandIn, deps: Deps) -> None:
    staff = [slack.workspace.add_person(f"Careers Leader {n}") for n in range(115)]
    people = (PersonId(person.id) for person in staff)
    review = await given.kept(deps.store, given.review(*people, workspace=WorkspaceId(slack.workspace.id)))
    for person in staff:
        await spoken_to(deps, slack, person)
        await planned(deps, review, person, "reminder")

    for noted in (0, 1, 7, 30, 60):
        await deliver_until_killed(deps, writes=(HANDED_OVER + 1) * noted + CLAIMED)
        await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    slack.break_next("chat.postMessage", breaking.rate_limited(20), times=3)
    await deliver_until_killed(deps, writes=TAKEN_BACK)
    await start_again(deps)

    assert [len(person.dm()) for person in staff] == [1] * 115
    assert await states(deps, review, "reminder") == [(NoticeState.SENT, None)] * 115


async def test_what_is_not_wanted_any_more_is_not_sent(deps: Deps, review: Review, staff: list[Person]) -> None:
    await planned(deps, review, staff[0], "unwanted")

    await deliver_due(deps, KINDS)

    assert staff[0].dm() == []
    assert await states(deps, review, "unwanted") == [(NoticeState.WITHDRAWN, None)]


async def test_a_bug_in_one_notice_holds_no_other_one_back(deps: Deps, review: Review, staff: list[Person]) -> None:
    await planned(deps, review, staff[0], "broken")
    await planned(deps, review, staff[1])

    await deliver_due(deps, KINDS)

    assert [len(person.dm()) for person in staff[:2]] == [0, 1]
    assert await states(deps, review, "broken") == [(NoticeState.UNDELIVERABLE, "our_fault")]


async def test_two_hundred_are_invited_without_one_being_lost_or_sent_twice(slack: StandIn, deps: Deps) -> None:
    staff = [slack.workspace.add_person(f"Colleague {n}") for n in range(200)]
    people = (PersonId(person.id) for person in staff)
    review = await given.kept(deps.store, given.review(*people, workspace=WorkspaceId(slack.workspace.id)))
    for person in staff:
        await planned(deps, review, person)
    slack.break_next("chat.postMessage", breaking.rate_limited(20), times=3)

    await deliver_due(deps, KINDS)

    assert [len(person.dm()) for person in staff] == [1] * 200
