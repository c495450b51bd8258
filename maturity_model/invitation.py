"""Asking people to take part: the message that each is owed, and whether it reached them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from maturity_model.card import colleague_card
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState, PlannedNotice, Urgency
from maturity_model.notice_kinds import (
    ASKING,
    FACILITATOR_INVITED,
    INVITATION,
    MEETING_MOVED,
    PLANNED_AHEAD,
    REMINDING,
    REVIEW_CANCELLED,
    STARTED,
    TIME_TO_OPEN,
)
from maturity_model.review import Capacity, Member, Review

MOST_MESSAGES: Final = 4
"""How many messages the bot starts to one person in one review."""

_MOST: Final = {REVIEW_CANCELLED: MOST_MESSAGES, TIME_TO_OPEN: MOST_MESSAGES}
_MOST_USUALLY: Final = MOST_MESSAGES - 1  # the last is kept for calling the review off
_MOST_REMINDING_A_FACILITATOR: Final = MOST_MESSAGES - 2  # and two for what is theirs alone: the brief, and the button

MAY_HAVE_ARRIVED: Final = frozenset({NoticeState.SENDING, NoticeState.SENT, NoticeState.UNSURE})
ON_ITS_WAY: Final = frozenset({NoticeState.WAITING, NoticeState.SENDING})
NOT_ARRIVED: Final = frozenset({NoticeState.UNSURE, NoticeState.UNDELIVERABLE})


def invitation_of(review: Review, member: Member, *, now: datetime, copy: int = 1) -> PlannedNotice:
    """What asks a member to take part; the same copy planned twice is one message."""
    kind = _kind(member)
    again = f":{copy}" if copy > 1 else ""
    return PlannedNotice(
        key=f"{kind}:{review.id}:{member.person}{again}",
        kind=kind,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=now,
        person=member.person,
        subject=colleague_card(member.person) if kind == INVITATION else None,
        urgency=Urgency.INVITATION,
        useful_until=review.meets_at,
    )


def next_invitation(
    review: Review, member: Member, earlier: Collection[Notice], *, now: datetime
) -> PlannedNotice | None:
    """The next copy for somebody who is asked again; None while one is on its way, or where they had enough messages.

    Args:
        review: what they take part in.
        member: who is asked.
        earlier: all of the review's notices of the kinds in `STARTED`.
        now: when it is due.
    """
    if not may_be_told(member, _kind(member), earlier):
        return None
    theirs = [notice for notice in earlier if notice.person == member.person and notice.kind == _kind(member)]
    if any(notice.state in ON_ITS_WAY for notice in theirs):
        return None
    return invitation_of(review, member, now=now, copy=len(theirs) + 1)


def may_be_told(member: Member, kind: str, earlier: Iterable[Notice]) -> bool:
    """Whether one more message of this kind keeps the promise that nobody is pestered.

    What is planned ahead takes nobody's place before it has left. The fourth place is kept for calling the review off,
    for the first time that it moves, and for the button that opens the meeting.

    Args:
        member: who would get it.
        kind: one of `STARTED`.
        earlier: the notices of the kinds in `STARTED` that the review has for them, or for everybody.
    """
    theirs = [notice for notice in earlier if notice.person == member.person and _takes_a_place(notice)]
    had = len(theirs)
    if kind == MEETING_MOVED and not any(notice.kind == MEETING_MOVED for notice in theirs):
        return had < MOST_MESSAGES  # whoever comes at the wrong time is worse off than whoever had one message more
    if kind in REMINDING and member.holds(Capacity.FACILITATOR):
        return had < _MOST_REMINDING_A_FACILITATOR
    return had < _MOST.get(kind, _MOST_USUALLY)


def last_asked(notices: Iterable[Notice], review: Review) -> Mapping[PersonId, Notice]:
    """What became of the last message that asked each person who still takes part; other kinds do not count."""
    newest_last = sorted((notice for notice in notices if notice.kind in ASKING), key=lambda notice: notice.id)
    last = {notice.person: notice for notice in newest_last if notice.person is not None}
    return {
        person: notice
        for person, notice in last.items()
        if person in review.members and not review.members[person].removed
    }


def _kind(member: Member) -> str:
    return INVITATION if member.holds(Capacity.COLLEAGUE) else FACILITATOR_INVITED


def _takes_a_place(notice: Notice) -> bool:
    if notice.kind not in STARTED:
        return False
    return notice.state in MAY_HAVE_ARRIVED or (
        notice.state is NoticeState.WAITING and notice.kind not in PLANNED_AHEAD
    )
