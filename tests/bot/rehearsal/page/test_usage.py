"""How much of Slack's limits is used, as the inspector and the gallery tell."""

from bot.rehearsal.page.usage import Used, builder_payload, used_by
from bot.rehearsal.stand_in.values import Json

SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "🎓" * 10}}
OPTIONS = [{"text": {"type": "plain_text", "text": "One"}, "value": str(number)} for number in range(7)]
ACTIONS: Json = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Go"}, "value": "v" * 30},
        {"type": "static_select", "action_id": "b", "options": OPTIONS},
        {"type": "static_select", "action_id": "c", "option_groups": [{"options": OPTIONS[:3]}]},
    ],
}


def told(body: Json) -> dict[str, tuple[int, int]]:
    return {used.what: (used.used, used.most) for used in used_by(body)}


def test_a_message_is_counted_in_utf_16_units() -> None:
    assert told({"text": "Hello", "blocks": [SECTION, ACTIONS]}) == {
        "blocks": (2, 50),
        "longest text": (20, 3000),
        "longest value": (30, 2000),
        "most options": (7, 100),
        "text": (5, 4000),
        "characters in all": (20 + 2 + 7 * 3 + 3 * 3, 11_000),
    }


def test_a_view_is_counted_as_a_whole() -> None:
    counted = told({"view": {"type": "modal", "blocks": [SECTION], "private_metadata": "m" * 40}})

    assert counted["blocks"] == (1, 100)
    assert counted["private_metadata"] == (40, 3000)
    assert counted["bytes"][0] > 100


def test_what_shows_nothing_uses_nothing() -> None:
    assert used_by({"user": "U1"}) == []
    assert builder_payload({"user": "U1"}) is None


def test_the_builder_gets_blocks_or_the_whole_view() -> None:
    view = {"type": "home", "blocks": [SECTION]}

    assert builder_payload({"view": view, "user_id": "U1"}) == view
    assert builder_payload({"channel": "C1", "text": "Hello", "blocks": [SECTION]}) == {"blocks": [SECTION]}


def test_little_left_is_marked() -> None:
    assert Used(what="blocks", used=46, most=50).nearly
    assert not Used(what="blocks", used=45, most=50).nearly
