"""Who did something in Slack, and where an answer would reach them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.slack.forms import Raw, a_list, a_mapping, a_text, an_id
from bot.slack.ids import BadPayload
from maturity_model.ids import ChannelId, PersonId, WorkspaceId


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
            return cls.of(a_mapping(body))
        except BadPayload:
            return None

    @classmethod
    def of(cls, body: Raw) -> "Origin":
        """Where the payload came from.

        Raises:
            BadPayload: it does not say so properly.
        """
        return _of_command(body) if "command" in body else _of_interaction(body)


def _of_command(body: Raw) -> Origin:
    return Origin(
        workspace=WorkspaceId(an_id(body.get("team_id"))),
        person=PersonId(an_id(body.get("user_id"))),
        surface=Surface.COMMAND,
        channel=ChannelId(an_id(body.get("channel_id"))),
        trigger=a_text(body.get("trigger_id")),
    )


def _of_interaction(body: Raw) -> Origin:
    view = a_mapping(body.get("view") or {})
    channel = a_mapping(body.get("channel") or {}).get("id")
    return Origin(
        workspace=WorkspaceId(an_id(a_mapping(body.get("team")).get("id"))),
        person=PersonId(an_id(a_mapping(body.get("user")).get("id"))),
        surface=_surface(body, view),
        channel=ChannelId(an_id(channel)) if channel is not None else None,
        trigger=a_text(body["trigger_id"]) if body.get("trigger_id") is not None else None,
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
    inputs = (b for b in a_list(blocks) if isinstance(b, Mapping) and b.get("type") == "input")
    return tuple(a_text(b.get("block_id")) for b in inputs)
