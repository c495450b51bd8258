"""What the table says of each kind is what happens when nobody knows whether a notice left."""

from datetime import timedelta

import pytest

from bot.deps import Deps
from bot.notices import END_OF_TIME, LEASE, deliver_due, settle_abandoned
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Person, StandIn, breaking
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import RULES
from maturity_model.review import Review
from tests import given
from tests.bot.owing import KINDS, kept, owed, plan, states

each_kind = pytest.mark.parametrize("kind", RULES)
ENDED = LEASE + timedelta(seconds=1)


@pytest.fixture
def colleague(slack: StandIn) -> Person:
    return slack.workspace.add_person("SENCo")


@pytest.fixture
async def review(slack: StandIn, deps: Deps, colleague: Person) -> Review:
    workspace = WorkspaceId(slack.workspace.id)
    return await given.kept(deps.store, given.review(PersonId(colleague.id), workspace=workspace))


async def die_before_handing_over(deps: Deps) -> Notice | None:
    """Somebody claims the next notice, and is never heard of again."""
    now = deps.now()
    return await deps.store.write(lambda tx: tx.notices.claim_next(now=now, lease_until=now + LEASE))


async def die_while_sending(deps: Deps) -> Notice | None:
    """Somebody claims the next notice, hands it over, and is never heard of again."""
    claimed = await die_before_handing_over(deps)
    if claimed:
        await deps.store.write(lambda tx: tx.notices.hand_over(claimed, at=deps.now()))
    return claimed


@each_kind
async def test_what_somebody_died_over_is_sent_again_where_its_kind_says_so_and_never_otherwise(
    deps: Deps, review: Review, colleague: Person, clock: SteppedClock, kind: str
) -> None:
    await plan(deps, owed(review, colleague, kind, due_at=deps.now()))
    await die_while_sending(deps)

    await deliver_due(deps, KINDS)
    during_lease = len(colleague.dm())
    clock.advance(seconds=ENDED.total_seconds())
    for _ in range(2):
        await deliver_due(deps, KINDS)

    again, end = (1, (NoticeState.SENT, None)) if RULES[kind].repeat else (0, (NoticeState.UNSURE, "unsure"))
    assert (during_lease, len(colleague.dm())) == (0, again)
    assert await states(deps, review, kind) == [end]


@each_kind
async def test_what_everybody_dies_over_is_tried_once_more_at_most(
    deps: Deps, review: Review, colleague: Person, clock: SteppedClock, kind: str
) -> None:
    await plan(deps, owed(review, colleague, kind, due_at=deps.now()))
    tries = 0

    for _ in range(4):
        tries += await die_while_sending(deps) is not None
        clock.advance(seconds=ENDED.total_seconds())
        await settle_abandoned(deps.store, KINDS, now=deps.now())

    assert tries == (2 if RULES[kind].repeat else 1)
    assert await states(deps, review, kind) == [(NoticeState.UNSURE, "unsure")]


@each_kind
async def test_a_restart_decides_the_same_without_waiting(
    deps: Deps, review: Review, colleague: Person, kind: str
) -> None:
    await plan(deps, owed(review, colleague, kind, due_at=deps.now()))
    await die_while_sending(deps)

    await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    await deliver_due(deps, KINDS)

    assert len(colleague.dm()) == (1 if RULES[kind].repeat else 0)


@each_kind
async def test_what_somebody_died_over_before_handing_it_over_is_sent_once_whatever_its_kind(
    deps: Deps, review: Review, colleague: Person, clock: SteppedClock, kind: str
) -> None:
    await plan(deps, owed(review, colleague, kind, due_at=deps.now()))

    for _ in range(3):
        await die_before_handing_over(deps)
        clock.advance(seconds=ENDED.total_seconds())
        await settle_abandoned(deps.store, KINDS, now=deps.now())
    await die_before_handing_over(deps)
    await settle_abandoned(deps.store, KINDS, now=END_OF_TIME)
    for _ in range(2):
        await deliver_due(deps, KINDS)

    [sent] = await kept(deps, review, kind)
    assert len(colleague.dm()) == 1
    assert (sent.state, sent.failure, sent.attempts) == (NoticeState.SENT, None, 1)


@each_kind
async def test_an_answer_that_never_came_is_no_reason_for_a_third_copy(
    slack: StandIn, deps: Deps, review: Review, colleague: Person, kind: str
) -> None:
    await plan(deps, owed(review, colleague, kind, due_at=deps.now()))
    slack.break_next("chat.postMessage", breaking.cut_after(), times=5)

    for _ in range(4):
        await deliver_due(deps, KINDS)

    assert len(colleague.dm()) == (2 if RULES[kind].repeat else 1)
    assert await states(deps, review, kind) == [(NoticeState.UNSURE, "unsure")]
