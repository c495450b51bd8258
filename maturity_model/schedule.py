"""What hangs on the time of a review's meeting: reminders before it, the facilitators' brief, and the day itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from maturity_model.card import colleague_card
from maturity_model.errors import TooManyReminders
from maturity_model.ids import PersonId
from maturity_model.notice import PlannedNotice, Urgency
from maturity_model.notice_kinds import (
    BRIEF,
    MEETING_BEGINS,
    NOT_OPENED,
    REMINDER,
    SNOOZED,
    THEME_OF_THE_DAY,
    TIME_TO_OPEN,
)
from maturity_model.review import Capacity, Review
from maturity_model.school_hours import SchoolHours

MOST_REMINDERS: Final = 2  # with the invitation, and a message kept for calling the review off, that makes four
MOST_THEMES: Final = 12  # mornings; whoever has answered nothing by then is reminded like everybody
EARLIEST_REMINDER: Final = 20  # school days before the meeting

OF_THE_MEETING: Final = (REMINDER, THEME_OF_THE_DAY, BRIEF, MEETING_BEGINS, TIME_TO_OPEN, NOT_OPENED)
"""The kinds that are planned with the meeting, and planned anew when its time or its people change."""


def require_few_reminders(reminders: Sequence[int]) -> None:
    """Refuse more reminders than anybody may be sent, or days that make no sense.

    Raises:
        TooManyReminders: there are too many, or too early ones.
    """
    if len(reminders) > MOST_REMINDERS or not all(1 <= days <= EARLIEST_REMINDER for days in reminders):
        raise TooManyReminders(MOST_REMINDERS)


def notices_of_meeting(review: Review, hours: SchoolHours, *, now: datetime) -> tuple[PlannedNotice, ...]:
    """Everything that is still to come of the kinds in `OF_THE_MEETING`."""
    before = (*_reminders(review, hours), *_themes(review, hours, now))
    ahead = (*before, *_on_the_day(review), *_if_forgotten(review, hours))
    return *(notice for notice in ahead if notice.due_at > now), *_briefs(review, hours, now)


def reminder_days(review: Review, hours: SchoolHours) -> tuple[datetime, ...]:
    """When colleagues are reminded, the earliest first: in the morning, so many school days before the meeting."""
    meeting = hours.day_of(review.meets_at)
    days = (hours.school_day_before(meeting, count) for count in sorted(set(review.reminders), reverse=True))
    return tuple(hours.opening(day) for day in days if day)


def brief_at(review: Review, hours: SchoolHours) -> datetime | None:
    """When facilitators get their brief: on the morning of the day before, from which on it may say one word a row.

    Where that is no school day it is the next one that begins before the meeting, else the last one before it.
    """
    meeting = hours.day_of(review.meets_at)
    opening = hours.next_open(datetime.combine(meeting - timedelta(days=1), time(), hours.zone).astimezone(UTC))
    if opening and opening < review.meets_at:
        return opening
    last = hours.school_day_before(meeting, 1)
    return hours.opening(last) if last else None


def theme_mornings(review: Review, hours: SchoolHours, *, now: datetime) -> tuple[datetime, ...]:
    """The next school mornings on which somebody is brought a theme, the soonest first, before the meeting begins."""
    mornings: list[datetime] = []
    morning = hours.morning_after(now)
    while morning and morning < review.meets_at and len(mornings) < MOST_THEMES:
        mornings.append(morning)
        morning = hours.morning_after(morning)
    return tuple(mornings)


def theme_of_the_day(review: Review, person: PersonId, morning: datetime, hours: SchoolHours) -> PlannedNotice:
    """A colleague's card, brought to them on a morning, and of use on that day alone."""
    key = f"{THEME_OF_THE_DAY}:{review.id}:{person}:{hours.day_of(morning)}"
    brought = _planned(review, key, THEME_OF_THE_DAY, morning)
    until = min(review.meets_at, hours.closing(hours.day_of(morning)))
    return replace(brought, person=person, subject=colleague_card(person), useful_until=until)


def snoozed_reminder(review: Review, person: PersonId, hours: SchoolHours, *, now: datetime) -> PlannedNotice | None:
    """A reminder on the next school morning; None where that would come after the meeting."""
    morning = hours.morning_after(now)
    if morning is None or morning >= review.meets_at:
        return None
    return replace(
        _planned(review, f"{SNOOZED}:{review.id}:{person}:{hours.day_of(morning)}", SNOOZED, morning), person=person
    )


def _reminders(review: Review, hours: SchoolHours) -> Iterator[PlannedNotice]:
    """The same key for the same reminder, whenever the meeting is: nobody gets it a second time."""
    for number, due_at in enumerate(reminder_days(review, hours), 1):
        for member in review.colleagues:
            key = f"{REMINDER}:{review.id}:{member.person}:{number}"
            yield replace(_planned(review, key, REMINDER, due_at), person=member.person)


def _themes(review: Review, hours: SchoolHours, now: datetime) -> Iterator[PlannedNotice]:
    """For whoever chose them, from the next morning on; nobody wants more once their rows are answered."""
    wanted = [member.person for member in review.colleagues if member.theme_a_day]
    mornings = theme_mornings(review, hours, now=now) if wanted else ()
    return (theme_of_the_day(review, person, morning, hours) for person in wanted for morning in mornings)


def _briefs(review: Review, hours: SchoolHours, now: datetime) -> Iterator[PlannedNotice]:
    """At their time, or at once where that is over and the meeting still ahead."""
    usual = brief_at(review, hours)
    if usual and now < review.meets_at:
        due_at = max(usual, now)
        for member in review.facilitators:
            key = f"{BRIEF}:{review.id}:{member.person}:{_name(review.meets_at)}"
            yield replace(_planned(review, key, BRIEF, due_at), person=member.person)


def _on_the_day(review: Review) -> Iterator[PlannedNotice]:
    """At the hour, for as long as the meeting would last."""
    over_at, at = review.meets_at + timedelta(minutes=review.minutes), _name(review.meets_at)
    begins = _planned(review, f"{MEETING_BEGINS}:{review.id}:{at}", MEETING_BEGINS, review.meets_at)
    yield replace(begins, channel=review.channel, urgency=Urgency.MEETING, useful_until=over_at)
    for member in review.facilitators:
        key = f"{TIME_TO_OPEN}:{review.id}:{member.person}:{at}"
        ready = _planned(review, key, TIME_TO_OPEN, review.meets_at)
        yield replace(ready, person=member.person, urgency=Urgency.MEETING, useful_until=over_at)


def _if_forgotten(review: Review, hours: SchoolHours) -> Iterator[PlannedNotice]:
    """On the morning after, in case nobody opened the meeting or called it off."""
    if due_at := hours.morning_after(review.meets_at):
        for member in (each for each in review.members.values() if each.holds(Capacity.CAREERS_LEADER)):
            key = f"{NOT_OPENED}:{review.id}:{member.person}:{_name(review.meets_at)}"
            yield replace(_planned(review, key, NOT_OPENED, due_at), person=member.person, useful_until=None)


def _planned(review: Review, key: str, kind: str, due_at: datetime) -> PlannedNotice:
    """A notice that is of use until the meeting."""
    return PlannedNotice(
        key=key,
        kind=kind,
        workspace=review.workspace,
        setting=review.setting,
        review=review.id,
        due_at=due_at,
        urgency=Urgency.REMINDER,
        useful_until=review.meets_at,
    )


def _name(moment: datetime) -> str:
    return str(int(moment.timestamp()))
