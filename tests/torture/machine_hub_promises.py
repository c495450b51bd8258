"""What must hold of hubs after every step: what is kept, and what no hub may ever come to."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tests.scenarios.forging import Kept
from tests.torture.machine_hub_model import (
    CONFIRMED,
    IN_TRIO,
    WAITING,
    Hub,
    Place,
    Request,
    share_a_day,
)
from tests.torture.machine_hubs import AN_HOUR
from tests.torture.machine_model import School

ASKING_STATES = (WAITING, CONFIRMED)


# what is kept


def hubs_not_kept(school: School, kept: Kept, now: datetime) -> Iterator[str]:
    """Where the database and the model differ, and what no hub may come to, whatever the model says."""
    yield from broken_laws(kept)
    promised = {hub.id: (hub.name, hub.channel, hub.staff) for hub in school.hubs.values()}
    yield from _differ("hubs", {row["id"]: _hub(row, kept) for row in kept.get("hubs", ())}, promised)
    tried = {(row["person"], _moment(row["tried_at"])) for row in kept.get("code_tries", ())}
    recent = {(name, at.replace(tzinfo=None)) for name, at in school.tries if at > now - AN_HOUR}
    yield from _differ(
        "wrong codes of the last hour", {each for each in tried if each[1] > _bare(now) - AN_HOUR}, recent
    )
    for hub in school.hubs.values():
        mine = {name: [row for row in rows if row.get("hub") == hub.id] for name, rows in kept.items()}
        for what, kept_so, expected in _sides(hub, mine):
            yield from _differ(f"{what} of a hub", kept_so, expected)


def _sides(hub: Hub, kept: Kept) -> Iterator[tuple[str, Any, Any]]:
    places = hub.places.items()
    yield "settings", {row["id"]: _place(row) for row in kept["hub_members"]}, {name: _said(p) for name, p in places}
    yield (
        "past reviews",
        {(row["member"], row["kind"], row["done_on"]): row["source"] for row in kept["past_reviews"]},
        {(name, kind, f"{day}"): source for name, p in places for (kind, day), source in p.past.items()},
    )
    yield (
        "weeks",
        {row["id"]: _week(row) for row in kept["booking_weeks"]},
        {
            name: (w.term, f"{w.first_on}", f"{w.last_on}", f"{w.closes_on}", w.trios, w.facilitators, w.withdrawn)
            for name, w in hub.weeks.items()
        },
    )
    yield (
        "requests",
        {row["member"]: _request(row) for row in kept["bookings"]},
        {name: _asked(p.request) for name, p in places if p.request},
    )


def _hub(row: dict[str, Any], kept: Kept) -> tuple[str, str | None, set[str]]:
    return row["name"], row["channel"], {one["person"] for one in kept["hub_staff"] if one["hub"] == row["id"]}


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    like = (row["kind"], row["phase"], row["trust"], row["learners"])
    in_slack, left = row["setting"] is not None, row["left_at"] is not None
    return row["name"], in_slack, like, row["contact"], bool(row["shows_progress"]), left, left or row["consultant"]


def _said(place: Place) -> tuple[Any, ...]:
    consultant = place.left or place.consultant  # whoever looked after one that has left
    return place.name, place.in_slack, place.like, place.contact, place.shows, place.left, consultant


def _week(row: dict[str, Any]) -> tuple[Any, ...]:
    days = (row["first_on"], row["last_on"], row["closes_on"])
    return row["term"], *days, row["trios"], sorted(json.loads(row["facilitators"])), bool(row["withdrawn"])


def _request(row: dict[str, Any]) -> tuple[Any, ...]:
    asked = (json.loads(row["choices"]), row["asked_by"], _moment(row["asked_at"]))
    return row["state"], *asked, row["week"], row["sentence"]


def _asked(request: Request) -> tuple[Any, ...]:
    asked = (request.choices, request.by, _bare(request.asked_at))
    return request.state, *asked, request.week, request.sentence


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _bare(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)  # as SQLite keeps it


def _differ(what: str, kept: object, promised: object) -> Iterator[str]:
    if kept != promised:
        yield f"{what}: {kept} is kept, and it should be {promised}"


# what no hub may come to, as far as the tables alone say


def broken_laws(kept: Kept) -> Iterator[str]:
    """Too many in a week, two places for one setting, a hub or a setting with nobody, two weeks on one day."""
    have = Counter(row["week"] for row in kept.get("bookings", ()) if row["state"] == CONFIRMED)
    staff = {(row["hub"], row["person"]) for row in kept.get("hub_staff", ())}
    here = [row for row in kept.get("hub_members", ()) if row["left_at"] is None]
    for week in kept.get("booking_weeks", ()):
        if have[week["id"]] > IN_TRIO * week["trios"]:
            yield f"{have[week['id']]} settings are confirmed in a week of {week['trios']} trios"
        if have[week["id"]] and week["withdrawn"]:
            yield "a setting is confirmed in a week that was withdrawn"
    for hub in kept.get("hubs", ()):
        if hub["id"] not in {of for of, _ in staff}:
            yield "nobody works for a hub"
        yield from _shared_days([w for w in kept["booking_weeks"] if w["hub"] == hub["id"] and not w["withdrawn"]])
    for setting, places in Counter(row["setting"] for row in here if row["setting"]).items():
        if places > 1:
            yield f"{setting} is in {places} hubs"
    for row in here:
        if (row["hub"], row["consultant"]) not in staff:
            yield f"nobody of the hub looks after {row['name']}"
    yield from _impossible_requests(kept, {row["id"] for row in here})


def _shared_days(weeks: list[dict[str, Any]]) -> Iterator[str]:
    days = [(date.fromisoformat(week["first_on"]), date.fromisoformat(week["last_on"])) for week in weeks]
    if any(share_a_day(one, days[:number]) for number, one in enumerate(days)):
        yield f"two weeks of one hub share a day: {days}"


def _impossible_requests(kept: Kept, here: set[str]) -> Iterator[str]:
    for row in kept.get("bookings", ()):
        choices = json.loads(row["choices"])
        if row["state"] == CONFIRMED and row["week"] not in choices:
            yield "a setting has a week that it never asked for"
        if row["state"] in ASKING_STATES and (not choices or row["member"] not in here):
            yield f"a request that is {row['state']} asks for nothing, or is one of a setting that has left"
