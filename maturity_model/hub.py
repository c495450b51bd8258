"""A Careers Hub: its staff, its member settings, and the code with which a setting joins."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from maturity_model.ids import ChannelId, HubId, MemberSettingId, PersonId, SettingId, WorkspaceId
from maturity_model.school_hours import SchoolHours
from maturity_model.setting import Kind, Phase

LONGEST_TRUST: Final = 120
LONGEST_CONTACT: Final = 254  # an e-mail address has no more characters
LONGEST_SOURCE: Final = 200
MOST_LEARNERS: Final = 20_000
MOST_STAFF: Final = 50

CODE_LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that are taken for another when read out or written down
CODE_LENGTH: Final = 8
MOST_TRIES: Final = 5
MOST_TRIES_OF_WORKSPACE: Final = 30
TRIES_WITHIN: Final = timedelta(hours=1)
"""How many wrong codes a person, and everybody in a workspace together, may try within that time."""


@dataclass(frozen=True, kw_only=True, order=True)
class Staff:
    """Somebody who works for a hub, and the workspace in which they are written to."""

    workspace: WorkspaceId
    person: PersonId


@dataclass(frozen=True, kw_only=True)
class Hub:
    """A Careers Hub, at home in one workspace; its settings, and its staff, may be in others."""

    id: HubId
    workspace: WorkspaceId
    name: str
    code: str
    channel: ChannelId | None = None
    staff: frozenset[Staff] = frozenset()


class PastKind(StrEnum):
    """What sort of review a setting held outside this bot, or with others."""

    LEADERSHIP = "leadership"
    PEER = "peer"


@dataclass(frozen=True, kw_only=True)
class PastReview:
    """A review of which only its day is known; `source` says from where."""

    member: MemberSettingId
    kind: PastKind
    done_on: date
    source: str
    entered_by: PersonId


@dataclass(frozen=True, kw_only=True)
class MemberSetting:
    """A setting in a hub; `setting` and its workspace are None where it is not in Slack, and `contact` is its e-mail.

    `waits_for_review`: it was told that its review comes first, and is asked again once that is agreed.
    """

    id: MemberSettingId
    hub: HubId
    name: str
    kind: Kind
    phase: Phase
    joined_at: datetime
    trust: str = ""
    learners: int | None = None
    contact: str = ""
    workspace: WorkspaceId | None = None
    setting: SettingId | None = None
    consultant: Staff | None = None
    shows_progress: bool = False
    waits_for_review: bool = False
    left_at: datetime | None = None
    leaders: frozenset[PersonId] = field(default_factory=frozenset)

    @property
    def in_slack(self) -> bool:
        """Whether its careers leaders can be written to here."""
        return self.setting is not None

    def is_led_by(self, workspace: WorkspaceId, person: PersonId) -> bool:
        """Whether this person leads careers there; the same id may be somebody else's in another workspace."""
        return workspace == self.workspace and person in self.leaders


def hub_hours(zone: tzinfo) -> SchoolHours:
    """When a hub's own people are written to: the usual hours of schools, without holidays of one of its settings."""
    return SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=zone)


def normal_code(written: str) -> str:
    """A code as it is kept, however somebody typed it: letters and digits alone, in capitals."""
    return "".join(letter for letter in written.upper() if letter.isascii() and letter.isalnum())


def code_in_print(code: str) -> str:
    """A code as people read it out: "ABCD-2345"."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def least_busy(staff: Iterable[Staff], members: Iterable[MemberSetting]) -> Staff | None:
    """Who of the staff looks after the fewest settings, by id where several do; None where there are none."""
    busy = Counter(member.consultant for member in members)
    return min(staff, key=lambda one: (busy[one], one), default=None)
