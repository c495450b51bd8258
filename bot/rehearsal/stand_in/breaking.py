"""Ways to break the next calls, as Slack and the net do."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.rehearsal.stand_in.values import Json


class Kind(StrEnum):
    """What goes wrong."""

    RATE_LIMITED = "rate_limited"
    HTTP = "http"
    ERROR = "error"
    SLOW = "slow"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One way to break a call."""

    kind: Kind
    seconds: float = 0
    status: int = 0
    word: str = ""
    wall: bool = False


def rate_limited(retry_after: int = 1) -> Fault:
    """Answer 429 with Retry-After in seconds; nothing is carried out."""
    return Fault(kind=Kind.RATE_LIMITED, seconds=retry_after)


def http(status: int) -> Fault:
    """Answer with an HTTP error and no JSON; nothing is carried out."""
    return Fault(kind=Kind.HTTP, status=status)


def error(word: str) -> Fault:
    """Answer `ok: false` with this word; nothing is carried out."""
    return Fault(kind=Kind.ERROR, word=word)


def slow(seconds: float, *, wall: bool = False) -> Fault:
    """Carry it out after so many seconds, of the injected clock or of the wall clock."""
    return Fault(kind=Kind.SLOW, seconds=seconds, wall=wall)


def cut_before() -> Fault:
    """Drop the connection and carry nothing out."""
    return Fault(kind=Kind.CUT_BEFORE)


def cut_after() -> Fault:
    """Carry it out, then drop the connection before the answer."""
    return Fault(kind=Kind.CUT_AFTER)


def always(_: Json) -> bool:
    """Any body will do."""
    return True


@dataclass(kw_only=True)
class Planned:
    """A fault that waits for its call."""

    method: str
    fault: Fault
    times: int
    when: Callable[[Json], bool]


class Faults:
    """The faults still to come, oldest first; `standing` breaks whatever they leave."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self.standing: Fault | None = None

    def add(self, planned: Planned) -> None:
        """Plan one more."""
        self._planned.append(planned)

    def clear(self) -> None:
        """Plan nothing any more."""
        self._planned.clear()
        self.standing = None

    def take(self, method: str, body: Json) -> Fault | None:
        """The fault that is due for this call, counted as used."""
        for planned in self._planned:
            if planned.method == method and planned.when(body):
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned.fault
        return self.standing
