"""A careers leader brings the guide on the page, as wide as a phone: pictures of it are kept, to be looked at."""

import pytest
from playwright.async_api import FilePayload, expect

from bot.capabilities.guides import texts
from bot.kit.words import CLOSE, GIVE_THE_GUIDE
from tests.bot.guide.small import GUIDE
from tests.bot.rehearsal.page.conftest import PHONE, Stage, take
from tests.bot.rehearsal.page.test_for_everybody import faults

pytestmark = pytest.mark.asyncio(loop_scope="module")

SMALL = FilePayload(name="guide.md", mimeType="text/markdown", buffer=GUIDE.encode())


async def test_the_guide_is_given_looked_at_and_confirmed_on_a_phone(stage: Stage) -> None:
    await stage.begin("named")
    page = await stage.act_as(stage.leader, "home", **PHONE)
    await take(page, "home-before-the-guide-on-a-phone")
    dialog = page.locator("#modal[open]")
    await page.get_by_role("button", name=GIVE_THE_GUIDE).click()
    await dialog.get_by_label(texts.GIVE_FILE).set_input_files([SMALL])
    await expect(dialog.get_by_text("guide.md")).to_be_visible()
    await dialog.get_by_role("button", name=texts.GIVE_SUBMIT).click()
    await expect(dialog.get_by_text(texts.READING)).to_be_visible()
    await dialog.get_by_role("button", name=CLOSE).last.click()

    told = await stage.act_as(stage.leader, "messages", **PHONE)
    await expect(told.get_by_text("3 of 3 rows")).to_be_visible(timeout=30_000)
    assert await faults(told) == []
    await take(told, "the-guide-was-read-on-a-phone")
    await told.get_by_role("button", name=texts.LOOK).click()
    await expect(told.locator("#modal[open]").get_by_label(texts.COLUMNS)).to_have_value("2.1 = 2, 3, 5")
    assert await faults(told) == []
    await take(told, "a-guide-is-settled-on-a-phone")
    await told.locator("#modal[open]").get_by_role("button", name=texts.USE).click()
    await told.locator("#modal[open]").get_by_role("button", name=CLOSE).last.click()
    await expect(told.get_by_text("offered first").first).to_be_visible(timeout=30_000)

    assert await faults(told) == []
    await take(told, "a-guide-is-used-on-a-phone")

    await told.get_by_role("button", name=texts.TAKE_OUT).click()
    await take(told, "a-wording-is-to-be-taken-out-on-a-phone")
    await told.locator("#sure[open]").get_by_role("button", name=texts.TAKE_OUT_YES, exact=True).click()
    await expect(told.get_by_text("taken this wording out")).to_be_visible()
    await take(told, "a-wording-is-taken-out-on-a-phone")
