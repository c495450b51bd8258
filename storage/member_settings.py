"""The settings of hubs, in Slack or not, and what each has behind it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, update

from maturity_model.booking import History
from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, MemberSetting, PastKind, PastReview, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId, SettingId, WorkspaceId
from maturity_model.review import Stage
from maturity_model.setting import Kind, Phase
from storage import rows
from storage.upsert import insert_once, upsert

_table = rows.hub_members.c
_past = rows.past_reviews.c
_earlier = rows.hub_members.alias("earlier")
_newer = rows.past_reviews.alias("newer")
_HERE = _table.left_at.is_(None)


class MemberSettings:
    """The member settings of all hubs. A setting is in one hub at a time; one that has left keeps what it had done."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, hub: HubId, member: MemberSettingId) -> MemberSetting:
        """One setting of a hub.

        Raises:
            NothingThere: the hub has no such setting, or none any more.
        """
        found = self._list(_table.hub == hub, _table.id == member, _HERE)
        if not found:
            raise NothingThere
        return found[0]

    def find(self, hub: HubId, member: MemberSettingId) -> MemberSetting | None:
        """One setting of a hub, even one that has left."""
        found = self._list(_table.hub == hub, _table.id == member)
        return found[0] if found else None

    def find_by_setting(self, workspace: WorkspaceId, setting: SettingId) -> MemberSetting | None:
        """A setting's place in its hub; None where it is in none."""
        found = self._list(_table.setting_workspace == workspace, _table.setting == setting, _HERE)
        return found[0] if found else None

    def find_former(self, hub: HubId, setting: SettingId) -> MemberSetting | None:
        """The place in this hub that a setting left; the last one where there were several."""
        found = self._list(_table.hub == hub, _table.setting == setting, _table.left_at.is_not(None))
        return max(found, key=lambda member: (member.left_at, member.id), default=None)

    def list_by_hub(self, hub: HubId) -> list[MemberSetting]:
        """The settings that are in a hub, by name."""
        return self._list(_table.hub == hub, _HERE)

    def list_ready_again(self) -> list[MemberSetting]:
        """The settings, of all hubs, that were told that their review comes first and have one that is agreed now."""
        reviews = rows.reviews.c
        agreed = select(reviews.id).where(reviews.setting == _table.setting, reviews.stage == Stage.AGREED)
        held = select(_past.member).where(_past.member == _table.id, _past.kind == PastKind.LEADERSHIP)
        return self._list(_HERE, _table.waits_for_review, or_(agreed.exists(), held.exists()))

    def add(self, member: MemberSetting, *, hub: Hub) -> bool:
        """Keep a new setting of a hub; False where one of that id is kept already, and then nothing changes."""
        kept = {"id": member.id, "workspace": hub.workspace, **_fields(member)}
        return insert_once(self._connection, rows.hub_members, kept, keys=("id",))

    def put(self, member: MemberSetting) -> None:
        """Keep what changed in a setting's place."""
        self._connection.execute(update(rows.hub_members).where(_table.id == member.id), _fields(member))

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

    def histories(self, hub: HubId) -> Mapping[MemberSettingId, History]:
        """What each setting of a hub has behind it."""
        return self._histories(_table.hub == hub)

    def history(self, member: MemberSetting) -> History:
        """What one setting has behind it."""
        return self._histories(_table.id == member.id)[member.id]

    def stages(self, hub: HubId) -> Mapping[MemberSettingId, Stage]:
        """The stage of each setting's newest review; nothing for one that has none.

        Only what `maturity_model.disclosure` lets through of it may be shown to a hub.
        """
        reviews = rows.reviews.c
        every = (
            select(_table.id, reviews.stage)
            .join(rows.reviews, reviews.setting == _table.setting)
            .where(_table.hub == hub, _HERE)
            .order_by(reviews.created_at)
        )
        return {MemberSettingId(kept.id): Stage(kept.stage) for kept in self._connection.execute(every)}

    def list_peer_due(self, *, by: date) -> list[tuple[MemberSetting, date]]:
        """The settings whose last peer-to-peer review was on that day or before, and that were not told since."""
        newer = select(_newer.c.member).where(
            _newer.c.member == _past.member, _newer.c.kind == PastKind.PEER, _newer.c.done_on > _past.done_on
        )
        due = (
            select(_table.id, _past.done_on)
            .join(rows.past_reviews, _past.member == _table.id)
            .where(
                _HERE,
                _past.kind == PastKind.PEER,
                _past.done_on <= by,
                _past.asked_again_at.is_(None),
                ~newer.exists(),
            )
        )
        days = {MemberSettingId(kept.id): kept.done_on for kept in self._connection.execute(due)}
        return [(member, days[member.id]) for member in self._list(_table.id.in_(sorted(days)))] if days else []

    def put_told(self, member: MemberSetting, done_on: date, *, at: datetime) -> None:
        """Remember that a setting was told, three years after its peer-to-peer review, that another one is due."""
        of_peer = and_(_past.member == member.id, _past.kind == PastKind.PEER, _past.done_on == done_on)
        self._connection.execute(update(rows.past_reviews).where(of_peer), {"asked_again_at": at})

    def _histories(self, which: ColumnElement[bool]) -> Mapping[MemberSettingId, History]:
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

    def _list(self, *which: ColumnElement[bool]) -> list[MemberSetting]:
        kept = self._connection.execute(
            select(rows.hub_members).where(*which).order_by(func.lower(_table.name), _table.id)
        ).all()
        leaders = self._leaders([one.setting for one in kept if one.setting])
        return [_member(one, leaders.get(one.setting, frozenset())) for one in kept]

    def _leaders(self, settings: list[str]) -> Mapping[str, frozenset[PersonId]]:
        table = rows.careers_leaders.c
        found: dict[str, set[PersonId]] = {}
        for kept in self._connection.execute(select(table.setting, table.person).where(table.setting.in_(settings))):
            found.setdefault(kept.setting, set()).add(PersonId(kept.person))
        return {setting: frozenset(people) for setting, people in found.items()}


