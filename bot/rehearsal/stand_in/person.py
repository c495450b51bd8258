"""A person of a workspace, with eyes and hands: what they see, and what they can press."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from bot.rehearsal.stand_in import acks, handing, payloads
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.finding import elements_of, find_element, place_of
from bot.rehearsal.stand_in.forms import STATE, Pickable, answer_from, missing_answers, one
from bot.rehearsal.stand_in.rendering import view_as_slack
from bot.rehearsal.stand_in.screen import Screen
from bot.rehearsal.stand_in.triggers import ResponsePlace
from bot.rehearsal.stand_in.values import Answer, Json, Message, NotPossible, Place, View
from bot.rehearsal.stand_in.world import Delivery

if TYPE_CHECKING:
    from bot.rehearsal.stand_in.workspace import Workspace


class Press(TypedDict, total=False):
    """Which element, and what is chosen in it: a button needs no `chosen`, a list its option's value."""

    action_id: str
    block_id: str | None
    value: str | None
    chosen: Any


@dataclass(eq=False, kw_only=True)
class Person:
    """Somebody in a workspace. The facts may be changed at any time; whoever should hear of it must be told."""

    id: str
    name: str
    workspace: "Workspace"
    tz: str = "Europe/London"
    admin: bool = False
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    stranger: bool = False
    dm_id: str = ""
    screen: Screen = field(default_factory=Screen)
    filled: dict[tuple[str, str], dict[Place, Any]] = field(default_factory=dict)
    """What was chosen in messages, by channel and ts."""

    # what they see

    def dm(self) -> list[Message]:
        """The direct message with the bot as it stands now, oldest first."""
        channel = self.workspace.dm_with(self)
        return channel.messages() if channel else []

    def whispers(self) -> list[Message]:
        """What only this person sees, oldest first."""
        every = [one for channel in self.workspace.channels.values() for one in channel.whispers.values()]
        return sorted((one for one in every if one.seen_only_by == self.id), key=lambda one: one.ts)

    def home(self) -> View | None:
        """What their Home shows."""
        return self.screen.home

    def modal(self) -> View | None:
        """The modal on top, with what is filled in and the errors under its fields."""
        return self.screen.top

    # what they do

    async def click(self, message: Message, **press: Unpack[Press]) -> Answer:
        """Press a button, or choose in a list, of a message as it stands now.

        Raises:
            NotPossible: they cannot see the message, or there is no such element in it any more.
        """
        return await self._send(self.click_payload(message, **press))

    def click_payload(self, message: Message, **press: Unpack[Press]) -> Json:
        """What Slack would send for this click; a test may forge it before it is delivered."""
        now, channel = self._see(message)
        filled = self.filled.setdefault((now.channel, now.ts), {})
        block, element, answer = self._press(now.blocks, press)
        if element["type"] in STATE:
            filled[place_of(block, element)] = answer
        secret = self.workspace.world.response_urls.issue(
            ResponsePlace(
                workspace=self.workspace.id,
                channel=channel.id,
                person=self.id,
                message=now,
                issued_at=self.workspace.world.clock.now(),
            )
        )
        return {
            **self._frame("block_actions"),
            **payloads.in_message(now, channel, self.workspace.installation, filled),
            "response_url": f"{self.workspace.world.address}/actions/{secret}",
            "actions": [payloads.action(block, element, answer, self.workspace.new_stamp())],
        }

    async def click_home(self, **press: Unpack[Press]) -> Answer:
        """Press a button, or choose in a list, of their Home.

        Raises:
            NotPossible: Home is empty, or there is no such element in it.
        """
        if self.screen.home is None:
            raise NotPossible("Home is empty")
        return await self._send(self._click_in(self.screen.home, press))

    async def click_in_modal(self, **press: Unpack[Press]) -> Answer:
        """Press a button, or choose in a list, of the modal on top.

        Raises:
            NotPossible: no modal is open, there is no such element, or it is a question that is only sent on submit.
        """
        return await self._send(self._click_in(self._top(), press))

    def fill(self, values: Mapping[str, Any]) -> View:
        """Fill in fields of the modal on top, by block_id or action_id; nothing is sent.

        Raises:
            NotPossible: no such field, or a value that Slack's own screen does not take.
        """
        view = self._top()
        for name, given in values.items():
            block, element = self._field(view, name)
            view = self.screen.fill(view, place_of(block, element), answer_from(element, given, self._offered()))
        return view

    async def submit(self, values: Mapping[str, Any] | None = None) -> Answer:
        """Fill in fields of the modal on top and submit it; then it shows what the bot answered.

        Raises:
            NotPossible: nothing to submit, or an answer is missing that must be given.
        """
        view = self.fill(values or {})
        if "submit" not in view.body:
            raise NotPossible("this modal has nothing to submit")
        missing = missing_answers(view.blocks, view.filled)
        if missing:
            raise NotPossible(f"these must be answered first: {', '.join(missing)}")
        self.screen.show_errors(view, {})
        payload = {
            **self._frame("view_submission", inside_modal=True),
            "view": view_as_slack(view, self.workspace.installation),
            "response_urls": [],
        }
        answer = await self.workspace.deliver(Delivery(kind="interactive", payload=payload, takes_answer=True))
        judged = acks.judge_submission(answer, self, view) if answer.ok else answer
        return self.workspace.keep(judged)

    async def close_modal(self) -> Answer | None:
        """Close the modal on top; the bot hears of it only if it asked to."""
        view = self._top()
        emptied = view.body.get("clear_on_close", False)
        self.screen.modals = [] if emptied else self.screen.modals[:-1]
        if not view.body.get("notify_on_close"):
            return None
        payload = {
            **self._frame("view_closed"),
            "view": view_as_slack(view, self.workspace.installation),
            "is_cleared": emptied,
        }
        return await self._send(payload)

    async def command(self, command: str, text: str = "", *, channel: Channel | None = None) -> Answer:
        """Type a slash command in a channel, or in the direct message with the bot.

        Raises:
            NotPossible: the app has no such command, or they are not in the channel.
        """
        return await self.workspace.type_command(self, f"{command} {text}".strip(), channel)

    async def open_home(self) -> Answer:
        """Open the bot's Home; what it shows then is in `home()`."""
        happened: Json = {"type": "app_home_opened", "user": self.id, "tab": "home"}
        happened["channel"] = self.workspace.open_dm(self).id
        if self.screen.home:
            happened["view"] = view_as_slack(self.screen.home, self.workspace.installation)
        return await self.workspace.send_event(happened)

    # how they do it

    async def _send(self, payload: Json) -> Answer:
        return await self.workspace.interact(payload)

    def _frame(self, kind: str, *, inside_modal: bool = False) -> Json:
        if self.deleted:
            raise NotPossible(f"{self.name} was deactivated")
        trigger_id = self.workspace.world.triggers.issue(self.workspace.id, self.id, inside_modal=inside_modal)
        return payloads.frame(kind, self.workspace.installation, (self.id, self.name), trigger_id)

    def _see(self, message: Message) -> tuple[Message, Channel]:
        now = self.workspace.find_message(message.channel, message.ts)
        channel = self.workspace.channels.get(message.channel)
        if now is None or channel is None or self.id not in channel.members:
            raise NotPossible(f"{self.name} does not see this message")
        if now.seen_only_by not in (None, self.id):
            raise NotPossible(f"{self.name} does not see this message")
        return now, channel

    def _press(self, blocks: list[Json], press: Press) -> tuple[Json, Json, Any]:
        block, element = find_element(
            blocks, action_id=press["action_id"], block_id=press.get("block_id"), value=press.get("value")
        )
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise NotPossible(f"{press['action_id']} is a question; it is sent when the modal is submitted")
        if element["type"] == "button":
            return block, element, None
        if element["type"] == "overflow":
            return block, element, one(element, press.get("chosen"), self._offered())
        return block, element, answer_from(element, press.get("chosen"), self._offered())

    def _click_in(self, view: View, press: Press) -> Json:
        block, element, answer = self._press(view.blocks, press)
        if element["type"] in STATE:
            view = self.screen.fill(view, place_of(block, element), answer)
        return {
            **self._frame("block_actions", inside_modal=view.body["type"] == "modal"),
            **payloads.in_view(view, self.workspace.installation),
            "actions": [payloads.action(block, element, answer, self.workspace.new_stamp())],
        }

    def _top(self) -> View:
        if self.screen.top is None:
            raise NotPossible(f"{self.name} has no modal open")
        return self.screen.top

    def _field(self, view: View, name: str) -> tuple[Json, Json]:
        found = [
            (block, element)
            for block, element in elements_of(view.blocks)
            if name in (block["block_id"], element["action_id"]) and element["type"] in STATE
        ]
        if len(found) != 1:
            raise NotPossible(f"{len(found)} fields are named {name}")
        return found[0]

    def _offered(self) -> Pickable:
        people = frozenset(one.id for one in self.workspace.people.values() if not one.deleted)
        take_file = partial(handing.take_file, self.workspace.world, self.workspace.installation, self.id)
        return Pickable(people=people, channels=self.workspace.channels, take_file=take_file)
