"""Socket Mode, breaking things on purpose, waiting, and the transcript."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, Person, StandIn, breaking
from tests.bot.rehearsal.asking import actions, button, error_of, modal, question, section, writing
from tests.bot.rehearsal.conftest import JumpingClock

CHECKER = Path(__file__).parents[4] / "shared" / "tools" / "blockkit" / "check_blocks.py"


class ConnectedBot:
    """A bot that is connected over Socket Mode and acknowledges with a given payload."""

    def __init__(self, client: SocketModeClient) -> None:
        self.client = client
        self.heard: list[SocketModeRequest] = []
        self.payload: dict[str, object] | None = None
        client.socket_mode_request_listeners.append(self.take)

    async def take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        response = SocketModeResponse(envelope_id=request.envelope_id, payload=self.payload)
        await client.send_socket_mode_response(response)


@pytest.fixture
async def connected_bot(slack: StandIn, session: aiohttp.ClientSession) -> AsyncIterator[ConnectedBot]:
    web_client = AsyncWebClient(base_url=slack.api_url, session=session)
    client = SocketModeClient(app_token=slack.app_token, web_client=web_client)
    bot = ConnectedBot(client)
    await client.connect()  # type: ignore[no-untyped-call]
    await slack.eventually(lambda: slack.connections == 1)
    yield bot
    await client.close()  # type: ignore[no-untyped-call]


async def test_a_click_goes_over_the_socket_and_is_acknowledged(
    senco: Person, client: AsyncWebClient, room: Channel, connected_bot: ConnectedBot
) -> None:
    await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[actions(button(value="3"))])

    answer = await senco.click(room.messages()[0], action_id="reflection.choose")

    [request] = connected_bot.heard
    assert answer.ok
    assert request.type == "interactive"
    assert request.payload["actions"][0]["value"] == "3"


async def test_a_submission_is_answered_over_the_socket(
    senco: Person, client: AsyncWebClient, room: Channel, connected_bot: ConnectedBot
) -> None:
    await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[actions(button())])
    trigger_id = senco.click_payload(room.messages()[0], action_id="reflection.choose")["trigger_id"]
    await client.views_open(trigger_id=trigger_id, view=modal(question("note", writing())))
    connected_bot.payload = {"response_action": "errors", "errors": {"note": "Please leave names out."}}

    await senco.submit({"note": "Alex"})

    shown = senco.modal()
    assert shown is not None
    assert dict(shown.errors) == {"note": "Please leave names out."}


async def test_commands_and_events_go_over_the_socket(senco: Person, connected_bot: ConnectedBot) -> None:
    await senco.command("/careers-review", "help")
    await senco.open_home()

    command, event = connected_bot.heard
    assert (command.type, command.payload["text"]) == ("slash_commands", "help")
    assert (event.type, event.payload["event"]["type"]) == ("events_api", "app_home_opened")


async def test_a_bot_that_is_asked_to_reconnects(slack: StandIn, senco: Person, connected_bot: ConnectedBot) -> None:
    openings = opened_sockets(slack)

    await slack.ask_to_reconnect("refresh_requested")
    await slack.eventually(lambda: opened_sockets(slack) == openings + 1 and slack.connections == 1)

    assert (await senco.open_home()).ok


async def test_a_ticket_opens_one_connection(
    slack: StandIn, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]

    async with session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"]["app_id"] == slack.world.app_id


def opened_sockets(slack: StandIn) -> int:
    return sum(slack.world.sockets.values())


async def test_the_next_call_is_rate_limited_when_told(client: AsyncWebClient, slack: StandIn, room: Channel) -> None:
    slack.break_next("chat.postMessage", breaking.rate_limited(retry_after=7))

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=room.id, text="Row 1.1")
    await client.chat_postMessage(channel=room.id, text="Row 1.1")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert len(room.messages()) == 1


async def test_a_fault_may_wait_for_its_person_and_come_twice(
    client: AsyncWebClient, slack: StandIn, senco: Person, governor: Person
) -> None:
    slack.break_next(
        "conversations.open",
        breaking.error("cannot_dm_bot"),
        times=2,
        when=lambda body: body["users"] == governor.id,
    )

    await client.conversations_open(users=senco.id)
    errors = [await error_of(client.conversations_open(users=governor.id)) for _ in range(2)]
    await client.conversations_open(users=governor.id)

    assert errors == ["cannot_dm_bot", "cannot_dm_bot"]


async def test_a_server_fault_carries_nothing_out(client: AsyncWebClient, slack: StandIn, room: Channel) -> None:
    slack.break_next("chat.postMessage", breaking.http(500))

    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=room.id, text="Row 1.1")

    assert refused.value.response.status_code == 500
    assert room.messages() == []


@pytest.mark.parametrize(
    ("fault", "carried_out"), [(breaking.cut_before(), 0), (breaking.cut_after(), 1)], ids=["before", "after"]
)
async def test_a_connection_is_cut_before_or_after(
    fault: breaking.Fault, carried_out: int, client: AsyncWebClient, slack: StandIn, room: Channel
) -> None:
    slack.break_next("chat.postMessage", fault)

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=room.id, text="Row 1.1")

    assert len(room.messages()) == carried_out


async def test_a_slow_call_takes_its_time_on_the_clock(
    client: AsyncWebClient, slack: StandIn, room: Channel, clock: JumpingClock
) -> None:
    before = clock.now()
    slack.break_next("chat.postMessage", breaking.slow(40))

    await client.chat_postMessage(channel=room.id, text="Row 1.1")

    assert (clock.now() - before).total_seconds() == 40
    assert len(room.messages()) == 1


async def test_mended_is_mended(client: AsyncWebClient, slack: StandIn, room: Channel) -> None:
    slack.break_next("chat.postMessage", breaking.http(500), times=9)

    slack.mend()

    assert (await client.chat_postMessage(channel=room.id, text="Row 1.1"))["ok"]


async def test_waiting_ends_when_it_holds_or_when_time_is_up(
    client: AsyncWebClient, slack: StandIn, room: Channel
) -> None:
    await client.chat_postMessage(channel=room.id, text="Row 1.1")

    await slack.eventually(lambda: len(room.messages()) == 1)
    with pytest.raises(TimeoutError):
        await slack.eventually(lambda: len(room.messages()) == 2, within=0.01)


async def fill_transcript(client: AsyncWebClient, senco: Person) -> None:
    """A few calls of each kind that the checker looks at."""
    room = senco.workspace.add_channel("careers", members=[senco])
    blocks = [section("Row 1.1 &amp; its purpose"), actions(button(value="3"))]
    ts = (await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=blocks))["ts"]
    await client.chat_update(channel=room.id, ts=ts, text="Row 1.1", blocks=blocks)
    payload = senco.click_payload(room.messages()[0], action_id="reflection.choose")
    await client.views_open(trigger_id=payload["trigger_id"], view=modal(question("note", writing())))
    await client.views_publish(user_id=senco.id, view={"type": "home", "blocks": blocks})
    assert client.session is not None
    async with client.session.post(payload["response_url"], json={"text": "Saved"}):
        pass


async def test_the_transcript_has_a_line_for_each_call_and_no_token(
    slack: StandIn, client: AsyncWebClient, senco: Person, tmp_path: Path, connected_bot: ConnectedBot
) -> None:
    await fill_transcript(client, senco)
    connected_bot.payload = {"response_action": "errors", "errors": {"note": "Please leave names out."}}
    await senco.submit({"note": "Alex"})

    slack.write_transcript(tmp_path / "transcript.jsonl")

    written = (tmp_path / "transcript.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["method"] for line in lines][-6:] == [
        "chat.postMessage",
        "chat.update",
        "views.open",
        "views.publish",
        "response_url",
        "ack",
    ]
    assert all({"at", "method", "body", "response"} == line.keys() for line in lines)
    assert lines[-1]["body"]["response_action"] == "errors"
    for secret in (slack.bot_token, slack.app_token, slack.signing_secret):
        assert secret not in written


@pytest.mark.skipif(not CHECKER.exists(), reason="the Block Kit checker does not stand beside the checkout")
async def test_what_the_stand_in_takes_the_checker_takes_too(
    slack: StandIn, client: AsyncWebClient, senco: Person, tmp_path: Path
) -> None:
    await fill_transcript(client, senco)
    transcript = tmp_path / "transcript.jsonl"
    slack.write_transcript(transcript)

    checked = subprocess.run(  # noqa: ASYNC221 - nothing else runs in this test
        [sys.executable, CHECKER, transcript, "--strict", "--forbid-broadcast", "--utf16"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (checked.returncode, checked.stdout) == (0, "")
