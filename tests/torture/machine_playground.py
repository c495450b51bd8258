"""A bot, a Slack and a school in which things can be pressed one after the other, from outside any event loop."""

import asyncio
import re
import tempfile
import time
from collections.abc import Awaitable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.app import Bot, running
from bot.config import Config
from bot.rehearsal.clock import SteppedClock
from bot.rehearsal.stand_in import Answer, Call, Message, Person, StandIn, View
from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stand_in.values import Json
from tests import given
from tests.scenarios.forging import Kept, Tables, message_with

T = TypeVar("T")
CAST = ("Office", "Careers Leader", "Deputy Head", "SENCo", "Link Governor", "Careers Adviser", "PSHE Lead", "Visitor")
OUT_OF_ROOM = frozenset({"Office", "Visitor"})
OF_HUBS = ("hubs.", "member_settings.", "weeks.", "bookings.")
IN_CHANNEL = re.compile(r"\bC0[A-Z0-9]+")
OF_MODAL = "membership.set_role:"
"""A menu of this action says who and what; which review it is about stands on its modal's back."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something that somebody sees and could press; with `chosen` a choice in a menu."""

    person: Person
    surface: Message | View
    block: str
    element: Json
    chosen: str | None = None

    @property
    def action(self) -> str:
        return str(self.element["action_id"])

    @property
    def value(self) -> str:
        """What it says of what it is about."""
        if self.action.startswith(OF_MODAL) and isinstance(self.surface, View):
            return self.surface.private_metadata
        return self.chosen or str(self.element.get("value", ""))

    @property
    def posted_at(self) -> str:
        """When its message was posted; nothing where it stands in none."""
        return self.surface.ts if isinstance(self.surface, Message) else ""

    @property
    def in_channel(self) -> bool:
        """Whether it stands in a channel, or in a modal that came up over something there."""
        whence = self.surface.channel if isinstance(self.surface, Message) else self.surface.private_metadata
        return IN_CHANNEL.search(whence) is not None

    @property
    def of_no_review(self) -> bool:
        """Whether it is about a hub, or about a guide that was given."""
        return self.action.startswith((*OF_HUBS, "guides."))

    def __str__(self) -> str:
        return f"{self.person.name} presses {self.action} {self.value}"