def _past_of(which: ColumnElement[bool]) -> Select[Any]:
    """The newest entered review of each kind; what a setting had done in a hub that it left counts, too."""
    same = or_(_earlier.c.id == _table.id, _earlier.c.setting == _table.setting)
    return (
        select(_table.id, _past.kind, func.max(_past.done_on).label("done_on"))
        .join(_earlier, same)
        .join(rows.past_reviews, _past.member == _earlier.c.id)
        .where(which)
        .group_by(_table.id, _past.kind)
    )


def _agreed_of(which: ColumnElement[bool]) -> Select[Any]:
    reviews, moves = rows.reviews.c, rows.review_moves.c
    return (
        select(_table.id, func.max(moves.moved_at).label("agreed_at"))
        .join(rows.reviews, and_(reviews.setting == _table.setting, reviews.stage == Stage.AGREED))
        .join(rows.review_moves, and_(moves.review == reviews.id, moves.stage == Stage.AGREED))
        .where(which)
        .group_by(_table.id)
    )


def _member(kept: Row[Any], leaders: frozenset[PersonId]) -> MemberSetting:
    consultant = Staff(workspace=WorkspaceId(kept.consultant_workspace), person=PersonId(kept.consultant))
    return MemberSetting(
        id=MemberSettingId(kept.id),
        hub=HubId(kept.hub),
        name=kept.name,
        kind=Kind(kept.kind),
        phase=Phase(kept.phase),
        joined_at=kept.joined_at,
        trust=kept.trust,
        learners=kept.learners,
        contact=kept.contact,
        workspace=WorkspaceId(kept.setting_workspace) if kept.setting_workspace else None,
        setting=SettingId(kept.setting) if kept.setting else None,
        consultant=consultant if kept.consultant else None,
        shows_progress=kept.shows_progress,
        waits_for_review=kept.waits_for_review,
        left_at=kept.left_at,
        leaders=leaders,
    )


def _fields(member: MemberSetting) -> dict[str, object]:
    return {
        "hub": member.hub,
        "setting_workspace": member.workspace,
        "setting": member.setting,
        "name": member.name,
        "kind": member.kind,
        "phase": member.phase,
        "trust": member.trust,
        "learners": member.learners,
        "contact": member.contact,
        "consultant_workspace": member.consultant.workspace if member.consultant else None,
        "consultant": member.consultant.person if member.consultant else None,
        "shows_progress": member.shows_progress,
        "waits_for_review": member.waits_for_review,
        "joined_at": member.joined_at,
        "left_at": member.left_at,
    }
