"""Shows replies and sends posts. Showing is never waited for: it happens after the acknowledgement."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.slack.blocks import View
from bot.slack.calls import UNWATCHED, Calls, Handover, Refused, Unreachable, Unsure
from bot.slack.card import Attachment, Card
from bot.slack.reply import (
    OpenModal,
    PushModal,
    Redraw,
    RefreshHome,
    Reply,
    Together,
    UpdateModal,
    Whisper,
)
from maturity_model.card import CardMark, Place
from maturity_model.ids import ChannelId, PersonId, ReviewId, WorkspaceId

QUIET = {"unfurl_links": False, "unfurl_media": False}
UPDATE = "chat.update"
GONE = frozenset({"message_not_found", "cant_update_message", "channel_not_found", "is_archived", "is_inactive"})

log = logging.getLogger(__name__)
DrawHome = Callable[[WorkspaceId, PersonId], Awaitable[View]]


@dataclass
class _Turn:
    """Redraws of one message go one after the other, and none that is older than the newest asked for."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0


class Publisher:
    """Turns replies into calls: a queue of one a message, in which the newest redraw wins."""

    def __init__(self, calls: Calls, draw_home: DrawHome) -> None:
        self._calls = calls
        self._draw_home = draw_home
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: dict[tuple[WorkspaceId, Place], Redraw] = {}
        self._turns: defaultdict[tuple[WorkspaceId, Place], _Turn] = defaultdict(_Turn)
        self._drawn: dict[tuple[ReviewId, str], CardMark] = {}  # of each card the newest: a card is drawn many times

    def show(self, workspace: WorkspaceId, reply: Reply) -> None:
        """See that people come to see the reply, in tasks of its own; nothing is raised here."""
        match reply:
            case Together():
                for each in reply.replies:
                    self.show(workspace, each)
            case Redraw():
                self._queue(workspace, reply)
            case Whisper():
                self._start(self._whisper(workspace, reply))
            case OpenModal():
                self._start(self._modal(workspace, "views.open", reply.view, trigger_id=reply.trigger))
            case PushModal():
                self._start(self._modal(workspace, "views.push", reply.view, trigger_id=reply.trigger))
            case UpdateModal():
                self._start(self._modal(workspace, "views.update", reply.view, view_id=reply.view_id))
            case RefreshHome():
                self._start(self._home(workspace, reply.person))

    async def redraw(self, workspace: WorkspaceId, redraw: Redraw) -> None:
        """Draw a card now, unless a newer one was asked for meanwhile; a place that is gone counts as drawn.

        A card that an older drawing may still overwrite does not count as drawn, so that it is drawn once more.

        Raises:
            Unreachable: Slack did not take it.
            Refused: Slack will not take it.
        """
        turn = self._turns[workspace, redraw.place]
        version = redraw.mark.version if redraw.mark else turn.newest
        turn.newest = max(turn.newest, version)
        async with turn.lock:
            if version >= turn.newest:
                await self._update(workspace, redraw)

    async def _update(self, workspace: WorkspaceId, redraw: Redraw) -> None:
        place = redraw.place
        try:
            await self._calls.repeat(workspace, UPDATE, channel=place.channel, ts=place.ts, **redraw.card.payload())
        except Refused as refused:
            if refused.error not in GONE:
                raise
            log.info("card is gone", extra={"error": refused.error})
        if redraw.mark and not self._calls.may_be_overwritten(workspace, UPDATE):
            self._drawn[redraw.mark.review, redraw.mark.subject] = redraw.mark

    async def post(
        self,
        workspace: WorkspaceId,
        channel: ChannelId,
        card: Card,
        *,
        thread: str | None = None,
        handover: Handover = UNWATCHED,
    ) -> Place:
        """Send a new message, in its turn; the handover begins once that has come.

        Raises:
            Refused: Slack said no.
            Unreachable: it certainly did not leave.
            Unsure: it may have arrived.
        """
        await self._calls.pacing.wait_to_post(workspace, channel)
        inside = {"thread_ts": thread} if thread else {}
        sent = await self._calls.once(
            workspace, "chat.postMessage", handover=handover, channel=channel, **card.payload(), **inside, **QUIET
        )
        return Place(channel=ChannelId(sent["channel"]), ts=sent["ts"])

    async def upload(
        self,
        workspace: WorkspaceId,
        channel: ChannelId,
        attachment: Attachment,
        *,
        thread: str | None,
        handover: Handover = UNWATCHED,
    ) -> None:
        """Put an image into a thread; the handover begins when only that is left, which makes it to be seen.

        Raises:
            Refused: Slack said no.
            Unreachable: it certainly is not there.
            Unsure: it may be there.
        """
        offered = await self._calls.repeat(
            workspace,
            "files.getUploadURLExternal",
            filename=attachment.filename,
            length=len(attachment.content),
            **({"alt_txt": attachment.alt} if attachment.alt else {}),
        )
        await self._calls.send_bytes(offered["upload_url"], attachment.content)
        await self._calls.pacing.wait_to_post(workspace, channel)
        inside = {"thread_ts": thread} if thread else {}
        await self._calls.once(
            workspace,
            "files.completeUploadExternal",
            handover=handover,
            files=json.dumps([{"id": offered["file_id"], "title": attachment.title}]),
            channel_id=channel,
            initial_comment=attachment.comment,
            **inside,
        )

    async def open_direct_message(self, workspace: WorkspaceId, person: PersonId) -> ChannelId:
        """The channel of the bot's direct messages with a person.

        Raises:
            Refused: Slack opens none with this person.
            Unreachable: Slack did not answer.
        """
        opened = await self._calls.repeat(workspace, "conversations.open", users=person)
        return ChannelId(opened["channel"]["id"])

    async def delete(self, workspace: WorkspaceId, place: Place) -> None:
        """Take one of the bot's messages away; one that is gone already is as good.

        Raises:
            Unreachable: Slack did not answer.
        """
        try:
            await self._calls.repeat(workspace, "chat.delete", channel=place.channel, ts=place.ts)
        except Refused as refused:
            log.info("message not deleted", extra={"error": refused.error})

    def take_drawn(self) -> list[CardMark]:
        """The newest mark of each card that was drawn since this was last asked."""
        drawn = list(self._drawn.values())
        self._drawn.clear()
        return drawn

    async def drain(self) -> None:
        """Return when everything that was to be shown has been shown or given up."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _queue(self, workspace: WorkspaceId, redraw: Redraw) -> None:
        key = (workspace, redraw.place)
        waiting = self._waiting.get(key)
        if waiting and _is_newer(waiting, redraw):
            return
        self._waiting[key] = redraw
        if waiting is None:
            self._start(self._draw_waiting(key))

    async def _draw_waiting(self, key: tuple[WorkspaceId, Place]) -> None:
        newest = None
        try:
            while (redraw := self._waiting[key]) is not newest:
                newest = redraw
                await self.redraw(key[0], redraw)
        finally:
            del self._waiting[key]

    async def _whisper(self, workspace: WorkspaceId, whisper: Whisper) -> None:
        await self._calls.once(
            workspace, "chat.postEphemeral", channel=whisper.channel, user=whisper.person, text=whisper.text
        )

    async def _modal(self, workspace: WorkspaceId, method: str, view: View, **arguments: Any) -> None:
        await self._calls.once(workspace, method, view=view, **arguments)

    async def _home(self, workspace: WorkspaceId, person: PersonId) -> None:
        view = await self._draw_home(workspace, person)
        await self._calls.repeat(workspace, "views.publish", user_id=person, view=view)

    def _start(self, showing: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_quietly(showing))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _is_newer(one: Redraw, other: Redraw) -> bool:
    return bool(one.mark and other.mark and one.mark.version > other.mark.version)


async def _quietly(showing: Coroutine[Any, Any, None]) -> None:
    """What cannot be shown now is in the database all the same, and a sweep draws cards again."""
    try:
        await showing
    except (Refused, Unreachable, Unsure) as failure:
        log.warning("not shown", extra={"failure": type(failure).__name__, "error": getattr(failure, "error", "")})
    except Exception:
        log.exception("not shown")
