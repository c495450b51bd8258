"""The pages of the rehearsal: where to begin, what somebody sees, a picture."""

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from bot.rehearsal.page.clocks import LEAPS
from bot.rehearsal.page.drawing import draw
from bot.rehearsal.page.helps import BREAKS_IN_WORDS, first_look
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.looking import Looking, NotThere
from bot.rehearsal.page.starting_points import HOME, STARTING_POINTS
from bot.rehearsal.page.theatre import NothingOn, Play
from bot.rehearsal.page.tour import shown_step
from bot.rehearsal.stand_in import Person

MOMENT = 1.0


async def welcome(request: web.Request) -> web.Response:
    """What this is, and where to begin."""
    try:
        play = request.app[THEATRE].play
        going_on = play.latest or first_look(play)
    except NothingOn:
        going_on = ""
    return _page("welcome.html", points=STARTING_POINTS, going_on=going_on)


async def workspace(request: web.Request) -> web.Response:
    """What one person sees in one place. Opening Home tells the bot so, as Slack does."""
    play, place = request.app[THEATRE].play, request.match_info["place"]
    looking = Looking(play, request.match_info["person"])
    if place == HOME and (_arrives(request) or looking.person.home() is None):
        await _open_home(play, looking.person)
    screen, play.latest = looking.screen(place, request.query.get("thread", "")), request.path
    return _page(
        "workspace.html",
        screen=screen,
        round=play.round,
        time=_say_time(play.clock.now().astimezone(looking.zone)),
        breaks=BREAKS_IN_WORDS,
        leaps=LEAPS,
        broken=play.broken,
        answering=play.answering.done if play.answering else None,
        tour=shown_step(play, play.tour, request.path) if play.tour is not None else None,
    )


async def file(request: web.Request) -> web.Response:
    """A picture that the bot has shared."""
    shared = request.app[THEATRE].play.scene.slack.world.files.get(request.match_info["file"])
    if shared is None or shared.content is None or not shared.filename.endswith(".png"):
        raise NotThere
    return web.Response(body=shared.content, content_type="image/png")


async def _open_home(play: Play, person: Person) -> None:
    """Tell the bot, and give it a moment to draw Home as it is now."""
    before = person.home()
    await person.open_home()
    with suppress(TimeoutError):
        await play.record.eventually(lambda: person.home() is not before, within=MOMENT)


def _arrives(request: web.Request) -> bool:
    """Whether somebody goes there, and not only a page that keeps up with what happens."""
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


def _say_time(now: datetime) -> str:
    return f"{now:%a} {now.day} {now:%b %Y}, {now:%H:%M}"


def _page(template: str, **words: object) -> web.Response:
    return web.Response(status=HTTPStatus.OK, text=draw(template, **words), content_type="text/html")
