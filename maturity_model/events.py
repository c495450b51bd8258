"""Facts worth announcing once they are committed. Whoever reacts to one reads the rest from the database."""

from dataclasses import dataclass

from maturity_model.ids import PersonId, ReviewId, WorkspaceId


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened to a review. It carries no answer, no note and no name."""

    workspace: WorkspaceId
    review: ReviewId


@dataclass(frozen=True, kw_only=True)
class ReviewOpened(Fact):
    """Colleagues may reflect, and their invitations are due."""


@dataclass(frozen=True, kw_only=True)
class ReviewCancelled(Fact):
    """A careers leader called the review off."""


@dataclass(frozen=True, kw_only=True)
class MembershipChanged(Fact):
    """A person was invited or removed, or their capacities or role changed."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class MeetingOpened(Fact):
    """A facilitator opened the agreement meeting."""


@dataclass(frozen=True, kw_only=True)
class ReviewAgreed(Fact):
    """The meeting is finished and its outcome stands."""


@dataclass(frozen=True, kw_only=True)
class ReviewReopened(Fact):
    """A careers leader took an agreed review back to its meeting."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class NoticesDelivered(Fact):
    """Everything of these kinds that was due has left, or will not."""

    kinds: frozenset[str]
