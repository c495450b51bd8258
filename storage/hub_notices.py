"""The notices that come from hubs."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, select, update

from maturity_model.hub import MemberSetting
from maturity_model.ids import HubId
from maturity_model.notice import Notice, NoticeState
from storage import rows
from storage.notices import read_notice

_table = rows.notices.c


class HubNotices:
    """What hubs owe people; `storage.notices` delivers it like any other notice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def withdraw(self, hub: HubId, *kinds: str, **about: str) -> None:
        """Take back what has not been sent yet of these kinds and is about exactly that: `week="W1"`."""
        waiting = (*_of(hub, kinds, about), _table.state == NoticeState.WAITING)
        self._connection.execute(update(rows.notices).where(*waiting), {"state": NoticeState.WITHDRAWN})

    def withdraw_from(self, member: MemberSetting) -> None:
        """Take back everything that has not been sent yet to the careers leaders of a setting; nobody else's."""
        if member.setting is None:  # what a hub owes its own people is for no setting, either
            return
        theirs = (_table.hub == member.hub, _table.setting == member.setting, _table.state == NoticeState.WAITING)
        self._connection.execute(update(rows.notices).where(*theirs), {"state": NoticeState.WITHDRAWN})

    def list_waiting(self, member: MemberSetting) -> list[Notice]:
        """What has not been sent yet to the careers leaders of a setting, oldest first."""
        theirs = (_table.hub == member.hub, _table.setting == member.setting, _table.state == NoticeState.WAITING)
        query = select(rows.notices).where(*theirs).order_by(_table.id)
        return [read_notice(kept) for kept in self._connection.execute(query)]

    def list_by_kind(self, hub: HubId, *kinds: str, **about: str) -> list[Notice]:
        """All notices of these kinds that a hub ever had and that are about exactly that, oldest first."""
        query = select(rows.notices).where(*_of(hub, kinds, about)).order_by(_table.id)
        return [read_notice(kept) for kept in self._connection.execute(query)]


def _of(hub: HubId, kinds: tuple[str, ...], about: dict[str, Any]) -> list[ColumnElement[bool]]:
    matching = [_table.about[name].as_string() == value for name, value in about.items()]
    return [_table.hub == hub, _table.kind.in_(kinds), *matching]
