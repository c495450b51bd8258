"""What people should see next, as values: a handler returns one, the edge acknowledges it and then shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks import View
from bot.slack.card import Card
from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, PersonId


class Reply:
    """What a handler wants shown. Most replies leave the acknowledgement empty."""

    @property
    def acknowledgement(self) -> dict[str, Any]:
        """What Slack is answered with, at once."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Redraw(Reply):
    """Turn a message into this card. `mark` is what the use case promised to draw; a newer one wins."""

    place: Place
    card: Card
    mark: CardMark | None = None


@dataclass(frozen=True, kw_only=True)
class Whisper(Reply):
    """A sentence that only this person sees, where they clicked."""

    channel: ChannelId
    person: PersonId
    text: str


@dataclass(frozen=True, kw_only=True)
class OpenModal(Reply):
    """Open a modal with the click's trigger, which Slack lets live for three seconds."""

    trigger: str
    view: View


@dataclass(frozen=True, kw_only=True)
class PushModal(Reply):
    """Lay a modal over the one that was clicked in."""

    trigger: str
    view: View


@dataclass(frozen=True, kw_only=True)
class UpdateModal(Reply):
    """Draw the modal that was clicked in anew."""

    view_id: str
    view: View


@dataclass(frozen=True, kw_only=True)
class RefreshHome(Reply):
    """Draw this person's Home anew."""

    person: PersonId


@dataclass(frozen=True, kw_only=True)
class Say(Reply):
    """Answer a slash command, seen only by who typed it."""

    text: str

    @property
    def acknowledgement(self) -> dict[str, Any]:
        """The sentence itself."""
        return {"response_type": "ephemeral", "text": self.text}


@dataclass(frozen=True, kw_only=True)
class FieldErrors(Reply):
    """Keep the modal open and say under each field what it needs: block id → sentence."""

    errors: Mapping[str, str]

    @property
    def acknowledgement(self) -> dict[str, Any]:
        """The sentences."""
        return {"response_action": "errors", "errors": dict(self.errors)}


@dataclass(frozen=True, kw_only=True)
class ReplaceModal(Reply):
    """Answer a submission with another view in the same modal."""

    view: View

    @property
    def acknowledgement(self) -> dict[str, Any]:
        """The view."""
        return {"response_action": "update", "view": self.view}


class Together(Reply):
    """Several replies at once; at most one of them has an acknowledgement."""

    def __init__(self, *replies: Reply) -> None:
        self.replies = replies

    @property
    def acknowledgement(self) -> dict[str, Any]:
        """That of the one reply that has one."""
        return next((r.acknowledgement for r in self.replies if r.acknowledgement), {})


NOTHING = Together()
