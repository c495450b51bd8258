"""The settings of hubs, in Slack or not, and what each has behind it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, update

from maturity_model.errors import NothingThere
from maturity_model.hub import Hub, MemberSetting, PastKind, Staff
from maturity_model.ids import HubId, MemberSettingId, PersonId, SettingId, WorkspaceId
from maturity_model.review import Stage
from maturity_model.setting import Kind, Phase
from storage import rows
from storage.upsert import insert_once

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
        return self._list(_HERE, _table.waits_for_review, _has_review())

    def mark_unready(self) -> None:
        """Remember of the settings of all hubs which have no agreed review: they wait for it, the first or anew."""
        waiting = (_HERE, _table.waits_for_review.is_(False), ~_has_review())
        self._connection.execute(update(rows.hub_members).where(*waiting), {"waits_for_review": True})

    def is_any_unready(self) -> bool:
        """Whether a setting has no agreed review and is not known to wait for one."""
        unready = select(_table.id).where(_HERE, _table.waits_for_review.is_(False), ~_has_review()).limit(1)
        return self._connection.execute(unready).first() is not None

    def add(self, member: MemberSetting, *, hub: Hub) -> bool:
        """Keep a new setting of a hub; False where one of that id is kept already, and then nothing changes."""
        kept = {"id": member.id, "workspace": hub.workspace, **_fields(member)}
        return insert_once(self._connection, rows.hub_members, kept, keys=("id",))

    def put(self, member: MemberSetting) -> None:
        """Keep what changed in a setting's place."""
        self._connection.execute(update(rows.hub_members).where(_table.id == member.id), _fields(member))

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


def _has_review() -> ColumnElement[bool]:
    """Whether a setting has a review that is agreed, here or elsewhere, in this hub or in one that it left."""
    reviews = rows.reviews.c
    agreed = select(reviews.id).where(
        reviews.workspace == _table.setting_workspace,
        reviews.setting == _table.setting,
        reviews.stage == Stage.AGREED,
    )
    held = (
        select(_past.member)
        .join(_earlier, _earlier.c.id == _past.member)
        .where(
            or_(_earlier.c.id == _table.id, _earlier.c.setting == _table.setting),
            _past.kind == PastKind.LEADERSHIP,
        )
    )
    return or_(agreed.exists(), held.exists())


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
