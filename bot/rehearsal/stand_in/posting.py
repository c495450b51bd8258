"""What a message may say, and how one comes to stand in a channel or is changed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.shapes import Unfit, length
from bot.rehearsal.stand_in.limits.text import check_markup
from bot.rehearsal.stand_in.limits.views import (
    BLOCKS_TEXT,
    MESSAGE_TEXT,
    METADATA_CHARACTERS,
    characters,
    check_metadata,
)
from bot.rehearsal.stand_in.triggers import ResponsePlace
from bot.rehearsal.stand_in.values import Json, Message, Refused

if TYPE_CHECKING:
    from bot.rehearsal.stand_in.workspace import Workspace

RESPONSE_FIELDS = {"text", "blocks", "response_type", "replace_original", "delete_original", "thread_ts"}


def check_content(body: Json) -> None:
    """Refuse what a message may not carry: too much, unknown blocks, markup nobody escaped, no text beside blocks.

    Raises:
        Refused: with Slack's word for it.
    """
    text, blocks = body.get("text") or "", body.get("blocks") or []
    if not isinstance(text, str) or not isinstance(blocks, list):
        raise Refused("invalid_blocks_format", "text must be a string and blocks a list")
    if not text.strip():
        raise Refused("no_text", "blocks need a text beside them: it is what notifications and screen readers say")
    check_text(text)
    refuse_blocks(blocks)
    refuse_metadata(body)


def check_text(text: str) -> None:
    """Refuse a text that is too long, or whose markup nobody escaped.

    Raises:
        Refused: with Slack's word for it.
    """
    if length(text) > MESSAGE_TEXT:
        raise Refused("msg_too_long", f"text must be less than {MESSAGE_TEXT + 1} characters [json-pointer:/text]")
    try:
        check_markup(text)
    except Unfit as unfit:
        raise Refused("invalid_arguments", f"{unfit.reason} [json-pointer:/text]") from None


def refuse_blocks(blocks: list[Json]) -> None:
    """Refuse blocks that a message may not carry."""
    try:
        check_blocks(blocks, Surface.MESSAGE)
    except Unfit as unfit:
        raise Refused("invalid_blocks", f"{unfit.reason} [json-pointer:/blocks{unfit.pointer}]") from None
    if characters(blocks) > BLOCKS_TEXT:
        raise Refused("msg_blocks_too_long", f"more than {BLOCKS_TEXT} characters in all blocks together")


def refuse_metadata(body: Json) -> None:
    """Refuse metadata that is not a name and a small flat payload."""
    metadata = body.get("metadata")
    if not metadata:
        return
    try:
        check_metadata(metadata)
    except Unfit as unfit:
        raise Refused("invalid_metadata_format", unfit.reason) from None
    if length(str(metadata)) > METADATA_CHARACTERS:
        raise Refused("metadata_too_large", f"more than {METADATA_CHARACTERS} characters")


def refuse_thread(channel: Channel, thread_ts: str | None) -> None:
    """Refuse a thread that starts nowhere, or at a reply."""
    if thread_ts is None:
        return
    parent = channel.log.get(thread_ts)
    if parent is None:
        raise Refused("thread_not_found", "no message of this channel has that ts")
    if parent.thread_ts not in (None, thread_ts):
        raise Refused("cannot_reply_to_message", "that message is itself a reply")


def new_message(workspace: "Workspace", channel: Channel, body: Json, *, seen_only_by: str | None = None) -> Message:
    """Put a checked message into a channel."""
    refuse_thread(channel, body.get("thread_ts"))
    workspace.refuse_unknown_ids(body.get("blocks") or [])
    message = Message(
        channel=channel.id,
        ts=workspace.new_stamp(),
        author=workspace.bot.id,
        text=body.get("text") or "",
        blocks=workspace.with_ids(body.get("blocks") or []),
        thread_ts=body.get("thread_ts"),
        metadata=body.get("metadata") or None,
        seen_only_by=seen_only_by,
    )
    (channel.whispers if seen_only_by else channel.log)[message.ts] = message
    return message


def changed_message(workspace: "Workspace", message: Message, body: Json) -> Message:
    """Put other contents into a message; blocks and metadata that are not named stay."""
    blocks = message.blocks if body.get("blocks") is None else workspace.with_ids(body["blocks"])
    workspace.refuse_unknown_ids(blocks)
    metadata = message.metadata if body.get("metadata") is None else body["metadata"] or None
    changed = replace(message, text=body.get("text") or "", blocks=blocks, metadata=metadata, edited=True)
    channel = workspace.channels[message.channel]
    (channel.whispers if message.seen_only_by else channel.log)[message.ts] = changed
    return changed


def respond(workspace: "Workspace", place: ResponsePlace, body: Json) -> None:
    """Carry out a post to a response_url, or the answer to a command: new, in the original's place, or its end.

    Raises:
        Refused: a field Slack does not know there, contents no message may carry, or no original to change.
    """
    unknown = set(body) - RESPONSE_FIELDS
    if unknown or body.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        raise Refused("invalid_payload", f"not known here: {', '.join(sorted(unknown)) or 'this response_type'}")
    channel = workspace.channels[place.channel]
    if body.get("delete_original") or body.get("replace_original"):
        change_original(workspace, place, body)
        return
    check_content(body)
    private = body.get("response_type", "ephemeral") == "ephemeral"
    new_message(workspace, channel, body, seen_only_by=place.person if private else None)


def change_original(workspace: "Workspace", place: ResponsePlace, body: Json) -> None:
    """Replace or delete the message that was clicked."""
    original = place.message and workspace.find_message(place.channel, place.message.ts)
    if original is None:
        raise Refused("message_not_found", "there is no original to change")
    if body.get("replace_original"):
        check_content(body)
        changed_message(workspace, original, {"blocks": [], **body})
        return
    channel = workspace.channels[place.channel]
    (channel.whispers if original.seen_only_by else channel.log).pop(original.ts)
