"""files.getUploadURLExternal, the upload itself, files.completeUploadExternal; and files.info."""

import secrets
import struct
import zlib
from dataclasses import replace

from bot.rehearsal.stand_in.api.asking import Ask
from bot.rehearsal.stand_in.channel import Channel
from bot.rehearsal.stand_in.handing import file_as_slack
from bot.rehearsal.stand_in.limits.shapes import length
from bot.rehearsal.stand_in.posting import check_text, new_message
from bot.rehearsal.stand_in.values import Json, Refused, SharedFile
from bot.rehearsal.stand_in.world import World

IMAGES = (".png", ".jpg", ".jpeg", ".gif")
ALT_TEXT = 1000
PNG = b"\x89PNG\r\n\x1a\n"


def start_upload(ask: Ask) -> Json:
    """files.getUploadURLExternal: an address for so many bytes; a picture must say what it shows."""
    world, filename, alt_text = ask.workspace.world, ask.text("filename"), ask.text_or_none("alt_txt") or ""
    size = ask.number("length")
    if size < 1:
        raise Refused("invalid_arguments", "length must be the number of bytes")
    if filename.lower().endswith(IMAGES) and not alt_text.strip():
        raise Refused("invalid_arguments", "a picture without alt_txt")
    if length(alt_text) > ALT_TEXT:
        raise Refused("alt_txt_too_large", f"alt_txt must be less than {ALT_TEXT + 1} characters")
    file = SharedFile(id=world.numbering.next("F"), filename=filename, length=size, alt_text=alt_text)
    secret = secrets.token_urlsafe(18)
    world.files[file.id] = file
    world.uploads[secret] = file.id
    return {"upload_url": f"{world.address}/upload/v1/{secret}", "file_id": file.id}


def take_upload(world: World, secret: str, content: bytes) -> SharedFile:
    """Keep the bytes of an upload; an address serves once.

    Raises:
        Refused: an unknown or used address, another number of bytes than announced, or a PNG that is none.
    """
    file_id = world.uploads.pop(secret, None)
    if file_id is None:
        raise Refused("invalid_upload_url", "no such upload address, or it was used")
    file = world.files[file_id]
    if len(content) != file.length:
        raise Refused("length_mismatch", f"{file.length} bytes were announced, {len(content)} came")
    if file.filename.lower().endswith(".png"):
        check_png(content)
    world.files[file_id] = replace(file, content=content)
    return world.files[file_id]


def check_png(content: bytes) -> None:
    """Refuse what calls itself a PNG and is none.

    Raises:
        Refused: no signature, no size, a damaged or missing piece (https://www.w3.org/TR/png-3/, section 5).
    """
    if not content.startswith(PNG):
        raise Refused("invalid_image", "not a PNG")
    kinds, place = [], len(PNG)
    while place + 12 <= len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        piece = content[place + 4 : place + 8 + size]
        checksum = content[place + 8 + size : place + 12 + size]
        if checksum != struct.pack(">I", zlib.crc32(piece)):
            raise Refused("invalid_image", "a damaged piece")
        kinds.append(piece[:4])
        if piece[:4] == b"IHDR" and 0 in struct.unpack(">II", piece[4:12]):
            raise Refused("invalid_image", "a picture of no size")
        place += 12 + size
    if kinds[:1] != [b"IHDR"] or b"IDAT" not in kinds or kinds[-1:] != [b"IEND"] or place != len(content):
        raise Refused("invalid_image", "a missing piece")


def complete_upload(ask: Ask) -> Json:
    """files.completeUploadExternal: the files appear in a channel, as one message."""
    uploaded = [uploaded_file(ask, one) for one in listed(ask)]
    channels = [
        one for one in [ask.text_or_none("channel_id"), *str(ask.arguments.get("channels", "")).split(",")] if one
    ]
    if ask.text_or_none("thread_ts") and len(channels) != 1:
        raise Refused("invalid_arguments", "thread_ts goes with exactly one channel")
    places = [Ask(workspace=ask.workspace, arguments={"channel": one}).channel_to_write_in() for one in channels]
    if not places:
        raise Refused("invalid_arguments", "the stand-in takes no file that nobody will see")
    comment = ask.text_or_none("initial_comment") or ""
    check_text(comment)
    for place in places:
        uploaded = share(ask, place, uploaded, comment)
    return {"files": [{"id": file.id, "title": file.title or file.filename} for file in uploaded]}


def listed(ask: Ask) -> list[Json]:
    """The files of the call, at least one."""
    files = ask.arguments.get("files")
    if not isinstance(files, list) or not files or not all(isinstance(one, dict) for one in files):
        raise Refused("invalid_arguments", "missing required field: files")
    return files


def uploaded_file(ask: Ask, named: Json) -> SharedFile:
    """A file whose bytes have arrived and that was not shared before.

    Raises:
        Refused: unknown, without bytes, or completed before.
    """
    file = ask.workspace.world.files.get(str(named.get("id")))
    if file is None:
        raise Refused("file_not_found", "no such file")
    if file.content is None or file.shared_in:
        raise Refused("file_update_failed", "its bytes never arrived, or it was completed before")
    return replace(file, title=str(named.get("title") or ""))


def share(ask: Ask, channel: Channel, files: list[SharedFile], comment: str) -> list[SharedFile]:
    """Put one message with the files into a channel."""
    body = {"text": comment, "thread_ts": ask.text_or_none("thread_ts")}
    shared = [replace(file, shared_in=(*file.shared_in, channel.id)) for file in files]
    message = new_message(ask.workspace, channel, body)
    channel.log[message.ts] = replace(message, files=tuple(shared))
    ask.workspace.world.files.update({file.id: file for file in shared})
    return shared


def show_file(ask: Ask) -> Json:
    """files.info: a file that somebody handed over to this app, here."""
    handed = ask.workspace.world.handed.get(ask.text("file"))
    if handed is None or handed.team != ask.workspace.id:
        raise Refused("file_not_found", "no such file is visible to this app")
    return {"file": file_as_slack(ask.workspace.world, handed, ask.workspace.installation), "comments": []}
