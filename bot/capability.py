"""What a capability gives to the bot: a folder under `bot/capabilities` makes one of these, and nothing else."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.deps import Deps
from bot.events import Reaction
from bot.slack.blocks import Block
from bot.slack.card import Attachment, Card
from bot.slack.router import Router
from maturity_model.card import CardMark
from maturity_model.errors import DomainError
from maturity_model.events import Fact
from maturity_model.ids import PersonId, SettingId, WorkspaceId
from maturity_model.notice import Notice
from maturity_model.notice_kinds import Rule
from maturity_model.setting import Setting


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Somebody who looks at their Home.

    Attributes:
        setting: the one in view: what is shown of a setting is shown of this one, and of no other.
        settings: those the person belongs to, by name.
        others: those that a workspace admin may look at beside them, by name.
    """

    workspace: WorkspaceId
    person: PersonId
    admin: bool
    setting: Setting | None = None
    settings: tuple[Setting, ...] = ()
    others: tuple[Setting, ...] = ()

    @property
    def names(self) -> Mapping[SettingId, str]:
        """What their settings are called; empty where they belong to one only, and need not be told."""
        return {each.id: each.name for each in self.settings} if len(self.settings) > 1 else {}


@dataclass(frozen=True, kw_only=True)
class Message:
    """What a notice says: a card or a picture, inside a thread where one is named."""

    content: Card | Attachment
    thread: str | None = None


@dataclass(frozen=True, kw_only=True)
class Withheld:
    """What a notice says that is better not sent; `why` goes on record with it."""

    why: str


Render = Callable[[Notice, Deps], Awaitable[Message | Withheld | None]]
"""Makes the message of a notice; None where it is not wanted any more."""


@dataclass(frozen=True, kw_only=True)
class NoticeKind:
    """How a kind of notice is made, and how it is delivered."""

    render: Render
    rule: Rule


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """The sentence for a refusal; under a field of the modal where the modal has that field (a block id)."""

    say: str | Callable[[Any], str]
    field: str | None = None

    def sentence(self, error: DomainError) -> str:
        """The sentence for this error."""
        return self.say if isinstance(self.say, str) else self.say(error)


Sweep = Callable[[Deps, datetime], Awaitable[None]]
Section = Callable[[Viewer, Deps], Awaitable[tuple[Block, ...]]]
DrawCard = Callable[[CardMark, Deps], Awaitable[Card | None]]


@dataclass(frozen=True, kw_only=True)
class Capability:
    """Everything a capability answers, owes, draws and says.

    Attributes:
        router: its clicks, submissions, commands and events.
        notices: the kinds of message it owes people, and how each is made; `maturity_model.notice_kinds` has the rules.
        cards: how each of its cards is drawn again, by the kind of card.
        jobs: what it looks for by the clock.
        reactions: the facts of other capabilities that it acts on.
        refusals: a sentence for each refusal that it can meet.
        home: its part of somebody's Home, empty where there is nothing to show.
    """

    name: str
    router: Router[Deps] = field(default_factory=Router)
    notices: Mapping[str, Render] = field(default_factory=dict)
    cards: Mapping[str, DrawCard] = field(default_factory=dict)
    jobs: Mapping[str, Sweep] = field(default_factory=dict)
    reactions: Mapping[type[Fact], Reaction[Deps]] = field(default_factory=dict)
    refusals: Mapping[type[DomainError], Refusal] = field(default_factory=dict)
    home: Section | None = None
