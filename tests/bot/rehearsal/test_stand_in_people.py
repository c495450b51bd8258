"""What people see, press and fill in, and how the bot hears of it."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, Message, NotPossible, Person, StandIn, View, Workspace, happenings
from tests.bot.rehearsal.asking import (
    Json,
    actions,
    button,
    error_of,
    modal,
    option,
    plain,
    question,
    section,
    writing,
)
from tests.bot.rehearsal.conftest import Arrival, JumpingClock, ListeningBot, WallClock


class Verifying:
    """The wall clock in the form that the SDK's verifier asks for."""

    def __init__(self, wall: WallClock) -> None:
        self.wall = wall

    def now(self) -> float:
        return self.wall()


def payload_of(arrival: Arrival) -> Json:
    payload: Json = json.loads(arrival.form["payload"])
    return payload


async def card_for(person: Person, client: AsyncWebClient, *blocks: Json) -> Message:
    channel = (await client.conversations_open(users=person.id))["channel"]["id"]
    await client.chat_postMessage(channel=channel, text="Row 1.1", blocks=list(blocks))
    return person.dm()[-1]


async def opened(person: Person, client: AsyncWebClient, view: Json) -> View:
    """A modal that the bot opened after a click."""
    trigger_id = person.click_payload(await card_for(person, client, actions(button())), action_id="reflection.choose")[
        "trigger_id"
    ]
    await client.views_open(trigger_id=trigger_id, view=view)
    shown = person.modal()
    assert shown is not None
    return shown


async def test_a_click_is_signed_as_slack_signs(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot, wall: WallClock
) -> None:
    card = await card_for(senco, client, actions(button(value="3")))

    answer = await senco.click(card, action_id="reflection.choose")

    [arrival] = listening_bot.arrived
    verifier = SignatureVerifier(slack.signing_secret, clock=Verifying(wall))  # type: ignore[arg-type]
    assert verifier.is_valid_request(arrival.raw, dict(arrival.headers))
    assert not SignatureVerifier("another", clock=Verifying(wall)).is_valid_request(  # type: ignore[arg-type]
        arrival.raw, dict(arrival.headers)
    )
    assert (answer.ok, answer.status) == (True, 200)


async def test_what_slack_never_sends_can_be_signed_too(
    slack: StandIn, client: AsyncWebClient, listening_bot: ListeningBot, wall: WallClock
) -> None:
    assert client.session is not None
    body = b"{not json"

    async with client.session.post(listening_bot.url, data=body, headers=slack.signed_headers(body)):
        pass

    [arrival] = listening_bot.arrived
    verifier = SignatureVerifier(slack.signing_secret, clock=Verifying(wall))  # type: ignore[arg-type]
    assert verifier.is_valid_request(arrival.raw, dict(arrival.headers))


