"""How Slack reads what the bot sends: what is seen, and what is alive in it.

Source: https://docs.slack.dev/messaging/formatting-message-text/ and the reference of text objects. Marks such as
asterisks are left where they stand: they change how letters look, and never whom they reach.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.rehearsal.stand_in import Call

TOKEN = re.compile(r"<([^<>]*)>")
BARE = re.compile(r"https?://\S+|www\.\S+|[\w.]+@[\w.]+\w|@(?:channel|here|everyone)\b|#[\w-]+")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
ENTITY = re.compile("|".join(ENTITIES))


class Kind(StrEnum):
    """What Slack makes of a text."""

    MARKUP = "mrkdwn"
    """Tokens in angle brackets come alive; bare addresses and names do too, unless it is verbatim."""

    SUMMARY = "text beside blocks"
    """As markup, in notifications: nothing that is bare comes alive there."""

    SAID = "text alone"
    """As markup, with everything."""

    PLAIN = "plain text"
    """As it stands; a word between colons is a picture only if `emoji` says so."""

    RAW = "as it stands"


@dataclass(frozen=True, kw_only=True)
class Output:
    """A text that somebody comes to see: `method` brings it, `path` says where in it."""

    method: str
    path: str
    text: str
    kind: Kind
    bare: bool = False
    """Whether what is bare comes alive, too."""

    @property
    def alive(self) -> list[str]:
        """The tokens, links and mentions that somebody could press, or that ring."""
        if self.kind in {Kind.PLAIN, Kind.RAW}:
            return []
        tokens = TOKEN.findall(self.text)
        return tokens + (BARE.findall(TOKEN.sub(" ", self.text)) if self.bare else [])

    @property
    def seen(self) -> str:
        """What is read there: tokens are shown as something that nobody can type."""
        if self.kind in {Kind.PLAIN, Kind.RAW}:
            return self.text
        return ENTITY.sub(lambda found: ENTITIES[found[0]], TOKEN.sub("\0", self.text))


def outputs(call: Call) -> Iterator[Output]:
    """Every text of a call that somebody sees."""
    yield from _walk(call.method, "", call.body)


SHOWN = frozenset({"initial_value", "alt_txt", "alt_text", "accessibility_label", "filename"})
MARKED = frozenset({"initial_comment"})
HIDDEN = frozenset({"value", "private_metadata", "action_id", "block_id", "callback_id", "channel", "ts", "user"})


def _walk(method: str, path: str, part: object) -> Iterator[Output]:
    if isinstance(part, list):
        for place, each in enumerate(part):
            yield from _walk(method, f"{path}/{place}", each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield _text(method, path, part)
        for name, each in part.items():
            if isinstance(each, str):
                yield from _named(method, f"{path}/{name}", name, each)
            else:
                yield from _walk(method, f"{path}/{name}", each)


def _text(method: str, path: str, part: dict[str, object]) -> Output:
    text, kind = str(part["text"]), part.get("type")
    if kind == "mrkdwn":
        bare = part.get("verbatim") is not True
        return Output(method=method, path=path, text=text, kind=Kind.MARKUP, bare=bare)
    if kind == "plain_text":
        pictures = part.get("emoji") is not False
        return Output(method=method, path=path, text=text, kind=Kind.PLAIN, bare=pictures)
    if kind == "text":
        return Output(method=method, path=path, text=text, kind=Kind.RAW)
    alone = not part.get("blocks")
    return Output(method=method, path=path, text=text, kind=Kind.SAID if alone else Kind.SUMMARY, bare=alone)


def _named(method: str, path: str, name: str, text: str) -> Iterator[Output]:
    if name in MARKED:
        yield Output(method=method, path=path, text=text, kind=Kind.SAID, bare=True)
    elif name in SHOWN or "/errors/" in path or path.endswith("/title"):
        yield Output(method=method, path=path, text=text, kind=Kind.RAW)
