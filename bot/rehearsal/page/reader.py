"""Somebody who reads: whom and what they know by name, and where they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What turns ids and times into words: names by id, without @ and #; and what lists offer, as ids and names."""

    people: Mapping[str, str]
    channels: Mapping[str, str]
    zone: tzinfo
    people_to_pick: Sequence[tuple[str, str]] = ()
    channels_to_pick: Sequence[tuple[str, str]] = ()

    def person(self, person_id: str) -> str:
        """How a mention of somebody reads."""
        return f"@{self.people.get(person_id, 'unknown')}"

    def channel(self, channel_id: str) -> str:
        """How a link to a channel reads."""
        return f"#{self.channels.get(channel_id, 'private channel')}"
