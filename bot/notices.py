"""Delivers notices: claim one, send it outside any transaction, note what became of it.

A crash, a 429 or a restart in the middle of two hundred invitations loses nobody: what was not sent is still due, what
may have been sent is repeated only where its kind says that a second copy is better than none. That it may have been
sent is kept right before it is handed over to Slack: whoever dies over it earlier leaves nobody in doubt. While the
database cannot be reached, what came of the notice in hand is kept in mind and noted later.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.capability import Message, NoticeKind, Withheld
from bot.deps import Deps
from bot.slack.calls import Refused, Unreachable, Unsure
from bot.slack.card import Attachment
from maturity_model.card import Place
from maturity_model.events import NoticesDelivered
from maturity_model.hub import hub_hours
from maturity_model.ids import ChannelId, ReviewId, WorkspaceId
from maturity_model.leaving import leaves_at
from maturity_model.notice import SCHOOL_CLOSED, TOO_LATE, Notice, NoticeState
from maturity_model.notice_kinds import Rule
from maturity_model.school_hours import SchoolHours, school_hours
from storage.errors import StoreUnavailable
from storage.store import Store
from storage.transaction import Transaction

LEASE = timedelta(minutes=20)  # longer than the longest sending: two methods, four attempts, two minutes to wait each
AGAIN_AFTER = timedelta(seconds=5)  # the database could not be reached, or Slack names no time
MOST_COPIES = 2
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)

log = logging.getLogger(__name__)


class _NotHeld(Exception):
    """A claim came to its end before the notice could be handed over."""


@dataclass(frozen=True)
class _KeptHandover:
    """Keeps of a claimed notice whether it may have left, for whoever finds it where the process died."""

    notice: Notice
    deps: Deps

    async def begins(self) -> None:
        """Keep it before the notice leaves.

        Raises:
            _NotHeld: another may have claimed it meanwhile.
            StoreUnavailable: it could not be kept, so the notice must not leave.
        """
        at = self.deps.now()
        if not await self.deps.store.write(lambda tx: tx.notices.hand_over(self.notice, at=at)):
            raise _NotHeld

    async def failed(self) -> None:
        """Keep that it is here still.

        Raises:
            StoreUnavailable: it could not be kept.
        """
        await self.deps.store.write(lambda tx: tx.notices.take_back(self.notice))


Note = Callable[[Transaction], None]
"""What came of a notice, still to be noted."""


async def deliver_due(deps: Deps, kinds: Mapping[str, NoticeKind]) -> None:
    """Deliver what is due, the most urgent first, until nothing is.

    What a message shows may have changed while it was on its way, so cards that are old are looked for afterwards:
    announcing what was delivered wakes whoever looks for them.
    """
    await settle_abandoned(deps.store, kinds, now=deps.now())
    delivered: dict[tuple[WorkspaceId, ReviewId], set[str]] = {}
    while notice := await _claim(deps):
        await _deliver(notice, deps, kinds[notice.kind])
        if notice.review:
            delivered.setdefault((notice.workspace, notice.review), set()).add(notice.kind)
    for (workspace, review), left in delivered.items():
        await deps.announce(NoticesDelivered(workspace=workspace, review=review, kinds=frozenset(left)))


async def settle_abandoned(store: Store, kinds: Mapping[str, NoticeKind], *, now: datetime) -> None:
    """Decide what becomes of notices whose sender died in between; with END_OF_TIME, of all that are being sent.

    What was not handed over to Slack yet waits again, whatever its kind; of the rest nobody knows whether it arrived.
    """

    def find(tx: Transaction) -> list[Notice]:
        return tx.notices.list_abandoned(now=now)

    def decide(tx: Transaction) -> None:
        tx.notices.put_back_abandoned(now=now)
        for notice in tx.notices.list_abandoned(now=now):
            _settle_unsure(notice, kinds[notice.kind], notice.due_at, tx)

    if await store.read(find):
        await store.write(decide)


async def _claim(deps: Deps) -> Notice | None:
    now = deps.now()
    if not await deps.store.read(lambda tx: tx.notices.is_any_due(now=now)):
        return None
    lease_until = now + LEASE
    try:
        return await deps.store.write(lambda tx: tx.notices.claim_next(now=now, lease_until=lease_until))
    except StoreUnavailable:  # it may be claimed all the same, where only the answer to the commit was lost
        await _note(lambda tx: tx.notices.give_back(lease_until=lease_until), deps, lease_until - 2 * AGAIN_AFTER)
        raise


async def _deliver(notice: Notice, deps: Deps, kind: NoticeKind) -> None:
    """Send one claimed notice and note its end, whatever happens."""
    last_try_at = deps.now() + LEASE - 2 * AGAIN_AFTER
    try:
        await _note(await _try_to_send(notice, deps, kind), deps, last_try_at)
    except StoreUnavailable:
        raise  # nobody noted what became of it: when its lease has ended it is settled like any abandoned one
    except _NotHeld:
        log.warning("notice is another's by now", extra={"notice": notice.id, "kind": notice.kind})
    except Exception:
        log.exception("notice failed", extra={"notice": notice.id, "kind": notice.kind})
        await _note(_ended(notice, NoticeState.UNDELIVERABLE, deps, why="our_fault"), deps, last_try_at)


async def _try_to_send(notice: Notice, deps: Deps, kind: NoticeKind) -> Note:
    """Send one claimed notice, or find out why not; gives what is to be noted about it."""
    try:
        return await _held_back(notice, deps, kind.rule) or await _send_rendered(notice, deps, kind)
    except Refused as refused:
        log.warning("notice refused", extra={"notice": notice.id, "kind": notice.kind, "error": refused.error})
        return _ended(notice, NoticeState.UNDELIVERABLE, deps, why=refused.error)
    except Unreachable as unreachable:
        return partial(_postpone, notice, deps.now() + max(unreachable.wait, AGAIN_AFTER), "unreachable")
    except Unsure:
        log.warning("notice unsure", extra={"notice": notice.id, "kind": notice.kind})
        return partial(_settle_unsure, notice, kind, deps.now())
    except StoreUnavailable:  # it is asked before the handover, and after one that failed: it has not left
        log.warning("notice waits for the database", extra={"notice": notice.id, "kind": notice.kind})
        return partial(_postpone, notice, deps.now() + AGAIN_AFTER, "unreachable")


async def _held_back(notice: Notice, deps: Deps, rule: Rule) -> Note | None:
    """What is noted in place of sending it now: it waits for school hours, or came too late. None: it may leave."""
    now, hours = deps.now(), await _hours_of(notice, deps)
    leaving = leaves_at(rule.leaves, hours, useful_until=notice.useful_until, now=now)
    if leaving is None:
        return _ended(notice, NoticeState.DROPPED, deps, why=TOO_LATE)
    return partial(_postpone, notice, leaving, SCHOOL_CLOSED) if leaving > now else None


async def _hours_of(notice: Notice, deps: Deps) -> SchoolHours:
    setting = notice.setting
    if setting is None:
        return hub_hours(deps.zone)
    return school_hours(await deps.store.read(lambda tx: tx.settings.get(notice.workspace, setting)), deps.zone)


async def _send_rendered(notice: Notice, deps: Deps, kind: NoticeKind) -> Note:
    shows = await deps.store.read(lambda tx: _version(tx, notice))
    message = await kind.render(notice, deps)
    if message is None:
        return _ended(notice, NoticeState.WITHDRAWN, deps)
    if isinstance(message, Withheld):
        return _ended(notice, NoticeState.DROPPED, deps, why=message.why)
    place = await _send(notice, message, deps)
    return partial(_settle_sent, notice, place, shows, deps.now())


async def _note(end: Note, deps: Deps, last_try_at: datetime) -> None:
    """Note what came of a notice, as soon as the database can be reached: a lost note would mean a second copy."""
    while True:
        try:
            return await deps.store.write(end)
        except StoreUnavailable:
            if deps.now() > last_try_at:
                raise
            log.warning("notice not noted yet")
        await deps.clock.sleep(AGAIN_AFTER.total_seconds())


async def _send(notice: Notice, message: Message, deps: Deps) -> Place | None:
    channel, handover = notice.channel or await _direct_message(notice, deps), _KeptHandover(notice, deps)
    if isinstance(message.content, Attachment):
        await deps.publisher.upload(
            notice.workspace, channel, message.content, thread=message.thread, handover=handover
        )
        return None
    return await deps.publisher.post(
        notice.workspace, channel, message.content, thread=message.thread, handover=handover
    )


async def _direct_message(notice: Notice, deps: Deps) -> ChannelId:
    person = notice.person
    if person is None:
        message = "a notice goes to a channel or to a person"
        raise ValueError(message)
    known = await deps.store.read(lambda tx: tx.deliveries.find_direct_message(notice.workspace, person))
    if known:
        return known
    opened = await deps.publisher.open_direct_message(notice.workspace, person)
    await deps.store.write(lambda tx: tx.deliveries.put_direct_message(notice.workspace, person, opened))
    return opened


def _version(tx: Transaction, notice: Notice) -> int:
    if notice.subject is None:
        return 0
    return tx.cards.version(tx.reviews.get(notice.workspace, notice.about_review, only=notice.person), notice.subject)


def _ended(notice: Notice, state: NoticeState, deps: Deps, *, why: str | None = None) -> Note:
    now = deps.now()
    return lambda tx: tx.notices.settle(notice, state, at=now, failure=why)


def _postpone(notice: Notice, until: datetime, failure: str, tx: Transaction) -> None:
    tx.notices.postpone(notice, until=until, failure=failure)


def _settle_sent(notice: Notice, place: Place | None, shows: int, sent_at: datetime, tx: Transaction) -> None:
    tx.notices.settle(notice, NoticeState.SENT, at=sent_at)
    if place and notice.subject:
        review = tx.reviews.get(notice.workspace, notice.about_review, only=notice.person)
        tx.cards.place(review, notice.subject, place, shows=shows, at=sent_at)


def _settle_unsure(notice: Notice, kind: NoticeKind, at: datetime, tx: Transaction) -> None:
    if kind.rule.repeat and notice.attempts < MOST_COPIES:
        tx.notices.repeat(notice, failure="unsure")
    else:
        tx.notices.settle(notice, NoticeState.UNSURE, at=at, failure="unsure")
