"""Dates as Slack writes them for each reader: `<!date^…>` tokens, and the time beside a message.

The words between braces are those of https://docs.slack.dev/messaging/formatting-message-text#date-formatting; how they
come out is Slack's in British English, with no "today" or "yesterday".
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo

WORD = re.compile(r"\{(\w+)\}")
STAMP = re.compile(r"[0-9]{1,11}")
"""Seconds since 1970, up to the year 5138: more digits are no moment."""


def _short(at: datetime) -> str:
    return f"{at.day} {at:%b} {at.year}"


def _long(at: datetime) -> str:
    return f"{at:%A}, {at.day} {at:%B} {at.year}"


WORDS: Mapping[str, Callable[[datetime], str]] = {
    "date_num": lambda at: f"{at:%Y-%m-%d}",
    "date_slash": lambda at: f"{at:%d/%m/%Y}",
    "date": lambda at: f"{at.day} {at:%B} {at.year}",
    "date_pretty": lambda at: f"{at.day} {at:%B} {at.year}",
    "date_short": _short,
    "date_short_pretty": _short,
    "date_long": _long,
    "date_long_pretty": _long,
    "time": lambda at: f"{at:%H:%M}",
    "time_secs": lambda at: f"{at:%H:%M:%S}",
}


def say_moment(stamp: str, form: str, fallback: str, zone: tzinfo) -> str:
    """A date token in somebody's zone; the fallback where Slack would show it, too."""
    if not STAMP.fullmatch(stamp) or any(word not in WORDS for word in WORD.findall(form)):
        return fallback
    at = datetime.fromtimestamp(int(stamp), UTC).astimezone(zone)
    return WORD.sub(lambda word: WORDS[word[1]](at), form)


def moment_of(ts: str, zone: tzinfo) -> datetime:
    """When a message was posted, in somebody's zone."""
    return datetime.fromtimestamp(float(ts), UTC).astimezone(zone)


def day_of(ts: str, zone: tzinfo) -> str:
    """The day on which a message was posted, as it stands between messages."""
    at = moment_of(ts, zone)
    return f"{at:%A} {at.day} {at:%B}"
