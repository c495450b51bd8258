"""What the buttons and forms of hubs mean to the plain model: who may, what comes of it, and what is refused."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from tests.torture.machine_deeds import Act, Deed
from tests.torture.machine_forms import day_of
from tests.torture.machine_hub_model import (
    CONFIRMED,
    WAITING,
    Hub,
    Place,
    Week,
    lasts_long_enough,
    share_a_day,
)
from tests.torture.machine_model import School

AN_HOUR = timedelta(hours=1)
MOST_TRIES, MOST_TRIES_OF_ALL = 5, 30
BEGAN_ON = date(2022, 9, 1)
ROOM_IN_ID = 28
SCHOOL_NAME, SCHOOL_KIND, SCHOOL_AGES = "Riverside School", "school", "secondary"

OfHub = Callable[[Hub, Act], bool]
OfPlace = Callable[[School, Hub, Place, Act], bool]


def staffed(deed: OfHub) -> Deed:
    """Something for whoever works for the hub."""

    def done(school: School, act: Act) -> bool:
        hub = school.hubs.get(act.carried[0])
        return hub is not None and act.name in hub.staff and deed(hub, act)

    return done


def of_setting(deed: OfPlace, *, staff_too: bool = False) -> Deed:
    """Something for careers leaders of a setting, and for the hub's staff where it is not in Slack, or always."""

    def done(school: School, act: Act) -> bool:
        hub = school.hubs.get(act.carried[0])
        place = hub.here().get(act.carried[1]) if hub else None
        if hub is None or place is None:
            return False
        leads = place.in_slack and school.leads(act.name)
        works = act.name in hub.staff and (staff_too or not place.in_slack)
        return (leads or works) and deed(school, hub, place, act)

    return done


def looked(_hub: Hub, _act: Act) -> bool:
    return True


# a hub and its settings


def make(school: School, act: Act) -> bool:
    if act.name not in school.admins:
        return False
    if act.filled:
        new = Hub(act.carried[0], act.filled["name"], act.filled["channel"], set(act.filled["people"]))
        school.hubs.setdefault(new.id, new)
    return True


def name_staff(school: School, act: Act) -> bool:
    hub = school.hubs.get(act.carried[0])
    if hub is None or not (act.name in school.admins or act.name in hub.staff):
        return False
    if act.filled:
        hub.channel = act.filled["channel"]
        hub.name_staff(act.filled["people"])
    return True


def try_code(school: School, act: Act) -> bool:
    """Whoever tried five wrong ones within an hour waits, and so does everybody once all together tried thirty."""
    if not school.leads(act.name) or school.place():
        return False
    if not act.filled:
        return True
    tries = [name for name, at in school.tries if at > act.now - AN_HOUR]
    if tries.count(act.name) >= MOST_TRIES or len(tries) >= MOST_TRIES_OF_ALL:
        return False
    if act.filled["hub"] is None:
        school.tries.append((act.name, act.now))
    return act.filled["hub"] is not None


def join(school: School, act: Act) -> bool:
    """A setting that comes back finds what it had done before."""
    hub, now_in = school.hubs.get(act.filled["hub"]), school.place()
    if hub is None or not school.leads(act.name):
        return False
    if now_in:
        return now_in[0] is hub
    former = next((name for name, place in hub.places.items() if place.in_slack), None)
    like = (SCHOOL_KIND, SCHOOL_AGES, act.filled["trust"], act.filled["learners"])
    place = Place(SCHOOL_NAME, in_slack=True, like=like, consultant=hub.free_consultant(), shows=act.filled["shows"])
    if former:
        place.past, place.request = hub.places[former].past, hub.places[former].request
    hub.places[former or act.carried[2]] = place
    return True


def leave(school: School, act: Act) -> bool:
    if school.leads(act.name) and (now_in := school.place()):
        now_in[1].leave()
    return school.leads(act.name)


def show_progress(school: School, act: Act) -> bool:
    now_in = school.place()
    if not school.leads(act.name) or now_in is None:
        return False
    now_in[1].shows = bool(act.carried[1])
    return True


