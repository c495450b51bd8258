"""Announcing weeks: everybody who should hear of them is owed one word each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import chain

from bot.capabilities.weeks.use_cases.reminding import reminders_of
from bot.capabilities.weeks.use_cases.telling import members_by_turn
from bot.kit.hub_standing import Asker, hub_of_staff
from maturity_model.booking import Turn
from maturity_model.booking_week import MOST_WEEKS, BookingWeek, WrittenWeek, require_sound
from maturity_model.errors import NotHubStaff, NoWeeks, SeveralHubs, TooManyWeeks
from maturity_model.hub import Hub, MemberSetting
from maturity_model.hub_notices import to_channel, to_leaders, to_staff
from maturity_model.ids import HubId, PersonId, WeekId
from maturity_model.notice_kinds import WEEKS_ANNOUNCED, WEEKS_BY_EMAIL
from storage.store import Store
from storage.transaction import Transaction

ANNOUNCEMENT_LENGTH = 28  # what of its id stands in those of its weeks, which have room for 32 characters


@dataclass(frozen=True, kw_only=True)
class AnnounceWeeks(Asker):
    """Hub staff announce weeks; `announcement` is the name under which they are announced together."""

    hub: HubId
    announcement: str
    weeks: tuple[WrittenWeek, ...]
    trios: int
    facilitators: tuple[PersonId, ...]


@dataclass(frozen=True, kw_only=True)
class Announcing:
    """A hub that announces weeks, and those that it has announced already."""

    hub: Hub
    announced: tuple[BookingWeek, ...]


@dataclass(frozen=True, kw_only=True)
class Announced:
    """What was announced, and which settings hear of it, by how they stand with it."""

    weeks: tuple[BookingWeek, ...]
    ready: tuple[MemberSetting, ...]
    later: tuple[MemberSetting, ...]  # once their own review is agreed
    lately: tuple[MemberSetting, ...]  # they took part not long ago, so that others come first


async def prepare_announcement(store: Store, asker: Asker, hub: HubId | None) -> Announcing:
    """A hub in which the person may announce weeks; None for the one that they work for.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person is not of its staff.
        NotHubStaff: the person works for none and named none.
        SeveralHubs: the person works for several and named none.
    """

    def look(tx: Transaction) -> Announcing:
        found = hub_of_staff(tx, asker, hub) if hub else _only_hub(tx, asker)
        return Announcing(hub=found, announced=tuple(tx.booking_weeks.list_by_hub(found.id)))

    return await store.read(look)


async def announce_weeks(store: Store, request: AnnounceWeeks, *, zone: tzinfo, now: datetime) -> Announced:
    """Announce weeks: to the hub's channel, to each careers leader of its settings, and by hand to those without Slack.

    Sending the same announcement again changes nothing.

    Raises:
        NothingThere: there is no such hub.
        NotAllowed: the person is not of its staff.
        NoWeeks: there are none.
        TooManyWeeks: more than are announced at once.
        WeekInThePast: one has begun, or ends before it begins.
        WeekTooLong: one lasts longer than any.
        WeeksOverlap: two share a day.
        ClosesTooLate: requests would close when the week has begun.
        ClosesInThePast: requests would have closed already.
        TriosOutOfRange: nobody plans that few or that many.
    """

    def decide(tx: Transaction) -> Announced:
        hub = hub_of_staff(tx, request, request.hub, for_change=True)
        weeks = tx.booking_weeks.list_by_announcement(hub.id, request.announcement)
        if not weeks:
            weeks = _keep(tx, hub, request, today=now.astimezone(zone).date(), now=now)
            _owe_news(tx, hub, weeks, zone=zone, now=now)
        by_turn = members_by_turn(tx, hub, weeks)
        return Announced(
            weeks=tuple(weeks),
            ready=by_turn[Turn.READY],
            later=by_turn[Turn.REVIEW_FIRST],
            lately=by_turn[Turn.LATELY],
        )

    return await store.write(decide)


def _only_hub(tx: Transaction, asker: Asker) -> Hub:
    hubs = tx.hubs.list_by_staff(asker.as_staff)
    if not hubs:
        raise NotHubStaff
    if len(hubs) > 1:
        raise SeveralHubs
    return hubs[0]


def _keep(tx: Transaction, hub: Hub, request: AnnounceWeeks, *, today: date, now: datetime) -> list[BookingWeek]:
    if not request.weeks:
        raise NoWeeks
    if len(request.weeks) > MOST_WEEKS:
        raise TooManyWeeks(MOST_WEEKS)
    others = tx.booking_weeks.list_by_hub(hub.id)
    for number, written in enumerate(request.weeks, 1):
        week = _week(request, written, number, now)
        require_sound(week, others, today)
        tx.booking_weeks.add(week, hub=hub)
        others.append(week)
    return tx.booking_weeks.list_by_announcement(hub.id, request.announcement)


def _week(request: AnnounceWeeks, written: WrittenWeek, number: int, now: datetime) -> BookingWeek:
    return BookingWeek(
        id=WeekId(f"{request.announcement[:ANNOUNCEMENT_LENGTH]}{number:03d}"),
        hub=request.hub,
        announcement=request.announcement,
        term=written.term,
        first_on=written.first_on,
        last_on=written.last_on,
        trios=request.trios,
        closes_on=written.closes_on,
        announced_by=request.person,
        announced_at=now,
        facilitators=request.facilitators,
    )


def _owe_news(tx: Transaction, hub: Hub, weeks: Sequence[BookingWeek], *, zone: tzinfo, now: datetime) -> None:
    """Owe every word at once: a hub has some hundred settings, and its database may be far away."""
    members, about = tx.member_settings.list_by_hub(hub.id), {"announcement": weeks[0].announcement}
    by_email = sorted({each.consultant for each in members if each.consultant and not each.in_slack})
    in_channel = to_channel(hub, weeks[0].announcement, due_at=now)
    tx.notices.plan_again(
        [
            *([in_channel] if in_channel else ()),
            *chain.from_iterable(to_leaders(each, WEEKS_ANNOUNCED, about, due_at=now) for each in members),
            *(to_staff(each, hub, WEEKS_BY_EMAIL, about, due_at=now) for each in by_email),
            *reminders_of(tx, hub, weeks, zone=zone, now=now),
        ]
    )
