"""What is promised of one setting's reviews, in plain sets and dictionaries: no bot, no database, no Slack.

It is written from the product's own words. What somebody may do, and what is so afterwards, is in `machine_deeds`.
People and rows are the plain strings that Slack and the edition use.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import inf, log2

from tests.torture.machine_hub_model import Hub, Place

DRAFT, REFLECTING, MEETING, AGREED, CANCELLED = "draft", "reflecting", "agreeing", "agreed", "cancelled"
COLLEAGUE, FACILITATOR, LEADER = "colleague", "facilitator", "careers_leader"
RUNNING, UNDER_WAY, OVER = (DRAFT, REFLECTING, MEETING), (REFLECTING, MEETING), (AGREED, CANCELLED)
KEPT = timedelta(weeks=8)
FEWEST = 3

CAREERS, SENIOR, PASTORAL = "careers", "senior leaders", "SEND and pastoral"
CURRICULUM, OUTSIDE = "curriculum", "governance and external"
FAMILIES = {
    "CAREERS_LEADER": CAREERS,
    "CAREERS_ADVISER": CAREERS,
    "CAREERS_COORDINATOR": CAREERS,
    "CENTRAL_STRATEGIC_CAREERS_LEADER": CAREERS,
    "ENTERPRISE_ADVISER": OUTSIDE,
    "HEAD_OF_YEAR_OR_DEPARTMENT": CURRICULUM,
    "HEADTEACHER_OR_PRINCIPAL": SENIOR,
    "LINK_GOVERNOR": OUTSIDE,
    "PSHE_LEAD": CURRICULUM,
    "SENCO_OR_HEAD_OF_SEND": PASTORAL,
    "SLT_PASTORAL_TO_TEACHING": SENIOR,
    "SLT_INCLUSION": SENIOR,
    "STUDENT_SUPPORT": PASTORAL,
}

Answer = int | None
"""A column, or None for "I can't say"."""

Spread = tuple[tuple[int, ...], int, dict[str, tuple[int, ...]]]
"""How many named each column, how many can't say, and the first by role family."""


@dataclass
class Person:
    """Somebody in a review: what they are in it, what they do at the setting, and what they said."""

    is_in_as: set[str] = field(default_factory=set)
    out: bool = False
    role: str | None = None
    own_role: str = ""
    said_all: bool = False
    declined: bool = False
    theme_a_day: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def holds(self, capacity: str) -> bool:
        return not self.out and capacity in self.is_in_as

    def take_part_as(self, capacity: str) -> None:
        """Whoever was taken out comes back as this alone."""
        self.is_in_as = {capacity} | (set() if self.out else self.is_in_as)
        self.out, self.declined = False, self.declined and capacity != COLLEAGUE


@dataclass
class Agreement:
    column: int
    by: str
    reason: str | None = None
    together: bool = False


@dataclass
class Action:
    """What somebody took on about a row."""

    row: str
    owner: str
    text: str
    due_on: date
    state: str = "open"


