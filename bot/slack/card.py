"""A card: what people see in one message, and the care that user-written text needs on its way there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.slack.blocks import Block

MOST_BLOCKS = 50
LONGEST_TEXT = 4000  # chat.update refuses more


@dataclass(frozen=True, kw_only=True)
class Card:
    """One message: `blocks` for the eye, `text` for notifications and screen readers.

    Raises:
        ValueError: it is over Slack's limits; a card is written so that no data can make it so.
    """

    text: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        """Refuse what Slack would refuse."""
        if not self.text.strip() or len(self.text) > LONGEST_TEXT:
            message = f"a card's text has 1 to {LONGEST_TEXT} characters"
            raise ValueError(message)
        if len(self.blocks) > MOST_BLOCKS:
            message = f"a card has at most {MOST_BLOCKS} blocks"
            raise ValueError(message)

    def payload(self) -> dict[str, Any]:
        """The card as chat.postMessage and chat.update take it."""
        return {"text": self.text, "blocks": list(self.blocks)}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file with a title and a comment; `alt` says in words what an image shows (at most 1,000 characters)."""

    content: bytes
    filename: str
    title: str
    comment: str
    alt: str = ""


def escape(text: str) -> str:
    """User-written text, made safe for mrkdwn: it can mention nobody and link nowhere."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis where it has more than `most` UTF-16 units, as Slack may count."""
    if 2 * len(text) <= most:  # no character has more than two units
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"


def say_time(moment: datetime, zone: ZoneInfo) -> str:
    """A day and time that each reader sees in their own zone; the fallback says it in the setting's.

    It is never "today", so that it reads well after "on".
    """
    local = moment.astimezone(zone)
    fallback = f"{local:%A} {local.day} {local:%B} {local.year}, {local:%H:%M} ({zone.key})"
    return f"<!date^{int(moment.timestamp())}^{{date_long}}, {{time}}|{fallback}>"


def say_day(moment: datetime, zone: ZoneInfo) -> str:
    """A day in few letters, as each reader's zone has it: "2 Dec 2026"."""
    local = moment.astimezone(zone)
    return f"<!date^{int(moment.timestamp())}^{{date_short}}|{local.day} {local:%b} {local.year}>"


def mention(person: str) -> str:
    """A person as Slack shows them: the name is Slack's business, and never kept here."""
    return f"<@{person}>"
