"""What somebody handed over is read from Slack and from nowhere else, never more of it than was asked for."""

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

import aiohttp
import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver

from bot.kit.pieces import modal
from bot.kit.questions import file_input, question
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import LocalFile, StandIn, Workspace
from bot.rehearsal.stand_in.breaking import Fault, cut_before, error, http, rate_limited
from bot.slack.calls import ATTEMPTS, Calls, Refused, Unreachable
from bot.slack.fetching import REDIRECTS, Elsewhere, Way, fetch
from bot.slack.files import FileGone, Files, FilesNotReadable, FileTooLarge
from bot.slack.pacing import Pacing
from bot.slack.uploads import UploadedFile
from bot.slack.web_api import WebApi
from maturity_model.ids import WorkspaceId
from tests.bot.slack.keeping import Keeper, keeping

GUIDE = LocalFile(name="guide & more.txt", content=b"1.1 Leadership\n" * 1000)
MOST = 1_000_000
TOKEN = "xoxb-made-up"
MEGABYTE = 1024 * 1024


@pytest.fixture
def files(calls: Calls) -> Files:
    return Files(calls)


@pytest.fixture
def here(slack: StandIn) -> WorkspaceId:
    return WorkspaceId(slack.workspace.id)


def handed_over(slack: StandIn, local: LocalFile = GUIDE, *, at: Workspace | None = None) -> UploadedFile:
    """A file that a careers leader has handed over, as the bot hears of it."""
    workspace = at or slack.workspace
    leader = workspace.add_person("Careers Leader")
    asked = question("guide", "The guide", file_input("guide", filetypes=["txt", "html", "pdf"]))
    leader.screen.push(workspace.new_view(leader, modal("Guide", [asked], callback="c", submit="Read it")))
    view = leader.fill({"guide": [local]})
    [[file]] = view.filled.values()
    return UploadedFile.parse(file)


def lose_the_scope(slack: StandIn) -> None:
    manifest = slack.world.manifest
    slack.world.manifest = replace(manifest, scopes=manifest.scopes - {"files:read"})


@asynccontextmanager
async def reading_from(slack: Keeper, clock: SteppedClock, here: WorkspaceId) -> AsyncIterator[Files]:
    """The edge, with a host of the test's own in the place of Slack."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
        api = WebApi(session, f"{slack.address}/api/")
        yield Files(Calls(api, {here: TOKEN}, Pacing(clock, posts_per_second=5), clock))


class WasAsked(Exception):
    """A request wanted to leave."""


class Nowhere(AbstractResolver):
    """Knows no host, and says when it is asked for one."""

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> NoReturn:
        raise WasAsked(host, port, family)

    async def close(self) -> None:
        """Nothing is open."""


@asynccontextmanager
async def going_nowhere() -> AsyncIterator[aiohttp.ClientSession]:
    """A session from which nothing leaves."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(resolver=Nowhere())) as session:
        yield session


def lies_at(address: str) -> UploadedFile:
    return UploadedFile(id="F0", address=f"{address}/guide.txt")


@pytest.mark.parametrize("described", [True, False], ids=["described", "only named"])
async def test_a_file_is_read_whole(described: bool, slack: StandIn, files: Files, here: WorkspaceId) -> None:
    slack.world.describe_files = described
    file = handed_over(slack)

    read = await files.read(here, file, most=len(GUIDE.content))

    assert (read.name, read.content) == (GUIDE.name, GUIDE.content)
    assert [call.method for call in slack.calls] == ([] if described else ["files.info"])


async def test_a_page_that_is_wanted_is_no_page_to_sign_in(slack: StandIn, files: Files, here: WorkspaceId) -> None:
    file = handed_over(slack, LocalFile(name="guide.html", content=b"<p>1.1"))

    assert (await files.read(here, file, most=MOST)).content == b"<p>1.1"


async def test_a_file_that_slack_calls_too_large_is_not_even_asked_for(
    slack: StandIn, files: Files, here: WorkspaceId
) -> None:
    file = handed_over(slack, replace(GUIDE, claims=200 * MEGABYTE))
    slack.break_next("download", error("nobody should have asked"))

    with pytest.raises(FileTooLarge) as refused:
        await files.read(here, file, most=MOST)

    assert (refused.value.size, refused.value.most) == (200 * MEGABYTE, MOST)
    with pytest.raises(FileTooLarge):
        await files.read(here, UploadedFile(id=file.id), most=MOST)


@pytest.mark.parametrize("claims", [None, 10], ids=["said truly", "said to be small"])
async def test_a_file_is_never_read_beyond_what_was_asked_for(
    claims: int | None, slack: StandIn, files: Files, here: WorkspaceId
) -> None:
    file = handed_over(slack, replace(GUIDE, claims=claims))

    with pytest.raises(FileTooLarge):
        await files.read(here, file, most=len(GUIDE.content) - 1)


