"""The helps of a rehearsal: begin somewhere else, let the others answer, break Slack, take the tour."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from aiohttp import web

from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.page.acting import told_in
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.starting_points import MEETING, STARTING_POINTS, StartingPoint
from bot.rehearsal.page.theatre import Play, Telling, Theatre
from bot.rehearsal.page.tour import BEGINS_AT, TOUR
from bot.rehearsal.reading import NotFound
from bot.rehearsal.stand_in import NotPossible, breaking
from bot.rehearsal.stand_in.breaking import Fault
from bot.rehearsal.stand_in.values import Json
from bot.rehearsal.stories.reflecting import answer_the_rest

log = logging.getLogger(__name__)

SLOW_SECONDS = 4
MEND_FIRST = "Mend Slack first: while it is broken, nobody sees their next card."
THEY_DID = "The others have answered: {} answers in all."
NOBODY_LEFT = "Nobody else has a row to answer just now."

BREAKS: Mapping[str, Fault] = {
    "wait": breaking.rate_limited(5),
    "down": breaking.http(503),
    "slow": breaking.slow(SLOW_SECONDS, wall=True),
    "cut": breaking.cut_after(),
}
BREAKS_IN_WORDS: Mapping[str, str] = {
    "wait": "It asks the bot to wait",
    "down": "It is down",
    "slow": f"It takes {SLOW_SECONDS} seconds for everything",
    "cut": "It hangs up without an answer",
}


async def begin(theatre: Theatre, told: Json) -> Json:
    """Begin anew at a starting point."""
    point = next((one for one in STARTING_POINTS if one.name == told.get("point")), None)
    if point is None:
        raise NotPossible("There is no such starting point.")
    await _begin(theatre, point)
    return {"go": first_look(theatre.play)}


async def answer(theatre: Theatre, told: Json) -> Json:
    """Everybody but the person one acts as answers what they still can."""
    if theatre.broken:
        raise NotPossible(MEND_FIRST)
    play, telling = theatre.play, Telling()
    others = [colleague for colleague in play.scene.colleagues if colleague.actor.person.id != told.get("but")]
    with play.clock.hurried():
        await answer_the_rest(others, telling)
    return {"told": THEY_DID.format(telling.done) if telling.done else NOBODY_LEFT}


async def break_slack(theatre: Theatre, told: Json) -> Json:
    """Break Slack in one way, or mend it."""
    way, slack = str(told.get("way") or ""), theatre.play.scene.slack
    if way and way not in BREAKS:
        raise NotPossible("Slack cannot be broken like that.")
    slack.mend()
    if way:
        slack.break_all(BREAKS[way])
    theatre.broken = way
    return {}


async def tour(theatre: Theatre, told: Json) -> Json:
    """Show a step of the guided tour; its first begins anew, where the tour begins."""
    step = told.get("step")
    if step is None:
        theatre.tour = None
        return {}
    if type(step) is not int or not 0 <= step < len(TOUR):
        raise NotPossible("The tour has no such step.")
    if theatre.tour is None or step == 0:
        await _begin(theatre, BEGINS_AT)
    theatre.tour = step
    return {"go": TOUR[step].href(theatre.play)}


HELPS: Mapping[str, Callable[[Theatre, Json], Awaitable[Json]]] = {
    "begin": begin,
    "answer": answer,
    "break": break_slack,
    "tour": tour,
}


async def give_help(request: web.Request) -> web.Response:
    """Do what was asked for, and say where to go or what is in the way."""
    theatre, way = request.app[THEATRE], HELPS[request.match_info["help"]]
    try:
        done = await way(theatre, await told_in(request))
    except (NotAsPromised, NotFound) as error:
        log.warning("rehearsal: not as promised", extra={"what": str(error)})
        return web.json_response({"problem": str(error)}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    except NotPossible as error:
        return web.json_response({"problem": str(error)}, status=HTTPStatus.CONFLICT)
    theatre.play.record.nudge()
    return web.json_response(done)


def first_look(play: Play) -> str:
    """Where somebody looks first who begins at the starting point of what is on."""
    on, point = play.scene, play.point
    return f"/as/{point.who(on).id}/{on.room.id if point.where == MEETING else point.where}"


async def _begin(theatre: Theatre, point: StartingPoint) -> None:
    """Begin, whether or not the browser waits to the end."""
    await asyncio.shield(asyncio.create_task(theatre.begin(point)))
