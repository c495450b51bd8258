"""What must hold after every step: what is kept is what the model says, and nobody was shown what is not theirs."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.app import CAPABILITIES
from bot.capabilities.outcome import texts as outcome
from bot.errors import merged_refusals
from bot.kit import words
from bot.kit.meeting_parts import WORDS_FOR_YOU
from bot.rehearsal.stand_in import Call
from maturity_model.errors import WrongStage
from maturity_model.review import Role, Stage
from tests.scenarios.forging import Kept
from tests.torture.machine_model import COLLEAGUE, FACILITATOR, FEWEST, LEADER, REFLECTING, Review, School

STATIC = [refusal.say for refusal in merged_refusals(CAPABILITIES).values() if isinstance(refusal.say, str)]
STAGES = [words.wrong_stage(WrongStage(stage)) for stage in Stage]
OF_WEEKS = (
    "That was one code too many",
    "that has to be ahead of us",
    "is longer than two weeks. Please check both",
    "which is announced already",
    "Requests have to close before",
    "a place in this week. Please leave room",
    "These reviews began in",
)
REFUSALS = (*STATIC, *STAGES, "was just agreed for row", words.NOT_UNDERSTOOD, *OF_WEEKS)
NOT_SAID = (words.incident("").partition(",")[0], words.NOT_SAVED)
ROLE_NAMES = {role.value: role.name for role in Role}
TELLING = ("ack", "chat.postEphemeral", "views.open", "views.push", "views.update")
NAMED = re.compile(r"(\d+) at column (\d)")
UNSURE = re.compile(r"(\d+) (?:person|people) said “I can't say”")
ANSWERED = re.compile(r"(\d+) of \d+ answered")
LONDON = ZoneInfo("Europe/London")
CAPACITIES = {"colleague": COLLEAGUE, "facilitator": FACILITATOR, "careers_leader": LEADER}


# what is kept


def not_kept(school: School, kept: Kept) -> Iterator[str]:
    """Where the database and the model differ."""
    leaders = {row["person"] for row in kept["careers_leaders"]} if kept["settings"] else None
    yield from _differ("careers leaders", leaders, school.leaders)
    for row in kept["settings"]:
        yield from _differ("school hours", (row["opens_at"], row["closes_at"]), school.hours)
    yield from _differ(
        "closures", {(row["first_on"], row["last_on"]) for row in kept.get("closures", ())}, set(school.closed)
    )
    yield from _differ("reviews", {row["id"] for row in kept["reviews"]}, {review.id for review in school.reviews})
    for review in school.reviews:
        mine = {name: [row for row in rows if row.get("review") == review.id] for name, rows in kept.items()}
        mine["reviews"] = [row for row in kept["reviews"] if row["id"] == review.id]
        for what, kept_so, promised in _sides(review, mine):
            yield from _differ(f"{what} of a review that is {review.stage}", kept_so, promised)


def _sides(review: Review, kept: Kept) -> Iterator[tuple[str, Any, Any]]:
    """Each thing that is kept of a review, and what it should be."""
    people = {row["person"]: row for row in kept["members"]}
    known = review.people
    [itself] = kept["reviews"]
    yield "the stage", itself["stage"], review.stage
    yield "the meeting", _moment(itself["meets_at"]), review.meets_at
    yield "who takes part", {n: _part(row) for n, row in people.items() if not row["removed"]}, _parts(review)
    yield "who was taken out", {n for n, row in people.items() if row["removed"]}, {n for n in known if known[n].out}
    yield "roles", {n: _role(row) for n, row in people.items()}, {n: (p.role, p.own_role) for n, p in known.items()}
    yield "who said that's all", {n for n in people if people[n]["finished"]}, {n for n in known if known[n].said_all}
    for flag in ("declined", "theme_a_day"):
        yield flag, {n for n in people if people[n][flag]}, {n for n in known if getattr(known[n], flag)}
    yield (
        "answers",
        {(row["person"], row["row"]): row["column"] for row in kept["reflections"]},
        {(n, row): column for n, p in known.items() for row, column in p.answers.items()},
    )
    yield (
        "notes",
        {(row["person"], row["row"]): (row["text"], bool(row["may_be_shown"])) for row in kept["notes"]},
        {(n, row): note for n, p in known.items() for row, note in p.notes.items()},
    )
    opened = {row["row"]: row for row in kept["meeting_rows"]}
    yield "frozen spreads", {row: _spread(each["spread"]) for row, each in opened.items()}, review.opened
    yield "parked rows", {row for row, each in opened.items() if each["parked"]}, review.parked
    listed = {row: each["to_agree_together"] for row, each in opened.items()}
    yield "rows to agree together", {row: column for row, column in listed.items() if column}, review.listed
    pulled_out = {row: each["pulled_out_by"] for row, each in opened.items()}
    yield "rows pulled out", {row: by for row, by in pulled_out.items() if by}, review.pulled_out
    yield (
        "agreements",
        {a["row"]: (a["column"], a["recorded_by"], a["reason"], bool(a["together"])) for a in kept["agreements"]},
        {row: (a.column, a.by, a.reason, a.together) for row, a in review.agreed.items()},
    )
    yield (
        "actions",
        {a["id"]: (a["row"], a["owner"], a["text"], a["due_on"], a["state"]) for a in kept.get("actions", ())},
        {name: (a.row, a.owner, a.text, f"{a.due_on}", a.state) for name, a in review.actions.items()},
    )


def _differ(what: str, kept: object, promised: object) -> Iterator[str]:
    if kept != promised:
        yield f"{what}: {kept} is kept, and it should be {promised}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _part(row: dict[str, Any]) -> set[str]:
    return {capacity for column, capacity in CAPACITIES.items() if row[column]}


def _parts(review: Review) -> dict[str, set[str]]:
    return {name: person.is_in_as for name, person in review.people.items() if not person.out}


def _role(row: dict[str, Any]) -> tuple[str | None, str]:
    return ROLE_NAMES[row["role"]] if row["role"] else None, row["own_role"]


def _spread(text: str) -> tuple[tuple[int, ...], int, dict[str, tuple[int, ...]]]:
    frozen = json.loads(text)
    families = {family: tuple(counts) for family, counts in frozen["families"].items()}
    return tuple(frozen["counts"]), frozen["cannot_judge"], families


# what was said


def not_told(*, may: bool, calls: Iterable[Call]) -> Iterator[str]:
    """Where somebody was told something else than came of their press."""
    telling = [call.body for call in calls if call.method in TELLING]
    said = "\n".join(text for body in telling for text in texts_of(body, but="hint"))  # a hint refuses nobody
    refused = [sentence for sentence in REFUSALS if sentence in said]
    if may and refused:
        yield f"was refused: {refused}"
    if not may and not refused:
        yield f"was not refused, but told: {said[:200]}"


def wrong_calls(calls: Iterable[Call]) -> Iterator[str]:
    """What no step may come to: a call that Slack does not take, or a mistake of ours."""
    for call in calls:
        if not call.ok:
            yield f"Slack refused {call.method}: {call.response}"
        for sentence in NOT_SAID:
            if any(sentence in text for text in texts_of(call.body)):
                yield f"{call.method} said: {sentence}"


def texts_of(part: object, *, but: str = "") -> Iterator[str]:
    """Every text of a body, however deep, but those of this name."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, each in part.items():
            yield from texts_of(each, but=but) if name != but else ()
    elif isinstance(part, list):
        for each in part:
            yield from texts_of(each, but=but)