async def test_without_the_scope_it_is_said_so_however_slack_puts_it(
    slack: StandIn, files: Files, here: WorkspaceId
) -> None:
    text, page = handed_over(slack), handed_over(slack, LocalFile(name="guide.HTML", content=b"<p>1.1"))
    lose_the_scope(slack)

    for file in (text, page, UploadedFile(id=text.id)):
        with pytest.raises(FilesNotReadable):
            await files.read(here, file, most=MOST)


async def test_whether_files_may_be_read_is_known_before_anybody_is_asked_for_one(
    slack: StandIn, files: Files, here: WorkspaceId
) -> None:
    before = await files.may_read(here)
    asked = len(slack.calls)
    again = await files.may_read(here)
    lose_the_scope(slack)
    with pytest.raises(FilesNotReadable):
        await files.read(here, UploadedFile(id="F0"), most=MOST)

    assert (before, again, await files.may_read(here)) == (True, True, False)
    assert asked == 1
    assert len(slack.calls) == asked + 1


@pytest.mark.parametrize("word", ["file_not_found", "file_deleted", "access_denied"])
async def test_a_file_that_is_gone_is_gone(word: str, slack: StandIn, files: Files, here: WorkspaceId) -> None:
    file = handed_over(slack)
    slack.break_next("files.info", error(word))
    with pytest.raises(FileGone):
        await files.read(here, UploadedFile(id=file.id), most=MOST)

    slack.world.handed.clear()
    for gone in (file, UploadedFile(id=file.id)):
        with pytest.raises(FileGone):
            await files.read(here, gone, most=MOST)


async def test_a_file_of_another_workspace_is_not_to_be_had(slack: StandIn, here: WorkspaceId, files: Files) -> None:
    file = handed_over(slack, at=slack.add_workspace("Elsewhere"))

    with pytest.raises(FileGone):
        await files.read(here, UploadedFile(id=file.id), most=MOST)
    with pytest.raises(FilesNotReadable):
        await files.read(here, file, most=MOST)


async def test_what_has_nothing_to_do_with_the_file_stays_what_it_is(
    slack: StandIn, files: Files, here: WorkspaceId
) -> None:
    slack.break_next("files.info", error("account_inactive"))

    with pytest.raises(Refused):
        await files.read(here, UploadedFile(id="F0"), most=MOST)
    with pytest.raises(Refused):
        await files.read(WorkspaceId("T0NOWHERE"), UploadedFile(id="F0", address=slack.api_url), most=MOST)


@pytest.mark.parametrize(
    "fault", [http(503), rate_limited(7), cut_before()], ids=["a server's fault", "too many", "cut"]
)
async def test_slacks_bad_moments_pass(fault: Fault, slack: StandIn, files: Files, here: WorkspaceId) -> None:
    file = handed_over(slack)
    slack.break_next("download", fault, times=ATTEMPTS - 1)

    assert (await files.read(here, file, most=MOST)).content == GUIDE.content


async def test_where_slack_stays_away_it_is_given_up(slack: StandIn, files: Files, here: WorkspaceId) -> None:
    file = handed_over(slack)
    slack.break_next("download", http(500), times=ATTEMPTS)

    with pytest.raises(Unreachable) as silent:
        await files.read(here, file, most=MOST)

    assert silent.value.wait > timedelta(seconds=1)
    assert (await files.read(here, file, most=MOST)).content == GUIDE.content


# other hosts, and hosts that answer in ways of their own


@pytest.fixture
async def elsewhere() -> AsyncIterator[Keeper]:
    async with keeping(_say_gold) as keeper:
        yield keeper


async def _say_gold(_: web.Request) -> web.StreamResponse:
    return web.Response(body=b"gold")


async def test_the_token_goes_to_no_other_host(elsewhere: Keeper, files: Files, here: WorkspaceId) -> None:
    with pytest.raises(FileGone):
        await files.read(here, lies_at(elsewhere.address), most=MOST)

    assert elsewhere.tokens == []


