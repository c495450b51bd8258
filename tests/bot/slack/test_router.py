"""The edge: saved means committed before the acknowledgement, and nothing escapes."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import StandIn
from bot.slack.ids import BadPayload
from bot.slack.origin import Origin
from bot.slack.payloads import Click, Command, Event, Submission
from bot.slack.publisher import Publisher
from bot.slack.reply import NOTHING, FieldErrors, Reply, Say
from bot.slack.router import Edge, Router, merged
from bot.slack.serving import bolt_app, serving_http
from maturity_model.ids import WorkspaceId
from tests.bot.slack.requests import SECRET, Answered, form, send, signed


@dataclass
class Seen:
    """What the handlers were given and what was reported."""

    payloads: list[object] = field(default_factory=list)
    reported: list[tuple[Exception, Origin | None]] = field(default_factory=list)


class Remembered:
    """An inbox that lasts as long as the test."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    async def knows(self, event: Event) -> bool:
        return event.id in self.ids

    async def keep(self, event: Event) -> None:
        self.ids.add(event.id)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def router() -> Router[Seen]:
    router: Router[Seen] = Router()

    @router.click("row.choose")
    async def choose(click: Click, seen: Seen) -> Reply:
        seen.payloads.append(click)
        return NOTHING

    @router.click("row.fail")
    async def fail(click: Click, _seen: Seen) -> Reply:
        raise ZeroDivisionError(click.action)

    @router.submission("row.note")
    async def note(submission: Submission, seen: Seen) -> Reply:
        seen.payloads.append(submission)
        return FieldErrors(errors={"note": "A little shorter, please."})

    @router.command("help")
    async def help_(command: Command, seen: Seen) -> Reply:
        seen.payloads.append(command)
        return Say(text="Here is what I can do.")

    @router.event("app_home_opened")
    async def opened(event: Event, seen: Seen) -> Reply:
        seen.payloads.append(event)
        return NOTHING

    return router


@pytest.fixture
async def address(slack: StandIn, publisher: Publisher, router: Router[Seen], seen: Seen) -> AsyncIterator[str]:
    def report(error: Exception, origin: Origin | None) -> Reply:
        seen.reported.append((error, origin))
        return NOTHING

    app = bolt_app(AsyncWebClient(base_url=slack.api_url), {WorkspaceId("T1"): "xoxb-of-the-tests"})
    Edge(router=router, deps=seen, report=report, publisher=publisher, inbox=Remembered()).connect(app)
    async with serving_http(app, signing_secret=SECRET, host="127.0.0.1", port=0) as address:
        yield address


def click(action: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "channel": {"id": "D1"},
        "container": {"type": "message", "channel_id": "D1", "message_ts": "1.2"},
        "trigger_id": "t",
        "actions": [{"type": "button", "block_id": "b", "action_id": action, "value": "v"}],
        **more,
    }


async def interact(address: str, payload: object) -> Answered:
    body = form(json.dumps(payload))
    return await send(address, body, signed(body))


async def test_a_click_reaches_its_handler_whatever_its_variant(address: str, seen: Seen) -> None:
    answer = await interact(address, click("row.choose:3"))

    assert (answer.status, answer.text) == (200, "")
    assert [p.action for p in seen.payloads if isinstance(p, Click)] == ["row.choose:3"]


async def test_a_bug_is_reported_with_where_the_person_was_and_slack_is_content(address: str, seen: Seen) -> None:
    answer = await interact(address, click("row.fail"))

    [(error, origin)] = seen.reported
    assert answer.status == 200
    assert isinstance(error, ZeroDivisionError)
    assert origin is not None
    assert (origin.person, origin.channel) == ("U1", "D1")


@pytest.mark.parametrize(
    "payload",
    [click("no.such"), click("row.choose", actions=[]), click("row.choose", channel="D1"), click("")],
)
async def test_what_cannot_be_understood_is_refused_and_reaches_no_handler(
    address: str, seen: Seen, payload: dict[str, Any]
) -> None:
    answer = await interact(address, payload)

    assert answer.status < 500
    assert seen.payloads == []
    assert all(isinstance(error, BadPayload) for error, _ in seen.reported)


async def test_a_modal_is_told_what_its_fields_need(address: str) -> None:
    answer = await interact(
        address,
        {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1", "team_id": "T1"},
            "view": {"type": "modal", "callback_id": "row.note", "state": {"values": {}}, "blocks": []},
        },
    )

    expected = {"response_action": "errors", "errors": {"note": "A little shorter, please."}}
    assert (answer.status, json.loads(answer.text)) == (200, expected)


@pytest.mark.parametrize("typed", ["help", "", "sing a song", "HELP me"])
async def test_a_command_with_unknown_words_gets_help(address: str, typed: str) -> None:
    fields = {"command": "/careers-review", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "t"}
    body = urlencode(fields | {"text": typed}).encode()

    answer = await send(address, body, signed(body))

    assert json.loads(answer.text) == {"response_type": "ephemeral", "text": "Here is what I can do."}


