"""The guides that careers leaders gave, until what has become of them is old news."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from maturity_model.catalog import EditionId
from maturity_model.errors import NothingThere
from maturity_model.given_guide import GivenGuide, GuideState
from maturity_model.ids import GuideId, PersonId, SettingId, WorkspaceId
from maturity_model.setting import Setting
from storage import rows
from storage.upsert import insert_once

_table = rows.guides.c


class Guides:
    """The guides of all workspaces; each look-up but that of what waits names the workspace it is for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, guide: GivenGuide) -> None:
        """Keep a guide that was given; the second time nothing changes.

        Raises:
            NothingThere: its id is that of a guide of another setting.
        """
        is_new = insert_once(self._connection, rows.guides, _kept(guide), keys=("id",))
        if not is_new and self.get(guide.workspace, guide.id).setting != guide.setting:
            raise NothingThere

    def get(self, workspace: WorkspaceId, guide: GuideId) -> GivenGuide:
        """One guide.

        Raises:
            NothingThere: the workspace has no such guide.
        """
        if (found := self.find(workspace, guide)) is None:
            raise NothingThere
        return found

    def find(self, workspace: WorkspaceId, guide: GuideId) -> GivenGuide | None:
        """One guide; None where the workspace has no such guide, or it is forgotten."""
        return self._find(workspace, guide, locked=False)

    def find_used(self, setting: Setting, edition: EditionId) -> GivenGuide | None:
        """The setting's guide that became this edition, and was not taken out; of several the one given last."""
        these = (_table.workspace == setting.workspace, _table.setting == setting.id, _table.edition == edition)
        query = select(rows.guides).where(*these, _table.state == GuideState.USED).order_by(_table.given_at.desc())
        kept = self._connection.execute(query.limit(1)).one_or_none()
        return _guide(kept) if kept else None

    def get_for_change(self, workspace: WorkspaceId, guide: GuideId) -> GivenGuide:
        """One guide, with everybody else who wants to change it held back until the end of the transaction.

        Raises:
            NothingThere: the workspace has no such guide.
        """
        if (found := self._find(workspace, guide, locked=True)) is None:
            raise NothingThere
        return found

    def put(self, guide: GivenGuide) -> None:
        """Keep what has become of a guide."""
        self._connection.execute(update(rows.guides).where(_table.id == guide.id), _kept(guide))

    def list_waiting(self) -> list[GivenGuide]:
        """Every guide that is to be read, of all workspaces, the earliest first."""
        query = select(rows.guides).where(_table.state == GuideState.WAITING).order_by(_table.given_at, _table.id)
        return [_guide(kept) for kept in self._connection.execute(query)]

    def has_given(self, *, before: datetime) -> bool:
        """Whether guides were given before that time, and became no edition."""
        return self._connection.execute(select(_table.id).where(*_forgettable(before)).limit(1)).first() is not None

    def remove_given(self, *, before: datetime) -> None:
        """Forget the guides that were given before that time, but for those that became an edition.

        Whoever gave them may take that out again.
        """
        self._connection.execute(delete(rows.guides).where(*_forgettable(before)))

    def _find(self, workspace: WorkspaceId, guide: GuideId, *, locked: bool) -> GivenGuide | None:
        query = select(rows.guides).where(_table.workspace == workspace, _table.id == guide)
        kept = self._connection.execute(query.with_for_update() if locked else query).one_or_none()
        return _guide(kept) if kept else None


def _forgettable(before: datetime) -> tuple[ColumnElement[bool], ...]:
    return _table.given_at < before, _table.state != GuideState.USED


def _kept(guide: GivenGuide) -> dict[str, object]:
    return {**vars(guide), "said": dict(guide.said), "found": dict(guide.found) if guide.found else None}


def _guide(kept: "Row[tuple[object, ...]]") -> GivenGuide:
    return GivenGuide(
        id=GuideId(kept.id),
        workspace=WorkspaceId(kept.workspace),
        setting=SettingId(kept.setting),
        person=PersonId(kept.person),
        file=kept.file,
        name=kept.name,
        given_at=kept.given_at,
        state=GuideState(kept.state),
        said=kept.said,
        confirmed=kept.confirmed,
        readings=kept.readings,
        tries=kept.tries,
        found=kept.found,
        fingerprint=kept.fingerprint,
        refusal=kept.refusal,
        edition=kept.edition,
    )
