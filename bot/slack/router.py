"""The edge, written once: parse, one handler, commit inside it, then acknowledge, then show.

What Slack is told is saved, because the handler has committed before `ack`; and nothing ever escapes into Bolt, because
in Socket Mode an exception before the acknowledgement would mean no acknowledgement at all.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.slack.ids import BadPayload
from bot.slack.origin import Origin
from bot.slack.payloads import Click, Command, Event, Submission
from bot.slack.publisher import Publisher
from bot.slack.reply import NOTHING, Reply
from maturity_model.ids import WorkspaceId

ANYTHING = re.compile(r".*", re.DOTALL)
HELP = "help"


class Payload(Protocol):
    """What every payload says."""

    @property
    def workspace(self) -> WorkspaceId:
        """Where it happened."""
        ...


D = TypeVar("D")
P = TypeVar("P", bound=Payload)
Handler = Callable[[P, D], Awaitable[Reply]]
Report = Callable[[Exception, Origin | None], Reply]


class Inbox(Protocol):
    """Remembers which events were dealt with."""

    async def knows(self, event: Event) -> bool:
        """Whether it was dealt with before."""
        ...

    async def keep(self, event: Event) -> None:
        """Remember that it is dealt with."""
        ...


class Router(Generic[D]):
    """Which handler answers what: one visible list a capability. `D` is what handlers are given beside the payload."""

    def __init__(self) -> None:
        self.clicks: dict[str, Handler[Click, D]] = {}
        self.submissions: dict[str, Handler[Submission, D]] = {}
        self.commands: dict[str, Handler[Command, D]] = {}
        self.events: dict[str, Handler[Event, D]] = {}

    def click(self, action: str) -> Callable[[Handler[Click, D]], Handler[Click, D]]:
        """Answer clicks on `action`, and on each `action:variant` of it."""
        return lambda handler: _register(self.clicks, action, handler)

    def submission(self, callback: str) -> Callable[[Handler[Submission, D]], Handler[Submission, D]]:
        """Answer a modal that is sent in."""
        return lambda handler: _register(self.submissions, callback, handler)

    def command(self, word: str) -> Callable[[Handler[Command, D]], Handler[Command, D]]:
        """Answer the slash command where this is its first word."""
        return lambda handler: _register(self.commands, word, handler)

    def event(self, kind: str) -> Callable[[Handler[Event, D]], Handler[Event, D]]:
        """Answer an event; handlers bear being told of the same one twice."""
        return lambda handler: _register(self.events, kind, handler)

    def include(self, other: "Router[D]") -> None:
        """Answer what the other one answers, too.

        Raises:
            ValueError: both answer the same thing.
        """
        _merge(self.clicks, other.clicks)
        _merge(self.submissions, other.submissions)
        _merge(self.commands, other.commands)
        _merge(self.events, other.events)


@dataclass(frozen=True, kw_only=True)
class Edge(Generic[D]):
    """Everything between Bolt and the handlers."""

    router: Router[D]
    deps: D
    report: Report
    publisher: Publisher
    inbox: Inbox

    def connect(self, app: AsyncApp) -> None:
        """Listen for clicks, submissions, commands and events, with one listener each."""
        app.action(ANYTHING)(self._listener(Click.parse, self._find_click))
        app.view(ANYTHING)(self._listener(Submission.parse, self._find_submission))
        app.command(ANYTHING)(self._listener(Command.parse, self._find_command))
        app.event(ANYTHING)(self._listener(Event.parse, self._find_event))
        for unasked in (
            app.shortcut,
            app.options,
            app.view_closed,
        ):  # none is offered; Slack wants an answer all the same
            unasked(ANYTHING)(_take)

    def _listener(
        self, parse: Callable[[Mapping[str, Any]], P], find: Callable[[P], Handler[P, D]]
    ) -> Callable[[AsyncAck, dict[str, Any], AsyncBoltContext], Awaitable[None]]:
        async def listener(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            try:
                payload = parse(body)
                if payload.workspace != context.team_id:  # Bolt knows the workspace from another field
                    raise BadPayload  # noqa: TRY301 - reported like any other
                workspace, reply = payload.workspace, await find(payload)(payload, self.deps)
                acknowledgement = reply.acknowledgement
            except Exception as error:  # noqa: BLE001 - the one place that catches everything
                workspace, reply = _workspace(body), self.report(error, Origin.parse(body))  # none of these can raise
                acknowledgement = reply.acknowledgement
            await ack(**acknowledgement)
            self.publisher.show(workspace, reply)

        return listener

    def _find_click(self, click: Click) -> Handler[Click, D]:
        return _find(self.router.clicks, click.action.partition(":")[0])

    def _find_submission(self, submission: Submission) -> Handler[Submission, D]:
        return _find(self.router.submissions, submission.callback)

    def _find_command(self, command: Command) -> Handler[Command, D]:
        commands = self.router.commands
        return commands.get(command.word) or _find(commands, HELP)

    def _find_event(self, event: Event) -> Handler[Event, D]:
        handler = self.router.events.get(event.type)
        return self._once(handler) if handler else _ignore

    def _once(self, handler: Handler[Event, D]) -> Handler[Event, D]:
        async def deal_with(event: Event, deps: D) -> Reply:
            if await self.inbox.knows(event):
                return NOTHING
            reply = await handler(event, deps)
            await self.inbox.keep(event)
            return reply

        return deal_with


async def _take(ack: AsyncAck) -> None:
    await ack()


async def _ignore(_event: Event, _deps: object) -> Reply:
    return NOTHING


def _register(kept: dict[str, Handler[P, D]], name: str, handler: Handler[P, D]) -> Handler[P, D]:
    if name in kept:
        message = f"two handlers for {name}"
        raise ValueError(message)
    kept[name] = handler
    return handler


def _merge(kept: dict[str, Handler[P, D]], more: Mapping[str, Handler[P, D]]) -> None:
    for name, handler in more.items():
        _register(kept, name, handler)


def _find(kept: Mapping[str, Handler[P, D]], name: str) -> Handler[P, D]:
    try:
        return kept[name]
    except KeyError:
        raise BadPayload from None


def _workspace(body: Mapping[str, Any]) -> WorkspaceId:
    origin = Origin.parse(body)
    return origin.workspace if origin else WorkspaceId(str(body.get("team_id", "")))


def merged(routers: Iterable[Router[D]]) -> Router[D]:
    """One router that answers what each of these answers.

    Raises:
        ValueError: two of them answer the same thing.
    """
    whole: Router[D] = Router()
    for router in routers:
        whole.include(router)
    return whole
