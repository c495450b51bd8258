"""Reviews that a setting held elsewhere, or with other settings: entered, and taken out where that was a mistake."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final

from bot.capabilities.member_settings.use_cases.members import AboutMember
from bot.kit.hub_standing import member_for
from maturity_model.errors import DayNotOverYet, DayTooLongAgo, SourceMissing, TextTooLong
from maturity_model.hub import LONGEST_SOURCE, MemberSetting, PastKind, PastReview
from maturity_model.permission import Action
from storage.store import Store
from storage.transaction import Transaction

EARLIEST: Final = date(2022, 9, 1)
"""They were tried out in 2022-23, with 82 institutions: the evaluation of the Careers Impact System says so."""


@dataclass(frozen=True, kw_only=True)
class EnterPast(AboutMember):
    """A careers leader, or hub staff naming their source, enter the day of a review that was held."""

    kind: PastKind
    done_on: date
    source: str


@dataclass(frozen=True, kw_only=True)
class RemovePast(AboutMember):
    """A careers leader, or hub staff, take out a review that was entered by mistake."""

    kind: PastKind
    done_on: date


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A setting, and the reviews that somebody entered for it, oldest first."""

    member: MemberSetting
    past: tuple[PastReview, ...]


async def prepare_past(store: Store, asked: AboutMember) -> Entered:
    """A setting for which the person may enter a review that was held, and what was entered before.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
    """

    def look(tx: Transaction) -> Entered:
        hub = tx.hubs.get(asked.hub)
        return _entered(tx, member_for(tx, asked, Action.ENTER_PAST_REVIEW, hub, asked.member))

    return await store.read(look)


async def enter_past(store: Store, request: EnterPast, *, zone: tzinfo, now: datetime) -> MemberSetting:
    """Enter the day of a review that was held elsewhere, or with other settings; the same day again changes its source.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
        SourceMissing: hub staff did not say where they know it from.
        TextTooLong: the source is too long to be kept.
        DayNotOverYet: the day is still to come.
        DayTooLongAgo: there were no such reviews then.
    """

    def decide(tx: Transaction) -> MemberSetting:
        hub = tx.hubs.get_for_change(request.hub)
        member = member_for(tx, request, Action.ENTER_PAST_REVIEW, hub, request.member)
        leads = member.is_led_by(request.workspace, request.person)
        past = _past(request, leads=leads, today=now.astimezone(zone).date())
        tx.histories.put_past(past, hub=hub, at=now)
        return member

    return await store.write(decide)


async def remove_past(store: Store, request: RemovePast) -> Entered:
    """Take out a review that was entered by mistake. The second time changes nothing.

    Raises:
        NothingThere: there is no such hub or setting, or the person has to do with neither.
        NotAllowed: what they are does not cover it.
    """

    def decide(tx: Transaction) -> Entered:
        hub = tx.hubs.get_for_change(request.hub)
        member = member_for(tx, request, Action.ENTER_PAST_REVIEW, hub, request.member)
        tx.histories.remove_past(member.id, request.kind, request.done_on)
        return _entered(tx, member)

    return await store.write(decide)


def _entered(tx: Transaction, member: MemberSetting) -> Entered:
    return Entered(member=member, past=tuple(tx.histories.list_past(member)))


def _past(request: EnterPast, *, leads: bool, today: date) -> PastReview:
    source = request.source.strip()
    if not source and not leads:
        raise SourceMissing
    if len(source) > LONGEST_SOURCE:
        raise TextTooLong(LONGEST_SOURCE)
    if request.done_on > today:
        raise DayNotOverYet
    if request.done_on < EARLIEST:
        raise DayTooLongAgo(EARLIEST)
    return PastReview(
        member=request.member, kind=request.kind, done_on=request.done_on, source=source, entered_by=request.person
    )
