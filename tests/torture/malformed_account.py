"""What was sent, what came, and what was not as promised."""

from collections import Counter
from dataclasses import dataclass, field

from tests.torture.malformed_wire import Came
from tests.torture.verdict import Verdict

TAKEN = frozenset({200, 400, 401})
IN_TIME = 3.0  # seconds: then Slack gives up


@dataclass(kw_only=True)
class Account:
    """The account of one kind of requests, by the seed of its dice."""

    fault: str
    seed: int
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    found: list[str] = field(default_factory=list)

    def count(self, what: str, came: Came, *, expected: frozenset[int] = TAKEN) -> None:
        """One more answer, which must be one of those expected, in time."""
        self.statuses[came.status] += 1
        self.slowest = max(self.slowest, came.seconds)
        if came.status not in expected:
            self.find(f"answered {came.status or 'nothing'}: {what}")
        if came.seconds >= IN_TIME:
            self.find(f"answered after {came.seconds:.1f} s: {what}")

    def find(self, sentence: str) -> None:
        """Something was not as promised."""
        self.found.append(f"{sentence} (seed {self.seed})")

    def verdict(self, *beside: tuple[str, str]) -> Verdict:
        """The line of the account."""
        answers = ", ".join(f"{count:,} of {status}" for status, count in sorted(self.statuses.items()))
        return Verdict(
            fault=self.fault,
            trials=self.statuses.total(),
            found=tuple(self.found),
            beside=(("answers", answers), ("slowest", f"{self.slowest:.2f} s"), *beside),
        )
