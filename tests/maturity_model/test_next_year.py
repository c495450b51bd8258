"""When careers leaders are prompted for the next review."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from maturity_model.ids import NoticeId, PersonId
from maturity_model.next_year import (
    MOST_PROMPTS,
    SNOOZES,
    Prompt,
    a_year_later,
    after_prompting,
    first_prompts,
    in_weeks,
    naming_notice,
    prompt_notice,
)
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import NAME_A_LEADER, NEXT_REVIEW, PEER_REVIEW_DUE
from maturity_model.review import Stage
from maturity_model.school_hours import SchoolHours
from tests.maturity_model.given import LEADER, review

HOURS = SchoolHours(opens_at=time(8), closes_at=time(17, 30), zone=ZoneInfo("Europe/London"))
MEETING = datetime(2026, 12, 7, 15, 45, tzinfo=UTC)
AGREED = review(stage=Stage.AGREED, meets_at=MEETING)
NOW = datetime(2026, 12, 7, 16, 45, tzinfo=UTC)
DUE_AT = datetime(2027, 10, 12, 7, tzinfo=UTC)  # eight weeks before 7 December 2027
PROMPT = Prompt(
    workspace=AGREED.workspace, setting=AGREED.setting, review=AGREED.id, kind=NEXT_REVIEW, number=1, due_at=DUE_AT
)
ADMIN = PersonId("U_ADMIN")


def asked_at(*moments: datetime) -> list[Notice]:
    return [
        Notice(
            id=NoticeId(number),
            key=f"{NAME_A_LEADER}:{number}",
            kind=NAME_A_LEADER,
            workspace=AGREED.workspace,
            setting=AGREED.setting,
            review=AGREED.id,
            due_at=due_at,
            state=NoticeState.SENT,
        )
        for number, due_at in enumerate(moments, 1)
    ]


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 12, 7), date(2027, 12, 7)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_later_it_is_the_same_date(day: date, later: date) -> None:
    assert a_year_later(day) == later


def test_the_next_review_is_brought_up_eight_weeks_before_the_same_date() -> None:
    [next_review] = first_prompts(AGREED, HOURS, is_first=False, now=NOW)

    assert next_review == PROMPT


def test_where_school_is_closed_that_day_it_is_the_next_day_it_opens() -> None:
    in_february = replace(AGREED, meets_at=datetime(2028, 2, 22, 16, tzinfo=UTC))  # eight weeks before: 28 December

    [next_review] = first_prompts(in_february, HOURS, is_first=False, now=NOW)

    assert next_review.due_at == datetime(2029, 1, 4, 8, tzinfo=UTC)


def test_after_the_first_review_the_peer_review_is_brought_up_on_the_next_school_morning() -> None:
    _, peer_review = first_prompts(AGREED, HOURS, is_first=True, now=NOW)

    assert (peer_review.kind, peer_review.due_at) == (PEER_REVIEW_DUE, datetime(2026, 12, 8, 8, tzinfo=UTC))


def test_after_four_weeks_it_is_brought_up_again_and_then_a_last_time() -> None:
    second = after_prompting(PROMPT, HOURS, now=DUE_AT)
    third = after_prompting(second, HOURS, now=second.due_at or NOW)
    none = after_prompting(third, HOURS, now=third.due_at or NOW)

    assert (second.number, second.due_at) == (2, datetime(2027, 11, 9, 8, tzinfo=UTC))
    assert (third.number, third.due_at) == (3, datetime(2027, 12, 7, 8, tzinfo=UTC))
    assert [prompt.is_last for prompt in (PROMPT, second, third)] == [False, False, True]
    assert none.due_at is None


def test_put_off_after_the_last_one_it_comes_once_more() -> None:
    over = replace(PROMPT, number=MOST_PROMPTS + 1, due_at=None)

    again = over.at(in_weeks(2, HOURS, now=DUE_AT))

    assert again.due_at == DUE_AT + timedelta(weeks=2)
    assert again.is_last
    assert after_prompting(again, HOURS, now=DUE_AT).due_at is None


def test_the_peer_review_is_brought_up_once() -> None:
    assert after_prompting(replace(PROMPT, kind=PEER_REVIEW_DUE), HOURS, now=NOW).due_at is None


def test_each_leader_has_a_prompt_of_their_own_each_time() -> None:
    prompts = (PROMPT, replace(PROMPT, number=2))
    keys = {
        prompt_notice(prompt, person, gone=0, hours=HOURS, now=DUE_AT).key
        for prompt in prompts
        for person in (LEADER, ADMIN)
    }

    assert len(keys) == 4


def test_a_prompt_found_at_night_leaves_in_the_morning() -> None:
    notice = prompt_notice(PROMPT, LEADER, gone=1, hours=HOURS, now=datetime(2027, 10, 16, 2, tzinfo=UTC))

    assert notice.due_at == datetime(2027, 10, 18, 7, tzinfo=UTC)
    assert notice.useful_until == notice.due_at + timedelta(weeks=4)
    assert notice.about == {"number": "1", "gone": "1"}


def test_somebody_is_asked_three_times_at_most_to_name_a_leader_four_weeks_apart() -> None:
    weeks = [DUE_AT - timedelta(weeks=4 * n) for n in (3, 2, 1)]

    first = naming_notice(PROMPT, ADMIN, [], hours=HOURS, now=DUE_AT)
    third = naming_notice(PROMPT, ADMIN, asked_at(*weeks[:2]), hours=HOURS, now=DUE_AT)

    assert first is not None
    assert third is not None
    assert (first.kind, first.person) == (NAME_A_LEADER, ADMIN)
    assert first.key != third.key
    assert naming_notice(PROMPT, ADMIN, asked_at(*weeks), hours=HOURS, now=DUE_AT) is None
    lately = asked_at(DUE_AT - timedelta(weeks=4) + timedelta(seconds=1))
    assert naming_notice(PROMPT, ADMIN, lately, hours=HOURS, now=DUE_AT) is None


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy adds the zone
    st.sampled_from(SNOOZES),
)
def test_put_off_by_weeks_it_comes_while_school_is_open_and_not_before(now: datetime, weeks: int) -> None:
    again_at = in_weeks(weeks, HOURS, now=now)

    assert HOURS.is_open(again_at)
    assert HOURS.day_of(again_at) >= HOURS.day_of(now) + timedelta(weeks=weeks)
