"""What is promised of hubs, in plain sets and dictionaries: their staff, settings, weeks and requests.

It is written from the product's own words. What somebody may do, and what is so afterwards, is in `machine_hubs`
and `machine_requests`.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests import given
from tests.torture.year_hours import school_days_before

WAITING, CONFIRMED, DECLINED = "waiting", "confirmed", "declined"
WITHDRAWN, NOT_THIS_TIME = "withdrawn", "not this time"
LEADERSHIP, PEER = "leadership", "peer"
IN_TRIO = 3
A_DAY = timedelta(days=1)
TWO_WEEKS, TWO_YEARS = timedelta(days=14), timedelta(days=730)
LINE = re.compile(r"(.*?) ?(\d\d)\.(\d\d)\.(\d{4}) - (\d\d)\.(\d\d)\.(\d{4})")
TERMS = ((3, "Spring Term"), (8, "Summer Term"), (12, "Autumn Term"))

Days = tuple[date, date]
Read = tuple[str, date, date]
"""A term with its first and last day."""


@dataclass
class Week:
    """A week for peer-to-peer reviews, as it was announced or changed since."""

    term: str
    first_on: date
    last_on: date
    closes_on: date
    trios: int
    facilitators: list[str]
    withdrawn: bool = False

    @property
    def places(self) -> int:
        return IN_TRIO * self.trios

    def is_ahead(self, today: date) -> bool:
        return not self.withdrawn and self.last_on >= today

    def is_open(self, today: date) -> bool:
        return not self.withdrawn and self.closes_on >= today


@dataclass
class Request:
    """What a setting said to its hub's weeks, and what became of it."""

    state: str
    choices: list[str]
    by: str
    asked_at: datetime
    week: str | None = None
    sentence: str = ""

    def settle(self, state: str, *, week: str | None = None, sentence: str = "") -> None:
        self.state, self.week, self.sentence = state, week, sentence

    def is_for(self, week: str) -> bool:
        return self.week == week if self.state == CONFIRMED else self.state == WAITING and week in self.choices


@dataclass
class Place:
    """A setting's place in a hub. The one that is in Slack is the school of this model."""

    name: str
    in_slack: bool
    like: tuple[str, str, str, int | None]
    """Its kind, the ages it serves, its trust, and how many learners it has."""

    consultant: str
    contact: str = ""
    shows: bool = False
    left: bool = False
    past: dict[tuple[str, date], str] = field(default_factory=dict)
    request: Request | None = None

    def leave(self) -> None:
        """Its request goes with it."""
        self.left = True
        if self.request:
            self.request.settle(WITHDRAWN)


@dataclass
class Hub:
    """A hub, and everybody and everything that belongs to it."""

    id: str
    name: str
    channel: str | None
    staff: set[str]
    places: dict[str, Place] = field(default_factory=dict)
    weeks: dict[str, Week] = field(default_factory=dict)
    checked: dict[str, object] = field(default_factory=dict)
    """What somebody was shown of each announcement before it is made."""

    def here(self) -> dict[str, Place]:
        return {name: place for name, place in self.places.items() if not place.left}

    def free_consultant(self) -> str:
        """Who looks after the fewest settings; by id where several do."""
        busy = Counter(place.consultant for place in self.here().values())
        return min(self.staff, key=lambda name: (busy[name], name))

    def name_staff(self, staff: Collection[str]) -> None:
        """Settings of a consultant who is none any more go on, one by one by their names."""
        self.staff = set(staff)
        for _, place in sorted(self.here().items(), key=lambda each: (each[1].name.lower(), each[0])):
            if place.consultant not in self.staff:
                place.consultant = self.free_consultant()

    def ahead(self, today: date) -> list[str]:
        """The weeks that are not over, by day."""
        found = [name for name, week in self.weeks.items() if week.is_ahead(today)]
        return sorted(found, key=lambda name: self.weeks[name].first_on)

    def open_weeks(self, today: date) -> list[str]:
        return [name for name in self.ahead(today) if self.weeks[name].is_open(today)]

    def confirmed(self, week: str) -> int:
        requests = [place.request for place in self.places.values()]
        return sum(request is not None and request.state == CONFIRMED and request.week == week for request in requests)

    def taken(self, *, but: str = "") -> list[Days]:
        """The days of all weeks that still stand."""
        return [(w.first_on, w.last_on) for name, w in self.weeks.items() if name != but and not w.withdrawn]

    def read(self, text: str, weeks_before: int, today: date) -> list[Week]:
        """The weeks in a text that can be announced, by day; the model has no trios for them yet."""
        found: list[Week] = []
        for line in dict.fromkeys(text.splitlines()):
            taken = [*self.taken(), *((week.first_on, week.last_on) for week in found)]
            if (read := _read(line)) and _could_be(read, taken, today):
                closes_on = _closing_day(read[1], weeks_before)
                found += [Week(*read, closes_on, trios=0, facilitators=[])] if closes_on >= today else []
        return sorted(found, key=lambda week: week.first_on)


def said(hub: Hub, place: Place, today: date) -> Request | None:
    """What a setting says to the weeks ahead: a request that waits always stands, all else goes with its weeks."""
    request, ahead = place.request, hub.ahead(today)
    if request is None or request.state == WITHDRAWN:
        return None
    if request.state == CONFIRMED:
        return request if request.week in ahead else None
    return request if request.state == WAITING or set(request.choices) & set(ahead) else None


def lasts_long_enough(first_on: date, last_on: date) -> bool:
    """A day at least, and two weeks at most."""
    return A_DAY <= last_on - first_on + A_DAY <= TWO_WEEKS


def share_a_day(days: Days, others: Iterable[Days]) -> bool:
    return any(days[0] <= last_on and first_on <= days[1] for first_on, last_on in others)


def _read(line: str) -> Read | None:
    found = LINE.fullmatch(line)
    if found is None:
        return None
    term, *numbers = found.groups()
    day, month, year, last_day, last_month, last_year = map(int, numbers)
    try:
        first_on, last_on = date(year, month, day), date(last_year, last_month, last_day)
    except ValueError:
        return None
    return term or next(name for until, name in TERMS if first_on.month <= until), first_on, last_on


def _could_be(read: Read, taken: Iterable[Days], today: date) -> bool:
    _, first_on, last_on = read
    in_time = today < first_on <= today + TWO_YEARS
    return in_time and lasts_long_enough(first_on, last_on) and not share_a_day((first_on, last_on), taken)


def _closing_day(first_on: date, weeks_before: int) -> date:
    """The last school day so many weeks before, by the calendar of a school that entered no closures."""
    latest = first_on - max(timedelta(weeks=weeks_before), A_DAY)
    return school_days_before(given.setting(), latest + A_DAY, 1)
