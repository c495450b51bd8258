"""Copies of requests: answered as the first was, and never carried out."""

import asyncio

import pytest
from aiohttp import web

from bot.slack.copies import Copies

SECONDS = 600


class Work:
    """Something to carry out, which counts."""

    def __init__(self, status: int = 200, *, text: str | None = "no. {}", kind: str = "text/plain") -> None:
        self.done = 0
        self.status = status
        self.text = text
        self.kind = kind
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self) -> web.Response:
        self.done += 1
        await self.may_end.wait()
        return web.Response(status=self.status, text=self.text and self.text.format(self.done), content_type=self.kind)


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def copies(now: list[float]) -> Copies:
    return Copies(SECONDS, now=lambda: now[0])


@pytest.mark.parametrize(
    ("text", "kind"), [("no. {}", "text/plain"), ("[{}]", "application/json"), (None, "text/plain")]
)
async def test_a_copy_is_answered_as_the_first_was_and_not_carried_out(
    copies: Copies, text: str | None, kind: str
) -> None:
    work = Work(text=text, kind=kind)

    first, copy = await copies.once("v0=a", work), await copies.once("v0=a", work)

    assert (first.status, first.text or "", first.content_type) == (200, text.format(1) if text else "", kind)
    assert (copy.status, copy.text, copy.content_type) == (200, first.text or "", kind)
    assert work.done == 1


async def test_another_request_is_carried_out(copies: Copies) -> None:
    work = Work()

    await copies.once("v0=a", work)
    await copies.once("v0=b", work)

    assert work.done == 2


@pytest.mark.parametrize("status", [200, 400])
async def test_a_copy_that_comes_meanwhile_waits_for_the_first(copies: Copies, status: int) -> None:
    work = Work(status)
    work.may_end.clear()
    first, copy = (asyncio.create_task(copies.once("v0=a", work)) for _ in range(2))
    await asyncio.sleep(0)

    work.may_end.set()

    assert (await first).status == (await copy).status == status
    assert work.done == 1


async def test_what_did_not_go_well_may_come_again(copies: Copies) -> None:
    work = Work(400)

    await copies.once("v0=a", work)
    await copies.once("v0=a", work)

    assert work.done == 2


@pytest.mark.parametrize(("passed", "done"), [(SECONDS - 1, 1), (SECONDS, 2)])
async def test_a_request_is_remembered_for_so_long_and_no_longer(
    copies: Copies, now: list[float], passed: float, done: int
) -> None:
    work = Work()
    await copies.once("v0=a", work)

    now[0] += passed
    await copies.once("v0=a", work)

    assert work.done == done


async def test_what_is_forgotten_is_the_oldest(copies: Copies, now: list[float]) -> None:
    old, new = Work(), Work()
    await copies.once("v0=old", old)
    now[0] += SECONDS - 1
    await copies.once("v0=new", new)

    now[0] += 1
    await copies.once("v0=new", new)
    await copies.once("v0=old", old)

    assert (old.done, new.done) == (2, 1)


async def test_whoever_waits_for_what_was_broken_off_is_broken_off_too(copies: Copies) -> None:
    work = Work()
    work.may_end.clear()
    first, copy = (asyncio.create_task(copies.once("v0=a", work)) for _ in range(2))
    await asyncio.sleep(0)

    first.cancel()
    ended = await asyncio.gather(first, copy, return_exceptions=True)

    work.may_end.set()
    assert [type(error) for error in ended] == [asyncio.CancelledError] * 2
    assert (await copies.once("v0=a", work)).status == 200


async def test_of_too_many_the_oldest_is_forgotten_first(now: list[float]) -> None:
    copies, work = Copies(SECONDS, most=2, now=lambda: now[0]), Work()
    for signature in ("v0=a", "v0=b", "v0=c"):
        await copies.once(signature, work)

    for signature in ("v0=b", "v0=c"):
        await copies.once(signature, work)
    known = work.done
    await copies.once("v0=a", work)

    assert (known, work.done) == (3, 4)


async def test_a_request_that_fails_when_it_is_forgotten_already_is_answered(now: list[float]) -> None:
    copies, slow = Copies(SECONDS, most=1, now=lambda: now[0]), Work(400)
    slow.may_end.clear()
    first = asyncio.create_task(copies.once("v0=a", slow))
    await asyncio.sleep(0)

    await copies.once("v0=b", Work())
    slow.may_end.set()

    assert (await first).status == 400
