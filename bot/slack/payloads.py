"""What people do in Slack, parsed once at the border into values that the rest of the program trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Self

from bot.slack.forms import Filled, Raw, a_mapping, a_stamp, a_text, an_id, filled_in, only_one
from bot.slack.ids import BadPayload
from bot.slack.origin import Origin
from bot.slack.uploads import UploadedFile, files_in
from maturity_model.card import Place
from maturity_model.ids import ChannelId, PersonId, WorkspaceId


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
        return a_text(self.origin.trigger)

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """A block_actions payload.

        Raises:
            BadPayload: it is not one.
        """
        actions = body.get("actions")
        if not isinstance(actions, list) or len(actions) != 1:
            raise BadPayload
        action = a_mapping(actions[0])
        chosen = filled_in(action)
        view = a_mapping(body.get("view") or {})
        return cls(
            origin=Origin.of(body),
            action=a_text(action.get("action_id")),
            value=a_text(action.get("value", ""), empty=True),
            chosen=chosen if isinstance(chosen, tuple) else (chosen,) if chosen else (),
            message=_place(body),
            view_id=an_id(view.get("id")) if view else None,
            metadata=a_text(view.get("private_metadata") or "", empty=True),
        )


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A modal sent in: what was filled in, by the block id of each input."""

    origin: Origin
    callback: str
    metadata: str
    filled: Mapping[str, Filled] = field(default_factory=dict)
    handed_over: Mapping[str, tuple[UploadedFile, ...]] = field(default_factory=dict)

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

    def files(self, block: str) -> tuple[UploadedFile, ...]:
        """The files that were handed over, in Slack's order; what is in them is read with `Deps.files`."""
        if self.filled.get(block) is not None:
            raise BadPayload
        return self.handed_over.get(block, ())

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
        origin, view = Origin.of(body), a_mapping(body.get("view"))
        state = a_mapping(a_mapping(view.get("state") or {}).get("values") or {})
        if origin.fields and not state:  # even what was left blank is named: nothing at all is no answer
            raise BadPayload
        inputs = {block: only_one(elements) for block, elements in state.items()}
        return cls(
            origin=origin,
            callback=a_text(view.get("callback_id")),
            metadata=a_text(view.get("private_metadata") or "", empty=True),
            filled={block: filled_in(element) for block, element in inputs.items()},
            handed_over={block: files for block, element in inputs.items() if (files := files_in(element))},
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
        return a_text(self.origin.trigger)

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """A slash command's fields.

        Raises:
            BadPayload: they are not all there.
        """
        word, _, rest = a_text(body.get("text") or "", empty=True).strip().partition(" ")
        return cls(origin=Origin.of(body), word=word.lower(), rest=rest.strip())


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
        return PersonId(an_id(user.get("id") if isinstance(user, Mapping) else user))

    @classmethod
    def parse(cls, body: Raw) -> Self:
        """An event_callback payload.

        Raises:
            BadPayload: it is not one.
        """
        event = a_mapping(body.get("event"))
        return cls(
            workspace=WorkspaceId(an_id(body.get("team_id"))),
            id=an_id(body.get("event_id")),
            type=a_text(event.get("type")),
            fields=event,
        )


def _place(body: Raw) -> Place | None:
    container = a_mapping(body.get("container") or {})
    if container.get("type") != "message":
        return None
    return Place(
        channel=ChannelId(an_id(container.get("channel_id"))),
        ts=a_stamp(container.get("message_ts")),
    )
