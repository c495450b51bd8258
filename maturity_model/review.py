"""A setting's internal leadership review: its stages, its members, and which moves are legal."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from maturity_model.catalog import EditionId, RowId
from maturity_model.errors import (
    MeetingInThePast,
    MeetingTooFarAway,
    NoColleagues,
    NoFacilitator,
    NotAMember,
    RowAlreadyOpened,
    TooManyColleagues,
    WrongStage,
)
from maturity_model.ids import ChannelId, PersonId, ReviewId, SettingId, WorkspaceId

MOST_COLLEAGUES = 200
LONGEST_WAIT = timedelta(days=366)
USUAL_REMINDERS = (5, 1)


class Stage(StrEnum):
    """How far a review has come."""

    DRAFT = "draft"
    REFLECTING = "reflecting"
    AGREEING = "agreeing"
    AGREED = "agreed"
    CANCELLED = "cancelled"


LEGAL_MOVES: Mapping[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.REFLECTING, Stage.CANCELLED}),
    Stage.REFLECTING: frozenset({Stage.AGREEING, Stage.CANCELLED}),
    Stage.AGREEING: frozenset({Stage.AGREED, Stage.CANCELLED}),
    Stage.AGREED: frozenset({Stage.AGREEING}),
    Stage.CANCELLED: frozenset(),
}


class Capacity(StrEnum):
    """What a person is in a review; one person may hold several."""

    COLLEAGUE = "colleague"
    FACILITATOR = "facilitator"
    CAREERS_LEADER = "careers_leader"


class Family(StrEnum):
    """A group of roles, the only grouping by which a spread may ever be shown."""

    CAREERS = "careers"
    SENIOR_LEADERS = "senior leaders"
    SEND_AND_PASTORAL = "SEND and pastoral"
    CURRICULUM = "curriculum"
    GOVERNANCE_AND_EXTERNAL = "governance and external"


class Role(StrEnum):
    """What a colleague does at the setting, as the guidance on internal leadership reviews lists it."""

    CAREERS_LEADER = "Careers Leader"
    CAREERS_ADVISER = "Careers Adviser"
    CAREERS_COORDINATOR = "Careers Coordinator"
    CENTRAL_STRATEGIC_CAREERS_LEADER = "Central Strategic Careers Leader"
    ENTERPRISE_ADVISER = "Enterprise Adviser"
    HEAD_OF_YEAR_OR_DEPARTMENT = "Head of Year or Department"
    HEADTEACHER_OR_PRINCIPAL = "Headteacher or Principal"
    LINK_GOVERNOR = "Link Governor"
    PSHE_LEAD = "PSHE Lead"
    SENCO_OR_HEAD_OF_SEND = "SENCo or Head of SEND"
    SLT_PASTORAL_TO_TEACHING = "SLT: pastoral, personal development, curriculum, progress, teaching and learning"
    SLT_INCLUSION = "SLT: vice or assistant principal, inclusion"
    STUDENT_SUPPORT = "Student Support"
    OTHER = "Other"

    @property
    def family(self) -> Family | None:
        """The family that this role counts for; a role in somebody's own words counts for none."""
        return FAMILIES.get(self)


FAMILIES: Mapping[Role, Family] = {
    Role.CAREERS_LEADER: Family.CAREERS,
    Role.CAREERS_ADVISER: Family.CAREERS,
    Role.CAREERS_COORDINATOR: Family.CAREERS,
    Role.CENTRAL_STRATEGIC_CAREERS_LEADER: Family.CAREERS,
    Role.ENTERPRISE_ADVISER: Family.GOVERNANCE_AND_EXTERNAL,
    Role.HEAD_OF_YEAR_OR_DEPARTMENT: Family.CURRICULUM,
    Role.HEADTEACHER_OR_PRINCIPAL: Family.SENIOR_LEADERS,
    Role.LINK_GOVERNOR: Family.GOVERNANCE_AND_EXTERNAL,
    Role.PSHE_LEAD: Family.CURRICULUM,
    Role.SENCO_OR_HEAD_OF_SEND: Family.SEND_AND_PASTORAL,
    Role.SLT_PASTORAL_TO_TEACHING: Family.SENIOR_LEADERS,
    Role.SLT_INCLUSION: Family.SENIOR_LEADERS,
    Role.STUDENT_SUPPORT: Family.SEND_AND_PASTORAL,
}


