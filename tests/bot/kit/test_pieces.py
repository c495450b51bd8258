"""Card parts: Slack makes alive what we marked, and nothing that somebody wrote."""

import pytest

from bot.kit.pieces import aside, say, say_plainly, whole_words


@pytest.mark.parametrize("drawn", [say("See https://evil.example"), aside("@channel")])
def test_nothing_becomes_a_link_or_a_mention_that_was_not_marked_as_one(drawn: dict[str, object]) -> None:
    said = drawn.get("text") or drawn["elements"][0]  # type: ignore[index]

    assert said["type"] == "mrkdwn"  # type: ignore[index]
    assert said["verbatim"] is True  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("all of it", "all of it"), ("one and a half", "one and…"), ("Understanding", "Understan…")],
)
def test_a_label_is_cut_between_words_where_it_can_be(text: str, shown: str) -> None:
    assert whole_words(text, 10) == shown


def test_what_people_wrote_is_no_markup_and_no_picture() -> None:
    assert say_plainly("*a* :tada:")["text"] == {"type": "plain_text", "text": "*a* :tada:", "emoji": False}
