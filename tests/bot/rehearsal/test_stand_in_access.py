"""Tokens, scopes, people, channels and rates."""

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, Person, StandIn, Workspace, happenings
from tests.bot.rehearsal.asking import error_of, refusal
from tests.bot.rehearsal.conftest import JumpingClock, ListeningBot


async def test_a_token_says_which_workspace_asks(client: AsyncWebClient, slack: StandIn) -> None:
    other = slack.add_workspace("Other School")

    mine = await client.auth_test()
    theirs = await client.auth_test(token=other.token)

    assert (mine["team_id"], theirs["team_id"]) == (slack.workspace.id, other.id)
    assert mine.headers["X-OAuth-Scopes"].split(",") == sorted(slack.world.manifest.scopes)


async def test_a_wrong_token_is_refused(client: AsyncWebClient, slack: StandIn) -> None:
    assert await error_of(client.auth_test(token="xoxb-0")) == "invalid_auth"
    assert await error_of(client.auth_test(token=slack.app_token)) == "not_allowed_token_type"
    assert await error_of(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"


async def test_a_call_may_name_its_workspace_and_no_other(client: AsyncWebClient, slack: StandIn) -> None:
    other = slack.add_workspace("Other School")

    assert (await client.auth_test(team_id=slack.workspace.id))["ok"]
    assert await error_of(client.auth_test(team_id=other.id)) == "team_access_not_granted"


async def test_a_call_without_a_token_is_refused(slack: StandIn, session: aiohttp.ClientSession) -> None:
    async with session.post(f"{slack.api_url}auth.test") as response:
        answer = await response.json()

    assert answer["error"] == "not_authed"


async def test_an_unknown_method_is_refused(client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("conversations.history")) == "unknown_method"


async def test_a_method_whose_scope_was_not_asked_for_is_refused(client: AsyncWebClient, room: Channel) -> None:
    answer = await refusal(client.conversations_join(channel=room.id))

    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:join")


async def test_every_scope_of_the_manifest_is_needed(client: AsyncWebClient, slack: StandIn, senco: Person) -> None:
    slack.world.manifest = replace(slack.world.manifest, scopes=frozenset({"chat:write"}))

    assert await error_of(client.users_info(user=senco.id)) == "missing_scope"
    assert await error_of(client.conversations_open(users=senco.id)) == "missing_scope"


async def test_forms_and_json_are_both_understood(
    slack: StandIn, session: aiohttp.ClientSession, room: Channel
) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    form = {"channel": room.id, "text": "Row 1.1", "blocks": '[{"type": "divider"}]'}

    async with session.post(f"{slack.api_url}chat.postMessage", data=form, headers=headers) as response:
        answer = await response.json()

    assert answer["ok"]
    assert slack.calls[-1].body["blocks"] == [{"type": "divider"}]


async def test_a_person_is_shown_with_their_zone_and_state(client: AsyncWebClient, home: Workspace) -> None:
    person = home.add_person("Careers Adviser", tz="Europe/Paris", admin=True, guest=True)

    user = (await client.users_info(user=person.id))["user"]

    assert (user["tz"], user["tz_offset"]) == ("Europe/Paris", 3600)
    assert (user["is_admin"], user["is_restricted"], user["deleted"], user["is_bot"]) == (True, True, False, False)


async def test_people_come_page_by_page(client: AsyncWebClient, home: Workspace) -> None:
    for number in range(5):
        home.add_person(f"Colleague {number}")

    first = await client.users_list(limit=4)
    second = await client.users_list(limit=4, cursor=first["response_metadata"]["next_cursor"])

    listed = [user["id"] for user in [*first["members"], *second["members"]]]
    assert listed == list(home.people)
    assert second["response_metadata"]["next_cursor"] == ""


async def test_three_hundred_people_need_pages(client: AsyncWebClient, home: Workspace) -> None:
    for number in range(300):
        home.add_person(f"Colleague {number}")

    assert await error_of(client.users_list()) == "limit_required"


async def test_a_channel_says_who_can_read_in_it(client: AsyncWebClient, home: Workspace, senco: Person) -> None:
    shared = home.add_channel("partners", members=[senco], private=True, shared=True)

    info = (await client.conversations_info(channel=shared.id, include_num_members=True))["channel"]
    members = (await client.conversations_members(channel=shared.id))["members"]

    assert (info["is_private"], info["is_ext_shared"], info["is_member"], info["num_members"]) == (True, True, True, 2)
    assert members == [senco.id, home.bot.id]


async def test_a_direct_message_is_not_to_be_looked_at(client: AsyncWebClient, senco: Person) -> None:
    opened = (await client.conversations_open(users=senco.id))["channel"]["id"]

    answer = await refusal(client.conversations_info(channel=opened))

    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:read")


async def test_the_fourth_post_at_once_in_a_channel_waits(
    client: AsyncWebClient, home: Workspace, room: Channel, clock: JumpingClock
) -> None:
    for _ in range(3):
        await client.chat_postMessage(channel=room.id, text="Row 1.1")

    answer = await too_many(client, room)
    await clock.sleep(answer)
    await client.chat_postMessage(channel=room.id, text="Row 1.1")

    assert answer == 3
    assert len(room.messages()) == 4


async def test_the_fifty_first_redraw_in_a_minute_waits(
    client: AsyncWebClient, room: Channel, clock: JumpingClock
) -> None:
    ts = (await client.chat_postMessage(channel=room.id, text="Row 1.1"))["ts"]
    for number in range(50):
        await client.chat_update(channel=room.id, ts=ts, text=f"Row {number}")
        await clock.sleep(0.5)

    answer = await refusal(client.chat_update(channel=room.id, ts=ts, text="Row 51"))

    assert answer["error"] == "ratelimited"
    assert room.messages()[0].text == "Row 49"


async def test_rates_can_be_switched_off(clock: JumpingClock, session: aiohttp.ClientSession) -> None:
    async with StandIn(clock=clock, enforce_rates=False) as slack:
        room = slack.workspace.add_channel("careers")
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, session=session)

        for _ in range(20):
            await client.chat_postMessage(channel=room.id, text="Row 1.1")

        assert len(room.messages()) == 20


async def test_after_uninstalling_the_token_is_dead(
    client: AsyncWebClient, home: Workspace, listening_bot: ListeningBot
) -> None:
    await happenings.uninstall(home)

    assert await error_of(client.auth_test()) == "account_inactive"
    assert [b"tokens_revoked" in one.raw for one in listening_bot.arrived] == [True, False]


async def too_many(client: AsyncWebClient, room: Channel) -> int:
    """Seconds to wait, from the answer to one post too many."""
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=room.id, text="Row 1.1")
    assert refused.value.response.status_code == 429
    return int(refused.value.response.headers["Retry-After"])
