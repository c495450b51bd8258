"""A notice: a message that the bot owes somebody at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from maturity_model.ids import ChannelId, NoticeId, PersonId, ReviewId, SettingId, WorkspaceId


class NoticeState(StrEnum):
    """What has become of a notice."""

    WAITING = "waiting"
    SENDING = "sending"  # claimed: if the process dies now, nobody knows whether it left
    SENT = "sent"
    UNSURE = "unsure"  # it may have arrived; not repeated blindly
    UNDELIVERABLE = "undeliverable"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class PlannedNotice:
    """A notice to be kept: planning the same key in a workspace a second time changes nothing.

    It goes to `channel`, or where that is None to a direct message with `person`. `subject` names the card that the
    message becomes, so that it can be redrawn later. The lower `urgency`, the sooner it goes among those that are due.
    """

    key: str
    kind: str
    workspace: WorkspaceId
    setting: SettingId
    review: ReviewId
    due_at: datetime
    person: PersonId | None = None
    channel: ChannelId | None = None
    subject: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    urgency: int = 5


@dataclass(frozen=True, kw_only=True)
class Notice(PlannedNotice):
    """A kept notice and what has become of it."""

    id: NoticeId
    state: NoticeState
    attempts: int = 0
    failure: str | None = None
