"""Ten minutes in which Slack is not itself: each call meets one trouble or another, by a seeded dice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import StandIn, breaking
from bot.rehearsal.stand_in.api.methods import METHODS
from bot.rehearsal.stand_in.breaking import Fault, Kind
from bot.rehearsal.stand_in.values import Json
from tests.given import NOW
from tests.torture.nth_call_calls import EVERY_METHOD

LASTS = timedelta(minutes=10)
PATIENCE = 1.0  # seconds of real time that the bot waits for an answer
TOO_LATE = 1.3
LONGEST_WAIT = 120  # seconds of Retry-After
WITHOUT_END = 10**9
WAITS = 8  # different ones an outage
OUTCOMES = {Kind.RATE_LIMITED: 30, Kind.HTTP: 25, Kind.CUT_BEFORE: 20, Kind.CUT_AFTER: 23, Kind.SLOW: 2}
"""How often each trouble comes, in a hundred calls that meet one. A timeout costs a second of real time."""

MAY_HAVE_ARRIVED = frozenset(OUTCOMES) - {Kind.RATE_LIMITED}
CARRIED_OUT = frozenset({Kind.CUT_AFTER, Kind.SLOW})


@dataclass(frozen=True, kw_only=True)
class Strike:
    """A call that met trouble."""

    method: str
    body: Json
    kind: Kind


class PatientClock(SteppedClock):
    """Nobody's minute passes on it while Slack is slow with a call, be it one that the bot gave up waiting for."""

    def __init__(self) -> None:
        super().__init__(NOW)
        self.slack: StandIn | None = None
        self._under_way: list[Json] = []
        self._looked_at = 0

    async def sleep(self, seconds: float) -> None:
        """Let Slack come to the end of what it is slow with, then let so much time have passed."""
        await self.wait_for_slack()
        await super().sleep(seconds)

    def slow_with(self, body: Json) -> None:
        """Slack will take a while to carry this call out."""
        self._under_way.append(body)

    def forget(self) -> None:
        """Look at Slack's calls from the first on."""
        self._looked_at = 0

    async def wait_for_slack(self) -> None:
        """Return when every slow call was carried out."""
        if self.slack:
            await self.slack.eventually(self._is_done)

    def _is_done(self) -> bool:
        calls = self.slack.calls if self.slack else []
        done = {id(call.body) for call in calls[self._looked_at :]} if self._under_way else set()
        self._looked_at = len(calls)
        self._under_way = [body for body in self._under_way if id(body) not in done]
        return not self._under_way


@dataclass(kw_only=True)
class Weather:
    """An outage of one seed. `severity` is how many of a hundred calls meet trouble while it lasts."""

    dice: Random
    clock: PatientClock
    severity: int
    strikes: list[Strike] = field(default_factory=list)
    _ends_at: datetime | None = None
    _drawn: Fault | None = None

    def break_out(self, slack: StandIn, *, after: float = 0) -> None:
        """Begin in so many seconds of the injected clock."""
        begins_at = self.clock.now() + timedelta(seconds=after)
        self._ends_at = begins_at + LASTS
        faults = self._faults()
        for method in EVERY_METHOD:
            for fault in faults:
                slack.break_next(method, fault, times=WITHOUT_END, when=self._meets(method, fault, faults, begins_at))

    @property
    def is_over(self) -> bool:
        """Whether Slack is itself again."""
        return self._ends_at is not None and self.clock.now() >= self._ends_at

    def end(self, slack: StandIn) -> None:
        """Let the time come at which it is over."""
        if self._ends_at:
            self.clock.move_to(self._ends_at)
        slack.mend()

    def _faults(self) -> list[Fault]:
        waits = [breaking.rate_limited(self.dice.randint(1, LONGEST_WAIT)) for _ in range(WAITS)]
        errors = [breaking.http(status) for status in (500, 502, 503)]
        return [*waits, *errors, breaking.cut_before(), breaking.cut_after(), breaking.slow(TOO_LATE, wall=True)]

    def _meets(self, method: str, fault: Fault, faults: list[Fault], begins_at: datetime) -> Callable[[Json], bool]:
        """Whether a call meets this fault: the dice is thrown once a call, when the first of them is asked about."""

        def meets(body: Json) -> bool:
            if fault is faults[0]:
                self._drawn = self._draw(faults) if begins_at <= self.clock.now() and not self.is_over else None
            if fault is not self._drawn:
                return False
            self.strikes.append(Strike(method=method, body=body, kind=fault.kind))
            if fault.kind is Kind.SLOW and method in METHODS:  # an upload shows nothing by itself
                self.clock.slow_with(body)
            return True

        return meets

    def _draw(self, faults: list[Fault]) -> Fault | None:
        if self.dice.randrange(100) >= self.severity:
            return None
        (kind,) = self.dice.choices(list(OUTCOMES), list(OUTCOMES.values()))
        return self.dice.choice([fault for fault in faults if fault.kind is kind])
