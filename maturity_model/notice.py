"""A notice: a message that the bot owes somebody at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

from maturity_model.ids import ChannelId, HubId, NoticeId, PersonId, ReviewId, SettingId, WorkspaceId

SCHOOL_CLOSED: Final = "school_closed"
"""Why a notice waits that was due outside school hours."""

TOO_LATE: Final = "too_late"
"""Why a notice was dropped that would have arrived too late to be of use."""


class NoticeState(StrEnum):
    """What has become of a notice."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed; whether it was handed over to Slack already is kept beside
    SENT = "sent"
    UNSURE = "unsure"  # it may have arrived; not repeated blindly
    UNDELIVERABLE = "undeliverable"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"  # it was due and did not leave; its failure says why


class Urgency(IntEnum):
    """What goes first among notices that are due; those of one urgency go in the order in which they fell due."""

    MEETING = 0  # everybody in the room waits for it
    OUTCOME = 1
    WAITED_FOR = 3  # somebody pressed for it
    INVITATION = 5
    NEWS = 7
    REMINDER = 8


@dataclass(frozen=True, kw_only=True)
class PlannedNotice:
    """A notice to be kept: planning the same key in a workspace a second time changes nothing.

    It is about a `review`, or comes from a `hub`; `setting` is whose school hours it keeps, None for the hub's own.
    It goes to `channel`, or where that is None to a direct message with `person`. `subject` names the card that the
    message becomes, so that it can be redrawn later. From `useful_until` on it would arrive too late to be of use.
    """

    key: str
    kind: str
    workspace: WorkspaceId
    due_at: datetime
    setting: SettingId | None = None
    review: ReviewId | None = None
    hub: HubId | None = None
    person: PersonId | None = None
    channel: ChannelId | None = None
    subject: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    urgency: int = Urgency.INVITATION
    useful_until: datetime | None = None

    @property
    def about_review(self) -> ReviewId:
        """The review that it is about.

        Raises:
            ValueError: it is a hub's.
        """
        if self.review is None:
            message = "this notice is about no review"
            raise ValueError(message)
        return self.review

    @property
    def from_hub(self) -> HubId:
        """The hub that it comes from.

        Raises:
            ValueError: it is about a review.
        """
        if self.hub is None:
            message = "this notice comes from no hub"
            raise ValueError(message)
        return self.hub


@dataclass(frozen=True, kw_only=True)
class Notice(PlannedNotice):
    """A kept notice and what has become of it; `settled_at` is when that was known.

    While it is being sent, `lease_until` is how long whoever claimed it has for that; no other claim has the same.
    """

    id: NoticeId
    state: NoticeState
    attempts: int = 0
    lease_until: datetime | None = None
    failure: str | None = None
    settled_at: datetime | None = None
