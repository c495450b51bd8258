"""How long a text is for Slack, and whether what people wrote in it was made harmless."""

import re

from bot.rehearsal.stand_in.limits.shapes import Check, Unfit, by_type, choice_of, flag, record, words

BROADCAST = re.compile(r"<!(?:here|channel|everyone)\b")
WRITTEN_BY_SLACK = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+|!subteam\^S[A-Z0-9]+|!date\^[^<>]+|https?://[^<>]+|mailto:[^<>]+|tel:[^<>]+)[^<>]*>"
)
ESCAPED = re.compile(r"&(?:amp|lt|gt);")


def check_markup(text: str) -> None:
    """Refuse markup that a person could have smuggled in.

    Slack itself would post it; the bot promises that nobody's note pings a channel, so here it is refused.

    Raises:
        Unfit: a channel-wide mention, or `&` and `<` that nobody escaped.
    """
    if "<" not in text and "&" not in text:
        return
    if BROADCAST.search(text):
        raise Unfit("a mention of everybody in the channel")
    rest = WRITTEN_BY_SLACK.sub("", text)
    if "<" in rest or "&" in ESCAPED.sub("", rest):
        raise Unfit("& or < was not escaped")


def markup(most: int) -> Check:
    """Words in Slack's own markup, of at most so many characters."""
    fits = words(most)

    def check(value: object) -> None:
        fits(value)
        check_markup(str(value))

    return check


def plain(most: int) -> Check:
    """A plain_text object."""
    return record({"type": choice_of("plain_text"), "text": words(most)}, {"emoji": flag})


def marked_up(most: int) -> Check:
    """A mrkdwn object."""
    return record({"type": choice_of("mrkdwn"), "text": markup(most)}, {"verbatim": flag})


def either(most: int) -> Check:
    """A text object of one kind or the other."""
    return by_type({"plain_text": plain(most), "mrkdwn": marked_up(most)})