def add(hub: Hub, act: Act) -> bool:
    filled = act.filled
    if not filled:
        return True
    if "@" not in filled["contact"]:
        return False
    new = Place(filled["name"], in_slack=False, like=filled["like"], consultant=act.name, contact=filled["contact"])
    hub.places.setdefault(act.carried[1], new)
    return True


def remove(hub: Hub, act: Act) -> bool:
    place = hub.here().get(act.carried[1])
    if place is None or place.in_slack:
        return False
    place.leave()
    return True


def name_consultant(hub: Hub, act: Act) -> bool:
    place = hub.here().get(act.carried[1])
    if place is None or (act.filled and act.filled["consultant"] not in hub.staff):
        return False
    place.consultant = act.filled.get("consultant", place.consultant)
    return True


def enter_past(school: School, _hub: Hub, place: Place, act: Act) -> bool:
    """Whoever leads careers there knows it; hub staff say from where."""
    if not act.filled:
        return True
    kind, day, source = act.filled["kind"], act.filled["done_on"], act.filled["source"]
    knows = (place.in_slack and school.leads(act.name)) or source
    if not (knows and BEGAN_ON <= day <= day_of(act.now)):
        return False
    place.past[kind, day] = source
    return True


def remove_past(_school: School, _hub: Hub, place: Place, act: Act) -> bool:
    _, _, kind, day, *_ = act.carried
    place.past.pop((kind.lower(), date.fromisoformat(day)), None)
    return True


# weeks


def announce(hub: Hub, act: Act) -> bool:
    """Nothing is announced but what somebody was shown: changed words are read and shown again."""
    announcement, filled = act.carried[1], act.filled
    weeks = hub.read(filled["text"], filled["weeks_before"], day_of(act.now))
    if hub.checked.get(announcement) != filled:
        hub.checked[announcement] = filled if weeks else None
        return True
    for number, week in enumerate(weeks, 1):
        week.trios, week.facilitators = filled["trios"], filled["people"]
        hub.weeks[f"{announcement[:ROOM_IN_ID]}{number:03d}"] = week
    return True


def change_week(hub: Hub, act: Act) -> bool:
    week, filled = hub.weeks.get(act.carried[1]), act.filled
    if week is None or not week.is_ahead(day_of(act.now)):
        return False
    if not filled:
        return True
    new = Week(week.term, filled["first_on"], filled["last_on"], filled["closes_on"], filled["trios"], filled["people"])
    if new != week and not _may_stand(hub, act.carried[1], new, day_of(act.now)):
        return False
    hub.weeks[act.carried[1]] = new
    return True


def _may_stand(hub: Hub, name: str, week: Week, today: date) -> bool:
    """Until when can be asked may have gone by, as long as it is not what changes."""
    days = (week.first_on, week.last_on)
    can_be_asked = week.closes_on >= today or week.closes_on == hub.weeks[name].closes_on
    in_time = can_be_asked and week.closes_on < week.first_on and today < week.first_on
    is_free = not share_a_day(days, hub.taken(but=name)) and hub.confirmed(name) <= week.places
    return in_time and lasts_long_enough(*days) and is_free


def withdraw_week(hub: Hub, act: Act) -> bool:
    """Whoever had it waits for the others they chose."""
    week = hub.weeks.get(act.carried[1])
    if week is None or not (week.withdrawn or week.is_ahead(day_of(act.now))):
        return False
    week.withdrawn = True
    for place in hub.places.values():
        if (request := place.request) and request.state == CONFIRMED and request.week == act.carried[1]:
            request.settle(WAITING)
    return True


HUB_DEEDS: Mapping[str, Deed] = {
    "hubs.make": make,
    "hubs.staff": name_staff,
    "hubs.join": try_code,
    "hubs.confirm_joining": join,
    "hubs.leave": leave,
    "hubs.show_progress": show_progress,
    "member_settings.add": staffed(add),
    "member_settings.remove": staffed(remove),
    "member_settings.consultant": staffed(name_consultant),
    "member_settings.enter_past": of_setting(enter_past, staff_too=True),
    "member_settings.remove_past": of_setting(remove_past, staff_too=True),
    "weeks.announce": staffed(looked),
    "weeks.announce_them": staffed(announce),
    "weeks.change": staffed(change_week),
    "weeks.withdraw": staffed(withdraw_week),
}
