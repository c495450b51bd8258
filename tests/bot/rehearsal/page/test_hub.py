"""A Careers Hub in a browser: its lead answers a request, and the setting hears of it."""

import pytest
from playwright.async_api import expect

from bot.capabilities.bookings import texts
from bot.rehearsal.stand_in import Person
from tests.bot.rehearsal.page.conftest import PHONE, Stage, take

pytestmark = pytest.mark.asyncio(loop_scope="module")


def named(stage: Stage, name: str) -> Person:
    people = stage.play.scene.slack.workspace.people.values()
    return next(person for person in people if person.name == name)


async def test_the_hubs_lead_sees_requests_that_wait_and_answers_one(stage: Stage) -> None:
    await stage.begin("hub")
    lead, leader = named(stage, "Hub Lead"), named(stage, "Careers Leader, Hillside College")
    page = await stage.act_as(lead, "home", width=1000, height=1500)
    await expect(page.locator("#home")).to_contain_text("5 asking")
    await take(page, "a-hubs-home")

    await page.get_by_role("button", name=texts.REQUESTS).first.click()
    dialog = page.locator("#modal[open]")
    await expect(dialog).to_contain_text("on the waiting list")
    await take(page, "requests-for-a-week")
    await dialog.locator("summary").first.click()
    await dialog.get_by_role("button", name="Hillside College").click()
    await dialog.get_by_role("button", name=texts.ANSWER, exact=True).click()
    await dialog.get_by_role("button", name=texts.SEND, exact=True).click()
    await expect(page.locator("#modal")).to_contain_text("careers leaders")

    theirs = await stage.act_as(leader, "messages")
    await expect(theirs.locator("#messages")).to_contain_text("has confirmed Hillside College")
    await take(theirs, "a-week-is-confirmed")


async def test_everybody_of_the_hub_can_be_acted_as(stage: Stage) -> None:
    await stage.begin("hub")
    page = await stage.act_as(stage.leader, "home", width=PHONE["width"], height=PHONE["height"])
    await page.locator("#open-menu").click()

    for name in ("Hub Lead", "Careers Consultant", "Careers Leader, Lighthouse Special School", "SENCo"):
        await expect(page.get_by_role("link", name=name)).to_be_visible()
    await expect(page.locator("#home")).to_contain_text("Valley Careers Hub")
