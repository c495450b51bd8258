"""Whether somebody may be reminded now."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from maturity_model.ids import NoticeId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import INVITATION, MEETING_MOVED, NUDGE, REMINDER, SNOOZED
from maturity_model.reminding import Unreminded, why_not_now, why_not_wanted
from maturity_model.review import Capacity, Member
from maturity_model.school_hours import SchoolHours
from tests.maturity_model.given import FACILITATOR, SENCO, member, review

HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=ZoneInfo("Europe/London"))
REVIEW = review(member(SENCO))
TODAY = datetime(2026, 11, 5, 8, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)


def notice(kind: str, *, number: int = 1, at: datetime | None = TODAY, state: NoticeState = NoticeState.SENT) -> Notice:
    return Notice(
        id=NoticeId(number),
        key=f"{kind}:{number}",
        kind=kind,
        workspace=REVIEW.workspace,
        setting=REVIEW.setting,
        review=REVIEW.id,
        due_at=TODAY,
        person=SENCO,
        state=state,
        settled_at=at,
    )


@pytest.mark.parametrize(
    ("whose", "left", "why"),
    [
        (member(SENCO), 3, None),
        (member(SENCO), 0, Unreminded.NOTHING_LEFT),
        (replace(member(SENCO), finished=True), 3, Unreminded.NOTHING_LEFT),
        (replace(member(SENCO), declined=True), 3, Unreminded.DECLINED),
        (replace(member(SENCO), theme_a_day=True), 3, Unreminded.THEME_A_DAY),
        (member(SENCO, removed=True), 3, Unreminded.TAKES_NO_PART),
        (member(FACILITATOR, Capacity.FACILITATOR), 3, Unreminded.TAKES_NO_PART),
        (None, 3, Unreminded.TAKES_NO_PART),
    ],
)
def test_only_colleagues_with_rows_left_who_want_it_are_reminded(
    whose: Member | None, left: int, why: Unreminded | None
) -> None:
    assert why_not_wanted(whose, left=left, theme_to_come=True) is why


def test_whoever_gets_no_theme_any_more_is_reminded_like_everybody() -> None:
    chose = replace(member(SENCO), theme_a_day=True)

    assert why_not_wanted(chose, left=3, theme_to_come=False) is None


@pytest.mark.parametrize("earlier", [INVITATION, REMINDER, NUDGE, SNOOZED])
@pytest.mark.parametrize("kind", [REMINDER, NUDGE, SNOOZED])
def test_one_reminder_a_day_is_enough_whatever_it_is_called(kind: str, earlier: str) -> None:
    own = notice(kind, number=9)

    assert why_not_now(own, member(SENCO), [notice(earlier)], HOURS) is Unreminded.TODAY
    assert why_not_now(own, member(SENCO), [notice(earlier, at=YESTERDAY)], HOURS) is None
    assert why_not_now(own, member(SENCO), [notice(earlier, state=NoticeState.DROPPED)], HOURS) is None


def test_a_reminder_that_another_process_is_sending_counts_for_today() -> None:
    first, second = (
        notice(kind, number=n, at=None, state=NoticeState.SENDING) for n, kind in ((1, NUDGE), (2, REMINDER))
    )

    assert why_not_now(replace(second, settled_at=TODAY), member(SENCO), [first, second], HOURS) is Unreminded.TODAY
    assert why_not_now(replace(first, settled_at=TODAY), member(SENCO), [first, second], HOURS) is None


def test_a_day_is_the_settings_own() -> None:
    late, early = datetime(2026, 6, 4, 22, 30, tzinfo=UTC), datetime(2026, 6, 4, 23, 30, tzinfo=UTC)  # summer time

    assert why_not_now(notice(NUDGE, number=9, at=early), member(SENCO), [notice(REMINDER, at=late)], HOURS) is None


def test_nobody_is_reminded_who_had_three_messages_but_a_snooze_was_asked_for() -> None:
    three = [notice(kind, number=n, at=YESTERDAY) for n, kind in enumerate((INVITATION, REMINDER, MEETING_MOVED))]

    assert why_not_now(notice(NUDGE, number=9), member(SENCO), three, HOURS) is Unreminded.ENOUGH
    assert why_not_now(notice(SNOOZED, number=9), member(SENCO), three, HOURS) is None
    assert why_not_now(notice(REMINDER, number=9), member(SENCO), three[:2], HOURS) is None


def test_whoever_facilitates_too_is_reminded_once_so_that_brief_and_button_find_room() -> None:
    both = member(SENCO, Capacity.COLLEAGUE, Capacity.FACILITATOR)
    invited = notice(INVITATION, at=YESTERDAY)
    reminded = notice(REMINDER, number=2, at=YESTERDAY)

    assert why_not_now(notice(REMINDER, number=9), both, [invited], HOURS) is None
    assert why_not_now(notice(REMINDER, number=9), both, [invited, reminded], HOURS) is Unreminded.ENOUGH


def test_its_own_place_is_not_counted_against_it() -> None:
    own = notice(REMINDER, number=9, state=NoticeState.SENDING)

    assert why_not_now(own, member(SENCO), [own], HOURS) is None
