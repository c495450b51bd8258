"""What people were told about what they did, recorded from outside, and whether what is kept bears it out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maturity_model.catalog import RowId


class What(StrEnum):
    """What somebody wanted kept."""

    ANSWER = "answer"
    NOTE = "note"


class Told(StrEnum):
    """What they were told came of it."""

    SAVED = "saved"
    NOT_SAVED = "not saved"
    NOTHING = "nothing"


Subject = tuple[What, RowId]


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Somebody's wish to have something kept, and what they were told.

    Attributes:
        began: when they clicked, in seconds of the monotonic clock.
        took: seconds until the click was acknowledged.
    """

    what: What
    row: RowId
    wanted: str
    told: Told
    began: float
    took: float


def contradictions(attempts: Sequence[Attempt], kept: Mapping[Subject, str]) -> Iterator[str]:
    """What is kept, held against what one person was told, who did one thing after the other.

    Kept must be what they were last told was saved, or something they tried after that: "not saved" may err on the
    side of caution, "saved" may not.
    """
    for subject in {(attempt.what, attempt.row): None for attempt in attempts} | dict.fromkeys(kept):
        tried = [attempt for attempt in attempts if (attempt.what, attempt.row) == subject]
        told_saved = [place for place, attempt in enumerate(tried) if attempt.told is Told.SAVED]
        may_be = [attempt.wanted for attempt in tried[told_saved[-1] if told_saved else 0 :]]
        found = kept.get(subject)
        if found is None and told_saved:
            yield f"the {subject[0]} to {subject[1]} was shown as saved and is gone"
        elif found is not None and found not in may_be:
            yield f"the {subject[0]} to {subject[1]} is kept as something nobody wanted by then"


def kept_in_silence(attempts: Sequence[Attempt], kept: Mapping[Subject, str]) -> int:
    """How much of what was last called "not saved" is kept all the same: the commit arrived and its answer did not."""
    last = {(attempt.what, attempt.row): attempt for attempt in attempts}
    return sum(
        1 for subject, attempt in last.items() if attempt.told is not Told.SAVED and kept.get(subject) == attempt.wanted
    )
