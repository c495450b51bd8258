"""Where a card lives in Slack, and how new what it shows is."""

from dataclasses import dataclass

from maturity_model.ids import ChannelId, ReviewId, SettingId, WorkspaceId

AGENDA_CARD = "agenda"
"""The subject of the meeting's agenda in its channel."""


def colleague_card(person: str) -> str:
    """The subject of the one card that a colleague has in their direct messages."""
    return f"person:{person}"


def row_card(row: str) -> str:
    """The subject of a row's card in the meeting's channel."""
    return f"row:{row}"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The message that shows a card. `ts` is Slack's name for a message in its channel."""

    channel: ChannelId
    ts: str


@dataclass(frozen=True, kw_only=True)
class CardMark:
    """A promise to draw a card: `version` counts what was ever to be seen on it.

    `subject` names the card inside its review, its kind first: "person:U1", "row:1.1", "agenda".
    """

    workspace: WorkspaceId
    setting: SettingId
    review: ReviewId
    subject: str
    place: Place
    version: int

    @property
    def kind(self) -> str:
        """What sort of card it is: the part of the subject before the colon."""
        return self.subject.partition(":")[0]
