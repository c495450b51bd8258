"""Card parts: Slack makes alive what we marked, and nothing that somebody wrote."""

import pytest

from bot.kit.pieces import aside, say, say_plainly


@pytest.mark.parametrize("drawn", [say("See https://evil.example"), aside("@channel")])
def test_nothing_becomes_a_link_or_a_mention_that_was_not_marked_as_one(drawn: dict[str, object]) -> None:
    said = drawn.get("text") or drawn["elements"][0]  # type: ignore[index]

    assert said["type"] == "mrkdwn"  # type: ignore[index]
    assert said["verbatim"] is True  # type: ignore[index]


def test_what_people_wrote_is_no_markup_and_no_picture() -> None:
    assert say_plainly("*a* :tada:")["text"] == {"type": "plain_text", "text": "*a* :tada:", "emoji": False}
