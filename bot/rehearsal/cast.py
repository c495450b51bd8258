"""The people of a rehearsal, named by what they do, and what each of them thinks: the same for the same seed.

Every row has a column that it tends to, and is settled, mixed or contested; families of roles see it a little
differently; some rows lie outside nearly everybody's view. So a meeting has something of everything to talk about.
"""

from dataclasses import dataclass
from enum import Enum
from random import Random

from maturity_model.catalog import COLUMNS, Column, Edition, RowId
from maturity_model.reflection import Note
from maturity_model.review import Family, Role


@dataclass(frozen=True, kw_only=True)
class Part:
    """Somebody in the cast: what they are called in Slack, and which of them they are, from 0."""

    name: str
    role: Role
    place: int


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What somebody thinks of a row; `column` is None where they can't say."""

    column: Column | None
    note: Note | None = None


class Agreement(Enum):
    """How alike people see a row: how far a family leans, and how far each of them strays, in columns."""

    SETTLED = (0.3, 0.3)
    MIXED = (0.7, 0.6)
    CONTESTED = (1.6, 0.9)

    def __init__(self, lean: float, stray: float) -> None:
        self.lean = lean
        self.stray = stray


ROLES = {
    "Careers Leader": Role.CAREERS_LEADER,
    "SENCo": Role.SENCO_OR_HEAD_OF_SEND,
    "Link Governor": Role.LINK_GOVERNOR,
    "Careers Adviser": Role.CAREERS_ADVISER,
    "Headteacher": Role.HEADTEACHER_OR_PRINCIPAL,
    "PSHE Lead": Role.PSHE_LEAD,
    "Head of Year 9": Role.HEAD_OF_YEAR_OR_DEPARTMENT,
    "Enterprise Adviser": Role.ENTERPRISE_ADVISER,
    "Assistant Head, Personal Development": Role.SLT_PASTORAL_TO_TEACHING,
    "Student Support": Role.STUDENT_SUPPORT,
    "Careers Coordinator": Role.CAREERS_COORDINATOR,
    "Vice Principal, Inclusion": Role.SLT_INCLUSION,
}
LEANS = {
    Family.CAREERS: 0.5,
    Family.SENIOR_LEADERS: 0.6,
    Family.SEND_AND_PASTORAL: -0.7,
    Family.CURRICULUM: -0.5,
    Family.GOVERNANCE_AND_EXTERNAL: 0.3,
}
OFTEN_CANNOT_SAY = {
    Family.CAREERS: 0.01,
    Family.SENIOR_LEADERS: 0.05,
    Family.SEND_AND_PASTORAL: 0.08,
    Family.CURRICULUM: 0.1,
    Family.GOVERNANCE_AND_EXTERNAL: 0.3,
}
OFTEN_NOTES = 0.05
OUT_OF_VIEW = 0.08  # of the rows: only the first two of the cast know anything about them
WHO_KNOWS_ANYWAY = 2
TENDENCIES = (0.15, 0.3, 0.35, 0.2)  # how many rows tend to column 1, 2, 3, 4
MOODS = {Agreement.SETTLED: 0.45, Agreement.MIXED: 0.35, Agreement.CONTESTED: 0.2}
NOTES = (
    "I see this in the sixth form, and much less further down.",
    "We only began in September, so it is early days.",
    "It depends a lot on the tutor.",
    "There is a plan; I don't think many colleagues have read it.",
    "Parents ask me about this more than about anything else.",
    "It works, but it hangs on one person.",
    "We do this for some learners with an education, health and care plan, not yet for all.",
    "I'd like to see this on the agenda of governors each term.",
)


def cast_of(size: int) -> tuple[Part, ...]:
    """So many people; beyond twelve the roles come round again, as "SENCo 2"."""
    titles = list(ROLES)
    parts = []
    for place in range(size):
        again, which = divmod(place, len(titles))
        name = f"{titles[which]} {again + 1}" if again else titles[which]
        parts.append(Part(name=name, role=ROLES[titles[which]], place=place))
    return tuple(parts)


def opinions_of(part: Part, edition: Edition, seed: int) -> dict[RowId, Opinion]:
    """What somebody thinks of every row of an edition."""
    return {row.id: _opinion(part, row.id, seed) for row in edition.rows}


def tendency(row: RowId, seed: int) -> Column:
    """The column that a row tends to, before anybody leans or strays."""
    (column,) = Random(f"{seed} tendency {row}").choices(COLUMNS, TENDENCIES)
    return column


def _opinion(part: Part, row: RowId, seed: int) -> Opinion:
    about_row, own = Random(f"{seed} row {row}"), Random(f"{seed} {part.name} {row}")
    out_of_view = about_row.random() < OUT_OF_VIEW and part.place >= WHO_KNOWS_ANYWAY
    (mood,) = about_row.choices(list(MOODS), list(MOODS.values()))
    family = part.role.family
    assert family is not None  # noqa: S101 - for the type checker: nobody in the cast has a role in their own words
    cannot_say = own.random() < OFTEN_CANNOT_SAY[family]
    felt = tendency(row, seed) + mood.lean * LEANS[family] + own.gauss(0, mood.stray)
    note = Note(text=own.choice(NOTES), may_be_shown=own.random() < 0.5) if own.random() < OFTEN_NOTES else None  # noqa: PLR2004 - half
    return Opinion(column=None if out_of_view or cannot_say else _nearest(felt), note=note)


def _nearest(felt: float) -> Column:
    return min(COLUMNS, key=lambda column: abs(column - felt))
