"""How a meeting may go: which rows may be agreed together, and which are worth its minutes."""

from collections.abc import Mapping
from dataclasses import dataclass

from maturity_model.catalog import RowId
from maturity_model.spread import Closeness

WORTH_A_TALK = (Closeness.WIDE, Closeness.SOME_SPREAD, Closeness.FEW_ANSWERS)
"""Rows to talk about, by their word: those whose answers are furthest apart first."""

MINUTES_TOGETHER = 5
"""What agreeing the close rows together takes."""


@dataclass(frozen=True, kw_only=True)
class MeetingPlan:
    """What a facilitator may make of a meeting.

    `together` are the rows whose answers are close, so that they may be agreed in one go; `to_talk_about` are the
    others, widest first and in model order where one word is said of them. `minutes_a_row` is how long there is for
    each of those, whole minutes, and None where there is none to talk about.
    """

    together: tuple[RowId, ...]
    to_talk_about: tuple[RowId, ...]
    minutes_a_row: int | None


def plan_of(words: Mapping[RowId, Closeness], *, minutes: int) -> MeetingPlan:
    """What to make of a meeting of so many minutes, from no more than the one word that may be said of each row.

    Args:
        words: what may be said of each row to the facilitator, in model order.
        minutes: how long the meeting lasts.
    """
    together = tuple(row for row, word in words.items() if word is Closeness.CLOSE)
    others = tuple(row for wanted in WORTH_A_TALK for row, word in words.items() if word is wanted)
    left = max(minutes - (MINUTES_TOGETHER if together else 0), 0)
    return MeetingPlan(together=together, to_talk_about=others, minutes_a_row=left // len(others) if others else None)
