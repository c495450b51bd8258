"""Reading the guides that were given, and telling what came of it."""

import logging
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.capabilities.guides import texts
from bot.capabilities.guides.cards import guide_card
from bot.capabilities.guides.use_cases.reading import (
    Reading,
    forget_old_guides,
    keep_reading,
    list_waiting,
    look_at_told,
    take_up,
)
from bot.capability import Message
from bot.deps import Deps
from bot.guide.apart import read_apart
from bot.guide.document import Unreadable
from bot.guide.kept import settled_from
from bot.guide.reading import MOST_BYTES
from bot.slack.calls import Refused, Unreachable
from bot.slack.files import FileGone, FilesNotReadable, FileTooLarge
from bot.slack.uploads import UploadedFile
from maturity_model.given_guide import LONGEST_NAME, MOST_TRIES, GivenGuide
from maturity_model.notice import Notice

log = logging.getLogger(__name__)

REFUSALS = {
    FileGone: texts.FILE_GONE,
    FilesNotReadable: texts.NOT_READABLE,
    FileTooLarge: texts.FILE_TOO_LARGE,
}


async def read_given(deps: Deps, now: datetime) -> None:
    """Read every guide that waits. Where Slack does not hand its file over, it is tried again at the next sweep."""
    for guide in await list_waiting(deps.store):
        reading = await _read(guide, deps)
        if reading:
            await keep_reading(deps.store, reading, changed=texts.CHANGED, now=deps.now())
            deps.wake()
    await forget_old_guides(deps.store, now=now)


async def guide_message(notice: Notice, deps: Deps) -> Message | None:
    """What was found in a guide, or what has become of it."""
    told = await look_at_told(deps.store, notice)
    return Message(content=guide_card(told)) if told else None


async def _read(guide: GivenGuide, deps: Deps) -> Reading | None:
    """What a reading comes to; None where it is not to be, or Slack is silent."""
    if guide.tries >= MOST_TRIES:
        return _came_to(guide, refusal=texts.COULD_NOT)
    if not await take_up(deps.store, guide):
        return None
    try:
        file = await deps.files.read(guide.workspace, UploadedFile(id=guide.file), most=MOST_BYTES)
        name = guide.name or file.name[-LONGEST_NAME:]
        findings = await read_apart(file.content, name, settled_from(guide.said))
    except (FileGone, FilesNotReadable, FileTooLarge) as refused:
        return _came_to(guide, refusal=REFUSALS[type(refused)])
    except Unreadable as unreadable:
        return _came_to(guide, refusal=str(unreadable))
    except (Refused, Unreachable):
        log.warning("guide not fetched", extra={"guide": guide.id})
        return None
    return replace(_came_to(guide), fingerprint=sha256(file.content).hexdigest(), findings=findings)


def _came_to(guide: GivenGuide, *, refusal: str | None = None) -> Reading:
    return Reading(workspace=guide.workspace, guide=guide.id, before=guide.readings, refusal=refusal)
