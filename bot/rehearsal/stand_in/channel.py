"""A channel or a direct message, and what stands in it."""

from dataclasses import dataclass, field

from bot.rehearsal.stand_in.values import Message


@dataclass(eq=False, kw_only=True)
class Channel:
    """A conversation of one workspace. `members` are person ids; the bot is in it when its id is among them."""

    id: str
    name: str
    bot: str
    members: list[str] = field(default_factory=list)
    private: bool = False
    shared: bool = False
    archived: bool = False
    dm_with: str | None = None
    log: dict[str, Message] = field(default_factory=dict)
    whispers: dict[str, Message] = field(default_factory=dict)

    @property
    def bot_in(self) -> bool:
        """Whether the bot is a member."""
        return self.bot in self.members

    @property
    def name_in_payloads(self) -> str:
        """The name that interactions carry: Slack hides the names of private channels."""
        if self.dm_with:
            return "directmessage"
        return "privategroup" if self.private else self.name

    def messages(self) -> list[Message]:
        """Everything that stands in the channel now, replies included, oldest first."""
        return list(self.log.values())

    def thread(self, ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        return [message for message in self.log.values() if message.thread_ts == ts]