@dataclass(frozen=True, kw_only=True)
class Move:
    """A stage that a review came to: who took it there, when, and why where a reason was asked for."""

    stage: Stage
    by: PersonId
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person in a review."""

    person: PersonId
    capacities: frozenset[Capacity]
    role: Role | None = None
    own_role: str = ""  # their own words where the role is OTHER
    begun: bool = False  # pressed "Begin": their card shows a row, not the invitation any more
    finished: bool = False  # said "that's all I can say": no more reminders, answers may still change
    declined: bool = False  # said "I can't take part": no more reminders, their careers leader knows
    theme_a_day: bool = False  # chose to be brought a theme each morning, in place of reminders
    removed: bool = False

    def holds(self, capacity: Capacity) -> bool:
        """Whether the member acts in this capacity today."""
        return not self.removed and capacity in self.capacities

    def taking_part_as(self, capacity: Capacity) -> "Member":
        """The same member in this capacity as well; somebody who was taken out comes back in this one alone."""
        held = frozenset() if self.removed else self.capacities
        declined = self.declined and capacity is not Capacity.COLLEAGUE
        return replace(self, capacities=held | {capacity}, declined=declined, removed=False)


@dataclass(frozen=True, kw_only=True)
class Review:
    """One internal leadership review of one setting, pinned to one edition.

    `opened_rows` are the rows whose answers the meeting has frozen. Times are aware UTC datetimes.
    """

    id: ReviewId
    workspace: WorkspaceId
    setting: SettingId
    edition: EditionId
    academic_year: str  # "2026/27"
    stage: Stage
    channel: ChannelId
    meets_at: datetime
    minutes: int
    opened_by: PersonId
    order: str | None = None  # how the meeting takes its rows; see maturity_model.agenda.Order
    reminders: tuple[int, ...] = USUAL_REMINDERS  # how many school days before the meeting
    members: Mapping[PersonId, Member] = field(default_factory=dict)
    opened_rows: frozenset[RowId] = frozenset()

    def member(self, person: PersonId) -> Member:
        """The person's membership.

        Raises:
            NotAMember: the person was never invited, or was taken out.
        """
        member = self.members.get(person)
        if member is None or member.removed:
            raise NotAMember
        return member

    @property
    def colleagues(self) -> tuple[Member, ...]:
        """The members who answer rows, by person id."""
        return tuple(m for _, m in sorted(self.members.items()) if m.holds(Capacity.COLLEAGUE))

    @property
    def facilitators(self) -> tuple[Member, ...]:
        """The members who may run the meeting, by person id."""
        return tuple(m for _, m in sorted(self.members.items()) if m.holds(Capacity.FACILITATOR))

    def require_stage(self, *stages: Stage) -> None:
        """Refuse unless the review is at one of these stages.

        Raises:
            WrongStage: it is at another one.
        """
        if self.stage not in stages:
            raise WrongStage(self.stage)

    def moved_to(self, stage: Stage) -> "Review":
        """The same review one legal move on.

        Raises:
            WrongStage: no such move from here.
        """
        if stage not in LEGAL_MOVES[self.stage]:
            raise WrongStage(self.stage)
        return replace(self, stage=stage)

    def admit_answer(self, person: PersonId, row: RowId) -> Member:
        """The colleague, if they may answer this row now.

        Answers are taken while colleagues reflect and during the meeting, for rows that it has not opened yet.

        Raises:
            NotAMember: the person does not answer in this review.
            WrongStage: the review takes no answers now.
            RowAlreadyOpened: the meeting has opened this row.
        """
        member = self.member(person)
        if not member.holds(Capacity.COLLEAGUE):
            raise NotAMember
        self.require_stage(Stage.REFLECTING, Stage.AGREEING)
        if row in self.opened_rows:
            raise RowAlreadyOpened(row)
        return member


def require_meeting_ahead(meets_at: datetime, now: datetime) -> None:
    """Refuse a meeting that nobody can come to.

    Raises:
        MeetingInThePast: it is not after now.
        MeetingTooFarAway: it is more than a year ahead.
    """
    if meets_at <= now:
        raise MeetingInThePast
    if meets_at > now + LONGEST_WAIT:
        raise MeetingTooFarAway(now + LONGEST_WAIT)


def require_people(members: Mapping[PersonId, Member]) -> None:
    """Refuse a review that nobody could hold.

    Raises:
        NoColleagues: nobody answers.
        TooManyColleagues: more than one review can hold.
        NoFacilitator: nobody could run the meeting.
    """
    colleagues = sum(m.holds(Capacity.COLLEAGUE) for m in members.values())
    if colleagues == 0:
        raise NoColleagues
    if colleagues > MOST_COLLEAGUES:
        raise TooManyColleagues(MOST_COLLEAGUES)
    if not any(m.holds(Capacity.FACILITATOR) for m in members.values()):
        raise NoFacilitator
