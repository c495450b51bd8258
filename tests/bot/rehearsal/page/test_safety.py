"""Whoever is not the person at this browser gets nothing: other sites, other names, other forms of request."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import aiohttp
import pytest
import pytest_asyncio

from bot.rehearsal.page.declining import CHANGED
from bot.rehearsal.page.guarding import BEGINS_ANEW
from bot.rehearsal.page.starting_points import STARTING_POINTS
from bot.rehearsal.page.theatre import Theatre
from bot.rehearsal.stand_in.values import Json

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def on(theatre: Theatre, address: str) -> str:
    """A rehearsal with invitations out; its address."""
    await theatre.begin(next(point for point in STARTING_POINTS if point.name == "invited"))
    return address


@asynccontextmanager
async def asked(method: str, url: str, **how: object) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as session, session.request(method, url, **how) as response:  # type: ignore[arg-type]
        yield response


async def told(url: str, body: object) -> tuple[int, Json]:
    async with asked("POST", url, json=body) as response:
        return response.status, await response.json()


def senco(theatre: Theatre) -> str:
    return theatre.play.scene.colleague.person.id


async def test_every_answer_lets_the_browser_run_only_what_is_ours(on: str, theatre: Theatre) -> None:
    for path in ("/", f"/as/{senco(theatre)}/messages", "/gallery", "/static/page.js", "/nowhere"):
        async with asked("GET", f"{on}{path}") as response:
            policy = response.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), path
            assert "unsafe" not in policy
            assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_no_page_carries_a_script_or_a_style_in_itself(on: str, theatre: Theatre) -> None:
    for path in ("/", f"/as/{senco(theatre)}/messages", "/gallery", "/inspector"):
        async with asked("GET", f"{on}{path}") as response:
            page = await response.text()
        assert "<script>" not in page
        assert " style=" not in page
        assert " onclick=" not in page


async def test_a_name_that_was_pointed_at_this_machine_is_turned_away(on: str) -> None:
    async with asked("GET", f"{on}/", headers={"Host": "evil.example"}) as response:
        assert response.status == HTTPStatus.MISDIRECTED_REQUEST


async def test_more_than_anybody_writes_is_refused_in_plain_words(on: str, theatre: Theatre) -> None:
    room, address = theatre.play.scene.room, f"{on}/as/{senco(theatre)}/say"
    before = len(room.messages())

    long, huge = [await told(address, {"channel": [room.id], "text": ["a" * most]}) for most in (4001, 300_000)]

    assert (long[0], huge[0]) == (HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert long[1]["problem"]
    assert huge[1]["problem"]
    assert len(room.messages()) == before


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["another site", "a sandbox", "a browser that says so"],
)
async def test_another_site_presses_nothing(on: str, theatre: Theatre, headers: dict[str, str]) -> None:
    before = theatre.rounds

    async with asked("POST", f"{on}/rehearsal/begin", json={"point": "fresh"}, headers=headers) as response:
        assert response.status == HTTPStatus.FORBIDDEN

    assert theatre.rounds == before


async def test_a_form_of_another_site_is_not_understood(on: str) -> None:
    async with asked("POST", f"{on}/rehearsal/begin", data={"point": "fresh"}) as response:
        assert response.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE


@pytest.mark.parametrize(
    "path", ["/as/U0NOBODY/home", "/as/{senco}/C0NOWHERE", "/as/{senco}/D0OTHERS", "/files/F0NONE", "/nowhere"]
)
async def test_what_is_not_there_is_said_plainly(on: str, theatre: Theatre, path: str) -> None:
    async with asked("GET", f"{on}{path.format(senco=senco(theatre))}") as response:
        assert response.status == HTTPStatus.NOT_FOUND
        assert "Nobody is here" in await response.text()


async def test_nobody_reads_the_messages_of_somebody_else(on: str, theatre: Theatre) -> None:
    governor = theatre.play.scene.colleagues[2].actor.person

    async with asked("GET", f"{on}/as/{senco(theatre)}/{governor.dm_id}") as response:
        assert response.status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("body", [[], "text", False, 7])
async def test_what_makes_no_sense_is_refused(on: str, theatre: Theatre, body: object) -> None:
    status, answer = await told(f"{on}/as/{senco(theatre)}/press", body)

    assert status == HTTPStatus.CONFLICT
    assert answer["problem"]


@pytest.mark.parametrize(
    "body",
    [
        {"surface": "message", "channel": "C0NOWHERE", "ts": "1.0", "action": "reflection.begin"},
        {"surface": "modal", "action": "reflection.begin"},
        {"surface": "home", "action": "nothing.like_it"},
        {},
    ],
)
async def test_nobody_presses_what_is_not_before_them(on: str, theatre: Theatre, body: Json) -> None:
    delivered = len(theatre.play.record.delivered)

    status, answer = await told(f"{on}/as/{senco(theatre)}/press", body)

    assert status == HTTPStatus.CONFLICT
    assert answer["problem"]
    assert len(theatre.play.record.delivered) == delivered


async def test_a_modal_that_is_gone_is_not_sent(on: str, theatre: Theatre) -> None:
    for deed in ("modal/submit", "modal/fill", "modal/close"):
        status, answer = await told(f"{on}/as/{senco(theatre)}/{deed}", {"view": ["V0GONE"]})
        assert (status, answer["problem"]) == (HTTPStatus.CONFLICT, CHANGED)


@pytest.mark.parametrize(
    ("help_", "body"),
    [
        ("begin", {"point": "nowhere"}),
        ("begin", {}),
        ("break", {"way": "with a hammer"}),
        ("tour", {"step": 99}),
        ("tour", {"step": "first"}),
        ("tour", {"step": True}),
    ],
)
async def test_a_help_that_does_not_exist_is_refused(on: str, help_: str, body: Json) -> None:
    status, answer = await told(f"{on}/rehearsal/{help_}", body)

    assert status == HTTPStatus.CONFLICT
    assert answer["problem"]


async def test_a_command_of_another_app_is_refused(on: str, theatre: Theatre) -> None:
    room = theatre.play.scene.room.id

    status, answer = await told(f"{on}/as/{senco(theatre)}/say", {"channel": [room], "text": ["/poll lunch?"]})

    assert status == HTTPStatus.CONFLICT
    assert "/poll is not a command of this app" in answer["problem"]


async def test_no_page_holds_a_token_or_the_secret(on: str, theatre: Theatre) -> None:
    slack = theatre.play.scene.slack
    for path in ("/", f"/as/{senco(theatre)}/messages", "/inspector"):
        async with asked("GET", f"{on}{path}") as response:
            page = await response.text()
        assert slack.bot_token not in page
        assert slack.signing_secret not in page


async def test_between_two_scenes_a_page_waits(on: str, theatre: Theatre) -> None:
    somebody = senco(theatre)
    await theatre.close()

    async with asked("GET", f"{on}/as/{somebody}/messages") as response:
        assert response.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert "A moment, please" in await response.text()
    assert await told(f"{on}/as/{somebody}/press", {}) == (HTTPStatus.SERVICE_UNAVAILABLE, {"problem": BEGINS_ANEW})
