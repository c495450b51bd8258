"""What comes in from Slack, parsed once."""

from typing import Any

import pytest

from bot.slack.ids import BadPayload
from bot.slack.origin import Origin, Surface
from bot.slack.payloads import Click, Command, Event, Submission
from maturity_model.card import Place
from maturity_model.ids import ChannelId


def click(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "channel": {"id": "D1"},
        "container": {"type": "message", "channel_id": "D1", "message_ts": "1.2"},
        "trigger_id": "t",
        "actions": [{"type": "button", "action_id": "a.b:1", "value": "v"}],
    }
    return whole | changes


def submission(**elements: Any) -> dict[str, Any]:
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "trigger_id": "t",
        "view": {
            "type": "modal",
            "id": "V1",
            "callback_id": "c",
            "private_metadata": "m",
            "blocks": [{"type": "input", "block_id": block} for block in elements],
            "state": {"values": {block: {"any": element} for block, element in elements.items()}},
        },
    }


def test_a_click_says_who_where_and_what() -> None:
    parsed = Click.parse(click())

    assert (parsed.workspace, parsed.person, parsed.action, parsed.value) == ("T1", "U1", "a.b:1", "v")
    assert parsed.place == Place(channel=ChannelId("D1"), ts="1.2")
    assert parsed.origin.surface is Surface.MESSAGE


@pytest.mark.parametrize(
    ("element", "chosen"),
    [
        ({"selected_option": {"value": "x"}}, ("x",)),
        ({"selected_options": [{"value": "x"}, {"value": "y"}]}, ("x", "y")),
        ({"selected_users": ["U1", "U2"]}, ("U1", "U2")),
        ({"selected_user": "U1"}, ("U1",)),
        ({"selected_options": []}, ()),
    ],
)
def test_a_choice_from_a_menu_is_read_whatever_its_kind(element: dict[str, Any], chosen: tuple[str, ...]) -> None:
    parsed = Click.parse(click(actions=[{"action_id": "a.b", **element}]))

    assert parsed.chosen == chosen


@pytest.mark.parametrize(
    "broken",
    [
        {"actions": None},
        {"actions": []},
        {"actions": [{}]},
        {"actions": ["a"]},
        {"actions": [{"action_id": 1}]},
        {"actions": [{"action_id": "a"}, {"action_id": "b"}]},
        {"actions": [{"action_id": "a", "value": {}}]},
        {"actions": [{"action_id": "a", "selected_option": "x"}]},
        {"team": None},
        {"team": {"id": ""}},
        {"user": "U1"},
        {"user": {"id": ["U1"]}},
        {"channel": "D1"},
        {"container": {"type": "message"}},
        {"view": "V1"},
        {"view": {"id": 1}},
        {"team": {"id": "T" * 33}},
        {"user": {"id": "no such id"}},
        {"channel": {"id": "C1<"}},
        {"container": {"type": "message", "channel_id": "D1", "message_ts": "yesterday"}},
        {"container": {"type": "message", "channel_id": "D1", "message_ts": "1" * 50}},
    ],
)
def test_a_malformed_click_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(BadPayload):
        Click.parse(click(**broken))


def test_what_was_filled_in_is_found_by_its_block() -> None:
    parsed = Submission.parse(
        submission(
            name={"type": "plain_text_input", "value": "  Riverside "},
            nothing={"type": "plain_text_input", "value": None},
            people={"type": "multi_users_select", "selected_users": ["U1", "U2"]},
            when={"type": "datetimepicker", "selected_date_time": 1_764_000_000},
        )
    )

    assert parsed.text("name") == "Riverside"
    assert parsed.text("nothing") == ""
    assert parsed.text("no such block") == ""
    assert parsed.several("people") == ("U1", "U2")
    assert parsed.moment("when").timestamp() == 1_764_000_000


@pytest.mark.parametrize("value", ["soon", "9" * 40, ""])
def test_a_time_that_is_none_is_refused(value: str) -> None:
    parsed = Submission.parse(submission(when={"value": value}))

    with pytest.raises(BadPayload):
        parsed.moment("when")


@pytest.mark.parametrize("wrong", [5, True, ["a"], {"a": "b"}])
@pytest.mark.parametrize("kind", ["value", "selected_user", "selected_conversation", "selected_time"])
def test_an_answer_that_is_no_text_is_refused(kind: str, wrong: object) -> None:
    with pytest.raises(BadPayload):
        Submission.parse(submission(note={kind: wrong}))


@pytest.mark.parametrize("wrong", ["1764000000", 1e9, True, [1]])
def test_a_moment_that_is_no_whole_number_is_refused(wrong: object) -> None:
    with pytest.raises(BadPayload):
        Submission.parse(submission(when={"selected_date_time": wrong}))


@pytest.mark.parametrize("values", [["b"], {"b": []}, {"b": {}}, {"b": {"x": {}, "y": {}}}, {"b": {"x": "text"}}])
def test_a_malformed_submission_is_refused(values: object) -> None:
    body = submission()
    body["view"]["state"] = {"values": values}

    with pytest.raises(BadPayload):
        Submission.parse(body)


def test_a_command_has_a_first_word_and_the_rest() -> None:
    fields = {"command": "/c", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "t"}

    parsed = Command.parse(fields | {"text": "  Start  tomorrow at four "})

    assert (parsed.word, parsed.rest) == ("start", "tomorrow at four")
    assert parsed.origin.surface is Surface.COMMAND


def test_an_event_says_whom_it_is_about() -> None:
    body = {"team_id": "T1", "event_id": "E1", "event": {"type": "user_change", "user": {"id": "U1"}}}

    assert Event.parse(body).person == "U1"


@pytest.mark.parametrize("state", [None, {}, {"values": None}, {"values": {}}, {"values": ""}])
def test_a_form_whose_answers_are_lost_is_not_a_form_left_blank(state: object) -> None:
    body = submission(note={"value": "True."})
    body["view"]["state"] = state

    with pytest.raises(BadPayload):
        Submission.parse(body)


@pytest.mark.parametrize("broken", [{"event_id": "E" * 33}, {"event_id": 1}, {"team_id": "T 1"}, {"event": []}])
def test_a_malformed_event_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(BadPayload):
        Event.parse({"team_id": "T1", "event_id": "E1", "event": {"type": "app_uninstalled"}, **broken})


@pytest.mark.parametrize("body", [None, [], "text", {}, {"team": {"id": "T1"}}, {"command": "/c"}])
def test_a_payload_that_says_nobody_has_no_origin(body: object) -> None:
    assert Origin.parse(body) is None


@pytest.mark.parametrize("odd", ["with a NUL \0 in it", "half a pair \ud800"])
def test_text_that_no_database_can_keep_is_refused(odd: str) -> None:
    with pytest.raises(BadPayload):
        Submission.parse(submission(note={"type": "plain_text_input", "value": odd}))
    with pytest.raises(BadPayload):
        Click.parse(click(actions=[{"action_id": "a.b", "value": odd}]))
