"""Posting, changing and taking back messages, and who may be written to."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, Person, StandIn, Workspace, happenings
from tests.bot.rehearsal.asking import Json, button, error_of, refusal, section
from tests.bot.rehearsal.conftest import JumpingClock


async def test_a_message_stands_in_its_channel(client: AsyncWebClient, room: Channel, slack: StandIn) -> None:
    answer = await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[section()])

    [message] = room.messages()
    assert message.ts == answer["ts"]
    assert message.blocks[0]["block_id"] == answer["message"]["blocks"][0]["block_id"]
    assert slack.refused == []


async def test_message_times_come_from_the_clock_and_never_repeat(
    client: AsyncWebClient, room: Channel, clock: JumpingClock
) -> None:
    stamps = [(await client.chat_postMessage(channel=room.id, text="Row 1.1"))["ts"] for _ in range(3)]

    assert [float(stamp) for stamp in stamps] == sorted({float(stamp) for stamp in stamps})
    assert stamps[0] == f"{int(clock.now().timestamp())}.000000"


BAD_MESSAGES: dict[str, tuple[Json, str]] = {
    "nothing to say": ({}, "no_text"),
    "blocks without a text": ({"blocks": [section()]}, "no_text"),
    "4,001 characters": ({"text": "x" * 4001}, "msg_too_long"),
    "much in all blocks together": ({"text": "x", "blocks": [section("x" * 2999)] * 4}, "msg_blocks_too_long"),
    "everybody pinged": ({"text": "<!everyone> come"}, "invalid_arguments"),
    "blocks that are no list": ({"text": "x", "blocks": "Row 1.1"}, "invalid_blocks_format"),
    "an argument Slack does not know": ({"text": "x", "colour": "red"}, "invalid_arguments"),
    "a thread that starts nowhere": ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    "metadata that is not flat": (
        {"text": "x", "metadata": {"event_type": "row", "event_payload": {"row": {"theme": 1}}}},
        "invalid_metadata_format",
    ),
    "metadata with a strange name": (
        {"text": "x", "metadata": {"event_type": "a row!", "event_payload": {}}},
        "invalid_metadata_format",
    ),
    "much metadata": (
        {"text": "x", "metadata": {"event_type": "row", "event_payload": {"row": "x" * 2001}}},
        "metadata_too_large",
    ),
}


@pytest.mark.parametrize(("content", "error"), BAD_MESSAGES.values(), ids=BAD_MESSAGES.keys())
async def test_a_message_over_a_limit_is_refused(
    content: Json, error: str, client: AsyncWebClient, room: Channel
) -> None:
    answer = await error_of(client.api_call("chat.postMessage", json={"channel": room.id, **content}))

    assert answer == error
    assert room.messages() == []


async def test_a_reply_stands_in_its_thread_and_takes_no_reply(client: AsyncWebClient, room: Channel) -> None:
    parent = (await client.chat_postMessage(channel=room.id, text="The picture"))["ts"]

    reply = (await client.chat_postMessage(channel=room.id, text="Strengths", thread_ts=parent))["ts"]

    assert [message.text for message in room.thread(parent)] == ["Strengths"]
    deeper = client.chat_postMessage(channel=room.id, text="More", thread_ts=reply)
    assert await error_of(deeper) == "cannot_reply_to_message"


async def test_the_bot_posts_only_where_it_is_a_member(client: AsyncWebClient, home: Workspace) -> None:
    places = {
        "not_in_channel": home.add_channel("staff", bot_in=False).id,
        "is_archived": home.add_channel("old", archived=True).id,
        "channel_not_found": home.add_channel("secret", private=True, bot_in=False).id,
    }

    answers = {
        error: await error_of(client.chat_postMessage(channel=place, text="x")) for error, place in places.items()
    }

    assert answers == {error: error for error in places}


async def test_a_channel_of_another_workspace_does_not_exist(client: AsyncWebClient, slack: StandIn) -> None:
    elsewhere = slack.add_workspace("Other School").add_channel("careers")

    error = await error_of(client.chat_postMessage(channel=elsewhere.id, text="x"))

    assert error == "channel_not_found"


async def test_a_message_is_changed_in_place(client: AsyncWebClient, room: Channel) -> None:
    ts = (await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[section("Row 1.1")]))["ts"]

    await client.chat_update(channel=room.id, ts=ts, text="Row 1.2", blocks=[section("Row 1.2")])

    [message] = room.messages()
    assert (message.text, message.blocks[0]["text"]["text"], message.edited) == ("Row 1.2", "Row 1.2", True)


async def test_an_update_that_names_no_blocks_leaves_them(client: AsyncWebClient, room: Channel) -> None:
    ts = (await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[section()]))["ts"]

    await client.chat_update(channel=room.id, ts=ts, text="Row 1.2")
    kept = room.messages()[0].blocks
    await client.chat_update(channel=room.id, ts=ts, text="Row 1.2", blocks=[])

    assert len(kept) == 1
    assert room.messages()[0].blocks == []


async def test_a_message_that_is_gone_cannot_be_changed(client: AsyncWebClient, room: Channel) -> None:
    ts = (await client.chat_postMessage(channel=room.id, text="Row 1.1"))["ts"]
    await client.chat_delete(channel=room.id, ts=ts)

    error = await error_of(client.chat_update(channel=room.id, ts=ts, text="Row 1.2"))

    assert error == "message_not_found"


async def test_what_somebody_else_wrote_cannot_be_changed(client: AsyncWebClient, room: Channel, senco: Person) -> None:
    theirs = happenings.say(senco, "Shall we begin?", room)

    updated = await error_of(client.chat_update(channel=room.id, ts=theirs.ts, text="x"))
    deleted = await error_of(client.chat_delete(channel=room.id, ts=theirs.ts))

    assert (updated, deleted) == ("cant_update_message", "cant_delete_message")


async def test_an_ephemeral_message_is_seen_by_one_person(
    client: AsyncWebClient, room: Channel, senco: Person, governor: Person
) -> None:
    await client.chat_postEphemeral(channel=room.id, user=senco.id, text="Only a facilitator can do that.")

    assert [message.text for message in senco.whispers()] == ["Only a facilitator can do that."]
    assert governor.whispers() == []
    assert room.messages() == []
    outside = client.chat_postEphemeral(channel=room.id, user=governor.id, text="x")
    assert await error_of(outside) == "user_not_in_channel"


async def test_a_permalink_leads_to_the_message(client: AsyncWebClient, room: Channel) -> None:
    ts = (await client.chat_postMessage(channel=room.id, text="The picture"))["ts"]

    link = (await client.chat_getPermalink(channel=room.id, message_ts=ts))["permalink"]

    assert link == f"https://home-school.slack.com/archives/{room.id}/p{ts.replace('.', '')}"


async def test_opening_a_direct_message_twice_gives_the_same(client: AsyncWebClient, senco: Person) -> None:
    first = await client.conversations_open(users=senco.id)
    second = await client.conversations_open(users=[senco.id])

    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"] is True


async def test_whom_no_bot_can_write_to_is_refused(
    client: AsyncWebClient, slack: StandIn, home: Workspace, senco: Person
) -> None:
    whom = {
        "user_disabled": home.add_person("Head of Year", deleted=True).id,
        "cannot_dm_bot": home.add_person("Timetable", bot=True).id,
        "user_not_visible": home.add_person("Enterprise Adviser", stranger=True).id,
        "user_not_found": slack.add_workspace("Other School").add_person("SENCo").id,
        "missing_scope": f"{senco.id},{home.bot.id}",
    }

    answers = {error: await error_of(client.conversations_open(users=person)) for error, person in whom.items()}

    assert answers == {error: error for error in whom}


async def test_a_list_may_not_show_somebody_from_elsewhere_as_chosen(
    client: AsyncWebClient, room: Channel, slack: StandIn
) -> None:
    elsewhere = slack.add_workspace("Other School").add_person("SENCo")
    who = {"type": "users_select", "action_id": "who", "initial_user": elsewhere.id}

    answer = await refusal(client.chat_postMessage(channel=room.id, text="x", blocks=[section(accessory=who)]))

    assert answer["error"] == "invalid_arguments"


async def test_a_button_in_a_message_keeps_its_value_to_the_letter(client: AsyncWebClient, room: Channel) -> None:
    await client.chat_postMessage(channel=room.id, text="x", blocks=[section(accessory=button(value='{"row":"1.1"}'))])

    assert room.messages()[0].blocks[0]["accessory"]["value"] == '{"row":"1.1"}'
