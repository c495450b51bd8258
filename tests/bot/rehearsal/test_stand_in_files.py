"""A chart goes up in three steps, and each is looked at."""

import struct
import zlib

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.rehearsal.stand_in import Channel, StandIn, Workspace
from tests.bot.rehearsal.asking import error_of


def piece(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int = 1) -> bytes:
    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\x00" * width)
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", header) + piece(b"IDAT", pixels) + piece(b"IEND", b"")


CHART = png()


async def sent(client: AsyncWebClient, content: bytes, *, announced: int | None = None) -> tuple[str, int]:
    """The id of a file and the status of its upload."""
    place = await client.files_getUploadURLExternal(
        filename="snapshot.png", length=announced or len(content), alt_txt="32 rows"
    )
    assert client.session is not None
    async with client.session.post(place["upload_url"], data=content) as response:
        return place["file_id"], response.status


async def test_the_sdks_upload_shows_the_chart_in_the_thread(
    client: AsyncWebClient, room: Channel, slack: StandIn
) -> None:
    parent = (await client.chat_postMessage(channel=room.id, text="The agreed picture"))["ts"]

    await client.files_upload_v2(
        filename="snapshot.png", content=CHART, title="Snapshot", alt_txt="32 rows", channel=room.id, thread_ts=parent
    )

    [message] = room.thread(parent)
    [file] = slack.files
    assert message.files == (file,)
    assert (file.title, file.alt_text, file.content, file.shared_in) == ("Snapshot", "32 rows", CHART, (room.id,))


async def test_a_picture_must_say_what_it_shows(client: AsyncWebClient) -> None:
    silent = await error_of(client.files_getUploadURLExternal(filename="snapshot.png", length=9))
    long = await error_of(client.files_getUploadURLExternal(filename="snapshot.png", length=9, alt_txt="x" * 1001))

    assert (silent, long) == ("invalid_arguments", "alt_txt_too_large")


@pytest.mark.parametrize(
    "content",
    [b"not a picture", CHART[:-4], CHART[:40] + b"\x00" + CHART[41:], png(width=0)],
    ids=["no PNG", "cut short", "damaged", "of no size"],
)
async def test_what_is_no_png_is_not_taken_for_one(content: bytes, client: AsyncWebClient, room: Channel) -> None:
    file_id, status = await sent(client, content)

    assert status == 400
    complete = client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}], channel_id=room.id)
    assert await error_of(complete) == "file_update_failed"


async def test_the_announced_length_must_come(client: AsyncWebClient) -> None:
    _, status = await sent(client, CHART, announced=len(CHART) + 1)

    assert status == 400


async def test_an_upload_is_completed_once_and_where_the_bot_may_post(
    client: AsyncWebClient, room: Channel, home: Workspace
) -> None:
    file_id, _ = await sent(client, CHART)
    files: list[dict[str, str | None]] = [{"id": file_id, "title": "Snapshot"}]
    outside = home.add_channel("staff", bot_in=False)

    kept_out = await error_of(client.files_completeUploadExternal(files=files, channel_id=outside.id))
    lost = await error_of(client.files_completeUploadExternal(files=files, channel_id=room.id, thread_ts="1.000001"))
    await client.files_completeUploadExternal(files=files, channel_id=room.id)
    again = await error_of(client.files_completeUploadExternal(files=files, channel_id=room.id))

    assert (kept_out, lost, again) == ("not_in_channel", "thread_not_found", "file_update_failed")
    assert len(room.messages()) == 1
