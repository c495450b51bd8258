"""What the tests of requests start from: a hub with weeks, settings whose reviews are agreed, and what they ask."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.capabilities.bookings.use_cases.asking import AboutRequest, AskForWeeks, ask_for_weeks
from bot.capabilities.bookings.use_cases.looking import Request
from bot.capabilities.bookings.use_cases.settling import ConfirmRequest, DeclineRequest, confirm_request
from maturity_model.booking import Booking
from maturity_model.ids import MemberSettingId, WeekId
from maturity_model.setting import Kind, Phase
from storage.store import Store
from tests.given import WORKSPACE, ZONE
from tests.hub_given import (
    CONSULTANT,
    HUB,
    JANUARY,
    JUNE,
    MARCH,
    MAY,
    NOW,
    hub,
    keep_hub,
    keep_members,
    keep_past,
    keep_setting,
    keep_weeks,
    kept_booking,
    leader_of,
    member,
    member_id,
    setting,
    week,
)

AGREED_ON = date(2025, 7, 1)
AFTER_CLOSING = datetime(2025, 12, 16, 9, tzinfo=UTC)  # of the first week
BY_STAFF = AboutRequest(workspace=WORKSPACE, person=CONSULTANT, hub=HUB, member=member_id("Clyde"))


def about(name: str) -> AboutRequest:
    """A careers leader does something about their setting's request."""
    return AboutRequest(workspace=WORKSPACE, person=leader_of(name), hub=HUB, member=member_id(name))


def asking(name: str, *choices: WeekId) -> AskForWeeks:
    context = {"kind": Kind.SCHOOL, "phase": Phase.SECONDARY, "trust": "", "learners": None}
    return AskForWeeks(**vars(about(name)), choices=choices, **context)  # type: ignore[arg-type]


def confirming(name: str, week: WeekId = JANUARY, sentence: str = "") -> ConfirmRequest:
    return ConfirmRequest(**vars(about_by_staff(name)), week=week, sentence=sentence)


def declining(name: str, sentence: str = "Every place is taken.") -> DeclineRequest:
    return DeclineRequest(**vars(about_by_staff(name)), sentence=sentence)


def about_by_staff(name: str) -> AboutRequest:
    return replace(BY_STAFF, member=member_id(name))


async def hub_with_weeks(store: Store, *names: str) -> None:
    """A hub with the four weeks of 2025/26, one trio each, and settings in Slack that may ask."""
    await keep_hub(store, hub())
    await keep_weeks(store, *(week(each) for each in (JANUARY, MARCH, MAY, JUNE)))
    for name in names:
        await add_setting(store, name)


async def add_setting(store: Store, name: str) -> None:
    await keep_setting(store, setting(name))
    await keep_past(store, name, AGREED_ON)


async def add_without_slack(store: Store, name: str) -> None:
    await keep_members(store, member(name))
    await keep_past(store, name, AGREED_ON)


async def ask(store: Store, request: AskForWeeks, *, now: datetime = NOW) -> Request:
    return await ask_for_weeks(store, request, zone=ZONE, now=now)


async def confirm(store: Store, request: ConfirmRequest, *, now: datetime = NOW) -> Request:
    return await confirm_request(store, request, zone=ZONE, now=now)


async def answer(store: Store, name: str) -> Booking:
    """What a setting answered last."""
    found = await kept_booking(store, name)
    assert found is not None
    return found


def waits_before(request: Request, week: WeekId, name: str) -> int | None:
    """How many come before a setting in a week."""
    book = request.book(week)
    assert book is not None
    return book.before(MemberSettingId(member_id(name)))
