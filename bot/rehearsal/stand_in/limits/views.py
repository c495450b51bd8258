"""The frame of a modal and of Home, and of a message, with Slack's limits."""

import json
import re
from typing import Any

from bot.rehearsal.stand_in.limits.blocks import Surface, check_blocks
from bot.rehearsal.stand_in.limits.shapes import Check, Unfit, choice_of, flag, length, record, words
from bot.rehearsal.stand_in.limits.text import plain

VIEW_BYTES = 250_000
MESSAGE_TEXT = 4_000  # chat.update refuses more; for a post Slack's guidance is taken as the limit
BLOCKS_TEXT = 11_000  # Slack names no figure for msg_blocks_too_long; refusals have been seen from 11,341 on
METADATA_CHARACTERS = 2_000  # Slack names no figure for metadata_too_large; ids need no more
NAMES = {"private_metadata": words(3000, 0), "callback_id": words(255), "external_id": words(255)}


def anything(_: object) -> None:
    """Blocks are looked at separately, because their limits differ with the surface."""


def can_be_sent(modal: dict[str, Any]) -> None:
    """A modal that asks something can be submitted, and one that can be submitted says to whom."""
    asks = any(isinstance(one, dict) and one.get("type") == "input" for one in modal["blocks"])
    if asks and "submit" not in modal:
        raise Unfit("a modal with inputs needs submit")
    if "submit" in modal and "callback_id" not in modal:
        raise Unfit("a modal that can be submitted needs callback_id")


def is_list(value: object) -> None:
    """Blocks come as a list."""
    if not isinstance(value, list):
        raise Unfit("must be an array")


FRAMES: dict[Surface, Check] = {
    Surface.HOME: record({"type": choice_of("home"), "blocks": is_list}, NAMES),
    Surface.MODAL: record(
        {"type": choice_of("modal"), "title": plain(24), "blocks": is_list},
        {"submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag, **NAMES},
        can_be_sent,
    ),
}


def check_view(view: Any, surface: Surface) -> None:  # noqa: ANN401 - it is here that anything becomes a view
    """Refuse a view that Slack would not show.

    Raises:
        Unfit: what is wrong, and where.
    """
    FRAMES[surface](view)
    try:
        check_blocks(view["blocks"], surface)
    except Unfit as unfit:
        unfit.way.insert(0, "blocks")
        raise


def is_too_large(view: dict[str, Any]) -> bool:
    """Whether the view as a whole is over 250 KB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def characters(piece: Any) -> int:  # noqa: ANN401 - it walks whatever blocks are made of
    """Count everything that people can read in blocks."""
    if isinstance(piece, list):
        return sum(characters(one) for one in piece)
    if not isinstance(piece, dict):
        return 0
    written = piece.get("text")
    own = length(written) if isinstance(written, str) else 0
    return own + sum(characters(one) for one in piece.values())


ALPHANUMERIC = re.compile(r"[A-Za-z0-9_]{1,255}")


def check_metadata(metadata: Any) -> None:  # noqa: ANN401 - it is here that anything becomes metadata
    """Refuse metadata that is not a name and a flat payload.

    Raises:
        Unfit: what is wrong.
    """
    record({"event_type": words(255), "event_payload": anything})(metadata)
    if not ALPHANUMERIC.fullmatch(metadata["event_type"]):
        raise Unfit("event_type must be alphanumeric")
    payload = metadata["event_payload"]
    if not isinstance(payload, dict) or not all(isinstance(one, str | int | float) for one in payload.values()):
        raise Unfit("event_payload must be flat")
