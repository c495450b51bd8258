"""The guard in front of Bolt: strangers learn nothing, and nothing malformed comes through."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from bot.slack.guard import LARGEST_BODY, PATIENCE, guard
from tests.bot.slack.requests import SECRET, form, send, signed

CLICK = form('{"type":"block_actions"}')
PARSED = {"type": "block_actions"}


@pytest.fixture
async def address(reached: list[dict[str, Any]]) -> AsyncIterator[str]:
    async def inner(body: dict[str, Any]) -> web.Response:
        reached.append(body)
        return web.Response(text="in")

    site = web.Application(client_max_size=LARGEST_BODY)
    site.router.add_post("/", guard(SECRET, inner))
    async with TestServer(site) as server:
        yield str(server.make_url("/"))


@pytest.fixture
def reached() -> list[dict[str, Any]]:
    return []


async def test_a_signed_request_comes_through(address: str, reached: list[dict[str, Any]]) -> None:
    answer = await send(address, CLICK, signed(CLICK))

    assert (answer.status, reached) == (200, [PARSED])


async def test_a_request_of_almost_five_minutes_ago_comes_through(address: str, reached: list[dict[str, Any]]) -> None:
    answer = await send(address, CLICK, signed(CLICK, age=295))

    assert (answer.status, reached) == (200, [PARSED])


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "²"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        signed(CLICK, secret="another app's secret"),
        signed(form("{}")),
    ],
)
async def test_a_stranger_is_turned_away(address: str, reached: list[dict[str, Any]], changed: dict[str, str]) -> None:
    answer = await send(address, CLICK, signed(CLICK) | changed)

    assert (answer.status, answer.text, reached) == (401, "", [])


@pytest.mark.parametrize("age", [302, 3600, -302, -3600])
async def test_a_request_more_than_five_minutes_off_is_turned_away(
    address: str, reached: list[dict[str, Any]], age: int
) -> None:
    answer = await send(address, CLICK, signed(CLICK, age=age))

    assert (answer.status, reached) == (401, [])


async def test_a_copy_of_a_request_is_answered_and_does_nothing_however_many_others_came_between(
    address: str, reached: list[dict[str, Any]]
) -> None:
    headers = signed(CLICK)
    others = [form(f'{{"number":{number}}}') for number in range(20)]

    await send(address, CLICK, headers)
    for other in others:
        await send(address, other, signed(other))
    answer = await send(address, CLICK, headers)

    assert (answer.status, answer.text) == (200, "in")
    assert reached == [PARSED, *({"number": number} for number in range(20))]


async def test_a_body_that_never_comes_is_not_waited_for(address: str, reached: list[dict[str, Any]]) -> None:
    url = URL(address)
    head = "".join(f"{name}: {value}\r\n" for name, value in {**signed(CLICK), "Content-Length": "100"}.items())

    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"POST / HTTP/1.1\r\nHost: {url.host}\r\n{head}\r\n".encode())
    async with asyncio.timeout(PATIENCE + 10):
        answer = await reader.readline()
    writer.close()
    await writer.wait_closed()

    assert answer.split()[1] == b"401"
    assert reached == []


@pytest.mark.parametrize("missing", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
async def test_a_request_without_one_of_the_headers_is_turned_away(
    address: str, reached: list[dict[str, Any]], missing: str
) -> None:
    headers = {name: value for name, value in signed(CLICK).items() if name != missing}

    answer = await send(address, CLICK, headers)

    assert (answer.status, answer.text, reached) == (401, "", [])


async def test_the_largest_body_comes_through(address: str, reached: list[dict[str, Any]]) -> None:
    body = form('{"type":""}')
    body = form('{"type":"%s"}' % ("x" * (LARGEST_BODY - len(body))))

    answer = await send(address, body, signed(body))

    assert (len(body), answer.status, len(reached)) == (LARGEST_BODY, 200, 1)


async def test_a_request_that_nobody_behind_the_guard_understands_is_refused_like_any_other() -> None:
    async def stumble(_body: dict[str, Any]) -> web.Response:
        message = "a bug of ours"
        raise RuntimeError(message)

    site = web.Application()
    site.router.add_post("/", guard(SECRET, stumble))
    async with TestServer(site) as server:
        answer = await send(str(server.make_url("/")), CLICK, signed(CLICK))

    assert (answer.status, answer.text) == (400, "")


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_a_body_that_cannot_be_unpacked_is_turned_away(
    address: str, reached: list[dict[str, Any]], encoding: str
) -> None:
    answer = await send(address, CLICK, signed(CLICK) | {"Content-Encoding": encoding})

    assert (answer.status, answer.text, reached) == (401, "", [])


async def test_a_body_too_large_is_turned_away_before_it_is_read() -> None:
    reached: list[dict[str, Any]] = []

    async def inner(body: dict[str, Any]) -> web.Response:
        reached.append(body)
        return web.Response()

    site = web.Application(client_max_size=2 * LARGEST_BODY)
    site.router.add_post("/", guard(SECRET, inner))
    body = form("x" * LARGEST_BODY)
    async with TestServer(site) as server:
        answer = await send(str(server.make_url("/")), body, signed(body))

    assert (answer.status, reached) == (401, [])


async def test_a_body_too_large_is_turned_away(address: str, reached: list[dict[str, Any]]) -> None:
    body = form("x" * LARGEST_BODY)

    answer = await send(address, body, signed(body))

    assert (answer.status, reached) == (401, [])


async def test_a_form_is_read_as_people_wrote_it(address: str, reached: list[dict[str, Any]]) -> None:
    command = {"command": "/careers-review", "text": "start — now & then + “later” 100 % 😀", "channel_name": ""}
    body = urlencode(command).encode()

    answer = await send(address, body, signed(body))

    assert (answer.status, reached) == (200, [command])


async def test_an_event_comes_through_as_the_object_it_is(address: str, reached: list[dict[str, Any]]) -> None:
    body = b'{"type": "event_callback", "event": {"type": "app_home_opened"}}'

    answer = await send(address, body, signed(body) | {"Content-Type": "application/json"})

    assert (answer.status, reached) == (200, [{"type": "event_callback", "event": {"type": "app_home_opened"}}])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (form("[]"), "application/x-www-form-urlencoded"),
        (form("null"), "application/x-www-form-urlencoded"),
        (form("{"), "application/x-www-form-urlencoded"),
        (form("[" * 100_000), "application/x-www-form-urlencoded"),
        (b"nothing=known", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b"{", "application/json"),
        (b"\xff", "application/json"),
    ],
)
async def test_a_signed_body_that_is_no_payload_is_refused(
    address: str, reached: list[dict[str, Any]], body: bytes, kind: str
) -> None:
    answer = await send(address, body, signed(body) | {"Content-Type": kind})

    assert (answer.status, answer.text, reached) == (400, "", [])
