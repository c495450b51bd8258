"""Reminders that requests close, planned with the weeks that they are about."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from maturity_model.booking_week import BookingWeek
from maturity_model.hub import Hub, hub_hours
from maturity_model.hub_notices import closing_reminders, staff_reminders
from maturity_model.notice import PlannedNotice
from maturity_model.school_hours import school_hours
from storage.transaction import Transaction


def reminders_of(
    tx: Transaction, hub: Hub, weeks: Sequence[BookingWeek], *, zone: tzinfo, now: datetime
) -> Iterator[PlannedNotice]:
    """The reminders of weeks that were announced together, in as many statements however many settings there are."""
    settings, members = tx.settings.list_by_hub(hub.id), tx.member_settings.list_by_hub(hub.id)
    if not all(member.in_slack for member in members):
        yield from staff_reminders(hub, weeks, hub_hours(zone), now=now)
    for member in members:
        if member.setting:
            hours = school_hours(settings[member.setting], zone)
            yield from closing_reminders(member, weeks, hours, now=now)
