"""The weeks that hubs announce."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from maturity_model.booking_week import BookingWeek
from maturity_model.errors import NothingThere
from maturity_model.hub import Hub
from maturity_model.ids import HubId, PersonId, WeekId
from storage import rows
from storage.upsert import insert_once

_table = rows.booking_weeks.c


class BookingWeeks:
    """The weeks of all hubs; each look-up names the hub it is for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, hub: HubId, week: WeekId) -> BookingWeek:
        """One week, withdrawn or not.

        Raises:
            NothingThere: the hub has no such week.
        """
        kept = self._connection.execute(
            select(rows.booking_weeks).where(_table.hub == hub, _table.id == week)
        ).one_or_none()
        if kept is None:
            raise NothingThere
        return _week(kept)

    def list_ahead(self, hub: HubId, *, today: date) -> list[BookingWeek]:
        """The weeks that were not withdrawn and are not over, by day."""
        ahead = (_table.hub == hub, _table.last_on >= today, _table.withdrawn.is_(False))
        return self._list(select(rows.booking_weeks).where(*ahead))

    def list_by_hub(self, hub: HubId) -> list[BookingWeek]:
        """Every week that a hub ever announced, by day."""
        return self._list(select(rows.booking_weeks).where(_table.hub == hub))

    def list_by_announcement(self, hub: HubId, announcement: str) -> list[BookingWeek]:
        """The weeks that were announced together, by day."""
        together = (_table.hub == hub, _table.announcement == announcement)
        return self._list(select(rows.booking_weeks).where(*together))

    def add(self, week: BookingWeek, *, hub: Hub) -> None:
        """Keep a new week.

        Raises:
            NothingThere: its id is taken.
        """
        kept = {"id": week.id, "workspace": hub.workspace, **_fields(week)}
        if not insert_once(self._connection, rows.booking_weeks, kept, keys=("id",)):
            raise NothingThere

    def put(self, week: BookingWeek) -> None:
        """Keep what changed in a week."""
        self._connection.execute(update(rows.booking_weeks).where(_table.id == week.id), _fields(week))

    def _list(self, query: Select[Any]) -> list[BookingWeek]:
        return [_week(kept) for kept in self._connection.execute(query.order_by(_table.first_on, _table.id))]


def _week(kept: Row[Any]) -> BookingWeek:
    return BookingWeek(
        id=WeekId(kept.id),
        hub=HubId(kept.hub),
        announcement=kept.announcement,
        term=kept.term,
        first_on=kept.first_on,
        last_on=kept.last_on,
        trios=kept.trios,
        facilitators=tuple(map(PersonId, kept.facilitators)),
        closes_on=kept.closes_on,
        version=kept.version,
        withdrawn=kept.withdrawn,
        announced_by=PersonId(kept.announced_by),
        announced_at=kept.announced_at,
    )


def _fields(week: BookingWeek) -> dict[str, object]:
    return {
        "hub": week.hub,
        "announcement": week.announcement,
        "term": week.term,
        "first_on": week.first_on,
        "last_on": week.last_on,
        "trios": week.trios,
        "facilitators": list(week.facilitators),
        "closes_on": week.closes_on,
        "version": week.version,
        "withdrawn": week.withdrawn,
        "announced_by": week.announced_by,
        "announced_at": week.announced_at,
    }
