"""The rehearsal's clock in a real browser: time passes, and what falls due meanwhile arrives."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from bot.rehearsal.page.clocks import NO_MEETING, NO_NEXT_YEAR
from bot.rehearsal.page.helps import MEND_FIRST, NOTHING_ARRIVED
from tests.bot.rehearsal.page.conftest import PHONE, Stage, take

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAYS_UNTIL_REMINDED = 7  # from the Monday on which a rehearsal begins to five school days before its meeting


async def leap(page: Page, label: str) -> Locator:
    """Move the clock, and what is said of it."""
    await page.locator("#clock").click()
    await page.get_by_role("button", name=label, exact=True).click()
    return page.get_by_role("status")


async def test_an_hour_passes_and_the_clock_says_so(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    before = stage.play.clock.now()

    await expect(await leap(page, "An hour on")).to_contain_text(NOTHING_ARRIVED)

    passed = (stage.play.clock.now() - before).total_seconds()
    assert 3600 <= passed < 3700
    await expect(page.locator(".clock")).to_contain_text(re.compile(r"^\w{3} \d+ Nov \d{4}, 1\d:\d\d$"))


async def test_day_after_day_passes_until_a_reminder_arrives(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages", **PHONE)
    await page.get_by_role("button", name="Menu").click()

    for _ in range(DAYS_UNTIL_REMINDED - 1):
        await expect(await leap(page, "A day on")).to_contain_text(NOTHING_ARRIVED)

    await expect(await leap(page, "A day on")).to_contain_text("messages have arrived: 5")
    await page.get_by_role("button", name="Menu").click()
    await expect(page.locator("#messages")).to_contain_text("You have 32 rows left")
    await take(page, "a-reminder-on-a-phone")


async def test_to_the_meeting_and_the_button_that_opens_it_is_there(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.facilitator, "messages")

    await expect(await leap(page, "To the meeting")).to_contain_text("messages have arrived")
    await expect(page.locator("#messages")).to_contain_text("Your meeting, in brief")
    await expect(page.get_by_role("button", name="Open the meeting, furthest apart first")).to_be_visible()
    await take(page, "the-hour-of-the-meeting")
    room = await stage.act_as(stage.facilitator, stage.room)
    await expect(room.locator("#messages")).to_contain_text("begins now")
    await expect(await leap(page, "To the meeting")).to_contain_text(NO_MEETING)


async def test_to_next_year_and_the_leader_is_asked_to_open_the_next_review(stage: Stage) -> None:
    await stage.begin("agreed")
    page = await stage.act_as(stage.leader, "messages")

    await expect(await leap(page, "To next year")).to_contain_text("messages have arrived")
    await expect(page.locator("#messages")).to_contain_text("next review")
    await expect(page.get_by_role("button", name="Not this year")).to_be_visible()
    await take(page, "asked-for-the-next-review")


async def test_where_nothing_is_ahead_the_page_says_so(stage: Stage) -> None:
    await stage.begin("named")
    page = await stage.act_as(stage.leader, "home")

    await expect(await leap(page, "To the meeting")).to_contain_text(NO_MEETING)
    await expect(await leap(page, "To next year")).to_contain_text(NO_NEXT_YEAR)


async def test_time_does_not_pass_while_slack_is_broken(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages")
    await page.locator("#break").click()
    await page.get_by_role("button", name="It is down").click()
    await expect(page.locator("#mend")).to_be_visible()
    before = stage.play.clock.now()

    await expect(await leap(page, "A day on")).to_contain_text(MEND_FIRST)

    assert (stage.play.clock.now() - before).total_seconds() < 60
