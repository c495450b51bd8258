"""The helps of a rehearsal: begin somewhere else, let the others answer, move the clock, break Slack, take the tour."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from http import HTTPStatus

from aiohttp import web

from bot.rehearsal.actor import NotAsPromised
from bot.rehearsal.page.acting import told_in
from bot.rehearsal.page.clocks import leap
from bot.rehearsal.page.declining import Declined
from bot.rehearsal.page.keys import THEATRE
from bot.rehearsal.page.starting_points import MEETING, STARTING_POINTS
from bot.rehearsal.page.theatre import Play, Telling, Theatre
from bot.rehearsal.page.tour import BEGINS_AT, TOUR
from bot.rehearsal.reading import NotFound
from bot.rehearsal.stand_in import NotPossible, breaking
from bot.rehearsal.stand_in.breaking import Fault
from bot.rehearsal.stand_in.values import Json
from bot.rehearsal.stories.reflecting import answer_the_rest

log = logging.getLogger(__name__)

SLOW_SECONDS = 4
SECONDS_TO_CATCH_UP = 20
MEND_FIRST = "Mend Slack first: while it is broken, nobody sees their next card."
ANSWERING_ALREADY = "They are answering already."
THEY_DID = "The others have answered: {} answers in all."
NOBODY_LEFT = "Nobody else has a row to answer just now."
TIME_PASSED = "Time has passed, and messages have arrived: {}."
NOTHING_ARRIVED = "Time has passed. Nothing was due."
NOT_AS_PROMISED = "That did not work out: somebody saw an error. The terminal says more."

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
        raise Declined("There is no such starting point.")
    return {"go": first_look(await theatre.begin(point))}


async def answer(theatre: Theatre, told: Json) -> Json:
    """Everybody but the person one acts as answers what they still can."""
    play = theatre.play
    if play.broken:
        raise Declined(MEND_FIRST)
    if play.answering:
        raise Declined(ANSWERING_ALREADY)
    play.answering = telling = Telling()
    others = [colleague for colleague in play.scene.colleagues if colleague.actor.person.id != told.get("but")]
    try:
        with play.clock.hurried():
            await answer_the_rest(others, telling)
    finally:
        play.answering = None
    return {"told": THEY_DID.format(telling.done) if telling.done else NOBODY_LEFT}


async def break_slack(theatre: Theatre, told: Json) -> Json:
    """Break Slack in one way, or mend it; then time passes until the bot has caught up."""
    play, way = theatre.play, str(told.get("way") or "")
    if way and way not in BREAKS:
        raise Declined("Slack cannot be broken like that.")
    play.scene.slack.mend()
    play.broken = way
    if way:
        play.scene.slack.break_all(BREAKS[way])
        return {}
    with play.clock.hurried(), suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_TO_CATCH_UP):
            await play.scene.bot.settle()
    return {}


async def tour(theatre: Theatre, told: Json) -> Json:
    """Show a step of the guided tour, or begin anew where it begins; no step ends it."""
    step = told.get("step")
    if step is None:
        theatre.play.tour = None
        return {}
    if type(step) is not int or not 0 <= step < len(TOUR):
        raise Declined("The tour has no such step.")
    play = await theatre.begin(BEGINS_AT) if told.get("begin") else theatre.play
    play.tour = step
    return {"go": TOUR[step].href(play)}


async def move_clock(theatre: Theatre, told: Json) -> Json:
    """Let an hour or a day pass, or all the time until the meeting, or until next year."""
    play = theatre.play
    if play.broken:
        raise Declined(MEND_FIRST)
    if play.answering:
        raise Declined(ANSWERING_ALREADY)
    arrived = await leap(play, str(told.get("leap")))
    return {"told": TIME_PASSED.format(arrived) if arrived else NOTHING_ARRIVED}


HELPS: Mapping[str, Callable[[Theatre, Json], Awaitable[Json]]] = {
    "begin": begin,
    "answer": answer,
    "break": break_slack,
    "clock": move_clock,
    "tour": tour,
}


async def give_help(request: web.Request) -> web.Response:
    """Do what was asked for, and say where to go or what is in the way."""
    theatre, way = request.app[THEATRE], HELPS[request.match_info["help"]]
    try:
        done = await way(theatre, await told_in(request))
    except (NotAsPromised, NotFound, NotPossible) as error:
        log.warning("rehearsal: not as promised", extra={"what": str(error)})
        return web.json_response({"problem": NOT_AS_PROMISED}, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    theatre.nudge()
    return web.json_response(done)


def first_look(play: Play) -> str:
    """Where somebody looks first who begins at the starting point of what is on."""
    on, point = play.scene, play.point
    return f"/as/{point.who(on).id}/{on.room.id if point.where == MEETING else point.where}"
