"""How much of Slack's limits a message or a view uses."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bot.rehearsal.reading import texts_in
from bot.rehearsal.stand_in.finding import elements_of
from bot.rehearsal.stand_in.limits.blocks import BLOCKS_OF_A_MESSAGE, BLOCKS_OF_A_VIEW, LONGEST_TEXT
from bot.rehearsal.stand_in.limits.shapes import length
from bot.rehearsal.stand_in.limits.views import BLOCKS_TEXT, MESSAGE_TEXT, VIEW_BYTES, characters
from bot.rehearsal.stand_in.values import Json

NEARLY = 0.9
LONGEST_VALUE, LONGEST_METADATA = 2000, 3000
MOST_OPTIONS = 100


@dataclass(frozen=True, kw_only=True)
class Used:
    """One limit: what it is about, how much is used, and the most there may be."""

    what: str
    used: int
    most: int

    @property
    def nearly(self) -> bool:
        """Whether little is left."""
        return self.used > NEARLY * self.most


def used_by(body: Json) -> list[Used]:
    """The limits that a call's body comes near to or not: of its view, or of its message; none where it has neither."""
    view = body.get("view")
    if isinstance(view, dict):
        return [*_of_blocks(view.get("blocks", []), BLOCKS_OF_A_VIEW), *_of_view(view)]
    blocks = body.get("blocks") or []
    return [*_of_blocks(blocks, BLOCKS_OF_A_MESSAGE), *_of_message(body)] if blocks or body.get("text") else []


def size_of(piece: object) -> int:
    """How many bytes it has as JSON."""
    return len(json.dumps(piece, ensure_ascii=False).encode())


def builder_payload(body: Json) -> Json | None:
    """What Slack's Block Kit Builder takes: a view, or a message's blocks; None where there is nothing to show."""
    view = body.get("view")
    if isinstance(view, dict):
        return view
    return {"blocks": body["blocks"]} if body.get("blocks") else None


def _of_blocks(blocks: list[Json], most: int) -> Iterator[Used]:
    yield Used(what="blocks", used=len(blocks), most=most)
    yield Used(what="longest text", used=max(map(length, texts_in(blocks)), default=0), most=LONGEST_TEXT)
    elements = [element for _, element in elements_of(blocks)]
    if values := [length(element["value"]) for element in elements if isinstance(element.get("value"), str)]:
        yield Used(what="longest value", used=max(values), most=LONGEST_VALUE)
    if options := [len(each) for element in elements for each in _lists(element)]:
        yield Used(what="most options", used=max(options), most=MOST_OPTIONS)


def _of_message(body: Json) -> Iterator[Used]:
    yield Used(what="text", used=length(body.get("text") or ""), most=MESSAGE_TEXT)
    yield Used(what="characters in all", used=characters(body.get("blocks") or []), most=BLOCKS_TEXT)


def _of_view(view: Json) -> Iterator[Used]:
    yield Used(what="bytes", used=size_of(view), most=VIEW_BYTES)
    if metadata := view.get("private_metadata"):
        yield Used(what="private_metadata", used=length(metadata), most=LONGEST_METADATA)


def _lists(element: Json) -> Iterator[list[Json]]:
    yield from (group["options"] for group in element.get("option_groups", ()))
    if "options" in element:
        yield element["options"]