async def test_a_redirect_takes_the_token_to_no_other_host(
    elsewhere: Keeper, clock: SteppedClock, here: WorkspaceId
) -> None:
    async def lead_away(_: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": f"{elsewhere.address}/guide.txt"})

    async with keeping(lead_away) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises(FileGone):
            await files.read(here, lies_at(slack.address), most=MOST)

        assert slack.tokens == [f"Bearer {TOKEN}"]
    assert elsewhere.tokens == []


async def test_a_redirect_that_never_ends_is_not_followed_for_ever(clock: SteppedClock, here: WorkspaceId) -> None:
    async def lead_on(_: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/again"})

    async with keeping(lead_on) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises(FileGone):
            await files.read(here, lies_at(slack.address), most=MOST)

        assert len(slack.tokens) == 1 + REDIRECTS


@pytest.mark.parametrize(
    "address",
    [
        "http://files.slack.com/files-pri/T-F/guide.txt",
        "https://files.slack.com:8443/guide.txt",
        "https://slack.com.evil.example/guide.txt",
        "https://evilslack.com/guide.txt",
        "https://evil.example/?https://files.slack.com/guide.txt",
        "https://files.slack.com@evil.example/guide.txt",
        "https://me:secret@files.slack.com/guide.txt",
        "https://evil.example\\@files.slack.com/guide.txt",
        "https://files.slack.com.:443/guide.txt",
        "https://files.slack.com\t.evil.example/",
        "file:///etc/passwd",
        "//files.slack.com/guide.txt",
        "https://[files.slack.com/",
        "https://files.slack.com:99999/",
        "guide.txt",
        "",
    ],
)
async def test_what_only_looks_like_slacks_address_is_asked_for_nothing(address: str) -> None:
    async with going_nowhere() as session:
        with pytest.raises(Elsewhere):
            await fetch(session, Way(address=address, token=TOKEN, api="https://slack.com/api/"), most=MOST)


@pytest.mark.parametrize("host", ["files.slack.com", "home-school.slack.com", "slack.com", "FILES.Slack.com"])
async def test_slacks_own_hosts_are_asked(host: str) -> None:
    async with going_nowhere() as session:
        with pytest.raises(WasAsked, match=host.lower()):
            await fetch(session, Way(address=f"https://{host}/a", token=TOKEN, api="http://[::1]/api/"), most=MOST)


async def test_a_file_without_an_end_ends_where_it_was_to_end(clock: SteppedClock, here: WorkspaceId) -> None:
    async def go_on(request: web.Request) -> web.StreamResponse:
        endless = web.StreamResponse()
        await endless.prepare(request)
        while True:
            await endless.write(b"x" * 65_536)

    async with keeping(go_on) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises(FileTooLarge):
            await files.read(here, lies_at(slack.address), most=MOST)


@pytest.mark.parametrize("encoding", ["gzip", "br"])
async def test_what_comes_packed_is_not_unpacked(encoding: str, clock: SteppedClock, here: WorkspaceId) -> None:
    async def pack(_: web.Request) -> web.StreamResponse:
        return web.Response(body=b"\x1f\x8b" + b"0" * 100, headers={"Content-Encoding": encoding})

    async with keeping(pack) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises(Unreachable):
            await files.read(here, lies_at(slack.address), most=MOST)


async def test_half_a_file_is_no_file(clock: SteppedClock, here: WorkspaceId) -> None:
    async def stop_half_way(request: web.Request) -> web.StreamResponse:
        half = web.StreamResponse(headers={"Content-Length": "1000"})
        await half.prepare(request)
        await half.write(b"x" * 500)
        assert request.transport
        request.transport.abort()
        return half

    async with keeping(stop_half_way) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises(Unreachable):
            await files.read(here, lies_at(slack.address), most=MOST)

        assert len(slack.tokens) == ATTEMPTS


@pytest.mark.parametrize("answer", [b"null", b'{"ok": true}', b'{"ok": true, "file": {"id": 7}}'])
async def test_an_answer_about_a_file_that_makes_no_sense_is_no_file(
    answer: bytes, clock: SteppedClock, here: WorkspaceId
) -> None:
    async def babble(_: web.Request) -> web.StreamResponse:
        return web.Response(body=answer, content_type="application/json")

    async with keeping(babble) as slack, reading_from(slack, clock, here) as files:
        with pytest.raises((FileGone, Unreachable)):
            await files.read(here, UploadedFile(id="F0"), most=MOST)


async def test_where_slack_does_not_say_what_is_granted_nobody_is_turned_away(
    clock: SteppedClock, here: WorkspaceId
) -> None:
    async def say_yes(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True})

    async with keeping(say_yes) as slack, reading_from(slack, clock, here) as files:
        assert (await files.may_read(here)) is True


async def test_no_log_names_a_file_its_address_or_the_token(
    slack: StandIn, files: Files, here: WorkspaceId, elsewhere: Keeper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = handed_over(slack)
    slack.break_next("download", http(503))
    await files.read(here, file, most=MOST)
    for gone in (UploadedFile(id="F0"), replace(file, address=f"{elsewhere.address}/guide.txt")):
        with pytest.raises(FileGone):
            await files.read(here, gone, most=MOST)

    ours = [record for record in caplog.records if record.name.startswith("bot.slack")]

    told = " ".join(f"{record.getMessage()} {vars(record)}" for record in ours)
    assert ours
    for secret in ("guide", "files-pri", slack.bot_token, elsewhere.address, "Leadership"):
        assert secret not in told
