"""Whether anybody was sent a message more often than a kill excuses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from maturity_model.ids import PersonId

MOST_ATTEMPTS = 2
CUT_WITHIN = timedelta(seconds=15)
"""How soon after a message arrived a kill may have kept it from being noted as sent: on a busy machine that takes."""


@dataclass(frozen=True, kw_only=True)
class Owed:
    """A message that the bot owes a colleague, as it stands in the database."""

    person: PersonId
    state: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A message that came to a colleague."""

    person: PersonId
    at: datetime


def second_copies(owed: Sequence[Owed], arrived: Sequence[Arrived]) -> int:
    """How many messages came beyond those that are owed."""
    due, came = (Counter(one.person for one in each) for each in (owed, arrived))
    return (came - due).total()


def cut_off(arrived: Sequence[Arrived], kills: Sequence[datetime]) -> Sequence[Arrived]:
    """The messages of which nobody may know that they arrived: one is sent at a time, so the last before each kill."""
    before = [[one for one in arrived if timedelta() <= kill - one.at <= CUT_WITHIN] for kill in kills]
    last = {max(some, key=lambda one: one.at) for some in before if some}
    return sorted(last, key=lambda one: one.at)


def unexcused(owed: Sequence[Owed], arrived: Sequence[Arrived], kills: Sequence[datetime]) -> list[str]:
    """A sentence for everybody with more messages than are owed and cut off by a kill, or with fewer than noted."""
    due, sent = Counter(one.person for one in owed), Counter(one.person for one in owed if one.state == "sent")
    came, cut = (Counter(one.person for one in each) for each in (arrived, cut_off(arrived, kills)))
    return [
        *(
            f"{person} got {came[person]} messages where {due[person]} are owed and {cut[person]} were cut off"
            for person in came
            if came[person] > due[person] + cut[person]
        ),
        *(f"{person} got fewer messages than are noted as sent" for person in sent if came[person] < sent[person]),
        *(f"a message to {one.person} was tried {one.attempts} times" for one in owed if one.attempts > MOST_ATTEMPTS),
    ]
