"""What the meeting puts into its channel: the agenda, and a card for each row that is talked about."""

from datetime import datetime, timedelta

from maturity_model.card import AGENDA_CARD, row_card
from maturity_model.catalog import RowId
from maturity_model.notice import Notice, NoticeState, PlannedNotice, Urgency
from maturity_model.notice_kinds import AGENDA, ROW
from maturity_model.review import Review
from storage.transaction import Transaction

HEALS_AFTER = timedelta(seconds=10)  # the card clicked is drawn at once; a sweep draws it only where that was lost

_ON_ITS_WAY = frozenset({NoticeState.WAITING, NoticeState.SENDING})
_NEVER_ARRIVED = frozenset({NoticeState.UNDELIVERABLE, NoticeState.WITHDRAWN})


def put_agenda(tx: Transaction, review: Review, *, now: datetime) -> None:
    """Let the agenda come into the channel, below what stands there; not twice while it is on its way.

    The review is held for change, or two at once would count the same.
    """
    earlier = tx.notices.list_by_kind(review, AGENDA)
    if not earlier or earlier[-1].state not in _ON_ITS_WAY:
        _plan(tx, review, AGENDA, AGENDA_CARD, now=now)


def put_row(tx: Transaction, review: Review, row: RowId, *, now: datetime) -> None:
    """Let a row's card come into the channel, below what stands there; not twice while it is on its way.

    The review is held for change, or two at once would count the same.
    """
    earlier = tx.notices.list_by_kind(review, ROW)
    if not earlier or _row(earlier[-1]) != row or earlier[-1].state not in _ON_ITS_WAY:
        _plan(tx, review, ROW, row_card(row), now=now, row=row)


def row_shown(tx: Transaction, review: Review) -> RowId | None:
    """The row whose card was put into the channel last."""
    arriving = [each for each in tx.notices.list_by_kind(review, ROW) if each.state not in _NEVER_ARRIVED]
    return _row(arriving[-1]) if arriving else None


def _row(notice: Notice) -> RowId:
    return RowId(notice.about["row"])


def _plan(tx: Transaction, review: Review, kind: str, subject: str, *, now: datetime, **about: str) -> None:
    number = len(tx.notices.list_by_kind(review, kind))
    notice = PlannedNotice(
        key=f"{subject}:{review.id}:{number}",
        kind=kind,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=now,
        channel=review.channel,
        subject=subject,
        about=about,
        urgency=Urgency.MEETING,
    )
    tx.notices.plan(notice)
