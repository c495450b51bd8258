"""Notices: what the bot owes people, claimed by one process at a time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from maturity_model.ids import ChannelId, NoticeId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.review import Review
from storage import rows
from storage.upsert import insert_once


class Notices:
    """The notices of all workspaces: whoever delivers them asks what is due and gets one of them at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, notice: PlannedNotice) -> bool:
        """Keep a notice; False where its key is kept already, and then nothing changes."""
        kept = {
            "workspace": notice.workspace,
            "setting": notice.setting,
            "review": notice.review,
            "key": notice.key,
            "kind": notice.kind,
            "person": notice.person,
            "channel": notice.channel,
            "subject": notice.subject,
            "about": dict(notice.about),
            "urgency": notice.urgency,
            "due_at": notice.due_at,
            "state": NoticeState.WAITING,
        }
        return insert_once(self._connection, rows.notices, kept, keys=("workspace", "key"))

    def claim_next(self, *, now: datetime, lease_until: datetime) -> Notice | None:
        """The most urgent notice that is due, marked as being sent; another process never gets the same one."""
        table = rows.notices.c
        kept = self._connection.execute(
            select(rows.notices)
            .where(table.state == NoticeState.WAITING, table.due_at <= now)
            .order_by(table.urgency, table.due_at, table.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if kept is None:
            return None
        self._connection.execute(
            update(rows.notices).where(table.id == kept.id),
            {"state": NoticeState.SENDING, "attempts": kept.attempts + 1, "lease_until": lease_until},
        )
        return _notice(kept, state=NoticeState.SENDING, attempts=kept.attempts + 1)

    def give_back(self, *, lease_until: datetime) -> None:
        """Put back what was claimed with this lease by somebody who never learnt of it: it certainly did not leave."""
        table = rows.notices.c
        claimed = update(rows.notices).where(table.state == NoticeState.SENDING, table.lease_until == lease_until)
        self._connection.execute(
            claimed.values(state=NoticeState.WAITING, lease_until=None, attempts=table.attempts - 1)
        )

    def list_abandoned(self, *, now: datetime) -> list[Notice]:
        """Notices whose sender has not been heard of since its lease ended."""
        table = rows.notices.c
        kept = self._connection.execute(
            select(rows.notices).where(table.state == NoticeState.SENDING, table.lease_until < now).order_by(table.id)
        )
        return [_notice(k) for k in kept]

    def settle(self, notice: Notice, state: NoticeState, *, failure: str | None = None) -> None:
        """Say what became of a notice."""
        self._connection.execute(
            update(rows.notices).where(rows.notices.c.id == notice.id),
            {"state": state, "failure": failure, "lease_until": None},
        )

    def postpone(self, notice: Notice, *, until: datetime, failure: str) -> None:
        """Put a notice back that certainly did not leave: this was no attempt."""
        put_back = {"state": NoticeState.WAITING, "due_at": until, "failure": failure, "lease_until": None}
        self._connection.execute(
            update(rows.notices).where(rows.notices.c.id == notice.id), {**put_back, "attempts": notice.attempts - 1}
        )

    def repeat(self, notice: Notice, *, failure: str) -> None:
        """Put a notice back that may have left; the attempt counts."""
        self._connection.execute(
            update(rows.notices).where(rows.notices.c.id == notice.id),
            {"state": NoticeState.WAITING, "failure": failure, "lease_until": None},
        )

    def withdraw(self, review: Review, *, kinds: Collection[str] = (), person: PersonId | None = None) -> None:
        """Take back what has not been sent yet: of these kinds and for this person, or all of the review."""
        table = rows.notices.c
        query = update(rows.notices).where(table.review == review.id, table.state == NoticeState.WAITING)
        if kinds:
            query = query.where(table.kind.in_(sorted(kinds)))
        if person is not None:
            query = query.where(table.person == person)
        self._connection.execute(query, {"state": NoticeState.WITHDRAWN})

    def withdraw_workspace(self, workspace: WorkspaceId) -> None:
        """Take back everything that has not been sent yet in a workspace: the bot may not write there any more."""
        table = rows.notices.c
        self._connection.execute(
            update(rows.notices).where(table.workspace == workspace, table.state == NoticeState.WAITING),
            {"state": NoticeState.WITHDRAWN},
        )

    def list_by_kind(self, review: Review, kind: str) -> list[Notice]:
        """All notices of a kind that a review ever had, oldest first."""
        table = rows.notices.c
        kept = self._connection.execute(
            select(rows.notices).where(table.review == review.id, table.kind == kind).order_by(table.id)
        )
        return [_notice(k) for k in kept]

    def is_any_due(self, *, now: datetime) -> bool:
        """Whether a notice is due and not sent yet."""
        table = rows.notices.c
        found = select(table.id).where(table.state == NoticeState.WAITING, table.due_at <= now).limit(1)
        return self._connection.execute(found).first() is not None


def _notice(kept: Row[Any], **newer: Any) -> Notice:
    values = {
        "id": NoticeId(kept.id),
        "workspace": WorkspaceId(kept.workspace),
        "setting": SettingId(kept.setting),
        "review": ReviewId(kept.review),
        "key": kept.key,
        "kind": kept.kind,
        "person": PersonId(kept.person) if kept.person else None,
        "channel": ChannelId(kept.channel) if kept.channel else None,
        "subject": kept.subject,
        "about": kept.about,
        "urgency": kept.urgency,
        "due_at": kept.due_at,
        "state": NoticeState(kept.state),
        "attempts": kept.attempts,
        "failure": kept.failure,
    }
    return Notice(**{**values, **newer})
