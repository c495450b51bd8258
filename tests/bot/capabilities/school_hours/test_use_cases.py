"""The decision on school hours and closure dates, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.capabilities.school_hours.use_cases import SetHours, find_own_setting, set_hours
from bot.kit.in_view import get_meant_setting
from bot.kit.schedule import plan_meeting
from maturity_model.errors import (
    ClosureTooLong,
    DaysNotUnderstood,
    DaysOutOfOrder,
    DomainError,
    HoursOutOfOrder,
    NotAllowed,
    NothingThere,
    SettingMissing,
    TooManyClosures,
)
from maturity_model.ids import PersonId, WorkspaceId
from maturity_model.notice import Notice, NoticeState
from maturity_model.notice_kinds import BRIEF, REMINDER
from maturity_model.permission import Action
from maturity_model.review import Review, Stage
from maturity_model.setting import MOST_CLOSURES, Closure, Setting
from storage.store import Store
from storage.transaction import Transaction
from tests import given
from tests.given import FACILITATOR, LEADER, NOW, SETTING, STRANGER, WORKSPACE

LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
ELSEWHERE = WorkspaceId("T0ELSEWHERE")
FIRST, SECOND = given.colleagues(2)
REVIEW = given.review(FIRST, SECOND)  # it meets on Monday 7 December
HALF_TERM = Closure(first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
SETTING_HOURS = SetHours(
    workspace=WORKSPACE,
    person=LEADER,
    setting=SETTING,
    opens_at=time(9),
    closes_at=time(16),
    closures="Half-term 26/10/2026 - 30/10/2026",
)


async def saved(store: Store, request: SetHours = SETTING_HOURS, *, zone: ZoneInfo = LONDON) -> Setting:
    return await set_hours(store, request, zone=zone, now=NOW)


async def kept_setting(store: Store) -> Setting:
    return await store.read(lambda tx: tx.settings.get(WORKSPACE, REVIEW.setting))


async def planned(store: Store, review: Review = REVIEW) -> Review:
    """The review, with what hangs on its meeting."""
    await given.kept(store, review)

    def plan(tx: Transaction) -> None:
        plan_meeting(tx, review, zone=LONDON, now=NOW)

    await store.write(plan)
    return review


async def notices(store: Store, *kinds: str) -> list[Notice]:
    return await store.read(lambda tx: tx.notices.list_by_kind(REVIEW, *kinds))


async def due(store: Store, kind: str) -> set[datetime]:
    return {notice.due_at for notice in await notices(store, kind) if notice.state is NoticeState.WAITING}


def at(month: int, day: int, hour: int) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def test_hours_and_closures_are_kept(store: Store) -> None:
    await given.kept(store, REVIEW)

    said = await saved(store)

    setting = await kept_setting(store)
    assert setting == said
    assert (setting.opens_at, setting.closes_at, setting.closures) == (time(9), time(16), (HALF_TERM,))
    assert setting.leaders == {LEADER}


async def test_what_is_saved_takes_the_place_of_what_was(store: Store) -> None:
    await given.kept(store, REVIEW)
    await saved(store)

    await saved(store, replace(SETTING_HOURS, closures=""))

    assert (await kept_setting(store)).closures == ()


async def test_closures_may_overlap_and_come_twice(store: Store) -> None:
    await given.kept(store, REVIEW)
    lines = "28/10/2026 - 2/11/2026\n26/10/2026 - 30/10/2026\n26-30 October 2026"

    await saved(store, replace(SETTING_HOURS, closures=lines))

    overlapping = Closure(first_on=date(2026, 10, 28), last_on=date(2026, 11, 2))
    assert (await kept_setting(store)).closures == (HALF_TERM, overlapping)


async def test_what_hangs_on_the_running_reviews_meeting_moves_with_the_hours(store: Store) -> None:
    await planned(store)
    before = await due(store, REMINDER), await due(store, BRIEF)

    await saved(store, replace(SETTING_HOURS, closures="4 December 2026"))

    assert before == ({at(11, 30, 8), at(12, 4, 8)}, {at(12, 7, 8)})
    assert (await due(store, REMINDER), await due(store, BRIEF)) == ({at(11, 27, 9), at(12, 3, 9)}, {at(12, 7, 9)})


async def test_the_hours_are_those_of_the_zone(store: Store) -> None:
    await planned(store)

    await saved(store, zone=NEW_YORK)

    assert await due(store, REMINDER)
    assert all(moment.hour == 14 for moment in await due(store, REMINDER))


async def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    await planned(store)
    await saved(store)
    setting, owed = await kept_setting(store), await notices(store, REMINDER, BRIEF)

    await saved(store)

    assert await kept_setting(store) == setting
    assert await notices(store, REMINDER, BRIEF) == owed


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.AGREEING, Stage.AGREED, Stage.CANCELLED])
async def test_a_review_that_waits_for_no_meeting_has_nothing_planned(store: Store, stage: Stage) -> None:
    await given.kept(store, replace(REVIEW, stage=stage))

    await saved(store)

    assert await notices(store, REMINDER, BRIEF) == []


async def test_hours_can_be_set_before_there_is_a_review(store: Store) -> None:
    await store.write(lambda tx: tx.settings.add(given.setting(), at=NOW))

    assert (await saved(store)).closures == (HALF_TERM,)


def crowd(count: int) -> str:
    days = (HALF_TERM.first_on + timedelta(days=number) for number in range(count))
    return "\n".join(f"{day:%d/%m/%Y}" for day in days)


async def test_as_many_closures_as_can_be_kept_are_kept(store: Store) -> None:
    await given.kept(store, REVIEW)

    await saved(store, replace(SETTING_HOURS, closures=crowd(MOST_CLOSURES)))

    assert len((await kept_setting(store)).closures) == MOST_CLOSURES


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"person": STRANGER}, NotAllowed),
        ({"person": FACILITATOR}, NotAllowed),
        ({"person": FIRST, "closures": "nonsense"}, NotAllowed),
        ({"workspace": ELSEWHERE}, NothingThere),
        ({"workspace": ELSEWHERE, "setting": None}, SettingMissing),
        ({"opens_at": time(16)}, HoursOutOfOrder),
        ({"opens_at": time(17)}, HoursOutOfOrder),
        ({"closures": "26/10/2026\nthe week after"}, DaysNotUnderstood),
        ({"closures": "30/10/2026 - 26/10/2026"}, DaysOutOfOrder),
        ({"closures": "26/10/2026 - 26/10/2027"}, ClosureTooLong),
        ({"closures": crowd(MOST_CLOSURES + 1)}, TooManyClosures),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    store: Store, changes: dict[str, Any], refusal: type[DomainError]
) -> None:
    await planned(store)
    setting, owed = await kept_setting(store), await notices(store, REMINDER, BRIEF)

    with pytest.raises(refusal):
        await saved(store, replace(SETTING_HOURS, **changes))

    assert await kept_setting(store) == setting
    assert await notices(store, REMINDER, BRIEF) == owed


@pytest.mark.parametrize("person", [STRANGER, FACILITATOR, FIRST])
async def test_nobody_but_a_careers_leader_is_shown_the_hours_to_change(store: Store, person: PersonId) -> None:
    await given.kept(store, REVIEW)

    with pytest.raises(NotAllowed):
        await get_meant_setting(store, Action.SET_HOURS, WORKSPACE, person, SETTING)

    assert await find_own_setting(store, WORKSPACE, person, SETTING) is None


async def test_a_careers_leader_is_shown_the_hours_to_change(store: Store) -> None:
    await given.kept(store, REVIEW)

    shown = await find_own_setting(store, WORKSPACE, LEADER, SETTING)

    assert shown is not None
    assert await get_meant_setting(store, Action.SET_HOURS, WORKSPACE, LEADER, SETTING) == shown


async def test_where_nobody_has_named_the_setting_there_are_no_hours(store: Store) -> None:
    with pytest.raises(SettingMissing):
        await get_meant_setting(store, Action.SET_HOURS, WORKSPACE, LEADER, None)

    assert await find_own_setting(store, WORKSPACE, LEADER, SETTING) is None
