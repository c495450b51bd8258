"""One call of the Web API as a method sees it."""

from dataclasses import dataclass

from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.values import Json, Refused
from bot.rehearsal.stand_in.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Who asks, and with what arguments: as sent, but with JSON inside strings already parsed."""

    workspace: Workspace
    arguments: Json

    def text(self, name: str) -> str:
        """An argument that must be there.

        Raises:
            Refused: it is not, or is no string.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value:
            raise Refused("invalid_arguments", f"missing required field: {name}")
        return value

    def text_or_none(self, name: str) -> str | None:
        """An argument that may be there."""
        return self.text(name) if self.arguments.get(name) not in (None, "") else None

    def flag(self, name: str) -> bool:
        """Yes or no, in any of the ways that forms and JSON say it."""
        return self.arguments.get(name) in (True, "true", "True", "1", 1)

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number.

        Raises:
            Refused: it is missing without a default, or is no number.
        """
        value = self.arguments.get(name, default)
        if isinstance(value, int):
            return value
        if isinstance(value, str) and value.isdecimal():
            return int(value)
        raise Refused("invalid_arguments", f"must be a number: {name}")

    def need(self, scope: str) -> None:
        """Refuse what the app was not allowed to do.

        Raises:
            Refused: the scope does not stand in the manifest.
        """
        granted = self.workspace.world.manifest.scopes
        if scope not in granted:
            raise Refused("missing_scope", needed=scope, provided=",".join(sorted(granted)))

    def person(self, name: str, error: str = "user_not_found") -> Person:
        """Somebody of this workspace.

        Raises:
            Refused: nobody here has that id.
        """
        person = self.workspace.people.get(self.text(name))
        if person is None:
            raise Refused(error, "nobody of this workspace has that id")
        return person

    def channel(self, name: str = "channel") -> Channel:
        """A channel the app can see; a private one it is not in might as well not exist.

        Raises:
            Refused: there is none.
        """
        channel = self.workspace.channels.get(self.text(name))
        if channel is None or (channel.private and not channel.bot_in):
            raise Refused("channel_not_found", "no channel with that id is visible to this app")
        return channel

    def channel_to_write_in(self, name: str = "channel") -> Channel:
        """A channel the app may post to.

        Raises:
            Refused: there is none, it is archived, or the bot is not a member.
        """
        channel = self.channel(name)
        if channel.archived:
            raise Refused("is_archived", "the channel is archived")
        if not channel.bot_in:
            raise Refused("not_in_channel", "the bot is not a member of the channel")
        return channel


def page(everything: list[Json], ask: Ask, *, default: int, most: int) -> tuple[list[Json], str]:
    """One page of a list, and the cursor of the next, empty after the last.

    Raises:
        Refused: a limit out of bounds, or a cursor that was never given.
    """
    limit = ask.number("limit", default)
    if not 1 <= limit <= most:
        raise Refused("invalid_limit", f"limit must be from 1 to {most}")
    cursor = ask.text_or_none("cursor") or "from:0"
    start = cursor.removeprefix("from:")
    if not start.isdigit() or int(start) > len(everything):
        raise Refused("invalid_cursor", "that cursor was never given")
    end = int(start) + limit
    return everything[int(start) : end], f"from:{end}" if end < len(everything) else ""
