"""Asking people to take part: the message that each is owed, and whether it reached them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from maturity_model.card import colleague_card
from maturity_model.ids import PersonId
from maturity_model.notice import Notice, NoticeState, PlannedNotice
from maturity_model.review import Capacity, Member, Review

INVITATION: Final = "invitation"
"""Asks a colleague to reflect; it becomes their card."""

FACILITATOR_INVITED: Final = "facilitator_invited"
"""Tells somebody who does not answer rows that the meeting is theirs to run."""

MEETING_MOVED: Final = "meeting_moved"
"""Tells somebody who was invited that the meeting's time or channel changed."""

REVIEW_CANCELLED: Final = "review_cancelled"
"""Tells somebody who was invited that the review was called off."""

ASKING: Final = (INVITATION, FACILITATOR_INVITED)
STARTED: Final = (*ASKING, MEETING_MOVED, REVIEW_CANCELLED)
"""Every kind of message to a person that the bot starts. A card that somebody asks for is none of them."""

MOST_MESSAGES: Final = 4
"""How many messages the bot starts to one person in one review; the last is kept for calling the review off."""

URGENCY: Final = 5
MAY_HAVE_ARRIVED: Final = frozenset({NoticeState.SENDING, NoticeState.SENT, NoticeState.UNSURE})
ON_ITS_WAY: Final = frozenset({NoticeState.WAITING, NoticeState.SENDING})
COUNTED: Final = MAY_HAVE_ARRIVED | ON_ITS_WAY
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
        urgency=URGENCY,
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
    if not may_be_told(member.person, _kind(member), earlier):
        return None
    theirs = [notice for notice in earlier if notice.person == member.person and notice.kind == _kind(member)]
    if any(notice.state in ON_ITS_WAY for notice in theirs):
        return None
    return invitation_of(review, member, now=now, copy=len(theirs) + 1)


def may_be_told(person: PersonId, kind: str, earlier: Iterable[Notice]) -> bool:
    """Whether one more message of this kind keeps the promise that nobody is pestered.

    Args:
        person: who would get it.
        kind: one of `STARTED`.
        earlier: all of the review's notices of the kinds in `STARTED`.
    """
    had = sum(notice.person == person and notice.state in COUNTED for notice in earlier)
    return had < (MOST_MESSAGES if kind == REVIEW_CANCELLED else MOST_MESSAGES - 1)


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
