"""What settings answered to their hub's weeks."""

from typing import Any

from sqlalchemy import Connection, Row, select

from maturity_model.booking import Booking, BookingState
from maturity_model.hub import Hub
from maturity_model.ids import HubId, MemberSettingId, PersonId, WeekId
from storage import rows
from storage.upsert import upsert

_table = rows.bookings.c


class Bookings:
    """The requests of all hubs, one a setting."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, member: MemberSettingId) -> Booking | None:
        """What a setting answered last."""
        kept = self._connection.execute(select(rows.bookings).where(_table.member == member)).one_or_none()
        return _booking(kept) if kept else None

    def list_by_hub(self, hub: HubId) -> list[Booking]:
        """What the settings of a hub answered last, those first who did so first."""
        kept = select(rows.bookings).where(_table.hub == hub).order_by(_table.asked_at, _table.member)
        return [_booking(one) for one in self._connection.execute(kept)]

    def put(self, booking: Booking, *, hub: Hub) -> None:
        """Keep what a setting answered, in place of what it answered before."""
        kept = {
            "workspace": hub.workspace,
            "hub": booking.hub,
            "member": booking.member,
            "state": booking.state,
            "choices": list(booking.choices),
            "week": booking.week,
            "sentence": booking.sentence,
            "version": booking.version,
            "asked_by": booking.asked_by,
            "asked_at": booking.asked_at,
            "settled_by": booking.settled_by,
            "settled_at": booking.settled_at,
        }
        upsert(self._connection, rows.bookings, kept, keys=("member",))


def _booking(kept: Row[Any]) -> Booking:
    return Booking(
        hub=HubId(kept.hub),
        member=MemberSettingId(kept.member),
        state=BookingState(kept.state),
        choices=tuple(map(WeekId, kept.choices)),
        week=WeekId(kept.week) if kept.week else None,
        sentence=kept.sentence,
        version=kept.version,
        asked_by=PersonId(kept.asked_by),
        asked_at=kept.asked_at,
        settled_by=PersonId(kept.settled_by) if kept.settled_by else None,
        settled_at=kept.settled_at,
    )
