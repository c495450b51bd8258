"""What colleagues pressed and what they were told, recorded from outside, and whether what is kept agrees with it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maturity_model.catalog import RowId
from maturity_model.ids import PersonId

NOTHING = "no answer"
"""What is kept of a row that nobody answered, or whose answer was taken back."""

Cell = tuple[PersonId, RowId]


@dataclass(kw_only=True, slots=True, eq=False)
class Press:
    """A colleague pressed a button that answers a row, or that takes the answer back.

    Attributes:
        said: what the button says, in the words people read: "column 2", "I can't say"; or NOTHING.
        sent_at: when, in seconds of a clock that never goes back.
        reached: False where nobody listened, so that it certainly changed nothing.
        acknowledged: the bot said 200.
        shown: the card turned after it.
    """

    person: PersonId
    row: RowId
    said: str
    sent_at: float = 0.0
    reached: bool = True
    acknowledged: bool = False
    shown: bool = False

    @property
    def cell(self) -> Cell:
        """Whose answer to which row."""
        return self.person, self.row


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One answer as it stands in the database."""

    person: PersonId
    row: RowId
    said: str


@dataclass(kw_only=True)
class History:
    """Every press of everybody, in the order in which they were sent. A person presses again once they were answered.

    `clicks` counts those that reached the bot; `answered_at` is when the newest was sent that was acknowledged.
    """

    presses: list[Press] = field(default_factory=list)
    clicks: int = 0
    answered_at: float = 0.0

    def note_answer(self, press: Press, *, acknowledged: bool, reached: bool) -> None:
        """Remember how a press was answered."""
        press.acknowledged, press.reached = acknowledged, reached
        self.clicks += reached
        if acknowledged:
            self.answered_at = max(self.answered_at, press.sent_at)

    def doubt(self, *, since: float) -> int:
        """Rely on no acknowledgement since then; how many presses that concerns.

        Where the database is out of reach, the bot says so after the acknowledgement, and may be killed before it can.
        """
        doubtful = [press for press in self.presses if press.sent_at > since and press.acknowledged]
        for press in doubtful:
            press.acknowledged = False
        return len(doubtful)


def may_be_kept(presses: Iterable[Press]) -> Mapping[Cell, frozenset[str]]:
    """What may be kept of each row: what was acknowledged or shown last, or what was pressed since and never answered.

    A press that is cut off by the death of the process cannot take effect after the next start, so whatever is
    answered later replaces it for good.
    """
    possible: defaultdict[Cell, frozenset[str]] = defaultdict(lambda: frozenset({NOTHING}))
    for press in presses:
        if press.acknowledged or press.shown:
            possible[press.cell] = frozenset({press.said})
        elif press.reached:
            possible[press.cell] |= {press.said}
    return possible


def faults(presses: Iterable[Press], kept: Sequence[Kept]) -> list[str]:
    """A sentence for each answer that is lost, doubled or other than what was pressed."""
    possible = may_be_kept(presses)
    times = Counter((one.person, one.row) for one in kept)
    found = [f"{person} has {count} answers to {row}" for (person, row), count in times.items() if count > 1]
    found += [
        f"{one.person} has “{one.said}” for {one.row}, and pressed nothing there"
        for one in kept
        if (one.person, one.row) not in possible
    ]
    said = {(one.person, one.row): one.said for one in kept}
    for (person, row), allowed in possible.items():
        now = said.get((person, row), NOTHING)
        if now not in allowed:
            what = "lost" if now == NOTHING else "changed"
            found.append(f"{what}: {person} pressed “{_or(allowed)}” for {row}, and “{now}” is kept")
    return found


def _or(said: Iterable[str]) -> str:
    return "” or “".join(sorted(said))