class Playground:
    """Everything runs in one event loop, which stands still between two steps."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory(prefix="careers-review-")
        self._stack, self._running = AsyncExitStack(), AsyncExitStack()
        self._pressed_at = time.time()
        self._aimed_at: dict[str, float] = {}
        self.clock = SteppedClock(given.NOW)
        self.tables = Tables(Path(self._folder.name) / "review.db")
        self.slack = self._run(self._open())
        home = self.slack.workspace
        self.people = [home.add_person(name, admin=name == "Office") for name in CAST]
        self.office, self.leader, self.facilitator = self.people[:3]
        in_room = [person for person in self.people if person.name not in OUT_OF_ROOM]
        self.room = home.add_channel("careers-review", members=in_room, private=True)
        self.town_square = home.add_channel("all-staff", members=self.people)
        self.bot = self._run(self._start())

    def close(self) -> None:
        self._run(self._running.aclose())
        self._run(self._stack.aclose())
        self._runner.close()
        self._folder.cleanup()

    # what can be done

    def press(self, target: Target) -> Answer:
        """Press it where it stands."""
        self._pressed_at = time.time()
        person, surface = target.person, target.surface
        where = {"action_id": target.action, "block_id": target.block, "chosen": target.chosen}
        if isinstance(surface, Message):
            return self._run(person.click(surface, **where))  # type: ignore[arg-type]
        if surface is person.home():
            return self._run(person.click_home(**where))  # type: ignore[arg-type]
        return self._run(person.click_in_modal(**where))  # type: ignore[arg-type]

    def aim(self, target: Target) -> Json:
        """What Slack would send for this press of a message; it may be delivered at any later time."""
        assert isinstance(target.surface, Message)
        self._pressed_at = time.time()
        payload: Json = target.person.click_payload(
            target.surface, action_id=target.action, block_id=target.block, chosen=target.chosen
        )
        self._aimed_at[payload["trigger_id"]] = self._pressed_at
        return payload

    def deliver(self, payload: Json) -> Answer:
        """As if it had just been pressed by the clock on the wall: what is late for a modal Slack says by itself."""
        self._pressed_at = self._aimed_at[payload["trigger_id"]]
        return self._run(self.slack.workspace.interact(payload))

    def forge(self, person: Person, target: Target) -> Answer:
        """Press what somebody else sees, as if it stood in one's own direct messages."""
        self._pressed_at = time.time()
        message = message_with(target.element, self.slack.workspace.open_dm(person), self.slack.workspace)
        answer = self._run(person.click(message, action_id=target.action, chosen=target.chosen))
        del self.slack.workspace.channels[message.channel].log[message.ts]
        return answer

    def submit(self, person: Person, answers: Json) -> Answer:
        self._pressed_at = time.time()
        return self._run(person.submit(answers))

    def open_home(self, person: Person) -> None:
        self._run(person.open_home())
        self.drain()

    def drain(self) -> None:
        """Let everything be shown that an answer was to show."""
        self._run(self.bot.deps.publisher.drain())

    def settle(self) -> None:
        """Let everything be sent and drawn that is due."""
        self._run(self.bot.settle())

    def restart(self) -> bool:
        """Stop the bot as a deployment does, whatever it is about to do, and start it on the same database."""
        self._run(self._running.aclose())
        self._running = AsyncExitStack()
        self.bot = self._run(self._start())
        return True

    # what can be seen

    def kept(self) -> Kept:
        return self.tables.take()

    def calls(self, since: int) -> list[Call]:
        return self.slack.calls[since:]

    def content(self, file: str) -> bytes | None:
        """The bytes of a file that was uploaded."""
        return next((each.content for each in self.slack.files if each.id == file), None)

    def in_dm(self, person: Person) -> list[Target]:
        return [target for message in person.dm() for target in targets(person, message)]

    def in_room(self, person: Person) -> list[Target]:
        """What stands in the meeting's channel; nothing for whoever is not in it."""
        if person.id not in self.room.members:
            return []
        return [target for message in self.room.messages() for target in targets(person, message)]

    def at_home(self, person: Person) -> list[Target]:
        home = person.home()
        return list(targets(person, home)) if home else []

    # how it runs

    def _run(self, awaited: Awaitable[T]) -> T:
        return self._runner.run(_as_coroutine(awaited))

    async def _open(self) -> StandIn:
        slack = StandIn(clock=self.clock, enforce_rates=False, wall=lambda: self._pressed_at, patience=60)
        return await self._stack.enter_async_context(slack)

    async def _start(self) -> Bot:
        settings: dict[str, Any] = {
            "slack_bot_token": self.slack.bot_token,
            "slack_signing_secret": self.slack.signing_secret,
            "slack_api_url": self.slack.api_url,
            "port": 0,
            "database_url": f"sqlite+aiosqlite:///{self._folder.name}/review.db",
        }
        bot = await self._running.enter_async_context(running(Config.model_validate(settings), clock=self.clock))
        self.slack.deliver_to(bot.address or "")
        return bot


def targets(person: Person, surface: Message | View) -> Iterator[Target]:
    """Everything on a card, a Home or a modal that can be pressed, a menu once for each of its choices."""
    for block, element in elements_of(surface.blocks):
        where = {"person": person, "surface": surface, "block": block["block_id"], "element": element}
        if element["type"] == "button":
            yield Target(**where)
        elif element["type"] == "static_select" and block["type"] != "input":
            groups = element.get("option_groups") or [element]
            options = [option["value"] for group in groups for option in group["options"]]
            yield from (Target(**where, chosen=value) for value in options)


async def _as_coroutine(awaited: Awaitable[T]) -> T:
    return await awaited
