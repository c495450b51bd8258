"""The page is for everybody: axe finds nothing serious, and a narrow phone is wide enough."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.bot.rehearsal.page.conftest import PHONE, Stage, take

pytestmark = pytest.mark.asyncio(loop_scope="module")

SERIOUS = ("serious", "critical")


async def faults(page: Page) -> list[str]:
    """What axe calls serious or worse, a line each."""
    found = await Axe().run(page)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found.response["violations"]
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


async def states(stage: Stage) -> list[tuple[str, Page]]:
    """The main states of the page, each in a tab as wide as a phone."""
    await stage.begin("agreed")
    return [
        ("the-beginning", await stage.tab("/", **PHONE)),
        ("all-answers-on-a-phone", await stage.act_as(stage.senco, "messages", **PHONE)),
        ("the-leaders-home-on-a-phone", await stage.act_as(stage.leader, "home", **PHONE)),
        ("the-admins-home-on-a-phone", await stage.act_as(stage.admin, "home", **PHONE)),
        ("the-channel-on-a-phone", await stage.act_as(stage.facilitator, stage.room, **PHONE)),
        ("the-inspector-on-a-phone", await stage.tab("/inspector", **PHONE)),
    ]


async def test_axe_finds_nothing_serious_and_nothing_is_wider_than_a_phone(stage: Stage) -> None:
    for name, page in await states(stage):
        await expect(page.locator("h1").first).to_be_visible()
        await take(page, name)
        assert await faults(page) == [], name
        assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name


async def test_a_thread_with_its_picture_is_for_everybody(stage: Stage) -> None:
    await stage.begin("agreed")
    page = await stage.act_as(stage.facilitator, stage.room, **PHONE)
    await page.get_by_role("link", name="replies").click()
    await expect(page.locator("#thread img")).to_be_visible()
    await take(page, "the-outcome-on-a-phone")

    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_a_meeting_and_its_menus_are_for_everybody(stage: Stage) -> None:
    await stage.begin("meeting")
    page = await stage.act_as(stage.facilitator, stage.room, **PHONE)
    await page.get_by_role("button", name="Next row").first.click()
    await expect(page.get_by_role("button", name="Agree column 1")).to_be_visible()
    await page.locator("summary", has_text="Go to a row").first.click()
    await take(page, "a-menu-on-a-phone")

    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_the_menu_of_people_opens_on_a_phone(stage: Stage) -> None:
    await stage.begin("invited")
    page = await stage.act_as(stage.senco, "messages", **PHONE)
    await expect(page.get_by_role("link", name="Link Governor")).to_be_hidden()

    await page.get_by_role("button", name="Menu", exact=True).click()
    await take(page, "people-on-a-phone")
    assert await faults(page) == []
    await page.get_by_role("link", name="Link Governor").click()

    await expect(page.locator(".top")).to_contain_text("Link Governor")


async def test_a_form_with_errors_and_a_question_are_for_everybody(stage: Stage) -> None:
    await stage.begin("named")
    page = await stage.act_as(stage.leader, "home", **PHONE)
    await page.get_by_role("button", name="Start a review").click()
    await page.locator("#modal[open]").get_by_role("button", name="Invite everybody").click()
    await expect(page.locator("#modal .error").first).to_be_visible()
    await take(page, "a-form-with-errors-on-a-phone")
    assert await faults(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("#modal[open]")).to_have_count(0)

    await stage.begin("answered")
    page = await stage.act_as(stage.facilitator, "home", **PHONE)
    await page.get_by_role("button", name="Open the meeting, first row first").click()
    await expect(page.locator("#sure[open]")).to_be_visible()

    assert await faults(page) == []


async def test_the_gallery_draws_every_card_and_is_for_everybody(stage: Stage) -> None:
    page = await stage.tab("/gallery", **PHONE)
    await expect(page.locator("h1")).to_have_text("Every card")

    assert await page.locator(".sample").count() > 150
    assert await page.locator(".not-drawn").count() == 0
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await faults(page) == []
    await take(page, "the-gallery-on-a-phone")
