"""Slack's rate limits, counted on the injected clock."""

from collections import defaultdict, deque
from dataclasses import dataclass
from math import ceil

from bot.rehearsal.stand_in.values import Clock


@dataclass(frozen=True)
class Rate:
    """At most so many calls in any stretch of so many seconds."""

    calls: int
    seconds: int


TIER_2 = Rate(20, 60)
TIER_3 = Rate(50, 60)
TIER_4 = Rate(100, 60)
GENEROUS = Rate(300, 60)
POSTS_A_CHANNEL = Rate(3, 3)  # one a second, three at once
POSTS_A_WORKSPACE = Rate(240, 60)  # Slack names no figure; this is ours


class Rates:
    """Counts calls per method and workspace, and posts per channel as well."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: defaultdict[tuple[str, ...], deque[float]] = defaultdict(deque)

    def take(self, rate: Rate, *key: str) -> int:
        """Count one call; where that would be too many, count nothing and say in how many seconds to come again."""
        now = self._clock.now().timestamp()
        calls = self._calls[key]
        while calls and calls[0] <= now - rate.seconds:
            calls.popleft()
        if len(calls) >= rate.calls:
            return max(1, ceil(calls[0] + rate.seconds - now))
        calls.append(now)
        return 0