@dataclass
class Review:
    """One review, and everything that was said and agreed in it."""

    id: str
    stage: str
    meets_at: datetime
    rows: Sequence[str]
    people: dict[str, Person]
    by_width: bool = False
    opened: dict[str, Spread] = field(default_factory=dict)
    listed: dict[str, int] = field(default_factory=dict)
    pulled_out: dict[str, str] = field(default_factory=dict)
    parked: set[str] = field(default_factory=set)
    agreed: dict[str, Agreement] = field(default_factory=dict)
    on_table: str | None = None
    actions: dict[str, Action] = field(default_factory=dict)
    ended_at: datetime | None = None

    def who(self, capacity: str) -> set[str]:
        return {name for name, person in self.people.items() if person.holds(capacity)}

    def holds(self, name: str, capacity: str) -> bool:
        return name in self.who(capacity)

    def can_answer(self, name: str, row: str) -> bool:
        return self.holds(name, COLLEAGUE) and self.stage in UNDER_WAY and row not in self.opened

    def can_be_held(self) -> bool:
        return bool(self.who(COLLEAGUE)) and bool(self.who(FACILITATOR))

    # what the answers come to

    def spread(self, row: str) -> Spread:
        """What those who answer today have said of a row; once it is opened, what they had said by then."""
        if row in self.opened:
            return self.opened[row]
        said = {n: self.people[n].answers[row] for n in self.who(COLLEAGUE) if row in self.people[n].answers}
        families = {family for n, c in said.items() if c and (family := self.family(n))}
        by_family = {f: _counted(c for n, c in said.items() if self.family(n) == f) for f in families}
        return _counted(said.values()), sum(column is None for column in said.values()), by_family

    def family(self, name: str) -> str | None:
        return FAMILIES.get(self.people[name].role or "")

    def to_agree_together(self) -> dict[str, int]:
        """At least three and half of those invited named a column, one is named most, and nobody is two away."""
        found = {}
        for row in self.rows:
            counts, _, _ = self.spread(row)
            most = [column for column, n in enumerate(counts, 1) if n and n == max(counts)]
            enough = sum(counts) >= FEWEST and 2 * sum(counts) >= len(self.who(COLLEAGUE))
            if enough and len(most) == 1 and all(abs(c - most[0]) < 2 for c, n in enumerate(counts, 1) if n):
                found[row] = most[0]
        return found

    def in_order(self) -> list[str]:
        """The rows as the meeting takes them: in model order, or furthest apart first and few answers last."""
        if not self.by_width:
            return list(self.rows)
        return sorted(self.rows, key=lambda row: _nearness(self.spread(row)[0]))

    # what the meeting does

    def still_listed(self) -> dict[str, int]:
        return {r: c for r, c in self.listed.items() if r not in self.agreed and r not in self.pulled_out}

    def next_after(self, row: str | None) -> str | None:
        """The next one open, parked ones last, the same one only if it alone is left; listed ones after all others."""
        rows = self.in_order()
        start = rows.index(row) + 1 if row else 0
        around = [*rows[start:], *rows[:start]]
        for done in ({*self.agreed, *self.still_listed()}, set(self.agreed)):
            left = [each for each in around if each not in done]
            for some in ([e for e in left if e not in self.parked and e != row], [e for e in left if e != row], left):
                if some:
                    return some[0]
        return None

    def bring_up(self, row: str) -> None:
        self.opened.setdefault(row, self.spread(row))
        self.on_table = row


def _counted(columns: Iterable[Answer]) -> tuple[int, ...]:
    tally = Counter(columns)
    return tuple(tally[column] for column in (1, 2, 3, 4))


def _nearness(counts: Sequence[int]) -> float:
    """Tastle and Wierman's measure over four columns; too few answers come last, wherever they lie."""
    total = sum(counts)
    if total < FEWEST:
        return inf
    centre = sum(column * n for column, n in enumerate(counts, 1)) / total
    terms = (n / total * log2(1 - abs(column - centre) / 3) for column, n in enumerate(counts, 1) if n)
    return round(1 + sum(terms), 9)


@dataclass(frozen=True)
class Note:
    """A note that was written once, whatever became of it; no two have the same text."""

    author: str
    row: str
    text: str


@dataclass
class School:
    """The setting: who administers the workspace, who leads careers, its reviews, oldest first, and the hubs."""

    admins: Collection[str]
    rows: Sequence[str]
    leaders: set[str] | None = None
    hours: tuple[str, str] = ("08:00", "17:30")
    closed: Collection[tuple[str, str]] = frozenset()
    reviews: list[Review] = field(default_factory=list)
    written: list[Note] = field(default_factory=list)
    hubs: dict[str, Hub] = field(default_factory=dict)
    tries: list[tuple[str, datetime]] = field(default_factory=list)
    """Wrong codes that somebody typed, and when."""

    def leads(self, name: str) -> bool:
        return name in (self.leaders or ())

    def running(self) -> Review | None:
        return next((review for review in self.reviews if review.stage in RUNNING), None)

    def last_agreed(self) -> Review | None:
        return next((review for review in reversed(self.reviews) if review.stage == AGREED), None)

    def place(self) -> tuple[Hub, Place] | None:
        """The hub that the setting is in, and its place there."""
        places = [(hub, place) for hub in self.hubs.values() for place in hub.here().values() if place.in_slack]
        return next(iter(places), None)

    def find(self, review: str) -> Review | None:
        return next((each for each in self.reviews if each.id == review), None)

    def forget_old_answers(self, now: datetime) -> None:
        """Answers and notes are kept for eight weeks after their review is over."""
        for review in self.reviews:
            if review.stage in OVER and review.ended_at and now >= review.ended_at + KEPT:
                for person in review.people.values():
                    person.answers.clear()
                    person.notes.clear()
