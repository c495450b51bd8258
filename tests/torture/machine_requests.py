"""What the buttons and forms of requests for a week mean to the plain model."""

from collections.abc import Mapping
from datetime import date

from tests.torture.machine_deeds import Act, Deed
from tests.torture.machine_forms import day_of
from tests.torture.machine_hub_model import (
    CONFIRMED,
    DECLINED,
    LEADERSHIP,
    NOT_THIS_TIME,
    WAITING,
    WITHDRAWN,
    Hub,
    Place,
    Request,
    said,
)
from tests.torture.machine_hubs import looked, of_setting, staffed
from tests.torture.machine_model import AGREED, School


def is_ready(school: School, hub: Hub, place: Place) -> bool:
    """Whether a setting has an agreed review: here, or elsewhere and entered; in another hub counts, too."""
    places = [each for one in school.hubs.values() for each in one.places.values() if each.in_slack]
    past = {kind for each in (places if place.in_slack else [place]) for kind, _ in each.past}
    is_agreed_here = place.in_slack and any(review.stage == AGREED for review in school.reviews)
    return is_agreed_here or LEADERSHIP in past


def ask(school: School, hub: Hub, place: Place, act: Act) -> bool:
    today, request = day_of(act.now), said(hub, place, day_of(act.now))
    if not is_ready(school, hub, place) or (request and request.state == CONFIRMED):
        return False
    if not act.filled:
        return bool(hub.open_weeks(today))
    choices, waits = act.filled["choices"], request if request and request.state == WAITING else None
    kept = set(waits.choices) & set(hub.ahead(today)) if waits else set()
    if len(set(choices)) < len(choices) or not set(choices) <= kept | set(hub.open_weeks(today)):
        return False
    place.like = act.filled["like"]
    if waits is None or waits.choices != choices:
        place.request = Request(WAITING, choices, by=act.name, asked_at=waits.asked_at if waits else act.now)
    return True


def none_suits(_school: School, hub: Hub, place: Place, act: Act) -> bool:
    request, ahead = said(hub, place, day_of(act.now)), hub.ahead(day_of(act.now))
    if (request and request.state in {CONFIRMED, WAITING}) or not ahead:
        return False
    if request is None or request.state != NOT_THIS_TIME or not set(ahead) <= set(request.choices):
        place.request = Request(NOT_THIS_TIME, ahead, by=act.name, asked_at=act.now)
    return True


def take_back(_school: School, hub: Hub, place: Place, act: Act) -> bool:
    if (request := said(hub, place, day_of(act.now))) and request.state in {WAITING, CONFIRMED}:
        request.settle(WITHDRAWN, week=request.week)
    return True


def look_at_week(hub: Hub, act: Act) -> bool:
    return act.carried[1] in hub.ahead(day_of(act.now))


def look_at_setting(hub: Hub, act: Act) -> bool:
    return act.carried[1] in hub.here()


def answer(hub: Hub, act: Act) -> bool:
    place, today = hub.here().get(act.carried[1]), day_of(act.now)
    request = said(hub, place, today) if place else None
    if request is None:
        return False
    if not act.filled:
        return request.state == CONFIRMED or bool(set(request.choices) & set(hub.ahead(today)))
    week, sentence = act.filled["week"], act.filled["sentence"]
    return _decline(request, sentence) if week is None else _confirm(hub, request, week, sentence, today)


def _decline(request: Request, sentence: str) -> bool:
    if request.state == DECLINED:
        return True
    if not sentence or request.state not in {WAITING, CONFIRMED}:
        return False
    request.settle(DECLINED, sentence=sentence)
    return True


def _confirm(hub: Hub, request: Request, week: str, sentence: str, today: date) -> bool:
    if request.state == CONFIRMED and request.week == week:
        return True
    is_asked_for = request.is_for(week) and week in hub.ahead(today)
    if not is_asked_for or hub.confirmed(week) >= hub.weeks[week].places:
        return False
    request.settle(CONFIRMED, week=week, sentence=sentence)
    return True


REQUEST_DEEDS: Mapping[str, Deed] = {
    "bookings.ask": of_setting(ask),
    "bookings.not_this_time": of_setting(none_suits),
    "bookings.withdraw": of_setting(take_back),
    "bookings.look_at_week": staffed(look_at_week),
    "bookings.look_at_setting": staffed(look_at_setting),
    "bookings.answer": staffed(answer),
    "bookings.export": staffed(looked),
}