@pytest.mark.parametrize(("kind", "handled"), [("app_home_opened", 1), ("something_new", 0)])
async def test_an_event_is_taken_whether_or_not_anybody_wants_it(
    address: str, seen: Seen, kind: str, handled: int
) -> None:
    event = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": kind, "user": "U1"}}
    body = json.dumps(event).encode()

    answer = await send(address, body, signed(body) | {"Content-Type": "application/json"})

    assert (answer.status, len(seen.payloads)) == (200, handled)


BOLT_CHOKES_ON = {
    "a click on nothing": click("row.choose", actions=[]),
    "a click without its action": click("row.choose", actions=[{}]),
    "a workspace that is a number": click("row.choose", team=5),
    "a workspace with parts": click("row.choose", team={"id": {"id": "T1"}}),
    "a person who is a number": click("row.choose", user=5),
    "no list of places to answer": click("row.choose", response_urls=None),
    "an authorisation that is none": click("row.choose", authorizations=[None]),
    "a modal without a name": {**click("x"), "type": "view_submission", "view": {"callback_id": None}},
    "an event without parts": {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": 5},
    "a kind that nobody listens for": {"type": "something_new", "team": {"id": "T1"}},
    "a kind that is none": {"type": [], "team": {"id": "T1"}},
}


@pytest.mark.parametrize("payload", BOLT_CHOKES_ON.values(), ids=BOLT_CHOKES_ON)
async def test_what_bolt_would_choke_on_is_refused_without_a_word_of_it_in_the_log(
    address: str, seen: Seen, caplog: pytest.LogCaptureFixture, payload: dict[str, Any]
) -> None:
    answer = await interact(address, payload)

    assert (answer.status, answer.text) == (400, "")
    assert seen.payloads == []
    assert [record for record in caplog.records if record.exc_info or record.levelname == "ERROR"] == []


NO_HTTP = {
    "a length that is none": b"Content-Length: secret\r\n\r\n",
    "two lengths": b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nsecret",
    "a chunk of no size": b"Transfer-Encoding: chunked\r\n\r\nsecret\r\n",
    "a header that is none": b"X-Slack-Signature: secret\0\r\n\r\n",
    "a header without end": b"X-Slack-Signature: " + b"secret" * 2000 + b"\r\n\r\n",
}


@pytest.mark.parametrize("rest", NO_HTTP.values(), ids=NO_HTTP)
async def test_what_is_no_http_is_refused_without_a_word_of_it_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture, rest: bytes
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)

    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\n" + rest)
    status = await reader.readline()

    writer.close()
    await writer.wait_closed()
    assert b" 400 " in status
    assert "secret" not in caplog.text


async def test_a_body_that_was_cut_off_is_no_fault_of_ours(address: str, caplog: pytest.LogCaptureFixture) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nabc")
    await writer.drain()

    writer.close()
    await writer.wait_closed()
    answer = await interact(address, click("row.choose"))

    assert answer.status == 200
    assert [record.levelname for record in caplog.records] in ([], ["WARNING"])


async def test_an_event_that_comes_again_is_taken_once(address: str, seen: Seen) -> None:
    event = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": {"type": "app_home_opened"}}
    body = json.dumps(event).encode()

    for tries in range(3):  # each signed anew
        answer = await send(address, body, signed(body, age=9 - tries) | {"Content-Type": "application/json"})
        assert answer.status == 200

    assert len(seen.payloads) == 1


async def test_a_workspace_that_is_not_known_reaches_no_handler_and_is_told_nothing(
    address: str, slack: StandIn, seen: Seen
) -> None:
    elsewhere = {"team": {"id": "T2"}, "user": {"id": "U1", "team_id": "T2"}}

    answer = await interact(address, click("row.choose", **elsewhere, response_url=f"{slack.world.address}/actions/x"))

    assert (answer.status, answer.text) == (200, "")
    assert seen.payloads == []
    assert slack.calls == []


OF_ANOTHER_WORKSPACE = {
    "a click": click("row.choose", team={"id": "T2"}, view={"id": "V1", "type": "home", "app_installed_team_id": "T1"}),
    "an event": {
        "type": "event_callback",
        "team_id": "T2",
        "event_id": "Ev1",
        "event": {"type": "app_home_opened", "user": "U1"},
        "authorizations": [{"team_id": "T1"}],
    },
}


@pytest.mark.parametrize("payload", OF_ANOTHER_WORKSPACE.values(), ids=OF_ANOTHER_WORKSPACE)
async def test_what_names_two_workspaces_reaches_no_handler(address: str, seen: Seen, payload: dict[str, Any]) -> None:
    body = json.dumps(payload).encode()

    answer = await send(address, body, signed(body) | {"Content-Type": "application/json"})

    assert answer.status == 200
    assert seen.payloads == []
    assert [type(error) for error, _ in seen.reported] == [BadPayload]


async def test_slacks_own_check_of_the_address_is_answered(address: str) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "say this"}).encode()

    answer = await send(address, body, signed(body) | {"Content-Type": "application/json"})

    assert (answer.status, json.loads(answer.text)) == (200, {"challenge": "say this"})


def test_two_answers_to_one_button_are_a_mistake(router: Router[Seen]) -> None:
    with pytest.raises(ValueError, match=r"row\.choose"):
        merged([router, router])
