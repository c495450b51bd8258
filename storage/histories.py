"""What the settings of hubs have behind them: reviews that were agreed here, and those that somebody entered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, or_, select, update

from maturity_model.booking import History
from maturity_model.hub import Hub, MemberSetting, PastKind, PastReview
from maturity_model.ids import HubId, MemberSettingId, PersonId
from maturity_model.review import Stage
from storage import rows
from storage.upsert import upsert

_table = rows.hub_members.c
_past = rows.past_reviews.c
_earlier = rows.hub_members.alias("earlier")
_SAME_SETTING = or_(_earlier.c.id == _table.id, _earlier.c.setting == _table.setting)
"""What a setting had done in a hub that it left counts, too."""


class Histories:
    """The reviews behind the settings of all hubs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_past(self, past: PastReview, *, hub: Hub, at: datetime) -> None:
        """Keep the day of a review that was held elsewhere or with others; the same day again changes its source."""
        kept = {
            "workspace": hub.workspace,
            "hub": hub.id,
            "member": past.member,
            "kind": past.kind,
            "done_on": past.done_on,
            "source": past.source,
            "entered_by": past.entered_by,
            "entered_at": at,
        }
        upsert(self._connection, rows.past_reviews, kept, keys=("member", "kind", "done_on"))

    def remove_past(self, member: MemberSettingId, kind: PastKind, done_on: date) -> None:
        """Forget a review that was entered by mistake; the second time changes nothing."""
        one = and_(_past.member == member, _past.kind == kind, _past.done_on == done_on)
        self._connection.execute(delete(rows.past_reviews).where(one))

    def list_past(self, member: MemberSetting) -> list[PastReview]:
        """What was entered about a setting, oldest first."""
        kept = self._connection.execute(
            select(rows.past_reviews).where(_past.member == member.id).order_by(_past.done_on, _past.kind)
        )
        return [
            PastReview(
                member=MemberSettingId(k.member),
                kind=PastKind(k.kind),
                done_on=k.done_on,
                source=k.source,
                entered_by=PersonId(k.entered_by),
            )
            for k in kept
        ]

    def list_by_hub(self, hub: HubId) -> Mapping[MemberSettingId, History]:
        """What each setting of a hub has behind it."""
        return self._list(_table.hub == hub)

    def get(self, member: MemberSetting) -> History:
        """What one setting has behind it."""
        return self._list(_table.id == member.id)[member.id]

    def list_due_again(self, *, by: date) -> list[tuple[HubId, MemberSettingId, date]]:
        """The settings whose last peer-to-peer review was on that day or before, and that were not told since."""
        last = _past_of(_table.left_at.is_(None)).where(_past.kind == PastKind.PEER).subquery()
        told = (
            select(_past.member)
            .join(_earlier, _earlier.c.id == _past.member)
            .where(
                _SAME_SETTING,
                _past.kind == PastKind.PEER,
                _past.done_on == last.c.done_on,
                _past.asked_again_at.is_not(None),
            )
            .correlate(rows.hub_members, last)
        )
        due = (
            select(_table.hub, _table.id, last.c.done_on)
            .join(last, last.c.id == _table.id)
            .where(last.c.done_on <= by, ~told.exists())
            .order_by(_table.id)
        )
        return [(HubId(k.hub), MemberSettingId(k.id), k.done_on) for k in self._connection.execute(due)]

    def put_told(self, member: MemberSetting, done_on: date, *, at: datetime) -> None:
        """Remember that a setting was told, three years after its peer-to-peer review, that another one is due."""
        places = select(_table.id).where(or_(_table.id == member.id, _table.setting == member.setting))
        of_peer = and_(_past.member.in_(places), _past.kind == PastKind.PEER, _past.done_on == done_on)
        self._connection.execute(update(rows.past_reviews).where(of_peer), {"asked_again_at": at})

    def _list(self, which: ColumnElement[bool]) -> Mapping[MemberSettingId, History]:
        members = self._connection.execute(select(_table.id).where(which)).scalars().all()
        past = {(k.id, k.kind): k.done_on for k in self._connection.execute(_past_of(which))}
        agreed = {k.id: k.agreed_at.date() for k in self._connection.execute(_agreed_of(which))}
        return {
            MemberSettingId(each): History(
                agreed_on=max(filter(None, (agreed.get(each), past.get((each, PastKind.LEADERSHIP)))), default=None),
                peer_on=past.get((each, PastKind.PEER)),
            )
            for each in members
        }


def _past_of(which: ColumnElement[bool]) -> Select[Any]:
    """The newest review of each kind that was entered."""
    return (
        select(_table.id, _past.kind, func.max(_past.done_on).label("done_on"))
        .join(_earlier, _SAME_SETTING)
        .join(rows.past_reviews, _past.member == _earlier.c.id)
        .where(which)
        .group_by(_table.id, _past.kind)
    )


def _agreed_of(which: ColumnElement[bool]) -> Select[Any]:
    reviews, moves = rows.reviews.c, rows.review_moves.c
    agreed_there = and_(
        reviews.workspace == _table.setting_workspace,  # the index begins with it
        reviews.setting == _table.setting,
        reviews.stage == Stage.AGREED,
    )
    return (
        select(_table.id, func.max(moves.moved_at).label("agreed_at"))
        .join(rows.reviews, agreed_there)
        .join(rows.review_moves, and_(moves.review == reviews.id, moves.stage == Stage.AGREED))
        .where(which)
        .group_by(_table.id)
    )
