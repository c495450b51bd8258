"""What each person has looked at, so that their unread messages can be counted."""

from dataclasses import dataclass, field

from bot.rehearsal.stand_in import Channel, Message, Person


@dataclass(frozen=True)
class Seen:
    """The newest message that each person has had before them, by person and channel."""

    _newest: dict[tuple[str, str], str] = field(default_factory=dict)

    def look(self, person: Person, channel: Channel) -> None:
        """Somebody has the channel before them: everything in it is read."""
        shown = visible_to(person, channel)
        if shown:
            self._newest[person.id, channel.id] = shown[-1].ts

    def unread(self, person: Person, channel: Channel) -> int:
        """How many messages of others came since they last looked."""
        newest = self._newest.get((person.id, channel.id), "")
        return sum(message.ts > newest and message.author != person.id for message in visible_to(person, channel))


def visible_to(person: Person, channel: Channel) -> list[Message]:
    """Everything in a channel that this person sees, oldest first; what is whispered to others is not among it."""
    whispered = [message for message in channel.whispers.values() if message.seen_only_by == person.id]
    return sorted([*channel.log.values(), *whispered], key=lambda message: message.ts)
