"""A setting: a school, special school or college, and who leads careers there."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from maturity_model.errors import ClosureTooLong, DaysOutOfOrder, TextTooLong
from maturity_model.ids import PersonId, SettingId, WorkspaceId

LONGEST_NAME = 120
LONGEST_CLOSURE = timedelta(weeks=10)
MOST_CLOSURES = 40


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


@dataclass(frozen=True, kw_only=True, order=True)
class Closure:
    """Days on which a setting is closed, the first and the last included."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        """Refuse days that run backwards, and a closure that nobody can have meant.

        Raises:
            DaysOutOfOrder: the last day comes before the first.
            ClosureTooLong: it lasts longer than LONGEST_CLOSURE.
        """
        if self.last_on < self.first_on:
            raise DaysOutOfOrder(self.first_on, self.last_on)
        if self.last_on - self.first_on > LONGEST_CLOSURE:
            raise ClosureTooLong(self.first_on, self.last_on)


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
    closures: tuple[Closure, ...] = ()  # as they were entered; see maturity_model.school_hours for what else counts

    def __post_init__(self) -> None:
        """Refuse a name too long to be shown."""
        if len(self.name) > LONGEST_NAME:
            raise TextTooLong(LONGEST_NAME)

    def is_called(self, name: str) -> bool:
        """Whether this is the setting's name, capital letters and white space aside."""
        return _as_heard(name) == _as_heard(self.name)


def _as_heard(name: str) -> str:
    return " ".join(name.split()).casefold()
