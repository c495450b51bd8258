"""What one person has before them: their places, what stands in the one they look at, a thread, a modal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from bot.rehearsal.page.moments import day_of, moment_of
from bot.rehearsal.page.reader import Reader
from bot.rehearsal.page.seen import visible_to
from bot.rehearsal.page.starting_points import HOME, MESSAGES
from bot.rehearsal.page.theatre import Play
from bot.rehearsal.stand_in import Channel, Message, Person, View
from bot.rehearsal.stand_in.values import Json, Place


class NotThere(Exception):
    """No such person, or no such place for them."""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Something with blocks, for the templates: who reads it, and how a press on it is told apart.

    Attributes:
        name: begins the ids of its elements, so that the cursor stays where it was when the surface changes.
        post: where presses go; empty where nothing can be pressed.
        press: what every press on it carries.
        filled: what was chosen or written on it, by place.
        errors: sentences under fields, by block id.
    """

    name: str
    reader: Reader
    post: str = ""
    press: Json = field(default_factory=dict)
    filled: Mapping[Place, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Link:
    """Somewhere to go: a person to be, or a place to look at."""

    name: str
    href: str
    here: bool = False
    unread: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A message as it stands in a list. `day` is set where a new day begins, `thread` where it has replies."""

    message: Message
    author: str
    by_bot: bool
    at: str
    day: str
    surface: Surface
    replies: int = 0
    thread: str = ""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Everything that somebody sees at once. `channel` is None on Home."""

    person: Person
    people: Sequence[Link]
    places: Sequence[Link]
    title: str
    reader: Reader
    channel: Channel | None = None
    entries: Sequence[Entry] = ()
    thread: Sequence[Entry] = ()
    close_thread: str = ""
    home: View | None = None
    home_surface: Surface | None = None
    modal: View | None = None
    modal_surface: Surface | None = None


class Looking:
    """One person who looks around in what is on."""

    def __init__(self, play: Play, person_id: str) -> None:
        self._play = play
        self._cast = _everybody(play)
        found = next((person for person in self._cast if person.id == person_id), None)
        if found is None:
            raise NotThere
        self.person = found
        self.zone = ZoneInfo(found.tz)
        workspace = found.workspace
        self.reader = Reader(
            people={one.id: one.name for one in workspace.people.values()},
            channels={one.id: one.name for one in workspace.channels.values()},
            zone=self.zone,
            people_to_pick=[(one.id, one.name) for one in self._cast],
            channels_to_pick=[
                (one.id, one.name)
                for one in workspace.channels.values()
                if not one.dm_with and (not one.private or found.id in one.members)
            ],
        )

    def channel(self, place: str) -> Channel:
        """The conversation that a place is.

        Raises:
            NotThere: there is none, or they are not in it.
        """
        if place == MESSAGES:
            return self.person.workspace.open_dm(self.person)
        channel = self.person.workspace.channels.get(place)
        if channel is None or self.person.id not in channel.members:
            raise NotThere
        return channel

    def screen(self, place: str, thread: str = "") -> Screen:
        """What they see in a place, with a thread beside it where one is named; it counts as seen.

        Raises:
            NotThere: there is no such place for them.
        """
        channel = None if place == HOME else self.channel(place)
        if channel:
            self._play.seen.look(self.person, channel)
        modal, home = self.person.modal(), self.person.home()
        return Screen(
            person=self.person,
            people=[self._act_as(one, place) for one in self._cast],
            places=list(self._places(place)),
            title=self._title(channel),
            reader=self.reader,
            channel=channel,
            entries=list(self._entries(channel, place)) if channel else (),
            thread=list(self._thread(channel, thread)) if channel and thread else (),
            close_thread=self._href(place),
            home=home if channel is None else None,
            home_surface=self._view_surface(home, "home") if channel is None else None,
            modal=modal,
            modal_surface=self._view_surface(modal, "modal"),
        )

    def _href(self, place: str) -> str:
        return f"/as/{self.person.id}/{place}"

    def _title(self, channel: Channel | None) -> str:
        if channel is None:
            return "Careers Review: Home"
        return "Careers Review: Messages" if channel.dm_with else f"#{channel.name}"

    def _act_as(self, person: Person, place: str) -> Link:
        theirs = [channel for channel in person.workspace.channels.values() if person.id in channel.members]
        in_reach = place in (HOME, MESSAGES) or any(channel.id == place for channel in theirs)
        return Link(
            name=person.name,
            href=f"/as/{person.id}/{place if in_reach else HOME}",
            here=person is self.person,
            unread=sum(self._play.seen.unread(person, channel) for channel in theirs),
        )

    def _places(self, place: str) -> Iterator[Link]:
        person, seen = self.person, self._play.seen
        for channel in person.workspace.channels.values():
            if person.id in channel.members and not channel.dm_with:
                unread = seen.unread(person, channel)
                href = self._href(channel.id)
                yield Link(name=f"#{channel.name}", href=href, here=place == channel.id, unread=unread)
        dm = person.workspace.dm_with(person)
        yield Link(
            name="Messages",
            href=self._href(MESSAGES),
            here=place == MESSAGES,
            unread=seen.unread(person, dm) if dm else 0,
        )
        yield Link(name="Home", href=self._href(HOME), here=place == HOME)

    def _entries(self, channel: Channel, place: str) -> Iterator[Entry]:
        day = ""
        for message in visible_to(self.person, channel):
            if message.thread_ts in (None, message.ts):
                told = day_of(message.ts, self.zone)
                yield self._entry(message, channel, place, day="" if told == day else told)
                day = told

    def _thread(self, channel: Channel, thread: str) -> Iterator[Entry]:
        for message in visible_to(self.person, channel):
            if thread in (message.ts, message.thread_ts):
                yield self._entry(message, channel, "", day="")

    def _entry(self, message: Message, channel: Channel, place: str, *, day: str) -> Entry:
        replies = len(channel.thread(message.ts)) if place else 0
        author = self.person.workspace.people[message.author]
        return Entry(
            message=message,
            author=author.name,
            by_bot=author.bot,
            at=f"{moment_of(message.ts, self.zone):%H:%M}",
            day=day,
            surface=self._message_surface(message, "m" if place else "t"),
            replies=replies,
            thread=f"{self._href(place)}?thread={message.ts}" if replies else "",
        )

    def _message_surface(self, message: Message, prefix: str) -> Surface:
        return Surface(
            name=f"{prefix}{message.ts}",
            reader=self.reader,
            post=self._href("press"),
            press={"surface": "message", "channel": message.channel, "ts": message.ts},
            filled=self.person.filled.get((message.channel, message.ts), {}),
        )

    def _view_surface(self, view: View | None, name: str) -> Surface | None:
        if view is None:
            return None
        return Surface(
            name=name,
            reader=self.reader,
            post=self._href("press"),
            press={"surface": name},
            filled=view.filled,
            errors=view.errors,
        )


def _everybody(play: Play) -> list[Person]:
    """Whom one can be: the review's people first, then whoever else a story has brought along."""
    on = play.scene
    cast = [on.admin.person, on.facilitator.person, *(colleague.actor.person for colleague in on.colleagues)]
    others = on.slack.workspace.people.values()
    return [*cast, *(person for person in others if not person.bot and person not in cast)]
