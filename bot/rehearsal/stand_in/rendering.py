"""Messages and views in the words of Slack's JSON."""

from bot.rehearsal.stand_in.forms import state_of
from bot.rehearsal.stand_in.values import Installation, Json, Message, SharedFile, View


def message_as_slack(message: Message, at: Installation) -> Json:
    """A message as answers and clicks carry it; what it does not have is left out."""
    shown: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "bot_id": at.bot,
        "app_id": at.app,
        "text": message.text,
        "team": at.team,
    }
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.metadata:
        shown["metadata"] = message.metadata
    if message.edited:
        shown["edited"] = {"user": message.author, "ts": message.ts}
    if message.files:
        shown["files"] = [file_as_slack(file) for file in message.files]
    return shown


def file_as_slack(file: SharedFile) -> Json:
    """A file as a message carries it."""
    return {
        "id": file.id,
        "name": file.filename,
        "title": file.title or file.filename,
        "size": file.length,
        "alt_txt": file.alt_text,
    }


def view_as_slack(view: View, at: Installation) -> Json:
    """A view as answers and submissions carry it, with what was filled in."""
    given = view.body.get
    return {
        "id": view.id,
        "team_id": at.team,
        "type": view.body["type"],
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": state_of(view.blocks, view.filled),
        "hash": view.hash,
        "title": given("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": bool(given("clear_on_close")),
        "notify_on_close": bool(given("notify_on_close")),
        "close": given("close"),
        "submit": given("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": at.app,
        "external_id": given("external_id", ""),
        "app_installed_team_id": at.team,
        "bot_id": at.bot,
    }
