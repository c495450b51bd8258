"""What the stand-in keeps and hands out: clocks, calls, answers, messages, views and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

Json = dict[str, Any]
Place = tuple[str, str]
"""A block_id and an action_id: where an element stands on its surface."""


class Clock(Protocol):
    """The clock of message times and rate limits; tests and the demo bring one that jumps."""

    def now(self) -> datetime:
        """The time, aware and in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait on this clock."""


@dataclass(frozen=True, kw_only=True)
class Installation:
    """The app in one workspace, by the ids that payloads carry."""

    app: str
    team: str
    domain: str
    bot: str
    bot_user: str


class Refused(Exception):
    """What Slack answers with `ok: false`: its own word for the error, and our reason."""

    def __init__(self, error: str, reason: str = "", **more: str) -> None:
        super().__init__(f"{error}: {reason}" if reason else error)
        self.error = error
        self.reason = reason
        self.more = more

    def as_slack(self) -> Json:
        """The answer as Slack words it."""
        answer: Json = {"ok": False, "error": self.error, **self.more}
        if self.reason:
            answer["response_metadata"] = {"messages": [f"[ERROR] {self.reason}"]}
        return answer


class NotPossible(Exception):
    """What a person cannot do in Slack: press a button that is not there, submit an empty answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of the Web API, one post to a response_url, or one acknowledgement that carried something.

    `body` is as sent, with blocks, view, metadata and files parsed; a token is never part of it. `seconds` is how long
    the stand-in took to answer, by the clock on the wall.
    """

    at: datetime
    method: str
    body: Json
    response: Json
    workspace: str
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether Slack took it."""
        return bool(self.response.get("ok"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """How the bot answered a delivery. `problem` is empty when the person saw no error."""

    status: int
    body: Json
    seconds: float
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether the person saw no error."""
        return not self.problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """Something Slack told the bot, and how it answered. `kind` is Socket Mode's word for it."""

    number: int
    at: datetime
    kind: str
    payload: Json
    answer: Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFile:
    """A file that was uploaded; `shared_in` names the channel ids in which it appeared."""

    id: str
    filename: str
    length: int
    alt_text: str
    title: str = ""
    content: bytes | None = None
    shared_in: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalFile:
    """A file on somebody's own machine, to be handed over in a modal.

    `claims` is how large Slack says it is, where that is not the truth: nobody need make 200 MB to be refused them.
    """

    name: str
    content: bytes
    claims: int | None = None

    @property
    def size(self) -> int:
        """How large Slack says it is, in bytes."""
        return len(self.content) if self.claims is None else self.claims


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedFile:
    """A file that somebody has handed over in a modal; `at` is when, in seconds since 1970."""

    id: str
    team: str
    person: str
    file: LocalFile
    at: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """A message as it stands now; an edit replaces it under the same channel and ts."""

    channel: str
    ts: str
    author: str
    text: str
    blocks: list[Json]
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: bool = False
    seen_only_by: str | None = None
    files: tuple[SharedFile, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A modal or a Home as a person has it before them.

    `filled` holds what the person chose or wrote, by place; `errors` what the bot answered under a field, by block_id.
    """

    id: str
    hash: str
    person: str
    body: Json
    root: str
    previous: str | None = None
    filled: Mapping[Place, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with a block_id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The words on top; Home has none."""
        title: str = self.body["title"]["text"] if "title" in self.body else ""
        return title

    @property
    def callback_id(self) -> str:
        """Who the bot said should get the submission."""
        return str(self.body.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """What the bot wrote on its back."""
        return str(self.body.get("private_metadata", ""))
