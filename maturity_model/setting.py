"""A setting: a school, special school or college, and who leads careers there."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from maturity_model.errors import TextTooLong
from maturity_model.ids import PersonId, SettingId, WorkspaceId

LONGEST_NAME = 120


class Kind(StrEnum):
    """What sort of place a setting is."""

    SCHOOL = "school"
    SPECIAL_SCHOOL = "special school"
    COLLEGE = "college"


class Phase(StrEnum):
    """The ages that a setting serves."""

    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SIXTEEN_PLUS = "16 plus"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A setting in one Slack workspace, with its school hours in its own time zone."""

    id: SettingId
    workspace: WorkspaceId
    name: str
    kind: Kind
    phase: Phase
    opens_at: time
    closes_at: time
    run_by: PersonId  # who looks after the bot, and so could technically look into it: named in every invitation
    leaders: frozenset[PersonId] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a name too long to be shown."""
        if len(self.name) > LONGEST_NAME:
            raise TextTooLong(LONGEST_NAME)
