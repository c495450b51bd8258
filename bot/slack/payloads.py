"""What people do in Slack, parsed once at the border into values that the rest of the program trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any, Self

from bot.slack.ids import BadPayload
from maturity_model.card import Place
from maturity_model.ids import ChannelId, PersonId, WorkspaceId

Raw = Mapping[str, Any]
Filled = str | tuple[str, ...] | None


class Surface(Enum):
    """Where somebody was when they did something."""

    MESSAGE = auto()
    HOME = auto()
    MODAL = auto()
    SUBMISSION = auto()
    COMMAND = auto()
    EVENT = auto()


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Who did something, and where an answer would reach them. `fields` are the block ids of a modal's inputs."""

    workspace: WorkspaceId
    person: PersonId
    surface: Surface
    channel: ChannelId | None = None
    trigger: str | None = None
    fields: tuple[str, ...] = ()

    @classmethod
    def parse(cls, body: object) -> "Origin | None":
        """Where the payload came from, or None where it does not say so properly."""
        try:
            return _origin(_mapping(body))
        except BadPayload:
            return None


@dataclass(frozen=True, kw_only=True)
class Click:
    """A press on a button, or a choice from a menu (`chosen`)."""

    origin: Origin
    action: str
    value: str
    chosen: tuple[str, ...] = ()
    message: Place | None = None
    view_id: str | None = None
    metadata: str = ""

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace it was pressed in."""
        return self.origin.workspace

    @property
    def person(self) -> PersonId:
        """Who pressed."""
        return self.origin.person

    @property
    def place(self) -> Place:
        """The message that the button stands in.

        Raises:
            BadPayload: it stands in no message.
        """
        if self.message is None:
            raise BadPayload
        return self.message

    @property
    def trigger(self) -> str:
        """What opens a modal, for three seconds.

        Raises:
            BadPayload: there is none.
        """
        return _text(self.origin.trigger)

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """A block_actions payload.

        Raises:
            BadPayload: it is not one.
        """
        actions = body.get("actions")
        if not isinstance(actions, list) or len(actions) != 1:
            raise BadPayload
        action = _mapping(actions[0])
        chosen = _filled(action)
        view = _mapping(body.get("view") or {})
        return cls(
            origin=_origin(body),
            action=_text(action.get("action_id")),
            value=_text(action.get("value", ""), empty=True),
            chosen=chosen if isinstance(chosen, tuple) else (chosen,) if chosen else (),
            message=_place(body),
            view_id=_text(view.get("id")) if view else None,
            metadata=_text(view.get("private_metadata") or "", empty=True),
        )


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A modal sent in: what was filled in, by the block id of each input."""

    origin: Origin
    callback: str
    metadata: str
    filled: Mapping[str, Filled] = field(default_factory=dict)

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace it was sent in."""
        return self.origin.workspace

    @property
    def person(self) -> PersonId:
        """Who sent it."""
        return self.origin.person

    def text(self, block: str) -> str:
        """What was typed or chosen, without outer white space; empty where nothing was."""
        value = self.filled.get(block)
        if isinstance(value, tuple):
            raise BadPayload
        return (value or "").strip()

    def several(self, block: str) -> tuple[str, ...]:
        """Everything that was chosen, in Slack's order."""
        value = self.filled.get(block)
        if isinstance(value, str):
            raise BadPayload
        return value or ()

    def moment(self, block: str) -> datetime:
        """The time that was picked, aware and in UTC.

        Raises:
            BadPayload: it is no time.
        """
        try:
            return datetime.fromtimestamp(int(self.text(block)), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise BadPayload from error

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """A view_submission payload.

        Raises:
            BadPayload: it is not one.
        """
        view = _mapping(body.get("view"))
        state = _mapping(_mapping(view.get("state") or {}).get("values") or {})
        return cls(
            origin=_origin(body),
            callback=_text(view.get("callback_id")),
            metadata=_text(view.get("private_metadata") or "", empty=True),
            filled={block: _filled(_only(elements)) for block, elements in state.items()},
        )


@dataclass(frozen=True, kw_only=True)
class Command:
    """A slash command: its first word, in small letters, and what followed."""

    origin: Origin
    word: str
    rest: str

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace it was typed in."""
        return self.origin.workspace

    @property
    def person(self) -> PersonId:
        """Who typed it."""
        return self.origin.person

    @property
    def trigger(self) -> str:
        """What opens a modal, for three seconds."""
        return _text(self.origin.trigger)

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """A slash command's fields.

        Raises:
            BadPayload: they are not all there.
        """
        word, _, rest = _text(body.get("text") or "", empty=True).strip().partition(" ")
        return cls(origin=_origin(body), word=word.lower(), rest=rest.strip())


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened in the workspace. `id` is the same each time Slack tells of it again."""

    workspace: WorkspaceId
    id: str
    type: str
    fields: Raw

    @property
    def person(self) -> PersonId:
        """Whom it is about."""
        user = self.fields.get("user")
        return PersonId(_text(user.get("id") if isinstance(user, Mapping) else user))

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """An event_callback payload.

        Raises:
            BadPayload: it is not one.
        """
        event = _mapping(body.get("event"))
        return cls(
            workspace=WorkspaceId(_text(body.get("team_id"))),
            id=_text(body.get("event_id")),
            type=_text(event.get("type")),
            fields=event,
        )


def _origin(body: Raw) -> Origin:
    if "command" in body:
        return Origin(
            workspace=WorkspaceId(_text(body.get("team_id"))),
            person=PersonId(_text(body.get("user_id"))),
            surface=Surface.COMMAND,
            channel=ChannelId(_text(body.get("channel_id"))),
            trigger=_text(body.get("trigger_id")),
        )
    view = _mapping(body.get("view") or {})
    channel = _mapping(body.get("channel") or {}).get("id")
    return Origin(
        workspace=WorkspaceId(_text(_mapping(body.get("team")).get("id"))),
        person=PersonId(_text(_mapping(body.get("user")).get("id"))),
        surface=_surface(body, view),
        channel=ChannelId(_text(channel)) if channel is not None else None,
        trigger=_text(body["trigger_id"]) if body.get("trigger_id") is not None else None,
        fields=_input_blocks(view),
    )


def _surface(body: Raw, view: Raw) -> Surface:
    if body.get("type") == "view_submission":
        return Surface.SUBMISSION
    if not view:
        return Surface.MESSAGE
    return Surface.HOME if view.get("type") == "home" else Surface.MODAL


def _input_blocks(view: Raw) -> tuple[str, ...]:
    blocks = view.get("blocks") or []
    if not isinstance(blocks, list):
        raise BadPayload
    inputs = (b for b in blocks if isinstance(b, Mapping) and b.get("type") == "input")
    return tuple(_text(b.get("block_id")) for b in inputs)


def _place(body: Raw) -> Place | None:
    container = _mapping(body.get("container") or {})
    if container.get("type") != "message":
        return None
    return Place(
        channel=ChannelId(_text(container.get("channel_id"))),
        ts=_text(container.get("message_ts")),
    )


def _filled(element: Raw) -> Filled:
    """What one input holds, whatever kind of input it is."""
    for single in ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date_time"):
        if element.get(single) is not None:
            return str(element[single])
    for single in ("selected_date", "selected_time"):
        if element.get(single) is not None:
            return _text(element[single])
    if element.get("selected_option") is not None:
        return _text(_mapping(element["selected_option"]).get("value"))
    if "selected_options" in element:
        return tuple(_text(_mapping(option).get("value")) for option in _list(element["selected_options"]))
    for several in ("selected_users", "selected_conversations", "selected_channels"):
        if several in element:
            return tuple(_text(one) for one in _list(element[several]))
    return None


def _only(elements: object) -> Raw:
    values = list(_mapping(elements).values())
    if len(values) != 1:
        raise BadPayload
    return _mapping(values[0])


def _mapping(value: object) -> Raw:
    if not isinstance(value, Mapping):
        raise BadPayload
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise BadPayload
    return value


def _text(value: object, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value or empty):
        raise BadPayload
    return value
