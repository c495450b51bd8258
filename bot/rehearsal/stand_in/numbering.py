"""Ids that look like Slack's, the same in every run, and message times that never repeat."""

from collections import Counter
from datetime import UTC, datetime, timedelta

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRIDE = 48_271_193_777_351  # has no factor in common with 36, so no id comes twice
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


class Numbering:
    """Gives ids away, a row of its own for each kind."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, kind: str, digits: int = 9) -> str:
        """The next id of a kind: the letter, a nought, and so many digits that look like chance."""
        self._given[kind] += 1
        return f"{kind}0{in_base_36(self._given[kind] * STRIDE, digits)}"

    def short(self, kind: str) -> str:
        """A short name, such as Slack gives a block that has none."""
        self._given[kind] += 1
        return in_base_36(self._given[kind] * STRIDE, 5)


def in_base_36(number: int, digits: int) -> str:
    """The last so many digits of a number."""
    written = []
    for _ in range(digits):
        number, rest = divmod(number, len(DIGITS))
        written.append(DIGITS[rest])
    return "".join(reversed(written))


class Stamps:
    """Message times of one workspace: the clock's, but each later than the one before."""

    def __init__(self) -> None:
        self._last = EPOCH

    def next(self, now: datetime) -> str:
        """Seconds since 1970 with six decimals, as Slack writes them."""
        self._last = max(now, self._last + TICK)
        since = self._last - EPOCH
        return f"{since.days * 86_400 + since.seconds}.{since.microseconds:06d}"
