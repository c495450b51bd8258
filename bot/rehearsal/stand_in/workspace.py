"""One workspace: its people, its channels, and what the bot may do there."""

import secrets
from dataclasses import replace
from typing import TypedDict, Unpack

from bot.rehearsal.stand_in import acks, payloads, posting
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.finding import elements_of, ids_chosen_at_first
from bot.rehearsal.stand_in.numbering import Stamps
from bot.rehearsal.stand_in.person import Person
from bot.rehearsal.stand_in.triggers import ResponsePlace
from bot.rehearsal.stand_in.values import Answer, Installation, Json, Message, NotPossible, Refused, View
from bot.rehearsal.stand_in.world import Delivery, World


class PersonFacts(TypedDict, total=False):
    """What may be said of a person beside their name."""

    tz: str
    admin: bool
    deleted: bool
    bot: bool
    guest: bool
    stranger: bool


class ChannelFacts(TypedDict, total=False):
    """What may be said of a channel beside its name; the bot is in it unless told otherwise."""

    members: list[Person]
    private: bool
    shared: bool
    archived: bool
    bot_in: bool


class Workspace:
    """A workspace in which the app is installed, with a bot token of its own."""

    def __init__(self, name: str, world: World) -> None:
        self.name = name
        self.world = world
        self.id = world.numbering.next("T")
        self.domain = name.lower().replace(" ", "-")
        self.token = f"xoxb-{secrets.randbelow(10**12):012d}-{secrets.token_hex(12)}"
        self.installed = True
        self.stamps = Stamps()
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.view_owners: dict[str, Person] = {}
        self.bot = self.add_person("Careers Review", bot=True)
        self.bot_id = world.numbering.next("B")
        self.installation = Installation(
            app=world.app_id, team=self.id, domain=self.domain, bot=self.bot_id, bot_user=self.bot.id
        )
        slackbot = Person(id="USLACKBOT", name="Slackbot", workspace=self, bot=True)
        self.people[slackbot.id] = slackbot

    def add_person(self, name: str, **facts: Unpack[PersonFacts]) -> Person:
        """Somebody joins."""
        person = Person(id=self.world.numbering.next("U"), name=name, workspace=self, **facts)
        self.people[person.id] = person
        return person

    def add_channel(self, name: str, **facts: Unpack[ChannelFacts]) -> Channel:
        """A channel is made, with these people in it."""
        members = [person.id for person in facts.get("members", [])]
        if facts.get("bot_in", True):
            members.append(self.bot.id)
        channel = Channel(
            id=self.world.numbering.next("C"),
            name=name,
            bot=self.bot.id,
            members=members,
            private=facts.get("private", False),
            shared=facts.get("shared", False),
            archived=facts.get("archived", False),
        )
        self.channels[channel.id] = channel
        return channel

    def dm_with(self, person: Person) -> Channel | None:
        """The direct message between somebody and the bot, if one was ever opened."""
        return self.channels.get(person.dm_id)

    def open_dm(self, person: Person) -> Channel:
        """The direct message between somebody and the bot; opening it again gives the same."""
        found = self.dm_with(person)
        if found:
            return found
        person.dm_id = self.world.numbering.next("D")
        channel = Channel(
            id=person.dm_id,
            name=person.dm_id,
            bot=self.bot.id,
            members=[person.id, self.bot.id],
            private=True,
            dm_with=person.id,
        )
        self.channels[channel.id] = channel
        return channel

    def new_stamp(self) -> str:
        """A message time of its own."""
        return self.stamps.next(self.world.clock.now())

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """The blocks, with an invented block_id where there was none."""
        return [
            block if "block_id" in block else {**block, "block_id": self.world.numbering.short("block")}
            for block in blocks
        ]

    def new_view(self, person: Person, body: Json, below: View | None = None) -> View:
        """A view for somebody, on top of another or by itself."""
        view_id = self.world.numbering.next("V")
        self.view_owners[view_id] = person
        return View(
            id=view_id,
            hash=self.new_hash(),
            person=person.id,
            body={**body, "blocks": self.with_ids(body["blocks"])},
            root=below.root if below else view_id,
            previous=below.id if below else None,
        )

    def changed_view(self, view: View, body: Json) -> View:
        """The same view with other contents and no errors under its fields."""
        return replace(view, hash=self.new_hash(), body={**body, "blocks": self.with_ids(body["blocks"])}, errors={})

    def new_hash(self) -> str:
        """What changes with each state of a view."""
        return f"{self.new_stamp()}.{self.world.numbering.short('hash')}"

    def find_message(self, channel_id: str, ts: str) -> Message | None:
        """A message as it stands now, whoever may see it."""
        channel = self.channels.get(channel_id)
        if channel is None:
            return None
        return channel.log.get(ts) or channel.whispers.get(ts)

    def refuse_taken_external_id(self, body: Json, replaced: View | None) -> None:
        """An external_id names one open view of the workspace.

        Raises:
            Refused: another view has it.
        """
        wanted = body.get("external_id")
        if wanted and self.find_view(external_id=wanted) not in (None, replaced):
            raise Refused("duplicate_external_id", "another view of this workspace has this external_id")

    def refuse_unknown_ids(self, blocks: list[Json]) -> None:
        """What a list shows as chosen must exist in this workspace.

        Raises:
            Refused: a person or a channel of nowhere.
        """
        for _, element in elements_of(blocks):
            for named in ids_chosen_at_first(element):
                if named not in self.people and named not in self.channels:
                    raise Refused("invalid_arguments", f"{element['action_id']} shows {named}, which is not here")

    def find_view(self, *, view_id: str | None = None, external_id: str | None = None) -> View | None:
        """A view that is open, by its id or by the name the bot gave it."""
        if view_id is not None:
            owner = self.view_owners.get(view_id)
            return owner.screen.find(view_id) if owner else None
        every = (view for person in self.people.values() for view in person.screen.open_views())
        return next((view for view in every if view.body.get("external_id") == external_id), None)

    # what Slack tells the bot

    async def deliver(self, delivery: Delivery) -> Answer:
        """Hand something to the bot and wait for its answer."""
        return await self.world.deliver(delivery)

    def keep(self, answer: Answer) -> Answer:
        """Keep an acknowledgement for inspection, and hand it on."""
        self.world.record.add_ack(answer, self.id)
        return answer

    async def interact(self, payload: Json) -> Answer:
        """Deliver a click, or the news that a modal was closed; also one that a test has forged."""
        answer = await self.deliver(Delivery(kind="interactive", payload=payload))
        return self.keep(acks.judge_silent(answer))

    async def type_command(self, person: Person, typed: str, channel: Channel | None) -> Answer:
        """Deliver a slash command and show what the bot answers to it.

        Raises:
            NotPossible: the app has no such command, or the person is not in the channel.
        """
        command, _, text = typed.partition(" ")
        place = channel or self.open_dm(person)
        if command not in self.world.manifest.commands:
            raise NotPossible(f"{command} is not a command of this app")
        if person.id not in place.members:
            raise NotPossible(f"{person.name} is not in {place.name}")
        respond_to = ResponsePlace(
            workspace=self.id, channel=place.id, person=person.id, message=None, issued_at=self.world.clock.now()
        )
        payload = {
            **payloads.typed_command(self.installation, (person.id, person.name), place),
            "command": command,
            "text": payloads.escaped(text) if self.world.manifest.commands[command] else text,
            "response_url": f"{self.world.address}/actions/{self.world.response_urls.issue(respond_to)}",
            "trigger_id": self.world.triggers.issue(self.id, person.id),
        }
        answer = await self.deliver(Delivery(kind="slash_commands", payload=payload, takes_answer=True))
        return self.keep(self._show(answer, respond_to))

    def _show(self, answer: Answer, place: ResponsePlace) -> Answer:
        if not answer.body or not answer.ok:
            return answer
        try:
            posting.respond(self, place, answer.body)
        except Refused as refused:
            return replace(answer, problem=str(refused))
        return answer

    async def send_event(self, happened: Json, *, times: int = 1) -> Answer:
        """Tell the bot what happened, as often as wanted under the same event_id; the last answer is returned.

        Raises:
            NotPossible: the manifest does not subscribe to such events.
        """
        if happened["type"] not in self.world.manifest.events:
            raise NotPossible(f"app_manifest.yml does not subscribe to {happened['type']}")
        event_id = self.world.numbering.next("Ev", 8)
        payload = payloads.event(self.installation, event_id, {"event_ts": self.new_stamp(), **happened})
        answer = await self._deliver_event(payload, 0)
        for attempt in range(1, times):
            answer = await self._deliver_event(payload, attempt)
        return answer

    async def _deliver_event(self, payload: Json, attempt: int) -> Answer:
        answer = await self.deliver(Delivery(kind="events_api", payload=payload, attempt=attempt))
        return self.keep(acks.judge_silent(answer))
