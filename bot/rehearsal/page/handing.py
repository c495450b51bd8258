"""A file that somebody hands over in a modal: its bytes on their way to the stand-in, and kept nowhere else.

It is told to the stand-in as soon as it is chosen, as Slack does it; what is in a form when that is sent are its other
fields. Bytes come as they are, and not in a form, so that no form of another site can bring any.
"""

from aiohttp import web

from bot.rehearsal.page.acting import top_of
from bot.rehearsal.page.declining import CHANGED, Declined
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.looking import Looking
from bot.rehearsal.stand_in import LocalFile, NotPossible
from bot.rehearsal.stand_in.finding import elements_of, place_of
from bot.rehearsal.stand_in.forms import MOST_FILES
from bot.rehearsal.stand_in.values import Json, View

NOT_TAKEN = "Slack does not take this here. It wants {kinds}, and at most {most} of {megabytes} MB each."
MEGABYTE = 1024 * 1024
LONGEST_NAME = 255
PIECE = 64 * 1024


async def hand_over(request: web.Request) -> web.Response:
    """Put a file into a field of the modal on top, in the place of what is in it, or with `more` beside that."""
    play = request.app[THEATRE].play
    looking, asked = Looking(play, request.match_info["person"]), request.query
    view = top_of(looking, {"view": asked.get("view")})
    block, element = _field(view, asked.get("block", ""))
    name, most = asked.get("name", ""), play.scene.slack.world.largest_file
    refusal = Declined(_why_not(element, most))
    content = await _bytes_of(request, most)
    if content is None or not 0 < len(name) <= LONGEST_NAME:
        raise refusal
    before = view.filled.get(place_of(block, element), []) if asked.get("more") else []
    try:
        looking.person.fill({block["block_id"]: [*before, LocalFile(name=name, content=content)]})
    except NotPossible:
        raise refusal from None
    play.record.nudge()
    return web.json_response({"problem": ""})


def _field(view: View, name: str) -> tuple[Json, Json]:
    for block, element in elements_of(view.blocks):
        if element["type"] == "file_input" and block["block_id"] == name:
            return block, element
    raise Declined(CHANGED)


def _why_not(element: Json, largest: int) -> str:
    most = element.get("max_files", MOST_FILES)
    return NOT_TAKEN.format(
        kinds=" or ".join(element.get("filetypes", ["any file"])),
        most="one file" if most == 1 else f"{most} files",
        megabytes=largest // MEGABYTE,
    )


async def _bytes_of(request: web.Request, most: int) -> bytes | None:
    """What the request brings, or None where that is too much: then the rest is not read."""
    if (request.content_length or 0) > most:
        return None
    content = bytearray()
    async for piece in request.content.iter_chunked(PIECE):
        content += piece
        if len(content) > most:
            return None
    return bytes(content)
