"""The rehearsal's page in a real browser: the system's Chromium, and a rehearsal of its own for each file of tests."""

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.rehearsal.page.server import serving
from bot.rehearsal.page.starting_points import STARTING_POINTS
from bot.rehearsal.page.theatre import Play, Theatre
from bot.rehearsal.stand_in import Person
from maturity_model.catalog import EditionId
from maturity_model.edition_file import built_in_editions

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOT_INSTALLED = "no Chromium on this machine"
PICTURES = Path(__file__).parents[4] / "test-pictures"
QUIET = [
    "--no-sandbox",  # CI may be root, and opens no page but this one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
COLLEAGUES = 5

PATIENCE_MS = 120_000  # a year that is played before a page comes takes half a minute on a busy machine

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; skips where there is none, or with REQUIRE_BROWSER set, fails."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"{NOT_INSTALLED}, and REQUIRE_BROWSER is set", pytrace=False)
    if found is None:
        pytest.skip(NOT_INSTALLED)
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def theatre() -> AsyncIterator[Theatre]:
    theatre = Theatre(edition=built_in_editions()[EditionId("schools-2026")], colleagues=COLLEAGUES)
    yield theatre
    await theatre.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def address(theatre: Theatre) -> AsyncIterator[str]:
    async with serving(theatre, host="127.0.0.1", port=0) as address:
        yield address


@dataclass(frozen=True)
class Stage:
    """A rehearsal that is on, and tabs to look at it. Whatever a page logs as an error ends the test."""

    theatre: Theatre
    address: str
    context: BrowserContext
    errors: list[str]

    @property
    def play(self) -> Play:
        return self.theatre.play

    @property
    def room(self) -> str:
        return self.play.scene.room.id

    @property
    def admin(self) -> Person:
        return self.play.scene.admin.person

    @property
    def leader(self) -> Person:
        return self.play.scene.leader.person

    @property
    def facilitator(self) -> Person:
        return self.play.scene.facilitator.person

    @property
    def senco(self) -> Person:
        return self.play.scene.colleague.person

    @property
    def governor(self) -> Person:
        return self.play.scene.colleagues[2].actor.person

    async def begin(self, name: str) -> None:
        await self.theatre.begin(next(point for point in STARTING_POINTS if point.name == name))

    async def tab(self, path: str = "/", **size: int) -> Page:
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if "Content Security" in said.text else None)
        if size:
            await page.set_viewport_size({"width": size["width"], "height": size["height"]})
        await page.goto(f"{self.address}{path}")
        return page

    async def act_as(self, person: Person, place: str, **size: int) -> Page:
        return await self.tab(f"/as/{person.id}/{place}", **size)


@pytest_asyncio.fixture(loop_scope="module")
async def stage(theatre: Theatre, address: str, browser: Browser) -> AsyncIterator[Stage]:
    context = await browser.new_context(viewport={"width": DESK["width"], "height": DESK["height"]}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    errors: list[str] = []
    yield Stage(theatre=theatre, address=address, context=context, errors=errors)
    await context.close()
    assert errors == []


async def take(page: Page, name: str) -> None:
    """Keep a picture of a page, to be looked at by people."""
    PICTURES.mkdir(exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png")
