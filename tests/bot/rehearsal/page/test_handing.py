"""A file is handed over in a modal: by mouse or keyboard, as large as Slack takes it, and by nobody else."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from http import HTTPStatus
from io import BytesIO

import aiohttp
import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.kit import pieces, questions
from bot.kit.words import NOT_UNDERSTOOD
from bot.rehearsal.page.declining import CHANGED
from bot.rehearsal.stand_in import View
from bot.rehearsal.stand_in.values import Json
from tests.bot.rehearsal.page.conftest import PHONE, Stage, take
from tests.bot.rehearsal.page.test_for_everybody import faults

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = b"1.1 Leadership\nBest fit is argued on wording."
GUIDE = FilePayload(name="The guide <2026> & more.txt", mimeType="text/plain", buffer=TEXT)
ANNEX = FilePayload(name="annex.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
BYTES = {"Content-Type": "application/octet-stream"}
PATIENCE = 30.0  # seconds
NO_CHANGE: Mapping[str, str] = {}
MEGABYTE = 1024 * 1024


def ask_for_the_guide(stage: Stage, *, most: int = 1) -> View:
    """A modal of a bot that asks for a guide; the bot of this rehearsal does not know it."""
    leader = stage.leader
    leader.screen.modals = []
    asked = pieces.modal(
        "Our guide",
        [
            questions.question("note", "Which edition is it?", questions.text_line("note", most=100), optional=True),
            questions.question(
                "guide",
                "The guide",
                questions.file_input("guide", filetypes=["txt", "pdf"], most=most),
                hint="As text or PDF.",
            ),
        ],
        callback="nobodys.guide",
        submit="Read it",
    )
    view = leader.workspace.new_view(leader, asked)
    leader.screen.push(view)
    stage.play.record.nudge()
    return view


def dialog(page: Page) -> Locator:
    return page.locator("#modal[open]")


def names_handed(stage: Stage) -> list[str]:
    view = stage.leader.modal()
    assert view
    return [file["name"] for file in view.filled.get(("guide", "guide"), [])]


def kept(stage: Stage) -> Sequence[bytes]:
    return [handed.file.content for handed in stage.play.scene.slack.world.handed.values()]


async def test_a_file_is_handed_over_and_sent_with_what_was_written_beside_it(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)
    page = await stage.act_as(stage.leader, "home", **PHONE)
    await dialog(page).get_by_label("Which edition is it?").fill("This year's")

    await dialog(page).get_by_label("The guide").set_input_files([GUIDE])
    await expect(dialog(page).get_by_text(GUIDE["name"])).to_be_visible()
    await expect(dialog(page).get_by_label("Which edition is it?")).to_have_value("This year's")
    assert await faults(page) == []
    await take(page, "a-guide-is-handed-over-on-a-phone")
    await dialog(page).get_by_role("button", name="Read it").click()

    await expect(dialog(page).get_by_text(NOT_UNDERSTOOD)).to_be_visible()
    await expect(dialog(page).get_by_text(GUIDE["name"])).to_be_visible()
    sent = stage.play.record.delivered[-1].payload["view"]["state"]["values"]
    [file] = sent["guide"]["guide"]["files"]
    assert (file["name"], file["size"], file["user"]) == (GUIDE["name"], len(TEXT), stage.leader.id)
    assert sent["note"]["note"]["value"] == "This year's"
    assert kept(stage) == [TEXT]


async def test_slack_asks_for_a_file_that_is_missing_and_one_can_be_taken_away(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage, most=2)
    page = await stage.act_as(stage.leader, "home")
    await dialog(page).get_by_label("The guide").set_input_files([GUIDE, ANNEX])
    await expect(dialog(page).get_by_text("annex.pdf")).to_be_visible()
    assert names_handed(stage) == [GUIDE["name"], "annex.pdf"]

    await dialog(page).get_by_role("button", name="Take away").click()
    await expect(dialog(page).get_by_text("annex.pdf")).to_have_count(0)
    await dialog(page).get_by_role("button", name="Read it").click()

    await expect(dialog(page).get_by_text("Please complete this required field.")).to_be_visible()
    assert names_handed(stage) == []


async def test_a_file_is_chosen_without_a_mouse(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)
    page = await stage.act_as(stage.leader, "home")
    chooser = asyncio.get_running_loop().create_future()
    page.on("filechooser", lambda opened: chooser.set_result(opened))  # noqa: PLW0108 - Playwright marks what it is given
    await expect(dialog(page)).to_be_visible()
    await dialog(page).get_by_label("Which edition is it?").focus()

    await page.keyboard.press("Tab")
    await expect(dialog(page).get_by_label("The guide")).to_be_focused()
    await page.keyboard.press("Enter")
    await (await asyncio.wait_for(chooser, PATIENCE)).set_files([GUIDE])
    await expect(dialog(page).get_by_text(GUIDE["name"])).to_be_visible()
    await expect(dialog(page).get_by_label("The guide")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(dialog(page).get_by_role("button", name="Take away")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(dialog(page).get_by_text(GUIDE["name"])).to_have_count(0)


async def test_what_slack_would_not_take_is_said_in_plain_words(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)
    page = await stage.act_as(stage.leader, "home")
    picture = FilePayload(name="guide.png", mimeType="image/png", buffer=b"\x89PNG")
    large = FilePayload(name="guide.txt", mimeType="text/plain", buffer=b"x" * (10 * MEGABYTE + 1))

    for wrong in (picture, large):
        await dialog(page).get_by_label("The guide").set_input_files([wrong])
        await expect(page.get_by_text("It wants pdf or txt, and at most one file of 10 MB each.")).to_be_visible()
        await page.evaluate("document.getElementById('toast').hidden = true")

    assert kept(stage) == []


def handing(stage: Stage, changes: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Where a file is brought, and with what words."""
    view = stage.leader.modal()
    assert view
    words = {"view": view.id, "block": "guide", "name": "guide.txt", **changes}
    return f"{stage.address}/as/{stage.leader.id}/modal/file", words


