"""Actions: what a setting will do about an agreed row, who takes it on, and when they are reminded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from maturity_model.catalog import RowId
from maturity_model.errors import ActionTextMissing, DueDateInThePast, DueDateTooFarAway, TextTooLong
from maturity_model.ids import ActionId, PersonId, ReviewId, SettingId, WorkspaceId
from maturity_model.notice import PlannedNotice, Urgency
from maturity_model.notice_kinds import ACTION_DUE
from maturity_model.school_hours import SchoolHours

LONGEST_ACTION: Final = 500
FURTHEST_AHEAD: Final = timedelta(days=731)
"""Two years, whether or not one of them is a leap year."""

_A_WEEK: Final = timedelta(weeks=1)
_WORTH_SAYING: Final = timedelta(weeks=4)


class ActionState(StrEnum):
    """What has become of an action."""

    OPEN = "open"
    DONE = "done"
    NOT_NOW = "not_now"


class Reminder(StrEnum):
    """Which of its two reminders a notice of an action is."""

    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class ReviewAction:
    """What somebody will do about a row of a review, by a day."""

    id: ActionId
    workspace: WorkspaceId
    setting: SettingId
    review: ReviewId
    row: RowId
    text: str
    owner: PersonId
    due_on: date
    added_by: PersonId
    state: ActionState = ActionState.OPEN

    def __post_init__(self) -> None:
        """Refuse an action that says nothing, or more than can be kept.

        Raises:
            ActionTextMissing: it says nothing.
            TextTooLong: it says more than LONGEST_ACTION characters.
        """
        if not self.text.strip():
            raise ActionTextMissing
        if len(self.text) > LONGEST_ACTION:
            raise TextTooLong(LONGEST_ACTION)

    @property
    def is_open(self) -> bool:
        """Whether somebody still means to do it by its day."""
        return self.state is ActionState.OPEN


def require_due_ahead(due_on: date, *, today: date) -> None:
    """Refuse a day on which nobody could be reminded, or would know why.

    Raises:
        DueDateInThePast: it is not after today.
        DueDateTooFarAway: it is more than two years ahead.
    """
    if due_on <= today:
        raise DueDateInThePast
    if due_on > today + FURTHEST_AHEAD:
        raise DueDateTooFarAway(today + FURTHEST_AHEAD)


def notices_of_action(action: ReviewAction, hours: SchoolHours, *, now: datetime) -> tuple[PlannedNotice, ...]:
    """The reminders to its owner that are still to come: a week before its day, and on the day; none once settled.

    Where the setting is closed they come when it opens next. The earlier one is left out where it would not come before
    the later one.
    """
    return tuple(notice for notice in _reminders(action, hours) if notice.due_at > now) if action.is_open else ()


def _reminders(action: ReviewAction, hours: SchoolHours) -> Iterator[PlannedNotice]:
    on_the_day = hours.next_open(hours.opening(action.due_on))
    if on_the_day is None:
        return
    week_before = hours.next_open(hours.opening(action.due_on - _A_WEEK))
    if week_before and week_before < on_the_day:
        yield _reminder(action, Reminder.WEEK, due_at=week_before, useful_until=on_the_day)
    yield _reminder(action, Reminder.DAY, due_at=on_the_day, useful_until=on_the_day + _WORTH_SAYING)


def _reminder(action: ReviewAction, which: Reminder, *, due_at: datetime, useful_until: datetime) -> PlannedNotice:
    return PlannedNotice(
        key=f"{ACTION_DUE}:{action.id}:{which}:{action.due_on}",
        kind=ACTION_DUE,
        workspace=action.workspace,
        setting=action.setting,
        review=action.review,
        due_at=due_at,
        person=action.owner,
        about={"action": action.id, "which": which.value, "due_on": action.due_on.isoformat()},
        urgency=Urgency.REMINDER,
        useful_until=useful_until,
    )
