"""Notices: what the bot owes people, claimed by one process at a time."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, Row, bindparam, func, or_, select, update

from maturity_model.ids import ChannelId, HubId, NoticeId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.review import Review
from maturity_model.setting import Setting
from storage import rows
from storage.upsert import insert_once, inserting

NOT_GONE = (NoticeState.WAITING, NoticeState.WITHDRAWN, NoticeState.DROPPED)

_table = rows.notices.c
_WAITING = _table.state == NoticeState.WAITING
_SENDING = _table.state == NoticeState.SENDING
_EARLIEST = select(func.min(_table.due_at)).where(_WAITING)
_LEAST_URGENCY = select(func.min(_table.urgency)).where(_WAITING)
_NEXT_URGENCY = _LEAST_URGENCY.where(_table.urgency > bindparam("after"))
_NEXT_DUE = (
    select(rows.notices)
    .where(_WAITING, _table.urgency == bindparam("urgency"), _table.due_at <= bindparam("now"))
    .order_by(_table.due_at, _table.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


class Notices:
    """The notices of all workspaces: whoever delivers them asks what is due and gets one of them at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, notice: PlannedNotice) -> bool:
        """Keep a notice; False where its key is kept already, and then nothing changes."""
        return insert_once(self._connection, rows.notices, _planned(notice), keys=("workspace", "key"))

    def plan_anew(
        self, review: Review, kinds: Collection[str], planned: Sequence[PlannedNotice], *, now: datetime
    ) -> None:
        """Let these be what is still to come of these kinds: whatever else of them had not come up yet is withdrawn.

        What was sent already is not sent again under the same key; what was withdrawn or dropped comes back. What came
        up and waits for something stays.
        """
        ahead = (_table.review == review.id, _WAITING, _table.due_at > now, _table.failure.is_(None))
        self._connection.execute(
            update(rows.notices).where(*ahead, _table.kind.in_(sorted(kinds))), {"state": NoticeState.WITHDRAWN}
        )
        self.plan_again(planned)

    def plan_again(self, planned: Sequence[PlannedNotice]) -> None:
        """Keep these notices; one whose key is kept and that has not left waits for its new time, withdrawn or not."""
        if planned:
            statement = _planning_again(self._connection.dialect.name)
            self._connection.execute(statement, [_planned(each) for each in planned])

    def move_limits(self, review: Review, before: datetime) -> None:
        """Let what waits and was of use until then be of use until the review's meeting, which has moved."""
        waiting = (_table.review == review.id, _WAITING, _table.useful_until == before)
        self._connection.execute(update(rows.notices).where(*waiting), {"useful_until": review.meets_at})

    def look_again(self, setting: Setting, failure: str, *, now: datetime) -> None:
        """Let delivery decide anew about what waits in a setting for this reason."""
        waiting = (_table.setting == setting.id, _WAITING, _table.failure == failure)
        self._connection.execute(update(rows.notices).where(*waiting), {"due_at": now, "failure": None})

    def claim_next(self, *, now: datetime, lease_until: datetime) -> Notice | None:
        """The most urgent notice that is due, marked as being sent; another process never gets the same one.

        Those of one urgency come in the order in which they fell due. Each urgency is asked for by itself, since the
        index then names the next one at once, however many wait behind it.
        """
        urgency = self._connection.execute(_LEAST_URGENCY).scalar()
        while urgency is not None:
            kept = self._connection.execute(_NEXT_DUE, {"urgency": urgency, "now": now}).one_or_none()
            if kept is not None:
                return self._claim(kept, lease_until)
            urgency = self._connection.execute(_NEXT_URGENCY, {"after": urgency}).scalar()
        return None

    def give_back(self, *, lease_until: datetime) -> None:
        """Put back what was claimed with this lease by somebody who never learnt of it: it certainly did not leave."""
        self._put_back(_table.lease_until == lease_until)

    def hand_over(self, notice: Notice, *, at: datetime) -> bool:
        """Keep that a claimed notice is given to Slack; False where it may be another's by now and must not leave."""
        held = update(rows.notices).where(*_held(notice), _table.lease_until > at)
        return self._connection.execute(held, {"left_at": at}).rowcount == 1

    def take_back(self, notice: Notice) -> None:
        """Keep that a claimed notice was not taken by Slack: it is here still."""
        self._connection.execute(update(rows.notices).where(*_held(notice)), {"left_at": None})

    def list_abandoned(self, *, now: datetime) -> list[Notice]:
        """Notices whose sender has not been heard of since its lease ended."""
        abandoned = select(rows.notices).where(_SENDING, _table.lease_until < now).order_by(_table.id)
        return [read_notice(kept) for kept in self._connection.execute(abandoned)]

    def put_back_abandoned(self, *, now: datetime) -> None:
        """Put back what was abandoned before it was handed over: it certainly did not leave, so this was no attempt."""
        self._put_back(_table.lease_until < now, _table.left_at.is_(None))

    def _put_back(self, *which: ColumnElement[bool]) -> None:
        waits = {"state": NoticeState.WAITING, "lease_until": None, "left_at": None}
        self._connection.execute(
            update(rows.notices).where(_SENDING, *which).values(**waits, attempts=_table.attempts - 1)
        )

    def settle(self, notice: Notice, state: NoticeState, *, at: datetime, failure: str | None = None) -> None:
        """Say what became of a notice."""
        self._connection.execute(
            update(rows.notices).where(_table.id == notice.id),
            {"state": state, "failure": failure, "lease_until": None, "settled_at": at},
        )

    def postpone(self, notice: Notice, *, until: datetime, failure: str) -> None:
        """Put a claimed notice back that certainly did not leave: this was no attempt. Another's claim stays."""
        waits = {"state": NoticeState.WAITING, "due_at": until, "failure": failure, "lease_until": None}
        no_attempt = {"left_at": None, "attempts": notice.attempts - 1}
        self._connection.execute(update(rows.notices).where(*_held(notice)), waits | no_attempt)

    def repeat(self, notice: Notice, *, failure: str) -> None:
        """Put a notice back that may have left; the attempt counts."""
        self._connection.execute(
            update(rows.notices).where(_table.id == notice.id),
            {"state": NoticeState.WAITING, "failure": failure, "lease_until": None, "left_at": None},
        )

    def withdraw(self, review: Review, *, kinds: Collection[str] = (), person: PersonId | None = None) -> None:
        """Take back what has not been sent yet: of these kinds and for this person, or all of the review."""
        query = update(rows.notices).where(_table.review == review.id, _WAITING)
        if kinds:
            query = query.where(_table.kind.in_(sorted(kinds)))
        if person is not None:
            query = query.where(_table.person == person)
        self._connection.execute(query, {"state": NoticeState.WITHDRAWN})

    def withdraw_workspace(self, workspace: WorkspaceId) -> None:
        """Take back everything that has not been sent yet in a workspace: the bot may not write there any more."""
        self._connection.execute(
            update(rows.notices).where(_table.workspace == workspace, _WAITING),
            {"state": NoticeState.WITHDRAWN},
        )

    def list_by_kind(self, review: Review, *kinds: str, person: PersonId | None = None) -> list[Notice]:
        """All notices of these kinds that a review ever had, for this person where one is given, oldest first."""
        query = select(rows.notices).where(_table.review == review.id, _table.kind.in_(kinds)).order_by(_table.id)
        if person is not None:
            query = query.where(_table.person == person)
        return [read_notice(k) for k in self._connection.execute(query)]

    def _claim(self, kept: Row[Any], lease_until: datetime) -> Notice:
        self._connection.execute(
            update(rows.notices).where(_table.id == kept.id),
            {"state": NoticeState.SENDING, "attempts": kept.attempts + 1, "lease_until": lease_until, "left_at": None},
        )
        return read_notice(kept, state=NoticeState.SENDING, attempts=kept.attempts + 1, lease_until=lease_until)

    def find_next_due(self) -> datetime | None:
        """When the first of the notices that wait is due; None where none waits."""
        due_at: datetime | None = self._connection.execute(select(func.min(_table.due_at)).where(_WAITING)).scalar()
        return due_at

    def is_any_due(self, *, now: datetime) -> bool:
        """Whether a notice is due and not sent yet.

        The earliest of all is asked for: the index names it, while PostgreSQL reads the whole table for any that is due
        where it believes, as old ones are many, that it will soon meet one.
        """
        earliest = self._connection.execute(_EARLIEST).scalar()
        return earliest is not None and earliest <= now