async def brought(
    stage: Stage, headers: dict[str, str], *, content: bytes = TEXT, told: Mapping[str, str] = NO_CHANGE
) -> tuple[int, Json]:
    address, words = handing(stage, told)
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, params=words, data=BytesIO(content), headers=headers) as response,
    ):
        answer: Json = await response.json() if response.content_type == "application/json" else {}
        return response.status, answer


async def test_a_file_is_taken_from_this_page_only(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)

    others = [
        await brought(stage, {**BYTES, **headers})
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"})
    ]
    renamed = await brought(stage, {**BYTES, "Host": "evil.example"})
    forms = [
        await brought(stage, {"Content-Type": kind})
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json")
    ]

    assert {status for status, _ in others} == {HTTPStatus.FORBIDDEN}
    assert renamed[0] == HTTPStatus.MISDIRECTED_REQUEST
    assert {status for status, _ in forms} == {HTTPStatus.UNSUPPORTED_MEDIA_TYPE}
    assert kept(stage) == []


async def test_bytes_are_taken_for_a_file_only(stage: Stage) -> None:
    await stage.begin("invited")

    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{stage.address}/as/{stage.leader.id}/press", data=b"{}", headers=BYTES) as response,
    ):
        assert response.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize("changes", [{"view": "V0GONE"}, {"view": ""}, {"block": "note"}, {"block": "nowhere"}])
async def test_a_field_that_is_not_there_takes_no_file(stage: Stage, changes: dict[str, str]) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)

    assert await brought(stage, BYTES, told=changes) == (HTTPStatus.CONFLICT, {"problem": CHANGED})
    assert kept(stage) == []


async def test_too_much_is_refused_whether_it_was_announced_or_not(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)
    stage.play.scene.slack.world.largest_file = MEGABYTE
    address, words = handing(stage, NO_CHANGE)

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(3 * MEGABYTE // 65_536):
            yield b"x" * 65_536

    announced = await brought(stage, BYTES, content=b"x" * (MEGABYTE + 1))
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, params=words, data=endless(), headers=BYTES) as response,
    ):
        unannounced = response.status
    names = [(await brought(stage, BYTES, told={"name": name}))[0] for name in ("", "x" * 300 + ".txt")]

    assert (announced[0], unannounced, *names) == (HTTPStatus.CONFLICT,) * 4
    assert "1 MB" in announced[1]["problem"]
    assert kept(stage) == []


async def test_one_more_file_than_there_may_be_is_refused(stage: Stage) -> None:
    await stage.begin("invited")
    ask_for_the_guide(stage)
    await brought(stage, BYTES)

    more = await brought(stage, BYTES, content=b"more", told={"name": "more.txt", "more": "yes"})
    other = await brought(stage, BYTES, content=b"other", told={"name": "other.txt"})

    assert (more[0], other[0]) == (HTTPStatus.CONFLICT, HTTPStatus.OK)
    assert names_handed(stage) == ["other.txt"]
