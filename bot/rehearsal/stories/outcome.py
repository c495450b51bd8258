"""What stands in the channel's thread at the end."""

from bot.rehearsal.scene import Scene
from bot.rehearsal.stand_in import Message

PARTS = 3  # picture, figures, resources


async def wait_for_outcome(on: Scene) -> None:
    """The facilitator sees the picture, the figures and the resources arrive under the agenda."""
    await on.facilitator.until(lambda: len(in_thread(on)) >= PARTS and pictures(on) != [], "the outcome")


def in_thread(on: Scene) -> list[Message]:
    """The replies in the meeting's channel."""
    return [message for message in on.room.messages() if message.thread_ts]


def pictures(on: Scene) -> list[bytes]:
    """The pictures that stand in the thread, as the bytes that were really uploaded."""
    return [file.content for message in in_thread(on) for file in message.files if file.content]