def _held(notice: Notice) -> tuple[ColumnElement[bool], ...]:
    """That a notice is being sent by whoever claimed it so."""
    return _table.id == notice.id, _SENDING, _table.lease_until == notice.lease_until


def _planned(notice: PlannedNotice) -> dict[str, object]:
    return {
        "workspace": notice.workspace,
        "setting": notice.setting,
        "review": notice.review,
        "hub": notice.hub,
        "key": notice.key,
        "kind": notice.kind,
        "person": notice.person,
        "channel": notice.channel,
        "subject": notice.subject,
        "about": dict(notice.about),
        "urgency": notice.urgency,
        "due_at": notice.due_at,
        "useful_until": notice.useful_until,
        "state": NoticeState.WAITING,
    }


def read_notice(kept: Row[Any], **newer: Any) -> Notice:
    """The notice in a row of its table."""
    values = {
        "id": NoticeId(kept.id),
        "workspace": WorkspaceId(kept.workspace),
        "setting": SettingId(kept.setting) if kept.setting else None,
        "review": ReviewId(kept.review) if kept.review else None,
        "hub": HubId(kept.hub) if kept.hub else None,
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
        "lease_until": kept.lease_until,
        "failure": kept.failure,
        "useful_until": kept.useful_until,
        "settled_at": kept.settled_at,
    }
    return Notice(**{**values, **newer})


@cache
def _planning_again(dialect: str) -> Executable:
    """Keep a notice; one of that key that has not left yet waits for its new time."""
    statement = inserting(dialect, rows.notices)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=("workspace", "key"),
        set_={
            "state": NoticeState.WAITING,
            "due_at": new.due_at,
            "useful_until": new.useful_until,
            "channel": new.channel,
            "about": new.about,
            "failure": None,
        },
        where=or_(*(_table.state == state for state in NOT_GONE)),  # a list cannot be bound for many rows at once
    )
