"""What a hub owes people: its settings' careers leaders, its own staff, and its channel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Hub, MemberSetting, Staff
from maturity_model.notice import PlannedNotice, Urgency
from maturity_model.notice_kinds import REQUESTS_CLOSE, WEEKS_IN_CHANNEL
from maturity_model.school_hours import SchoolHours

REMINDED_BEFORE: Final = 5  # school days before requests close


def to_leaders(
    member: MemberSetting, kind: str, about: Mapping[str, str], *, due_at: datetime, until: datetime | None = None
) -> Iterator[PlannedNotice]:
    """One to each careers leader of a setting; what it is about makes it one of its kind, with whom it goes to."""
    if member.workspace is None:
        return
    for leader in sorted(member.leaders):
        yield PlannedNotice(
            key=_key(kind, member.id, leader, about),
            kind=kind,
            workspace=member.workspace,
            setting=member.setting,
            hub=member.hub,
            person=leader,
            about={"member": member.id, **about},
            due_at=due_at,
            urgency=Urgency.NEWS,
            useful_until=until,
        )


def to_setting(
    member: MemberSetting, hub: Hub, kind: str, about: Mapping[str, str], *, due_at: datetime
) -> Iterator[PlannedNotice]:
    """One to each careers leader of a setting, or to its consultant, who writes to it where it is not in Slack."""
    if member.in_slack:
        yield from to_leaders(member, kind, about, due_at=due_at)
    elif member.consultant:
        yield to_staff(member.consultant, hub, kind, {"member": member.id, **about}, due_at=due_at)


def to_staff(staff: Staff, hub: Hub, kind: str, about: Mapping[str, str], *, due_at: datetime) -> PlannedNotice:
    """One to somebody who works for a hub."""
    return PlannedNotice(
        key=_key(kind, hub.id, f"{staff.workspace}:{staff.person}", about),
        kind=kind,
        workspace=staff.workspace,
        hub=hub.id,
        person=staff.person,
        about=about,
        due_at=due_at,
        urgency=Urgency.NEWS,
    )


def to_channel(hub: Hub, announcement: str, *, due_at: datetime) -> PlannedNotice | None:
    """The announcement of some weeks in the hub's channel; None where it has none."""
    if hub.channel is None:
        return None
    about = {"announcement": announcement}
    return PlannedNotice(
        key=_key(WEEKS_IN_CHANNEL, hub.id, "", about),
        kind=WEEKS_IN_CHANNEL,
        workspace=hub.workspace,
        hub=hub.id,
        channel=hub.channel,
        about=about,
        due_at=due_at,
        urgency=Urgency.NEWS,
    )


def closing_reminders(
    member: MemberSetting, weeks: Sequence[BookingWeek], hours: SchoolHours, *, now: datetime
) -> tuple[PlannedNotice, ...]:
    """One reminder to each careers leader some school days before the first of the weeks announced together closes.

    None where that day is over, or today: they have just been told. Weeks that were withdrawn do not count.
    """
    if (when := _reminded_at(weeks, hours, now)) is None:
        return ()
    about, (due_at, until) = {"announcement": weeks[0].announcement}, when
    return tuple(to_leaders(member, REQUESTS_CLOSE, about, due_at=due_at, until=until))


def staff_reminders(
    hub: Hub, weeks: Sequence[BookingWeek], hours: SchoolHours, *, now: datetime
) -> tuple[PlannedNotice, ...]:
    """The same to everybody who works for the hub; who looks after a setting that is not in Slack is asked later."""
    if (when := _reminded_at(weeks, hours, now)) is None:
        return ()
    about, (due_at, until) = {"announcement": weeks[0].announcement}, when
    planned = (to_staff(each, hub, REQUESTS_CLOSE, about, due_at=due_at) for each in sorted(hub.staff))
    return tuple(replace(each, useful_until=until) for each in planned)


def first_closing(weeks: Iterable[BookingWeek]) -> date | None:
    """When the first of some weeks closes; None where all of them were withdrawn."""
    return min((week.closes_on for week in weeks if not week.withdrawn), default=None)


def _reminded_at(weeks: Iterable[BookingWeek], hours: SchoolHours, now: datetime) -> tuple[datetime, datetime] | None:
    """When a reminder is due, and until when it is of use."""
    closes_on = first_closing(weeks)
    day = hours.school_day_before(closes_on, REMINDED_BEFORE) if closes_on else None
    if closes_on is None or day is None or day <= hours.day_of(now):
        return None
    return hours.opening(day), hours.closing(closes_on)


def _key(kind: str, of: str, who: str, about: Mapping[str, str]) -> str:
    return ":".join((kind, of, who, *about.values()))
