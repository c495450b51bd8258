"""Pressing buttons that nobody was shown, and keeping an eye on every table meanwhile."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.rehearsal.stand_in import Answer, Channel, Message, Person, Workspace
from bot.rehearsal.stand_in.posting import new_message
from bot.rehearsal.stand_in.values import Json
from maturity_model.ids import ChannelId, PersonId
from tests.scenarios.presses import Form, On, Press, Row

Kept = Mapping[str, list[dict[str, Any]]]
"""Everything in a database: the rows of each table."""

COMMAND = "/careers-review"


class Tables:
    """The tables of a SQLite file, seen from outside the bot."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def take(self) -> Kept:
        """Everything that is kept now."""
        with self._open() as connection:
            return {name: self._rows(connection, name) for name in self._names(connection)}

    def put_back(self, kept: Kept) -> None:
        """Let exactly this be kept."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for name, rows in kept.items():
                connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 - the names are our own
                for row in rows:
                    columns = ", ".join(f'"{column}"' for column in row)
                    marks = ", ".join("?" for _ in row)
                    values = tuple(row.values())
                    connection.execute(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})', values)  # noqa: S608
            connection.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = OFF")  # what a crash would lose here nobody misses
            yield connection

    def _names(self, connection: sqlite3.Connection) -> list[str]:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [str(row["name"]) for row in found]

    def _rows(self, connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
        return sorted((dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608


def changed(before: Kept, after: Kept) -> set[str]:
    """The tables that are not what they were."""
    return {name for name in before if before[name] != after[name]}


def of_workspace(kept: Kept, workspace: str) -> Kept:
    """What is kept for one workspace."""
    return {name: [row for row in rows if row.get("workspace") == workspace] for name, rows in kept.items()}


def without(kept: Kept, workspace: str) -> Kept:
    """Everything but what is kept for one workspace."""
    return {name: [row for row in rows if row.get("workspace") != workspace] for name, rows in kept.items()}


def somebody(workspace: Workspace, person: PersonId, *, admin: bool = False, guest: bool = False) -> Person:
    """Somebody with an id of our choosing; the same id may be somebody else's in another workspace."""
    added = Person(
        id=person, name=person.removeprefix("U0").capitalize(), workspace=workspace, admin=admin, guest=guest
    )
    workspace.people[person] = added
    return added


class Departed(Person):
    """Somebody whose account was deactivated while what they pressed was on its way: Slack signed it before."""

    def _frame(self, kind: str, *, inside_modal: bool = False) -> Json:
        left, self.deleted = self.deleted, False
        try:
            return super()._frame(kind, inside_modal=inside_modal)
        finally:
            self.deleted = left


def somebody_departed(workspace: Workspace, person: PersonId, *, left: bool = True) -> Person:
    """A workspace admin who has just left, or is about to; their old rights still stand beside their name."""
    admin = Departed(id=person, name="Departed", workspace=workspace, admin=True, deleted=left)
    workspace.people[person] = admin
    return admin


def private_room(workspace: Workspace, channel: ChannelId, members: Iterable[str]) -> Channel:
    """A private channel with an id of our choosing, the bot in it."""
    bot = workspace.bot.id
    room = Channel(id=channel, name=channel.lower(), bot=bot, members=[*members, bot], private=True)
    workspace.channels[channel] = room
    return room


async def forge(person: Person, row: Row, room: Channel) -> Answer:
    """Do what the row says, as Slack would send it, whether or not the bot ever showed it to this person."""
    if isinstance(row.by, Press):
        return await _press(person, row.action, row.by, room)
    if isinstance(row.by, Form):
        return await _send_in(person, row.action, row.by)
    return await person.command(COMMAND, row.by.words)


def message_with(element: Mapping[str, Any], channel: Channel, workspace: Workspace) -> Message:
    """A message of the bot's that it never sent."""
    block = {"type": "actions", "elements": [dict(element)]}
    return new_message(workspace, channel, {"text": "A forged card.", "blocks": [block]})


async def _press(person: Person, action: str, press: Press, room: Channel) -> Answer:
    workspace, element = person.workspace, _element(f"{action}{press.variant}", press)
    chosen = press.value if press.chosen else None
    if press.on is On.CARD:
        where = room if person.id in room.members else workspace.open_dm(person)
        message = message_with(element, where, workspace)
        return await person.click(message, action_id=element["action_id"], chosen=chosen)
    block = {"type": "actions", "elements": [element]}
    if press.on is On.HOME:
        person.screen.home = workspace.new_view(person, {"type": "home", "blocks": [block]})
        return await person.click_home(action_id=element["action_id"], chosen=chosen)
    body = {**_modal("forged"), "private_metadata": press.metadata, "blocks": [block]}
    person.screen.modals = [workspace.new_view(person, body)]
    return await person.click_in_modal(action_id=element["action_id"], chosen=chosen)


async def _send_in(person: Person, callback: str, form: Form) -> Answer:
    blocks = [
        {
            "type": "input",
            "block_id": name,
            "label": {"type": "plain_text", "text": name},
            "element": {**field.element, "action_id": name},
        }
        for name, field in form.fields.items()
    ]
    said = {"type": "section", "text": {"type": "plain_text", "text": "A forged form."}}
    body = {**_modal(callback), "private_metadata": form.metadata, "blocks": [said, *blocks]}
    person.screen.modals = [person.workspace.new_view(person, body)]
    return await person.submit({name: field.answer for name, field in form.fields.items()})


def _element(action: str, press: Press) -> dict[str, Any]:
    label = {"type": "plain_text", "text": "Press"}
    if press.chosen:
        options = [{"text": label, "value": press.value}]
        return {"type": "static_select", "action_id": action, "placeholder": label, "options": options}
    value = {"value": press.value} if press.value else {}
    return {"type": "button", "action_id": action, "text": label, **value}


def _modal(callback: str) -> dict[str, Any]:
    words = {"type": "plain_text", "text": "Forged"}
    return {"type": "modal", "callback_id": callback, "title": words, "submit": words}
