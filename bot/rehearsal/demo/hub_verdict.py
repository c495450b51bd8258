"""Whether the hub's year was as promised, looked at from outside: in Slack and in the database file."""

from collections import Counter
from collections.abc import Iterator, Mapping

from bot.capabilities.weeks import texts as weeks
from bot.rehearsal.demo.calendar import WENT, ZONE, late_or_lost
from bot.rehearsal.demo.hub import HubPerformance, spreadsheets
from bot.rehearsal.demo.verdict import refused_calls
from bot.rehearsal.reading import texts_in
from bot.rehearsal.stand_in import Person
from bot.rehearsal.stories import hub_cast as cast
from bot.rehearsal.stories.hub_cast import HUB, SETTINGS
from bot.rehearsal.stories.hub_year import MET_ON, PROGRESS, WAITING_LIST
from maturity_model.booking import BookingState
from maturity_model.hub import hub_hours
from maturity_model.notice_kinds import (
    ASKED_AGAIN,
    BOOKING_SETTLED,
    REQUESTS_CLOSE,
    WEEK_CHANGED,
    WEEKS_ANNOUNCED,
)

READ = {PROGRESS: "reflecting", WAITING_LIST: "waiting list"}
"""What staff read at some moments has this in it."""


def hub_faults(performance: HubPerformance) -> list[str]:
    """Everything that is not as promised, a sentence each; nothing where all is well."""
    return [
        *_announced(performance),
        *_told(performance),
        *_places(performance),
        *_histories(performance),
        *_read(performance),
        *late_or_lost(performance.on, performance.kept.notices, hub_hours(ZONE)),
        *refused_calls(performance.on),
    ]


def owed(performance: HubPerformance) -> Mapping[str, Mapping[str, int]]:
    """How often each careers leader had to be told what, by the kind of notice and by the person's id."""
    people, asked_twice = performance.year.cast.people, (cast.GIVES_BACK, cast.DECLINED)
    confirmed = tuple(part for part in SETTINGS if part.gets is not None)
    return {
        WEEKS_ANNOUNCED: _ids(people(*SETTINGS)),
        WEEK_CHANGED: _ids(people(cast.MEADOW, cast.MILL_POND)),
        ASKED_AGAIN: _ids(people(cast.REVIEW_FIRST)),
        REQUESTS_CLOSE: _ids(people(cast.SILENT, cast.GIVES_BACK)),
        BOOKING_SETTLED: _ids(people(*confirmed, *asked_twice)),
    }


def _ids(people: tuple[Person, ...]) -> Counter[str]:
    return Counter(person.id for person in people)


def _announced(performance: HubPerformance) -> Iterator[str]:
    """Exactly one in everybody's messages, by what was posted, and one in the hub's channel."""
    on, year = performance.on, performance.year
    posts = [call for call in on.slack.calls if call.method == "chat.postMessage" and call.ok]
    for part in SETTINGS:
        words = weeks.news(HUB, part.name, reminder=False)
        for person in year.cast.people(part):
            here = [call for call in posts if call.body["channel"] == person.dm_id]
            arrived = sum(words in text for call in here for text in texts_in(call.body.get("blocks", [])))
            if arrived != 1:
                yield f"{person.name} got {arrived} announcements, and one was expected."
    in_channel = len(year.cast.channel.messages())
    if in_channel != 1:
        yield f"{in_channel} announcements stand in the hub's channel, and one was expected."


def _told(performance: HubPerformance) -> Iterator[str]:
    people = performance.on.slack.workspace.people
    for kind, expected in owed(performance).items():
        sent = Counter(str(n.person) for n in performance.kept.notices if n.kind == kind and n.state in WENT)
        for person in sorted({*expected, *sent}):
            times, due = sent[person], expected.get(person, 0)
            if times != due:
                yield f"{people[person].name} was sent {times} of {kind}, and {due} were expected."


def _places(performance: HubPerformance) -> Iterator[str]:
    kept = performance.kept
    confirmed = {b.member: b.week for b in kept.bookings if b.state is BookingState.CONFIRMED}
    for week in kept.weeks:
        if (taken := sum(each == week.id for each in confirmed.values())) > week.places:
            yield f"{taken} settings have a week of {week.places} places."
    for part in SETTINGS:
        expected = None if part.gets is None else kept.weeks[part.gets].id
        if confirmed.get(kept.member(part.name).id) != expected:
            yield f"{part.name} does not have the week that it should have."


def _histories(performance: HubPerformance) -> Iterator[str]:
    for part in SETTINGS:
        entered = performance.kept.histories[performance.kept.member(part.name).id].peer_on
        if part.gets is not None and entered != MET_ON[part.gets]:
            yield f"{part.name}'s peer-to-peer review is known to have been on {entered}."


def _read(performance: HubPerformance) -> Iterator[str]:
    year = performance.year
    if not any("bank holiday" in shown for shown in year.beginnings.previews):
        yield "Nobody was told that a week has a bank holiday."
    for moment, said in READ.items():
        if said not in year.seen[moment]:
            yield f"The hub's staff did not read “{said}”."
    if len(spreadsheets(year)) != 1:
        yield f"{len(spreadsheets(year))} spreadsheets arrived, and one was expected."
