"""Asking people to take part: the message that each is owed, and whether it reached them."""

from collections.abc import Iterable, Mapping
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

ASKING: Final = (INVITATION, FACILITATOR_INVITED)
URGENCY: Final = 5
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
        urgency=URGENCY,
    )


def next_invitation(
    review: Review, member: Member, earlier: Iterable[Notice], *, now: datetime
) -> PlannedNotice | None:
    """The next copy for somebody who is asked again, or None while one is on its way to them.

    Args:
        review: what they take part in.
        member: who is asked.
        earlier: all of the review's notices of the kinds in `ASKING`.
        now: when it is due.
    """
    theirs = [notice for notice in earlier if notice.person == member.person and notice.kind == _kind(member)]
    if any(notice.state in ON_ITS_WAY for notice in theirs):
        return None
    return invitation_of(review, member, now=now, copy=len(theirs) + 1)


def last_asked(notices: Iterable[Notice], review: Review) -> Mapping[PersonId, Notice]:
    """What became of the last message that asked each person who still takes part."""
    newest_last = sorted(notices, key=lambda notice: notice.id)
    last = {notice.person: notice for notice in newest_last if notice.person is not None}
    return {
        person: notice
        for person, notice in last.items()
        if person in review.members and not review.members[person].removed
    }


def _kind(member: Member) -> str:
    return INVITATION if member.holds(Capacity.COLLEAGUE) else FACILITATOR_INVITED
