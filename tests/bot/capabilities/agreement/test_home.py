"""What a facilitator, and nobody else, sees of a meeting on Home."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.agreement.use_cases.home import FindMeetings, MeetingOnHome, find_meetings
from bot.capabilities.agreement.use_cases.meeting import FinishMeeting, finish_meeting
from maturity_model.ids import PersonId, WorkspaceId
from storage.store import Store
from tests import given
from tests.bot.capabilities.agreement.meetings import (
    CLOSE,
    EDITION,
    ELSEWHERE,
    FEW,
    PEOPLE,
    PLACE,
    WIDE,
    a_meeting,
    a_review,
    asked,
    removed,
)
from tests.given import FACILITATOR, LEADER, MEETING, NOW, STRANGER, WORKSPACE

DAY_BEFORE = MEETING - timedelta(days=1)


async def seen(
    store: Store, person: PersonId = FACILITATOR, *, now: datetime = NOW, workspace: WorkspaceId = WORKSPACE
) -> tuple[MeetingOnHome, ...]:
    request = FindMeetings(workspace=workspace, person=person, now=now, zone=ZoneInfo("Europe/London"))
    return await find_meetings(store, request)


async def test_a_facilitator_sees_how_many_have_finished(store: Store) -> None:
    review = await a_review(store)
    everything: dict[str, int | None] = {row.id: 2 for row in EDITION.rows}
    await given.answered(store, review, {PEOPLE[0]: everything, PEOPLE[1]: everything})
    await removed(store, review, PEOPLE[1])

    [meeting] = await seen(store)

    assert meeting.finished == 1


@pytest.mark.parametrize("person", [LEADER, PEOPLE[0], STRANGER])
async def test_nobody_else_sees_the_meeting(store: Store, person: PersonId) -> None:
    await a_review(store)

    assert await seen(store, person, now=DAY_BEFORE) == ()


async def test_another_workspace_sees_nothing(store: Store) -> None:
    await a_review(store)

    assert await seen(store, workspace=ELSEWHERE) == ()


async def test_no_word_is_said_earlier_than_the_day_before(store: Store) -> None:
    await a_review(store)

    [meeting] = await seen(store, now=DAY_BEFORE - timedelta(days=1))

    assert meeting.words == {}


async def test_from_the_day_before_each_row_has_its_word(store: Store) -> None:
    await a_review(store)

    [meeting] = await seen(store, now=DAY_BEFORE)

    assert len(meeting.words) == len(EDITION.rows)
    assert {row: str(meeting.words[row]) for row in meeting.words if row in (CLOSE, WIDE, FEW)} == {
        CLOSE: "close",
        WIDE: "wide",
        FEW: "few answers",
    }


async def test_an_open_meeting_is_still_there_and_a_finished_one_is_not(store: Store) -> None:
    await a_meeting(store)
    open_one = await seen(store)

    await finish_meeting(store, FinishMeeting(asked=asked(), place=PLACE), now=NOW)

    assert [(meeting.agreed, meeting.words) for meeting in open_one] == [(0, {})]
    assert await seen(store) == ()
