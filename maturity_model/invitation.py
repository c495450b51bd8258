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
NOT_ARRIVED: Final = frozenset({NoticeState.UNSURE, NoticeState.UNDELIVERABLE})


def invitation_of(review: Review, member: Member, *, now: datetime, copy: int = 1) -> PlannedNotice:
    """What asks a member to take part.

    The same copy planned twice is one message; somebody who is invited again, or was not reached, gets the next copy.
    """
    kind = INVITATION if member.holds(Capacity.COLLEAGUE) else FACILITATOR_INVITED
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


def latest_by_person(notices: Iterable[Notice]) -> Mapping[PersonId, Notice]:
    """What became of the last message to each person, of notices that stand oldest first."""
    return {notice.person: notice for notice in notices if notice.person is not None}