# what was shown to whom


def shown_alone(school: School, name: str, said: str, now: datetime) -> Iterator[str]:
    """What somebody was shown by themselves and should not have been: others' notes, any count, a word too early."""
    for note in school.written:
        if note.author != name and note.text in said:
            yield f"the note {note.text!r} of somebody else was shown to one person"
    if NAMED.search(said) or UNSURE.search(said) or "█" in said:
        yield f"counts were shown to one person: {said[:200]}"
    if WORDS_FOR_YOU in said and not _may_plan(school, name, now):
        yield "how far apart answers are was shown too early, or to somebody who does not run the meeting"


def _may_plan(school: School, name: str, now: datetime) -> bool:
    review = school.running()
    if review is None or review.stage != REFLECTING or not review.holds(name, FACILITATOR):
        return False
    return (review.meets_at.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days <= 1


def shown_in_room(school: School, review: Review, heading: str, said: str) -> Iterator[str]:
    """What the meeting's channel was shown about a review and should not have been."""
    row = heading.partition(" ")[0]
    counts, unsure, families = review.opened.get(row, ((), 0, {}))
    may_count = sum(counts) >= FEWEST
    for note in school.written:
        stands = review.people[note.author].notes.get(note.row) if note.author in review.people else None
        if note.text in said and not (may_count and note.row == row and stands == (note.text, True)):
            yield f"the note {note.text!r} was shown in the channel, under {heading!r}"
    if heading == outcome.HEADING:
        return
    found = [(int(n), int(column)) for n, column in NAMED.findall(said)]
    true = {(n, column) for each in (counts, *families.values()) for column, n in enumerate(each, 1)}
    if found and not (may_count and set(found) <= true):
        yield f"{found} was shown under {heading!r}, whose answers are {counts} and {families}"
    if (told := UNSURE.findall(said)) and not (may_count and set(told) == {str(unsure)}):
        yield f"{told} can't say was shown under {heading!r}"
    for family, named in families.items():
        is_named = f"{family[0].upper()}{family[1:]}: " in said
        if is_named and not (sum(named) >= FEWEST and sum(counts) - sum(named) >= FEWEST):
            yield f"{family} was shown under {heading!r} with {named} of {counts}"
