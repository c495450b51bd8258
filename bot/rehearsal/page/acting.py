"""What somebody does on the page, done by the person they act as: each press is a signed request to the bot."""

import html
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web

from bot.rehearsal.page.declining import CHANGED, Declined
from bot.rehearsal.page.fields import filled_in, given
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.looking import Looking, NotThere
from bot.rehearsal.stand_in import Answer, NotPossible, happenings
from bot.rehearsal.stand_in.finding import find_element
from bot.rehearsal.stand_in.forms import missing_answers
from bot.rehearsal.stand_in.person import Press
from bot.rehearsal.stand_in.values import Json, View

REQUIRED = "Please complete this required field."
TROUBLE = "Slack shows a warning here: the app did not answer as it should ({})."
TOO_LATE = "Slack shows a warning here: the app did not answer within three seconds."
NOT_A_COMMAND = "{} is not a command of this app."
TOO_LONG = "Slack takes at most {} characters here."
LONGEST_MESSAGE = 4000
NO_SENSE = "That made no sense to this page."

Deed = Callable[[Looking, Json], Awaitable[Answer | None]]


async def press(looking: Looking, told: Json) -> Answer | None:
    """Press a button, or choose in a menu, of a message, of Home or of the modal on top."""
    person, surface = looking.person, told.get("surface")
    if surface == "message":
        message = person.workspace.find_message(str(told.get("channel")), str(told.get("ts")))
        if message is None:
            raise Declined(CHANGED)
        return await person.click(message, **_pressed(looking, message.blocks, told))
    if surface == "home":
        home = person.home()
        return await person.click_home(**_pressed(looking, home.blocks if home else [], told))
    modal = person.modal()
    return await person.click_in_modal(**_pressed(looking, modal.blocks if modal else [], told))


async def fill(looking: Looking, told: Json) -> None:
    """Remember what is written and chosen in the modal on top; the bot does not hear of it."""
    looking.person.fill(filled_in(top_of(looking, told), told, looking.zone))


async def submit(looking: Looking, told: Json) -> Answer | None:
    """Send the modal on top in. Slack itself asks for answers that must be given."""
    await fill(looking, told)
    view = top_of(looking, told)
    missing = missing_answers(view.blocks, view.filled)
    if missing:
        looking.person.screen.show_errors(view, dict.fromkeys(missing, REQUIRED))
        return None
    return await looking.person.submit()


async def close(looking: Looking, told: Json) -> Answer | None:
    """Close the modal on top."""
    top_of(looking, told)
    return await looking.person.close_modal()


async def say(looking: Looking, told: Json) -> Answer | None:
    """Type a command, or a message, which the bot does not hear."""
    channel, text = looking.channel(_one(told, "channel")), _one(told, "text").strip()
    if len(text) > LONGEST_MESSAGE:
        raise Declined(TOO_LONG.format(LONGEST_MESSAGE))
    if text.startswith("/"):
        command, workspace = text.split()[0], looking.person.workspace
        if command not in workspace.world.manifest.commands:
            raise Declined(NOT_A_COMMAND.format(command))
        return await workspace.type_command(looking.person, text, channel)
    if text:
        happenings.say(looking.person, html.escape(text, quote=False), channel)
    return None


DEEDS: Mapping[str, Deed] = {
    "press": press,
    "modal/fill": fill,
    "modal/submit": submit,
    "modal/close": close,
    "say": say,
}


async def act(request: web.Request) -> web.Response:
    """Do one of the deeds, and tell what the person would see go wrong."""
    play = request.app[THEATRE].play
    looking, deed = Looking(play, request.match_info["person"]), DEEDS.get(request.match_info["deed"])
    if deed is None:
        raise NotThere
    try:
        answer = await deed(looking, await told_in(request))
    except NotPossible:  # what is before the person is not what the page showed
        raise Declined(CHANGED) from None
    play.record.nudge()
    return web.json_response({"problem": _problem(answer)})


async def told_in(request: web.Request) -> Json:
    """The JSON object of a request.

    Raises:
        Declined: it is none.
    """
    try:
        told = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        told = None
    if not isinstance(told, dict):
        raise Declined(NO_SENSE)
    return told


def _problem(answer: Answer | None) -> str:
    if answer is None or answer.ok:
        return ""
    return TOO_LATE if answer.problem == "operation_timeout" else TROUBLE.format(answer.problem)


def _pressed(looking: Looking, blocks: list[Json], told: Json) -> Press:
    """Which element, by its ids, and what is chosen in it, as the stand-in's people say it."""
    action, block, value = str(told.get("action")), told.get("block"), told.get("value")
    try:
        _, element = find_element(blocks, action_id=action, block_id=block, value=value)
    except NotPossible:  # Slack names blocks anew when it draws a message anew, and takes a press on the older one
        block = None
        _, element = find_element(blocks, action_id=action, value=value)
    chosen = given(element, _texts(told["chosen"]), looking.zone) if "chosen" in told else None
    return {"action_id": action, "block_id": block, "value": value, "chosen": chosen}


def top_of(looking: Looking, told: Json) -> View:
    """The modal on top, if it is the one that the page shows.

    Raises:
        Declined: it is another one, or none.
    """
    view = looking.person.modal()
    shown = told.get("view")
    if view is None or view.id not in (_texts(shown) if shown else ()):
        raise Declined(CHANGED)
    return view


def _texts(chosen: object) -> Sequence[str]:
    return [str(each) for each in chosen] if isinstance(chosen, list) else [str(chosen)]


def _one(told: Json, name: str) -> str:
    texts = _texts(told.get(name, ""))
    return texts[0] if texts else ""
