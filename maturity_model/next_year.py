"""Next year: when a setting's careers leaders are prompted for its next review, and for a peer-to-peer review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from maturity_model.ids import PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import Notice, PlannedNotice, Urgency
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW, PEER_REVIEW_DUE
from maturity_model.review import Review
from maturity_model.school_hours import SchoolHours

MOST_PROMPTS: Final = 3
SNOOZES: Final = (1, 2, 4, 8)
"""For how many weeks a careers leader may put a prompt off."""

_AHEAD: Final = timedelta(weeks=8)
_BETWEEN: Final = timedelta(weeks=4)
_LEAP_DAY: Final = (2, 29)


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """Which prompt about a review comes next, counted from 1, and when; None where none comes any more."""

    workspace: WorkspaceId
    setting: SettingId
    review: ReviewId
    kind: str
    number: int = 1
    due_at: datetime | None = None

    @property
    def is_last(self) -> bool:
        """Whether no other of its kind follows of its own accord."""
        return self.kind == PEER_REVIEW_DUE or self.number >= MOST_PROMPTS

    def at(self, due_at: datetime | None) -> "Prompt":
        """The same one at another time, or never."""
        return replace(self, due_at=due_at)

    def next_one(self, due_at: datetime) -> "Prompt":
        """The one that follows this one: at that time, or never where this was the last."""
        return replace(self, number=self.number + 1, due_at=None if self.is_last else due_at)


def a_year_later(day: date) -> date:
    """The same date a year later; the 28th for a leap day."""
    if (day.month, day.day) == _LEAP_DAY:
        return day.replace(year=day.year + 1, day=28)
    return day.replace(year=day.year + 1)


def first_prompts(review: Review, hours: SchoolHours, *, is_first: bool, now: datetime) -> tuple[Prompt, ...]:
    """What is kept in mind once a review is agreed; `is_first` where the setting agreed none before.

    The next review is due at the same time of year, and that is said eight weeks before. The peer-to-peer review is due
    at once, and that is said on the next school morning: today everybody has met already.
    """
    about = Prompt(workspace=review.workspace, setting=review.setting, review=review.id, kind=NEXT_REVIEW)
    next_review = about.at(_opening_on(a_year_later(hours.day_of(review.meets_at)) - _AHEAD, hours))
    if not is_first:
        return (next_review,)
    return next_review, replace(about, kind=PEER_REVIEW_DUE, due_at=hours.morning_after(now) or now)


def in_weeks(weeks: int, hours: SchoolHours, *, now: datetime) -> datetime:
    """When the setting opens that many weeks from now, or on the first school day after that."""
    return _opening_on(hours.day_of(now) + timedelta(weeks=weeks), hours)


def after_prompting(prompt: Prompt, hours: SchoolHours, *, now: datetime) -> Prompt:
    """What comes next once this one was planned to leave."""
    return prompt.next_one(_opening_on(hours.day_of(now) + _BETWEEN, hours))


def prompt_notice(prompt: Prompt, person: PersonId, *, gone: int, hours: SchoolHours, now: datetime) -> PlannedNotice:
    """The prompt as it goes to one careers leader; `gone` is how many others are not in Slack any more."""
    due_at = hours.next_open(now) or now
    return PlannedNotice(
        key=f"{prompt.kind}:{prompt.review}:{prompt.number}:{person}",
        kind=prompt.kind,
        workspace=prompt.workspace,
        setting=prompt.setting,
        review=prompt.review,
        due_at=due_at,
        person=person,
        about={"number": str(prompt.number), "gone": str(gone)},
        urgency=Urgency.REMINDER,
        useful_until=due_at + _BETWEEN,
    )


def naming_notice(
    prompt: Prompt, admin: PersonId, asked: Sequence[Notice], *, hours: SchoolHours, now: datetime
) -> PlannedNotice | None:
    """What asks somebody to name a careers leader where none is left; None where they were `asked` often, or lately.

    At most three times, four weeks apart.
    """
    if len(asked) >= MOST_PROMPTS or any(notice.due_at > now - _BETWEEN for notice in asked):
        return None
    key = f"{NAME_A_LEADER}:{prompt.review}:{len(asked) + 1}"
    return replace(prompt_notice(prompt, admin, gone=0, hours=hours, now=now), kind=NAME_A_LEADER, key=key, about={})


def _opening_on(day: date, hours: SchoolHours) -> datetime:
    opening = hours.opening(day)
    return hours.next_open(opening) or opening