async def test_a_click_says_who_pressed_what_and_where(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    card = await card_for(senco, client, section(), actions(button(value="3"), block_id="columns"))

    await senco.click(card, action_id="reflection.choose")

    payload = payload_of(listening_bot.arrived[0])
    assert payload["type"] == "block_actions"
    assert payload["user"]["id"] == senco.id
    assert payload["team"]["id"] == payload["user"]["team_id"] == senco.workspace.id
    assert payload["channel"] == {"id": senco.dm_id, "name": "directmessage"}
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == card.ts
    [pressed] = payload["actions"]
    assert (pressed["block_id"], pressed["action_id"], pressed["value"]) == ("columns", "reflection.choose", "3")
    assert "token" not in payload


async def test_only_what_stands_there_now_can_be_pressed(senco: Person, client: AsyncWebClient) -> None:
    card = await card_for(senco, client, actions(button()))
    await client.chat_update(channel=card.channel, ts=card.ts, text="Row 1.2", blocks=[section("All done")])

    with pytest.raises(NotPossible, match=r"no reflection\.choose"):
        await senco.click(card, action_id="reflection.choose")


async def test_one_of_several_buttons_is_told_by_its_value(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    card = await card_for(
        senco, client, actions(button(value="1"), block_id="a"), actions(button(value="2"), block_id="b")
    )

    with pytest.raises(NotPossible, match="2 times"):
        await senco.click(card, action_id="reflection.choose")
    await senco.click(card, action_id="reflection.choose", value="2")

    assert payload_of(listening_bot.arrived[0])["actions"][0]["block_id"] == "b"


async def test_nobody_presses_in_a_channel_they_are_not_in(
    governor: Person, client: AsyncWebClient, room: Channel
) -> None:
    await client.chat_postMessage(channel=room.id, text="Row 1.1", blocks=[actions(button())])

    with pytest.raises(NotPossible, match="does not see"):
        await governor.click(room.messages()[0], action_id="reflection.choose")


async def test_choices_in_a_message_are_sent_and_remembered(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    menu = {"type": "static_select", "action_id": "theme", "options": [option("1"), option("2")]}
    more = {"type": "overflow", "action_id": "more", "options": [option("later"), option("never")]}
    card = await card_for(senco, client, actions(menu, more, block_id="jump"))

    await senco.click(card, action_id="theme", chosen="2")
    await senco.click(card, action_id="more", chosen="later")

    first, second = (payload_of(arrival) for arrival in listening_bot.arrived)
    assert first["actions"][0]["selected_option"]["value"] == "2"
    assert second["actions"][0]["selected_option"]["value"] == "later"
    assert second["state"]["values"]["jump"]["theme"]["selected_option"]["value"] == "2"
    with pytest.raises(NotPossible, match="no option 9"):
        await senco.click(card, action_id="theme", chosen="9")


async def test_an_answer_after_the_bots_time_counts_as_none(
    clock: JumpingClock, senco: Person, client: AsyncWebClient, slack: StandIn, listening_bot: ListeningBot
) -> None:
    listening_bot.never_answers()
    async with StandIn(clock=clock, patience=0.05) as hasty:
        person = hasty.workspace.add_person("SENCo")
        hasty.deliver_to(listening_bot.url)

        answer = await person.open_home()

    assert (answer.ok, answer.problem) == (False, "operation_timeout")


async def test_a_bot_that_is_not_there_is_an_error_for_the_person(slack: StandIn, senco: Person) -> None:
    slack.deliver_to("http://127.0.0.1:1/slack/events")

    answer = await senco.open_home()

    assert answer.problem.startswith("not reached")


async def test_a_click_that_is_answered_with_words_is_wrong(
    slack: StandIn, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    listening_bot.answers({"text": "Saved"})
    card = await card_for(senco, client, actions(button()))

    answer = await senco.click(card, action_id="reflection.choose")

    assert not answer.ok
    assert [call.method for call in slack.refused] == ["ack"]


async def test_a_trigger_opens_one_modal(senco: Person, client: AsyncWebClient) -> None:
    card = await card_for(senco, client, actions(button()))
    trigger_id = senco.click_payload(card, action_id="reflection.choose")["trigger_id"]
    view = modal(question("note", writing()))

    await client.views_open(trigger_id=trigger_id, view=view)
    again = await error_of(client.views_open(trigger_id=trigger_id, view=view))

    shown = senco.modal()
    assert shown is not None
    assert (shown.title, shown.callback_id) == ("A note", "reflection.note")
    assert again == "exchanged_trigger_id"


async def test_a_trigger_lives_three_seconds_of_the_wall_clock(
    senco: Person, client: AsyncWebClient, wall: WallClock
) -> None:
    card = await card_for(senco, client, actions(button()))
    trigger_id = senco.click_payload(card, action_id="reflection.choose")["trigger_id"]
    wall.seconds += 3.1

    late = await error_of(client.views_open(trigger_id=trigger_id, view=modal(section())))

    assert (late, senco.modal()) == ("expired_trigger_id", None)


async def test_a_trigger_of_another_workspace_opens_nothing(
    senco: Person, client: AsyncWebClient, slack: StandIn
) -> None:
    card = await card_for(senco, client, actions(button()))
    trigger_id = senco.click_payload(card, action_id="reflection.choose")["trigger_id"]
    other = slack.add_workspace("Other School")

    error = await error_of(client.views_open(token=other.token, trigger_id=trigger_id, view=modal(section())))

    assert error == "invalid_trigger_id"


async def test_a_view_over_250_kb_is_refused(senco: Person, client: AsyncWebClient) -> None:
    long = [section(fields=[plain("x" * 1999)] * 10) for _ in range(13)]
    card = await card_for(senco, client, actions(button()))
    trigger_id = senco.click_payload(card, action_id="reflection.choose")["trigger_id"]

    error = await error_of(client.views_open(trigger_id=trigger_id, view=modal(*long)))

    assert error == "view_too_large"


async def test_home_is_published_and_pressed(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await client.views_publish(user_id=senco.id, view={"type": "home", "blocks": [actions(button("home.resume"))]})

    await senco.click_home(action_id="home.resume")

    payload = payload_of(listening_bot.arrived[0])
    assert payload["view"]["type"] == payload["container"]["type"].replace("view", "home")
    assert payload["view"]["id"] == payload["container"]["view_id"]
    assert "response_url" not in payload


async def test_a_stale_hash_does_not_write_over_a_newer_home(senco: Person, client: AsyncWebClient) -> None:
    first = await client.views_publish(user_id=senco.id, view={"type": "home", "blocks": [section("Row 1")]})
    await client.views_publish(user_id=senco.id, view={"type": "home", "blocks": [section("Row 2")]})

    stale = client.views_publish(
        user_id=senco.id, view={"type": "home", "blocks": [section("Row 1")]}, hash=first["view"]["hash"]
    )

    assert await error_of(stale) == "hash_conflict"
    home = senco.home()
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "Row 2"


async def test_opening_home_is_an_event(senco: Person, listening_bot: ListeningBot) -> None:
    await senco.open_home()

    envelope = json.loads(listening_bot.arrived[0].raw)
    assert (envelope["type"], envelope["team_id"]) == ("event_callback", senco.workspace.id)
    assert envelope["event"]["type"] == "app_home_opened"
    assert (envelope["event"]["user"], envelope["event"]["tab"]) == (senco.id, "home")


async def test_an_event_delivered_again_keeps_its_id(
    slack: StandIn, home: Workspace, room: Channel, listening_bot: ListeningBot
) -> None:
    await slack.send_event(home, {"type": "channel_archive", "channel": room.id}, times=3)

    ids = {json.loads(arrival.raw)["event_id"] for arrival in listening_bot.arrived}
    retries = [arrival.headers.get("X-Slack-Retry-Num") for arrival in listening_bot.arrived]
    assert (len(ids), retries) == (1, [None, "1", "2"])


async def test_events_the_manifest_does_not_name_never_come(slack: StandIn, home: Workspace) -> None:
    with pytest.raises(NotPossible, match="does not subscribe"):
        await slack.send_event(home, {"type": "message"})


async def test_what_happens_in_a_workspace_is_told(
    home: Workspace, senco: Person, room: Channel, listening_bot: ListeningBot
) -> None:
    await happenings.change(senco, deleted=True)
    await happenings.leave(home.bot, room)
    await happenings.share(home, room)
    await happenings.archive(home, room)

    told = [json.loads(arrival.raw)["event"] for arrival in listening_bot.arrived]
    assert [one["type"] for one in told] == ["user_change", "member_left_channel", "channel_shared", "channel_archive"]
    assert told[0]["user"]["deleted"] is True
    assert (room.bot_in, room.shared, room.archived) == (False, True, True)


async def test_a_command_is_a_form_with_what_was_typed_made_harmless(
    senco: Person, room: Channel, listening_bot: ListeningBot
) -> None:
    await senco.command("/careers-review", f"start <@{senco.id}|senco> & <b>", channel=room)

    form = listening_bot.arrived[0].form
    assert (form["command"], form["user_id"], form["channel_id"]) == ("/careers-review", senco.id, room.id)
    assert form["text"] == f"start <@{senco.id}|senco> &amp; &lt;b&gt;"


async def test_the_answer_to_a_command_is_whispered(senco: Person, room: Channel, listening_bot: ListeningBot) -> None:
    listening_bot.answers({"response_type": "ephemeral", "text": "Type start or help."})

    answer = await senco.command("/careers-review", "what", channel=room)

    assert answer.ok
    assert [message.text for message in senco.whispers()] == ["Type start or help."]
    with pytest.raises(NotPossible, match="not a command"):
        await senco.command("/review")


async def test_a_response_url_serves_five_times_in_half_an_hour(
    senco: Person, client: AsyncWebClient, clock: JumpingClock
) -> None:
    assert client.session is not None
    card = await card_for(senco, client, actions(button()))
    url = senco.click_payload(card, action_id="reflection.choose")["response_url"]
    answers = []

    for number in range(6):
        async with client.session.post(url, json={"text": f"Saved {number}"}) as response:
            answers.append(response.status)
    late = senco.click_payload(card, action_id="reflection.choose")["response_url"]
    await clock.sleep(1801)
    async with client.session.post(late, json={"text": "Saved"}) as response:
        answers.append(response.status)

    assert answers == [200] * 5 + [404, 404]
    assert len(senco.whispers()) == 5


async def test_a_response_url_replaces_or_removes_the_original(senco: Person, client: AsyncWebClient) -> None:
    assert client.session is not None
    card = await card_for(senco, client, actions(button()))
    url = senco.click_payload(card, action_id="reflection.choose")["response_url"]

    async with client.session.post(url, json={"text": "Thank you", "replace_original": True}) as response:
        assert await response.text() == "ok"
    replaced = senco.dm()[0]
    async with client.session.post(url, json={"delete_original": True}):
        pass

    assert (replaced.text, replaced.blocks) == ("Thank you", [])
    assert senco.dm() == []


FIELDS: list[tuple[Json, Any, Json]] = [
    (writing("a"), "Well led", {"value": "Well led"}),
    (writing("a"), "", {"value": None}),
    (writing("a", initial_value="Begun"), ..., {"value": "Begun"}),
    ({"type": "static_select", "action_id": "a", "options": [option("1")]}, "1", {"selected_option": option("1")}),
    (
        {"type": "multi_static_select", "action_id": "a", "options": [option("1"), option("2")]},
        ["2"],
        {"selected_options": [option("2")]},
    ),
    ({"type": "radio_buttons", "action_id": "a", "options": [option("1")]}, ..., {"selected_option": None}),
    (
        {"type": "checkboxes", "action_id": "a", "options": [option("1")], "initial_options": [option("1")]},
        [],
        {"selected_options": []},
    ),
    ({"type": "datepicker", "action_id": "a"}, date(2026, 11, 9), {"selected_date": "2026-11-09"}),
    ({"type": "timepicker", "action_id": "a"}, "15:30", {"selected_time": "15:30"}),
    (
        {"type": "datetimepicker", "action_id": "a"},
        datetime(2026, 11, 9, 15, 30, tzinfo=UTC),
        {"selected_date_time": 1794238200},
    ),
]


@pytest.mark.parametrize("field", FIELDS)
async def test_a_submission_carries_each_field_as_slack_does(
    field: tuple[Json, Any, Json], senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    element, given, sent = field
    await opened(senco, client, modal(question("field", element, optional=True)))

    answer = await senco.submit({} if given is ... else {"field": given})

    payload = payload_of(listening_bot.arrived[-1])
    assert answer.ok
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["field"]["a"] == {"type": element["type"], **sent}
    assert senco.modal() is None


async def test_people_and_channels_are_chosen_from_what_slack_offers(
    senco: Person, governor: Person, room: Channel, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    public = {"include": ["public"], "exclude_external_shared_channels": True}
    await opened(
        senco,
        client,
        modal(
            question("people", {"type": "multi_users_select", "action_id": "p", "max_selected_items": 2}),
            question("where", {"type": "conversations_select", "action_id": "c", "filter": public}),
        ),
    )
    shared = senco.workspace.add_channel("partners", shared=True)

    with pytest.raises(NotPossible, match="filtered out"):
        senco.fill({"where": shared})
    with pytest.raises(NotPossible, match="at most 2"):
        senco.fill({"people": [senco, governor, senco]})
    await senco.submit({"people": [senco, governor], "where": room})

    values = payload_of(listening_bot.arrived[-1])["view"]["state"]["values"]
    assert values["people"]["p"]["selected_users"] == [senco.id, governor.id]
    assert values["where"]["c"]["selected_conversation"] == room.id


async def test_slack_itself_does_not_send_a_form_with_a_gap(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await opened(senco, client, modal(question("note", writing(min_length=5))))

    with pytest.raises(NotPossible, match="must be answered first: note"):
        await senco.submit()
    with pytest.raises(NotPossible, match="5 to 3000"):
        await senco.submit({"note": "Hm"})

    assert listening_bot.arrived == []


async def test_errors_are_shown_under_their_fields_and_go_when_put_right(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await opened(senco, client, modal(question("note", writing())))
    listening_bot.answers({"response_action": "errors", "errors": {"note": "Please leave names out."}})

    await senco.submit({"note": "Alex does well"})
    corrected = senco.modal()
    listening_bot.answers({})
    await senco.submit({"note": "It does well"})

    assert corrected is not None
    assert dict(corrected.errors) == {"note": "Please leave names out."}
    assert senco.modal() is None


BAD_ACKS = {
    "errors for no input": {"response_action": "errors", "errors": {"elsewhere": "No"}},
    "no errors": {"response_action": "errors", "errors": {}},
    "an unknown action": {"response_action": "close"},
    "a view over a limit": {"response_action": "update", "view": modal(section(), title=plain("x" * 25))},
    "a home view": {"response_action": "push", "view": {"type": "home", "blocks": []}},
    "clear with a view": {"response_action": "clear", "view": modal(section())},
    "words": {"text": "Saved"},
}


@pytest.mark.parametrize("body", BAD_ACKS.values(), ids=BAD_ACKS.keys())
async def test_a_wrong_acknowledgement_is_an_error_for_the_person(
    body: Json, senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    before = await opened(senco, client, modal(question("note", writing(), optional=True)))
    listening_bot.answers(body)

    answer = await senco.submit()

    assert not answer.ok
    assert senco.modal() == before


async def test_an_acknowledgement_updates_pushes_and_clears(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    first = await opened(senco, client, modal(section("One")))

    listening_bot.answers({"response_action": "update", "view": modal(section("Two"), title=plain("Two"))})
    await senco.submit()
    updated = senco.modal()
    listening_bot.answers({"response_action": "push", "view": modal(section("Three"), title=plain("Three"))})
    await senco.submit()
    pushed = senco.modal()
    listening_bot.answers({"response_action": "clear"})
    await senco.submit()

    assert updated is not None
    assert pushed is not None
    assert (updated.id, updated.title) == (first.id, "Two")
    assert (pushed.previous, pushed.root, pushed.title) == (first.id, first.id, "Three")
    assert senco.modal() is None


async def test_at_most_three_modals_lie_on_each_other(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    await opened(senco, client, modal(actions(button("more"))))

    async def push(arrival: Arrival) -> web.Response:
        view = modal(actions(button("more")))
        outcomes.append((await client.views_push(trigger_id=payload_of(arrival)["trigger_id"], view=view))["ok"])
        return web.Response()

    async def push_too_far(arrival: Arrival) -> web.Response:
        trigger_id = payload_of(arrival)["trigger_id"]
        outcomes.append(await error_of(client.views_push(trigger_id=trigger_id, view=modal(section()))))
        return web.Response()

    outcomes: list[object] = []
    for answer in (push, push, push_too_far):
        listening_bot.answer = answer
        await senco.click_in_modal(action_id="more")

    assert outcomes == [True, True, "push_limit_reached"]


async def test_an_open_modal_is_updated_and_keeps_what_was_written(senco: Person, client: AsyncWebClient) -> None:
    view = await opened(senco, client, modal(question("note", writing())))
    senco.fill({"note": "Well led"})

    await client.views_update(view_id=view.id, hash=view.hash, view=modal(section("New"), question("note", writing())))
    stale = await error_of(client.views_update(view_id=view.id, hash=view.hash, view=modal(section())))

    shown = senco.modal()
    assert shown is not None
    assert shown.filled == {("note", "note"): "Well led"}
    assert stale == "hash_conflict"


async def test_a_closed_modal_can_no_longer_be_updated(
    senco: Person, client: AsyncWebClient, listening_bot: ListeningBot
) -> None:
    view = await opened(senco, client, modal(section(), notify_on_close=True))

    await senco.close_modal()

    assert payload_of(listening_bot.arrived[0])["type"] == "view_closed"
    assert await error_of(client.views_update(view_id=view.id, view=modal(section()))) == "not_found"


async def test_an_external_id_names_one_view(senco: Person, governor: Person, client: AsyncWebClient) -> None:
    await opened(senco, client, modal(section(), external_id="note-1"))
    card = await card_for(governor, client, actions(button()))
    trigger_id = governor.click_payload(card, action_id="reflection.choose")["trigger_id"]

    second = client.views_open(trigger_id=trigger_id, view=modal(section(), external_id="note-1"))

    assert await error_of(second) == "duplicate_external_id"


async def test_somebody_who_left_presses_nothing(senco: Person, client: AsyncWebClient) -> None:
    card = await card_for(senco, client, actions(button()))
    senco.deleted = True

    with pytest.raises(NotPossible, match="deactivated"):
        await senco.click(card, action_id="reflection.choose")
